"""Persons named in articles → persons, ids and the reasons for taking namesakes for one or for several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.model import CONFIDENCES, Person
from kg.resolve.areas import AreaBook
from kg.resolve.compare import COMPANIONS_WEIGHT, Judge, Verdict
from kg.resolve.corpus import Corpus
from kg.resolve.judgements import Rulings, Side
from kg.resolve.units import Group, Unit, UnitKey

_TOLD = 4


@dataclass(frozen=True, slots=True)
class Persons:
    """The result: rows, and whom each article means."""

    rows: tuple[Person, ...]
    """Reporters among them; sorted by id."""
    ids: dict[UnitKey, str]


@dataclass(slots=True)
class _Atom:
    """A group that nothing parts any more; atoms are compared pair by pair."""

    group: Group
    reasons: list[str] = field(default_factory=list)


def persons_of(corpus: Corpus, units: Iterable[Unit], areas: AreaBook, rulings: Rulings) -> Persons:
    """Who is who. Works name by name; ``rulings`` come before all comparison."""
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_name[unit.named.name].append(unit)
    rows: list[Person] = []
    ids: dict[UnitKey, str] = {}
    for name in sorted(by_name):
        for person, group in bearers(name, by_name[name], areas, rulings):
            rows.append(person)
            ids.update((key, person.id) for key in group.keys)
    reporters = {credit.name: reporter(credit.name) for told in corpus.articles for credit in told.article.reporters}
    rows.extend(reporters.values())
    return Persons(tuple(sorted(rows, key=lambda person: person.id)), ids)


def reporter(name: str) -> Person:
    """Who is known from bylines alone."""
    return Person(id=f"记者-{name}", name=name, byline=True)


def bearers(name: str, units: list[Unit], areas: AreaBook, rulings: Rulings) -> list[tuple[Person, Group]]:
    """The bearers of one name, and which of its ``units`` each is."""
    clusters = _Clusters(_atoms(units, areas, rulings), Judge(areas), rulings)
    clusters.join()
    groups = [Group(clusters.units(members), areas) for members in clusters.members]
    ids = _ids(name, groups)
    found: list[tuple[Person, Group]] = []
    for at, group in enumerate(groups):
        others = [other for other in range(len(groups)) if other != at]
        apart = {other: clusters.apart(at, other) for other in others}
        reasons = clusters.reasons(at) + _reasons_apart({ids[other]: verdict for other, verdict in apart.items()})
        person = Person(
            id=ids[at],
            name=name,
            alt_names=tuple(sorted({alias for unit in group.units for alias in unit.named.aliases} - {name})),
            different_from=tuple(sorted(ids[other] for other in others if apart[other].kind == "different")),
            possibly_same=tuple(sorted(ids[other] for other in others if apart[other].kind != "different")),
            reasons=tuple(reasons),
            confidence=min((unit.named.confidence for unit in group.units), key=CONFIDENCES.index),
        )
        found.append((person, group))
    return found


def _reasons_apart(verdicts: dict[str, Verdict]) -> list[str]:
    """``与沈望舒-沁阳市不是一人：…``; namesakes kept apart for one reason are told together."""
    found: dict[str, list[str]] = defaultdict(list)
    for other, verdict in sorted(verdicts.items()):
        decided = "不是一人" if verdict.kind == "different" else "是否一人未定"
        found[f"{decided}：{verdict.reason}"].append(other)
    return [f"与{_some(others, '人')}{reason}" for reason, others in found.items()]


def _some(names: Sequence[str], counter: str) -> str:
    """The first few, and how many there are if there are more."""
    return "、".join(names[:_TOLD]) + (f"等{len(names)}{counter}" if len(names) > _TOLD else "")


# --- step one: what needs no comparison -------------------------------------------------------------------------------


def _atoms(units: Sequence[Unit], areas: AreaBook, rulings: Rulings) -> list[_Atom]:
    """Units joined where they are ruled to be, share a printing or an office, in time linear in their number."""
    parts = _Parts(units, rulings)
    for label, keys in rulings.same:
        ruled = [unit for unit in units if unit.key in keys]
        if len(ruled) > 1:
            parts.join(ruled, ruled=True)
            parts.say(ruled[0], label)
    for label, sharing in _sharing(units):
        joined = parts.join(sharing)
        if len(joined) > 1:
            parts.say(joined[0], f"{label}（{_where(joined)}）")
    return [_Atom(Group(members, areas), reasons) for members, reasons in parts.all()]


def _sharing(units: Sequence[Unit]) -> list[tuple[str, list[Unit]]]:
    printings: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    offices: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    words: dict[tuple[str, str], str] = {}
    for unit in sorted(units, key=lambda unit: unit.key):
        printings[unit.text_id, unit.named.key].append(unit)
        for office in sorted(unit.offices):
            key = (office.role, office.body or office.area)
            if office.telling and key[1] and (not offices[key] or offices[key][-1] is not unit):
                offices[key].append(unit)
                words.setdefault(key, f"同名、同任{office.words.removeprefix('原')}")
    found = [("同一报道重见", shared) for _, shared in sorted(printings.items())]
    return found + [(words[key], offices[key]) for key in sorted(offices)]


def _where(units: Iterable[Unit]) -> str:
    """``x.txt a1、a3；y.txt a2``."""
    articles: dict[str, list[str]] = defaultdict(list)
    keys = sorted(unit.key for unit in units)
    for document, article, _ in keys[:_TOLD]:
        articles[document].append(article)
    told = "；".join(f"{document} {'、'.join(ids)}" for document, ids in articles.items())
    return told + (f"等{len(keys)}篇" if len(keys) > _TOLD else "")


class _Parts:
    """Disjoint sets of units; two persons of one article come into one set only where that is ruled."""

    def __init__(self, units: Sequence[Unit], rulings: Rulings) -> None:
        self._rulings = rulings
        self._of = {unit.key: at for at, unit in enumerate(units)}
        self._members = {at: [unit] for at, unit in enumerate(units)}
        self._articles = {at: {unit.article} for at, unit in enumerate(units)}
        self._sides: dict[int, frozenset[Side]] = {at: rulings.sides(unit.key) for at, unit in enumerate(units)}
        self._reasons: dict[int, list[str]] = {at: [] for at in range(len(units))}

    def join(self, units: Sequence[Unit], *, ruled: bool = False) -> list[Unit]:
        """Joins all that may be joined to the first, or, where that is ``ruled``, all; returns those."""
        joined = [units[0]]
        for unit in units[1:]:
            into, part = self._of[units[0].key], self._of[unit.key]
            if into == part:
                joined.append(unit)
            elif ruled or self._may(into, part):
                self._merge(into, part)
                joined.append(unit)
        return joined

    def _may(self, one: int, other: int) -> bool:
        if self._articles[one] & self._articles[other]:
            return False
        return self._rulings.apart(self._sides[one], self._sides[other]) is None

    def _merge(self, into: int, part: int) -> None:
        if len(self._members[into]) < len(self._members[part]):
            into, part = part, into
        for unit in self._members[part]:
            self._of[unit.key] = into
        self._members[into] += self._members.pop(part)
        self._articles[into] |= self._articles.pop(part)
        self._sides[into] |= self._sides.pop(part)
        self._reasons[into] += self._reasons.pop(part)

    def say(self, unit: Unit, reason: str) -> None:
        """Notes why."""
        self._reasons[self._of[unit.key]].append(reason)

    def all(self) -> list[tuple[list[Unit], list[str]]]:
        """The sets, by their first unit."""
        parts = [(members, self._reasons[at]) for at, members in self._members.items()]
        return sorted(parts, key=lambda part: min(unit.key for unit in part[0]))


# --- step two: pair by pair -------------------------------------------------------------------------------------------


class _Clusters:
    """Atoms joined by verdicts: never against one that says different."""

    def __init__(self, atoms: list[_Atom], judge: Judge, rulings: Rulings) -> None:
        self.atoms = atoms
        sides = [{side for key in atom.group.keys for side in rulings.sides(key)} for atom in atoms]
        self.members: list[list[int]] = [[at] for at in range(len(atoms))]
        self._said: dict[int, list[str]] = {at: list(atom.reasons) for at, atom in enumerate(atoms)}
        self._verdicts = {
            (one, other): Verdict("different", 0, ruled)
            if (ruled := rulings.apart(sides[one], sides[other]))
            else judge.verdict(atoms[one].group, atoms[other].group)
            for other in range(len(atoms))
            for one in range(other)
        }

    def units(self, cluster: Iterable[int]) -> list[Unit]:
        """The units of a cluster's atoms."""
        return [unit for at in cluster for unit in self.atoms[at].group.units]

    def join(self) -> None:
        """Joins what is one person: first those with offices, then the bare names, at last these with those."""
        known = [bool(atom.group.offices) for atom in self.atoms]
        self._join_pairs(lambda one, other: known[one] and known[other])
        self._join_pairs(lambda one, other: not known[one] and not known[other])
        for bare in [cluster for cluster in self.members if not known[cluster[0]]]:
            self._join_bare(bare, [cluster for cluster in self.members if known[cluster[0]]])
        self.members.sort(key=lambda cluster: min(self.atoms[at].group.units[0].key for at in cluster))

    def _join_pairs(self, wanted: Callable[[int, int], bool]) -> None:
        same = [(pair, verdict) for pair, verdict in self._verdicts.items() if verdict.kind == "same" and wanted(*pair)]
        for (one, other), verdict in sorted(same, key=lambda found: (-found[1].weight, found[0])):
            into = next(cluster for cluster in self.members if one in cluster)
            part = next(cluster for cluster in self.members if other in cluster)
            if into is not part and self.between(into, part).kind != "different":
                self._merge(into, part, verdict)

    def _join_bare(self, bare: list[int], known: list[list[int]]) -> None:
        """Joins a bare name to the cluster that must be meant: the only one, or the one with the strongest ground."""
        found = [(cluster, self.between(bare, cluster)) for cluster in known]
        found = [(cluster, verdict) for cluster, verdict in found if verdict.kind == "same"]
        best = max((verdict.weight for _, verdict in found), default=0)
        meant = [(cluster, verdict) for cluster, verdict in found if verdict.weight == best]
        if len(meant) == 1 and (len(found) == 1 or best >= COMPANIONS_WEIGHT):
            self._merge(meant[0][0], bare, meant[0][1])

    def _merge(self, into: list[int], part: list[int], verdict: Verdict) -> None:
        where = _where(self.units(part))
        self._said[into[0]] += [*self._said[part[0]], f"{verdict.reason}（{where}）"]
        into += part
        self.members.remove(part)

    def between(self, one: list[int], other: list[int]) -> Verdict:
        """The verdict on two clusters: different if any pair is, else the strongest."""
        verdicts = [self._verdicts[min(a, b), max(a, b)] for a in one for b in other]
        return max(verdicts, key=lambda verdict: (_FORCE[verdict.kind], verdict.weight, verdict.reason))

    def apart(self, at: int, other: int) -> Verdict:
        """Why two clusters were not joined."""
        return self.between(self.members[at], self.members[other])

    def reasons(self, at: int) -> list[str]:
        """Why a cluster is one person."""
        return list(dict.fromkeys(self._said[self.members[at][0]]))


_FORCE = {"different": 2, "same": 1, "undecided": 0}


# --- ids --------------------------------------------------------------------------------------------------------------


def _ids(name: str, groups: Sequence[Group]) -> list[str]:
    """The name alone for its only bearer, else with as much of area, role, document, article as tells them apart."""
    if len(groups) == 1:
        return [name]
    details = [_details(group) for group in groups]
    for depth in range(1, len(details[0]) + 1):
        ids = ["-".join((name, *(part for part in detail[:depth] if part))) for detail in details]
        if depth == 1:
            chosen = ids
        chosen = [new if chosen.count(old) > 1 else old for old, new in zip(chosen, ids, strict=True)]
        if len(set(chosen)) == len(chosen):
            return chosen
    return chosen


def _details(group: Group) -> tuple[str, ...]:
    main = group.main_office()
    document, article, key = group.units[0].key
    place = (main.area or main.body) if main else ""
    if not place and len(group.homes) == 1:
        place = next(iter(group.homes))
    file = document.removesuffix(".txt")
    return place or file, main.role if main else "", file, article, key
