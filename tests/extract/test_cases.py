"""The cases of ``tests/cases/extract_*.csv``: what must be read in a text that is made up.

A case that is known to fail says why in ``known_failure``; once it passes, the suite fails until the mark is taken off.
"""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet
from helpers import Row, cases, expected_occasions, occasions, persons, read_case, roles


def of(name: str) -> list[ParameterSet]:
    return [pytest.param(row, id=row["text"][:20], marks=marks(row)) for row in cases(name)]


def marks(row: Row) -> list[pytest.MarkDecorator]:
    reason = row["known_failure"]
    return [pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True)] if reason else []


def listed(cell: str) -> list[str]:
    return sorted(cell.split("|")) if cell else []


@pytest.mark.parametrize("row", of("extract_names"))
def test_names(row: Row) -> None:
    assert persons(read_case(row)) == listed(row["persons"]), row["why"]


@pytest.mark.parametrize("row", of("extract_roles"))
def test_roles(row: Row) -> None:
    assert roles(read_case(row)) == listed(row["roles"]), row["why"]


@pytest.mark.parametrize("row", of("extract_parts"))
def test_parts(row: Row) -> None:
    assert occasions(read_case(row)) == expected_occasions(row), row["why"]


@pytest.mark.parametrize("row", of("extract_places"))
def test_places_of_events(row: Row) -> None:
    assert [event.place for event in read_case(row).events] == [row["place"] or None], row["why"]


@pytest.mark.parametrize(("name", "least"), [("extract_names", 60), ("extract_roles", 80), ("extract_parts", 60)])
def test_there_are_cases_enough_and_none_twice(name: str, least: int) -> None:
    texts = [(row["text"], row["home"]) for row in cases(name)]
    assert len(texts) >= least
    assert len(set(texts)) == len(texts)
