"""On Spark comes out what comes out in memory and in the store: every row, every byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="`make test-spark` installs Spark and runs this")

from pyspark.sql import SparkSession

from kg import pipeline
from kg.errors import NothingReadError, UsageError
from kg.spark import build as on_spark
from kg.spark.rows import TABLES
from kg.stored.tables import Stored
from tests.benchmarks.pages import write

ROOT = Path(__file__).parents[2]
FILES = sorted(path.name for path in (ROOT / "output").iterdir() if path.is_file())


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[SparkSession]:
    """Two workers on this machine for all tests."""
    with on_spark.session("local[2]") as found:
        yield found


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of many papers, some printed twice, and those of the seeds; what cannot be read; names hard to write."""
    folder = tmp_path_factory.mktemp("pages")
    write(folder, 0.15)
    pages = sorted(folder.glob("*.txt"))
    for page in pages[::7]:
        (folder / f"重印-{page.name}").write_bytes(page.read_bytes())
    for name, page in zip(("_首版.txt", "一 [2]{a}*.txt", "100%25.txt"), pages, strict=False):
        (folder / name).write_bytes(page.read_bytes())
    (folder / "报.txt").write_bytes(b"%PDF-1.7")
    (folder / "空.txt").write_bytes(b"")
    (folder / "下").mkdir()
    for page in sorted((ROOT / "seeds").iterdir()):
        (folder / "下" / page.name).write_bytes(page.read_bytes())
    return folder


@pytest.fixture(scope="module")
def stored(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("stored")
    pipeline.build([given], output, engine="store", formats=["ntriples"])
    return output


@pytest.fixture(scope="module")
def found(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tasks so small that nothing lies together by chance."""
    output = tmp_path_factory.mktemp("spark") / "新的 output"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(on_spark, "_TASK", 30_000)
        pipeline.build([given], output, engine="spark", master="local[2]", formats=["ntriples"])
    return output


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def rows(folder: Path, table: str) -> list[object]:
    return list(Stored[object](folder / "store" / f"{table}.parquet", TABLES[table]()))


@pytest.mark.parametrize("table", TABLES)
def test_the_same_rows_in_the_same_order(found: Path, stored: Path, table: str) -> None:
    assert rows(found, table) == rows(stored, table)
    assert rows(found, table)


def test_the_same_files_and_nothing_left_behind(found: Path, stored: Path) -> None:
    assert files(found) == files(stored)
    assert sorted(path.name for path in found.iterdir() if path.is_dir()) == ["store"]


def test_what_could_not_be_read_is_said(found: Path) -> None:
    problems = json.loads((found / "report.json").read_text(encoding="utf-8"))["not_read"]
    assert len(problems) == 2


def test_the_seeds_give_the_files_that_are_always_given(tmp_path: Path) -> None:
    pipeline.build([ROOT / "seeds"], tmp_path, engine="spark", master="local[2]")
    assert files(tmp_path) == {name: (ROOT / "output" / name).read_bytes() for name in FILES}


def test_from_another_file_system_to_another(given: Path, found: Path, tmp_path: Path) -> None:
    """Addresses go all the way through Hadoop, whatever they name."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_text("of an earlier build")
    source, target = f"file://{given}", f"file://{tmp_path}/out"
    pipeline.build([source], target, engine="spark", master="local[2]", formats=["ntriples"])
    written = {name: data for name, data in files(tmp_path / "out").items() if not name.endswith(".crc")}
    assert written == files(found)
    assert rows(tmp_path / "out", "persons") == rows(found, "persons")
    assert not list((tmp_path / "out").glob(".kg-*"))


def test_sheets_are_read_from_another_file_system(given: Path, tmp_path: Path) -> None:
    page = next(given.glob("*.txt"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / page.name).write_bytes(page.read_bytes())
    (tmp_path / "in" / "documents.csv").write_text(
        f"document,published,source\n{page.name},2021-05-06,县档案馆\n", encoding="utf-8"
    )
    pipeline.build([f"file://{tmp_path}/in"], tmp_path / "spark", engine="spark", master="local[2]")
    pipeline.build([tmp_path / "in"], tmp_path / "memory", engine="memory")
    assert files(tmp_path / "spark") == files(tmp_path / "memory")
    assert "2021-05-06" in (tmp_path / "spark" / "graph.ttl").read_text(encoding="utf-8")


def test_judgements_need_memory(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("市长王某某出席会议。", encoding="utf-8")
    (tmp_path / "judgements.csv").write_text("one,other,judgement,note\n甲乙,,not a person,\n", encoding="utf-8")
    with pytest.raises(UsageError, match="judgements"):
        pipeline.build([tmp_path], tmp_path / "out", engine="spark", master="local[2]")
    assert not (tmp_path / "out").exists()


def test_where_there_is_nothing_nothing_is_written(tmp_path: Path) -> None:
    for name in ("nowhere", f"file://{tmp_path}/nowhere"):
        with pytest.raises(UsageError, match="nowhere: does not exist"):
            pipeline.build([name], tmp_path / "out", engine="spark", master="local[2]")
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(NothingReadError, match=r"a\.txt: is empty"):
        pipeline.build([tmp_path / "a.txt"], tmp_path / "out", engine="spark", master="local[2]")
    assert not (tmp_path / "out").exists()
