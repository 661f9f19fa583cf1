"""Writes the graph for other programs. A new format is one module and one line in :data:`EXPORTERS`, which are always
written, or :data:`FORMATS`, which are written when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError
from kg.export import gexf, rdf, tables
from kg.export.rdf import to_rdflib, write_turtle
from kg.export.vocabulary import BASE, checked_base
from kg.graph import Places
from kg.model import Graph

__all__ = [
    "BASE",
    "EXPORTERS",
    "FORMATS",
    "Exporter",
    "Options",
    "checked_base",
    "checked_formats",
    "left_behind",
    "to_rdflib",
    "write_all",
    "write_turtle",
]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user can choose about exports."""

    base: str = BASE
    """Namespace of the RDF export."""
    places: Places = field(default_factory=dict)
    """Where the nodes stand in the pictures of the view; empty: no format says where."""


Exporter = Callable[[Graph, Path, Options], None]

EXPORTERS: dict[str, Exporter] = {
    "graph.ttl": lambda graph, path, options: rdf.write_turtle(graph, path, options.base),
    "graph.gexf": lambda graph, path, options: gexf.write_graph(graph, path, options.places),
    "offices.gexf": lambda graph, path, options: gexf.write_offices(graph, path, options.places),
    "coattendance.gexf": lambda graph, path, options: gexf.write_coattendance(graph, path, options.places),
    "nodes.csv": lambda graph, path, options: tables.write_nodes(graph, path),
    "edges.csv": lambda graph, path, options: tables.write_edges(graph, path),
}
"""File name → what writes it."""


FORMATS: dict[str, tuple[str, Exporter]] = {
    "ntriples": ("graph.nt", lambda graph, path, options: rdf.write_ntriples(graph, path, options.base)),
    "jsonld": ("graph.jsonld", lambda graph, path, options: rdf.write_jsonld(graph, path, options.base)),
    "rdfxml": ("graph.rdf", lambda graph, path, options: rdf.write_rdfxml(graph, path, options.base)),
    "trig": ("graph.trig", lambda graph, path, options: rdf.write_trig(graph, path, options.base)),
}
"""What ``--format`` may name → file name, and what writes it."""


def checked_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """``formats``, each once, in the order of :data:`FORMATS`.

    Raises :class:`~kg.errors.UsageError` for one that is none.
    """
    wanted = set(formats)
    for unknown in sorted(wanted - FORMATS.keys()):
        raise UsageError(f"--format {unknown!r} is unknown; name one of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in wanted)


def left_behind(folder: Path, formats: Iterable[str]) -> list[str]:
    """Warnings of files in ``folder`` that an earlier build was asked for, and this one, of ``formats``, is not."""
    wanted = set(formats)
    return [
        f"{file} is of an earlier build; --format {name} renews it"
        for name, (file, _) in FORMATS.items()
        if name not in wanted and (folder / file).exists()
    ]


def write_all(
    graph: Graph, folder: Path, base: str = BASE, formats: Iterable[str] = (), places: Places | None = None
) -> list[str]:
    """Write what is always written, and ``formats``, into ``folder``, which must exist; the names of the files written.

    ``places`` are those of the view's pictures, for formats that say where nodes stand.

    Raises :class:`~kg.errors.UsageError` for a ``base`` that cannot be a namespace or a format that is none, before
    anything is written.
    """
    options = Options(checked_base(base), places or {})
    writers = EXPORTERS | dict(FORMATS[name] for name in checked_formats(formats))
    for name, write in writers.items():
        write(graph, folder / name, options)
    return list(writers)
