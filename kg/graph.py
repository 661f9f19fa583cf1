"""The result as a graph in the sense of graph theory: what network analysis and drawing work on.

Nodes are named ``person:…``, ``body:…``, ``area:…``, ``event:…``, ``article:…``, followed by the id. Attributes are
strings, integers and floats only, so that every graph format can carry them; what is not known is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx

from kg.model import Area, ArticleSeen, Body, Event, Graph, Person, RoleHeld
from kg.order import OnDisk

LABELS = {
    # parts in an event
    "chair": "主持",
    "speaker": "讲话",
    "attendee": "出席",
    "observer": "列席",
    "lead": "带队",
    "companion": "陪同",
    # how sure
    "sure": "确定",
    "likely": "很可能",
    "unsure": "不确定",
    # types of events
    "meeting": "会议",
    "ceremony": "仪式",
    "press-conference": "新闻发布会",
    "inspection": "调研督导",
    "visit": "走访对接",
    "activity": "活动",
    "training": "培训",
    # kinds of edges
    "within": "属于",
    "held-at": "地点",
    "reported": "见报",
    "wrote": "采写",
    "mentions": "提及",
}
"""What people call the program's terms."""

NODE_TYPES = ("person", "body", "area", "event", "article")

Attributes = dict[str, Any]


class Place(NamedTuple):
    """Where a node stands in a picture, in pixels from its upper left, and its radius."""

    x: float
    y: float
    size: float


Places = Mapping[str, Mapping[str, Place]]
"""Picture (``who``: persons and ties, ``office``: who holds what, ``all``) → node → its place."""


def joined(texts: Iterable[str]) -> str:
    """Several strings in one attribute."""
    return "；".join(texts)


def to_networkx(
    graph: Graph, mentions: bool = True, several: Callable[[Iterable[str]], Any] = joined
) -> nx.MultiDiGraph:
    """Everything as one directed graph; each edge has a ``kind``, a ``weight`` above 0 and a key unique in the graph.

    ``several`` makes one attribute of several strings; with ``tuple`` they stay apart.

    ========== ============================== ======================================================
    kind       from → to                      attributes
    ========== ============================== ======================================================
    holds      person → body (area, if none)  role, title, former, first, last, confidence
    attended   person → event                 parts, confidence
    within     body, area → area; body → body
    held-at    event → area
    reported   event → article
    wrote      person → article
    mentions   article → person, body, area   left out unless ``mentions``
    ========== ============================== ======================================================
    """
    result = nx.MultiDiGraph(name="kg", version=graph.version)
    for name, attributes in _nodes(graph, several):
        result.add_node(name, **_known(attributes))
    for source, target, key, attributes in _edges(graph, mentions, several):
        _add_edge(result, source, target, key, attributes)
    return result


class Streamed:
    """What :func:`to_networkx` makes, to be gone through once, not all in memory; ends of edges are not checked.

    Edges come kind by kind, not node by node.
    """

    def __init__(self, graph: Graph, several: Callable[[Iterable[str]], Any] = joined) -> None:
        self._graph, self._several = graph, several
        self.graph = {"version": graph.version}

    def nodes(self, data: bool = True) -> Iterator[tuple[str, Attributes]]:
        """Names and attributes."""
        assert data
        return ((name, _known(attributes)) for name, attributes in _nodes(self._graph, self._several))

    def degree(self, name: str) -> int:
        """Not counted: no table has it."""
        assert name
        return 0

    def edges(self, keys: bool = True, data: bool = True) -> Iterator[tuple[str, str, str, Attributes]]:
        """Source, target, key and attributes."""
        assert keys
        assert data
        for source, target, key, attributes in _edges(self._graph, True, self._several):
            yield source, target, key, _known({"weight": 1} | attributes)


def gone_through(graph: Graph, several: Callable[[Iterable[str]], Any] = joined) -> nx.MultiDiGraph | Streamed:
    """Everything as nodes and edges, for what is written a row at a time."""
    return Streamed(graph, several) if isinstance(graph.participations, OnDisk) else to_networkx(graph, several=several)


