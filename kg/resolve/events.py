"""Event claims → occasions: one row however many articles report it, and who took part."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from kg.model import PARTS, Event, EventClaim, Participation, ParticipationClaim
from kg.resolve.areas import AreaBook
from kg.resolve.corpus import ArticleKey, Corpus, Told
from kg.resolve.offices import Rank
from kg.resolve.roles import UNKNOWN_RANK, Roles, article_order, best, role_at
from kg.resolve.units import UnitKey

EventKey = tuple[str, str]
"""Document name and the claim's id."""
EventNames = tuple[str, str, str, str]
"""Day and name; document, article and claim that tell of it first."""
Ground = tuple[str, str]
"""``printing`` and the text's id, or ``day`` with the day and the type of event."""

_SIMILAR = 0.6
_MARKS = re.compile(r"[“”‘’\"'《》（）()\s·、，：:—-]")
_WHOLE_AREA = re.compile(r"^[全我][省市县区旗州盟]")
_FILLERS = ("召开", "举行", "举办", "隆重", "工作")
# 第二十场 and 第二十一场 are two.
_NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十百两]+")


@dataclass(frozen=True, slots=True)
class Claimed:
    """An event as one article tells it."""

    told: Told
    claim: EventClaim
    plain: str
    """The name without what one paper writes and another does not."""
    persons: frozenset[str]
    """Ids of the participants."""

    @property
    def key(self) -> EventKey:
        """Document name and the claim's id."""
        return self.told.document.name, self.claim.id


@dataclass(frozen=True, slots=True)
class Events:
    """The result."""

    rows: tuple[Event, ...]
    participations: tuple[Participation, ...]


def events_of(corpus: Corpus, persons: dict[UnitKey, str], roles: Roles, areas: AreaBook) -> Events:
    """Joins the claims that mean one occasion."""
    groups = joined(claimed for told in corpus.articles for claimed in claimed_in(told, persons))
    ids = _ids(groups)
    rows = [event_row(event, group, areas) for event, group in zip(ids, groups, strict=True)]
    by_claim = {claimed.key: event for event, group in zip(ids, groups, strict=True) for claimed in group}
    rows.sort(key=lambda row: row.id)
    return Events(tuple(rows), tuple(_participations(corpus, persons, roles, by_claim)))


def claimed_in(told: Told, persons: Mapping[UnitKey, str]) -> Iterable[Claimed]:
    """The events of one article."""
    present: dict[str, set[str]] = defaultdict(set)
    for claim in told.participations:
        present[claim.event].add(persons[*told.key, claim.person])
    for event in told.events:
        yield Claimed(told, event, _plain(event.name, told), frozenset(present[event.id]))


def _plain(name: str, told: Told) -> str:
    plain = _MARKS.sub("", name)
    for home in {told.article.home, told.document.metadata.home} - {None}:
        plain = plain.removeprefix(str(home))
    plain = _WHOLE_AREA.sub("", plain)
    for filler in _FILLERS:
        plain = plain.replace(filler, "")
    return plain or name


# --- which are one ----------------------------------------------------------------------------------------------------


def joined(claimed: Iterable[Claimed]) -> list[list[Claimed]]:
    """The claims, those of one occasion together."""
    groups = _Groups(list(claimed))
    groups.join()
    return groups.groups


