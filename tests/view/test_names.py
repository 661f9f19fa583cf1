"""Names are found by typing Latin letters."""

from __future__ import annotations

import pytest

from kg.view.names import spellings


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小雨", "wangxiaoyu"),
        ("王小雨", "wxy"),
        ("单若谷", "shanruogu"),
        ("单若谷", "drg"),
        ("买明·吐尔孙", "mmtes"),
        ("Li 明", "li"),
    ],
)
def test_spellings(name: str, typed: str) -> None:
    assert any(word.replace("·", "").startswith(typed) for word in spellings(name, every_reading=True).split(" "))
