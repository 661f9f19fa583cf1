"""Positions: nothing covers anything, neighbours stand near, the same every time."""

from __future__ import annotations

from itertools import combinations

import igraph
import pytest

from kg.view.layout import Box, components, place


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
