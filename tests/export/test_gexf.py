"""graph.gexf, offices.gexf and coattendance.gexf: what Gephi takes without a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from kg.export.gexf import write_coattendance, write_graph, write_offices
from kg.export.gexf_file import COLOURS
from kg.graph import NODE_TYPES, Places
from kg.model import Graph
from kg.pipeline import build
from kg.view import laid_out, places
from tests.benchmarks.made import made_graph
from tests.export.gexf_checker import NS, Element, problems
from tests.samples import hostile_graph, sample_graph

ROOT = Path(__file__).parents[2]
WRITERS = {"graph": write_graph, "offices": write_offices, "coattendance": write_coattendance}
VIEWS = {"graph": "all", "offices": "office", "coattendance": "who"}
HAND_MADE: dict[str, Callable[[], Graph]] = {
    "sample": sample_graph,
    "hostile": hostile_graph,
    "empty": lambda: Graph(version="0"),
    "made": lambda: made_graph(120, 600),
}


@cache
def placed(which: str) -> tuple[Graph, Places]:
    graph = HAND_MADE[which]()
    return graph, places(graph, laid_out(graph))


def written(what: str, graph: Graph, folder: Path, where: Places | None = None) -> Element:
    WRITERS[what](graph, folder / "file.gexf", where)
    return etree.parse(folder / "file.gexf").getroot()


@pytest.mark.parametrize("with_places", [True, False], ids=["placed", "bare"])
@pytest.mark.parametrize("which", HAND_MADE)
@pytest.mark.parametrize("what", WRITERS)
def test_nothing_to_complain_about(what: str, which: str, with_places: bool, tmp_path: Path) -> None:
    graph, where = placed(which)
    assert problems(written(what, graph, tmp_path, where if with_places else None)) == []


def test_nothing_to_complain_about_in_what_a_build_writes(tmp_path: Path) -> None:
    build([ROOT / "seeds"], tmp_path)
    for what in WRITERS:
        root = etree.parse(tmp_path / f"{what}.gexf").getroot()
        assert problems(root) == []
        assert len(root.findall(".//viz:position", NS)) == len(root.findall(".//g:node", NS)) > 50


WRONG: dict[str, Callable[[Element], object]] = {
    "root": lambda root: setattr(root, "tag", "gexf"),
    "unknown element": lambda root: etree.SubElement(root.find(".//g:node", NS), f"{{{NS['g']}}}color"),
    "unknown attribute": lambda root: root.find(".//g:edge", NS).set("colour", "red"),
    "missing": lambda root: root.find(".//g:edge", NS).attrib.pop("id"),
    "value": lambda root: root.find(".//viz:color", NS).set("r", "256"),
    "content": lambda root: root.find("g:graph", NS).append(root.find(".//g:attributes", NS)),
    "twice spells": lambda root: root.xpath(".//g:edge[g:spells]", namespaces=NS)[0].append(
        etree.fromstring(f'<spells xmlns="{NS["g"]}"><spell start="2020-03-09" end="2020-03-10"/></spells>')
    ),
    "twice id of edge": lambda root: root.findall(".//g:edge", NS)[1].set("id", root.find(".//g:edge", NS).get("id")),
    "undeclared": lambda root: root.find(".//g:attvalue", NS).set("for", "colour"),
    "type of node": lambda root: root.find(".//g:attvalue[@for='reporter']", NS).set("value", "1.5"),
    "end of edge": lambda root: root.find(".//g:edge", NS).set("target", "nobody"),
    "weight": lambda root: root.find(".//g:edge", NS).set("weight", "0"),
    "twice parallel": lambda root: root.find(".//g:edges", NS).append(root.find(".//g:edge", NS).__copy__()),
    "count": lambda root: root.find(".//g:nodes", NS).set("count", "1"),
    "time in a graph": lambda root: root.find("g:graph", NS).set("mode", "static"),
    "time not told": lambda root: root.find(".//g:spell", NS).set("timestamp", "2020-03-09"),
    "without length": lambda root: root.find(".//g:spell", NS).set("end", root.find(".//g:spell", NS).get("start")),
    "outside that of the graph": lambda root: root.find("g:graph", NS).set("end", "2020-03-09"),
    "outside that of event": lambda root: root.find(".//g:node/g:spells/g:spell", NS).set("start", "2020-03-10"),
    "overlaps": lambda root: root.find(".//g:spells", NS).append(root.find(".//g:spell", NS).__copy__()),
    "places": lambda root: root.find(".//g:node", NS).remove(root.find(".//viz:position", NS)),
    "twice place": lambda root: root.findall(".//viz:position", NS)[1].attrib.update(
        root.find(".//viz:position", NS).attrib
    ),
}
"""What the checker must say → how a good file is spoilt."""


@pytest.mark.parametrize("said", WRONG)
def test_the_checker_sees_what_is_wrong(said: str, tmp_path: Path) -> None:
    root = written("graph", *placed("sample")[:1], tmp_path, placed("sample")[1])
    WRONG[said](root)
    assert [problem for problem in problems(root) if said in problem]


# --- time -------------------------------------------------------------------------------------------------------------


def spells(root: Element, path: str) -> list[tuple[str, ...]]:
    return [tuple(spell.attrib.values()) for spell in root.xpath(f"{path}/g:spells/g:spell", namespaces=NS)]


def test_coattendance_has_timestamps(tmp_path: Path) -> None:
    root = written("coattendance", sample_graph(), tmp_path)
    assert dict(root.find("g:graph", NS).attrib) == {
        "mode": "dynamic",
        "defaultedgetype": "undirected",
        "timeformat": "date",
        "timerepresentation": "timestamp",
        "start": "2020-03-09",
        "end": "2020-03-11",
    }
    assert spells(root, ".//g:edge[@id='何雨桐-北桥区--沈望舒']") == [("2020-03-11",)]
    assert spells(root, ".//g:edge[@id='沈望舒--白露-南桥区']") == []
    # An edge that is always there needs both its ends: who has one without a day is always there, too.
    for edge in root.findall(".//g:edge", NS):
        for end in ("source", "target"):
            own = spells(root, f".//g:node[@id='{edge.get(end)}']")
            there = [tuple(spell.attrib.values()) for spell in edge.iter("{*}spell")]
            assert own == [] or (there and set(there) <= set(own))
    assert spells(root, ".//g:node[@id='person:沈望舒']") == []


def test_an_event_and_who_was_there_exist_on_its_day(tmp_path: Path) -> None:
    graph = sample_graph()
    root = written("graph", graph, tmp_path)
    for event in graph.events:
        there = [("2020-03-09", "2020-03-10"), ("2020-03-11", "2020-03-12")]
        expected = [span for span in there if span[0] == event.date]
        assert spells(root, f".//g:node[@id='event:{event.id}']") == expected
        for edge in root.xpath(f".//g:edge[@target='event:{event.id}']", namespaces=NS):
            assert spells(root, f".//g:edge[@id='{edge.get('id')}']") == expected
    assert spells(root, ".//g:node[starts-with(@id, 'person:')]") == []


def test_an_office_exists_from_first_to_last_seen(tmp_path: Path) -> None:
    graph = sample_graph()
    (head,) = (held for held in graph.roles if held.role == "区长")
    lasting = replace(head, first_seen="2019-12-30", last_seen="2020-02-29")
    other = replace(head, id="陆青禾-党组书记-南桥区政府", role="党组书记", titles=("党组书记",))
    other = replace(other, first_seen="2020-02-01", last_seen="2020-03-11")
    graph = replace(graph, roles=(*(held for held in graph.roles if held is not head), lasting, other))
    for what in ("graph", "offices"):
        root = written(what, graph, tmp_path)
        assert problems(root) == []
        assert spells(root, f".//g:edge[@id='holds:{head.id}']") == [("2019-12-30", "2020-03-01")]
    # The person of both: as long as either.
    assert spells(root, ".//g:node[@id='person:陆青禾']") == [("2019-12-30", "2020-03-12")]


def test_a_holder_of_an_office_without_days_is_always_there(tmp_path: Path) -> None:
    graph = sample_graph()
    undated = replace(graph, roles=tuple(replace(held, first_seen=None, last_seen=None) for held in graph.roles))
    root = written("offices", undated, tmp_path)
    assert root.findall(".//g:spell", NS) == []
    assert "start" not in root.find("g:graph", NS).attrib


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020-03-09", "2020-03-09", [("2020-03-09", "2020-03-10")]),
        ("2020-03-09", "2020-02-28", [("2020-02-28", "2020-03-10")]),
        ("2020-03", "2020-03-09", [("2020-03-09", "2020-03-10")]),
        ("2020-02-30", None, []),
        ("9999-12-30", "9999-12-31", [("9999-12-30", "9999-12-31")]),
    ],
)
def test_days_of_an_office(first: str, last: str | None, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    graph = sample_graph()
    held = replace(graph.roles[0], first_seen=first, last_seen=last)
    root = written("offices", replace(graph, roles=(held,)), tmp_path)
    assert problems(root) == []
    assert spells(root, ".//g:edge[starts-with(@id, 'holds:')]") == expected


# --- offices, parallel edges, looks -----------------------------------------------------------------------------------


def test_offices_are_persons_bodies_areas_and_who_holds_what_where(tmp_path: Path) -> None:
    graph = sample_graph()
    root = written("offices", graph, tmp_path)
    ids = {node.get("id") for node in root.iterfind(".//g:node", NS)}
    assert {one.partition(":")[0] for one in ids} == {"person", "body", "area"}
    assert {one for one in ids if one.startswith("person:")} == {f"person:{held.person}" for held in graph.roles}
    edges = [edge.get("id") for edge in root.iterfind(".//g:edge", NS)]
    assert [one for one in edges if one.startswith("holds:")] == [f"holds:{held.id}" for held in graph.roles]
    assert all(one.startswith(("holds:", "within:body:")) for one in edges)


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
    (node,) = written("graph", sample_graph(), tmp_path).xpath(".//g:node[@id='person:沈望舒']", namespaces=NS)
    assert dict(node.find("viz:color", NS).attrib) == {"r": "0", "g": "114", "b": "178"}
    assert float(node.find("viz:size", NS).get("value")) > 4
    assert node.find("viz:position", NS) is None


@pytest.mark.parametrize("what", WRITERS)
def test_nodes_stand_as_in_the_view_upside_up(what: str, tmp_path: Path) -> None:
    graph, where = placed("sample")
    seats = {thing: seat[VIEWS[what]] for thing, seat in laid_out(graph).seats.items() if VIEWS[what] in seat}
    drawn = {(seat["x"], -seat["y"], seat["size"]) for seat in seats.values()}
    root = written(what, graph, tmp_path, where)
    for node in root.iterfind(".//g:node", NS):
        x, y = (float(node.find("viz:position", NS).get(axis)) for axis in ("x", "y"))
        size = float(node.find("viz:size", NS).get("value"))
        assert (x, y, size) in drawn
        if node.get("id") in seats:  # all but articles are called the same there
            assert (x, -y) == (seats[node.get("id")]["x"], seats[node.get("id")]["y"])
