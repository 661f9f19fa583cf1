"""Each table says what the rows of the model say, typed; what needs an extra says so where it is not there."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import kg
from kg.api import Book
from kg.errors import UsageError
from kg.graph import to_networkx
from kg.model import Graph
from kg.pipeline import build
from tests.samples import hostile_graph, sample_graph

ROOT = Path(__file__).parent.parent.parent
GRAPHS = {"empty": Graph("0"), "sample": sample_graph(), "hostile": hostile_graph()}
FIELDS = {
    "persons": ["name", "alt_names", "different_from", "possibly_same", "reasons", "byline", "confidence"],
    "bodies": ["name", "area", "parent", "alt_names"],
    "areas": ["name", "code", "within", "administrative", "alt_names"],
    "roles": ["person", "role", "body", "area", "titles", "former", "first_seen", "last_seen", "confidence"],
    "events": ["name", "type", "date", "place"],
    "participations": ["event", "person", "parts", "role_held", "confidence"],
    "ties": ["events", "weight", "strength", "first_seen", "last_seen"],
}
CLAIMS = ("roles", "events", "participations")


def plain(value: Any) -> Any:
    """A cell as the model has it."""
    if isinstance(value, tuple):
        return value
    if pd.isna(value):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("kind", FIELDS)
def test_rows_are_those_of_the_model(which: str, kind: str) -> None:
    frame, rows = getattr(Book(GRAPHS[which]), kind), getattr(GRAPHS[which], kind)
    assert list(frame.index) == [row.id for row in rows]
    for field in FIELDS[kind]:
        assert [plain(value) for value in frame[field]] == [getattr(row, field) for row in rows], field


@pytest.mark.parametrize("which", GRAPHS)
def test_claims_name_their_words(which: str) -> None:
    book = Book(GRAPHS[which])
    assert book.evidence.index.is_unique
    for kind in CLAIMS:
        frame = getattr(book, kind)
        for row in getattr(GRAPHS[which], kind):
            cited = book.evidence.loc[pd.Index(frame.at[row.id, "evidence"], dtype="string[python]")]
            found = {(one.document, one.start, one.end, one.exact) for one in cited.itertuples()}
            assert found == {(one.document, one.start, one.end, one.exact) for one in row.evidence}
            assert {one.rule for one in row.evidence} <= {rule for rules in cited.rules for rule in rules}
            if kind != "participations":
                assert frame.at[row.id, "articles"] == tuple(f"{name}#{article}" for name, article in row.articles)


@pytest.mark.parametrize("which", GRAPHS)
def test_ties_articles_and_documents(which: str) -> None:
    graph = GRAPHS[which]
    book = Book(graph)
    assert list(zip(book.ties.one, book.ties.other, strict=True)) == [tie.persons for tie in graph.ties]
    assert list(book.articles.index) == [f"{seen.article.document}#{seen.article.id}" for seen in graph.articles]
    assert [plain(one) for one in book.articles.headline] == [seen.article.headline for seen in graph.articles]
    assert list(book.articles.persons) == [seen.persons for seen in graph.articles]
    known = [seen.published_from if seen.published_from == seen.published_to else None for seen in graph.articles]
    assert [plain(one) for one in book.articles.date] == known
    assert list(book.documents.index) == [document.name for document in graph.documents]
    assert list(book.documents.length) == [document.length for document in graph.documents]


@pytest.mark.parametrize("which", GRAPHS)
def test_columns_have_their_types_even_where_there_is_no_row(which: str) -> None:
    book = Book(GRAPHS[which])
    for frame in (book.roles, book.ties):
        assert all(pd.api.types.is_datetime64_dtype(frame[day]) for day in ("first_seen", "last_seen"))
    assert pd.api.types.is_datetime64_dtype(book.events.date)
    assert [book.roles.former.dtype, book.persons.byline.dtype, book.areas.administrative.dtype] == [bool] * 3
    assert list(book.roles.confidence.cat.categories) == ["unsure", "likely", "sure"]
    assert book.roles.confidence.cat.ordered
    assert book.ties.weight.dtype == "int64"
    assert book.ties.strength.dtype == "float64"


def test_those_more_than_unsure_can_be_asked_for() -> None:
    roles = Book(sample_graph()).roles
    assert len(roles[roles.confidence >= "likely"]) == len(roles) - 1


# --- built and loaded -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    build([ROOT / "seeds"], folder)
    return folder


def test_loaded_and_built_have_the_same_evidence_ties_and_answers(output: Path) -> None:
    built, stored = kg.build(ROOT / "seeds", jobs=1), kg.load(output)
    for kind in ("evidence", "ties", "roles", "events", "participations", "areas"):
        pd.testing.assert_frame_equal(getattr(built, kind), getattr(stored, kind))
    asked = "SELECT ?tie ?weight ?day { ?tie kg:weight ?weight ; kg:firstSeen ?day } ORDER BY ?tie"
    answer = built.query(asked)
    pd.testing.assert_frame_equal(answer, stored.query(asked))
    assert answer.weight.dtype == "int64"
    assert set(zip(answer.weight, answer.day, strict=True)) == {
        (tie.weight, pd.Timestamp(tie.first_seen)) for tie in built.model.ties if tie.first_seen
    }
    assert set(built.rdf()) == set(stored.rdf())


def test_written_it_is_what_kg_build_writes(output: Path, tmp_path: Path) -> None:
    kg.build(str(ROOT / "seeds")).write(tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in output.iterdir()}
    with pytest.raises(UsageError, match=r"loaded.*use kg\.build"):
        kg.load(output).write(tmp_path / "more")


def test_ready_questions_yes_or_no_and_triples() -> None:
    book = Book(sample_graph())
    assert "陆青禾" in set(book.query("company", name="沈望舒").astype(str).to_numpy().ravel())
    assert book.query("ASK { ?x a kg:Meeting }").at[0, "answer"]
    assert list(book.query("CONSTRUCT { ?x a kg:Meeting } WHERE { ?x a kg:Meeting }").columns) == [
        "subject", "predicate", "object",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="name is missing"):
        book.query("company")


def test_explain_prints_what_the_command_prints(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.ask import explain

    kg.build(ROOT / "seeds").explain("吴军")
    assert capsys.readouterr().out == explain("吴军", output / "graph.ttl") + "\n"


def test_the_network_is_that_of_the_graph() -> None:
    assert nx.utils.graphs_equal(Book(sample_graph()).networkx(), to_networkx(sample_graph()))


def test_the_view_of_what_was_loaded_is_the_one_beside_it(output: Path, tmp_path: Path) -> None:
    assert kg.load(output).html() == (output / "index.html").read_text(encoding="utf-8")
    (tmp_path / "graph.ttl").write_bytes((output / "graph.ttl").read_bytes())
    with pytest.raises(UsageError, match=r"index\.html.*kg build"):
        kg.load(tmp_path).show()


def test_a_confidence_that_is_none_is_named() -> None:
    with pytest.raises(UsageError, match=r"min_confidence='certain'.*sure, likely, unsure"):
        kg.build(ROOT / "seeds", min_confidence="certain")


# --- what an import costs ---------------------------------------------------------------------------------------------


def run(code: str, *options: str) -> str:
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_import_kg_imports_nothing_else() -> None:
    assert run("import sys, kg; print(sorted(m for m in sys.modules if m.startswith(('kg', 'pandas', 'rdflib'))))") == (
        "['kg']\n"
    )


def test_without_pandas_the_error_names_the_remedy_and_the_rest_works() -> None:
    code = """
import sys
sys.modules["pandas"] = None  # as if it were not installed
import kg
g = kg.load("output")
print(g.networkx().number_of_nodes() > 100)
try:
    g.persons
except kg.errors.UsageError as error:
    print(error)
"""
    assert run(code) == "True\npandas is not installed; run pip install -e '.[notebook]' where kg was installed from\n"


@pytest.mark.parametrize("module", ["kg.api", "kg.api.frames", "kg.api.chosen"])
def test_examples_in_docstrings(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(import_module(module))
    assert result.attempted
    assert not result.failed
