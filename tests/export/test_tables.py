"""nodes.csv and edges.csv: for Gephi's spreadsheet import and for Excel."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.rows import EDGE_COLUMNS, NODE_COLUMNS
from kg.export.tables import guarded, unguarded, write_edges, write_nodes
from kg.export.text import clean, identifier, one_line
from kg.graph import to_networkx
from kg.model import Graph
from tests.samples import NASTY, hostile_graph, sample_graph

GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph()}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.mark.parametrize("which", GRAPHS)
def test_all_nodes_and_edges_come_back(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    network = to_networkx(graph)
    write_nodes(graph, tmp_path / "nodes.csv")
    write_edges(graph, tmp_path / "edges.csv")
    nodes, edges = read(tmp_path / "nodes.csv"), read(tmp_path / "edges.csv")
    assert [node["Id"] for node in nodes] == [identifier(name) for name in network]
    assert [unguarded(node["Label"]) for node in nodes] == [
        one_line(data["label"]) for _, data in network.nodes(data=True)
    ]
    assert [node["Kind"] for node in nodes] == [data["type"] for _, data in network.nodes(data=True)]
    assert {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges} <= {node["Id"] for node in nodes}
    assert len({edge["Id"] for edge in edges}) == len(edges) == network.number_of_edges()
    assert all(edge["Type"] == "Directed" and float(edge["Weight"]) > 0 for edge in edges)
    for edge, (_, _, data) in zip(edges, network.edges(data=True), strict=True):
        for name in EDGE_COLUMNS:
            assert unguarded(edge[name]) == clean(str(data.get("kind" if name == "relation" else name, "")))


def test_headers(tmp_path: Path) -> None:
    graph = Graph(version="0")
    write_nodes(graph, tmp_path / "nodes.csv")
    write_edges(graph, tmp_path / "edges.csv")
    nodes = (tmp_path / "nodes.csv").read_bytes()
    assert nodes.startswith(b"\xef\xbb\xbfId,Label,Kind,")
    edges = (tmp_path / "edges.csv").read_text(encoding="utf-8-sig")
    assert edges.startswith("Source,Target,Type,Kind,Id,Label,Weight,")


@pytest.mark.parametrize("which", GRAPHS)
def test_no_cell_is_a_formula_and_no_id_is_guarded(which: str, tmp_path: Path) -> None:
    for name, write in (("nodes.csv", write_nodes), ("edges.csv", write_edges)):
        write(GRAPHS[which], tmp_path / name)
        for row in read(tmp_path / name):
            assert not [cell for cell in row.values() if re.match("[=+@\t\r-]", cell)]
            assert not [row[column] for column in ("Id", "Source", "Target") if row.get(column, "").startswith("'")]


@given(st.text(alphabet="'=+-@\t\r＝＋－＠a1王", max_size=6))
def test_a_guard_comes_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not re.match("[=+@\t\r＝＋－＠-]", guarded(cell))


@pytest.mark.parametrize("nasty", NASTY)
def test_names_survive(nasty: str) -> None:
    assert unguarded(guarded(nasty)) == nasty


@pytest.mark.parametrize("name", ["王=", "a-b", "'王'", "记者-文晓", "（清源）"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert guarded(name) == name


@pytest.mark.parametrize("which", GRAPHS)
def test_every_attribute_has_a_column(which: str) -> None:
    network = to_networkx(GRAPHS[which])
    of_nodes = {name for _, data in network.nodes(data=True) for name in data}
    of_edges = {name for _, _, data in network.edges(data=True) for name in data}
    assert of_nodes <= {*NODE_COLUMNS, "label"}
    assert of_edges <= {*EDGE_COLUMNS, "label", "weight", "kind"}
