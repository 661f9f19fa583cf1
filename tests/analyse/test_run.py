"""``kg analyse`` on what ``kg build`` wrote."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree

import kg
from kg.analyse.run import analyse
from kg.errors import UsageError
from kg.export import FORMATS
from kg.measured import PERSON_COLUMNS, TIE_FINDINGS

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "output"
POSITION = re.compile(r"<viz:position [^>]*>")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds in every format."""
    folder = tmp_path_factory.mktemp("built") / "output"
    kg.build(ROOT / "seeds").write(folder, formats=list(FORMATS))
    return folder


@pytest.fixture(scope="module")
def analysed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysed") / "output"
    shutil.copytree(built, folder)
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
    for name in ("graph.gexf", "offices.gexf", "coattendance.gexf"):
        before, after = (etree.parse(str(folder / name)) for folder in (OUTPUT, analysed))
        for tag in ("node", "edge"):
            ids = [[one.get("id") for one in tree.iter(f"{{*}}{tag}")] for tree in (before, after)]
            assert ids[0] == ids[1]
        places = POSITION.findall((OUTPUT / name).read_text())
        assert places == POSITION.findall((analysed / name).read_text())
        assert len(places) == len(list(after.iter("{*}node")))
        titles = {one.get("title") for one in after.iter("{*}attribute")}
        assert titles >= set(PERSON_COLUMNS)
    measured = {row["Id"]: row for row in rows(analysed / "nodes.csv")}
    for row in rows(analysed / "analysis.csv"):
        assert {name: measured[f"person:{row['id']}"][name] for name in PERSON_COLUMNS} == {
            name: row[name] for name in PERSON_COLUMNS
        }


CARRIERS = (
    {"graph.gexf", "offices.gexf", "coattendance.gexf", "nodes.csv", "graph.ttl", "graph.nt", "graph.jsonld"}
    | {"graph.rdf", "graph.trig", "graph.graphml", "neo4j-nodes.csv", "persons.parquet", "ties.parquet"}
)  # fmt: skip


def test_every_file_that_can_carry_measures_does_and_no_other_changes(built: Path, analysed: Path) -> None:
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    after = {path.name: path.read_bytes() for path in analysed.iterdir()}
    assert {name for name in before if after[name] != before[name]} == CARRIERS
    assert {name for name in after if name not in before} == {
        "analysis.csv", "analysis-ties.csv", "analysis-time.csv", "analysis-mixing.csv", "analysis-cliques.csv",
        "analysis.html", "analysis-degrees.png", "analysis-beyond-chance.png", "analysis-time.png",
    }  # fmt: skip


def triples(path: Path) -> set[tuple[str, str, str]]:
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    return {(str(one.subject), str(one.predicate), str(one.object)) for one in ox.parse(path.read_bytes(), format=form)}


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt", "graph.jsonld", "graph.rdf", "graph.trig"])
def test_rdf_says_what_it_said_and_the_measures(built: Path, analysed: Path, name: str) -> None:
    before, after = triples(built / name), triples(analysed / name)
    assert before < after
    assert after - before == triples(analysed / "graph.ttl") - triples(built / "graph.ttl")
    if name in ("graph.ttl", "graph.trig"):
        assert (analysed / name).read_bytes().startswith((built / name).read_bytes())


def test_rdf_has_the_figures_of_the_tables(analysed: Path) -> None:
    g = kg.load(analysed)
    for row in rows(analysed / "analysis.csv"):
        found = g.model.measured.persons[row["id"]]  # type: ignore[union-attr]
        assert {name: "" if found.get(name) is None else str(found[name]) for name in PERSON_COLUMNS} == {
            name: row[name] for name in PERSON_COLUMNS
        }
    ties = {(row["person"], row["other"]): row for row in rows(analysed / "analysis-ties.csv")}
    assert ties.keys() == g.model.measured.ties.keys()  # type: ignore[union-attr]
    for pair, found in g.model.measured.ties.items():  # type: ignore[union-attr]
        assert all(str(found.get(name, "")) == ties[pair][name] for name in TIE_FINDINGS)
    answer = g.query("SELECT ?n ?d { ?p kg:degree ?d ; schema:name ?n } ORDER BY DESC(?d) LIMIT 1")
    assert answer.to_numpy().tolist() == [["卢希望", 23]]


def test_parquet_keeps_all_and_gains_the_measures(built: Path, analysed: Path) -> None:
    for name, columns in (("persons", PERSON_COLUMNS), ("ties", TIE_FINDINGS)):
        before, after = (pq.read_table(folder / f"{name}.parquet") for folder in (built, analysed))
        assert after.column_names == [*before.column_names, *columns]
        assert after.select(before.column_names).equals(before)
    by_id = {row["id"]: row for row in pq.read_table(analysed / "persons.parquet").to_pylist()}
    for row in rows(analysed / "analysis.csv"):
        assert by_id[row["id"]]["degree"] == int(row["degree"])
        assert by_id[row["id"]]["pagerank"] == float(row["pagerank"])
    assert any(row["degree"] is None for row in by_id.values())


def test_measuring_a_graph_in_memory_writes_the_same(analysed: Path, tmp_path: Path) -> None:
    kg.build(ROOT / "seeds").measured(samples=20).write(tmp_path, formats=list(FORMATS))
    for name in sorted(CARRIERS | {"coattendance.net"}):
        if name.endswith(".parquet"):
            assert pq.read_table(tmp_path / name).equals(pq.read_table(analysed / name))
        elif name in ("graph.nt", "graph.jsonld", "graph.rdf"):  # a loaded graph has the terms of a thing sorted
            assert triples(tmp_path / name) == triples(analysed / name)
        else:
            assert (tmp_path / name).read_bytes() == (analysed / name).read_bytes(), name


