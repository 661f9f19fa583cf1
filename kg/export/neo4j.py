"""``neo4j-nodes.csv`` and ``neo4j-edges.csv`` for ``neo4j-admin database import full``, by its defaults.

A value is on one line, items of an array stand apart by ``;``, and one in an item is made full-width.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.export.text import clean, identifier
from kg.export.times import calendar_day
from kg.graph import gone_through
from kg.measured import PERSON_COLUMNS
from kg.model import Graph

LABELS = {"person": "Person", "body": "Body", "area": "Area", "event": "Event", "article": "Article"}
"""Type of a node → its label in Neo4j. A relationship's type is its ``kind`` in capitals: ``HELD_AT``."""

NODE_COLUMNS = {
    "label": "name",
    "titles": "titles:string[]",
    "alt_names": "alt_names:string[]",
    "reporter": "reporter:boolean",
    "code": "code",
    "site": "site:boolean",
    "event_type": "event_type",
    "article_kind": "article_kind",
    "document": "document",
    "date": "date:date",
    "published_from": "published_from:date",
    "published_to": "published_to:date",
}
"""Attribute of :func:`kg.graph.to_networkx` → head of its column."""

EDGE_COLUMNS = {
    "label": "name",
    "weight": "weight:long",
    "role": "role",
    "title": "titles:string[]",
    "former": "former:boolean",
    "first": "first:date",
    "last": "last:date",
    "parts": "parts:string[]",
    "confidence": "confidence",
}


_NUMBERS = {"integer": "long", "double": "double"}
FILES = ("neo4j-nodes.csv", "neo4j-edges.csv")


def write_neo4j(graph: Graph, folder: Path) -> None:
    """Everything that ``graph.gexf`` has, in the two :data:`FILES`."""
    nodes, edges = (folder / file for file in FILES)
    network = gone_through(graph, several=tuple)
    columns = dict(NODE_COLUMNS)
    if graph.measured:
        columns |= {name: f"{name}:{_NUMBERS[column.type]}" for name, column in PERSON_COLUMNS.items()}
    _write(
        nodes,
        ["id:ID", *columns.values(), ":LABEL"],
        ([identifier(name), *_cells(data, columns), LABELS[data["type"]]] for name, data in network.nodes(data=True)),
    )
    _write(
        edges,
        [":START_ID", ":END_ID", ":TYPE", "id", *EDGE_COLUMNS.values()],
        (
            [identifier(source), identifier(target), _type(data["kind"]), identifier(key), *_cells(data, EDGE_COLUMNS)]
            for source, target, key, data in network.edges(keys=True, data=True)
        ),
    )


def _type(kind: str) -> str:
    return kind.upper().replace("-", "_")


def _cells(data: Mapping[str, Any], columns: Mapping[str, str]) -> list[str]:
    return [_cell(data.get(name), head.partition(":")[2]) for name, head in columns.items()]


def _cell(value: Any, kind: str) -> str:
    """A value in a column; empty for what is not known, and for a day that is in no calendar."""
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "date":
        return value if calendar_day(value) else ""
    if kind == "string[]":
        return ";".join(_line(item).replace(";", "；") for item in value)
    return _line(str(value))


def _line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", clean(text))


def _write(path: Path, header: list[str], lines: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
