"""Every RDF format says the same: read by pyoxigraph, rdflib and rapper, of a tame, a hostile and two real graphs."""

from __future__ import annotations

import json
import subprocess
import tracemalloc
from collections.abc import Callable
from io import StringIO, TextIOBase
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree

from kg.export import write_all
from kg.export.jsonld import KIND_OF
from kg.export.rdf import triples, write_jsonld, write_ntriples, write_rdfxml, write_trig, write_turtle
from kg.export.terms import XSD, Iri, Term
from kg.export.vocabulary import BASE
from kg.model import Graph
from kg.pipeline import build
from tests.benchmarks.made import made_graph
from tests.samples import hostile_graph, sample_graph

ROOT = Path(__file__).parents[2]
HAND_MADE = {"sample": sample_graph, "hostile": hostile_graph}
BUILT = {"seeds": ROOT / "seeds", "pages": ROOT / "tests" / "data" / "dev" / "pages"}
GRAPHS = (*HAND_MADE, *BUILT)
RDF = ("ntriples", "jsonld", "rdfxml", "trig")
READ = {
    "graph.ttl": (ox.RdfFormat.TURTLE, "turtle", "turtle"),
    "graph.nt": (ox.RdfFormat.N_TRIPLES, "nt", "ntriples"),
    "graph.jsonld": (ox.RdfFormat.JSON_LD, "json-ld", None),
    "graph.rdf": (ox.RdfFormat.RDF_XML, "xml", "rdfxml"),
    "graph.trig": (ox.RdfFormat.TRIG, "trig", "trig"),
}
"""File → what pyoxigraph, rdflib and rapper call its format."""

Made = Callable[[str], tuple[Graph, Path]]
Triples = set[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A graph by its name, and the folder of all its files."""
    known: dict[str, tuple[Graph, Path]] = {}

    def make(name: str) -> tuple[Graph, Path]:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            if name in BUILT:
                graph = build([BUILT[name]], folder, formats=RDF).graph
            else:
                graph = HAND_MADE[name]()
                write_all(graph, folder, formats=RDF)
            known[name] = graph, folder
        return known[name]

    return make


def said(graph: Graph, base: str = BASE) -> Triples:
    """What must be in every file, straight from the graph."""

    def node(term: Term) -> ox.NamedNode | ox.Literal:
        if isinstance(term, Iri):
            return ox.NamedNode(term)
        if term.language:
            return ox.Literal(term.value, language=term.language)
        return ox.Literal(term.value, datatype=ox.NamedNode(XSD + (term.datatype or "string")))

    return {(ox.NamedNode(one), ox.NamedNode(predicate), node(term)) for one, predicate, term in triples(graph, base)}


def read_oxigraph(path: Path, base: str = BASE) -> Triples:
    quads = ox.parse(path=path, format=READ[path.name][0], base_iri=base)
    return {(quad.subject, quad.predicate, quad.object) for quad in quads}


def read_rdflib(path: Path, base: str = BASE) -> Triples:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=READ[path.name][1], publicID=base)

    def node(term: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
        if isinstance(term, rdflib.URIRef):
            return ox.NamedNode(str(term))
        assert isinstance(term, rdflib.Literal), f"a blank node: {term}"
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))

    return {(node(s), node(p), node(o)) for s, p, o, _ in dataset.quads()}


def read_rapper(path: Path, base: str = BASE) -> Triples:
    command = ["rapper", "--quiet", "--input", READ[path.name][2] or "", "--output", "ntriples", str(path), base]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    quads = ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)
    return {(quad.subject, quad.predicate, quad.object) for quad in quads}


READERS = {"oxigraph": read_oxigraph, "rdflib": read_rdflib, "rapper": read_rapper}
PAIRS = [(reader, file) for reader in READERS for file, names in READ.items() if names[2] or reader != "rapper"]
"""All but JSON-LD by rapper, which does not know it."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("reader", "file"), PAIRS)
@pytest.mark.parametrize("which", GRAPHS)
def test_every_reader_finds_what_the_graph_says(
    which: str, reader: str, file: str, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # how a value is written is compared, too
    graph, folder = made(which)
    assert READERS[reader](folder / file) == said(graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "base", ["https://data.paper.example/知识/", "http://localhost:8080/a//b/", "https://schema.org/"]
)
@pytest.mark.parametrize("reader", READERS)
def test_under_any_base(base: str, reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = hostile_graph()
    write_all(graph, tmp_path, base, RDF)
    for one, file in PAIRS:
        if one == reader:
            assert READERS[reader](tmp_path / file, base) == said(graph, base), file


# --- each format by itself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", GRAPHS)
def test_json_ld_is_readable_and_needs_no_network(which: str, made: Made) -> None:
    graph, folder = made(which)
    text = (folder / "graph.jsonld").read_text(encoding="utf-8")
    whole = json.loads(text)
    assert isinstance(whole["@context"], dict)
    assert len(whole["@graph"]) == len({subject for subject, _, _ in triples(graph)})
    lines = text.rstrip("\n").split("\n")
    for line in lines[lines.index('"@graph": [') + 1 : -2]:  # a thing a line
        assert json.loads(line.rstrip(","))["id"]
    assert {key for thing in whole["@graph"] for key in thing} <= whole["@context"].keys()


def test_keys_of_json_ld_are_all_different() -> None:
    keys = [curie.partition(":")[2] for curie in KIND_OF]
    assert len(set(keys)) == len(keys)


def test_json_ld_refuses_what_its_context_would_misread(monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonld(sample_graph(), StringIO())
    monkeypatch.setitem(KIND_OF, "kg:byline", "date")
    with pytest.raises(ValueError, match="kg:byline"):
        write_jsonld(sample_graph(), StringIO())


def test_rdf_xml_is_xml_and_n_triples_are_lines(made: Made) -> None:
    graph, folder = made("hostile")
    root = etree.parse(folder / "graph.rdf").getroot()
    assert len(root) == len({subject for subject, _, _ in triples(graph)})
    lines = (folder / "graph.nt").read_bytes().split(b"\n")
    assert len(lines) - 1 == len(set(lines)) - 1 == len(said(graph))


# --- memory -----------------------------------------------------------------------------------------------------------

BYTES = 40
"""A triple: room for references to rows and what sorts them. A set of the triples takes two hundred for each."""


class _Nowhere(TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


@pytest.mark.parametrize("write", [write_turtle, write_ntriples, write_jsonld, write_rdfxml, write_trig])
def test_the_triples_are_never_held_in_memory(write: Callable[[Graph, TextIOBase], None]) -> None:
    for persons in (40, 400):
        graph = made_graph(persons, 10 * persons)
        count = sum(1 for _ in triples(graph))
        tracemalloc.start()
        try:
            write(graph, _Nowhere())
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < BYTES * count, f"{peak / count:.0f} bytes a triple"
