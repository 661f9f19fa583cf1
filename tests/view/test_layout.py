"""Positions: nothing covers anything, neighbours stand near, the same every time."""

from __future__ import annotations

from itertools import combinations

import igraph
import pytest

from kg.view.layout import Box, components, place
from kg.view.names import spellings
from kg.view.network import BIG, VIEWS, network
from tests.samples import sample_graph
from tests.view.town import town_graph


def lay(boxes: list[Box], edges: list[tuple[int, int, float]], core: tuple[int, ...] = ()) -> list[tuple[int, int]]:
    return place(boxes, edges, components(len(boxes), edges, [1.0] * len(boxes)), core)


def covered(spots: list[tuple[int, int]], boxes: list[Box]) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a, b in combinations(range(len(spots)), 2)
        if abs(spots[a][0] - spots[b][0]) < (boxes[a].width + boxes[b].width) / 2 - 3
        and abs(spots[a][1] - spots[b][1]) < (boxes[a].height + boxes[b].height) / 2 - 3
    ]


RING = [(i, (i + 1) % 30, 1.0) for i in range(30)]
HALL = [(a, b, 0.1) for a, b in combinations(range(30), 2)]
PAIRS = [(i, i + 1, 1.0) for i in range(0, 30, 2)]


@pytest.mark.parametrize("edges", [[], RING, HALL, PAIRS], ids=["none", "ring", "hall", "pairs"])
def test_no_box_covers_another(edges: list[tuple[int, int, float]]) -> None:
    boxes = [Box(40 + 10 * (i % 7), 34) for i in range(30)]
    assert covered(lay(boxes, edges), boxes) == []


def test_a_core_stands_closer_than_the_rest() -> None:
    boxes = [Box(50, 34)] * 30
    inner = tuple(range(0, 30, 3))
    spots = lay(boxes, RING, inner)
    assert covered(spots, boxes) == []
    spread = [max(spots[i][k] for i in inner) - min(spots[i][k] for i in inner) for k in (0, 1)]
    whole = [max(s[k] for s in spots) - min(s[k] for s in spots) for k in (0, 1)]
    assert spread[0] * spread[1] < whole[0] * whole[1]


def test_nothing_to_place() -> None:
    assert lay([], []) == []


def test_places_do_not_hang_on_chance() -> None:
    boxes = [Box(50, 34)] * 30
    first = lay(boxes, HALL)
    igraph.Graph.Erdos_Renyi(20, 0.5)
    assert lay(boxes, HALL) == first


@pytest.mark.parametrize("graph", [sample_graph(), town_graph(100), town_graph(400)], ids=["sample", "100", "400"])
def test_every_node_of_a_view_has_a_place_of_its_own(graph) -> None:  # type: ignore[no-untyped-def]
    nodes, edges = network(graph)
    ids = [node["id"] for node in nodes]
    assert len(set(ids)) == len(ids)
    for view in VIEWS:
        seats = [node["views"][view] for node in nodes if view in node["views"]]
        assert len({(seat["x"], seat["y"]) for seat in seats}) == len(seats)
        assert sorted(seat["rank"] for seat in seats) == list(range(len(seats)))
        standing = {node["id"] for node in nodes if view in node["views"]}
        drawn = [edge for edge in edges if view in edge["views"]]
        assert all({edge["from"], edge["to"]} <= standing for edge in drawn)
    assert len([node for node in nodes if "all" in node["views"]]) > BIG or len(graph.persons) < BIG


def test_ties_are_drawn_one_for_one() -> None:
    graph = sample_graph()
    ties = [edge for edge in network(graph)[1] if edge["kind"] == "tie"]
    assert sorted(edge["number"] for edge in ties) == sorted(tie.weight for tie in graph.ties)
    # Only where nobody doubts that both were there is the line whole.
    unsure = {"白露-清源市", "何雨桐-南桥区"}
    for edge in ties:
        persons = {edge["from"].partition(":")[2], edge["to"].partition(":")[2]}
        assert edge.get("doubtful", False) is bool(persons & unsure)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小雨", "wangxiaoyu"),
        ("王小雨", "wxy"),
        ("单若谷", "shanruogu"),
        ("单若谷", "drg"),
        ("买明·吐尔孙", "mmtes"),
        ("Li 明", "li"),
    ],
)
def test_spellings(name: str, typed: str) -> None:
    assert any(word.replace("·", "").startswith(typed) for word in spellings(name, every_reading=True).split(" "))