class _Groups:
    """Claims joined, the most alike first; two claims of one article never come together."""

    def __init__(self, claimed: list[Claimed]) -> None:
        self.groups: list[list[Claimed]] = [[one] for one in claimed]
        self._of = {one.key: group for one, group in zip(claimed, self.groups, strict=True)}

    def join(self) -> None:
        """Joins all that can be joined."""
        pairs = sorted(self._pairs(), key=lambda pair: (-pair[0], pair[1].key, pair[2].key))
        for _, one, other in pairs:
            into, part = self._of[one.key], self._of[other.key]
            if into is part or {c.told.key for c in into} & {c.told.key for c in part}:
                continue
            into += part
            self._of.update((claimed.key, into) for claimed in part)
        self.groups = [group for group in self.groups if self._of[group[0].key] is group]

    def _pairs(self) -> Iterable[tuple[float, Claimed, Claimed]]:
        """Candidates: claims of one day, or of two printings of one report."""
        near: dict[Ground, list[Claimed]] = defaultdict(list)
        for (one,) in self.groups:
            for ground in grounds(one):
                near[ground].append(one)
        for (kind, _), sharing in near.items():
            reprint = kind == "printing"
            for first, second in combinations(range(len(sharing)), 2) if reprint else _of_one_day(sharing):
                alike = self._alike(sharing[second], sharing[first], reprint=reprint)
                if alike:
                    yield alike, sharing[first], sharing[second]

    @staticmethod
    def _alike(one: Claimed, other: Claimed, reprint: bool) -> float:
        if one.told.key == other.told.key or one.claim.type != other.claim.type or _elsewhere(one, other):
            return 0
        alike = likeness(one.plain, other.plain)
        if reprint:
            return 2 + alike if alike >= _SIMILAR else 0
        if not one.persons and not other.persons:
            return alike
        return alike if alike >= _SIMILAR else 0


def grounds(claimed: Claimed) -> list[Ground]:
    """What a claim must share with another for both to be able to mean one event."""
    found = [("printing", claimed.told.text_id)]
    return [*found, ("day", f"{claimed.claim.date} {claimed.claim.type}")] if claimed.claim.date else found


def _of_one_day(claims: list[Claimed]) -> Iterable[tuple[int, int]]:
    """Pairs of claims of one day and type that can be one event: of those present somebody is the same, or nobody is
    named and the name and the area are; by their places in the list. All pairs of a day would be far too many.
    """
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for at, claimed in enumerate(claims):
        for person in claimed.persons:
            alike[person].append(at)
        if not claimed.persons:
            alike[claimed.claim.name, claimed.told.near].append(at)
    return sorted({pair for places in alike.values() for pair in combinations(places, 2)})


def _elsewhere(one: Claimed, other: Claimed) -> bool:
    """Whether the names speak of different places or bodies (``到颍东区…``, ``到颍泉区…``; ``全市…``, ``全省…``)."""
    wide, wider = (_WHOLE_AREA.match(claimed.claim.name) for claimed in (one, other))
    if wide and wider and wide[0][1:] != wider[0][1:]:
        return True
    names = {*one.told.places, *one.told.bodies, *other.told.places, *other.told.bodies}
    ones = {name for name in names if name in one.plain}
    others = {name for name in names if name in other.plain}
    return bool(ones - others) and bool(others - ones)


def likeness(one: str, other: str) -> float:
    """How alike two names of events are, 0 to 1: character pairs in common (Dice), 0 where they name different things.

    Leaving a part out makes no difference (``常委会议``, ``常委（扩大）会议``); a part that stands for another does
    (``到省财政厅对接``, ``到省统计局对接``), and so does another number.
    """
    if one == other:
        return 1
    numbers, others_numbers = _NUMBER.findall(one), _NUMBER.findall(other)
    if numbers and others_numbers and numbers != others_numbers:
        return 0
    if one in other or other in one:
        return 0.95 if min(len(one), len(other)) >= 3 else 0
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace" and b - a > 1 and d - c > 1:
            return 0
    pairs = Counter(pairwise(one))
    others = Counter(pairwise(other))
    total = sum(pairs.values()) + sum(others.values())
    return 2 * sum((pairs & others).values()) / total if total else 0


# --- rows -------------------------------------------------------------------------------------------------------------


def _fullest(group: list[Claimed]) -> str:
    return max((claimed.claim.name for claimed in group), key=lambda name: (len(name), name))


def _date(group: list[Claimed]) -> str | None:
    return min((claimed.claim.date for claimed in group if claimed.claim.date), default=None)


