"""The three pictures: what stands in each, what links it, and where it stands."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph import Place, Places, article_node
from kg.model import Article, Graph
from kg.view.data import Quotes, article_id
from kg.view.groups import communities
from kg.view.layout import Box, components, place
from kg.view.links import VIEWS_OF, Link, links_of

Json = dict[str, Any]

VIEWS = ("who", "office", "all")
"""谁见过谁 (persons), 谁任何职 (persons, bodies, areas), 全部 (everything)."""
SHAPES = {
    "person": "dot",
    "reporter": "dot",
    "body": "square",
    "area": "hexagon",
    "event": "diamond",
    "article": "triangleDown",
}
SIZES = {"person": 7.0, "reporter": 5.0, "body": 7.0, "area": 7.0, "event": 8.0, "article": 5.0}
BIG = 100
"""A view of more nodes than this opens on its strongest part."""
CORE = 60
"""Which is this many: people follow no paths through more."""
MOST = 2000
"""No more than this many are drawn at once."""
LABELS = {"person": 12, "reporter": 12, "body": 12, "area": 12, "event": 9, "article": 9}
"""Characters of a label that the picture shows at rest; the page cuts it there, the layout makes room for it."""
EM = 12.5
LINE = 17.0


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in the pictures and where; things are named as the page names them."""

    kinds: dict[str, str]
    labels: dict[str, str]
    links: list[Link]
    seats: dict[str, Json]
    """Thing → view → its seat there."""


def laid_out(graph: Graph) -> Layout:
    """The three pictures of a graph: what takes longest in writing the page, and other formats want it, too."""
    kinds, labels = _things(graph)
    links = links_of(graph, set(kinds))
    seats: dict[str, Json] = {thing: {} for thing in kinds}
    for view in VIEWS:
        _seat(view, kinds, labels, links, seats)
    return Layout(kinds, labels, links, seats)


def places(graph: Graph, layout: Layout) -> Places:
    """Where the nodes of :mod:`kg.graph` stand in each view."""
    nodes = {
        article_id(one.document, one.id): article_node(one.document, one.id)
        for one in (seen.article for seen in graph.articles)
    }
    return {
        view: {
            nodes.get(thing, thing): Place(seat[view]["x"], seat[view]["y"], seat[view]["size"])
            for thing, seat in layout.seats.items()
            if view in seat
        }
        for view in VIEWS
    }


def network(graph: Graph, quotes: Quotes, layout: Layout | None = None) -> tuple[list[Json], list[Json]]:
    """Nodes and edges for vis-network, each node with its place in every view it stands in.

    Edges name their ends by number, in the order of the nodes, and the words behind them by number of ``quotes``.
    ``layout`` is that of ``graph``, where it is there already.
    """
    picture = layout or laid_out(graph)
    labels, seats = picture.labels, picture.seats
    nodes = [
        {"id": thing, "label": labels[thing], "kind": kind, "shape": SHAPES[kind], "views": seats[thing]}
        for thing, kind in picture.kinds.items()
    ]
    numbers = {thing: number for number, thing in enumerate(picture.kinds)}
    events = {event.id: number for number, event in enumerate(graph.events)}
    return nodes, [_edge(link, numbers, events, quotes) for link in picture.links]


def _seat(view: str, kinds: dict[str, str], labels: dict[str, str], links: list[Link], seats: dict[str, Json]) -> None:
    """Give each thing of a view its place, size, weight and rank in it."""
    strengths = _strengths(links, view)
    ids = [thing for thing, kind in kinds.items() if _stands_in(view, kind, thing in strengths)]
    number = {thing: i for i, thing in enumerate(ids)}
    edges = [
        (number[link.one], number[link.other], link.value)
        for link in links
        if view in VIEWS_OF[link.kind] and link.one in number and link.other in number
    ]
    weights = [strengths[thing] for thing in ids]
    sizes = [_size(kinds[thing], strengths[thing]) for thing in ids]
    parts, core = _core(components(len(ids), edges, weights), weights)
    room = [_box(labels[thing][: LABELS[kinds[thing]] + 1], size) for thing, size in zip(ids, sizes, strict=True)]
    spots = place(room, edges, parts, core if len(ids) > BIG else ())
    groups = communities(len(ids), edges)
    order = sorted(range(len(ids)), key=lambda i: (i not in core, -weights[i], i))
    for rank, i in enumerate(order):
        x, y = spots[i]
        seat = {"x": x, "y": y, "size": sizes[i], "weight": round(weights[i], 3), "rank": rank, "group": groups[i]}
        seats[ids[i]][view] = seat