def coattendance(graph: Graph) -> nx.Graph:
    """Persons who shared events, one edge a pair.

    Edge attributes: ``weight`` (how many events), ``strength`` (sum of 1/(n-1) over them with n participants each),
    ``first_seen``, ``last_seen``, ``events`` (their names), ``dates`` (of those whose day is known). A node has the
    ``dates`` of its edges. Several values in one attribute are joined by ``；``.
    """
    result = nx.Graph(name="kg co-attendance", version=graph.version)
    events = {event.id: event for event in graph.events}
    persons = {person.id: person for person in graph.persons}
    titles = _titles(graph.roles)
    dates: dict[str, set[str]] = defaultdict(set)
    for tie in graph.ties:
        for person in tie.persons:
            dates[person] |= _dates(events[event] for event in tie.events)
    for identity in sorted(dates):
        shown = _person(persons[identity], titles[identity]) | {"dates": joined(sorted(dates[identity]))}
        shown |= _measured(graph, identity)
        result.add_node(f"person:{identity}", **_known(shown))
    for tie in graph.ties:
        shared = [events[event] for event in tie.events]
        attributes = {
            "id": tie.id,
            "weight": tie.weight,
            "strength": tie.strength,
            "first_seen": tie.first_seen,
            "last_seen": tie.last_seen,
            "events": joined(event.name for event in shared),
            "dates": joined(sorted(_dates(shared))),
        }
        if graph.measured:
            attributes = dict(graph.measured.ties.get(tie.persons, {})) | attributes
        first, second = tie.persons
        result.add_edge(f"person:{first}", f"person:{second}", **_known(attributes))
    return result


def offices(graph: Graph) -> nx.MultiDiGraph:
    """Who holds which office where: of :func:`to_networkx` the edges ``holds``, what their bodies belong to, no areas'
    areas, and the nodes that these edges link."""
    result = nx.MultiDiGraph(name="kg offices", version=graph.version)
    edges = [*_holdings(graph.roles), *_belongings(graph)]
    linked = {end for source, target, _, _ in edges for end in (source, target)}
    for name, attributes in _nodes(graph):
        if name in linked:
            result.add_node(name, **_known(attributes))
    for source, target, key, attributes in edges:
        _add_edge(result, source, target, key, attributes)
    return result


def article_node(document: str, article: str) -> str:
    """The node of an article."""
    return f"article:{document}#{article}"


def _known(attributes: Attributes) -> Attributes:
    return {name: value for name, value in attributes.items() if value is not None and value not in ("", ())}


def _dates(events: Iterable[Event]) -> set[str]:
    return {event.date for event in events if event.date is not None}


def _titles(roles: Iterable[RoleHeld]) -> dict[str, list[str]]:
    titles: dict[str, list[str]] = defaultdict(list)
    for held in roles:
        titles[held.person] += held.titles or (held.role,)
    return titles


def _add_edge(result: nx.MultiDiGraph, source: str, target: str, key: str, attributes: Attributes) -> None:
    for name in (source, target):
        if name not in result:
            raise ValueError(f"edge {key!r} leads to {name!r}, which is no node of the graph")
    result.add_edge(source, target, key=key, **_known({"weight": 1} | attributes))


# --- nodes ------------------------------------------------------------------------------------------------------------


_Several = Callable[[Iterable[str]], Any]


def _nodes(graph: Graph, several: _Several = joined) -> Iterator[tuple[str, Attributes]]:
    titles = _titles(graph.roles)
    for person in graph.persons:
        yield f"person:{person.id}", _person(person, titles[person.id], several) | _measured(graph, person.id)
    for body in graph.bodies:
        yield f"body:{body.id}", _body(body, several)
    for area in graph.areas:
        yield f"area:{area.id}", _area(area, several)
    for event in graph.events:
        yield f"event:{event.id}", _event(event)
    for seen in graph.articles:
        yield article_node(seen.article.document, seen.article.id), _article(seen)


