"""``kg query``: ready questions and SPARQL, with their answers on the seeds."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
import rdflib

from kg.ask import listing, query
from kg.ask.questions import questions
from kg.errors import UsageError
from kg.export import write_turtle
from tests.samples import sample_graph

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "output" / "graph.ttl"
ANSWERS = Path(__file__).parent / "answers"
OF_THE_SEEDS = {"沈望舒": "卢希望", "钟鼎文": "张存庆"}
"""Who of the seeds stands for the invented people of the questions' examples."""
EXAMPLES = {
    name: [f"{one.name}={OF_THE_SEEDS.get(one.value, one.value)}" for one in question.parameters if not one.optional]
    for name, question in questions().items()
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "graph.ttl"
    write_turtle(sample_graph(), path)
    return path


def rows(answer: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_question_has_its_answer_on_the_seeds(name: str) -> None:
    answer = query(name, EXAMPLES[name], SEEDS, "csv").replace("\r\n", "\n")
    assert answer == (ANSWERS / f"{name}.csv").read_text(encoding="utf-8")


def test_there_is_an_answer_for_each_question_and_no_other() -> None:
    assert {path.stem for path in ANSWERS.glob("*.csv")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_question_names_itself_in_both_languages_and_all_its_parameters(name: str) -> None:
    question = questions()[name]
    assert question.chinese.endswith("？")
    assert question.english.endswith("?")
    body = "\n".join(line for line in question.query.splitlines() if not line.startswith("#"))
    for parameter in question.parameters:
        assert re.search(rf"\?{parameter.name}\b", body)
        assert parameter.term(parameter.value)
        assert f"{parameter.name}: {parameter.english} {parameter.chinese}" in listing()


@pytest.mark.parametrize("name", EXAMPLES)
def test_rdflib_answers_likewise(name: str) -> None:
    """The questions are plain SPARQL: people may take them to any store."""
    question = questions()[name]
    graph = rdflib.Graph().parse(SEEDS)
    told = question.told(dict(pair.split("=", 1) for pair in EXAMPLES[name]))
    answer = {tuple("" if term is None else str(term) for term in row) for row in graph.query(told)}
    expected = {tuple(row.values()) for row in rows((ANSWERS / f"{name}.csv").read_text(encoding="utf-8"))}

    def plain(found: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
        """Numbers by what they are worth: 4.0 is 4."""
        return {tuple(str(float(c)) if re.fullmatch(r"-?\d+(\.\d+)?", c) else c for c in row) for row in found}

    assert plain(answer) == plain(expected)


def test_company_is_that_of_the_graph(sample: Path) -> None:
    graph = sample_graph()
    ties = [tie for tie in graph.ties if "沈望舒" in tie.persons]
    found = rows(query("company", ["name=沈望舒"], sample, "csv"))
    assert [int(row["times"]) for row in found] == sorted((tie.weight for tie in ties), reverse=True)
    often = rows(query("company", ["name=沈望舒", "least=2"], sample, "csv"))
    assert len(often) == len([tie for tie in ties if tie.weight >= 2])


def test_visits_name_place_and_part(sample: Path) -> None:
    found = rows(query("visits", ["name=沈望舒"], sample, "csv"))
    assert {(row["place"], row["part"]) for row in found} == {("柳荫路", "lead"), ("清源市", "attendee")}


def test_former_offices_are_said_to_be(sample: Path) -> None:
    (row,) = rows(query("offices", ["name=买明·吐尔孙"], sample, "csv"))
    assert row["former"] == "true"


@pytest.mark.parametrize("nasty", ['x" } UNION { ?s ?p ?o', "x\\", "x\n} #", "'); DROP", "?other", r"\1", "$name"])
def test_what_is_given_is_a_value_and_never_sparql(sample: Path, nasty: str) -> None:
    assert rows(query("company", [f"name={nasty}"], sample, "csv")) == []


def test_sparql_needs_no_prefixes(sample: Path) -> None:
    answer = query("SELECT ?name WHERE { ?p a schema:Person ; schema:name ?name } ORDER BY ?name LIMIT 1", [], sample)
    assert answer.split() == ["name", "买明·吐尔孙", "1", "row"]


def test_prefixes_follow_the_base(tmp_path: Path) -> None:
    write_turtle(sample_graph(), tmp_path / "graph.ttl", "https://city.example/kg/")
    assert len(rows(query("company", ["name=沈望舒"], tmp_path / "graph.ttl", "csv"))) > 0
    own = "PREFIX kg: <https://kg.example/ns#> ASK { ?p a kg:Participation }"
    assert query(own, [], tmp_path / "graph.ttl") == "yes"


def test_a_file_may_be_asked(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK { ?e a kg:Meeting }", encoding="utf-8")
    assert query(str(file), [], sample) == "yes"


def test_forms(sample: Path) -> None:
    ask = "SELECT ?n WHERE { ?p a schema:Person ; schema:name ?n }"
    found = json.loads(query(ask, [], sample, "json"))["results"]["bindings"]
    assert len(found) == len(rows(query(ask, [], sample, "csv"))) == len(sample_graph().persons)
    made = query("CONSTRUCT WHERE { ?p a schema:Person }", [], sample)
    assert len(rdflib.Graph().parse(data=made, format="turtle")) == len(sample_graph().persons)
    assert (
        len(
            rdflib.Graph().parse(
                data=query("CONSTRUCT WHERE { ?p a schema:Person }", [], sample, "jsonld"), format="json-ld"
            )
        )
        > 0
    )


def test_cells_are_text_and_no_markup(sample: Path) -> None:
    assert "[red]x[/red]" in query('SELECT ("[red]x[/red]" AS ?n) WHERE {}', [], sample)


@pytest.mark.parametrize(
    ("asked", "given", "form", "words"),
    [
        ("nosuch", [], "table", "no such question"),
        ("company", [], "table", "name is missing"),
        ("company", ["nam=x"], "table", "nam is not asked for"),
        ("company", ["name"], "table", "name=value"),
        ("company", ["name=x", "least=much"], "table", "whole number"),
        ("vanished", ["day=2020-13-01"], "table", "a day like"),
        ("nosuch.rq", [], "table", "cannot be read"),
        ("SELECT ?x WHERE {", [], "table", "not SPARQL"),
        ("DELETE WHERE { ?s ?p ?o }", [], "table", "read only"),
        ("SELECT * WHERE { ?s ?p ?o }", [], "turtle", "only CONSTRUCT"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", [], "csv", "triples are given as"),
        ("ASK {}", [], "pdf", "give one of"),
        ("SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }", [], "table", "this graph alone"),
        ("SELECT * WHERE { service silent ?x { ?s ?p ?o } }", [], "table", "this graph alone"),
    ],
)
def test_mistakes_are_said_with_their_remedy(sample: Path, asked: str, given: list[str], form: str, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        query(asked, given, sample, form)


@pytest.mark.parametrize(
    "asked",
    [
        'SELECT ("SERVICE" AS ?x) WHERE {}',
        "SELECT ?service WHERE { ?service a schema:Event }",
        "SELECT * WHERE { ?s <http://x.example/SERVICE> ?o } # SERVICE",
        "SELECT ('''a 'SERVICE''' AS ?x) WHERE {}",
    ],
)
def test_the_word_service_may_stand_where_it_asks_nobody(sample: Path, asked: str) -> None:
    assert query(asked, [], sample)
