"""What each row of the graph says as RDF. Names and shapes are a public interface: people keep the queries they
wrote against them.

No blank nodes: every thing has an IRI made from what it is, so that two builds can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.export.terms import About, Iri, Literal, Names, Said, Term, double, integer, plain
from kg.export.text import clean
from kg.export.vocabulary import EVENT_CLASSES
from kg.model import (
    Area,
    ArticleSeen,
    Body,
    CoAttendance,
    Document,
    Event,
    Evidence,
    Graph,
    Measured,
    Participation,
    Person,
    RoleHeld,
)

_Pairs = Iterable[tuple[str, Term]]
_TRUE = Literal("true", datatype="boolean")


class Rows:
    """Turns rows of one graph into what is said of them."""

    def __init__(self, graph: Graph, names: Names) -> None:
        self._graph = graph
        self._person_names = {person.id: person.name for person in graph.persons}
        self._event_names = {event.id: event.name for event in graph.events}
        self.names = names

    def about(self, iri: Iri, row: object, classes: Iterable[str], name: str, pairs: _Pairs) -> About:
        """A thing with ``classes`` and a name, and what else is said of it; each term once."""
        name = clean(name)
        said: Said = {
            "rdf:type": [self.names.term(one) for one in classes],
            "rdfs:label": [Literal(name, "zh")],
            "schema:name": [Literal(name)],
        }
        for predicate, term in pairs:
            terms = said.get(predicate)
            if terms is None:
                said[predicate] = [term]
            else:
                terms.append(term)
        for predicate, terms in said.items():
            if len(terms) > 1:
                said[predicate] = list(dict.fromkeys(terms))
        return About(iri, said, row)

    def dataset(self) -> About:
        """The graph itself."""
        graph = self._graph
        reporters = sum(person.byline for person in graph.persons)
        counts = {
            "documents": len(graph.documents),
            "articles": len(graph.articles),
            "persons": len(graph.persons) - reporters,
            "reporters": reporters,
            "bodies": len(graph.bodies),
            "areas": len(graph.areas),
            "rolesHeld": len(graph.roles),
            "events": len(graph.events),
            "participations": len(graph.participations),
            "coAttendances": len(graph.ties),
        }
        said: list[tuple[str, Term]] = [(f"kg:{name}", integer(count)) for name, count in counts.items()]
        said.append(("schema:softwareVersion", plain(graph.version)))
        said.append(("void:uriSpace", Literal(self.names.things)))
        said += [("prov:wasDerivedFrom", self.names.thing("document", document.name)) for document in graph.documents]
        return self.about(self.names.dataset, None, ["void:Dataset", "prov:Entity"], "知识图谱", said)

    def analysis(self, measured: Measured) -> About:
        """Where measures come from."""
        said: list[tuple[str, Term]] = [
            ("prov:wasDerivedFrom", self.names.dataset),
            ("kg:samples", integer(measured.samples)),
            ("schema:softwareVersion", plain(self._graph.version)),
        ]
        return self.about(self.names.analysis, None, ["prov:Entity"], "网络分析", said)

    def document(self, document: Document) -> About:
        """An input file."""
        said: list[tuple[str, Term]] = [
            ("schema:sha256", plain(document.sha256)),
            ("kg:textSha256", plain(document.text_sha256)),
            ("schema:encodingFormat", plain(document.media_type)),
            ("kg:encoding", plain(document.encoding)),
            ("kg:length", integer(document.length)),
            *_published(document.published_from, document.published_to),
        ]
        if document.metadata.source:
            said.append(("kg:source", plain(document.metadata.source)))
        if document.metadata.url:
            said.append(("schema:url", plain(document.metadata.url)))
        iri = self.names.thing("document", document.name)
        return self.about(iri, document, ["schema:DigitalDocument"], document.name, said)

    def article(self, seen: ArticleSeen) -> About:
        """An article, and whom and what it mentions."""
        article, thing, person = seen.article, self.names.thing, self.names.person
        said: list[tuple[str, Term]] = [
            ("schema:isPartOf", thing("document", article.document)),
            ("schema:identifier", plain(article.id)),
            ("kg:kind", plain(article.kind)),
            *_published(seen.published_from, seen.published_to),
        ]
        if article.headline is not None:
            said.append(("schema:headline", plain(article.headline)))
        said += [("schema:alternativeHeadline", plain(subhead)) for subhead in article.subheads]
        said += [("schema:creditText", plain(credit.name)) for credit in article.credits]
        said += [("schema:author", person(author)) for author in seen.authors]
        said += [("schema:mentions", person(one)) for one in seen.persons]
        said += [("schema:mentions", thing("body", body)) for body in seen.bodies]
        said += [("schema:mentions", thing("area", area)) for area in seen.areas]
        name = article.headline or f"{article.document} {article.id}"
        return self.about(self.names.article(article.document, article.id), seen, ["schema:NewsArticle"], name, said)

    def _articles(self, articles: Iterable[tuple[str, str]], predicate: str) -> _Pairs:
        return [(predicate, self.names.article(document, article)) for document, article in articles]

    def _cited(self, evidence: Iterable[Evidence]) -> _Pairs:
        return [("kg:evidence", self.names.evidence(one)) for one in evidence]

    def person(self, person: Person, company: Iterable[str]) -> About:
        """A person or reporter; ``company``: ids of those who shared an event with them."""
        iri = self.names.person
        said: list[tuple[str, Term]] = _also_called(person.alt_names)
        said += [("owl:differentFrom", iri(other)) for other in person.different_from]
        said += [("kg:possiblySameAs", iri(other)) for other in person.possibly_same]
        said += [("kg:reason", plain(reason)) for reason in person.reasons]
        said += [("kg:coAttended", iri(other)) for other in company]
        if person.byline:
            said.append(("kg:byline", _TRUE))
        return self.about(iri(person.id), person, ["schema:Person", "foaf:Person"], person.name, said)

    def area(self, area: Area) -> About:
        """An area or a site."""
        said = _also_called(area.alt_names)
        if area.code is not None:
            said.append(("schema:identifier", plain(area.code)))
        if area.within is not None:
            said.append(("schema:containedInPlace", self.names.thing("area", area.within)))
        kind = "schema:AdministrativeArea" if area.administrative else "schema:Place"
        return self.about(self.names.thing("area", area.id), area, [kind], area.name, said)

    def body(self, body: Body) -> About:
        """A body."""
        said = _also_called(body.alt_names)
        if body.area is not None:
            said.append(("schema:areaServed", self.names.thing("area", body.area)))
        if body.parent is not None:
            said.append(("org:subOrganizationOf", self.names.thing("body", body.parent)))
        classes = ["org:Organization", "schema:Organization"]
        return self.about(self.names.thing("body", body.id), body, classes, body.name, said)

    def role(self, role: str) -> About:
        """An office alone."""
        return self.about(self.names.thing("role", role), role, ["org:Role", "skos:Concept"], role, [])

    def role_held(self, held: RoleHeld) -> About:
        """An office held by a person."""
        said: list[tuple[str, Term]] = [
            ("org:member", self.names.person(held.person)),
            ("org:role", self.names.thing("role", held.role)),
            ("kg:confidence", self.names.term(f"kg:{held.confidence}")),
            *_dates(("kg:firstSeen", held.first_seen), ("kg:lastSeen", held.last_seen)),
            *self._articles(held.articles, "prov:wasDerivedFrom"),
            *self._cited(held.evidence),
        ]
        if held.body is not None:
            said.append(("org:organization", self.names.thing("body", held.body)))
        if held.area is not None:
            said.append(("kg:area", self.names.thing("area", held.area)))
        if held.former:
            said.append(("kg:former", _TRUE))
        said += [("kg:title", plain(title)) for title in held.titles]
        name = f"{self._person_names.get(held.person, held.person)}：{'、'.join(held.titles) or held.role}"
        return self.about(self.names.thing("role-held", held.id), held, ["org:Membership"], name, said)

    def event(self, event: Event, present: Iterable[Participation]) -> About:
        """An event; ``present``: who took part in it."""
        said: list[tuple[str, Term]] = [
            *_dates(("schema:startDate", event.date)),
            *self._articles(event.articles, "schema:subjectOf"),
            *self._cited(event.evidence),
        ]
        if event.place is not None:
            said.append(("schema:location", self.names.thing("area", event.place)))
        for one in present:
            said.append(("kg:participation", self.names.thing("participation", one.id)))
            said.append(("schema:attendee", self.names.person(one.person)))
        classes = ["schema:Event", EVENT_CLASSES[event.type]]
        return self.about(self.names.thing("event", event.id), event, classes, event.name, said)

    def participation(self, one: Participation) -> About:
        """A person's part in an event."""
        said: list[tuple[str, Term]] = [
            ("kg:event", self.names.thing("event", one.event)),
            ("kg:participant", self.names.person(one.person)),
            ("kg:confidence", self.names.term(f"kg:{one.confidence}")),
            *(("kg:part", self.names.term(f"kg:{part}")) for part in one.parts),
            *self._cited(one.evidence),
        ]
        if one.role_held is not None:
            said.append(("kg:as", self.names.thing("role-held", one.role_held)))
        who, what = self._person_names.get(one.person, one.person), self._event_names.get(one.event, one.event)
        iri = self.names.thing("participation", one.id)
        return self.about(iri, one, ["kg:Participation"], f"{who}：{what}", said)

    def tie(self, tie: CoAttendance) -> About:
        """Two persons who shared events."""
        said: list[tuple[str, Term]] = [
            *(("kg:person", self.names.person(person)) for person in tie.persons),
            *(("kg:event", self.names.thing("event", event)) for event in tie.events),
            ("kg:weight", integer(tie.weight)),
            ("kg:strength", double(tie.strength)),
            *_dates(("kg:firstSeen", tie.first_seen), ("kg:lastSeen", tie.last_seen)),
        ]
        name = "、".join([self._person_names.get(person, person) for person in tie.persons])
        return self.about(self.names.thing("tie", tie.id), tie, ["kg:CoAttendance"], name, said)

    def evidence(self, cited: list[Evidence]) -> Iterator[About]:
        """Words at one place of a document, then where and what they are."""
        one = cited[0]
        iri = self.names.evidence(one)
        quote, position = Iri(iri + "/quote"), Iri(iri + "/position")
        said: list[tuple[str, Term]] = [
            ("oa:hasSource", self.names.thing("document", one.document)),
            ("oa:hasSelector", quote),
            ("oa:hasSelector", position),
            *(("schema:isPartOf", self.names.article(each.document, each.article)) for each in cited),
            # A graph that was loaded has the rules of a place joined.
            *(("kg:rule", plain(rule)) for each in cited for rule in each.rule.split("; ")),
        ]
        yield self.about(iri, one, ["oa:SpecificResource"], one.exact, said)
        said = [("oa:start", integer(one.start)), ("oa:end", integer(one.end))]
        yield self.about(position, one, ["oa:TextPositionSelector"], f"{one.start}–{one.end}", said)
        yield self.about(quote, one, ["oa:TextQuoteSelector"], one.exact, [("oa:exact", plain(one.exact))])


def _also_called(names: Iterable[str]) -> list[tuple[str, Term]]:
    return [("skos:altLabel", Literal(clean(name), "zh")) for name in names]


def _dates(*named: tuple[str, str | None]) -> _Pairs:
    return [(predicate, Literal(date, datatype="date")) for predicate, date in named if date is not None]


def _published(first: str | None, last: str | None) -> _Pairs:
    if first is not None and first == last:
        return _dates(("schema:datePublished", first))
    return _dates(("kg:publishedFrom", first), ("kg:publishedTo", last))
