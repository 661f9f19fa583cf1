"""Where things stand in the picture: computed once, at build time, so that it opens still and never moves."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import igraph

SEED = 20200309
PATIENCE = 12
"""After so many rounds without a gain, pushing boxes apart is given up."""
EXACT = 400
"""Larger components are laid out by a faster, coarser way."""
FILL = 0.2
"""What part of a component's rectangle its boxes may cover before they are pushed apart."""
ASPECT = 1.05
"""Width by height of the whole, near that of the space between the panels."""
GAP = 30.0
"""Between components."""
FITTED = 40
"""So many components, the strongest, are fitted into each other; the rest stand in rows."""

GOLDEN = math.pi * (3 - math.sqrt(5))
"""Steps of a spiral by this angle never meet."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """The room a node and its label take, in pixels of the screen at a zoom of 1."""

    width: float
    height: float


def components(count: int, edges: Sequence[tuple[int, int, float]], strengths: Sequence[float]) -> list[list[int]]:
    """What hangs together, the strongest first, members in order; ``strengths`` are those of the ``count`` boxes."""
    graph = igraph.Graph(n=count, edges=[(a, b) for a, b, _ in edges])
    parts = [sorted(members) for members in graph.connected_components()]
    return sorted(parts, key=lambda part: (-math.fsum(strengths[i] for i in part), -len(part), part[0]))


def place(
    boxes: Sequence[Box],
    edges: Sequence[tuple[int, int, float]],
    parts: Sequence[Sequence[int]],
    core: Collection[int] = (),
) -> list[tuple[int, int]]:
    """Positions of the boxes' centres so that linked ones stand near each other and none covers another.

    ``edges`` are (box, box, weight), weight above 0; ``parts`` what :func:`components` made of them. Those in ``core``
    stand close, with the others around them, so that they make a good picture alone. The same input gives the same
    output.
    """
    graph = igraph.Graph(n=len(boxes), edges=[(a, b) for a, b, _ in edges])
    graph.es["weight"] = [weight for _, _, weight in edges]
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        placed = [_component(graph, members, boxes, set(core)) for members in parts]
    finally:
        igraph.set_random_number_generator(random)
    points = _side_by_side(placed, boxes)
    return [(round(x), round(y)) for x, y in points]


def _component(graph: igraph.Graph, members: Sequence[int], boxes: Sequence[Box], core: set[int]) -> dict[int, Point]:
    """Positions of one component's members."""
    if len(members) == 1:
        return {members[0]: (0.0, 0.0)}
    part = graph.induced_subgraph(members)
    own = [boxes[member] for member in members]
    start = _circle(len(members))
    if len(members) <= EXACT:
        raw = part.layout_kamada_kawai(seed=start, maxiter=60 * len(members))
    else:
        raw = part.layout_fruchterman_reingold(seed=start, weights="weight", niter=600)
    points = _spread([(float(x), float(y)) for x, y in raw], own)
    inner = [i for i, member in enumerate(members) if member in core]
    if inner and len(inner) < len(members):
        close = _spread([points[i] for i in inner], [own[i] for i in inner], turn=False)
        for i, point in zip(inner, _apart(close, [own[i] for i in inner]), strict=True):
            points[i] = point
        return dict(zip(members, _apart(points, own, set(inner)), strict=True))
    return dict(zip(members, _apart(points, own), strict=True))


def _circle(count: int) -> list[Point]:
    """Where the layout starts from: a spiral, so that no two begin at one place and no chance is needed."""
    return [(math.sqrt(i + 1) * math.cos(i * GOLDEN), math.sqrt(i + 1) * math.sin(i * GOLDEN)) for i in range(count)]


def _spread(points: Sequence[Point], boxes: Sequence[Box], turn: bool = True) -> list[Point]:
    """The same figure, lying on its longer side and so large that its boxes cover :data:`FILL` of it."""
    turned = _longest_across(points) if turn else points
    xs, ys = [x for x, _ in turned], [y for _, y in turned]
    width, height = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 0.2
    area = math.fsum(box.width * box.height for box in boxes) / FILL
    scale = math.sqrt(area / (width * max(height, width * 0.2)))
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [((x - middle_x) * scale, (y - middle_y) * scale) for x, y in turned]


def _longest_across(points: Sequence[Point]) -> list[Point]:
    """Turned so that its main axis is level: labels are wide, and screens too."""
    count = len(points)
    mean_x, mean_y = math.fsum(x for x, _ in points) / count, math.fsum(y for _, y in points) / count
    xx = math.fsum((x - mean_x) ** 2 for x, _ in points)
    yy = math.fsum((y - mean_y) ** 2 for _, y in points)
    xy = math.fsum((x - mean_x) * (y - mean_y) for x, y in points)
    angle = -0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in points]


