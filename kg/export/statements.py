"""All that the graph says as RDF, a thing at a time; never all of it is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from kg.export.terms import About, Names, Said, Term, double, integer, segment
from kg.export.things import Rows
from kg.export.vocabulary import CLAIM_CLASSES, EVENT_CLASSES
from kg.graph import LABELS
from kg.measured import PERSON_COLUMNS, TIE_FINDINGS, Column
from kg.model import CONFIDENCES, PARTS, Event, Graph, Participation, RoleHeld, Value
from kg.order import beside, gathered, in_order

_Row = TypeVar("_Row")


class Statements:
    """All that one graph says. Only what one kind of thing must know of another is held in memory."""

    def __init__(self, graph: Graph, names: Names) -> None:
        self.names = names
        self._graph = graph
        self._rows = Rows(graph, names)

    def __iter__(self) -> Iterator[About]:
        """Things by kind and IRI, then the vocabulary, then the dataset, which counts them; last, uncounted, measures.

        Every subject comes once, those that were measured twice.
        """
        triples = entities = 0
        for about in self.things():
            entities += 1
            triples += sum(map(len, about.said.values()))
            yield about
        for about in self.vocabulary():
            triples += sum(map(len, about.said.values()))
            yield about
        said = self._rows.dataset().said
        said["void:entities"] = [integer(entities + 1)]
        said["void:triples"] = [integer(triples + sum(map(len, said.values())) + 1)]  # with this one
        yield About(self.names.dataset, said)
        yield from self.measures()

    def things(self) -> Iterator[About]:
        """All but vocabulary and dataset."""
        graph, by_id = self._graph, attrgetter("id")
        yield from map(self._rows.area, _sorted(graph.areas, by_id))
        order = in_order(graph.articles, lambda seen: f"{segment(seen.article.document)}/{segment(seen.article.id)}")
        yield from map(self._rows.article, order)
        yield from map(self._rows.body, _sorted(graph.bodies, by_id))
        yield from map(self._rows.document, _sorted(graph.documents, attrgetter("name")))
        yield from self._events()
        yield from self._all_evidence()
        yield from map(self._rows.participation, _sorted(graph.participations, by_id))
        yield from self._persons()
        yield from map(self._rows.role, _sorted({held.role for held in graph.roles}, str))
        yield from map(self._rows.role_held, _sorted(graph.roles, by_id))
        yield from map(self._rows.tie, _sorted(graph.ties, by_id))

    def vocabulary(self) -> Iterator[About]:
        """The terms of our own, sorted by IRI."""
        term, concept = self.names.term, "skos:Concept"
        below: list[tuple[str, Term]] = [("rdfs:subClassOf", term("schema:Event"))]
        known = {curie: ("rdfs:Class", LABELS[kind], below) for kind, curie in EVENT_CLASSES.items()}
        known |= {curie: ("rdfs:Class", label, []) for curie, label in CLAIM_CLASSES.items()}
        known |= {f"kg:{local}": (concept, LABELS[local], []) for local in (*PARTS, *CONFIDENCES)}
        for curie in sorted(known):
            kind, label, said = known[curie]
            yield self._rows.about(term(curie), None, [kind], label, said)

    def measures(self) -> Iterator[About]:
        """What ``kg analyse`` found, where it did: the analysis, then persons and ties with what is new of them."""
        graph, measured = self._graph, self._graph.measured
        if measured is None:
            return
        yield self._rows.analysis(measured)
        for person in _sorted([one for one in graph.persons if one.id in measured.persons], attrgetter("id")):
            said = _found(PERSON_COLUMNS, measured.persons[person.id])
            yield About(self.names.person(person.id), said)
        for tie in _sorted([one for one in graph.ties if one.persons in measured.ties], attrgetter("id")):
            yield About(self.names.thing("tie", tie.id), _found(TIE_FINDINGS, measured.ties[tie.persons]))

    # --- what a kind must know of others --------------------------------------------------------------------------

    def _events(self) -> Iterator[About]:
        taken = self._graph.participations
        present = gathered(taken, ((segment(one.event), one) for one in taken))
        events = _sorted(self._graph.events, attrgetter("id"))
        for _, event, there in beside(((segment(event.id), event) for event in events), present):
            yield self._rows.event(event, there or ())

    def _all_evidence(self) -> Iterator[About]:
        """Words that several claims or rules cite are one thing."""
        graph = self._graph
        claims: Iterable[RoleHeld | Event | Participation] = chain(graph.roles, graph.events, graph.participations)
        cited = (
            (f"{segment(one.document)}\t{one.start}-{one.end}", one)  # places as text, as IRIs are sorted
            for claim in claims
            for one in claim.evidence
        )
        for _, found in gathered(graph.roles, cited):
            yield from self._rows.evidence(found)

    def _persons(self) -> Iterator[About]:
        ties = self._graph.ties
        both = ((tie.persons, tie.persons[::-1]) for tie in ties)
        company = gathered(ties, ((segment(one), other) for pairs in both for one, other in pairs))
        persons = _sorted(self._graph.persons, attrgetter("id"))
        known = ((segment(one.id), one) for one in persons if not one.byline)
        for _, person, others in beside(known, company):
            yield self._rows.person(person, others or ())
        for person in persons:  # "person" comes before "reporter"
            if person.byline:
                yield self._rows.person(person, ())


def _found(columns: Mapping[str, Column], values: Mapping[str, Value]) -> Said:
    said: Said = {}
    for name, column in columns.items():
        value = values.get(name)
        if value is not None:
            said[column.term] = [integer(int(value)) if column.type == "integer" else double(value)]
    return said


def _sorted(rows: Iterable[_Row], identity: Callable[[_Row], str]) -> Iterable[_Row]:
    """By IRI."""
    return in_order(rows, lambda row: segment(identity(row)))
