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


def test_the_readme_has_these_figures(scored: tuple[str, Scores]) -> None:
    folder, scores = scored
    column = {"seeds": 1, "tests/data/dev/articles": 2, "tests/data/dev/pages": 3}[folder]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("## How right it is")[1].split("```")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]
    printed = {row[0].split(" (")[0].removesuffix(" pair").removesuffix(" named"): row[column] for row in rows[2:]}
    assert printed == {name: f"{scores[name].f1:.3f}" for name in printed}
    assert len(printed) == 12
