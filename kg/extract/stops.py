"""A tour whose stops have hosts of their own by name: one event each, for the hosts did not meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.occasions import EventRead
from kg.extract.parts import PartRead
from kg.extract.slots import Slot
from kg.model import PARTS, Article

_STOP = re.compile(
    r"(?:随后|接着|当天|当日|当晚|下午|之后|紧接着|最后)?，?(?:[他她]们?|代表团|检查组|一行|慰问组|考察组)?(?:一行)?(?:还|又|再|先后)?"
    r"(?:在|来到|到|走进|赴|前往)(?P<place>[^，。；]{2,24}?)(?:，|家[，中里]|村民|社区居民|老党员|困难群众|调研|察看|查看|时，)"
)


@dataclass(slots=True)
class _Stretch:
    """A part of the article told of one stop."""

    start: int
    place: str | None


def split_tour(
    article: Article,
    text: str,
    sentences: Sequence[tuple[int, int]],
    slots: Sequence[Slot],
    events: list[EventRead],
    parts: list[PartRead],
) -> tuple[list[EventRead], list[PartRead]]:
    """``events`` and ``parts`` with the first event, if it is such a tour, split into its stops."""
    if not events or not events[0].tour or events[0].type == "meeting":
        return events, parts
    tour = events[0]
    intro_end = text.find("\n", tour.end)
    intro_end = intro_end if intro_end > 0 else article.body_until
    sequel = min((event.sentence for event in events[1:]), default=article.body_until)
    stretches = _stretches(text, sentences, slots, intro_end, sequel)
    if not stretches:
        return events, parts
    whole = {part.slot.name for part in parts if part.event is tour and part.slot.start < intro_end}
    own = [part for part in parts if part.event is tour]
    titled = {slot.name for slot in slots if slot.titles}
    hosts = [
        {part.slot for part in own if _inside(part, stretches, index) and _is_host(part, whole, own, intro_end)}
        for index in range(len(stretches))
    ]
    told = [index for index, people in enumerate(hosts) if people]
    if len(told) < 2 or (tour.type == "inspection" and not all(_of_area(tour, stretches[at], text) for at in told)):
        return events, parts
    made = {index: _event(tour, stretches[index], text) for index in told}
    split: list[PartRead] = []
    for part in own:
        at = next(
            (index for index in reversed(range(len(stretches))) if part.slot.start >= stretches[index].start), None
        )
        general = part.slot.start < intro_end or at is None or _closing(text, part, stretches)
        for index in told:
            if general or index == at:
                host = (
                    part.slot.name in titled
                    and not general
                    and "speaker" in part.parts
                    and tour.type == "visit"
                    and part.slot.name not in whole
                )
                shown = tuple(one for one in PARTS if one in part.parts or (host and one == "attendee"))
                split.append(part._replace(event=made[index], parts=shown))
            elif part.slot.name in whole and "lead" in part.parts and part.slot.start < intro_end:
                split.append(part._replace(event=made[index], parts=("lead",)))
    others = [part for part in parts if part.event is not tour]
    return [*made.values(), *events[1:]], [*split, *others]


def _of_area(tour: EventRead, stretch: _Stretch, text: str) -> bool:
    """Whether the stop is a whole county or district: only these are inspected one by one, each with its own heads.

    The foremen and secretaries who are met on the way of one inspection are met by one and the same party.
    """
    return (stretch.place or _first_named(tour, text) or "").endswith(("市", "县", "区", "旗"))


def _stretches(
    text: str, sentences: Sequence[tuple[int, int]], slots: Sequence[Slot], intro_end: int, until: int
) -> list[_Stretch]:
    found: list[_Stretch] = []
    for first, last in sentences:
        if first < intro_end or first >= until:
            continue
        at = first
        leading = [slot for slot in slots if slot.start <= at + 1 and slot.name_end <= last and slot.start >= first]
        while leading:
            at = leading[-1].end
            at += 1 if text[at : at + 1] in "、，和" else 0
            leading = [slot for slot in slots if slot.start == at and slot.name_end <= last]
        stop = _STOP.match(text, at, last)
        if stop:
            found.append(_Stretch(first, stop["place"]))
    if found and found[0].start > intro_end + 1:
        found.insert(0, _Stretch(intro_end, None))
    return found


def _inside(part: PartRead, stretches: Sequence[_Stretch], index: int) -> bool:
    after = stretches[index + 1].start if index + 1 < len(stretches) else 1 << 60
    return stretches[index].start <= part.slot.start < after


def _is_host(part: PartRead, whole: set[str], own: Sequence[PartRead], intro_end: int) -> bool:
    if part.slot.name not in whole:
        return True
    # a namesake with a title of his own (副区长王某 beside 副主任王某)
    bodies = {
        title.body
        for other in own
        if other.slot.name == part.slot.name and other.slot.start < intro_end
        for title in other.slot.titles
    }
    return bool(part.slot.titles) and not any(title.body in bodies for title in part.slot.titles)


def _closing(text: str, part: PartRead, stretches: Sequence[_Stretch]) -> bool:
    """What the leader says at the end, in a paragraph of its own, is of the whole tour."""
    start = text.rfind("\n", 0, part.slot.start) + 1
    return (
        part.slot.start - start <= 1
        and start > stretches[-1].start
        and "speaker" in part.parts
        and "lead" not in part.parts
        and not part.slot.titles
    )


def _event(tour: EventRead, stretch: _Stretch, text: str) -> EventRead:
    place = stretch.place or _first_named(tour, text)
    name = tour.name
    listed = re.search(r"(?:到|赴)(?P<list>.+?)(?=对接|调研|考察|走访|慰问|督导|检查|$)", name)
    if place and listed and place in listed["list"]:
        name = name[: listed.start("list")] + place + name[listed.end("list") :]
    elif place:
        name = f"{name}（{place}）"
    start, end = (stretch.start, stretch.start) if stretch.place is None else _words(text, stretch)
    return replace(tour, name=name, start=start if end > start else tour.start, end=end if end > start else tour.end)


def _words(text: str, stretch: _Stretch) -> tuple[int, int]:
    at = text.find(stretch.place or "", stretch.start)
    return stretch.start, at + len(stretch.place or "")


def _first_named(tour: EventRead, text: str) -> str | None:
    """The first of the places listed in the sentence that tells of the tour."""
    listed = re.search(r"(?:到|赴)([^、，。]{2,14})、", text[tour.start : tour.end + 60])
    return listed[1] if listed else None
