"""What the desk completes: every term of an export, named in both languages, as the graph names it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS

from kg.export import to_rdflib
from kg.export.vocabulary import prefixes
from kg.serve.answers import TRIPLES
from kg.serve.terms import described, service_description
from tests.samples import sample_graph

GRAPH = to_rdflib(sample_graph())
KNOWN = described()


def curie(iri: object) -> str:
    return next(f"{name}:{str(iri)[len(space) :]}" for name, space in prefixes().items() if str(iri).startswith(space))


def test_every_predicate_and_class_is_described() -> None:
    used = {curie(term) for term in {*GRAPH.predicates(), *GRAPH.objects(None, RDF.type)}}
    undescribed = {term for term in used if not (KNOWN.get(term, {}).get("zh") and KNOWN[term]["en"])}
    assert undescribed == set()


def test_the_ontology_names_things_as_the_graph_does() -> None:
    ours = [term for term in set(GRAPH.subjects(RDFS.label)) if str(term).startswith(prefixes()["kg"])]
    assert len(ours) > 15
    assert {curie(term): KNOWN[curie(term)]["zh"] for term in ours} == {
        curie(term): str(GRAPH.value(term, RDFS.label)) for term in ours
    }


@pytest.mark.parametrize("form", [*TRIPLES, None])
def test_the_service_is_described_in_every_form(form: str | None) -> None:
    found = service_description("http://127.0.0.1:8000/sparql", form)
    media_type = found.media_type.partition(";")[0]
    triples = list(ox.parse(found.body, format=ox.RdfFormat.from_media_type(media_type)))
    endpoint = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
    assert [str(one.object.value) for one in triples if one.predicate.value == str(endpoint)] == [
        "http://127.0.0.1:8000/sparql"
    ]
