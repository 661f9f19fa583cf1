"""graph.gexf and coattendance.gexf: what Gephi takes without a warning."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from kg.export.gexf import COLOURS, GEXF, VIZ, write_coattendance, write_graph
from kg.export.text import identifier
from kg.graph import NODE_TYPES, coattendance, to_networkx
from kg.model import Graph
from tests.samples import hostile_graph, sample_graph

NS = {"g": GEXF, "viz": VIZ}
GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph(), "empty": Graph(version="0")}
WRITERS = {"graph": write_graph, "coattendance": write_coattendance}
ALLOWED = {
    "gexf": {"version"},
    "meta": set(),
    "creator": set(),
    "description": set(),
    "graph": {"mode", "defaultedgetype", "timeformat", "timerepresentation"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label"},
    "edges": {"count"},
    "edge": {"id", "source", "target", "weight", "label", "kind"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
    "spells": set(),
    "spell": {"timestamp"},
    "color": {"r", "g", "b"},
    "position": {"x", "y", "z"},
    "size": {"value"},
}
"""Elements and attributes of GEXF 1.3 that are used; all others are a mistake."""
TYPES = {"string": str, "integer": int, "double": float}


def problems(root: etree._Element) -> list[str]:
    """What Gephi's importer would complain about, or read as something else."""
    found = []
    for element in root.iter():
        name = etree.QName(element)
        space = VIZ if name.localname in ("color", "position", "size") else GEXF
        if name.namespace != space or not set(element.attrib) <= ALLOWED.get(name.localname, set()):
            found.append(f"unknown {element.tag} {dict(element.attrib)}")
    nodes = [node.get("id") for node in root.iterfind(".//g:node", NS)]
    edges = [edge.get("id") for edge in root.iterfind(".//g:edge", NS)]
    found += [f"id twice: {one}" for ids in (nodes, edges) for one, times in Counter(ids).items() if times > 1]
    undirected = root.find("g:graph", NS).get("defaultedgetype") == "undirected"
    seen = set()
    for edge in root.iterfind(".//g:edge", NS):
        ends = (edge.get("source"), edge.get("target"))
        if not set(ends) <= set(nodes):
            found.append(f"edge to nothing: {ends}")
        if not float(edge.get("weight")) > 0:
            found.append(f"weight {edge.get('weight')}")
        same = (*(sorted(ends) if undirected else ends), edge.get("kind"))
        if same in seen:
            found.append(f"parallel edge of one kind: {same}")
        seen.add(same)
    for kind in ("node", "edge"):
        columns = root.xpath(f".//g:attributes[@class='{kind}']/g:attribute", namespaces=NS)
        declared = {column.get("id"): TYPES[column.get("type")] for column in columns}
        for value in root.xpath(f".//g:{kind}/g:attvalues/g:attvalue", namespaces=NS):
            declared[value.get("for")](value.get("value"))
    for kind in ("node", "edge"):
        if int(root.find(f".//g:{kind}s", NS).get("count")) != len(root.findall(f".//g:{kind}", NS)):
            found.append(f"wrong count of {kind}s")
    return found


def written(what: str, graph: Graph, folder: Path) -> etree._Element:
    WRITERS[what](graph, folder / "file.gexf")
    return etree.parse(folder / "file.gexf").getroot()


