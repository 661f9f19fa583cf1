"""What the tables in ``tests/cases`` say of namesakes, events' names and ranks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.model import Person
from kg.resolve import resolve
from kg.resolve.events import likeness
from kg.resolve.offices import Rank, rank
from tests.resolve.made import Paper

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASES / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def paper(name: str, case: str) -> Paper:
    published, home, *offices = case.split(" ")
    return Paper(name, published).article(home).person("苗青禾", *offices)


def verdict(persons: list[Person]) -> str:
    if len(persons) == 1:
        return "same"
    return "different" if persons[0].different_from else "undecided"


@pytest.mark.parametrize("case", cases("namesakes"), ids=lambda case: case["why"])
@pytest.mark.parametrize("swapped", [False, True])
def test_namesakes(case: dict[str, str], swapped: bool) -> None:
    one, other = (case["other"], case["one"]) if swapped else (case["one"], case["other"])
    graph = resolve([paper("x.txt", one).reading(), paper("y.txt", other).reading()], "0")
    assert verdict(list(graph.persons)) == case["verdict"], graph.persons
    if case["verdict"] != "same":
        first, second = graph.persons
        assert first.reasons
        assert second.reasons
        field = "different_from" if case["verdict"] == "different" else "possibly_same"
        assert getattr(first, field) == (second.id,)
        assert getattr(second, field) == (first.id,)


@pytest.mark.parametrize("case", cases("event_names"), ids=lambda case: case["why"])
def test_event_names(case: dict[str, str]) -> None:
    assert (likeness(case["one"], case["other"]) >= 0.6) == (case["alike"] == "yes")
    assert likeness(case["one"], case["other"]) == likeness(case["other"], case["one"])


@pytest.mark.parametrize("case", cases("ranks"), ids=lambda case: case["why"])
def test_ranks(case: dict[str, str]) -> None:
    level = int(case["level"]) if case["level"] else None
    expected = Rank(int(case["low"]), int(case["high"])) if case["low"] else None
    assert rank(case["role"], case["body"] or None, level) == expected
