"""What of the graph follows from which article.

An article's part is all that its own words give: its description, its evidence, the claims it supports, and what these
name. What several articles say stands in the part of each. What is computed over all articles (first and last day,
confidence, weight) or comes from none of them (which area lies in which) is in no article's part; it and all parts
together are the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, permutations
from typing import NamedTuple

from kg.export.statements import Statements
from kg.export.terms import About, Iri, Names, Said
from kg.model import (
    Area,
    ArticleSeen,
    Body,
    CoAttendance,
    Document,
    Event,
    Evidence,
    Graph,
    Participation,
    Person,
    RoleHeld,
)

Key = tuple[str, str]
"""Document name and article id."""
_OF_NONE = frozenset(
    (
        "kg:confidence", "kg:firstSeen", "kg:lastSeen", "kg:weight", "kg:strength", "kg:reason", "kg:possiblySameAs",
        "owl:differentFrom", "schema:areaServed", "schema:containedInPlace", "org:subOrganizationOf",
    )
)  # fmt: skip
"""Predicates of what no article says by itself."""


class ByArticle:
    """The parts of a graph in which every claim has evidence. Holds references to rows only."""

    def __init__(self, graph: Graph, names: Names) -> None:
        self._graph = graph
        self._names = names
        self._articles = {(seen.article.document, seen.article.id): seen for seen in graph.articles}
        self._persons = {person.id: person for person in graph.persons}
        self._bodies = {body.id: body for body in graph.bodies}
        self._areas = {area.id: area for area in graph.areas}
        self._ties = {tie.persons: tie for tie in graph.ties}
        self._roles: dict[Key, list[RoleHeld]] = defaultdict(list)
        self._events: dict[Key, dict[str, Event]] = defaultdict(dict)
        self._participations: dict[Key, list[Participation]] = defaultdict(list)
        events = {event.id: event for event in graph.events}
        self._pooled = {held.id for held in graph.roles if _told_in_part(held)}
        for held in graph.roles:
            for key in tellers(held):
                self._roles[key].append(held)
        for event in graph.events:
            for key in tellers(event):
                self._events[key][event.id] = event
        for one in graph.participations:
            for key in tellers(one):
                self._participations[key].append(one)
                self._events[key][one.event] = events[one.event]

    # --- one article's --------------------------------------------------------------------------------------------

    def of_each(self) -> Iterator[tuple[Iri, Iterator[About]]]:
        """Articles by document, then as they stand, each with its part."""
        for key in sorted(self._articles, key=lambda key: (key[0], len(key[1]), key[1])):
            yield self._names.article(*key), self._of_one(key)

    def _of_one(self, key: Key) -> Iterator[About]:
        for iri, said, row in Statements(self._part(key), self._names).things():
            across = self._of_no_article(row)
            yield About(iri, {one: terms for one, terms in said.items() if one not in across}, row)

    def _part(self, key: Key) -> Graph:
        """The rows as this article alone gives them."""
        seen = self._articles[key]
        roles = [_held_as_told(held, key) for held in self._roles.get(key, ())]
        events = [_event_as_told(event, key) for event in self._events.get(key, {}).values()]
        participations = [_taken_as_told(one, key) for one in self._participations.get(key, ())]
        named = _Named.by([seen], roles, events, participations)
        return Graph(
            self._graph.version,
            articles=(seen,),
            persons=tuple(self._persons[one] for one in named.persons),
            bodies=tuple(self._bodies[one] for one in named.bodies),
            areas=tuple(self._areas[one] for one in named.areas),
            roles=tuple(roles),
            events=tuple(events),
            participations=tuple(participations),
            ties=tuple(self._shown(participations)),
        )

    def _shown(self, participations: Iterable[Participation]) -> Iterator[CoAttendance]:
        """Ties, as participations that one article tells of show them."""
        present: dict[str, set[str]] = defaultdict(set)
        for one in participations:
            present[one.event].add(one.person)
        shared: dict[Key, list[str]] = defaultdict(list)
        for event, persons in present.items():
            for pair in combinations(sorted(persons), 2):
                # Who is unsure to have been there has no tie by this event.
                if pair in self._ties and event in self._ties[pair].events:
                    shared[pair].append(event)
        for pair, together in shared.items():
            yield replace(self._ties[pair], events=tuple(together))

    # --- no article's ---------------------------------------------------------------------------------------------

    def of_none(self) -> Iterator[About]:
        """What no article says by itself, and vocabulary and dataset; without measures."""
        graph = self._graph
        roles, events = filter(tellers, graph.roles), filter(tellers, graph.events)
        named = _Named.by(graph.articles, roles, events, filter(tellers, graph.participations))
        split = self._told_apart()
        apart: dict[str, set[Iri]] = defaultdict(set)
        for tie in graph.ties:
            if len(_unshown(tie, split)) == len(tie.events):
                for one, other in permutations(tie.persons):
                    apart[one].add(self._names.person(other))
        for about in Statements(replace(graph, measured=None), self._names):
            said = about.said
            match about.row:
                case None | Document():
                    pass
                case CoAttendance() as tie:
                    unshown = _unshown(tie, split)
                    if len(unshown) < len(tie.events):
                        said = _across(said)
                        if unshown:
                            said["kg:event"] = [self._names.thing("event", event) for event in unshown]
                case Person() as person if person.id in named.persons:
                    company = [other for other in said.get("kg:coAttended", ()) if other in apart.get(person.id, ())]
                    said = _across(said) | ({"kg:coAttended": company} if company else {})
                case Body(id=one) if one in named.bodies:
                    said = _across(said)
                case Area(id=one) if one in named.areas:
                    said = _across(said)
                case str(one) if one in named.roles:
                    said = _across(said)
                case RoleHeld() | Event() | Participation() as claim if tellers(claim):
                    said = _across(said, self._of_no_article(claim))
                case ArticleSeen() | Evidence():
                    said = {}
            if said:
                yield About(about.iri, said, about.row)

    def _of_no_article(self, row: object) -> frozenset[str]:
        """Predicates of what no article says of ``row`` by itself; an office held is named by all its titles."""
        pooled = isinstance(row, RoleHeld) and row.id in self._pooled
        return _OF_NONE | {"rdfs:label", "schema:name"} if pooled else _OF_NONE

    def _told_apart(self) -> dict[str, dict[str, set[Key]]]:
        """Events of which articles name different participants: person → the articles that name them."""
        first: dict[str, set[Key]] = {}
        differ = set()
        for one in self._graph.participations:
            by = tellers(one)
            if first.setdefault(one.event, by) != by:
                differ.add(one.event)
        found: dict[str, dict[str, set[Key]]] = defaultdict(dict)
        for one in self._graph.participations:
            if one.event in differ:
                found[one.event][one.person] = tellers(one)
        return found


class _Named(NamedTuple):
    """Ids of what articles and their claims name."""

    persons: set[str]
    bodies: set[str]
    areas: set[str]
    roles: set[str]

    @classmethod
    def by(
        cls,
        articles: Iterable[ArticleSeen],
        roles: Iterable[RoleHeld],
        events: Iterable[Event],
        participations: Iterable[Participation],
    ) -> _Named:
        """All that these name."""
        named = cls(set(), set(), set(), set())
        for seen in articles:
            named.persons.update(seen.authors, seen.persons)
            named.bodies.update(seen.bodies)
            named.areas.update(seen.areas)
        for held in roles:
            named.persons.add(held.person)
            named.bodies.update(() if held.body is None else (held.body,))
            named.areas.update(() if held.area is None else (held.area,))
            named.roles.add(held.role)
        for event in events:
            named.areas.update(() if event.place is None else (event.place,))
        named.persons.update(one.person for one in participations)
        return named


def tellers(claim: RoleHeld | Event | Participation) -> set[Key]:
    """The articles that support a claim."""
    found = {(one.document, one.article) for one in claim.evidence}
    if isinstance(claim, Participation):
        return found.union(claim.role_held_in, ((document, article) for document, article, _ in claim.parts_in))
    return found.union(claim.articles)


def _held_as_told(held: RoleHeld, key: Key) -> RoleHeld:
    titles = tuple(title for *of, title in held.titles_in if (*of,) == key)
    return replace(
        held,
        articles=(key,) if key in held.articles else (),
        evidence=_found_in(key, held.evidence),
        titles=titles if held.titles_in else held.titles,
    )


def _event_as_told(event: Event, key: Key) -> Event:
    articles = (key,) if key in event.articles else ()
    return replace(event, articles=articles, evidence=_found_in(key, event.evidence))


def _taken_as_told(one: Participation, key: Key) -> Participation:
    parts = tuple(part for *of, part in one.parts_in if (*of,) == key)
    return replace(
        one,
        evidence=_found_in(key, one.evidence),
        parts=parts if one.parts_in else one.parts,
        role_held=one.role_held if not one.role_held_in or key in one.role_held_in else None,
    )


def _found_in(key: Key, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(one for one in evidence if (one.document, one.article) == key)


def _unshown(tie: CoAttendance, told_apart: Mapping[str, Mapping[str, set[Key]]]) -> list[str]:
    """Events of the tie at which no single article shows both."""
    one, other = tie.persons
    return [
        event
        for event in tie.events
        if event in told_apart and told_apart[event][one].isdisjoint(told_apart[event][other])
    ]


def _told_in_part(held: RoleHeld) -> bool:
    """Whether there is an article that does not print all titles of an office held."""
    printed: dict[Key, set[str]] = {key: set() for key in tellers(held)}
    for document, article, title in held.titles_in:
        printed.setdefault((document, article), set()).add(title)
    return bool(held.titles_in) and any(titles != set(held.titles) for titles in printed.values())


def _across(said: Said, predicates: frozenset[str] = _OF_NONE) -> Said:
    return {predicate: terms for predicate, terms in said.items() if predicate in predicates}
