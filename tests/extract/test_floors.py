"""The graph says what people read in the pages, at least as well as ``tests/floors.toml`` asks."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from helpers import ROOT

from kg.evaluate import Scores, score
from kg.pipeline import build

FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Scores]:
    folder: str = request.param
    output: Path = tmp_path_factory.mktemp("floors")
    assert not build([ROOT / folder], output, jobs=1).problems
    return folder, score(ROOT / FLOORS[folder]["gold"], output / "graph.ttl")


def test_every_annotated_document_is_in_the_graph(scored: tuple[str, Scores]) -> None:
    folder, scores = scored
    annotated = list((ROOT / FLOORS[folder]["gold"]).glob("*.json"))
    assert scores.documents == len(annotated) > 0
    assert scores.absent == ()


def test_no_measure_is_below_its_floor(scored: tuple[str, Scores]) -> None:
    folder, scores = scored
    floors = {name: floor for name, floor in FLOORS[folder].items() if name != "gold"}
    assert len(floors) >= 9
    below = {name: round(scores[name].f1, 4) for name, floor in floors.items() if scores[name].f1 < floor}
    assert not below, f"{folder}: {below}\n{scores.table()}"
