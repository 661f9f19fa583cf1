"""Where things stand in the picture: computed once, at build time, so that it opens still and never moves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import igraph

from kg.view.groups import communities, seeded

PATIENCE = 12
"""After so many rounds without a gain, pushing boxes apart is given up."""
EXACT = 400
"""Larger components are laid out community by community, none larger than this."""
ROUNDS = 300
"""Of the coarse layout that says where in a large component its communities stand."""
FILL = 0.2
"""What part of a component's rectangle its boxes may cover before they are pushed apart."""
STEP = 30.0
"""In a large component a place that is free is looked for in steps of this many pixels."""
ASPECT = 1.05
"""Width by height of the whole, near that of the space between the panels."""
GAP = 30.0
"""Between components."""
FITTED = 40
"""So many components, the strongest, are fitted into each other; the rest stand in rows."""
MANY = 2000
"""A picture of so many boxes is large: its smaller components get rows as wide as the whole."""

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
    middle = set(core)
    placed = [_component(graph, members, boxes, middle) for members in parts]
    points = _side_by_side(placed, boxes)
    return [(round(x), round(y)) for x, y in points]


def _component(graph: igraph.Graph, members: Sequence[int], boxes: Sequence[Box], core: set[int]) -> dict[int, Point]:
    """Positions of one component's members."""
    if len(members) == 1:
        return {members[0]: (0.0, 0.0)}
    part = graph.induced_subgraph(members)
    own = [boxes[member] for member in members]
    inner = [i for i, member in enumerate(members) if member in core]
    if len(members) > EXACT:
        return dict(zip(members, _by_community(part, own, inner), strict=True))
    points = _spread(_exact(part, _circle(len(members))), own)
    if inner and len(inner) < len(members):
        close = _spread([points[i] for i in inner], [own[i] for i in inner], turn=False)
        for i, point in zip(inner, _apart(close, [own[i] for i in inner]), strict=True):
            points[i] = point
        return dict(zip(members, _apart(points, own, set(inner)), strict=True))
    return dict(zip(members, _apart(points, own), strict=True))


def _exact(part: igraph.Graph, start: Sequence[Point]) -> list[Point]:
    """Positions in which who is linked by few steps stands near; for a few hundred members at most."""
    with seeded():
        raw = part.layout_kamada_kawai(seed=start, maxiter=60 * len(start))
    return [(float(x), float(y)) for x, y in raw]


def _by_community(part: igraph.Graph, boxes: Sequence[Box], core: Sequence[int]) -> list[Point]:
    """Positions in a large component: every community a figure of its own, the figures beside each other.

    What is laid out at once stays small, so the time needed grows little more than the component does. The ``core`` is
    a figure too, and stands where the others leave it: in the middle.
    """
    count = part.vcount()
    with seeded():
        raw = part.layout_fruchterman_reingold(seed=_circle(count), weights="weight", niter=ROUNDS)
    coarse = _longest_across([(float(x), float(y)) for x, y in raw])
    figures = [list(core)] if core else []
    drawn = [_drawn(part, figures[0], coarse)] if core else []
    inner = set(core)
    for figure in _figures(part, coarse):
        # Drawn with its members of the core, so that it hangs together, and then left by them.
        kept = [(i, point) for i, point in zip(figure, _drawn(part, figure, coarse), strict=True) if i not in inner]
        if kept:
            figures.append([i for i, _ in kept])
            drawn.append([point for _, point in kept])
    points: list[Point] = [(0.0, 0.0)] * count
    middles, frames = [], []
    for figure, shape in zip(figures, drawn, strict=True):
        own = [boxes[i] for i in figure]
        close = _apart(_spread(shape, own, turn=False), own, step=STEP)
        left, top, width, height = _frame(dict(enumerate(close)), own)
        for i, (x, y) in zip(figure, close, strict=True):
            points[i] = (x - left - width / 2, y - top - height / 2)
        middles.append((_mean(coarse[i][0] for i in figure), _mean(coarse[i][1] for i in figure)))
        frames.append(Box(width + GAP, height + GAP))
    centre = middles[0] if core else (_mean(x for x, _ in middles), _mean(y for _, y in middles))
    spots = _gathered(middles, frames, centre)
    for figure, (x, y) in zip(figures, spots, strict=True):
        for i in figure:
            points[i] = (points[i][0] + x, points[i][1] + y)
    return points


def _drawn(part: igraph.Graph, figure: Sequence[int], coarse: Sequence[Point]) -> list[Point]:
    """The members of a figure as their links put them; as they stand in the whole where these do not hold together."""
    own = part.induced_subgraph(figure)
    start = [coarse[i] for i in figure]
    return _exact(own, start) if len(figure) > 1 and own.is_connected() else start


