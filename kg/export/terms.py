"""What RDF is made of: IRIs and literals, and the names that things get as IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from kg.export.text import clean
from kg.export.vocabulary import prefixes
from kg.model import Evidence, Person

XSD = "http://www.w3.org/2001/XMLSchema#"
_BYLINE = "记者-"
"""What the id of a reporter begins with; the IRI says ``reporter`` instead."""
_UNESCAPED_IN_IRI = re.compile(
    # RFC 3987: iunreserved; of it, what shows as nothing or reorders its neighbours is escaped all the same.
    "[^A-Za-z0-9._~\\-\xa1-\xac\xae-\u061b\u061d-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
    "\U00030000-\U0003fffd]"
)


class Iri(str):
    """An absolute IRI."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal; ``datatype`` is the local name of an XML Schema type."""

    value: str
    language: str = ""
    datatype: str = ""


Term = Iri | Literal
Said = dict[str, list[Term]]
"""What is said of a thing: predicate, written with its prefix (``kg:title``) → terms, each once."""


class About(NamedTuple):
    """A thing, all that is said of it, and the row that it was made from."""

    iri: Iri
    said: Said
    row: object = None


def segment(text: str) -> str:
    """``text`` as one segment of an IRI: readable, valid, and different for different texts.

    >>> segment("刘 涛/马村区")
    '刘%20涛%2F马村区'
    """
    if text in (".", ".."):  # would be taken for a step in the path
        return text.replace(".", "%2E")
    return _UNESCAPED_IN_IRI.sub(_percent, text)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def plain(text: str) -> Literal:
    """A string without language."""
    return Literal(clean(text))


def integer(number: int) -> Literal:
    """A number."""
    return Literal(str(number), datatype="integer")


def double(number: float) -> Literal:
    """A number that need not be whole."""
    return Literal(repr(float(number)), datatype="double")


class Names:
    """IRIs of one graph's things. What is named often is remembered, but only so much of it."""

    def __init__(self, persons: Iterable[Person], base: str) -> None:
        self.base = base
        self.things = base + "id/"
        """What all IRIs of things begin with."""
        self.dataset = Iri(self.things + "dataset")
        self.analysis = Iri(self.things + "analysis")
        self._bylines = {person.id for person in persons if person.byline}
        spaces = prefixes(base)

        @cache
        def term(curie: str) -> Iri:
            prefix, _, local = curie.partition(":")
            return Iri(spaces[prefix] + local)

        @lru_cache(1 << 15)
        def thing(kind: str, identity: str) -> Iri:
            return Iri(f"{self.things}{kind}/{segment(identity)}")

        @lru_cache(1 << 10)
        def article(document: str, identity: str) -> Iri:
            return Iri(f"{thing('article', document)}/{segment(identity)}")

        self.term = term
        """``kg:chair`` in full."""
        self.thing = thing
        self.article = article

    def person(self, identity: str) -> Iri:
        """A person, or a reporter: known from bylines only."""
        if identity in self._bylines:
            return self.thing("reporter", identity.removeprefix(_BYLINE))
        return self.thing("person", identity)

    def evidence(self, evidence: Evidence) -> Iri:
        """Words in a document, named by where they stand."""
        return Iri(f"{self.thing('evidence', evidence.document)}-{evidence.start}-{evidence.end}")
