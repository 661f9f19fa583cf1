"""GEXF 1.3 for Gephi (0.9.3 and later) and what else reads it.

Written as a stream, so that a large graph is never in memory as XML; networkx's own writer knows only GEXF 1.2, puts
today's date into the file and has no parallel edges that Gephi keeps apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from kg.export import rows
from kg.graph import coattendance, to_networkx
from kg.model import Graph

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"

COLOURS = {
    "person": (0x00, 0x72, 0xB2),
    "body": (0xD5, 0x5E, 0x00),
    "area": (0x00, 0x9E, 0x73),
    "event": (0xCC, 0x79, 0xA7),
    "article": (0x99, 0x99, 0x99),
}
"""Type of a node → red, green, blue; told apart also by the colour-blind (Okabe and Ito 2008)."""


def write_graph(graph: Graph, path: Path) -> None:
    """Everything: a directed graph with parallel edges."""
    network = to_networkx(graph)
    with _Document(path, "知识图谱", graph.version, {"mode": "static", "defaultedgetype": "directed"}) as document:
        document.columns("node", rows.NODE_COLUMNS)
        document.columns("edge", rows.EDGE_COLUMNS)
        document.nodes(rows.nodes(network), len(network))
        document.edges(rows.edges(network), network.number_of_edges())


def write_coattendance(graph: Graph, path: Path) -> None:
    """Persons only, one undirected edge a pair that shared events; both exist on the days of these events.

    An edge has as ``weight`` the number of events, as ``strength`` Newman's measure, which counts a full hall little.
    Where the day of none is known, it has no time and is always there.
    """
    network = coattendance(graph)
    settings = {
        "mode": "dynamic",
        "defaultedgetype": "undirected",
        "timeformat": "date",
        "timerepresentation": "timestamp",
    }
    with _Document(path, "谁与谁同场", graph.version, settings) as document:
        document.columns("node", rows.NODE_COLUMNS)
        document.columns("edge", rows.TIE_COLUMNS)
        document.nodes(rows.nodes(network), len(network))
        document.edges(rows.ties(network), network.number_of_edges())


class _Document:
    """A GEXF file while it is written: first the columns, then the nodes, then the edges."""

    def __init__(self, path: Path, title: str, version: str, settings: Mapping[str, str]) -> None:
        self._path = path
        self._title = title
        self._version = version
        self._settings = settings
        self._open: list[Any] = []

    def __enter__(self) -> _Document:
        self._xml = self._enter(etree.xmlfile(str(self._path), encoding="UTF-8"))
        self._xml.write_declaration()
        self._enter(self._xml.element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap={None: GEXF, "viz": VIZ}))
        self._line()
        with self._element("meta"):  # no lastmodifieddate: the same input gives the same bytes
            with self._element("creator"):
                self._xml.write(f"kg {self._version}")
            with self._element("description"):
                self._xml.write(self._title)
        self._line()
        self._enter(self._element("graph", self._settings))
        self._line()
        return self

    def __exit__(self, *problem: Any) -> None:
        while self._open:
            self._open.pop().__exit__(*problem)

    def _enter(self, context: Any) -> Any:
        entered = context.__enter__()
        self._open.append(context)
        return entered

    def _element(self, name: str, attributes: Mapping[str, str] | None = None) -> Any:
        return self._xml.element(f"{{{GEXF}}}{name}", attributes or {})

    def _empty(self, name: str, attributes: Mapping[str, str], namespace: str = GEXF) -> None:
        with self._xml.element(f"{{{namespace}}}{name}", attributes):
            pass

    def _line(self) -> None:
        self._xml.write("\n")

    def columns(self, of: str, columns: Mapping[str, str]) -> None:
        """Declare the attributes of nodes or edges."""
        with self._element("attributes", {"class": of, "mode": "static"}):
            for name, kind in columns.items():
                self._empty("attribute", {"id": name, "title": name, "type": kind})
        self._line()

    def nodes(self, nodes: Iterable[rows.Node], count: int) -> None:
        """Write the nodes."""
        with self._element("nodes", {"count": str(count)}):
            self._line()
            for node in nodes:
                self._node(node)
        self._line()

    def _node(self, node: rows.Node) -> None:
        with self._element("node", {"id": node.id, "label": node.label}):
            self._values(node.values)
            self._spells(node.dates)
            red, green, blue = COLOURS[node.type]
            self._empty("color", {"r": str(red), "g": str(green), "b": str(blue)}, VIZ)
            self._empty("size", {"value": f"{4 + 2 * math.sqrt(node.degree):.2f}"}, VIZ)
        self._line()

    def edges(self, edges: Iterable[rows.Edge], count: int) -> None:
        """Write the edges."""
        with self._element("edges", {"count": str(count)}):
            self._line()
            for edge in edges:
                self._edge(edge)
        self._line()

    def _edge(self, edge: rows.Edge) -> None:
        attributes = {"id": edge.id, "source": edge.source, "target": edge.target, "weight": edge.weight}
        optional = {"label": edge.label, "kind": edge.kind}
        with self._element("edge", attributes | {name: value for name, value in optional.items() if value}):
            self._values(edge.values)
            self._spells(edge.dates)
        self._line()

    def _values(self, values: Mapping[str, str]) -> None:
        if values:
            with self._element("attvalues"):
                for name, value in values.items():
                    self._empty("attvalue", {"for": name, "value": value})

    def _spells(self, dates: Iterable[str]) -> None:
        if dates:
            with self._element("spells"):
                for date in dates:
                    self._empty("spell", {"timestamp": date})
