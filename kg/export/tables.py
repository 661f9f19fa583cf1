"""``nodes.csv`` and ``edges.csv``: the same as ``graph.gexf``, for Gephi's spreadsheet import, Excel, and pandas.

UTF-8 with a byte order mark: a Chinese Excel takes a file without one for GBK. Gephi (0.9.3 and later) skips it, and so
does Python's ``utf-8-sig``.

A cell that a spreadsheet would run as a formula gets an apostrophe in front; :func:`unguarded` takes it off again. Ids
never need one, so that ``Source`` and ``Target`` are what ``Id`` says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.export import rows
from kg.graph import gone_through
from kg.model import Graph, Value

Cell = str | Value

_NODE_HEADER = {"type": "Kind"}
"""``Type`` is Gephi's word for the direction of an edge."""

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What opens a formula (the full-width marks too, in East Asian versions), or looks like one guarded already."""


def write_nodes(graph: Graph, path: Path) -> None:
    """A line a node: ``Id``, ``Label``, ``Kind`` (person, body, …) and what is known of it."""
    network = gone_through(graph)
    columns = rows.node_columns(network)
    header = ["Id", "Label", *(_NODE_HEADER.get(name, name) for name in columns)]
    lines = ([node.id, node.label, *(node.values.get(name, "") for name in columns)] for node in rows.nodes(network))
    write_csv(path, header, lines)


def write_edges(graph: Graph, path: Path) -> None:
    """A line an edge: ``Source``, ``Target``, ``Type`` (always Directed), ``Kind``, ``Id``, ``Label``, ``Weight``, …"""
    header = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", *rows.EDGE_COLUMNS]
    lines = (
        [
            edge.source,
            edge.target,
            "Directed",
            edge.kind,
            edge.id,
            edge.label,
            edge.weight,
            *(edge.values.get(name, "") for name in rows.EDGE_COLUMNS),
        ]
        for edge in rows.edges(gone_through(graph), timed=False)
    )
    write_csv(path, header, lines)


def guarded(cell: str) -> str:
    """``cell`` as no spreadsheet takes it for a formula.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What :func:`guarded` was given.

    >>> unguarded("'=1+1")
    '=1+1'
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_csv(path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> None:
    """A table as a spreadsheet may open it: UTF-8 with a mark, no text a formula; empty where nothing is known."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in line] for line in lines)
