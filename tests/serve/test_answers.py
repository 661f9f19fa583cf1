"""What comes over HTTP, read back from every form, is what the store itself answers on the same file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.query import Result

from kg.ask import query
from kg.ask.questions import questions
from tests.ask.test_query import EXAMPLES
from tests.samples import hostile_graph
from tests.serve.conftest import Served, served, write_output

SEEDS = Path(__file__).parents[2] / "output"
PREFIXES = {
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "kg": "https://kg.example/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "void": "http://rdfs.org/ns/void#",
}
ROWS = {
    "all that there is": "SELECT * { ?s ?p ?o }",
    "bound or not": "SELECT ?e ?date ?place { ?e a schema:Event OPTIONAL { ?e schema:startDate ?date } "
    "OPTIONAL { ?e schema:location ?place } }",
    "a variable that nothing binds": "SELECT ?never ?s { ?s a schema:Person }",
    "only unbound": "SELECT ?never { ?s a schema:Person }",
    "blank nodes, shared": "SELECT ?a ?b ?c { { BIND (BNODE() AS ?a) BIND (?a AS ?b) BIND (BNODE() AS ?c) } "
    "UNION { BIND (BNODE() AS ?c) BIND (?c AS ?a) } }",
    "languages": "SELECT ?l { VALUES ?l { 'colour'@en-GB 'color'@en-US '颜色'@zh-Hans 'x' '' ''@en } }",
    "data types": "SELECT ?v { VALUES ?v { 1 -1.50 1e6 true '2020-03-09'^^xsd:date 'x'^^<urn:own> '01'^^xsd:int } }",
    "no variable, one answer": "SELECT * {}",
    "no variable, no answer": "SELECT * { FILTER (false) }",
    "no answer": "SELECT ?s ?o { ?s schema:name 'nobody' ; rdfs:label ?o }",
    "quotes": """SELECT ?q { VALUES ?q { '"' "'" '""' '","' "a\\\\b" "\\\\" '\\\\"' } }""",
    "line breaks": r"""SELECT ?q { VALUES ?q { "a\nb" "a\r\nb" "\t" "\r" "\n" " " "a, b" "\n\"x\"\n" } }""",
    "markup": "SELECT ?q { VALUES ?q { '<b>&amp;]]></b>' '<!--' '&#0;' '\\u2028' '\\U0001F600' } }",
    "counts": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p",
    "a variable of Chinese letters": "SELECT ?名字 { ?人 a schema:Person ; schema:name ?名字 }",
}
ASKS = {"yes": "ASK { ?s schema:name '沈望舒' }", "no": "ASK { ?s schema:name '沈望' }"}
TRIPLES = {
    "all that there is": "CONSTRUCT WHERE { ?s ?p ?o }",
    "blank nodes": "CONSTRUCT { _:one schema:name ?n ; schema:knows _:two } { ?s a schema:Person ; schema:name ?n }",
    "literals": r"""CONSTRUCT { <urn:a> <urn:b> ?q } { VALUES ?q { "a\nb\r\"'\\" '颜色'@zh 1 1.50 true '<&>]]>' } }""",
    "nothing": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER (false) }",
    "of a person": "DESCRIBE <https://kg.example/id/person/沈望舒>",
    "of nobody": "DESCRIBE <https://kg.example/id/person/nobody>",
}
ROW_FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLE_FORMS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Known:
    """The same file in a store of the test's own."""

    def __init__(self, turtle: Path) -> None:
        self.store = ox.Store()
        self.store.load(path=str(turtle), format=ox.RdfFormat.TURTLE)

    def rows(self, asked: str) -> ox.QuerySolutions:
        found = self.store.query(asked, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def triples(self, asked: str) -> ox.QueryTriples:
        found = self.store.query(asked, prefixes=PREFIXES)
        assert isinstance(found, ox.QueryTriples)
        return found


@pytest.fixture(scope="module")
def known(output: Path) -> Known:
    return Known(output / "graph.ttl")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(write_output(hostile_graph(), tmp_path_factory.mktemp("hostile"))) as running:
        yield running


@pytest.fixture(scope="module")
def seeds() -> Iterator[Served]:
    with served(SEEDS) as running:
        yield running


def unnamed(rows: ox.QuerySolutions) -> list[tuple[str, ...]]:
    """The rows sorted; a blank node by where in its row it came first, which is all that its label says."""
    lines = []
    for row in rows:
        blank: dict[str, str] = {}
        terms = [
            blank.setdefault(str(term), f"_:{len(blank)}") if isinstance(term, ox.BlankNode) else str(term)
            for term in row
        ]
        lines.append(tuple(terms))
    return sorted(lines)


def canonical(triples: ox.QueryTriples | Iterator[ox.Quad]) -> set[str]:
    data = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in triples)
    data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in data}


def same_rows(server: Served, known: Known, asked: str, form: str) -> None:
    answer = server.query(asked, format=form)
    assert answer.status == 200, answer.text
    found = ox.parse_query_results(answer.body, format=ROW_FORMS[form])
    expected = known.rows(asked)
    assert isinstance(found, ox.QuerySolutions)
    assert [one.value for one in found.variables] == [one.value for one in expected.variables]
    assert unnamed(found) == unnamed(expected)


@pytest.mark.parametrize("form", ROW_FORMS)
@pytest.mark.parametrize("name", ROWS)
def test_rows(site: Served, known: Known, name: str, form: str) -> None:
    same_rows(site, known, ROWS[name], form)