def _core(parts: list[list[int]], weights: Sequence[float]) -> tuple[list[list[int]], set[int]]:
    """The components, and the strongest part of all, :data:`CORE` things at most; its components come first.

    That part is made of whole components, so that it hangs together; of one larger than it, the strongest members.
    """
    core: set[int] = set()
    first, later = [], []
    for part in parts:
        if len(part) > CORE and not core:
            core.update(sorted(part, key=lambda i: (-weights[i], i))[:CORE])
            first.append(part)
        elif len(core) + len(part) <= CORE:
            core.update(part)
            first.append(part)
        else:
            later.append(part)
    return first + later, core


def _things(graph: Graph) -> tuple[dict[str, str], dict[str, str]]:
    """The kind and the label of every thing by its id, in the graph's order."""
    kinds: dict[str, str] = {}
    labels: dict[str, str] = {}

    def add(kind: str, key: str, label: str) -> None:
        kinds[key], labels[key] = kind, label

    for person in graph.persons:
        add("reporter" if person.byline else "person", f"person:{person.id}", person.name)
    for body in graph.bodies:
        add("body", f"body:{body.id}", body.name)
    for area in graph.areas:
        add("area", f"area:{area.id}", area.name)
    for event in graph.events:
        add("event", f"event:{event.id}", event.name)
    for seen in graph.articles:
        add("article", article_id(seen.article.document, seen.article.id), article_label(seen.article))
    return kinds, labels


def article_label(article: Article) -> str:
    """The headline, or how the text begins where there is none.

    >>> article_label(Article("a1", "x.txt", "news", None, (), "3月9日，会议召开。", 0, 0, 10, ()))
    '3月9日，会议召开…'
    """
    return article.headline or article.text[article.body_at :].split("。")[0].split("\n")[0][:24] + "…"


def _strengths(links: Iterable[Link], view: str) -> Counter[str]:
    """How much hangs on each thing in a view: what is drawn larger, labelled first, shown where not all has room."""
    strengths: Counter[str] = Counter()
    for link in links:
        if view in VIEWS_OF[link.kind]:
            # A tie counts for how many meetings there were, not for how small they were: halls full of people are
            # where most is known of somebody.
            weight = math.sqrt(link.number) if link.kind == "tie" else link.value * link.number
            strengths[link.one] += weight  # type: ignore[assignment]
            strengths[link.other] += weight  # type: ignore[assignment]
    return strengths


def _stands_in(view: str, kind: str, linked: bool) -> bool:
    if view == "who":
        return kind == "person"
    if view == "office":
        return kind in ("person", "body", "area") and linked
    return True


def _size(kind: str, strength: float) -> float:
    return round(SIZES[kind] + min(9.0, 1.5 * math.sqrt(strength)) * (kind not in ("article", "reporter")), 1)


def _box(label: str, size: float) -> Box:
    """The room of a node and its label; Chinese characters are square, others narrower."""
    width = sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.6 for char in label)
    return Box(max(2 * size, width * EM) + 14, 2 * size + LINE + 12)


def _edge(link: Link, numbers: dict[str, int], events: dict[str, int], quotes: Quotes) -> Json:
    """A row for vis-network; ends and events by their numbers, so that a large graph's page stays small."""
    edge: Json = {"kind": link.kind, "from": numbers[link.one], "to": numbers[link.other]}
    edge["value"] = round(link.value, 4)
    edge["number"] = link.number
    if link.doubtful:
        edge["doubtful"] = True
    if link.events:
        edge["events"] = [events[event] for event in link.events if event in events]
    if link.words:
        edge["words"] = quotes.numbers(link.words)
    return edge
