"""The user's judgements on persons: what they mean in these readings, and readings changed by them.

``rename`` and ``not a person`` change what the articles say, before anything is compared; ``same`` and ``different``
become :class:`Rulings`, which no comparison overrides; so do two spellings that a ``rename`` makes one in an article.
A judgement that means nobody any more, or that later ones contradict, is reported and not applied.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from kg.model import Judgement, Reading
from kg.resolve.units import UnitKey

Side = tuple[int, int]
"""Number of a ``different`` ruling and which of its two sides (0, 1)."""
Keys = frozenset[UnitKey]
WhoIsWho = Callable[[Sequence[Reading]], Mapping[UnitKey, str]]
"""Person ids as the program alone gives them, for judgements that name ids."""
_Found = tuple[Judgement, Keys, Keys]
"""A judgement and the mentions that each side means; of a ``rename``, twice those of one article that it joins."""


@dataclass(slots=True)
class Rulings:
    """Which mentions are of one person, and which are not, whatever they look like."""

    same: list[tuple[str, Keys]] = field(default_factory=list)
    """Why, and the mentions."""
    different: list[tuple[str, Keys, Keys]] = field(default_factory=list)
    """Why, and the mentions of the one and of the other."""

    def sides(self, key: UnitKey) -> frozenset[Side]:
        """On which sides of the ``different`` rulings a mention stands."""
        return frozenset(
            (number, side)
            for number, (_, *both) in enumerate(self.different)
            for side, keys in enumerate(both)
            if key in keys
        )

    def apart(self, one: Iterable[Side], other: Iterable[Side]) -> str | None:
        """Why two sets of mentions, told by their sides, are not one person; ``None`` where nothing says so."""
        opposite = frozenset((number, 1 - side) for number, side in other)
        return next((self.different[number][0] for number, side in sorted(one) if (number, side) in opposite), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """Readings after the judgements."""

    readings: tuple[Reading, ...]
    rulings: Rulings
    warnings: tuple[str, ...]


def judged(readings: Iterable[Reading], judgements: Sequence[Judgement], who: WhoIsWho) -> Judged:
    """Applies ``judgements``, in their order; of those that contradict each other, be it in a chain, the later hold."""
    whole = tuple(readings)
    warnings: list[str] = []
    rulings = Rulings()
    found: list[_Found] = []
    edits = [one for one in judgements if one.kind in ("rename", "not a person")]
    if edits:
        whole, found = _edited(whole, edits, _Mentions(whole, who), warnings)
    ruled = [one for one in judgements if one.kind in ("same", "different")]
    if ruled:
        meant = _Mentions(whole, who)
        found += [(one, *both) for one in ruled if (both := _both(one, meant, warnings))]
        order = {one: at for at, one in enumerate(judgements)}
        found, wholes = _without_contradictions(sorted(found, key=lambda one: order[one[0]]), warnings)
        names = _names(found, wholes, meant)
        whole = tuple(_changed(reading, names, frozenset()) for reading in whole)
    for one, keys, others in found:
        if one.kind == "different":
            rulings.different.append((_said("判定不是一人", one), keys, others))
        else:
            rulings.same.append((_said("判定为一人", one), keys | others))
    return Judged(whole, rulings, tuple(warnings))


def _said(what: str, judgement: Judgement) -> str:
    return f"{what}（{judgement.where}{'：' if judgement.note else ''}{judgement.note}）"


class _Mentions:
    """Whom a judgement can mean."""

    def __init__(self, readings: Sequence[Reading], who: WhoIsWho) -> None:
        self._readings, self._who = readings, who
        self._by_name: dict[str, set[UnitKey]] = defaultdict(set)
        self._by_alias: dict[str, set[UnitKey]] = defaultdict(set)
        self._names: dict[UnitKey, str] = {}
        for reading in readings:
            for person in reading.persons:
                key = (reading.document.name, person.article, person.key)
                self._names[key] = person.name
                self._by_name[person.name].add(key)
                for alias in person.aliases:
                    self._by_alias[alias].add(key)

    @cached_property
    def _by_id(self) -> dict[str, set[UnitKey]]:
        found: dict[str, set[UnitKey]] = defaultdict(set)
        for key, person in self._who(self._readings).items():
            found[person].add(key)
        return found

    def of(self, reference: str) -> Keys:
        """The mentions of a name, an id, an IRI, or of a name in a document or article; none where it means nobody."""
        reference = unquote(reference.rpartition("/id/person/")[2])
        name, at, where = reference.partition("@")
        if not at:
            return frozenset(self._by_name.get(name) or self._by_id.get(name) or self._by_alias.get(name) or ())
        document, _, article = where.strip().partition("#")
        named = self._by_name.get(name.strip(), set())
        return frozenset(key for key in named if key[0] == document and article in ("", key[1]))

    def name(self, keys: Keys) -> str:
        """What most of them are called."""
        names = Counter(self._names[key] for key in keys)
        return max(names, key=lambda name: (names[name], name))

    def beside(self, keys: Keys, name: str) -> Iterable[Keys]:
        """For each article with one of ``keys``: these, and who else is called ``name`` there."""
        for article in sorted({key[:2] for key in keys}):
            there = {key for key in keys if key[:2] == article}
            yield frozenset(there | {key for key in self._by_name.get(name, ()) if key[:2] == article})


def _edited(
    readings: tuple[Reading, ...], edits: Sequence[Judgement], meant: _Mentions, warnings: list[str]
) -> tuple[tuple[Reading, ...], list[_Found]]:
    """Readings with persons renamed and what is no person left out, reporters too; and whom the renaming joins."""
    names: dict[UnitKey, str] = {}
    dropped: set[UnitKey] = set()
    renamed: list[tuple[Judgement, Keys]] = []
    bylines = {credit.name for reading in readings for article in reading.articles for credit in article.reporters}
    credited: dict[str, str | None] = {}
    for edit in edits:
        keys = meant.of(edit.one)
        byline = edit.one.removeprefix("记者-")
        if byline in bylines:
            credited[byline] = edit.other if edit.kind == "rename" else None
        elif not keys:
            warnings.append(_nobody(edit, edit.one))
        if edit.kind == "rename":
            names.update(dict.fromkeys(keys, edit.other))
            renamed.append((edit, keys))
        else:
            dropped |= keys
    joined: list[_Found] = []
    for edit, keys in renamed:
        for beside in meant.beside(keys, edit.other):
            # Two spellings in one article are not two namesakes, unless a further edit takes one of them away.
            left = frozenset(key for key in beside - dropped if names.get(key, edit.other) == edit.other)
            joined += [(edit, left, left)] if len(left) > 1 else []
    return tuple(_recredited(_changed(one, names, frozenset(dropped)), credited) for one in readings), joined


def _nobody(judgement: Judgement, reference: str) -> str:
    return (
        f"{judgement.where}: no person {reference} in these documents; the judgement changes nothing, "
        "correct or remove it"
    )


def _both(judgement: Judgement, meant: _Mentions, warnings: list[str]) -> tuple[Keys, Keys] | None:
    """The mentions that both sides mean; ``None``, with a warning, where the judgement cannot be applied."""
    keys, others = meant.of(judgement.one), meant.of(judgement.other)
    for reference, found in ((judgement.one, keys), (judgement.other, others)):
        if not found:
            warnings.append(_nobody(judgement, reference))
            return None
    if judgement.kind == "different" and keys & others:
        warnings.append(
            f"{judgement.where}: {judgement.one} and {judgement.other} mean the same mentions; "
            "say where each stands, as 沈望舒@page.txt or 沈望舒@page.txt#a3"
        )
        return None
    return keys, others


def _without_contradictions(
    found: Sequence[_Found], warnings: list[str]
) -> tuple[list[_Found], Mapping[UnitKey, Keys]]:
    """The judgements that hold together, from the last to the first each that those kept leave room for.

    And, for each mention that they say is one with others, all these.
    """
    kept: list[_Found] = []
    wholes: dict[UnitKey, Keys] = {}
    reported: list[str] = []
    for judgement in reversed(found):
        ruling, keys, others = judgement
        met = {wholes[key] for key in keys | others if key in wholes}
        later = _contradicting(judgement, kept, met)
        if later:
            but = ", but the name is changed" if ruling.kind == "rename" else ""
            reported.append(f"{ruling.where}: contradicted by {later.where}; the later one holds{but}")
            continue
        kept.append(judgement)
        if ruling.kind != "different":
            whole = keys.union(others, *met)
            wholes.update(dict.fromkeys(whole, whole))
    warnings += dict.fromkeys(reversed(reported))  # a rename may be contradicted in many articles
    return kept[::-1], wholes


def _names(found: Iterable[_Found], wholes: Mapping[UnitKey, Keys], meant: _Mentions) -> dict[UnitKey, str]:
    """One name for all that are one: the first that no ``same`` puts second; where all are, the first."""
    firsts: dict[Keys, list[str]] = defaultdict(list)
    seconds: dict[Keys, set[str]] = defaultdict(set)
    for judgement, keys, others in found:
        if judgement.kind == "same":
            whole = wholes[next(iter(keys))]
            first, second = meant.name(keys), meant.name(others)
            firsts[whole].append(first)
            seconds[whole] |= {second} - {first}
    return {
        key: next((name for name in names if name not in seconds[whole]), names[0])
        for whole, names in firsts.items()
        for key in whole
    }


def _contradicting(judgement: _Found, kept: Sequence[_Found], met: Iterable[Keys]) -> Judgement | None:
    """The kept judgement that, alone or in a chain, leaves no room for this one, which speaks of those ``met``."""
    ruling, keys, others = judgement
    if ruling.kind != "different":
        whole = keys.union(others, *met)
        parted = (one for one, *both in kept if one.kind == "different" and all(whole & side for side in both))
        return next(parted, None)
    if any(whole & keys and whole & others for whole in met):
        return _last_link(keys, others, kept)
    return None


def _last_link(keys: Keys, others: Keys, kept: Sequence[_Found]) -> Judgement:
    """The judgement with which a chain of those that join, begun at ``keys``, comes to ``others``."""
    links = [(one, mentions | further) for one, mentions, further in kept if one.kind != "different"]
    while True:
        link, joined = next(link for link in links if link[1] & keys and not link[1] <= keys)
        keys |= joined
        if keys & others:
            return link


def _changed(reading: Reading, names: Mapping[UnitKey, str], dropped: Keys) -> Reading:
    """``reading`` with persons called ``names`` (the printed name becomes an alias) and without those ``dropped``."""

    def key(article: str, person: str) -> UnitKey:
        return reading.document.name, article, person

    persons = []
    for person in reading.persons:
        own = key(person.article, person.key)
        name = names.get(own, person.name)
        if own not in dropped:
            aliases = person.aliases if name == person.name else tuple(sorted({*person.aliases, person.name}))
            persons.append(replace(person, name=name, aliases=aliases))
    kept = tuple(one for one in reading.participations if key(one.article, one.person) not in dropped)
    lost = {one.event for one in reading.participations} - {one.event for one in kept}
    return replace(
        reading,
        persons=tuple(persons),
        roles=tuple(role for role in reading.roles if key(role.article, role.person) not in dropped),
        events=tuple(event for event in reading.events if event.id not in lost),
        participations=kept,
    )


def _recredited(reading: Reading, credited: Mapping[str, str | None]) -> Reading:
    """``reading`` with reporters called otherwise, or, where ``None``, credited as what they are: no persons."""
    if not credited:
        return reading
    articles = []
    for article in reading.articles:
        reporters = [replace(one, name=credited.get(one.name) or one.name) for one in article.reporters]
        keep = [credited.get(one.name, one.name) is not None for one in article.reporters]
        articles.append(
            replace(
                article,
                reporters=tuple(one for one, kept in zip(reporters, keep, strict=True) if kept),
                credits=(*article.credits, *(one for one, kept in zip(reporters, keep, strict=True) if not kept)),
            )
        )
    return replace(reading, articles=tuple(articles))
