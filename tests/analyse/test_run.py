"""``kg analyse`` on what ``kg build`` wrote."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from kg.analyse.run import REWRITTEN, analyse
from kg.errors import UsageError
from kg.measured import PERSON_COLUMNS

OUTPUT = Path(__file__).parents[2] / "output"
POSITION = re.compile(r"<viz:position [^>]*/>")


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysed") / "output"
    shutil.copytree(OUTPUT, folder)
    said = analyse(folder, samples=20)
    assert "62 persons, 342 ties" in said
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_person_who_met_somebody_has_a_line(analysed: Path) -> None:
    found = rows(analysed / "analysis.csv")
    ties = rows(analysed / "analysis-ties.csv")
    assert len({row["id"] for row in found}) == len(found) == 62
    degrees = {row["id"]: 0 for row in found}
    for row in ties:
        degrees[row["person"]] += 1
        degrees[row["other"]] += 1
    assert {row["id"]: int(row["degree"]) for row in found} == degrees


def test_exports_carry_the_measures_and_are_else_as_they_were(analysed: Path) -> None:
    for name in REWRITTEN:
        if not name.endswith(".gexf"):
            continue
        before, after = (etree.parse(str(folder / name)) for folder in (OUTPUT, analysed))
        for tag in ("node", "edge"):
            ids = [[one.get("id") for one in tree.iter(f"{{*}}{tag}")] for tree in (before, after)]
            assert ids[0] == ids[1]
        assert POSITION.findall((OUTPUT / name).read_text()) == POSITION.findall((analysed / name).read_text())
        titles = {one.get("title") for one in after.iter("{*}attribute")}
        assert titles >= set(PERSON_COLUMNS)
    measured = {row["Id"]: row for row in rows(analysed / "nodes.csv")}
    for row in rows(analysed / "analysis.csv"):
        assert {name: measured[f"person:{row['id']}"][name] for name in PERSON_COLUMNS} == {
            name: row[name] for name in PERSON_COLUMNS
        }


def test_what_is_not_rewritten_is_left_alone(analysed: Path) -> None:
    for name in ("graph.ttl", "index.html", "report.json"):
        assert (analysed / name).read_bytes() == (OUTPUT / name).read_bytes()
    assert (analysed / "edges.csv").read_bytes() == (OUTPUT / "edges.csv").read_bytes()


def test_once_more_gives_the_same_bytes(analysed: Path, tmp_path: Path) -> None:
    shutil.copytree(analysed, tmp_path / "again")
    analyse(tmp_path / "again", samples=20)
    for path in analysed.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_time_is_told_by_window(analysed: Path) -> None:
    windows = {row["window"] for row in rows(analysed / "analysis-time.csv")}
    assert windows == {"2019-10", "2019-11", "2020-03", "2020-04"}


@pytest.mark.parametrize(("window", "words"), [("week", "month"), (None, "kg build")])
def test_mistakes_are_said_with_their_remedy(tmp_path: Path, window: str | None, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        analyse(tmp_path, window=window)
