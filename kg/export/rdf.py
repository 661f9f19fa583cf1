"""The graph as RDF. Names and shapes are a public interface: people keep the queries they wrote against them.

No blank nodes: every thing has an IRI made from what it is, so that two builds can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import rdflib

from kg.export.text import clean
from kg.export.turtle import XSD, Iri, Literal, Term, Triple, lines, segment
from kg.export.vocabulary import BASE, CLAIM_CLASSES, EVENT_CLASSES, checked_base, prefixes
from kg.graph import LABELS
from kg.model import (
    CONFIDENCES,
    PARTS,
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

_BYLINE = "记者-"
"""What the id of a reporter begins with; the IRI says ``reporter`` instead."""


def write_turtle(graph: Graph, target: Path | TextIO, base: str = BASE) -> None:
    """Write ``graph`` as Turtle to a file or a text stream; the same graph gives the same bytes."""
    base = checked_base(base)
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            write_turtle(graph, stream, base)
        return
    for line in lines(triples(graph, base), base, prefixes(base)):
        target.write(line)


def to_rdflib(graph: Graph, base: str = BASE) -> rdflib.Graph:
    """``graph`` as an rdflib graph to be queried, the same triples as :func:`write_turtle` writes."""
    result = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        result.bind(prefix, namespace)
    known: dict[Term, rdflib.URIRef | rdflib.Literal] = {}

    def node(term: Term) -> rdflib.URIRef | rdflib.Literal:
        found = known.get(term)
        if found is None:
            found = known[term] = rdflib.URIRef(term) if isinstance(term, Iri) else _rdflib_literal(term)
        return found

    for subject, predicate, term in triples(graph, base):
        result.add((node(subject), node(predicate), node(term)))
    return result


def _rdflib_literal(term: Literal) -> rdflib.Literal:
    datatype = rdflib.URIRef(XSD + term.datatype) if term.datatype else None
    return rdflib.Literal(term.value, lang=term.language or None, datatype=datatype)


def triples(graph: Graph, base: str = BASE) -> Iterator[Triple]:
    """All that the graph says, each triple once; literals are clean."""
    seen: set[Triple] = set()
    subjects: set[Iri] = set()
    writer = _Writer(graph, checked_base(base))
    for subject, predicate, term in writer.everything():
        triple = subject, predicate, term._replace(value=clean(term.value)) if isinstance(term, Literal) else term
        if triple not in seen:
            seen.add(triple)
            if subject.startswith(writer.things):
                subjects.add(subject)
            yield triple
    yield writer.dataset, writer.iri("void:entities"), _integer(len(subjects))
    yield writer.dataset, writer.iri("void:triples"), _integer(len(seen) + 2)  # with this one and the one before


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype="integer")


def _dates(**named: str | None) -> Iterator[tuple[str, Term]]:
    for name, date in named.items():
        if date is not None:
            yield name.replace("_", ":"), Literal(date, datatype="date")


class _Writer:
    """Turns the rows of one graph into triples."""

    def __init__(self, graph: Graph, base: str) -> None:
        self._graph = graph
        self._spaces = prefixes(base)
        self._known: dict[str, Iri] = {}
        self._bylines = {person.id for person in graph.persons if person.byline}
        self._person_names = {person.id: person.name for person in graph.persons}
        self._event_names = {event.id: event.name for event in graph.events}
        self.things = base + "id/"
        self.dataset = Iri(self.things + "dataset")

    def everything(self) -> Iterator[Triple]:
        graph = self._graph
        yield from self._vocabulary()
        yield from self._dataset()
        for document in graph.documents:
            yield from self._document(document)
        for seen in graph.articles:
            yield from self._article(seen)
        for person in graph.persons:
            yield from self._person(person)
        for area in graph.areas:
            yield from self._area(area)
        for body in graph.bodies:
            yield from self._body(body)
        for held in graph.roles:
            yield from self._role_held(held)
        for event in graph.events:
            yield from self._event(event)
        for participation in graph.participations:
            yield from self._participation(participation)
        for tie in graph.ties:
            yield from self._tie(tie)

    # --- names ----------------------------------------------------------------------------------------------------

    def iri(self, curie: str) -> Iri:
        """``kg:chair`` in full."""
        found = self._known.get(curie)
        if found is None:
            prefix, _, local = curie.partition(":")
            found = self._known[curie] = Iri(self._spaces[prefix] + local)
        return found

    def _thing(self, kind: str, *ids: str) -> Iri:
        return Iri(f"{self.things}{kind}/" + "/".join(segment(one) for one in ids))

    def _person_iri(self, identity: str) -> Iri:
        if identity in self._bylines:
            return self._thing("reporter", identity.removeprefix(_BYLINE))
        return self._thing("person", identity)

    def _evidence_iri(self, evidence: Evidence) -> Iri:
        return Iri(f"{self._thing('evidence', evidence.document)}-{evidence.start}-{evidence.end}")

    def _say(
        self, subject: Iri, classes: Iterable[str], name: str, said: Iterable[tuple[str, Term]]
    ) -> Iterator[Triple]:
        for one in classes:
            yield subject, self.iri("rdf:type"), self.iri(one)
        yield subject, self.iri("rdfs:label"), Literal(name, "zh")
        yield subject, self.iri("schema:name"), Literal(name)
        for predicate, term in said:
            yield subject, self.iri(predicate), term

    # --- rows -----------------------------------------------------------------------------------------------------

    def _vocabulary(self) -> Iterator[Triple]:
        for kind, curie in EVENT_CLASSES.items():
            said = [("rdfs:subClassOf", self.iri("schema:Event"))]
            yield from self._say(self.iri(curie), ["rdfs:Class"], LABELS[kind], said)
        for curie, label in CLAIM_CLASSES.items():
            yield from self._say(self.iri(curie), ["rdfs:Class"], label, [])
        for local in (*PARTS, *CONFIDENCES):
            yield from self._say(self.iri(f"kg:{local}"), ["skos:Concept"], LABELS[local], [])

    def _dataset(self) -> Iterator[Triple]:
        graph = self._graph
        counts = {
            "documents": len(graph.documents),
            "articles": len(graph.articles),
            "persons": len(graph.persons) - len(self._bylines),
            "reporters": len(self._bylines),
            "bodies": len(graph.bodies),
            "areas": len(graph.areas),
            "rolesHeld": len(graph.roles),
            "events": len(graph.events),
            "participations": len(graph.participations),
            "coAttendances": len(graph.ties),
        }
        said: list[tuple[str, Term]] = [(f"kg:{name}", _integer(count)) for name, count in counts.items()]
        said.append(("schema:softwareVersion", Literal(graph.version)))
        said.append(("void:uriSpace", Literal(self.things)))
        said += [("prov:wasDerivedFrom", self._thing("document", document.name)) for document in graph.documents]
        yield from self._say(self.dataset, ["void:Dataset", "prov:Entity"], "知识图谱", said)

    def _document(self, document: Document) -> Iterator[Triple]:
        said: list[tuple[str, Term]] = [
            ("schema:sha256", Literal(document.sha256)),
            ("kg:textSha256", Literal(document.text_sha256)),
            ("schema:encodingFormat", Literal(document.media_type)),
            ("kg:encoding", Literal(document.encoding)),
            ("kg:length", _integer(document.length)),
            *self._published(document.published_from, document.published_to),
        ]
        if document.metadata.source:
            said.append(("kg:source", Literal(document.metadata.source)))
        if document.metadata.url:
            said.append(("schema:url", Literal(document.metadata.url)))
        yield from self._say(self._thing("document", document.name), ["schema:DigitalDocument"], document.name, said)

    @staticmethod
    def _published(first: str | None, last: str | None) -> Iterator[tuple[str, Term]]:
        if first is not None and first == last:
            return _dates(schema_datePublished=first)
        return _dates(kg_publishedFrom=first, kg_publishedTo=last)

    def _article(self, seen: ArticleSeen) -> Iterator[Triple]:
        article = seen.article
        said: list[tuple[str, Term]] = [
            ("schema:isPartOf", self._thing("document", article.document)),
            ("schema:identifier", Literal(article.id)),
            ("kg:kind", Literal(article.kind)),
            *self._published(seen.published_from, seen.published_to),
        ]
        if article.headline is not None:
            said.append(("schema:headline", Literal(article.headline)))
        said += [("schema:alternativeHeadline", Literal(subhead)) for subhead in article.subheads]
        said += [("schema:creditText", Literal(credit.name)) for credit in article.credits]
        said += [("schema:author", self._person_iri(author)) for author in seen.authors]
        said += [("schema:mentions", self._person_iri(person)) for person in seen.persons]
        said += [("schema:mentions", self._thing("body", body)) for body in seen.bodies]
        said += [("schema:mentions", self._thing("area", area)) for area in seen.areas]
        name = article.headline or f"{article.document} {article.id}"
        yield from self._say(self._thing("article", article.document, article.id), ["schema:NewsArticle"], name, said)

    def _articles(self, articles: Iterable[tuple[str, str]], predicate: str) -> Iterator[tuple[str, Term]]:
        for document, article in articles:
            yield predicate, self._thing("article", document, article)

    def _person(self, person: Person) -> Iterator[Triple]:
        said: list[tuple[str, Term]] = [("skos:altLabel", Literal(name, "zh")) for name in person.alt_names]
        said += [("owl:differentFrom", self._person_iri(other)) for other in person.different_from]
        said += [("kg:possiblySameAs", self._person_iri(other)) for other in person.possibly_same]
        said += [("kg:reason", Literal(reason)) for reason in person.reasons]
        if person.byline:
            said.append(("kg:byline", Literal("true", datatype="boolean")))
        classes = ["schema:Person", "foaf:Person"]
        yield from self._say(self._person_iri(person.id), classes, person.name, said)

    def _area(self, area: Area) -> Iterator[Triple]:
        said: list[tuple[str, Term]] = [("skos:altLabel", Literal(name, "zh")) for name in area.alt_names]
        if area.code is not None:
            said.append(("schema:identifier", Literal(area.code)))
        if area.within is not None:
            said.append(("schema:containedInPlace", self._thing("area", area.within)))
        kind = "schema:AdministrativeArea" if area.administrative else "schema:Place"
        yield from self._say(self._thing("area", area.id), [kind], area.name, said)

    def _body(self, body: Body) -> Iterator[Triple]:
        said: list[tuple[str, Term]] = [("skos:altLabel", Literal(name, "zh")) for name in body.alt_names]
        if body.area is not None:
            said.append(("schema:areaServed", self._thing("area", body.area)))
        if body.parent is not None:
            said.append(("org:subOrganizationOf", self._thing("body", body.parent)))
        classes = ["org:Organization", "schema:Organization"]
        yield from self._say(self._thing("body", body.id), classes, body.name, said)

    def _role_held(self, held: RoleHeld) -> Iterator[Triple]:
        role = self._thing("role", held.role)
        yield from self._say(role, ["org:Role", "skos:Concept"], held.role, [])
        said: list[tuple[str, Term]] = [
            ("org:member", self._person_iri(held.person)),
            ("org:role", role),
            ("kg:confidence", self.iri(f"kg:{held.confidence}")),
            *_dates(kg_firstSeen=held.first_seen, kg_lastSeen=held.last_seen),
            *self._articles(held.articles, "prov:wasDerivedFrom"),
        ]
        if held.body is not None:
            said.append(("org:organization", self._thing("body", held.body)))
        if held.area is not None:
            said.append(("kg:area", self._thing("area", held.area)))
        if held.former:
            said.append(("kg:former", Literal("true", datatype="boolean")))
        said += [("kg:title", Literal(title)) for title in held.titles]
        name = f"{self._person_names.get(held.person, held.person)}：{'、'.join(held.titles) or held.role}"
        subject = self._thing("role-held", held.id)
        yield from self._say(subject, ["org:Membership"], name, said)
        yield from self._evidence(subject, held.evidence)

    def _event(self, event: Event) -> Iterator[Triple]:
        said: list[tuple[str, Term]] = [
            *_dates(schema_startDate=event.date),
            *self._articles(event.articles, "schema:subjectOf"),
        ]
        if event.place is not None:
            said.append(("schema:location", self._thing("area", event.place)))
        subject = self._thing("event", event.id)
        classes = ["schema:Event", EVENT_CLASSES[event.type]]
        yield from self._say(subject, classes, event.name, said)
        yield from self._evidence(subject, event.evidence)

    def _participation(self, one: Participation) -> Iterator[Triple]:
        subject, event, person = (
            self._thing("participation", one.id),
            self._thing("event", one.event),
            self._person_iri(one.person),
        )
        said: list[tuple[str, Term]] = [
            ("kg:event", event),
            ("kg:participant", person),
            ("kg:confidence", self.iri(f"kg:{one.confidence}")),
            *(("kg:part", self.iri(f"kg:{part}")) for part in one.parts),
        ]
        if one.role_held is not None:
            said.append(("kg:as", self._thing("role-held", one.role_held)))
        who, what = self._person_names.get(one.person, one.person), self._event_names.get(one.event, one.event)
        yield from self._say(subject, ["kg:Participation"], f"{who}：{what}", said)
        yield from self._evidence(subject, one.evidence)
        yield event, self.iri("kg:participation"), subject
        yield event, self.iri("schema:attendee"), person

    def _tie(self, tie: CoAttendance) -> Iterator[Triple]:
        first, second = (self._person_iri(person) for person in tie.persons)
        said: list[tuple[str, Term]] = [
            ("kg:person", first),
            ("kg:person", second),
            *(("kg:event", self._thing("event", event)) for event in tie.events),
            ("kg:weight", _integer(tie.weight)),
            ("kg:strength", Literal(repr(float(tie.strength)), datatype="double")),
            *_dates(kg_firstSeen=tie.first_seen, kg_lastSeen=tie.last_seen),
        ]
        name = "、".join(self._person_names.get(person, person) for person in tie.persons)
        yield from self._say(self._thing("tie", tie.id), ["kg:CoAttendance"], name, said)
        yield first, self.iri("kg:coAttended"), second
        yield second, self.iri("kg:coAttended"), first

    def _evidence(self, claim: Iri, evidence: Iterable[Evidence]) -> Iterator[Triple]:
        for one in evidence:
            subject = self._evidence_iri(one)
            quote, position = Iri(subject + "/quote"), Iri(subject + "/position")
            yield claim, self.iri("kg:evidence"), subject
            said: list[tuple[str, Term]] = [
                ("oa:hasSource", self._thing("document", one.document)),
                ("schema:isPartOf", self._thing("article", one.document, one.article)),
                ("oa:hasSelector", quote),
                ("oa:hasSelector", position),
                ("kg:rule", Literal(one.rule)),
            ]
            yield from self._say(subject, ["oa:SpecificResource"], one.exact, said)
            said = [("oa:exact", Literal(one.exact))]
            yield from self._say(quote, ["oa:TextQuoteSelector"], one.exact, said)
            said = [("oa:start", _integer(one.start)), ("oa:end", _integer(one.end))]
            yield from self._say(position, ["oa:TextPositionSelector"], f"{one.start}–{one.end}", said)
