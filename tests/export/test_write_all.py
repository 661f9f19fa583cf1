"""All formats together: which files, and that they are the same every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.export import EXPORTERS, FORMATS, write_all
from tests.export.writable import WRITABLE
from tests.samples import sample_graph

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import sys, pathlib
from kg.export import write_all
from tests.export.writable import WRITABLE
from tests.samples import hostile_graph, sample_graph
for name, graph in (("sample", sample_graph()), ("hostile", hostile_graph())):
    folder = pathlib.Path(sys.argv[1]) / name
    folder.mkdir()
    write_all(graph, folder, formats=WRITABLE)
"""


def test_the_files_of_the_interface(tmp_path: Path) -> None:
    files = ["graph.ttl", "graph.gexf", "offices.gexf", "coattendance.gexf", "nodes.csv", "edges.csv"]
    names = write_all(sample_graph(), tmp_path)
    assert names == files == list(EXPORTERS)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_bad_base_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_all(sample_graph(), tmp_path, "no iri")
    assert not list(tmp_path.iterdir())


def test_formats_are_written_once_each_and_beside_the_others(tmp_path: Path) -> None:
    names = write_all(sample_graph(), tmp_path, formats=["trig", "ntriples", "trig"])
    assert names == [*EXPORTERS, "graph.nt", "graph.trig"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    files = [file for form in FORMATS.values() for file in form.files]
    assert len({*files, *EXPORTERS}) == len(files) + len(EXPORTERS)


def test_an_unknown_format_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        write_all(sample_graph(), tmp_path, formats=["trig", "turtle"])
    assert not list(tmp_path.iterdir())


def test_the_base_reaches_the_turtle(tmp_path: Path) -> None:
    write_all(sample_graph(), tmp_path, "https://data.paper.example")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix kg: <https://data.paper.example/ns#> ." in text
    assert "kg.example" not in text


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    found = []
    for seed in ("0", "1", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], check=True, cwd=ROOT, env=environment)
        files = sorted(folder.glob("*/*"))
        assert len(files) == 2 * (len(EXPORTERS) + sum(len(FORMATS[name].files) for name in WRITABLE))
        found.append({str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files})
    assert found[0] == found[1] == found[2]


def test_no_file_tells_the_time_or_the_place_it_was_made(tmp_path: Path) -> None:
    for name in write_all(sample_graph(), tmp_path, formats=WRITABLE):
        written = (tmp_path / name).read_bytes()
        assert str(tmp_path).encode() not in written
        assert b"lastmodified" not in written
        assert b"prov:generatedAtTime" not in written
