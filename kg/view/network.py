"""The three pictures: what stands in each, what links it, and where it stands."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.model import Article, Graph
from kg.view.data import article_id
from kg.view.layout import Box, components, place

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
BIG = 150
"""A view of more nodes than this opens on its strongest part."""
CORE = 90
"""Which is this many."""
LABELS = {"person": 12, "reporter": 12, "body": 12, "area": 12, "event": 9, "article": 9}
"""Characters of a label that the picture shows at rest; the page cuts it there, the layout makes room for it."""
EM = 12.5
LINE = 17.0


@dataclass(slots=True)
class Link:
    """An edge of the picture; ``value`` is how strong it is."""

    kind: str
    one: str
    other: str
    views: tuple[str, ...]
    value: float = 1.0
    doubtful: bool = False
    number: int = 1
    """How many facts stand behind it."""

    @property
    def id(self) -> str:
        """Unique in the page, readable in its address."""
        return f"{self.kind}:{self.one}|{self.other}"


@dataclass(slots=True)
class Links:
    """Edges, one for each pair of a kind, between things that exist."""

    known: set[str]
    by_id: dict[str, Link] = field(default_factory=dict)

    def add(self, link: Link) -> None:
        """Take ``link``, or count it onto the one that is there; links to what the graph does not hold are dropped."""
        if link.one == link.other or link.one not in self.known or link.other not in self.known:
            return
        there = self.by_id.setdefault(link.id, link)
        if there is not link:
            there.number += 1
            there.doubtful = there.doubtful and link.doubtful


def network(graph: Graph) -> tuple[list[Json], list[Json]]:
    """Nodes and edges for vis-network, each node with its place in every view it stands in."""
    kinds, labels = _things(graph)
    links = _links(graph, set(kinds))
    seats: dict[str, Json] = {thing: {} for thing in kinds}
    for view in VIEWS:
        _seat(view, kinds, labels, links, seats)
    nodes = [
        {"id": thing, "label": labels[thing], "kind": kind, "shape": SHAPES[kind], "views": seats[thing]}
        for thing, kind in kinds.items()
    ]
    return nodes, [_edge(link) for link in links]


def _seat(view: str, kinds: dict[str, str], labels: dict[str, str], links: list[Link], seats: dict[str, Json]) -> None:
    """Give each thing of a view its place, size, weight and rank in it."""
    strengths = _strengths(links, view)
    ids = [thing for thing, kind in kinds.items() if _stands_in(view, kind, thing in strengths)]
    number = {thing: i for i, thing in enumerate(ids)}
    edges = [
        (number[link.one], number[link.other], link.value)
        for link in links
        if view in link.views and link.one in number and link.other in number
    ]
    weights = [strengths[thing] for thing in ids]
    sizes = [_size(kinds[thing], strengths[thing]) for thing in ids]
    parts, core = _core(components(len(ids), edges, weights), weights)
    room = [_box(labels[thing][: LABELS[kinds[thing]] + 1], size) for thing, size in zip(ids, sizes, strict=True)]
    spots = place(room, edges, parts, core if len(ids) > BIG else ())
    order = sorted(range(len(ids)), key=lambda i: (i not in core, -weights[i], i))
    for rank, i in enumerate(order):
        x, y = spots[i]
        seats[ids[i]][view] = {"x": x, "y": y, "size": sizes[i], "weight": round(weights[i], 3), "rank": rank}


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


def _links(graph: Graph, known: set[str]) -> list[Link]:
    links = Links(known)
    _link_ties(graph, links)
    _link_offices(graph, links)
    _link_events(graph, links)
    _link_articles(graph, links)
    return list(links.by_id.values())


def _link_ties(graph: Graph, links: Links) -> None:
    sure = {(taken.event, taken.person) for taken in graph.participations if taken.confidence == "sure"}
    for tie in graph.ties:
        one, other = tie.persons
        doubtful = not any((event, one) in sure and (event, other) in sure for event in tie.events)
        links.add(Link("tie", f"person:{one}", f"person:{other}", ("who",), tie.strength, doubtful, tie.weight))


def _link_offices(graph: Graph, links: Links) -> None:
    both = ("office", "all")
    for role in graph.roles:
        if role.body is None and role.area is None:
            continue
        seat = f"body:{role.body}" if role.body is not None else f"area:{role.area}"
        links.add(Link("office", f"person:{role.person}", seat, both, doubtful=role.confidence != "sure"))
    for body in graph.bodies:
        if body.area is not None:
            links.add(Link("serves", f"body:{body.id}", f"area:{body.area}", both, 0.6))
        if body.parent is not None:
            links.add(Link("part", f"body:{body.id}", f"body:{body.parent}", both, 0.8))
    for area in graph.areas:
        if area.within is not None:
            links.add(Link("within", f"area:{area.id}", f"area:{area.within}", ("all",), 0.5))


def _link_events(graph: Graph, links: Links) -> None:
    for taken in graph.participations:
        doubtful = taken.confidence != "sure"
        links.add(Link("took", f"person:{taken.person}", f"event:{taken.event}", ("all",), 1.2, doubtful))
    for event in graph.events:
        if event.place is not None:
            links.add(Link("at", f"event:{event.id}", f"area:{event.place}", ("all",), 0.6))
        for document, article in event.articles:
            links.add(Link("reported", f"event:{event.id}", article_id(document, article), ("all",)))


def _link_articles(graph: Graph, links: Links) -> None:
    """Articles to their reporters, and to those they name who are not linked to them by an event they report."""
    reports: dict[str, set[str]] = {}
    for event in graph.events:
        for place_ in event.articles:
            reports.setdefault(article_id(*place_), set()).add(event.id)
    attended = {(taken.event, taken.person) for taken in graph.participations}
    for seen in graph.articles:
        article = article_id(seen.article.document, seen.article.id)
        for author in seen.authors:
            links.add(Link("byline", f"person:{author}", article, ("all",)))
        for person in seen.persons:
            if not any((event, person) in attended for event in reports.get(article, ())):
                links.add(Link("named", f"person:{person}", article, ("all",), 0.8))


def _strengths(links: Iterable[Link], view: str) -> Counter[str]:
    """How much hangs on each thing in a view: what is drawn larger, labelled first, shown where not all has room."""
    strengths: Counter[str] = Counter()
    for link in links:
        if view in link.views:
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


def _edge(link: Link) -> Json:
    edge: Json = {"id": link.id, "from": link.one, "to": link.other, "kind": link.kind, "views": list(link.views)}
    edge["value"] = round(link.value, 4)
    edge["number"] = link.number
    if link.doubtful:
        edge["doubtful"] = True
    return edge
