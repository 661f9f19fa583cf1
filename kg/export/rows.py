"""Nodes and edges as rows: what the formats for network analysis (GEXF, CSV) have in common."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import networkx as nx

from kg.export.text import clean, identifier, one_line
from kg.export.times import Days, of_edge
from kg.graph import Streamed, joined
from kg.measured import PERSON_COLUMNS, TIE_FINDINGS

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

    name: str
    """As the network calls it."""
    id: str
    label: str
    type: str
    degree: int
    values: dict[str, str]
    """Of the columns, those that are known."""
    days: tuple[Days, ...] = ()
    """When it exists; empty: always."""


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
    days: tuple[Days, ...] = ()
    """When it exists; empty: always."""


def node_columns(network: nx.Graph | Streamed) -> dict[str, str]:
    """Attributes of the nodes of this network → their types: of an analysed one the measures, too."""
    measured = any("pagerank" in data for _, data in network.nodes(data=True))
    return NODE_COLUMNS | ({name: column.type for name, column in PERSON_COLUMNS.items()} if measured else {})


def tie_columns(network: nx.Graph) -> dict[str, str]:
    """Likewise of the edges of a network of co-attendance."""
    measured = any("expected" in data for *_, data in network.edges(data=True))
    return TIE_COLUMNS | ({name: column.type for name, column in TIE_FINDINGS.items()} if measured else {})


def nodes(network: nx.Graph | Streamed, days: Callable[[str], tuple[Days, ...]] = lambda _: ()) -> Iterator[Node]:
    """The nodes of a network, in its order; ``days`` says when one exists."""
    columns = node_columns(network)
    for name, data in network.nodes(data=True):
        yield Node(
            name=name,
            id=identifier(name),
            label=one_line(data["label"]),
            type=data["type"],
            degree=network.degree(name),
            values=_values(name, data, columns),
            days=days(name),
        )


def edges(network: nx.MultiDiGraph | Streamed, *, timed: bool = True) -> Iterator[Edge]:
    """The edges of a network of everything, in its order; no two of one kind between the same two nodes.

    Without ``timed`` none has days.
    """
    parallel: Counter[tuple[str, str]] = Counter()
    for source, target, key, data in network.edges(keys=True, data=True):
        relation, number = data["kind"], 1
        if relation == "holds":  # of all others there is one between two nodes
            parallel[source, target] += 1
            number = parallel[source, target]
        yield Edge(
            id=identifier(key),
            source=identifier(source),
            target=identifier(target),
            label=one_line(data["label"]),
            weight=_number(key, data["weight"]),
            kind=relation if number == 1 else f"{relation} {number}",
            values=_values(key, data | {"relation": relation}, EDGE_COLUMNS),
            days=of_edge(network, source, target, data) if timed else (),
        )


def ties(network: nx.Graph) -> Iterator[Edge]:
    """The edges of a network of co-attendance, in its order."""
    columns = tie_columns(network)
    for source, target, data in network.edges(data=True):
        yield Edge(
            id=identifier(data["id"]),
            source=identifier(source),
            target=identifier(target),
            label="",
            weight=_number(data["id"], data["weight"]),
            kind="",
            values=_values(data["id"], data, columns),
            days=of_edge(network, source, target, data),
        )


def written(value: object, kind: str) -> str | None:
    """A value as text for a column of a type; ``None`` where it says nothing: no value, no number, no text.

    Raises :class:`ValueError` where a column of numbers is given something else.

    >>> written(("区委书记", None, date(2020, 3, 9)), "string")
    '区委书记；2020-03-09'
    """
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if kind in ("integer", "double"):
        return _numeral(value, kind)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return joined(text for item in items if (text := written(item, kind)) is not None) or None
    return clean(value.isoformat() if isinstance(value, date) else str(value)) or None


def _numeral(value: object, kind: str) -> str:
    if not isinstance(value, int | float) or (kind == "integer" and value != int(value)):
        raise ValueError(f"{value!r} in a column of type {kind}")
    return repr(int(value) if kind == "integer" else float(value))


def _values(of: str, data: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    texts = {}
    for name, kind in columns.items():
        try:
            text = written(data.get(name), kind)
        except ValueError as error:
            raise ValueError(f"{of}: {name}: {error}") from error
        if text is not None:
            texts[name] = text
    return texts


def _number(of: str, weight: float) -> str:
    if not 0 < weight < math.inf:
        raise ValueError(f"{of}: weight {weight!r}: Gephi drops edges of weight 0 and warns of negative ones")
    return repr(weight)
