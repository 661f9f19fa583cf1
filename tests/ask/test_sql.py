"""``kg sql`` over a store."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg import pipeline
from kg.ask import query, sql
from kg.errors import UsageError
from kg.stored.claims import shapes
from kg.stored.resolution import TABLES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("it's")
    pipeline.build([ROOT / "seeds"], folder, engine="store")
    return folder


def rows(asked: str, output: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sql(asked, output, "csv"))))


@pytest.mark.parametrize("table", [*TABLES, *(f"claims.{name}" for name in shapes() if name != "articles")])
def test_every_table_can_be_asked(output: Path, table: str) -> None:
    assert int(rows(f"SELECT count(*) FROM {table}", output)[1][0]) > 0


def test_offices_are_those_that_sparql_finds(output: Path) -> None:
    found = rows("SELECT DISTINCT p.name, r.role FROM roles r JOIN persons p ON p.id = r.person", output)[1:]
    asked = (
        "PREFIX org: <http://www.w3.org/ns/org#> PREFIX schema: <https://schema.org/> SELECT DISTINCT ?person ?office "
        "WHERE { ?held a org:Membership ; org:member/schema:name ?person ; org:role/schema:name ?office }"
    )
    expected = list(csv.reader(io.StringIO(query(asked, [], output / "graph.ttl", "csv"))))[1:]
    assert sorted(found) == sorted(expected)
    assert len(found) > 50


def test_evidence_points_into_the_text(output: Path) -> None:
    asked = (
        "SELECT e.exact, d.text[e.start + 1 : e.end] FROM (SELECT unnest(evidence) AS e FROM roles) "
        "JOIN claims.documents d ON d.document.name = e.document"
    )
    found = rows(asked, output)[1:]
    assert len(found) > 100
    assert all("".join(exact.split())[:1] == "".join(text.split())[:1] for exact, text in found)


def test_a_table_for_people(output: Path) -> None:
    said = sql(
        "SELECT kind, count(*) AS n FROM (SELECT article.kind FROM articles) GROUP BY kind ORDER BY n DESC", output
    )
    assert said.splitlines()[0].split() == ["kind", "n"]
    assert said.splitlines()[1].split()[0] == "news"


@pytest.mark.parametrize(
    ("asked", "form", "said"), [("SELECT nothing", "table", "nothing"), ("SELECT 1", "xml", "--format 'xml'")]
)
def test_mistakes_are_told(output: Path, asked: str, form: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        sql(asked, output, form)


def test_without_a_store(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--engine store"):
        sql("SELECT 1", tmp_path)
