"""The graph as RDF, for files, for rdflib, and as bare triples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kg.errors import UsageError
from kg.export import jsonld, ntriples, rdfxml, trig
from kg.export.statements import Statements
from kg.export.terms import XSD, Iri, Literal, Names, Term
from kg.export.turtle import Turtle
from kg.export.vocabulary import BASE, checked_base, prefixes
from kg.model import Graph

if TYPE_CHECKING:
    import rdflib

Triple = tuple[Iri, Iri, Term]


def write_turtle(graph: Graph, target: Path | TextIO, base: str = BASE) -> None:
    """Write ``graph`` as Turtle to a file or a text stream; the same graph gives the same bytes."""
    said = _statements(graph, base)
    _write(target, Turtle(said.names.base, prefixes(base)).lines(said))


def write_ntriples(graph: Graph, target: Path | TextIO, base: str = BASE) -> None:
    """Likewise, a triple a line."""
    said = _statements(graph, base)
    _write(target, ntriples.lines(said, said.names))


def write_jsonld(graph: Graph, target: Path | TextIO, base: str = BASE) -> None:
    """Likewise, a thing a line."""
    said = _statements(graph, base)
    _write(target, jsonld.lines(said, said.names.base, prefixes(base)))


def write_rdfxml(graph: Graph, target: Path | TextIO, base: str = BASE) -> None:
    """Likewise, as XML."""
    _write(target, rdfxml.lines(_statements(graph, base), prefixes(base)))


def write_trig(graph: Graph, target: Path | TextIO, base: str = BASE) -> None:
    """Likewise, with a named graph an article."""
    said = _statements(graph, base)
    _write(target, trig.lines(graph, said.names, Turtle(said.names.base, prefixes(base))))


def add_measures(graph: Graph, old: Path, new: Path, base: str = BASE) -> None:
    """What ``kg analyse`` found, at the end of a Turtle or TriG file instead of what it found before.

    All else is copied as it stands: a graph that was loaded holds less than the file does.

    Raises :class:`~kg.errors.UsageError` where the file is not as this program writes it.
    """
    said = _statements(graph, base)
    turtle = Turtle(said.names.base, prefixes(base))
    end = f"{turtle.iri(said.names.analysis)}\n"
    with _as_written(old, turtle.head) as lines, new.open("w", encoding="utf-8", newline="\n") as stream:
        line = ""
        # No literal holds a line break, so this line is where the last analysis begins.
        for line in takewhile(lambda line: line != end, lines):
            stream.write(line)
        between = "\n" if line.strip() else ""
        for about in said.measures():
            stream.write(between + turtle.block(about.iri, about.said))
            between = "\n"


def dataset(path: Path, base: str = BASE) -> str:
    """What a Turtle or TriG file says of the graph itself, counts and all: of two files of one build the same.

    Raises :class:`~kg.errors.UsageError` as :func:`add_measures`.
    """
    turtle = Turtle(base, prefixes(base))
    with _as_written(path, turtle.head) as lines:
        block = dropwhile(lambda line: line != "<id/dataset>\n", lines)
        return "".join(takewhile(lambda line: line != "\n", block))


@contextmanager
def _as_written(path: Path, head: str) -> Iterator[Iterator[str]]:
    """The lines of a file that this program wrote: other Turtle may have the same triples, but not the same lines."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            if lines.read(len(head)) != head:
                raise UsageError(f"{path}: is not as kg wrote it, or of another base IRI; run `kg build` again")
            lines.seek(0)
            yield lines
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is no UTF-8 ({error}); run `kg build` again") from error


def _statements(graph: Graph, base: str) -> Statements:
    return Statements(graph, Names(graph.persons, checked_base(base)))


def _write(target: Path | TextIO, lines: Iterator[str]) -> None:
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)
    else:
        target.writelines(lines)


def to_rdflib(graph: Graph, base: str = BASE) -> rdflib.Graph:
    """``graph`` as an rdflib graph to be queried, the same triples as :func:`write_turtle` writes."""
    import rdflib

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
    import rdflib

    datatype = rdflib.URIRef(XSD + term.datatype) if term.datatype else None
    return rdflib.Literal(term.value, lang=term.language or None, datatype=datatype)


def triples(graph: Graph, base: str = BASE) -> Iterator[Triple]:
    """All that the graph says, each triple once, subject by subject; literals are clean."""
    statements = _statements(graph, base)
    predicate = statements.names.term
    for subject, said, _ in statements:
        for curie, terms in said.items():
            for term in terms:
                yield subject, predicate(curie), term