def _gathered(middles: Sequence[Point], frames: Sequence[Box], centre: Point) -> list[Point]:
    """The middles of frames, drawn together; each finds the room nearest to where it belongs.

    Those near the centre choose before those far off.
    """
    across = max(max(point[k] for point in middles) - min(point[k] for point in middles) for k in (0, 1)) or 1.0
    scale = math.sqrt(math.fsum(frame.width * frame.height for frame in frames)) / across
    near = sorted(range(len(middles)), key=lambda i: (math.dist(middles[i], centre), i))
    ordered = [frames[i] for i in near]
    cell = Box(max(frame.width for frame in frames), max(frame.height for frame in frames))
    wanted = [(middles[i][0] * scale, middles[i][1] * scale) for i in near]
    spots = dict(zip(near, _settled(wanted, ordered, (), cell, min(cell.width, cell.height) / 12), strict=True))
    return [spots[i] for i in range(len(middles))]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return math.fsum(found) / len(found)


def _figures(part: igraph.Graph, coarse: Sequence[Point]) -> list[list[int]]:
    """All members by community, :data:`EXACT` at most together; larger ones by their own communities, or halved."""
    done: list[list[int]] = []
    waiting = [list(range(len(coarse)))]
    while waiting:
        larger = waiting.pop()
        within = part.induced_subgraph(larger)
        edges = [(edge.source, edge.target, edge["weight"]) for edge in within.es]
        split: defaultdict[int, list[int]] = defaultdict(list)
        for member, community in zip(larger, communities(len(larger), edges), strict=True):
            split[community].append(member)
        if len(split) == 1 or len(split) > len(larger) / 3:
            # All linked with all, or hardly anyone with anyone: nothing but where they stand tells them apart.
            along = sorted(larger, key=lambda i: (coarse[i], i))
            split = defaultdict(list, {0: along[: len(along) // 2], 1: along[len(along) // 2 :]})
        for figure in split.values():
            (waiting if len(figure) > EXACT else done).append(figure)
    return done


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


def _apart(
    points: Sequence[Point], boxes: Sequence[Box], fixed: Collection[int] = (), step: float = 9.0
) -> list[Point]:
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
            push = over if (along[a], a) < (along[b], b) else -over
            share = 1.0 if b in fixed else 0.0 if a in fixed else 0.5
            along[a] -= push * share
            along[b] += push * (1 - share)
        if not covered:
            return list(zip(xs, ys, strict=True))
        fewest, since = (covered, 0) if covered < fewest else (fewest, since + 1)
    return _settled(list(zip(xs, ys, strict=True)), boxes, fixed, cell, step)


def _settled(
    points: Sequence[Point], boxes: Sequence[Box], fixed: Collection[int], cell: Box, step: float
) -> list[Point]:
    """The points, those that are covered by one before them moved along a spiral to a place that is free.

    ``step`` is how far apart the places are that are tried, in pixels.
    """
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
            reach, angle = step * math.sqrt(turn), turn * GOLDEN
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
    corners = _pack([(width + GAP, height + GAP) for _, _, width, height in frames], len(boxes) >= MANY)
    points: list[Point] = [(0.0, 0.0)] * len(boxes)
    for part, (min_x, min_y, _, _), (left, top) in zip(parts, frames, corners, strict=True):
        for member, (x, y) in part.items():
            points[member] = (x - min_x + left, y - min_y + top)
    return points


def _pack(sizes: Sequence[tuple[float, float]], many: bool) -> list[Point]:
    """Upper left corners for rectangles: the first few wherever the whole grows least, the rest in rows below.

    Where there are ``many`` things the rest would be a tower: then the rows begin beside the first few, too.
    """
    corners: list[Point] = []
    for width, height in sizes[:FITTED]:
        spots = [(0.0, 0.0)]
        for (x, y), (w, h) in zip(corners, sizes, strict=False):
            spots += [(x + w, y), (x, y + h), (x + w, 0.0), (0.0, y + h)]
        free = [spot for spot in spots if not _hits(spot, (width, height), corners, sizes)]
        corners.append(min(free, key=lambda spot: _growth(spot, (width, height), corners, sizes)))
    beside, below = _extent(corners, sizes)
    limit, top = beside, below
    if many and sizes[FITTED:]:
        limit, top = max(beside, math.sqrt(ASPECT * math.fsum(w * h for w, h in sizes))), 0.0
    start = left = beside if top < below else 0.0
    row = 0.0
    for width, height in sizes[FITTED:]:
        if left > start and left + width > limit:
            top, row = top + row, 0.0
            start = left = beside if top < below else 0.0
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
