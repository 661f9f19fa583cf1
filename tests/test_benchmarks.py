"""The benchmarks run, at a small size; what they make is what they say. Nothing here is timed."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

import kg
from tests.benchmarks.made import FAMILY, FIRST, SECOND
from tests.benchmarks.pages import CLOSING, COLUMN, pages, write
from tests.benchmarks.scale import STAGES

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write(folder, 0.15)
    return folder


def test_larger_inputs_begin_with_the_smaller() -> None:
    small, large = list(pages(0.02)), list(pages(0.05))
    assert len(small) < len(large)
    assert large[: len(small)] == small
    assert len({page.name for page in large}) == len(large)


def test_no_line_is_wider_than_the_column_but_by_a_closing_mark() -> None:
    for page in islice(pages(0.1), 5):
        first = [line for line in page.text.splitlines() if line.startswith("　　")]
        assert max(len(line.rstrip(CLOSING)) for line in first) in COLUMN


def test_everybody_who_is_read_was_invented_as_a_person(made: Path) -> None:
    g = kg.build(made)
    assert len(g.model.persons) > 250
    for person in g.model.persons:
        family, first, *second = person.name
        assert family in FAMILY
        assert first in FIRST
        assert len(second) <= 1
        assert set(second) <= set(SECOND)


def test_one_process_reads_what_several_do(made: Path) -> None:
    assert kg.build(made, jobs=1).model == kg.build(made, jobs=2).model


@pytest.mark.parametrize("engine", ["memory", "store"])
def test_the_table_of_stages(tmp_path: Path, engine: str) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--jobs", "1", "--engine", engine, "--one"]
    write(tmp_path / "in", 0.02)
    run = subprocess.run(
        [*command, str(tmp_path / "in"), str(tmp_path / "out")], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert all(f'"{stage}"' in run.stdout for stage in STAGES)
    assert (tmp_path / "out" / "graph.ttl").exists()
