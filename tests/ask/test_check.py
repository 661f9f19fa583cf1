"""``kg check``: what is wrong with an export is found, by pySHACL and by SPARQL alike, and told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

import kg
from kg.ask.check import asked, check, shapes, validated
from kg.errors import UsageError
from kg.export import write_turtle
from kg.measured import PERSON_COLUMNS, TIE_COLUMNS, Column
from kg.store import Store
from tests.samples import hostile_graph, sample_graph

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "output" / "graph.ttl"
ONTOLOGY = rdflib.Graph().parse(ROOT / "kg" / "ontology" / "ontology.ttl")
NAMESPACE = "https://kg.example/ns#"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    write_turtle(sample_graph(), tmp_path / "graph.ttl")
    return tmp_path / "graph.ttl"


def changed(path: Path, update: str) -> Path:
    """The graph after a SPARQL update, with the prefixes of the export."""
    graph = rdflib.Graph().parse(path)
    graph.update(update, initNs=dict(graph.namespaces()))
    graph.serialize(path, format="turtle")
    return path


@pytest.mark.parametrize("large", [0, 10**9], ids=["sparql", "pyshacl"])
def test_exports_are_as_they_should_be(sample: Path, tmp_path: Path, large: int) -> None:
    write_turtle(hostile_graph(), tmp_path / "hostile.ttl")
    write_turtle(sample_graph(), tmp_path / "based.ttl", "https://city.example/kg/")
    for path in (SEEDS, sample, tmp_path / "hostile.ttl", tmp_path / "based.ttl"):
        fine, said = check(path, large)
        assert fine, said


WRONG = [
    ("DELETE { ?p schema:name ?n } WHERE { ?p a schema:Person ; schema:name ?n FILTER (?n = '沈望舒') }",
     "person 沈望舒: needs one name"),
    ("INSERT { ?p schema:name '乙' } WHERE { ?p a schema:Person ; schema:name '钟鼎文' }",
     "person 钟鼎文: needs one name"),
    ("DELETE { ?p rdfs:label ?l } WHERE { ?p a schema:Person ; schema:name '钟鼎文' ; rdfs:label ?l }",
     "needs a label"),
    ("DELETE { ?h org:member ?p } WHERE { ?h org:member ?p . ?p schema:name '钟鼎文' }", "is held by one person"),
    ("DELETE { ?h org:role ?r } WHERE { ?h org:role ?r . ?r schema:name '区长' }", "is one office"),
    ("DELETE { ?h kg:title ?t } WHERE { ?h kg:title ?t FILTER (?t = '区委书记') }", "needs the title as printed"),
    ("DELETE { ?h kg:firstSeen ?d } INSERT { ?h kg:firstSeen '2030-01-01'^^xsd:date } "
     "WHERE { ?h kg:firstSeen ?d ; kg:title '区委书记' }", "on a day not after the last"),
    ("DELETE { ?h kg:lastSeen ?d } INSERT { ?h kg:lastSeen 'soon' } WHERE { ?h kg:lastSeen ?d ; kg:title '区委书记' }",
     "is last seen once, on a day"),
    ("DELETE { ?h kg:confidence ?c } INSERT { ?h kg:confidence kg:chair } "
     "WHERE { ?h a kg:Participation ; kg:confidence ?c }",
     "is sure, likely or unsure"),
    ("DELETE { ?h kg:evidence ?e } WHERE { ?h a kg:Participation ; kg:evidence ?e }", "needs its printed words"),
    ("DELETE { ?h prov:wasDerivedFrom ?e } WHERE { ?h a org:Membership ; prov:wasDerivedFrom ?e }",
     "needs an article that says so"),
    ("INSERT { ?e schema:startDate '2020-01-01'^^xsd:date } WHERE { ?e schema:startDate ?d }", "is on one day at most"),
    ("DELETE { ?t kg:weight ?w } INSERT { ?t kg:weight 0 } WHERE { ?t kg:weight ?w }", "needs how many events"),
    ("DELETE { ?t kg:strength ?w } INSERT { ?t kg:strength '0'^^xsd:double } WHERE { ?t kg:strength ?w }", "above 0"),
    ("DELETE { ?t kg:person ?p } WHERE { ?t kg:person ?p . ?p schema:name '钟鼎文' }", "is of two persons"),
    ("DELETE { ?s oa:exact ?x } WHERE { ?s oa:exact ?x }", "needs its words"),
    ("DELETE { ?s oa:start ?x } INSERT { ?s oa:start -1 } WHERE { ?s oa:start ?x }", "needs where it begins"),
    ("DELETE { ?d schema:sha256 ?x } INSERT { ?d schema:sha256 'x' } WHERE { ?d schema:sha256 ?x }",
     "the hash of its file"),
    ("DELETE { ?a schema:isPartOf ?d } WHERE { ?a a schema:NewsArticle ; schema:isPartOf ?d }", "is of one document"),
]  # fmt: skip


@pytest.mark.parametrize(("update", "words"), WRONG)
def test_what_is_wrong_is_found_by_both_alike(sample: Path, update: str, words: str) -> None:
    path = changed(sample, update)
    by_shacl, by_sparql = set(validated(path, shapes())), set(asked(Store(path), shapes()))
    assert by_shacl == by_sparql
    for large in (0, 10**9):
        fine, said = check(path, large)
        assert not fine
        assert words in said


def test_many_complaints_are_counted(sample: Path) -> None:
    path = changed(sample, "DELETE { ?s schema:name ?x } WHERE { ?s schema:name ?x }")
    _, said = check(path)
    assert "more:" in said
    assert len(said.splitlines()) < 40


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kg build"):
        check(tmp_path / "graph.ttl")


# --- the ontology


def terms(graph: rdflib.Graph) -> set[str]:
    said = {str(term) for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    return {term.removeprefix(NAMESPACE) for term in said if term.startswith(NAMESPACE)} - {""}


def test_the_ontology_has_every_term_of_the_exports_and_no_other(sample: Path) -> None:
    defined = {str(term).removeprefix(NAMESPACE) for term in set(ONTOLOGY.subjects())} - {NAMESPACE, ""}
    measured = kg.load(SEEDS).measured(samples=2).rdf()
    assert defined == terms(measured) | terms(rdflib.Graph().parse(sample)) | {"source"} & defined
    assert {term for term in terms(shapes()) if not re.search("Shape$", term)} <= defined


@pytest.mark.parametrize("column", [*PERSON_COLUMNS.values(), *TIE_COLUMNS.values()])
def test_measures_are_of_the_type_the_ontology_says(column: Column) -> None:
    term = rdflib.URIRef(NAMESPACE + column.term.removeprefix("kg:"))
    assert ONTOLOGY.value(term, rdflib.RDFS.range) == rdflib.XSD[column.type]


def test_each_term_has_label_and_comment_in_both_languages() -> None:
    for term in set(ONTOLOGY.subjects()):
        for predicate in (rdflib.RDFS.label, rdflib.RDFS.comment):
            languages = {text.language for text in ONTOLOGY.objects(term, predicate)}  # type: ignore[union-attr]
            assert languages == {"zh", "en"}, term
