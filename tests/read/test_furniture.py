"""What belongs to no article."""

from __future__ import annotations

import pytest

from kg.read import normalise
from kg.read.furniture import is_furniture
from tests.read.material import cases


@pytest.mark.parametrize("case", cases("read_furniture"), ids=lambda case: case["text"])
def test_lines(case: dict[str, str]) -> None:
    found = is_furniture(normalise(case["text"]), case["edge"] == "yes", None, case["begun"] == "yes")
    assert found == (case["is"] == "yes"), case["why"]


def test_the_papers_name_is_furniture_where_it_is_known() -> None:
    assert is_furniture("今日示范要闻", False, "今日示范", True)
    assert not is_furniture("今日示范要闻", False, None, True)
