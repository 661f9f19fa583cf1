"""Nodes and edges as rows: what the formats for network analysis (GEXF, CSV) have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx

from kg.export.text import clean, identifier, one_line

NODE_COLUMNS = {
    "type": "string",
    "titles": "string",
    "alt_names": "string",
    "reporter": "integer",
    "code": "string",
    "site": "integer",
    "event_type": "string",
    "article_kind": "string",
    "document": "string",
    "date": "string",
    "published_from": "string",
    "published_to": "string",
}
"""Attribute of a node → its type in GEXF. ``reporter`` and ``site`` are 1 or not there."""

EDGE_COLUMNS = {
    "relation": "string",
    "role": "string",
    "title": "string",
    "former": "integer",
    "first": "string",
    "last": "string",
    "parts": "string",
    "confidence": "string",
}
"""Attribute of an edge → its type in GEXF; ``relation`` is the ``kind`` of :func:`kg.graph.to_networkx`."""

TIE_COLUMNS = {
    "strength": "double",
    "first_seen": "string",
    "last_seen": "string",
    "events": "string",
}
"""The same for edges of :func:`kg.graph.coattendance`."""


class Node(NamedTuple):
    """A node, ready to be written."""

    id: str
    label: str
    type: str
    degree: int
    values: dict[str, str]
    """Of the columns, those that are known."""
    dates: tuple[str, ...] = ()


class Edge(NamedTuple):
    """An edge, ready to be written."""

    id: str
    source: str
    target: str
    label: str
    weight: str
    kind: str
    """Different for parallel edges, as Gephi wants it: ``holds``, ``holds 2``; empty in a simple graph."""
    values: dict[str, str]
    dates: tuple[str, ...] = ()


def nodes(network: nx.Graph) -> Iterator[Node]:
    """The nodes of a network, in its order."""
    for name, data in network.nodes(data=True):
        yield Node(
            id=identifier(name),
            label=one_line(data["label"]),
            type=data["type"],
            degree=network.degree(name),
            values=_values(data, NODE_COLUMNS),
            dates=_dates(data),
        )


def edges(network: nx.MultiDiGraph) -> Iterator[Edge]:
    """The edges of a network of everything, in its order; no two of one kind between the same two nodes."""
    parallel: Counter[tuple[str, str, str]] = Counter()
    for source, target, key, data in network.edges(keys=True, data=True):
        relation = data["kind"]
        parallel[source, target, relation] += 1
        number = parallel[source, target, relation]
        yield Edge(
            id=identifier(key),
            source=identifier(source),
            target=identifier(target),
            label=one_line(data["label"]),
            weight=_number(data["weight"]),
            kind=relation if number == 1 else f"{relation} {number}",
            values=_values(data | {"relation": relation}, EDGE_COLUMNS),
        )


def ties(network: nx.Graph) -> Iterator[Edge]:
    """The edges of a network of co-attendance, in its order."""
    for source, target, data in network.edges(data=True):
        yield Edge(
            id=identifier(data["id"]),
            source=identifier(source),
            target=identifier(target),
            label="",
            weight=_number(data["weight"]),
            kind="",
            values=_values(data, TIE_COLUMNS),
            dates=_dates(data),
        )


def _values(data: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    return {name: _written(data[name]) for name in columns if name in data}


def _written(value: object) -> str:
    return clean(value) if isinstance(value, str) else repr(value)


def _number(weight: float) -> str:
    if weight <= 0:
        raise ValueError(f"weight {weight!r}: Gephi drops edges of weight 0 and warns of negative ones")
    return repr(weight)


def _dates(data: Mapping[str, Any]) -> tuple[str, ...]:
    dates = data.get("dates", "")
    return tuple(dates.split("；")) if dates else ()