def test_once_more_gives_the_same_bytes(analysed: Path, tmp_path: Path) -> None:
    shutil.copytree(analysed, tmp_path / "again")
    analyse(tmp_path / "again", samples=20)
    for path in analysed.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_cliques_and_mixing_are_tables_too(analysed: Path) -> None:
    ties = {
        frozenset((row["person"], row["other"])): int(row["weight"]) for row in rows(analysed / "analysis-ties.csv")
    }
    cliques: dict[str, list[str]] = {}
    times: dict[str, int] = {}
    for row in rows(analysed / "analysis-cliques.csv"):
        cliques.setdefault(row["clique"], []).append(row["id"])
        times[row["clique"]] = int(row["times"])
    assert cliques
    for number, persons in cliques.items():
        assert all(ties[frozenset(pair)] >= times[number] for pair in combinations(persons, 2))
    assert [row["respect"] for row in rows(analysed / "analysis-mixing.csv")] == ["area", "body", "rank"]


def test_time_is_told_by_window(analysed: Path) -> None:
    found = rows(analysed / "analysis-time.csv")
    assert {row["window"] for row in found} == {"2019-10", "2019-11", "2020-03", "2020-04"}
    assert list(found[0]) == ["window", "id", "name", *PERSON_COLUMNS]
    whole = {row["id"]: row for row in rows(analysed / "analysis.csv")}
    for row in found:
        assert 1 <= int(row["degree"]) <= int(whole[row["id"]]["degree"])
    assert sum(int(row["events"]) for row in found) <= sum(int(row["events"]) for row in whole.values())


def test_what_is_not_of_this_graph_is_left_and_named(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "output")
    (tmp_path / "in").mkdir()
    shutil.copy(sorted((ROOT / "seeds").glob("*.txt"))[0], tmp_path / "in")
    report = kg.build(tmp_path / "in").write(tmp_path / "output")
    assert any("--format trig" in warning for warning in report.warnings)
    before = {name: (tmp_path / "output" / name).read_bytes() for name in ("graph.trig", "persons.parquet")}
    said = analyse(tmp_path / "output", samples=2)
    for name, content in before.items():
        assert (tmp_path / "output" / name).read_bytes() == content
        assert f"{name}: is not of this graph" in said
    assert triples(tmp_path / "output" / "graph.nt") == triples(tmp_path / "output" / "graph.ttl")


def test_a_new_build_says_that_the_analysis_is_old(analysed: Path, tmp_path: Path) -> None:
    shutil.copytree(analysed, tmp_path / "output")
    report = kg.build(ROOT / "seeds").write(tmp_path / "output", formats=list(FORMATS))
    assert any("kg analyse" in warning for warning in report.warnings)


def test_without_a_view_places_are_found_anew(analysed: Path, tmp_path: Path) -> None:
    for content in (None, b"", (OUTPUT / "index.html").read_bytes()[:50_000], b"\xff"):
        folder = tmp_path / str(content is None or len(content))
        shutil.copytree(OUTPUT, folder)
        (folder / "index.html").unlink() if content is None else (folder / "index.html").write_bytes(content)
        analyse(folder, samples=20)
        places = [len(POSITION.findall((one / "graph.gexf").read_text())) for one in (folder, analysed)]
        assert places[0] == places[1] > 200


def rewritten(folder: Path) -> None:
    rdflib.Graph().parse(folder / "graph.ttl").serialize(folder / "graph.ttl", format="turtle")


def dangling(folder: Path) -> None:
    text = (folder / "graph.ttl").read_text(encoding="utf-8")
    (folder / "graph.ttl").write_text(re.sub("<id/person/卢希望>(?=\n)", "<id/person/nobody>", text), encoding="utf-8")


def in_the_way(folder: Path) -> None:
    (folder / "analysis.csv").mkdir()


@pytest.mark.parametrize(
    ("harm", "words"), [(rewritten, "kg build"), (dangling, "kg build"), (in_the_way, "move it away")]
)
def test_what_cannot_be_is_said_and_left_as_it_was(tmp_path: Path, harm: Callable[[Path], None], words: str) -> None:
    shutil.copytree(OUTPUT, tmp_path / "output")
    harm(tmp_path / "output")
    before = {path.name: path.read_bytes() for path in (tmp_path / "output").iterdir() if path.is_file()}
    with pytest.raises(UsageError, match=words):
        analyse(tmp_path / "output", samples=2)
    assert {path.name: path.read_bytes() for path in (tmp_path / "output").iterdir() if path.is_file()} == before
    assert not list((tmp_path / "output").glob(".kg-*"))


def test_names_are_no_formulas(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "in")
    (tmp_path / "in" / "judgements.csv").write_text("one,other,judgement,note\n卢希望,=1+1,rename,\n", encoding="utf-8")
    kg.build(tmp_path / "in").write(tmp_path / "output")
    analyse(tmp_path / "output", samples=2)
    for path in (tmp_path / "output").glob("analysis*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert not [cell for row in csv.reader(stream) for cell in row if cell.startswith("=")]


@pytest.mark.parametrize(("window", "words"), [("week", "month"), (None, "kg build")])
def test_mistakes_are_said_with_their_remedy(tmp_path: Path, window: str | None, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        analyse(tmp_path, window=window)
