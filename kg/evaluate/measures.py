"""Facts found against facts annotated: right, missed, invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from kg.evaluate.facts import Fact, Facts, Happening
from kg.model import CONFIDENCES

SAME_PEOPLE = 0.5
"""Share of participants in common from which on two events are taken for one, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How one kind of fact came out, over all documents that have an annotation."""

    name: str
    right: int
    missed: tuple[Fact, ...]
    """Annotated, not found."""
    invented: tuple[Fact, ...]
    """Found, not annotated."""

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / found if (found := self.right + len(self.invented)) else 1.0

    @property
    def recall(self) -> float:
        """Share of what is annotated that was found; 1 where nothing is annotated."""
        return self.right / wanted if (wanted := self.right + len(self.missed)) else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Certainty:
    """How often claims of one kind that the graph is equally sure of are right."""

    kind: str
    """``role`` (with body) or ``participation``."""
    confidence: str
    right: int
    claims: int

    @property
    def share(self) -> float:
        """Of the claims, those that are right."""
        return self.right / self.claims


def certainties(gold: Facts, found: Facts) -> tuple[Certainty, ...]:
    """What the graph's confidences are worth, class by class; classes without claims are left out."""
    claims: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for fact, confidence in found.role_confidences.items():
        if fact[0] in gold.documents:
            claims["role", confidence] += 1
            right["role", confidence] += fact in gold.roles
    _, pairs = _align(gold.happenings, [h for h in found.happenings if h.document in gold.documents])
    for wanted, got in pairs:
        people = wanted.people if wanted else Counter[str]()
        for (name, _), confidence in zip(got.parts, got.confidences, strict=True) if got and got.confidences else ():
            claims["participation", confidence] += 1
            right["participation", confidence] += people[name] > 0
            people[name] -= 1
    return tuple(
        Certainty(kind, confidence, right[kind, confidence], claims[kind, confidence])
        for kind in ("role", "participation")
        for confidence in CONFIDENCES
        if claims[kind, confidence]
    )


def compare(gold: Facts, found: Facts) -> tuple[Measure, ...]:
    """All measures, over the documents of ``gold``; what ``found`` says of others is not looked at."""

    def of(name: str, wanted: Iterable[Fact], got: Iterable[Fact]) -> Measure:
        return _measure(name, wanted, (fact for fact in got if fact[0] in gold.documents))

    events, pairs = _align(gold.happenings, [h for h in found.happenings if h.document in gold.documents])
    return (
        of("headline", gold.headlines, found.headlines),
        of("reporter", gold.reporters, found.reporters),
        of("person", gold.persons.elements(), found.persons.elements()),
        of("role", {fact[:4] for fact in gold.roles}, {fact[:4] for fact in found.roles}),
        of("role with body", gold.roles, found.roles),
        events,
        _measure("participation", _participations(pairs, 0), _participations(pairs, 1)),
        _measure("part", _parts(pairs, 0), _parts(pairs, 1)),
        of("co-attendance", _ties(gold.happenings), _ties(found.happenings)),
        _measure("date", *_dates(pairs)),
        of("body", gold.bodies, found.bodies),
        of("place", gold.places, found.places),
    )


def _measure(name: str, wanted: Iterable[Fact], got: Iterable[Fact]) -> Measure:
    """Compare as multisets."""
    wanted, got = Counter(wanted), Counter(got)
    return Measure(name, (wanted & got).total(), _in_order(wanted - got), _in_order(got - wanted))


def _in_order(facts: Counter[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts.elements(), key=lambda fact: [str(value or "") for value in fact]))


# --- events: which of those found is which of those annotated ---------------------------------------------------------

_Pair = tuple[Happening | None, Happening | None]
"""Annotated and found; ``None`` where the other has no counterpart."""


def _align(gold: list[Happening], found: list[Happening]) -> tuple[Measure, list[_Pair]]:
    """Pair events of the same document one to one, those most alike first; score which are the same event.

    Two events are paired if they have a participant in common. The paired are one event if they also have half of
    all their participants in common or are called the same.
    """
    alike = sorted(
        (-_likeness(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if one.document == other.document and one.people & other.people
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in alike:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs: list[_Pair] = [(one, found[partner[i]] if i in partner else None) for i, one in enumerate(gold)]
    pairs += [(None, other) for j, other in enumerate(found) if j not in taken]
    same = [one is not None and other is not None and _same(one, other) for one, other in pairs]
    wrong = [pair for pair, ok in zip(pairs, same, strict=True) if not ok]
    missed = Counter[Fact]((one.document, one.name) for one, _ in wrong if one)
    invented = Counter[Fact]((other.document, other.name) for _, other in wrong if other)
    return Measure("event", sum(same), _in_order(missed), _in_order(invented)), pairs


def _same(one: Happening, other: Happening) -> bool:
    return one.name == other.name or _overlap(one, other) >= SAME_PEOPLE


def _overlap(one: Happening, other: Happening) -> float:
    """Jaccard index of the participants."""
    return (one.people & other.people).total() / (one.people | other.people).total()


def _likeness(one: Happening, other: Happening) -> float:
    """People count most, then the name, then the date."""
    names = SequenceMatcher(None, one.name, other.name, autojunk=False).ratio()
    return _overlap(one, other) + names / 2 + (one.date == other.date) / 4


def _told(pairs: list[_Pair], side: int) -> Iterator[tuple[Fact, Happening]]:
    """The events of one side, each with (document, number of the pair, name), which paired events have in common."""
    for number, pair in enumerate(pairs):
        event = pair[side]
        if event:
            yield (event.document, number, (pair[0] or event).name), event


def _participations(pairs: list[_Pair], side: int) -> Iterator[Fact]:
    return ((*key, name) for key, event in _told(pairs, side) for name, _ in event.parts)


def _parts(pairs: list[_Pair], side: int) -> Iterator[Fact]:
    return ((*key, name, part) for key, event in _told(pairs, side) for name, parts in event.parts for part in parts)


def _dates(pairs: list[_Pair]) -> tuple[list[Fact], list[Fact]]:
    paired = [pair for pair in pairs if all(pair)]
    wanted, got = ([(*key, event.date) for key, event in _told(paired, side) if event.date] for side in (0, 1))
    return wanted, got


def _ties(events: list[Happening]) -> set[Fact]:
    return {(event.document, *pair) for event in events for pair in combinations(sorted(event.people.elements()), 2)}
