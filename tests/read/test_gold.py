"""How much of the annotated documents is read; the floors lie a little below what is reached."""

from __future__ import annotations

import pytest

from tests.read.material import Found, score

FLOORS = {
    "seeds": {"headline": 0.96, "subheads": 0.8, "reporters": 0.98, "credits": 0.98, "begins": 0.98, "ends": 0.98},
    "articles": {"headline": 0.98, "subheads": 0.95, "reporters": 0.98, "credits": 0.98, "begins": 0.98, "ends": 0.98},
    "pages": {"headline": 0.96, "subheads": 0.95, "reporters": 0.98, "credits": 0.98, "begins": 0.98, "ends": 0.98},
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def reached(request: pytest.FixtureRequest) -> tuple[str, Found]:
    return request.param, score(request.param)


@pytest.mark.parametrize("what", ["headline", "subheads", "reporters", "credits"])
def test_lists(reached: tuple[str, Found], what: str) -> None:
    folder, found = reached
    assert found.f1(what) >= FLOORS[folder][what]


@pytest.mark.parametrize("what", ["begins", "ends"])
def test_where_bodies_begin_and_end(reached: tuple[str, Found], what: str) -> None:
    folder, found = reached
    assert found.rate(what) >= FLOORS[folder][what]


def test_kinds_and_number_of_articles(reached: tuple[str, Found]) -> None:
    _folder, found = reached
    assert found.rate("kind") >= 0.98
    assert found.rate("count") >= 0.98


def test_days_of_issue(reached: tuple[str, Found]) -> None:
    folder, found = reached
    assert found.rate("published") >= (0.6 if folder == "seeds" else 0.98)