def _person(person: Person, titles: Iterable[str], several: _Several = joined) -> Attributes:
    return {
        "label": person.name,
        "type": "person",
        "titles": several(dict.fromkeys(titles)),
        "alt_names": several(person.alt_names),
        "reporter": 1 if person.byline else None,
    }


def _measured(graph: Graph, person: str) -> Attributes:
    """What network analysis found of a person."""
    return dict(graph.measured.persons.get(person, {})) if graph.measured else {}


def _body(body: Body, several: _Several) -> Attributes:
    return {"label": body.name, "type": "body", "alt_names": several(body.alt_names)}


def _area(area: Area, several: _Several) -> Attributes:
    return {
        "label": area.name,
        "type": "area",
        "alt_names": several(area.alt_names),
        "code": area.code,
        "site": None if area.administrative else 1,
    }


def _event(event: Event) -> Attributes:
    return {"label": event.name, "type": "event", "event_type": event.type, "date": event.date}


def _article(seen: ArticleSeen) -> Attributes:
    article = seen.article
    return {
        "label": article.headline or f"{article.document} {article.id}",
        "type": "article",
        "article_kind": article.kind,
        "document": article.document,
        "date": seen.published_from if seen.published_from == seen.published_to else None,
        "published_from": seen.published_from,
        "published_to": seen.published_to,
    }


# --- edges ------------------------------------------------------------------------------------------------------------

_Edge = tuple[str, str, str, Attributes]


def _edges(graph: Graph, mentions: bool, several: _Several) -> Iterator[_Edge]:
    yield from _holdings(graph.roles, several)
    for one in graph.participations:
        attributes = {
            "kind": "attended",
            "label": "、".join(LABELS[part] for part in one.parts),
            "parts": several(one.parts),
            "confidence": one.confidence,
        }
        yield f"person:{one.person}", f"event:{one.event}", f"attended:{one.id}", attributes
    yield from _containment(graph)
    for event in graph.events:
        source = f"event:{event.id}"
        if event.place is not None:
            yield _plain("held-at", source, f"area:{event.place}")
        for where in event.articles:
            yield _plain("reported", source, article_node(*where))
    for seen in graph.articles:
        yield from _articles_edges(seen, mentions)


def _holdings(roles: Iterable[RoleHeld], several: _Several = joined) -> Iterator[_Edge]:
    for held in roles:
        if held.body is None and held.area is None:  # an office of nothing: stands with the person only
            continue
        target = f"body:{held.body}" if held.body is not None else f"area:{held.area}"
        attributes = {
            "kind": "holds",
            "label": joined(held.titles) or held.role,
            "weight": max(1, len(held.articles)),
            "role": held.role,
            "title": several(held.titles),
            "former": 1 if held.former else None,
            "first": held.first_seen,
            "last": held.last_seen,
            "confidence": held.confidence,
        }
        yield f"person:{held.person}", target, f"holds:{held.id}", attributes


def _belongings(graph: Graph) -> Iterator[_Edge]:
    for body in graph.bodies:
        if body.area is not None:
            yield _plain("within", f"body:{body.id}", f"area:{body.area}")
        if body.parent is not None:
            yield _plain("within", f"body:{body.id}", f"body:{body.parent}")


def _containment(graph: Graph) -> Iterator[_Edge]:
    yield from _belongings(graph)
    for area in graph.areas:
        if area.within is not None:
            yield _plain("within", f"area:{area.id}", f"area:{area.within}")


def _articles_edges(seen: ArticleSeen, mentions: bool) -> Iterator[_Edge]:
    node = article_node(seen.article.document, seen.article.id)
    for author in seen.authors:
        yield _plain("wrote", f"person:{author}", node)
    if mentions:
        for kind, ids in (("person", seen.persons), ("body", seen.bodies), ("area", seen.areas)):
            for identity in ids:
                yield _plain("mentions", node, f"{kind}:{identity}")


def _plain(kind: str, source: str, target: str) -> _Edge:
    return source, target, f"{kind}:{source}→{target}", {"kind": kind, "label": LABELS[kind]}
