"""What ``kg analyse`` finds, in Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.api import Book
from kg.errors import UsageError
from kg.export import write_turtle
from kg.measured import PERSON_COLUMNS, TIE_FINDINGS
from tests.samples import sample_graph

OUTPUT = Path(__file__).parents[2] / "output"


@pytest.fixture(scope="module")
def found() -> Book:
    return kg.load(OUTPUT).measured(samples=20)


def test_tables_gain_columns_and_lose_none(found: Book) -> None:
    plain = kg.load(OUTPUT)
    assert list(found.persons) == [*plain.persons, *PERSON_COLUMNS]
    assert list(found.ties) == [*plain.ties, *TIE_FINDINGS]
    assert found.persons.degree.notna().sum() == len(found.coattendance())
    assert str(found.persons.degree.dtype) == "Int64"


def test_measures_are_of_the_whole_and_not_said_of_a_part(found: Book) -> None:
    assert all("degree" in data for _, data in found.coattendance().nodes(data=True))
    part = found.coattendance(since="2020-03-01")
    assert part.number_of_edges()
    assert not any(data.keys() & PERSON_COLUMNS.keys() for _, data in part.nodes(data=True))
    assert not any(data.keys() & TIE_FINDINGS.keys() for *_, data in part.edges(data=True))


def test_the_base_stays(tmp_path: Path) -> None:
    write_turtle(sample_graph(), tmp_path / "graph.ttl", "http://127.0.0.1:8000/")
    plain = kg.load(tmp_path)
    measured = plain.measured(samples=2)
    assert set(plain.rdf()) < set(measured.rdf())


def test_too_few_shuffles_are_refused() -> None:
    with pytest.raises(UsageError, match="two"):
        kg.load(OUTPUT).measured(samples=1)
