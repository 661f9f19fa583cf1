"""graph.ttl: what the interface promises, asked with two engines of a tame graph and a hostile one."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS

from kg.errors import UsageError
from kg.export.rdf import to_rdflib, triples, write_turtle
from kg.export.terms import segment
from kg.export.text import clean
from kg.export.vocabulary import BASE, checked_base
from kg.model import Graph
from tests.samples import NASTY, SAMPLE_TEXTS, hostile_graph, sample_graph

QUERIES = Path(__file__).parent.parent / "data" / "contract" / "queries"
GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph()}
KG = rdflib.Namespace(BASE + "ns#")
SCHEMA = rdflib.Namespace("https://schema.org/")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OWL = rdflib.Namespace("http://www.w3.org/2002/07/owl#")

Rows = list[tuple[str | None, ...]]


def turtle(graph: Graph, base: str = BASE) -> str:
    stream = io.StringIO()
    write_turtle(graph, stream, base)
    return stream.getvalue()


def ask_rdflib(graph: Graph, query: str) -> Rows:
    return [tuple(None if term is None else str(term) for term in row) for row in to_rdflib(graph).query(query)]


def ask_oxigraph(graph: Graph, query: str) -> Rows:
    store = pyoxigraph.Store()
    store.load(turtle(graph).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return [tuple(None if term is None else term.value for term in row) for row in store.query(query)]


ENGINES: dict[str, Callable[[Graph, str], Rows]] = {"rdflib": ask_rdflib, "oxigraph": ask_oxigraph}


# --- what each query of the interface must answer, straight from the rows of the model --------------------------------


def iri(kind: str, identity: str) -> str:
    return f"{BASE}id/{kind}/{segment(identity)}"


def names(graph: Graph) -> dict[str, str]:
    return {thing.id: clean(thing.name) for thing in graph.persons}


def expected_persons(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    for seen in graph.articles:
        for person in seen.persons:
            yield clean(seen.article.document), iri("person", person), names(graph)[person]


def expected_roles(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    bodies = {body.id: clean(body.name) for body in graph.bodies}
    areas = {area.id: clean(area.name) for area in graph.areas}
    for held in graph.roles:
        for document, _ in held.articles:
            yield (
                clean(document),
                iri("person", held.person),
                names(graph)[held.person],
                clean(held.role),
                bodies[held.body] if held.body is not None else None,
                areas[held.area] if held.area is not None else None,
            )


def expected_participations(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    events = {event.id: event for event in graph.events}
    for one in graph.participations:
        event = events[one.event]
        for document, _ in event.articles:
            for part in one.parts:
                yield (
                    clean(document),
                    iri("event", event.id),
                    clean(event.name),
                    event.date,
                    iri("person", one.person),
                    names(graph)[one.person],
                    f"{BASE}ns#{part}",
                )


def expected_articles(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    for seen in graph.articles:
        for author in seen.authors or (None,):
            headline = seen.article.headline
            yield (
                clean(seen.article.document),
                None if headline is None else clean(headline),
                None if author is None else names(graph)[author],
            )


def expected_entities(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    areas = {area.id: area for area in graph.areas}
    bodies = {body.id: body for body in graph.bodies}
    for seen in graph.articles:
        document = clean(seen.article.document)
        for body in seen.bodies:
            yield document, "body", clean(bodies[body].name), None, None
        for identity in seen.areas:
            area = areas[identity]
            code = None if area.code is None else clean(area.code)
            yield document, "place", clean(area.name), code, areas[area.within].name if area.within else None


def expected_evidence(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    for claim in (*graph.roles, *graph.events, *graph.participations):
        for one in claim.evidence:
            yield clean(one.document), clean(one.exact), str(one.start), str(one.end)


def expected_coattendance(graph: Graph) -> Iterator[tuple[str | None, ...]]:
    for tie in graph.ties:
        first, second = sorted(tie.persons, key=lambda person: iri("person", person))
        yield names(graph)[first], names(graph)[second], str(tie.weight)


EXPECTED = {
    "articles": expected_articles,
    "coattendance": expected_coattendance,
    "entities": expected_entities,
    "evidence": expected_evidence,
    "participations": expected_participations,
    "persons": expected_persons,
    "roles": expected_roles,
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("query", sorted(EXPECTED))
def test_queries_of_the_interface(query: str, which: str, engine: str) -> None:
    graph, text = GRAPHS[which], (QUERIES / f"{query}.rq").read_text(encoding="utf-8")
    expected = list(EXPECTED[query](graph))
    assert expected
    assert Counter(ENGINES[engine](graph, text)) == Counter(set(expected) if "DISTINCT" in text else expected)


def test_every_query_of_the_interface_is_tested() -> None:
    assert {path.stem for path in QUERIES.glob("*.rq")} == set(EXPECTED)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_few_rows_by_hand(engine: str) -> None:
    def ask(query: str) -> Rows:
        return ENGINES[engine](sample_graph(), (QUERIES / f"{query}.rq").read_text(encoding="utf-8"))

    person = "https://kg.example/id/person/何雨桐-南桥区"
    document = "南桥报-2020-03-10-01.txt"
    assert (document, person, "何雨桐", "区领导", None, "南桥区") in ask("roles")
    assert ("何雨桐", "沈望舒", "1") in ask("coattendance")
    assert ask("coattendance")[0] == ("沈望舒", "钟鼎文", "2")
    assert ("清源日报 第12期.txt", "place", "清源市", "990100", "云川省") in ask("entities")


# --- the written file -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [BASE, "https://data.paper.example/知识/", "http://localhost:8080/a//b/"])
@pytest.mark.parametrize("which", GRAPHS)
def test_what_is_written_is_what_is_said(which: str, base: str) -> None:
    graph, text = GRAPHS[which], turtle(GRAPHS[which], base)
    said = set(to_rdflib(graph, base))
    assert set(rdflib.Graph().parse(data=text, format="turtle")) == said
    read = {
        tuple(_as_rdflib(term) for term in (quad.subject, quad.predicate, quad.object))
        for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert read == said


def _as_rdflib(term: object) -> rdflib.term.Identifier:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, pyoxigraph.Literal), f"a blank node: {term}"
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))


def test_file_and_stream_hold_the_same_bytes(tmp_path: Path) -> None:
    write_turtle(hostile_graph(), tmp_path / "graph.ttl")
    assert (tmp_path / "graph.ttl").read_bytes() == turtle(hostile_graph()).encode()


@pytest.mark.parametrize("which", GRAPHS)
def test_each_thing_is_told_of_once_by_kind_and_the_dataset_which_counts_them_last(which: str) -> None:
    said = list(triples(GRAPHS[which]))
    assert len(set(said)) == len(said)
    subjects = [subject for subject, _ in groupby(subject for subject, _, _ in said)]
    assert len(set(subjects)) == len(subjects)
    assert subjects[-1] == f"{BASE}id/dataset"
    kinds = [kind for kind, _ in groupby(re.match("id/[^/]+|ns#", one.removeprefix(BASE))[0] for one in subjects[:-1])]
    assert kinds == sorted(set(kinds))
    assert len(kinds) == 13


def test_order_of_rows_does_not_matter_to_the_bytes() -> None:
    graph = sample_graph()
    turned = replace(graph, roles=graph.roles[::-1], persons=graph.persons[::-1], ties=graph.ties[::-1])
    assert turtle(turned) == turtle(graph)


@pytest.mark.parametrize("which", GRAPHS)
def test_every_thing_has_a_class_a_label_and_a_name_and_no_two_of_them_coincide(which: str) -> None:
    graph = to_rdflib(GRAPHS[which])
    for subject in set(graph.subjects()):
        assert isinstance(subject, rdflib.URIRef)
        assert (subject, RDF.type, None) in graph, subject
        (label,) = graph.objects(subject, RDFS.label)
        (name,) = graph.objects(subject, SCHEMA.name)
        assert label.language == "zh"
        assert name.language is None
        assert str(label) == str(name)


def test_hostile_ids_stay_apart_and_can_be_read_back() -> None:
    written = {segment(nasty) for nasty in NASTY}
    assert len(written) == len(NASTY)
    assert not any(set(one) & set(' /?#<>"{}|\\^`\n\t\x00') for one in written)
    assert {unquote(one, errors="surrogatepass") for one in written} == set(NASTY)
    assert segment("买明·吐尔孙（南桥）𠮷") == "买明·吐尔孙（南桥）𠮷"


@pytest.mark.parametrize("which", GRAPHS)
def test_nothing_leads_nowhere(which: str) -> None:
    graph = to_rdflib(GRAPHS[which])
    ours = {term for term in graph.objects() if isinstance(term, rdflib.URIRef) and term.startswith(BASE)}
    assert ours <= set(graph.subjects())


# --- single promises --------------------------------------------------------------------------------------------------


def test_evidence_points_at_its_words() -> None:
    query = (QUERIES / "evidence.rq").read_text(encoding="utf-8")
    rows = ask_oxigraph(sample_graph(), query)
    assert len(rows) > 20
    for document, exact, start, end in rows:
        assert SAMPLE_TEXTS[document][int(start) : int(end)].replace("\n", "") == exact


def test_namesakes_and_reporters() -> None:
    graph = to_rdflib(sample_graph())

    def person(identity: str) -> rdflib.URIRef:
        return rdflib.URIRef(iri("person", identity))

    assert (person("何雨桐-南桥区"), OWL.differentFrom, person("何雨桐-北桥区")) in graph
    assert (person("白露-南桥区"), KG.possiblySameAs, person("白露-清源市")) in graph
    assert (person("沈望舒"), KG.coAttended, person("钟鼎文")) in graph
    assert (person("钟鼎文"), KG.coAttended, person("沈望舒")) in graph
    assert (rdflib.URIRef(iri("reporter", "文晓")), KG.byline, rdflib.Literal(True)) in graph
    assert len(set(graph.subjects(KG.byline))) == 1


def test_former_is_said_only_where_it_is_so() -> None:
    graph = to_rdflib(sample_graph())
    (former,) = graph.subjects(KG.former)
    assert "买明·吐尔孙" in former


def test_dates_are_dates_and_the_unknown_day_is_a_span() -> None:
    graph = to_rdflib(sample_graph())
    known = rdflib.URIRef(f"{BASE}id/article/南桥报-2020-03-10-01.txt/a1")
    span = rdflib.URIRef(f"{BASE}id/article/清源日报%20第12期.txt/a1")
    assert graph.value(known, SCHEMA.datePublished).toPython() == date(2020, 3, 10)
    assert graph.value(known, KG.publishedFrom) is None
    assert graph.value(span, SCHEMA.datePublished) is None
    assert graph.value(span, KG.publishedFrom).toPython() == date(2020, 3, 11)
    assert graph.value(span, KG.publishedTo).toPython() == date(2020, 3, 17)


def test_dataset_tells_its_size_and_its_inputs_truly() -> None:
    model = sample_graph()
    graph = to_rdflib(model)
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    assert graph.value(dataset, VOID.triples).toPython() == len(graph)
    things = {subject for subject in graph.subjects() if str(subject).startswith(BASE + "id/")}
    assert graph.value(dataset, VOID.entities).toPython() == len(things)
    assert graph.value(dataset, KG.persons).toPython() == 8
    assert graph.value(dataset, KG.reporters).toPython() == 1
    assert graph.value(dataset, SCHEMA.softwareVersion).toPython() == "0.0.0"
    inputs = {str(graph.value(document, SCHEMA.sha256)) for document in graph.objects(dataset, PROV.wasDerivedFrom)}
    assert inputs == {document.sha256 for document in model.documents}


def test_the_article_itself_is_not_given_away() -> None:
    assert all("会后，" not in str(term) for _, _, term in triples(sample_graph()))


@pytest.mark.parametrize("base", ["https://a.example", "https://a.example/x", "http://localhost:8080/知识/"])
def test_a_base_becomes_a_namespace(base: str) -> None:
    assert checked_base(base) == base.rstrip("/") + "/"


@pytest.mark.parametrize(
    "base",
    ["", "kg", "/kg/", "https://", "https:///x", "urn:kg:", "https://a/#", "https://a/?q=", "https://a b/",
     "https://a/<x>", "https://a/%zz", "https://a/../b/", "https://a/b/..", "https://a:x/", 'https://a/"'],
)  # fmt: skip
def test_a_base_that_cannot_be_one_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base-iri"):
        checked_base(base)
