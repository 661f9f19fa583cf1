"""A small Turtle writer: sorted, grouped by subject, the same bytes for the same triples.

rdflib's serialiser takes many times as long for a large graph; the tests read what is written here back with rdflib and
pyoxigraph and compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")
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
Triple = tuple[Iri, Iri, Term]


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


def lines(triples: Iterable[Triple], base: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The Turtle document that says ``triples``, a piece at a time.

    IRIs below ``<base>id/`` are written relative to ``base``, others by ``prefixes``. Literals must be clean
    (:func:`kg.export.text.clean`).
    """
    yield f"@base <{base}> .\n"
    for prefix, namespace in prefixes.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    shorten = _Shortener(base, prefixes)
    about: dict[Iri, dict[Iri, set[Term]]] = {}
    for subject, predicate, term in triples:
        about.setdefault(subject, {}).setdefault(predicate, set()).add(term)
    for subject in sorted(about):
        said = [
            (shorten.predicate(predicate), ", ".join(sorted(shorten.term(term) for term in terms)))
            for predicate, terms in about[subject].items()
        ]
        said.sort(key=lambda one: (one[0] != "a", one))
        yield (
            f"\n{shorten.iri(subject)}\n"
            + " ;\n".join(f"    {predicate} {terms}" for predicate, terms in said)
            + " .\n"
        )


class _Shortener:
    """Writes terms; remembers how an IRI is written."""

    def __init__(self, base: str, prefixes: Mapping[str, str]) -> None:
        self._base = base
        # Longest first: kg: may lie below the namespace of another.
        self._namespaces = sorted(((space, prefix) for prefix, space in prefixes.items()), key=lambda one: -len(one[0]))
        self._known: dict[Iri, str] = {}

    def iri(self, iri: Iri) -> str:
        written = self._known.get(iri)
        if written is None:
            written = self._known[iri] = self._write(iri)
        return written

    def _write(self, iri: Iri) -> str:
        for namespace, prefix in self._namespaces:
            if iri.startswith(namespace) and _LOCAL_NAME.match(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        # Only id/…: there the first segment cannot be taken for a scheme and is never empty.
        return f"<{iri.removeprefix(self._base)}>" if iri.startswith(self._base + "id/") else f"<{iri}>"

    def predicate(self, iri: Iri) -> str:
        return "a" if iri == _RDF_TYPE else self.iri(iri)

    def term(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self.iri(term)
        if term.datatype == "integer":
            return term.value
        quoted = f'"{term.value.translate(_ESCAPES)}"'
        if term.language:
            return f"{quoted}@{term.language}"
        return f"{quoted}^^xsd:{term.datatype}" if term.datatype else quoted
