"""Sorting on the disk is sorting."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Evidence
from kg.order import beside, gathered, in_order
from kg.stored import sorting
from kg.stored.sorting import Sorted, scratch

ROWS = st.lists(st.tuples(st.text(max_size=3), st.integers()), max_size=40)


def filled(rows: list[tuple[str, int]], folder: Path, run: int) -> Sorted[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "RUN", run)
        with scratch(folder) as there:
            found: Sorted[int] = there.sorted()
            for key, row in rows:
                found.add(key, row)
            assert list(found.items()) == sorted(rows, key=lambda pair: pair[0])
            assert list(found) == [row for _, row in found.items()], "it can be read again"
            groups = [(key, [row for _, row in same]) for key, same in groupby(found.items(), key=lambda pair: pair[0])]
            assert list(found.groups()) == groups
            assert len(found) == len(rows)
            return found


@given(ROWS, st.integers(1, 9))
def test_rows_come_by_key_and_those_of_one_key_as_they_were_added(rows: list[tuple[str, int]], run: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        filled(rows, Path(folder), run)
        assert not list(Path(folder).iterdir()), "nothing is left behind"


def test_rows_of_the_model_come_back_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "RUN", 2)
    one = Evidence("页.txt", "a1", 3, 6, "王某某", 0, "rule")
    with scratch(tmp_path) as there:
        rows: Sorted[tuple[Evidence, ...]] = there.sorted()
        for key in "cab":
            rows.add(key, (one, one))
        assert list(rows) == [(one, one)] * 3


def test_in_memory_and_on_the_disk_things_are_gathered_alike() -> None:
    assert list(gathered(None, [("b", 1), ("a", 2), ("b", 3)])) == [("a", [2]), ("b", [1, 3])]
    assert list(in_order(["b", "ab", "a"], len)) == ["b", "a", "ab"]


@given(st.sets(st.text(max_size=2)), st.sets(st.text(max_size=2)))
def test_what_stands_beside(ones: set[str], others: set[str]) -> None:
    found = list(beside(((key, 1) for key in sorted(ones)), ((key, 2) for key in sorted(others))))
    assert found == [(key, 1, 2 if key in others else None) for key in sorted(ones)]