@pytest.mark.parametrize("name", ROWS)
def test_rows_as_csv(site: Served, known: Known, name: str) -> None:
    """CSV says a term's text alone, and no blank node's label means anything."""
    expected = known.rows(ROWS[name])
    names = [one.value for one in expected.variables]
    lines = list(csv.reader(io.StringIO(site.query(ROWS[name], format="csv").text, newline="")))
    assert lines[0] == names
    texts = [
        ["_:" if isinstance(term, ox.BlankNode) else getattr(term, "value", "") for term in row] for row in expected
    ]
    empty = [""] * len(names)
    blanked = [["_:" if cell.startswith("_:") else cell for cell in line] or empty for line in lines[1:]]
    assert sorted(blanked) == sorted(texts)


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("name", ["all that there is", "bound or not", "quotes", "languages", "data types"])
def test_rows_read_by_another_library(site: Served, known: Known, name: str, form: str) -> None:
    found = Result.parse(io.BytesIO(site.query(ROWS[name], format=form).body), format=form)
    itself = known.rows(ROWS[name]).serialize(format=ox.QueryResultsFormat.JSON)
    expected = Result.parse(io.BytesIO(itself or b""), format="json")
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert len(found) > 0


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("name", ASKS)
def test_yes_and_no(site: Served, name: str, form: str) -> None:
    found = ox.parse_query_results(site.query(ASKS[name], format=form).body, format=ROW_FORMS[form])
    assert bool(found) == (name == "yes")


@pytest.mark.parametrize("form", TRIPLE_FORMS)
@pytest.mark.parametrize("name", TRIPLES)
def test_triples(site: Served, known: Known, name: str, form: str) -> None:
    answer = site.query(TRIPLES[name], format=form)
    assert answer.status == 200, answer.text
    assert canonical(ox.parse(answer.body, format=TRIPLE_FORMS[form])) == canonical(known.triples(TRIPLES[name]))


@pytest.mark.parametrize(
    ("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")]
)
def test_triples_read_by_another_library(site: Served, output: Path, form: str, name: str) -> None:
    found = rdflib.Graph().parse(data=site.query(TRIPLES["all that there is"], format=form).body, format=name)
    assert isomorphic(found, rdflib.Graph().parse(output / "graph.ttl"))


@pytest.mark.parametrize("form", ["xml", "rdfxml"])
def test_a_line_break_outlives_xml(site: Served, form: str) -> None:
    """A carriage return that stands in XML as it is reads as a line feed (XML 1.0, 2.11)."""
    asked = r"""{ VALUES ?q { "a\r\nb" } }"""
    asked = f"SELECT ?q {asked}" if form == "xml" else f"CONSTRUCT {{ <urn:a> <urn:b> ?q }} {asked}"
    texts = ElementTree.fromstring(site.query(asked, format=form).text).itertext()
    assert "a\r\nb" in list(texts)


@pytest.mark.parametrize("form", ["xml", "rdfxml"])
def test_xml_is_xml_or_refused(hostile: Served, form: str) -> None:
    """No XML can hold U+0007."""
    asked = r"""{ VALUES ?q { "\u0007" } }"""
    asked = f"SELECT ?q {asked}" if form == "xml" else f"CONSTRUCT {{ <urn:a> <urn:b> ?q }} {asked}"
    answer = hostile.query(asked, format=form)
    if answer.status == 200:
        ElementTree.fromstring(answer.text)
    else:
        assert answer.status == 406


@pytest.mark.parametrize(("form", "all_of_it"), [("xml", ROWS), ("rdfxml", TRIPLES)])
def test_the_hostile_graph_as_xml_is_xml(hostile: Served, form: str, all_of_it: dict[str, str]) -> None:
    ElementTree.fromstring(hostile.query(all_of_it["all that there is"], format=form).text)


@pytest.mark.parametrize("form", ROW_FORMS)
def test_rows_of_strings_that_break_a_careless_writer(hostile: Served, form: str) -> None:
    same_rows(hostile, Known(hostile.folder / "graph.ttl"), ROWS["all that there is"], form)


@pytest.mark.parametrize("form", TRIPLE_FORMS)
def test_triples_of_strings_that_break_a_careless_writer(hostile: Served, form: str) -> None:
    asked = TRIPLES["all that there is"]
    found = canonical(ox.parse(hostile.query(asked, format=form).body, format=TRIPLE_FORMS[form]))
    assert found == canonical(Known(hostile.folder / "graph.ttl").triples(asked))


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_ready_question_is_answered_as_at_the_command_line(seeds: Served, name: str, form: str) -> None:
    told = questions()[name].told(dict(pair.split("=", 1) for pair in EXAMPLES[name]))
    assert seeds.query(told, format=form).text == query(name, EXAMPLES[name], SEEDS / "graph.ttl", form)


def test_a_prefix_that_is_declared_is_the_one_declared(site: Served) -> None:
    answer = site.query("PREFIX schema: <urn:other:> SELECT ?s { ?s schema:name ?n }", format="csv")
    assert answer.text.split() == ["s"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_of_the_export_needs_no_declaration(site: Served, prefix: str) -> None:
    answer = site.query(f"SELECT (STR({prefix}:x) AS ?iri) {{}}", format="csv")
    assert answer.text.split() == ["iri", f"{PREFIXES[prefix]}x"]
