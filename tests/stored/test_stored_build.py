"""``kg build --engine store``, as a user runs it."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg import pipeline
from kg.errors import NothingReadError, UsageError
from kg.files import outputs
from kg.model import Graph
from kg.stored import build as stored
from kg.stored.arrow import Shape
from kg.stored.claims import shapes
from kg.stored.resolution import TABLES
from kg.stored.strongest import strongest
from tests.benchmarks.pages import write

ROOT = Path(__file__).parents[2]
FILES = sorted(path.name for path in (ROOT / "output").iterdir() if path.is_file())
ALWAYS = ("graph.ttl", "nodes.csv", "report.json")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write(folder, 0.4)
    return folder


@pytest.fixture(scope="module")
def in_memory(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("memory")
    pipeline.build([given], output, engine="memory", formats=["ntriples", "jsonld", "rdfxml", "neo4j"])
    return output


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_the_seeds_give_the_files_that_are_always_given(tmp_path: Path) -> None:
    pipeline.build([ROOT / "seeds"], tmp_path, engine="store")
    assert read(tmp_path) == {name: (ROOT / "output" / name).read_bytes() for name in FILES}
    assert (tmp_path / "store" / "persons.parquet").exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["store"]


def test_what_is_streamed_is_what_is_written_at_once(
    given: Path, in_memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph taken for a large one: of what holds all of it every byte is the same, but for the order of edges."""
    monkeypatch.setattr(stored, "ARTICLES", 10)
    report = pipeline.build([given], tmp_path, engine="store", formats=["ntriples", "jsonld", "rdfxml", "neo4j"])
    expected, found = read(in_memory), read(tmp_path)
    for name in ("graph.ttl", "graph.nt", "graph.jsonld", "graph.rdf", "nodes.csv", "neo4j-nodes.csv"):
        assert found[name] == expected[name], name
    for name in ("edges.csv", "neo4j-edges.csv"):
        assert sorted(found[name].splitlines()) == sorted(expected[name].splitlines())
    assert any("who met others most" in warning for warning in report.warnings)
    assert report.counts["persons"] > 300


