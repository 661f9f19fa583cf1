"""A graph on the disk answers as one in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import store as module
from kg.errors import UsageError
from kg.store import Store
from tests.serve.conftest import served

ROOT = Path(__file__).parents[1]
QUERIES = sorted(path.name.removesuffix(".rq") for path in (resources.files("kg") / "queries").iterdir())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "output", tmp_path / "output"))


@pytest.fixture
def indexed(output: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patch:
        patch.setattr(module, "LARGE", 1)
        Store(output / "graph.ttl")
    return output


def in_memory() -> Store:
    return Store.of((ROOT / "output" / "graph.ttl").read_bytes(), "graph.ttl")


def index(output: Path) -> list[Path]:
    return sorted((output / "store").iterdir()) if (output / "store").exists() else []


@pytest.mark.parametrize("query", QUERIES)
def test_the_same_answers(indexed: Path, query: str) -> None:
    on_disk, expected = Store(indexed / "graph.ttl"), in_memory()
    assert index(indexed)
    assert len(on_disk) == len(expected)
    assert on_disk.base == expected.base
    assert sorted(on_disk.ask_named(query), key=str) == sorted(expected.ask_named(query), key=str)


def test_a_small_graph_is_not_indexed(output: Path) -> None:
    assert len(Store(output / "graph.ttl"))
    assert not index(output)


def test_the_index_is_made_once(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_make_index", lambda *_: 1 / 0)
    assert len(Store(indexed / "graph.ttl"))


def test_another_graph_has_another_index(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = index(indexed)
    with (indexed / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write("<https://kg.example/id/person/某> a <https://schema.org/Person> .\n")
    monkeypatch.setattr(module, "LARGE", 1)
    assert len(Store(indexed / "graph.ttl")) == len(in_memory()) + 1
    (after,) = index(indexed)
    assert after != before


def test_what_is_no_turtle_leaves_nothing_behind(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (output / "graph.ttl").write_text("@prefix", encoding="utf-8")
    monkeypatch.setattr(module, "LARGE", 1)
    with pytest.raises(UsageError, match="not Turtle"):
        Store(output / "graph.ttl")
    assert not index(output)


def test_two_do_not_make_it_at_once(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 1)
    (output / "store").mkdir()
    hold = f"import pyoxigraph as ox, sys; s = ox.Store({str(output / 'store' / '.sparql-making')!r}); print(1, flush=True); sys.stdin.read()"  # noqa: E501
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(UsageError, match="somebody else"):
            Store(output / "graph.ttl")
        other.communicate()
    assert len(Store(output / "graph.ttl"))


def test_what_the_killed_have_left_is_made_anew(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 1)
    (output / "store").mkdir()
    left = ox.Store(str(output / "store" / ".sparql-making"))
    left.add(ox.Quad(ox.NamedNode("https://example.org/of-another"), ox.NamedNode("a:b"), ox.Literal("x")))
    left.flush()
    del left
    assert len(Store(output / "graph.ttl")) == len(in_memory())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written_it_is_said(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 1)
    output.chmod(0o555)
    with pytest.raises(UsageError, match="can be written"):
        Store(output / "graph.ttl")
    output.chmod(0o755)


def test_kg_serve_answers_from_it(indexed: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    with served(indexed) as running:
        assert str(len(in_memory())) in running.query(query).text