def _ids(groups: list[list[Claimed]]) -> list[str]:
    """An id for each group, none twice."""
    namesakes: dict[str, list[int]] = defaultdict(list)
    details = [event_names(group) for group in groups]
    for at, (short, *_) in enumerate(details):
        namesakes[short].append(at)
    ids = [""] * len(groups)
    for places in namesakes.values():
        for at, event in zip(places, event_ids([details[at] for at in places]), strict=True):
            ids[at] = event
    return ids


def event_names(group: list[Claimed]) -> EventNames:
    """What an event can be called by: day and name; then its first document, article and claim."""
    first = min(group, key=lambda claimed: (article_order(claimed.told.key), claimed.claim.id))
    short = "-".join(part for part in (_date(group), _fullest(group)) if part)
    return short, first.told.document.name.removesuffix(".txt"), first.told.article.id, first.claim.id


def event_ids(namesakes: Sequence[EventNames]) -> list[str]:
    """Ids of events of one day and name, as ``2020-03-09-解放区委常委（扩大）会议``; of several, with as much of the
    first document, article and claim as tells them apart.
    """
    chosen = [names[0] for names in namesakes]
    for depth in (2, 3, 4):
        count = Counter(chosen)
        longer = ["-".join(names[:depth]) for names in namesakes]
        chosen = [new if count[old] > 1 else old for old, new in zip(chosen, longer, strict=True)]
    return chosen


def event_row(event: str, group: list[Claimed], areas: AreaBook) -> Event:
    """An event from all claims that mean it."""
    places = Counter(areas.id(claimed.claim.place, claimed.told.near) for claimed in group if claimed.claim.place)
    return Event(
        id=event,
        name=_fullest(group),
        type=group[0].claim.type,
        date=_date(group),
        place=max(places, key=lambda place: (len(areas.chain(place)), places[place], place), default=None),
        articles=tuple(sorted({claimed.told.key for claimed in group}, key=article_order)),
        evidence=tuple(sorted({claimed.claim.evidence for claimed in group})),
    )


@dataclass(frozen=True, slots=True)
class TookPart:
    """What one article tells of one person's part in an event."""

    article: ArticleKey
    claim: ParticipationClaim
    held: str | None
    """Id of the office in which they took part."""
    rank: Rank


def _participations(
    corpus: Corpus, persons: dict[UnitKey, str], roles: Roles, events: dict[EventKey, str]
) -> Iterable[Participation]:
    found: dict[tuple[str, str], list[TookPart]] = defaultdict(list)
    for told in corpus.articles:
        for claim in told.participations:
            unit = (*told.key, claim.person)
            held = role_at(roles.told.get(unit, ()), roles.ranks, claim.evidence)
            took = TookPart(told.key, claim, held, roles.ranks[held] if held else UNKNOWN_RANK)
            found[events[told.document.name, claim.event], persons[unit]].append(took)
    for event, person in sorted(found, key=participation_id):
        yield participation_row(event, person, found[event, person])


def participation_id(event_and_person: tuple[str, str]) -> str:
    """Of the ids of both."""
    return "-".join(event_and_person)


def participation_row(event: str, person: str, told: Sequence[TookPart]) -> Participation:
    """A participation from all that articles tell of it."""
    named = [one for one in told if one.held]
    highest = max(named, key=lambda one: (one.rank.high, one.rank.low, one.held), default=None)
    held = highest.held if highest else None
    return Participation(
        id=participation_id((event, person)),
        event=event,
        person=person,
        parts=tuple(part for part in PARTS if any(part in one.claim.parts for one in told)),
        role_held=held,
        confidence=best(one.claim.confidence for one in told),
        evidence=tuple(sorted({evidence for one in told for evidence in one.claim.evidence})),
        parts_in=tuple(sorted({(*one.article, part) for one in told for part in one.claim.parts})),
        role_held_in=tuple(sorted({one.article for one in told if held and one.held == held})),
    )
