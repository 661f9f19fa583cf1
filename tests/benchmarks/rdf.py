"""How long the RDF formats of a large graph take to write, and how much memory beside the graph itself.

Run by hand: ``.venv/bin/python tests/benchmarks/rdf.py [PERSONS TIES]``; if none are named 4,300 and 43,000, which make
a million triples. CPU seconds without the disk, the smallest of three runs; memory is the most that Python held at
once, taken in a run of its own. Below the formats, for comparison: the writers of pyoxigraph, given the same triples
one by one, and of rdflib, which holds them in its own graph, of a tenth of them: of all it takes many minutes.
"""

from __future__ import annotations

import io
import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.export import rdf
from kg.export.terms import XSD, Iri, Term
from kg.export.vocabulary import BASE, prefixes
from kg.model import Graph
from tests.benchmarks.made import made_graph

FORMATS = {
    "turtle": rdf.write_turtle,
    "ntriples": rdf.write_ntriples,
    "jsonld": rdf.write_jsonld,
    "rdfxml": rdf.write_rdfxml,
    "trig": rdf.write_trig,
}


class Sink(io.TextIOBase):
    """Counts the bytes and forgets them."""

    size = 0

    def write(self, text: str) -> int:
        self.size += len(text.encode())
        return len(text)


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def peak(work: Callable[[], object]) -> float:
    """Megabytes."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def as_oxigraph(graph: Graph) -> Iterator[ox.Triple]:
    def node(term: Term) -> ox.NamedNode | ox.Literal:
        if isinstance(term, Iri):
            return ox.NamedNode(term)
        if term.language:
            return ox.Literal(term.value, language=term.language)
        return ox.Literal(term.value, datatype=ox.NamedNode(XSD + (term.datatype or "string")))

    for subject, predicate, term in rdf.triples(graph):
        yield ox.Triple(node(subject), node(predicate), node(term))


def main() -> None:
    persons, ties = map(int, sys.argv[1:3] or (4_300, 43_000))
    graph = made_graph(persons, ties)
    count = sum(1 for _ in rdf.triples(graph))
    print(f"{persons:,} persons, {len(graph.ties):,} ties, {count:,} triples")
    for name, write in FORMATS.items():
        sink = Sink()
        write(graph, sink)
        took = min(seconds(lambda write=write: write(graph, Sink())) for _ in range(3))
        beside = peak(lambda write=write: write(graph, Sink()))
        print(f"{name:20}{took:8.1f} s{beside:8.0f} MB beside{sink.size / 1e6:8.0f} MB written", flush=True)
    known = prefixes(BASE)
    for name, form in (("turtle", ox.RdfFormat.TURTLE), ("rdfxml", ox.RdfFormat.RDF_XML)):
        with Path(os.devnull).open("wb") as sink:
            write = partial(lambda form, sink: ox.serialize(as_oxigraph(graph), sink, form, prefixes=known), form, sink)
            took = min(seconds(write) for _ in range(3))
        print(f"{name + ', pyoxigraph':20}{took:8.1f} s")
    made = rdf.to_rdflib(made_graph(persons // 10, ties // 10))
    print(f"a tenth, {len(made):,} triples")
    print(f"{'turtle, rdflib':20}{seconds(lambda: made.serialize(format='turtle')):8.1f} s")


if __name__ == "__main__":
    main()
