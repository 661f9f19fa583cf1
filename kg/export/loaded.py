"""``graph.ttl`` → the rows that it was written from, as far as it holds them.

What RDF does not hold is as empty as it can be, so that nothing is made up:

* of an article: its text and all places in it (``pieces``, ``head_until``, ``body_at``, ``body_until``), ``home``,
  ``reporters`` (the persons are in ``authors``), the words that first name each person and body; of its credits all but
  the names
* of a document: ``published_why``, and of what ``documents.csv`` said all but source and url
* of a person: ``confidence``; of evidence: ``at`` (-1); the graph's ``warnings``
* ``titles_in``, ``parts_in``, ``role_held_in``: which of several articles says what
* the order of several names, titles, subheads and reasons: they are sorted; characters that no export carries

Words that several rules read at one place are one thing in RDF: their ``rule`` is all these rules, joined by ``; ``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import UsageError
from kg.export.vocabulary import EVENT_CLASSES, prefixes
from kg.measured import PERSON_COLUMNS, TIE_COLUMNS, Column
from kg.model import (
    PARTS,
    Area,
    Article,
    ArticleSeen,
    Body,
    CoAttendance,
    Credit,
    Document,
    Event,
    Evidence,
    Graph,
    Measured,
    Metadata,
    Participation,
    Person,
    RoleHeld,
    Value,
)

_T = TypeVar("_T")
_Said = dict[str, list[str]]
_TYPES = {curie: kind for kind, curie in EVENT_CLASSES.items()}


def loaded(turtle: bytes, name: str) -> Graph:
    """The graph that ``turtle`` was written from; ``name`` is what messages call it.

    Raises:
        UsageError: it is not Turtle, or not what this program writes.
    """
    return loaded_with_base(turtle, name)[0]


def loaded_with_base(turtle: bytes, name: str) -> tuple[Graph, str]:
    """Likewise, and the base of its IRIs."""
    subjects: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            # An IRI or a literal; no export has blank nodes.
            subjects[getattr(triple.subject, "value", "")][triple.predicate.value].append(
                str(getattr(triple.object, "value", ""))
            )
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{name}: not Turtle ({error}); run `kg build` again") from error
    try:
        found = _Loaded(subjects)
        return found.graph(), found.base
    except (LookupError, ValueError) as error:
        raise UsageError(f"{name}: not a graph that `kg build` wrote ({error}); run `kg build` again") from error


class _Loaded:
    """All that is said, by subject; what is said is asked for by short names (``kg:title``)."""

    def __init__(self, subjects: dict[str, _Said]) -> None:
        self._subjects = {iri: dict(said) for iri, said in subjects.items()}
        spaces = [said[prefixes()["void"] + "uriSpace"][0] for said in self._subjects.values()
                  if prefixes()["void"] + "uriSpace" in said]  # fmt: skip
        if len(spaces) != 1:
            raise ValueError(f"{len(spaces)} things have a void:uriSpace, where the dataset alone has one")
        self._things = spaces[0]
        self.base = self._things.removesuffix("id/")
        self._spaces = prefixes(self.base)

    def graph(self) -> Graph:
        """All rows, sorted as they are when built."""
        version = self._one(self._things + "dataset", "schema:softwareVersion") or ""
        graph = Graph(
            version=version,
            documents=self._rows(self._document, "document", key=lambda row: row.name),
            articles=self._rows(self._article, "article", key=_article_order),
            persons=self._rows(self._person, "person", "reporter", key=lambda row: row.id),
            bodies=self._rows(self._body, "body", key=lambda row: row.id),
            areas=self._rows(self._area, "area", key=lambda row: row.id),
            roles=self._rows(self._role, "role-held", key=lambda row: row.id),
            events=self._rows(self._event, "event", key=lambda row: row.id),
            participations=self._rows(self._participation, "participation", key=lambda row: row.id),
            ties=self._rows(self._tie, "tie", key=lambda row: row.id),
            measured=self._measured(),
        )
        _check_references(graph)
        return graph

    def _rows(
        self, row: Callable[[str], _T], *kinds: str, key: Callable[[_T], str | tuple[str, int, str]]
    ) -> tuple[_T, ...]:
        return tuple(sorted((row(iri) for kind in kinds for iri in self._kinds.get(kind, ())), key=key))

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        """``person`` and the like → IRIs of such things."""
        kinds = defaultdict(list)
        for iri in self._subjects:
            kinds[self._kind(iri)].append(iri)
        return kinds

    # --- what is said ---------------------------------------------------------------------------------------------

    def _many(self, iri: str, curie: str) -> list[str]:
        prefix, _, local = curie.partition(":")
        return self._subjects.get(iri, {}).get(self._spaces[prefix] + local, [])

    def _one(self, iri: str, curie: str) -> str | None:
        values = self._many(iri, curie)
        if len(values) > 1:
            raise ValueError(f"<{iri}> has {len(values)} times {curie}")
        return values[0] if values else None

    def _must(self, iri: str, curie: str) -> str:
        value = self._one(iri, curie)
        if value is None:
            raise ValueError(f"<{iri}> has no {curie}")
        return value

    def _texts(self, iri: str, curie: str) -> tuple[str, ...]:
        return tuple(sorted(self._many(iri, curie)))

    def _kind(self, iri: str) -> str:
        return iri.removeprefix(self._things).partition("/")[0] if iri.startswith(self._things) else ""

    def _id(self, iri: str) -> str:
        """What a thing is called in the model."""
        kind, _, rest = iri.removeprefix(self._things).partition("/")
        identity = unquote(rest, errors="surrogatepass")
        return f"记者-{identity}" if kind == "reporter" else identity

    def _ids(self, iri: str, curie: str, *kinds: str) -> tuple[str, ...]:
        """Ids of the things meant; of ``kinds``, where such are named."""
        found = self._many(iri, curie)
        return tuple(sorted(self._id(one) for one in found if not kinds or self._kind(one) in kinds))

    def _id_of(self, iri: str, curie: str) -> str | None:
        found = self._one(iri, curie)
        return None if found is None else self._id(found)

    def _local(self, iri: str, curie: str) -> str:
        return self._must(iri, curie).removeprefix(self._spaces["kg"])

    def _articles(self, iri: str, curie: str) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((self._article_key(one) for one in self._many(iri, curie)), key=_key_order))

    def _article_key(self, iri: str) -> tuple[str, str]:
        document, _, identity = iri.removeprefix(self._things + "article/").partition("/")
        return unquote(document, errors="surrogatepass"), unquote(identity, errors="surrogatepass")

    def _published(self, iri: str) -> tuple[str | None, str | None]:
        day = self._one(iri, "schema:datePublished")
        return (day, day) if day else (self._one(iri, "kg:publishedFrom"), self._one(iri, "kg:publishedTo"))

    def _evidence(self, iri: str, of: Iterable[tuple[str, str]] = ()) -> tuple[Evidence, ...]:
        """The words for a claim; ``of``: the articles that make it, where it is known."""
        return tuple(sorted({one for place in self._many(iri, "kg:evidence") for one in self._words(place, set(of))}))

    def _words(self, place: str, of: set[tuple[str, str]]) -> Iterator[Evidence]:
        articles = [self._article_key(one) for one in self._many(place, "schema:isPartOf")]
        for document, article in [key for key in articles if key in of] or articles:
            yield Evidence(
                document=document,
                article=article,
                start=int(self._must(place + "/position", "oa:start")),
                end=int(self._must(place + "/position", "oa:end")),
                exact=self._must(place + "/quote", "oa:exact"),
                at=-1,
                rule="; ".join(self._texts(place, "kg:rule")),
            )

    # --- rows -----------------------------------------------------------------------------------------------------

    def _document(self, iri: str) -> Document:
        first, last = self._published(iri)
        return Document(
            name=self._id(iri),
            sha256=self._must(iri, "schema:sha256"),
            text_sha256=self._must(iri, "kg:textSha256"),
            encoding=self._must(iri, "kg:encoding"),
            media_type=self._must(iri, "schema:encodingFormat"),
            length=int(self._must(iri, "kg:length")),
            metadata=Metadata(source=self._one(iri, "kg:source"), url=self._one(iri, "schema:url")),
            published_from=first,
            published_to=last,
        )

    def _article(self, iri: str) -> ArticleSeen:
        document, identity = self._article_key(iri)
        first, last = self._published(iri)
        article = Article(
            id=identity,
            document=document,
            kind=self._must(iri, "kg:kind"),
            headline=self._one(iri, "schema:headline"),
            subheads=self._texts(iri, "schema:alternativeHeadline"),
            text="",
            head_until=0,
            body_at=0,
            body_until=0,
            pieces=(),
            credits=tuple(Credit(name, 0, 0) for name in self._texts(iri, "schema:creditText")),
        )
        return ArticleSeen(
            article,
            first,
            last,
            authors=self._ids(iri, "schema:author"),
            persons=self._ids(iri, "schema:mentions", "person", "reporter"),
            bodies=self._ids(iri, "schema:mentions", "body"),
            areas=self._ids(iri, "schema:mentions", "area"),
        )

    def _person(self, iri: str) -> Person:
        return Person(
            id=self._id(iri),
            name=self._must(iri, "schema:name"),
            alt_names=self._texts(iri, "skos:altLabel"),
            different_from=self._ids(iri, "owl:differentFrom"),
            possibly_same=self._ids(iri, "kg:possiblySameAs"),
            reasons=self._texts(iri, "kg:reason"),
            byline=self._one(iri, "kg:byline") == "true",
        )

    def _body(self, iri: str) -> Body:
        return Body(
            self._id(iri),
            self._must(iri, "schema:name"),
            area=self._id_of(iri, "schema:areaServed"),
            parent=self._id_of(iri, "org:subOrganizationOf"),
            alt_names=self._texts(iri, "skos:altLabel"),
        )

    def _area(self, iri: str) -> Area:
        return Area(
            self._id(iri),
            self._must(iri, "schema:name"),
            code=self._one(iri, "schema:identifier"),
            within=self._id_of(iri, "schema:containedInPlace"),
            administrative=self._must(iri, "rdf:type") == self._spaces["schema"] + "AdministrativeArea",
            alt_names=self._texts(iri, "skos:altLabel"),
        )

    def _role(self, iri: str) -> RoleHeld:
        articles = self._articles(iri, "prov:wasDerivedFrom")
        return RoleHeld(
            id=self._id(iri),
            person=self._id(self._must(iri, "org:member")),
            role=self._id(self._must(iri, "org:role")),
            body=self._id_of(iri, "org:organization"),
            area=self._id_of(iri, "kg:area"),
            titles=self._texts(iri, "kg:title"),
            former=self._one(iri, "kg:former") == "true",
            first_seen=self._one(iri, "kg:firstSeen"),
            last_seen=self._one(iri, "kg:lastSeen"),
            articles=articles,
            confidence=self._local(iri, "kg:confidence"),
            evidence=self._evidence(iri, articles),
        )

    def _event(self, iri: str) -> Event:
        classes = {self._short(one) for one in self._many(iri, "rdf:type")} & _TYPES.keys()
        if len(classes) != 1:
            raise ValueError(f"<{iri}> is of {len(classes)} kinds of events")
        articles = self._articles(iri, "schema:subjectOf")
        return Event(
            id=self._id(iri),
            name=self._must(iri, "schema:name"),
            type=_TYPES[classes.pop()],
            date=self._one(iri, "schema:startDate"),
            place=self._id_of(iri, "schema:location"),
            articles=articles,
            evidence=self._evidence(iri, articles),
        )

    def _short(self, iri: str) -> str:
        return f"kg:{iri.removeprefix(self._spaces['kg'])}"

    def _participation(self, iri: str) -> Participation:
        parts = {one.removeprefix(self._spaces["kg"]) for one in self._many(iri, "kg:part")}
        return Participation(
            id=self._id(iri),
            event=self._id(self._must(iri, "kg:event")),
            person=self._id(self._must(iri, "kg:participant")),
            parts=tuple(part for part in PARTS if part in parts),
            role_held=self._id_of(iri, "kg:as"),
            confidence=self._local(iri, "kg:confidence"),
            evidence=self._evidence(iri),
        )

    def _tie(self, iri: str) -> CoAttendance:
        one, other = self._ids(iri, "kg:person")
        return CoAttendance(
            id=self._id(iri),
            persons=(one, other),
            events=self._ids(iri, "kg:event"),
            weight=int(self._must(iri, "kg:weight")),
            strength=float(self._must(iri, "kg:strength")),
            first_seen=self._one(iri, "kg:firstSeen"),
            last_seen=self._one(iri, "kg:lastSeen"),
        )

    def _measured(self) -> Measured | None:
        """What ``kg analyse`` found, where it did."""
        samples = self._one(self._things + "analysis", "kg:samples")
        if samples is None:
            return None
        persons = {self._id(one): self._values(one, PERSON_COLUMNS) for one in self._kinds.get("person", ())}
        ties = {}
        for one in self._kinds.get("tie", ()):
            mine, theirs = self._ids(one, "kg:person")
            ties[mine, theirs] = self._values(one, TIE_COLUMNS)
        return Measured({one: found for one, found in persons.items() if found}, ties, int(samples))

    def _values(self, iri: str, columns: Mapping[str, Column]) -> dict[str, Value]:
        texts = {name: (column, self._one(iri, column.term)) for name, column in columns.items()}
        return {
            name: int(text) if column.type == "integer" else float(text)
            for name, (column, text) in texts.items()
            if text is not None
        }


def _check_references(graph: Graph) -> None:
    """Raises :class:`LookupError` where a row names another that is not there."""
    persons, events = {row.id for row in graph.persons}, {row.id for row in graph.events}
    bodies, areas = {row.id for row in graph.bodies}, {row.id for row in graph.areas}
    for one in graph.participations:
        _must_be(one.id, events, one.event)
        _must_be(one.id, persons, one.person)
    for held in graph.roles:
        _must_be(held.id, persons, held.person)
        _must_be(held.id, bodies, held.body)
        _must_be(held.id, areas, held.area)
    for tie in graph.ties:
        _must_be(tie.id, persons, *tie.persons)
        _must_be(tie.id, events, *tie.events)


def _must_be(of: str, known: set[str], *named: str | None) -> None:
    for one in named:
        if one is not None and one not in known:
            raise LookupError(f"{of} names {one}, which is not there")


def _key_order(key: tuple[str, str]) -> tuple[str, int, str]:
    """As they stand: a2 before a10."""
    return key[0], len(key[1]), key[1]


def _article_order(seen: ArticleSeen) -> tuple[str, int, str]:
    return _key_order((seen.article.document, seen.article.id))
