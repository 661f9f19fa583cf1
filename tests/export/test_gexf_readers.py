"""Other people's readers of GEXF, networkx (Python) and graphology (JavaScript), find the same graph in our files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.export.gexf import write_coattendance, write_graph, write_offices
from kg.export.rows import EDGE_COLUMNS, NODE_COLUMNS, TIE_COLUMNS
from kg.export.text import clean, identifier, one_line
from kg.graph import coattendance, offices, to_networkx
from kg.view import laid_out, places
from tests.benchmarks.made import made_graph
from tests.samples import hostile_graph, sample_graph

READER = Path(__file__).parent / "readers" / "read_gexf.cjs"
MODULES = Path(__file__).parents[2] / ".venv" / "readers" / "node_modules"
GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph(), "made": made_graph(120, 600)}
FILES = {
    "graph": (write_graph, to_networkx, EDGE_COLUMNS),
    "offices": (write_offices, offices, EDGE_COLUMNS),
    "coattendance": (write_coattendance, coattendance, TIE_COLUMNS),
}

Attributes = dict[str, Any]
Ends = tuple[str, ...]
"""From and to; sorted where an edge has no direction."""
Found = tuple[dict[str, Attributes], dict[str, tuple[Ends, Attributes]]]
"""Nodes and edges by id."""


def expected(network: nx.Graph, columns: Iterable[str]) -> Found:
    """What a file must say, straight from the network."""
    nodes = {identifier(name): said(data, NODE_COLUMNS) for name, data in network.nodes(data=True)}
    if not network.is_multigraph():
        ties = {
            identifier(data["id"]): (tuple(sorted(map(identifier, ends))), said(data, columns))
            for *ends, data in network.edges(data=True)
        }
        return nodes, ties
    edges = {
        identifier(key): (tuple(map(identifier, ends)), said(data | {"relation": data["kind"]}, columns))
        for *ends, key, data in network.edges(keys=True, data=True)
    }
    return nodes, edges


def said(data: Attributes, columns: Iterable[str]) -> Attributes:
    known = {name: data[name] for name in (*columns, "weight") if name in data}
    known = {name: clean(value) if isinstance(value, str) else value for name, value in known.items()}
    return {name: value for name, value in {**known, "label": one_line(data.get("label", ""))}.items() if value != ""}


def written(what: str, which: str, folder: Path) -> tuple[Path, Found]:
    graph = GRAPHS[which]
    write, make, columns = FILES[what]
    path = folder / f"{what}.gexf"
    write(graph, path, places(graph, laid_out(graph)))
    return path, expected(make(graph), columns)


@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("what", FILES)
def test_networkx_reads_the_same_graph(what: str, which: str, tmp_path: Path) -> None:
    path, (nodes, edges) = written(what, which, tmp_path)
    back = nx.read_gexf(path)
    columns = {*NODE_COLUMNS, *FILES[what][2], "label", "weight"}
    assert {name: kept(data, columns) for name, data in back.nodes(data=True)} == nodes
    assert back.is_directed() == (what != "coattendance")
    found = {}
    for source, target, data in back.edges(data=True):
        ends = (source, target) if back.is_directed() else tuple(sorted((source, target)))
        found[data["id"]] = ends, kept(data, columns)
    assert found == edges
    assert all({"position", "size", "color"} <= data["viz"].keys() for _, data in back.nodes(data=True))


def kept(data: Attributes, columns: Iterable[str]) -> Attributes:
    return {name: value for name, value in data.items() if name in columns}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.skipif(not MODULES.is_dir(), reason="graphology is not there; `make readers` fetches it")
@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("what", FILES)
def test_graphology_reads_the_same_graph(what: str, which: str, tmp_path: Path) -> None:
    path, (nodes, edges) = written(what, which, tmp_path)
    done = subprocess.run(
        ["node", str(READER), str(path)], capture_output=True, check=True, env=os.environ | {"NODE_PATH": str(MODULES)}
    )
    back = json.loads(done.stdout)
    looks = {node["key"]: node["attributes"] for node in back["nodes"]}
    assert {name: without(data, "color", "size", "x", "y", "z") for name, data in looks.items()} == {
        name: as_xmldom_reads(data) for name, data in nodes.items()
    }
    assert all({"color", "size", "x", "y"} <= data.keys() for data in looks.values())
    found = {}
    for edge in back["edges"]:
        assert edge.get("undirected", False) == (what == "coattendance")
        ends = (edge["source"], edge["target"])
        ends = tuple(sorted(ends)) if edge.get("undirected") else ends
        found[edge["key"]] = ends, without(edge["attributes"], "kind")
    assert found == {name: (ends, as_xmldom_reads(data)) for name, (ends, data) in edges.items()}


def as_xmldom_reads(data: Attributes) -> Attributes:
    """Its parser takes two signs for line breaks that are so in XML 1.1 only."""
    signs = re.compile("[\x85\u2028]")
    return {name: signs.sub(" ", value) if isinstance(value, str) else value for name, value in data.items()}


def without(data: Attributes, *names: str) -> Attributes:
    return {name: value for name, value in data.items() if name not in names}
