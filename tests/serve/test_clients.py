"""Programs that others wrote, asking the endpoint the way they ask any."""

from __future__ import annotations

import json
import shutil
import subprocess

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from tests.serve.conftest import Served

NAMES = "SELECT ?n { ?s a schema:Person ; schema:name ?n } ORDER BY ?n"
DECLARED = f"PREFIX schema: <https://schema.org/> {NAMES}"
PERSON = "https://kg.example/id/person/沈望舒"
KNOWN = ["买明·吐尔孙", "何雨桐", "何雨桐", "文晓", "沈望舒", "白露", "白露", "钟鼎文", "陆青禾"]

# SPARQLWrapper


def wrapper(server: Served, query: str, form: str = JSON) -> SPARQLWrapper:
    client = SPARQLWrapper(server.endpoint, returnFormat=form)
    client.setQuery(query)
    client.setTimeout(30)
    return client


def names(found: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> list[str]:
    return [row["n"]["value"] for row in found["results"]["bindings"]]


def test_sparqlwrapper_gets(site: Served) -> None:
    assert names(wrapper(site, NAMES).queryAndConvert()) == KNOWN


@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_posts(site: Served, how: str) -> None:
    client = wrapper(site, NAMES)
    client.setMethod(POST)
    client.setRequestMethod(how)
    assert names(client.queryAndConvert()) == KNOWN


def test_sparqlwrapper_reads_xml(site: Served) -> None:
    found = wrapper(site, NAMES, XML).queryAndConvert()
    assert [node.firstChild.data for node in found.getElementsByTagName("literal")] == KNOWN


@pytest.mark.parametrize("form", [CSV, TSV])
def test_sparqlwrapper_reads_tables(site: Served, form: str) -> None:
    lines = wrapper(site, NAMES, form).queryAndConvert().decode("utf-8").splitlines()
    assert [line.strip('"') for line in lines[1:]] == KNOWN


@pytest.mark.parametrize("form", [JSON, XML])
def test_sparqlwrapper_asks(site: Served, form: str) -> None:
    found = wrapper(site, "ASK { ?s schema:name '沈望舒' }", form).queryAndConvert()
    said = found["boolean"] if form == JSON else found.getElementsByTagName("boolean")[0].firstChild.data == "true"
    assert said is True


@pytest.mark.parametrize("form", [RDFXML, XML, JSONLD, TURTLE, N3])
@pytest.mark.parametrize("query", [f"DESCRIBE <{PERSON}>", f"CONSTRUCT WHERE {{ <{PERSON}> schema:name ?n }}"])
def test_sparqlwrapper_reads_triples(site: Served, query: str, form: str) -> None:
    found = wrapper(site, query, form).queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    triple = (rdflib.URIRef(PERSON), rdflib.URIRef("https://schema.org/name"), rdflib.Literal("沈望舒"))
    assert triple in graph


@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_changes_nothing(site: Served, how: str) -> None:
    client = wrapper(site, "INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    client.setMethod(POST)
    client.setRequestMethod(how)
    with pytest.raises(Exception, match="403"):
        client.query()
    assert names(wrapper(site, NAMES).queryAndConvert()) == KNOWN


def test_sparqlwrapper_is_told_what_is_wrong(site: Served) -> None:
    with pytest.raises(Exception, match="not SPARQL"):
        wrapper(site, "SELECT * { ?s ?p }").query()


# curl


def curl(server: Served, *options: str) -> str:
    if not shutil.which("curl"):
        pytest.skip("there is no curl")
    done = subprocess.run(
        ["curl", "--silent", "--show-error", "--max-time", "30", *options, server.endpoint],
        capture_output=True, check=True, timeout=40,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


FORMS = {
    "get": ("--get", "--data-urlencode", f"query={NAMES}"),
    "form": ("--data-urlencode", f"query={NAMES}"),
    "direct": ("--header", "Content-Type: application/sparql-query", "--data-binary", NAMES),
    "chunked": (
        *("--header", "Content-Type: application/sparql-query", "--header", "Transfer-Encoding: chunked"),
        *("--data-binary", NAMES),
    ),
    "with hesitation": ("--header", "Expect: 100-continue", "--data-urlencode", f"query={NAMES}"),
    "HTTP/1.0": ("--http1.0", "--get", "--data-urlencode", f"query={NAMES}"),
    "offering HTTP/2": ("--http2", "--get", "--data-urlencode", f"query={NAMES}"),
}


@pytest.mark.parametrize("form", FORMS)
def test_curl(site: Served, form: str) -> None:
    assert names(json.loads(curl(site, *FORMS[form]))) == KNOWN


def test_curl_chooses_the_form(site: Served) -> None:
    assert curl(site, *FORMS["get"], "--header", "Accept: text/csv").split() == ["n", *KNOWN]


def test_curl_changes_nothing(site: Served) -> None:
    said = curl(site, "--write-out", "%{http_code}", "--data-urlencode", "update=CLEAR ALL")
    assert said.endswith("403")


# rdflib


@pytest.fixture
def remote(site: Served) -> rdflib.Graph:
    return rdflib.Graph(SPARQLStore(site.endpoint))


def test_rdflib_asks_as_if_the_graph_were_its_own(remote: rdflib.Graph) -> None:
    assert [str(row.n) for row in remote.query(DECLARED)] == KNOWN


def test_rdflib_walks_the_graph(remote: rdflib.Graph, output: object) -> None:
    local = rdflib.Graph().parse(f"{output}/graph.ttl")
    subject = rdflib.URIRef(PERSON)
    assert set(remote.predicate_objects(subject)) == set(local.predicate_objects(subject))
    assert len(remote) == len(local)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_in_every_way(site: Served, method: str, form: str) -> None:
    store = SPARQLStore(site.endpoint, method=method, returnFormat=form)
    found = sorted(str(row[0]) for row in rdflib.Graph(store).query(DECLARED))
    assert found == sorted(KNOWN)


# Another store that has this one as a SERVICE


def federated(server: Served) -> str:
    return f"SELECT ?n {{ SERVICE <{server.endpoint}> {{ <{PERSON}> <https://schema.org/name> ?n }} }}"


def test_pyoxigraph_has_it_as_a_service(site: Served) -> None:
    found = ox.Store().query(federated(site))
    assert isinstance(found, ox.QuerySolutions)
    assert [row["n"].value for row in found] == ["沈望舒"]


def test_rdflib_has_it_as_a_service(site: Served) -> None:
    assert [str(row.n) for row in rdflib.Graph().query(federated(site))] == ["沈望舒"]


def test_a_service_joins_with_what_the_other_store_knows(site: Served) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(PERSON), ox.NamedNode("urn:born"), ox.Literal("1970")))
    found = store.query(
        "SELECT ?n ?born { ?s <urn:born> ?born . "
        f"SERVICE <{site.endpoint}> {{ ?s <https://schema.org/name> ?n ; a <https://schema.org/Person> }} }}"
    )
    assert isinstance(found, ox.QuerySolutions)
    assert [(row["n"].value, row["born"].value) for row in found] == [("沈望舒", "1970")]
