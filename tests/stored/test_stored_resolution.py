"""On the disk comes out what comes out in memory: every row of every table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.files import inputs
from kg.model import Graph, Reading
from kg.resolve import resolve
from kg.steps import claims, known_to_all, read
from kg.stored import claims as stored_claims
from kg.stored import sorting
from kg.stored.arrow import Shape
from kg.stored.claims import CLAIMS, Claims, parts_of, shapes
from kg.stored.resolution import TABLES, Resolution
from kg.stored.sorting import scratch
from kg.stored.tables import Stored, Writer
from kg.workers import Each
from tests.benchmarks.pages import write

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of many papers, some printed twice, and those of the seeds."""
    folder = tmp_path_factory.mktemp("pages")
    write(folder, 0.3)
    for page in sorted(folder.glob("*.txt"))[::7]:
        (folder / f"重印-{page.name}").write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def readings(given: Path) -> list[Reading]:
    pages = [read(source) for source in inputs.find([given, ROOT / "seeds"]).sources]
    known = known_to_all(pages)  # type: ignore[arg-type]
    return [claims(page, known, "none") for page in pages]  # type: ignore[arg-type, misc]


@pytest.fixture(scope="module")
def made(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Claims, Graph]]:
    """In parts and runs so small that nothing lies together by chance."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch, scratch(folder) as there:
        patch.setattr(stored_claims, "PART", 20_000)
        patch.setattr(sorting, "RUN", 50)
        found = Claims(folder / "claims", parts_of(inputs.find([given, ROOT / "seeds"]).sources))
        found.make(1, "none")
        (folder / "graph").mkdir()
        yield found, Resolution(found, folder / "graph", there, Each()).graph("0")


def test_there_is_enough_to_be_told_apart(made: tuple[Claims, Graph]) -> None:
    found, graph = made
    assert len(found.parts) > 10
    assert any(len(event.articles) > 1 for event in graph.events), "events reported twice"
    assert any(person.different_from or person.possibly_same for person in graph.persons), "namesakes"
    assert len(graph.ties) > 100


def test_claims_are_those_of_the_documents_alone(made: tuple[Claims, Graph], readings: list[Reading]) -> None:
    assert [one for part in made[0].readings() for one in part] == readings


@pytest.mark.parametrize("table", TABLES)
def test_the_same_rows(made: tuple[Claims, Graph], readings: list[Reading], table: str) -> None:
    expected = getattr(resolve(readings, "0"), table)
    found = getattr(made[1], table)
    assert len(found) == len(expected) > 0
    assert list(found) == list(expected)


def test_the_same_warnings(made: tuple[Claims, Graph], readings: list[Reading]) -> None:
    assert made[1].warnings == resolve(readings, "0").warnings


def test_the_order_of_articles_makes_no_difference_to_what_is_noted(readings: list[Reading]) -> None:
    turned = [replace(one, document=replace(one.document, name=f"{n:04}")) for n, one in enumerate(reversed(readings))]
    for one in ("areas", "bodies"):
        rows = [[getattr(row, "id", row) for row in getattr(resolve(given, "0"), one)] for given in (readings, turned)]
        assert rows[0] == rows[1]


@pytest.mark.parametrize("table", CLAIMS)
def test_rows_come_back_from_their_table(readings: list[Reading], table: str, tmp_path: Path) -> None:
    rows = [(one.document.name, row) for one in readings for row in getattr(one, table)]
    with Writer(tmp_path / "t.parquet", shapes()[table]) as writer:
        writer.extend(rows)
    assert list(Stored(tmp_path / "t.parquet", shapes()[table])) == rows


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table(table: str, tmp_path: Path) -> None:
    with Writer(tmp_path / "t.parquet", Shape.of(TABLES[table])):
        pass
    found: Stored[object] = Stored(tmp_path / "t.parquet", Shape.of(TABLES[table]))
    assert len(found) == 0
    assert list(found) == []
