"""The graph says what people read in the pages, at least as well as ``tests/floors.toml`` asks."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from helpers import ROOT

from kg.evaluate import Scores, score
from kg.model import Graph
from kg.pipeline import build

FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Graph, Path]:
    folder: str = request.param
    output: Path = tmp_path_factory.mktemp("floors")
    report = build([ROOT / folder], output, jobs=1)
    assert not report.problems
    return folder, report.graph, output


@pytest.fixture(scope="module")
def scored(made: tuple[str, Graph, Path]) -> tuple[str, Scores]:
    folder, _, output = made
    return folder, score(ROOT / FLOORS[folder]["gold"], output / "graph.ttl")


@pytest.fixture(scope="module")
def built(made: tuple[str, Graph, Path]) -> tuple[str, Graph]:
    folder, graph, _ = made
    return folder, graph


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
    table = readme.split("## How right it is")[1].split("## Limits")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]
    printed = {
        row[0].split(" (")[0].removesuffix(" pair").removesuffix(" named"): row[column]
        for row in rows
        if len(row) == 4 and re.match(r"[\d—]", row[column])
    }
    sure = {name: cell for name, cell in printed.items() if ", " in name}
    measured = {f"{c.kind}, {c.confidence}": f"{c.share:.3f} ({c.right} of {c.claims})" for c in scores.certainties}
    assert {name: cell for name, cell in sure.items() if cell != "—"} == measured
    figures = {name: cell for name, cell in printed.items() if name not in sure}
    assert figures == {name: f"{scores[name].f1:.3f}" for name in figures}
    assert len(figures) == 12


def test_of_claims_called_sure_nearly_all_are_right(scored: tuple[str, Scores]) -> None:
    _, scores = scored
    sure = [one for one in scores.certainties if one.confidence == "sure"]
    assert {one.kind for one in sure} == {"role", "participation"}
    assert all(one.share >= 0.98 and one.claims > 50 for one in sure), sure


def test_no_false_person_is_among_those_with_the_most_ties(built: tuple[str, Graph]) -> None:
    folder, graph = built
    ties = Counter(person for tie in graph.ties for person in tie.persons)
    names = {person.id: person.name for person in graph.persons}
    annotated = {
        person["name"]
        for path in (ROOT / FLOORS[folder]["gold"]).glob("*.json")
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]
        for person in article["persons"]
    }
    most = [names[person] for person, _ in ties.most_common(20)]
    assert len(most) == 20
    assert set(most) <= annotated