@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("what", WRITERS)
def test_gephi_has_nothing_to_complain_about(what: str, which: str, tmp_path: Path) -> None:
    root = written(what, GRAPHS[which], tmp_path)
    assert root.tag == f"{{{GEXF}}}gexf"
    assert root.get("version") == "1.3"
    assert problems(root) == []


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    root = written("graph", sample_graph(), tmp_path)
    first, second = root.findall(".//g:edge", NS)[:2]
    first.set("weight", "0")
    second.set("id", first.get("id"))
    second.set("target", "nobody")
    second.set("colour", "red")
    root.find(".//g:edges", NS).append(first.__copy__())
    kinds = {problem.split()[0] for problem in problems(root)}
    assert kinds == {"unknown", "id", "edge", "weight", "parallel", "wrong"}


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_networkx_reads_the_same_graph_back(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    write_graph(graph, tmp_path / "graph.gexf")
    network, back = to_networkx(graph), nx.read_gexf(tmp_path / "graph.gexf")
    assert set(back) == {identifier(name) for name in network}
    assert back.is_directed()
    assert sorted(data["id"] for _, _, data in back.edges(data=True)) == sorted(
        identifier(key) for _, _, key in network.edges(keys=True)
    )
    for name, data in network.nodes(data=True):
        assert back.nodes[identifier(name)]["type"] == data["type"]


def test_networkx_reads_coattendance_back(tmp_path: Path) -> None:
    write_coattendance(sample_graph(), tmp_path / "coattendance.gexf")
    network, back = coattendance(sample_graph()), nx.read_gexf(tmp_path / "coattendance.gexf")
    assert not back.is_directed()
    assert {frozenset(edge) for edge in back.edges} == {frozenset(edge) for edge in network.edges}
    for source, target, data in network.edges(data=True):
        assert back[source][target]["weight"] == data["weight"]
        assert back[source][target]["strength"] == pytest.approx(data["strength"])


def test_coattendance_has_time(tmp_path: Path) -> None:
    root = written("coattendance", sample_graph(), tmp_path)
    graph = root.find("g:graph", NS)
    assert dict(graph.attrib) == {
        "mode": "dynamic",
        "defaultedgetype": "undirected",
        "timeformat": "date",
        "timerepresentation": "timestamp",
    }

    def times(path: str) -> list[str]:
        return [spell.get("timestamp") for spell in root.xpath(f"{path}/g:spells/g:spell", namespaces=NS)]

    assert times(".//g:edge[@id='何雨桐-北桥区--沈望舒']") == ["2020-03-11"]
    assert times(".//g:edge[@id='沈望舒--白露-南桥区']") == []
    assert times(".//g:node[@id='person:沈望舒']") == ["2020-03-09", "2020-03-11"]


def test_an_edge_exists_only_when_its_ends_do(tmp_path: Path) -> None:
    root = written("coattendance", sample_graph(), tmp_path)
    alive = {
        node.get("id"): {spell.get("timestamp") for spell in node.iterfind(".//g:spell", NS)}
        for node in root.iterfind(".//g:node", NS)
    }
    for edge in root.iterfind(".//g:edge", NS):
        times = {spell.get("timestamp") for spell in edge.iterfind(".//g:spell", NS)}
        assert times <= alive[edge.get("source")] & alive[edge.get("target")]


def test_two_offices_in_one_body_are_two_kinds(tmp_path: Path) -> None:
    graph = sample_graph()
    (head,) = (held for held in graph.roles if held.role == "区长")
    second = replace(head, id="陆青禾-党组书记-南桥区政府", role="党组书记", titles=("党组书记",))
    root = written("graph", replace(graph, roles=(*graph.roles, second)), tmp_path)
    assert problems(root) == []
    between = root.xpath(".//g:edge[@source='person:陆青禾'][@target='body:南桥区政府']", namespaces=NS)
    assert [edge.get("kind") for edge in between] == ["holds", "holds 2"]
    assert [value.get("value") for value in root.xpath(".//g:attvalue[@for='relation']", namespaces=NS)].count(
        "holds 2"
    ) == 0


def test_looks(tmp_path: Path) -> None:
    assert set(COLOURS) == set(NODE_TYPES)
    write_graph(sample_graph(), tmp_path / "graph.gexf")
    root = etree.parse(tmp_path / "graph.gexf").getroot()
    (node,) = root.xpath(".//g:node[@id='person:沈望舒']", namespaces=NS)
    assert dict(node.find("viz:color", NS).attrib) == {"r": "0", "g": "114", "b": "178"}
    assert float(node.find("viz:size", NS).get("value")) > 4
