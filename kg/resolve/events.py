"""Event claims → occasions: one row however many articles report it, and who took part."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from kg.model import PARTS, Event, EventClaim, Participation, ParticipationClaim
from kg.resolve.areas import AreaBook
from kg.resolve.corpus import ArticleKey, Corpus, Told
from kg.resolve.roles import Roles, article_order, best, role_at
from kg.resolve.units import UnitKey

EventKey = tuple[str, str]
"""Document name and the claim's id."""

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
    groups = _Groups(_claimed(corpus, persons))
    groups.join()
    ids = _ids(groups.groups)
    rows = [_row(event, group, areas) for event, group in zip(ids, groups.groups, strict=True)]
    by_claim = {claimed.key: event for event, group in zip(ids, groups.groups, strict=True) for claimed in group}
    rows.sort(key=lambda row: row.id)
    return Events(tuple(rows), tuple(_participations(corpus, persons, roles, by_claim)))


def _claimed(corpus: Corpus, persons: dict[UnitKey, str]) -> list[Claimed]:
    found = []
    for told in corpus.articles:
        present: dict[str, set[str]] = defaultdict(set)
        for claim in told.participations:
            present[claim.event].add(persons[*told.key, claim.person])
        for event in told.events:
            found.append(Claimed(told, event, _plain(event.name, told), frozenset(present[event.id])))
    return found


def _plain(name: str, told: Told) -> str:
    plain = _MARKS.sub("", name)
    for home in {told.article.home, told.document.metadata.home} - {None}:
        plain = plain.removeprefix(str(home))
    plain = _WHOLE_AREA.sub("", plain)
    for filler in _FILLERS:
        plain = plain.replace(filler, "")
    return plain or name


# --- which are one ----------------------------------------------------------------------------------------------------


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
        near: dict[tuple[str, str], list[Claimed]] = defaultdict(list)
        for (one,) in self.groups:
            near["printing", one.told.text_id].append(one)
            if one.claim.date:
                near["day", f"{one.claim.date} {one.claim.type}"].append(one)
        for (ground, _), sharing in near.items():
            reprint = ground == "printing"
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
    """``2020-03-09-解放区委常委（扩大）会议``; where several bear it, with the first document, article, claim."""
    details = []
    for group in groups:
        first = min(group, key=lambda claimed: (article_order(claimed.told.key), claimed.claim.id))
        short = "-".join(part for part in (_date(group), _fullest(group)) if part)
        details.append((short, first.told.document.name.removesuffix(".txt"), first.told.article.id, first.claim.id))
    chosen = [detail[0] for detail in details]
    for depth in (2, 3, 4):
        count = Counter(chosen)
        longer = ["-".join(detail[:depth]) for detail in details]
        chosen = [new if count[old] > 1 else old for old, new in zip(chosen, longer, strict=True)]
    return chosen


def _row(event: str, group: list[Claimed], areas: AreaBook) -> Event:
    places = Counter(areas.see(claimed.claim.place, claimed.told.near) for claimed in group if claimed.claim.place)
    return Event(
        id=event,
        name=_fullest(group),
        type=group[0].claim.type,
        date=_date(group),
        place=max(places, key=lambda place: (len(areas.chain(place)), places[place], place), default=None),
        articles=tuple(sorted({claimed.told.key for claimed in group}, key=article_order)),
        evidence=tuple(sorted({claimed.claim.evidence for claimed in group})),
    )


def _participations(
    corpus: Corpus, persons: dict[UnitKey, str], roles: Roles, events: dict[EventKey, str]
) -> Iterable[Participation]:
    found: dict[tuple[str, str], list[tuple[ArticleKey, ParticipationClaim]]] = defaultdict(list)
    for told in corpus.articles:
        for claim in told.participations:
            event = events[told.document.name, claim.event]
            found[event, persons[*told.key, claim.person]].append((told.key, claim))
    for event, person in sorted(found, key="-".join):
        claims = found[event, person]
        held = [role_at(roles, (*article, claim.person), claim.evidence) for article, claim in claims]
        named = [row for row in held if row]
        highest = max(named, key=lambda row: (roles.ranks[row].high, roles.ranks[row].low, row), default=None)
        yield Participation(
            id=f"{event}-{person}",
            event=event,
            person=person,
            parts=tuple(part for part in PARTS if any(part in claim.parts for _, claim in claims)),
            role_held=highest,
            confidence=best(claim.confidence for _, claim in claims),
            evidence=tuple(sorted({evidence for _, claim in claims for evidence in claim.evidence})),
            parts_in=tuple(sorted({(*article, part) for article, claim in claims for part in claim.parts})),
            role_held_in=tuple(
                sorted({article for (article, _), row in zip(claims, held, strict=True) if row and row == highest})
            ),
        )
