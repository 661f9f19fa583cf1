"""A GEXF 1.3 file while it is written: as a stream, so that a large graph is never in memory as XML."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from kg.export import rows
from kg.export.times import Days, day_after
from kg.graph import Place

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


class GexfFile:
    """First the columns, then the nodes, then the edges, each once.

    Args:
        path: where to write.
        title: what the file is, in a few words.
        version: the program's.
        settings: attributes of ``graph``; its ``timerepresentation`` says how days are written: as timestamps the first
            of each span; as intervals from the midnight that begins it to the one that ends it, for Gephi takes a date
            for its midnight, and an interval from a day to the same day has no length that its timeline could show.
        places: node → where it stands, y downwards; Gephi's y points up, so it is turned round.
    """

    def __init__(
        self, path: Path, title: str, version: str, settings: Mapping[str, str], places: Mapping[str, Place]
    ) -> None:
        self._path = path
        self._title = title
        self._version = version
        self._settings = settings
        self._timestamps = settings["timerepresentation"] == "timestamp"
        self._places = places
        self._open: list[Any] = []

    def __enter__(self) -> GexfFile:
        # A file of Python's: of a full disk lxml's own tell in words of their own.
        self._xml = self._enter(etree.xmlfile(self._enter(self._path.open("wb")), encoding="UTF-8"))
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
            self._spells(node.days)
            red, green, blue = COLOURS[node.type]
            self._empty("color", {"r": str(red), "g": str(green), "b": str(blue)}, VIZ)
            place = self._places.get(node.name)
            if place is not None:
                self._empty("position", {"x": f"{place.x:.10g}", "y": f"{0 - place.y:.10g}", "z": "0"}, VIZ)
            self._empty("size", {"value": f"{place.size if place else 4 + 2 * math.sqrt(node.degree):.2f}"}, VIZ)
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
            self._spells(edge.days)
        self._line()

    def _values(self, values: Mapping[str, str]) -> None:
        if values:
            with self._element("attvalues"):
                for name, value in values.items():
                    self._empty("attvalue", {"for": name, "value": value})

    def _spells(self, spans: Iterable[Days]) -> None:
        if spans:
            with self._element("spells"):
                for first, last in spans:
                    times = {"timestamp": first} if self._timestamps else {"start": first, "end": day_after(last)}
                    self._empty("spell", times)
