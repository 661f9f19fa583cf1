"""Positions: nothing covers anything, neighbours stand near, the same every time."""

from __future__ import annotations

import hashlib
import math
import os
import random
import subprocess
import sys
from collections import defaultdict
from itertools import accumulate, combinations, product
from pathlib import Path

import igraph
import pytest

from kg.view.layout import EXACT, Box, components, place


def lay(boxes: list[Box], edges: list[tuple[int, int, float]], core: tuple[int, ...] = ()) -> list[tuple[int, int]]:
    return place(boxes, edges, components(len(boxes), edges, [1.0] * len(boxes)), core)


def covered(spots: list[tuple[int, int]], boxes: list[Box]) -> list[tuple[int, int]]:
    widest, highest = max(box.width for box in boxes), max(box.height for box in boxes)
    grid = defaultdict(list)
    for i, (x, y) in enumerate(spots):
        grid[x // widest, y // highest].append(i)
    return [
        (a, b)
        for (column, row), members in grid.items()
        for dx, dy in product((-1, 0, 1), repeat=2)
        for a, b in product(members, grid.get((column + dx, row + dy), ()))
        if a < b
        and abs(spots[a][0] - spots[b][0]) < (boxes[a].width + boxes[b].width) / 2 - 3
        and abs(spots[a][1] - spots[b][1]) < (boxes[a].height + boxes[b].height) / 2 - 3
    ]


def towns(count: int, size: int) -> list[tuple[int, int, float]]:
    """Edges of one component: ``count`` towns of ``size`` members, the first of each the busiest and best known."""
    chance = random.Random(11)
    often = list(accumulate(1 / (i + 1) for i in range(size)))
    pairs = {(town * size, town * size + i) for town in range(count) for i in range(1, size)}
    pairs |= {((town - 1) * size, town * size) for town in range(1, count)}
    for _ in range(count * size * 9):
        town = chance.randrange(count)
        other = town if chance.random() < 0.9 else chance.randrange(count)
        one, two = (t * size + chance.choices(range(size), cum_weights=often)[0] for t in (town, other))
        if one != two:
            pairs.add((min(one, two), max(one, two)))
    return [(one, two, 1.0) for one, two in sorted(pairs)]


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


# --- components too large to be laid out at once

MANY = 2000
LARGE = {
    "towns": towns(20, 100),
    "hall": [(a, b, 0.001) for a, b in combinations(range(EXACT + 200), 2)],
    "star": [(0, i, 1.0) for i in range(1, MANY)],
    "path": [(i, i + 1, 1.0) for i in range(MANY - 1)],
    "small ones": [(i, i + 1, 1.0) for i in range(MANY - 1) if i % 5],
    "none": [],
}


@pytest.mark.parametrize("core", [(), tuple(range(0, EXACT, 9))], ids=["all alike", "with a core"])
@pytest.mark.parametrize("edges", LARGE.values(), ids=LARGE.keys())
def test_no_box_of_thousands_covers_another(edges: list[tuple[int, int, float]], core: tuple[int, ...]) -> None:
    boxes = [Box(50 + 12 * (i % 8), 44 + i % 17) for i in range(MANY)]
    spots = lay(boxes, edges, core)
    assert covered(spots, boxes) == []
    width, height = (max(spot[k] for spot in spots) - min(spot[k] for spot in spots) for k in (0, 1))
    room = sum(box.width * box.height for box in boxes)
    # Not so far apart that nothing could be made out when all is in sight, and no tower either.
    assert width * height < 40 * room
    assert 1 / 3 < width / height < 3


def test_communities_stand_apart_from_each_other() -> None:
    boxes = [Box(60, 50)] * MANY
    spots = lay(boxes, LARGE["towns"])
    middles = [tuple(sum(spots[i][k] for i in range(t, t + 100)) / 100 for k in (0, 1)) for t in range(0, MANY, 100)]
    own = [min(range(20), key=lambda t: math.dist(spot, middles[t])) == i // 100 for i, spot in enumerate(spots)]
    assert sum(own) > 0.9 * MANY


def test_a_core_stands_close_in_the_middle_of_thousands() -> None:
    boxes = [Box(60, 50)] * MANY
    core = tuple(range(0, MANY, 40))
    spots = lay(boxes, LARGE["towns"], core)
    for k in (0, 1):
        inner, whole = [spots[i][k] for i in core], [spot[k] for spot in spots]
        across = max(whole) - min(whole)
        assert max(inner) - min(inner) < across / 3
        assert abs((max(inner) + min(inner)) / 2 - (max(whole) + min(whole)) / 2) < across / 4


def test_large_ones_stand_the_same_in_any_process() -> None:
    program = (
        "from tests.view.test_layout import LARGE, lay; from kg.view.layout import Box; import hashlib;"
        "print(hashlib.sha256(repr(lay([Box(60, 50)] * 2000, LARGE['towns'], (0, 100, 200))).encode()).hexdigest())"
    )
    igraph.Graph.Erdos_Renyi(20, 0.5)
    here = repr(lay([Box(60, 50)] * MANY, LARGE["towns"], (0, 100, 200)))
    there = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
        ).stdout.strip()
        for seed in ("0", "77")
    }  # fmt: skip
    assert there == {hashlib.sha256(here.encode()).hexdigest()}
