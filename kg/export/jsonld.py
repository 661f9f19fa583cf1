"""JSON-LD, compact: readable keys, one thing a line, the context in the file itself.

Numbers, dates and truth values stand as strings whose type the context gives: a JSON number would lose how it was
written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from kg.export.terms import About, Iri, Term
from kg.measured import PERSON_COLUMNS, TIE_COLUMNS

_KINDS = {
    "@id": (
        "owl:differentFrom rdfs:subClassOf prov:wasDerivedFrom "
        "org:member org:organization org:role org:subOrganizationOf oa:hasSelector oa:hasSource "
        "schema:areaServed schema:attendee schema:author schema:containedInPlace schema:isPartOf schema:location "
        "schema:mentions schema:subjectOf kg:area kg:as kg:coAttended kg:confidence kg:event kg:evidence kg:part "
        "kg:participant kg:participation kg:person kg:possiblySameAs"
    ),
    "@zh": "rdfs:label skos:altLabel",
    "date": "schema:datePublished schema:startDate kg:firstSeen kg:lastSeen kg:publishedFrom kg:publishedTo",
    "boolean": "kg:byline kg:former",
    "integer": (
        "oa:end oa:start void:entities void:triples kg:areas kg:articles kg:bodies kg:coAttendances kg:documents "
        "kg:events kg:length kg:participations kg:persons kg:reporters kg:rolesHeld kg:samples"
    ),
    "": (
        "oa:exact void:uriSpace schema:alternativeHeadline schema:creditText schema:encodingFormat schema:headline "
        "schema:identifier schema:name schema:sha256 schema:softwareVersion schema:url kg:encoding kg:kind kg:reason "
        "kg:rule kg:source kg:textSha256 kg:title"
    ),
}
"""What a predicate's values are: IRIs, Chinese words, an XML Schema type, bare strings."""
KIND_OF = {
    **{curie: kind for kind, curies in _KINDS.items() for curie in curies.split()},
    **{column.term: column.type for column in (*PERSON_COLUMNS.values(), *TIE_COLUMNS.values())},
}
"""Predicate → kind of its values. Their local names, all different, are the keys of the file."""


_THING = "thing"
"""Prefix of all IRIs of things. Not ``@base``: readers differ in how they join a base with ``//`` in it."""


def context(base: str, prefixes: Mapping[str, str]) -> dict[str, object]:
    """What the keys mean."""
    found: dict[str, object] = {**prefixes, _THING: base + "id/", "id": "@id", "type": "@type"}
    for curie, kind in sorted(KIND_OF.items()):
        meaning = {"@id": curie}
        if kind == "@zh":
            meaning["@language"] = "zh"
        elif kind:
            meaning["@type"] = kind if kind == "@id" else f"xsd:{kind}"
        found[_key(curie)] = meaning if len(meaning) > 1 else curie
    return found


def lines(abouts: Iterable[About], base: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The document, a thing at a time."""
    short = _Shortener(base, prefixes)
    meanings = (f"{_json(key)}: {_json(meaning)}" for key, meaning in context(base, prefixes).items())
    yield '{\n"@context": {\n ' + ",\n ".join(meanings) + '\n},\n"@graph": ['
    between = "\n"
    for iri, said, _ in abouts:
        thing: dict[str, object] = {"id": short.iri(iri)}
        for predicate, terms in said.items():
            if predicate == "rdf:type":
                thing["type"] = _one_or_all([short.iri(term) for term in terms if isinstance(term, Iri)])
            else:
                thing[_key(predicate)] = _one_or_all([short.term(predicate, term) for term in terms])
        yield between + _json(thing)
        between = ",\n"
    yield "\n]\n}\n"


_json = json.JSONEncoder(ensure_ascii=False).encode


def _key(curie: str) -> str:
    return curie.partition(":")[2]


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


class _Shortener:
    """Writes terms as the context has them read."""

    def __init__(self, base: str, prefixes: Mapping[str, str]) -> None:
        self._things = base + "id/"
        self._theirs = {space: prefix for prefix, space in prefixes.items()}

    def iri(self, iri: Iri) -> str:
        """``iri`` with its prefix."""
        if iri.startswith(self._things):
            return f"{_THING}:{iri[len(self._things) :]}"
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._theirs.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix else iri

    def term(self, predicate: str, term: Term) -> str:
        """A value; it must be of the kind that the context says, or the file would lie."""
        kind = KIND_OF[predicate]
        if isinstance(term, Iri):
            said, value = "@id", self.iri(term)
        else:
            said, value = f"@{term.language}" if term.language else term.datatype, term.value
        if said != kind:
            raise ValueError(f"{predicate} {term!r}: jsonld.py takes its values for {kind or 'bare strings'}; mend it")
        return value