@pytest.mark.parametrize("jobs", [1, 2])
def test_however_many_processes(given: Path, in_memory: Path, tmp_path: Path, jobs: int) -> None:
    pipeline.build([given], tmp_path, engine="store", jobs=jobs)
    assert {name: data for name, data in read(in_memory).items() if name in FILES} == read(tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_moment_it_goes_on_to_the_same_bytes(
    given: Path, in_memory: Path, tmp_path: Path, seed: int
) -> None:
    small = f"from kg.stored import claims; claims.PART = 30_000; from kg.pipeline import build; from pathlib import Path; build([Path({str(given)!r})], Path({str(tmp_path)!r}), engine='store')"  # noqa: E501
    started = subprocess.Popen([sys.executable, "-c", small], cwd=ROOT, start_new_session=True)
    time.sleep(random.Random(seed).uniform(1.0, 4.0))
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    subprocess.run([sys.executable, "-c", small], cwd=ROOT, check=True)
    assert {name: data for name, data in read(in_memory).items() if name in FILES} == read(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["store"]


def test_what_was_done_is_not_done_again(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.stored import claims

    monkeypatch.setattr(claims, "PART", 30_000)

    def stop(*_: object) -> Graph:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stored.Resolution, "graph", stop)
        with pytest.raises(KeyboardInterrupt):
            pipeline.build([given], tmp_path, engine="store", jobs=1)
    assert not (tmp_path / "graph.ttl").exists()
    with monkeypatch.context() as patch:
        patch.setattr(claims, "read", stop)
        patch.setattr(claims, "claims", stop)
        pipeline.build([given], tmp_path, engine="store", jobs=1)
    assert (tmp_path / "graph.ttl").exists()


def test_other_files_are_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in", 0.02)
    with monkeypatch.context() as patch:
        patch.setattr(stored, "write_all", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pipeline.build([tmp_path / "in"], tmp_path / "out", engine="store")
    page = next((tmp_path / "in").glob("*.txt"))
    page.write_text(page.read_text(encoding="utf-8") + "\n添加的一行。\n", encoding="utf-8")
    pipeline.build([tmp_path / "in"], tmp_path / "out", engine="store")
    pipeline.build([tmp_path / "in"], tmp_path / "again", engine="memory")
    assert read(tmp_path / "out") == read(tmp_path / "again")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"formats": ["trig"]}, "--format trig"),
        ({"min_confidence": "sure"}, "--min-confidence"),
        ({"keep_stages": True}, "--keep-stages"),
        ({"engine": "steam"}, "auto, memory, store"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(options: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        pipeline.build([ROOT / "seeds"], tmp_path / "out", **{"engine": "store", **options})  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_judgements_need_memory(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("本报讯 3月9日，市委书记沈望舒主持会议。\n", encoding="utf-8")
    (tmp_path / "judgements.csv").write_text("one,other,judgement,note\n沈望舒,,not a person,\n", encoding="utf-8")
    with pytest.raises(UsageError, match="judgements"):
        pipeline.build([tmp_path], tmp_path / "out", engine="store")


def test_files_of_which_none_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    with pytest.raises(NothingReadError):
        pipeline.build([tmp_path / "a.txt"], tmp_path / "out", engine="store")
    assert not (tmp_path / "out").exists()


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    (tmp_path / ".kg-parts").mkdir()
    with outputs.locked(tmp_path / ".kg-parts"), pytest.raises(UsageError, match="another build"):
        pipeline.build([ROOT / "seeds"], tmp_path, engine="store")


def test_a_later_build_in_memory_says_that_the_tables_are_old(tmp_path: Path) -> None:
    pipeline.build([ROOT / "seeds"], tmp_path, engine="store")
    report = pipeline.build([ROOT / "seeds"], tmp_path, engine="memory")
    assert any("store/ is of an earlier build" in warning for warning in report.warnings)


def test_much_to_read_is_read_into_the_store(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "LARGE", 1000)
    pipeline.build([given], tmp_path / "large")
    pipeline.build([ROOT / "seeds"], tmp_path / "sure", min_confidence="sure")
    assert (tmp_path / "large" / "store").exists()
    assert not (tmp_path / "sure" / "store").exists()


# --- the strongest part -----------------------------------------------------------------------------------------------


def test_the_strongest_part_hangs_together(given: Path) -> None:
    whole = kg.build(given).model
    part = strongest(whole, persons=30)
    persons = {person.id for person in part.persons}
    bodies, areas = {body.id for body in part.bodies}, {area.id for area in part.areas}
    chosen = {person.id for person in part.persons if not person.byline}
    assert len(chosen) == 30
    assert {role.person for role in part.roles} <= chosen
    assert {role.body for role in part.roles} - {None} <= bodies
    assert {role.area for role in part.roles} | {body.area for body in part.bodies} <= areas | {None}
    assert {one.event for one in part.participations} == {event.id for event in part.events}
    assert {person for tie in part.ties for person in tie.persons} <= chosen
    assert {person for one in part.articles for person in (*one.persons, *one.authors)} <= persons
    assert {name for one in part.articles for name, _ in one.words} <= persons | bodies
    assert set(part.ties) <= set(whole.ties)
    assert set(part.roles) <= set(whole.roles)


def test_articles_bound_the_strongest_part(given: Path) -> None:
    whole = kg.build(given).model
    part = strongest(whole, articles=100)
    assert 1 < len({person.id for person in part.persons if not person.byline}) < 300
    assert 50 < len(part.articles) <= 100


def test_nobody_outside_met_others_more_often(given: Path) -> None:
    whole = kg.build(given).model
    met = {person.id: 0 for person in whole.persons}
    for tie in whole.ties:
        for person in tie.persons:
            met[person] += tie.weight
    chosen = {person.id for person in strongest(whole, persons=30, articles=10**6).persons if not person.byline}
    assert min(met[person] for person in chosen) >= max(met[person] for person in met.keys() - chosen)


def test_every_column_is_written_down() -> None:
    told = dict(re.findall(r"^\| `([a-z/]+)` \| (.*) \|$", (ROOT / "kg" / "stored" / "README.md").read_text(), re.M))
    columns = {name: Shape.of(row).columns for name, row in TABLES.items()}
    columns |= {f"claims/{name}": shape.columns for name, shape in shapes().items() if name != "articles"}
    assert told.keys() == columns.keys()
    for table, names in columns.items():
        said = re.sub(r"\([^)]*\)", "", told[table])
        assert re.findall(r"`(\w+)`", said) == list(names), table