def _apart(points: Sequence[Point], boxes: Sequence[Box], fixed: Collection[int] = ()) -> list[Point]:
    """The points, pushed until no box covers another; those ``fixed`` stay.

    Whoever is wedged in for good goes to the nearest place that is free.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    widths, heights = [box.width / 2 for box in boxes], [box.height / 2 for box in boxes]
    cell = Box(max(box.width for box in boxes), max(box.height for box in boxes))
    fewest, since = len(points) ** 2, 0
    while since < PATIENCE:
        covered = 0
        for a, b in _near(xs, ys, cell):
            over_x = widths[a] + widths[b] - abs(xs[a] - xs[b])
            if over_x <= 0.5:
                continue
            over_y = heights[a] + heights[b] - abs(ys[a] - ys[b])
            if over_y <= 0.5 or (a in fixed and b in fixed):
                continue
            covered += 1
            along, over = (xs, over_x) if over_x < over_y else (ys, over_y)
            step = over if (along[a], a) < (along[b], b) else -over
            share = 1.0 if b in fixed else 0.0 if a in fixed else 0.5
            along[a] -= step * share
            along[b] += step * (1 - share)
        if not covered:
            return list(zip(xs, ys, strict=True))
        fewest, since = (covered, 0) if covered < fewest else (fewest, since + 1)
    return _settled(list(zip(xs, ys, strict=True)), boxes, fixed, cell)


def _settled(points: Sequence[Point], boxes: Sequence[Box], fixed: Collection[int], cell: Box) -> list[Point]:
    """The points, those that are covered by one before them moved along a spiral to a place that is free."""
    settled = list(points)
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def free(i: int, x: float, y: float) -> bool:
        column, row = int(x // cell.width), int(y // cell.height)
        around = (j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in grid.get((column + dx, row + dy), ()))
        return not any(
            abs(x - settled[j][0]) < (boxes[i].width + boxes[j].width) / 2 - 1
            and abs(y - settled[j][1]) < (boxes[i].height + boxes[j].height) / 2 - 1
            for j in around
        )

    for i in sorted(range(len(settled)), key=lambda i: (i not in fixed, i)):
        x, y = settled[i]
        turn = 0
        while i not in fixed and not free(i, x, y):
            turn += 1
            reach, angle = 9.0 * math.sqrt(turn), turn * GOLDEN
            x, y = settled[i][0] + reach * math.cos(angle), settled[i][1] + reach * math.sin(angle)
        settled[i] = (x, y)
        grid[int(x // cell.width), int(y // cell.height)].append(i)
    return settled


def _near(xs: Sequence[float], ys: Sequence[float], cell: Box) -> list[tuple[int, int]]:
    """Pairs that stand in the same or in neighbouring cells of a grid, in an order that hangs on the input alone."""
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        grid[int(x // cell.width), int(y // cell.height)].append(i)
    pairs: list[tuple[int, int]] = []
    for (column, row), members in grid.items():
        pairs += combinations(members, 2)
        for dx, dy in ((1, 0), (-1, 1), (0, 1), (1, 1)):
            others = grid.get((column + dx, row + dy))
            if others:
                pairs += product(members, others)
    return pairs


def _side_by_side(parts: Sequence[dict[int, Point]], boxes: Sequence[Box]) -> list[Point]:
    """Components beside each other in the order given, so that the first stand together and the whole is compact."""
    frames = [_frame(part, boxes) for part in parts]
    corners = _pack([(width + GAP, height + GAP) for _, _, width, height in frames])
    points: list[Point] = [(0.0, 0.0)] * len(boxes)
    for part, (min_x, min_y, _, _), (left, top) in zip(parts, frames, corners, strict=True):
        for member, (x, y) in part.items():
            points[member] = (x - min_x + left, y - min_y + top)
    return points


def _pack(sizes: Sequence[tuple[float, float]]) -> list[Point]:
    """Upper left corners for rectangles: the first few wherever the whole grows least, the rest in rows below."""
    corners: list[Point] = []
    for width, height in sizes[:FITTED]:
        spots = [(0.0, 0.0)]
        for (x, y), (w, h) in zip(corners, sizes, strict=False):
            spots += [(x + w, y), (x, y + h), (x + w, 0.0), (0.0, y + h)]
        free = [spot for spot in spots if not _hits(spot, (width, height), corners, sizes)]
        corners.append(min(free, key=lambda spot: _growth(spot, (width, height), corners, sizes)))
    limit, top = _extent(corners, sizes)
    left = row = 0.0
    for width, height in sizes[FITTED:]:
        if left and left + width > limit:
            left, top, row = 0.0, top + row, 0.0
        corners.append((left, top))
        left, row = left + width, max(row, height)
    return corners


def _hits(
    spot: Point, size: tuple[float, float], corners: Sequence[Point], sizes: Sequence[tuple[float, float]]
) -> bool:
    return any(
        spot[0] < x + w and x < spot[0] + size[0] and spot[1] < y + h and y < spot[1] + size[1]
        for (x, y), (w, h) in zip(corners, sizes, strict=False)
    )


def _growth(
    spot: Point, size: tuple[float, float], corners: Sequence[Point], sizes: Sequence[tuple[float, float]]
) -> tuple[float, float, Point]:
    width, height = _extent(corners, sizes)
    width, height = max(width, spot[0] + size[0]), max(height, spot[1] + size[1])
    return max(width / ASPECT, height), width + height, spot


def _extent(corners: Sequence[Point], sizes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    rows = list(zip(corners, sizes, strict=False))
    return max((x + w for (x, _), (w, _) in rows), default=0.0), max((y + h for (_, y), (_, h) in rows), default=0.0)


def _frame(part: dict[int, Point], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the rectangle about a component's boxes."""
    min_x = min(x - boxes[i].width / 2 for i, (x, _) in part.items())
    max_x = max(x + boxes[i].width / 2 for i, (x, _) in part.items())
    min_y = min(y - boxes[i].height / 2 for i, (_, y) in part.items())
    max_y = max(y + boxes[i].height / 2 for i, (_, y) in part.items())
    return min_x, min_y, max_x - min_x, max_y - min_y
