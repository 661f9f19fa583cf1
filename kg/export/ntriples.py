"""N-Triples: one triple a line, nothing shortened; for bulk loaders and for ``sort``, ``grep`` and ``diff``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.export.terms import XSD, About, Iri, Names, Term
from kg.export.turtle import quoted


def lines(abouts: Iterable[About], names: Names) -> Iterator[str]:
    """The document, a thing at a time."""
    for iri, said, _ in abouts:
        subject = f"<{iri}>"
        yield "".join(
            [
                f"{subject} <{names.term(predicate)}> {_written(term)} .\n"
                for predicate, terms in said.items()
                for term in terms
            ]
        )


def _written(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term}>"
    if term.language:
        return f"{quoted(term.value)}@{term.language}"
    return f"{quoted(term.value)}^^<{XSD}{term.datatype}>" if term.datatype else quoted(term.value)
