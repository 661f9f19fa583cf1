"""A small Turtle writer: sorted, grouped by subject, the same bytes for the same triples.

rdflib's serialiser takes many times as long for a large graph; the tests read what is written here back with rdflib and
pyoxigraph and compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg.export.terms import About, Iri, Said, Term

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")


def quoted(text: str) -> str:
    """``text``, which must be clean, as a string of Turtle and N-Triples."""
    # Printable text, nearly all there is, has no line breaks or tabs.
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{text.translate(_ESCAPES)}"'


class Turtle:
    """Writes what is said of a thing, IRIs short.

    IRIs below ``<base>id/`` are written relative to ``base``, others by ``prefixes``. Literals must be clean
    (:func:`kg.export.text.clean`).
    """

    def __init__(self, base: str, prefixes: Mapping[str, str]) -> None:
        self.head = f"@base <{base}> .\n" + "".join(
            f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()
        )
        """What stands before all else."""
        self._base_length, self._things = len(base), base + "id/"
        # Longest first: kg: may lie below the namespace of another.
        self._namespaces = sorted(((space, prefix) for prefix, space in prefixes.items()), key=lambda one: -len(one[0]))
        self._short = lru_cache(1 << 8)(self._shortened)

    def iri(self, iri: Iri) -> str:
        """``iri``, short where it can be."""
        # Only id/…: there the first segment cannot be taken for a scheme and is never empty.
        return f"<{iri[self._base_length :]}>" if iri.startswith(self._things) else self._short(iri)

    def _shortened(self, iri: Iri) -> str:
        for namespace, prefix in self._namespaces:
            if iri.startswith(namespace) and _LOCAL_NAME.match(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _term(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self.iri(term)
        value, language, datatype = term
        if language:
            return f"{quoted(value)}@{language}"
        if datatype:
            return value if datatype == "integer" else f"{quoted(value)}^^xsd:{datatype}"
        return quoted(value)

    def block(self, iri: Iri, said: Said) -> str:
        """The lines that say ``said``; each ends in a line break."""
        term = self._term
        lines: list[str] = []
        for predicate, terms in sorted(said.items()):
            written = term(terms[0]) if len(terms) == 1 else ", ".join(sorted(map(term, terms)))
            if predicate == "rdf:type":
                lines.insert(0, f"    a {written}")
            else:
                lines.append(f"    {predicate} {written}")
        return f"{self.iri(iri)}\n" + " ;\n".join(lines) + " .\n"

    def lines(self, abouts: Iterable[About]) -> Iterator[str]:
        """The whole document, a piece at a time."""
        yield self.head
        for about in abouts:
            yield "\n" + self.block(about.iri, about.said)
