"""The graph in the sense of graph theory: who is there, who is linked, with which attributes."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from kg.graph import LABELS, NODE_TYPES, article_node, coattendance, to_networkx
from kg.model import CONFIDENCES, EVENT_TYPES, PARTS, Graph
from tests.samples import hostile_graph, sample_graph

GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph()}


@pytest.mark.parametrize("which", GRAPHS)
def test_everything_is_a_node(which: str) -> None:
    graph = GRAPHS[which]
    network = to_networkx(graph)
    rows = (graph.persons, graph.bodies, graph.areas, graph.events)
    expected = {f"{kind}:{row.id}" for kind, group in zip(NODE_TYPES, rows, strict=False) for row in group}
    expected |= {article_node(seen.article.document, seen.article.id) for seen in graph.articles}
    assert set(network) == expected
    assert all(network.nodes[name]["type"] == name.split(":")[0] for name in network)
    assert all(network.nodes[name]["label"] for name in network)


@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("make", [to_networkx, coattendance])
def test_attributes_are_plain_and_weights_positive(make: object, which: str) -> None:
    network = make(GRAPHS[which])  # type: ignore[operator]
    told = [data for _, data in network.nodes(data=True)] + [data for _, _, data in network.edges(data=True)]
    assert {type(value) for data in told for value in data.values()} <= {str, int, float}
    assert all(data["weight"] > 0 for _, _, data in network.edges(data=True))


def edges(network: nx.MultiDiGraph, kind: str) -> set[tuple[str, str]]:
    return {(source, target) for source, target, data in network.edges(data=True) if data["kind"] == kind}


def test_every_fact_is_an_edge() -> None:
    graph = sample_graph()
    network = to_networkx(graph)
    assert edges(network, "holds") == {
        (f"person:{held.person}", f"body:{held.body}" if held.body else f"area:{held.area}") for held in graph.roles
    }
    assert edges(network, "attended") == {
        (f"person:{one.person}", f"event:{one.event}") for one in graph.participations
    }
    assert ("body:北桥区教育局", "body:北桥区政府") in edges(network, "within")
    assert ("body:北桥区教育局", "area:北桥区") in edges(network, "within")
    assert ("area:北桥区", "area:清源市") in edges(network, "within")
    assert edges(network, "held-at") == {
        ("event:2020-03-11-清源市与北桥区对接座谈会", "area:清源市"),
        ("event:无日期-沈望舒督导防汛工作", "area:柳荫路-南桥区"),
    }
    assert len(edges(network, "reported")) == 3
    assert edges(network, "wrote") == {("person:记者-文晓", "article:南桥报-2020-03-10-01.txt#a1")}
    assert len(edges(network, "mentions")) == 22
    kinds = {"holds", "attended", "within", "held-at", "reported", "wrote", "mentions"}
    assert {data["kind"] for _, _, data in network.edges(data=True)} == kinds


def test_mentions_can_be_left_out() -> None:
    network = to_networkx(sample_graph(), mentions=False)
    assert not edges(network, "mentions")
    assert len(network) == len(to_networkx(sample_graph()))


def test_an_office_without_body_is_held_in_its_area() -> None:
    (data,) = to_networkx(sample_graph())["person:钟鼎文"]["area:南桥区"].values()
    assert data == {
        "kind": "holds",
        "label": "区领导",
        "weight": 1,
        "role": "区领导",
        "title": "区领导",
        "first": "2020-03-10",
        "last": "2020-03-10",
        "confidence": "sure",
    }


def test_attributes_of_nodes() -> None:
    nodes = to_networkx(sample_graph()).nodes
    assert nodes["person:陆青禾"]["titles"] == "区委副书记；区长；南桥区区长"
    assert nodes["person:记者-文晓"]["reporter"] == 1
    assert nodes["area:清源市"]["code"] == "990100"
    assert nodes["event:2020-03-09-南桥区委常委（扩大）会议"]["date"] == "2020-03-09"
    assert "date" not in nodes["event:无日期-沈望舒督导防汛工作"]
    assert nodes["article:南桥报-2020-03-10-01.txt#a1"]["date"] == "2020-03-10"
    assert "date" not in nodes["article:清源日报 第12期.txt#a1"]


@pytest.mark.parametrize("which", GRAPHS)
def test_keys_are_unique_in_the_whole_graph(which: str) -> None:
    keys = [key for _, _, key in to_networkx(GRAPHS[which]).edges(keys=True)]
    assert len(keys) == len(set(keys))


def test_two_offices_in_one_body_are_two_edges() -> None:
    graph = sample_graph()
    (head,) = (held for held in graph.roles if held.role == "区长")
    second = replace(head, id="陆青禾-党组书记-南桥区政府", role="党组书记", titles=("党组书记",))
    network = to_networkx(replace(graph, roles=(*graph.roles, second)))
    assert {data["role"] for data in network["person:陆青禾"]["body:南桥区政府"].values()} == {"区长", "党组书记"}


def test_coattendance_is_one_edge_a_pair_among_persons() -> None:
    graph = sample_graph()
    network = coattendance(graph)
    assert {frozenset(edge) for edge in network.edges} == {
        frozenset(f"person:{person}" for person in tie.persons) for tie in graph.ties
    }
    assert "person:记者-文晓" not in network
    both = network["person:沈望舒"]["person:钟鼎文"]
    assert both["weight"] == 2
    assert both["strength"] == pytest.approx(1 / 3 + 1 / 2)
    assert both["dates"] == "2020-03-09"
    assert both["events"] == "南桥区委常委（扩大）会议；沈望舒督导防汛工作"
    assert "dates" not in network["person:沈望舒"]["person:白露-南桥区"]
    assert network.nodes["person:沈望舒"]["dates"] == "2020-03-09；2020-03-11"


def test_an_edge_to_nothing_is_a_defect_that_shows() -> None:
    graph = sample_graph()
    with pytest.raises(ValueError, match="南桥区委"):
        to_networkx(replace(graph, bodies=tuple(body for body in graph.bodies if body.id != "南桥区委")))


def test_empty_graph() -> None:
    assert len(to_networkx(Graph(version="0"))) == len(coattendance(Graph(version="0"))) == 0


def test_every_term_has_a_label() -> None:
    assert {*PARTS, *CONFIDENCES, *EVENT_TYPES} <= set(LABELS)
