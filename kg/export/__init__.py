"""Writes the graph for other programs. A new format is one module and one line in :data:`EXPORTERS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.export import gexf, rdf, tables
from kg.export.rdf import to_rdflib, write_turtle
from kg.export.vocabulary import BASE, checked_base
from kg.model import Graph

__all__ = ["BASE", "EXPORTERS", "Exporter", "Options", "checked_base", "to_rdflib", "write_all", "write_turtle"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user can choose about exports."""

    base: str = BASE
    """Namespace of the RDF export."""


Exporter = Callable[[Graph, Path, Options], None]

EXPORTERS: dict[str, Exporter] = {
    "graph.ttl": lambda graph, path, options: rdf.write_turtle(graph, path, options.base),
    "graph.gexf": lambda graph, path, options: gexf.write_graph(graph, path),
    "coattendance.gexf": lambda graph, path, options: gexf.write_coattendance(graph, path),
    "nodes.csv": lambda graph, path, options: tables.write_nodes(graph, path),
    "edges.csv": lambda graph, path, options: tables.write_edges(graph, path),
}
"""File name → what writes it."""


def write_all(graph: Graph, folder: Path, base: str = BASE) -> list[str]:
    """Write every format into ``folder``, which must exist; the names of the files written.

    Raises :class:`~kg.errors.UsageError` for a ``base`` that cannot be a namespace, before anything is written.
    """
    options = Options(checked_base(base))
    for name, write in EXPORTERS.items():
        write(graph, folder / name, options)
    return list(EXPORTERS)
