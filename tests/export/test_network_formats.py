"""GraphML, Pajek, UCINET and Neo4j, read back by others' readers or the target's own rules, are the same graph."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest

from kg.export import write_all
from kg.export.rows import EDGE_COLUMNS, NODE_COLUMNS
from kg.export.text import clean, identifier, one_line
from kg.graph import Places, coattendance, to_networkx
from kg.model import Graph
from kg.view import laid_out, places
from tests.benchmarks.made import made_graph
from tests.samples import hostile_graph, sample_graph

GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph(), "made": made_graph(60, 200)}
EMPTY = Graph(version="0")
Attributes = Mapping[str, Any]


def written(graph: Graph, form: str, folder: Path) -> Places:
    where = places(graph, laid_out(graph))
    write_all(graph, folder, formats=[form], places=where)
    return where


# --- GraphML ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", GRAPHS)
def test_graphml(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    where = written(graph, "graphml", tmp_path)
    network, back = to_networkx(graph), nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert back.is_directed()
    expected: dict[str, Any] = {}
    for name, data in network.nodes(data=True):
        x, y, size = where["all"][name]
        expected[identifier(name)] = plain(data, NODE_COLUMNS) | {"x": x, "y": -y, "size": size}
    assert dict(back.nodes(data=True)) == expected
    assert {key: (source, target, data) for source, target, key, data in back.edges(keys=True, data=True)} == {
        identifier(key): (
            identifier(source),
            identifier(target),
            plain(data | {"relation": data["kind"]}, EDGE_COLUMNS) | {"weight": data["weight"]},
        )
        for source, target, key, data in network.edges(keys=True, data=True)
    }


def plain(data: Attributes, columns: Mapping[str, str]) -> dict[str, Any]:
    known = {name: data[name] for name in columns if name in data}
    known = {name: clean(value) if isinstance(value, str) else value for name, value in known.items()}
    return {name: value for name, value in known.items() if value != ""} | {"label": one_line(data["label"])}


def test_graphml_gives_each_attribute_one_type(tmp_path: Path) -> None:
    written(sample_graph(), "graphml", tmp_path)
    keys = re.findall(r"<key [^>]+>", (tmp_path / "graph.graphml").read_text(encoding="utf-8"))
    named = [(re.search('for="(.*?)"', key)[1], re.search('attr.name="(.*?)"', key)[1]) for key in keys]  # type: ignore[index]
    assert len(set(named)) == len(named) > 10


# --- Pajek and UCINET -------------------------------------------------------------------------------------------------


def label(person: str) -> str:
    return identifier(person.removeprefix("person:"))


def ties(graph: Graph, labels: Mapping[str, str]) -> dict[frozenset[str], int]:
    network = coattendance(graph)
    return {frozenset((labels[one], labels[other])): data["weight"] for one, other, data in network.edges(data=True)}


@pytest.mark.parametrize("which", GRAPHS)
def test_pajek(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    written(graph, "pajek", tmp_path)
    path = tmp_path / "coattendance.net"
    assert path.read_bytes().startswith("\ufeff*Vertices ".encode())  # by this mark Pajek knows UTF-8
    back = nx.read_pajek(path, encoding="utf-8-sig")
    labels = {name: label(name).replace('"', "%22") for name in coattendance(graph)}
    assert list(back) == list(labels.values())
    assert not back.is_directed()
    assert {frozenset((one, other)): data["weight"] for one, other, data in back.edges(data=True)} == ties(
        graph, labels
    )
    spots = [(data["x"], data["y"]) for _, data in back.nodes(data=True)]
    assert len(set(spots)) == len(spots)
    assert all(0 < at < 1 for spot in spots for at in spot)


def test_pajek_stands_as_the_view(tmp_path: Path) -> None:
    graph = sample_graph()
    where = written(graph, "pajek", tmp_path)["who"]
    back = nx.read_pajek(tmp_path / "coattendance.net", encoding="utf-8-sig")
    one, other = "person:沈望舒", "person:陆青禾"
    for axis in ("x", "y"):
        drawn = getattr(where[one], axis) < getattr(where[other], axis)
        assert (back.nodes[label(one)][axis] < back.nodes[label(other)][axis]) == drawn


@pytest.mark.parametrize("which", GRAPHS)
def test_ucinet(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    written(graph, "ucinet", tmp_path)
    path = tmp_path / "coattendance.dl"
    assert path.read_bytes().startswith(b"DL n=")
    assert "labels:" in path.read_text(encoding="utf-8")
    back = igraph.Graph.Read_DL(str(path), directed=True)
    labels = {
        name: re.sub("[ ,;=\"']", lambda sign: f"%{ord(sign[0]):02X}", label(name)) for name in coattendance(graph)
    }
    assert back.vs["name"] == list(labels.values())
    found = {(back.vs[edge.source]["name"], back.vs[edge.target]["name"]): edge["weight"] for edge in back.es}
    expected = {tuple(pair): weight for pair, weight in ties(graph, labels).items()}
    assert found == expected | {(other, one): weight for (one, other), weight in expected.items()}


@pytest.mark.parametrize("form", ["graphml", "pajek", "ucinet", "neo4j"])
def test_a_graph_of_nothing_is_written(form: str, tmp_path: Path) -> None:
    written(EMPTY, form, tmp_path)
    if form == "pajek":
        assert len(nx.read_pajek(tmp_path / "coattendance.net", encoding="utf-8-sig")) == 0


# --- Neo4j ------------------------------------------------------------------------------------------------------------

KINDS = {
    "": str,
    "long": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d", text)[0],  # type: ignore[index]
    "string[]": lambda text: text.split(";"),
}


def imported(path: Path) -> list[dict[str, Any]]:
    """The rows as neo4j-admin reads them by its defaults: one line each, typed by the header, nothing where empty."""
    text = path.read_text(encoding="utf-8")
    lines = text.rstrip("\n").split("\n")
    header, *rows = csv.reader(lines, strict=True)
    assert len(rows) == len(lines) - 1  # no value runs over a line
    assert all(len(row) == len(header) for row in rows)
    heads = [re.fullmatch(r"(\w*)(?::(.+))?", head).groups() for head in header]  # type: ignore[union-attr]
    found = []
    for row in rows:
        values: dict[str, Any] = {}
        for (name, kind), cell in zip(heads, row, strict=True):
            if kind in ("ID", "LABEL", "START_ID", "END_ID", "TYPE"):
                assert cell
                values[kind] = cell
            elif cell:
                values[name] = KINDS[kind or ""](cell)
        found.append(values)
    return found


def as_neo4j_has(data: Attributes) -> dict[str, Any]:
    def line(text: str) -> str:
        return re.sub("[\r\n]+", " ", clean(text))

    renamed = {"label": "name", "title": "titles"}
    result = {}
    for name, value in data.items():
        if name in ("type", "kind"):
            continue
        if isinstance(value, tuple):
            value = [line(item).replace(";", "；") for item in value]
        elif isinstance(value, str):
            value = line(value)
        elif name in ("reporter", "site", "former"):
            value = bool(value)
        result[renamed.get(name, name)] = value
    return {name: value for name, value in result.items() if value not in ("", [""])}


@pytest.mark.parametrize("which", GRAPHS)
def test_neo4j(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    written(graph, "neo4j", tmp_path)
    network = to_networkx(graph, several=tuple)
    nodes = imported(tmp_path / "neo4j-nodes.csv")
    assert {node.pop("ID"): (node.pop("LABEL"), node) for node in nodes} == {
        identifier(name): (data["type"].capitalize(), as_neo4j_has(data)) for name, data in network.nodes(data=True)
    }
    edges = imported(tmp_path / "neo4j-edges.csv")
    assert [(edge.pop("START_ID"), edge.pop("END_ID"), edge.pop("TYPE"), edge.pop("id"), edge) for edge in edges] == [
        (
            identifier(source),
            identifier(target),
            data["kind"].upper().replace("-", "_"),
            identifier(key),
            as_neo4j_has(data),
        )
        for source, target, key, data in network.edges(keys=True, data=True)
    ]


def test_neo4j_has_lists_and_days(tmp_path: Path) -> None:
    written(sample_graph(), "neo4j", tmp_path)
    heads = (tmp_path / "neo4j-nodes.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
    assert {"id:ID", ":LABEL", "titles:string[]", "date:date", "reporter:boolean"} <= set(heads)
    chaired = [edge for edge in imported(tmp_path / "neo4j-edges.csv") if edge.get("parts") == ["chair", "speaker"]]
    assert [edge["START_ID"] for edge in chaired] == ["person:沈望舒"]
