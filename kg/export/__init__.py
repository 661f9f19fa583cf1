"""Writes the graph for other programs. A new format is one module and one line in :data:`EXPORTERS`, which are always
written, or :data:`FORMATS`, which are written when asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError
from kg.export import gexf, graphml, neo4j, pajek, parquet, rdf, tables, ucinet
from kg.export.rdf import to_rdflib, write_turtle
from kg.export.vocabulary import BASE, checked_base
from kg.graph import Places
from kg.model import Graph

__all__ = [
    "BASE",
    "EXPORTERS",
    "FORMATS",
    "STREAMED",
    "WHOLE",
    "Exporter",
    "Format",
    "Options",
    "checked_base",
    "checked_formats",
    "left_behind",
    "to_rdflib",
    "write_all",
    "write_measured",
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


@dataclass(frozen=True, slots=True)
class Format:
    """What ``--format`` may ask for: one file, or several that belong together."""

    files: tuple[str, ...]
    write: Exporter
    """Called with the folder of ``files``."""
    check: Callable[[], None] = lambda: None
    """Raises :class:`~kg.errors.UsageError` where the format cannot be written here."""


def _one(file: str, write: Exporter) -> Format:
    """A format of one file; ``write`` is called with its path."""
    return Format((file,), lambda graph, folder, options: write(graph, folder / file, options))


FORMATS: dict[str, Format] = {
    "ntriples": _one("graph.nt", lambda graph, path, options: rdf.write_ntriples(graph, path, options.base)),
    "jsonld": _one("graph.jsonld", lambda graph, path, options: rdf.write_jsonld(graph, path, options.base)),
    "rdfxml": _one("graph.rdf", lambda graph, path, options: rdf.write_rdfxml(graph, path, options.base)),
    "trig": _one("graph.trig", lambda graph, path, options: rdf.write_trig(graph, path, options.base)),
    "graphml": _one("graph.graphml", lambda graph, path, options: graphml.write_graphml(graph, path, options.places)),
    "pajek": _one("coattendance.net", lambda graph, path, options: pajek.write_pajek(graph, path, options.places)),
    "ucinet": _one("coattendance.dl", lambda graph, path, options: ucinet.write_ucinet(graph, path)),
    "neo4j": Format(neo4j.FILES, lambda graph, folder, options: neo4j.write_neo4j(graph, folder)),
    "parquet": Format(
        parquet.FILES, lambda graph, folder, options: parquet.write_parquet(graph, folder), parquet.check
    ),
}
"""What ``--format`` may name."""


STREAMED = frozenset({"graph.ttl", "nodes.csv", "edges.csv", "ntriples", "jsonld", "rdfxml", "neo4j", "parquet"})
"""Files and formats that are written a row at a time, so that the graph may be larger than memory."""
WHOLE = frozenset({"trig"})
"""Formats for which all of the graph must be in memory; the rest hold of a larger one its strongest part."""


def _into_trig(graph: Graph, old: Path, new: Path, options: Options) -> None:
    if rdf.dataset(old, options.base) != rdf.dataset(old.parent / "graph.ttl", options.base):
        raise UsageError(f"{old}: is not of this graph; run `kg build` again")
    rdf.add_measures(graph, old, new, options.base)


ADDED: dict[str, Callable[[Graph, Path, Path, Options], None]] = {
    "graph.ttl": lambda graph, old, new, options: rdf.add_measures(graph, old, new, options.base),
    "graph.trig": _into_trig,
    **dict.fromkeys(parquet.MEASURED, lambda graph, old, new, _: parquet.add_measures(graph, old, new)),
}
"""File → what adds the measures of ``kg analyse`` to it: files that hold more than a graph that was loaded."""
UNMEASURED = frozenset(
    {"edges.csv", "neo4j-edges.csv", *FORMATS["pajek"].files, *FORMATS["ucinet"].files, *parquet.FILES}
).difference(ADDED)
"""Files that carry no measures."""


def write_measured(graph: Graph, old: Path, folder: Path, options: Options) -> tuple[list[str], list[str]]:
    """What ``kg build`` wrote into ``old``, from which ``graph`` was loaded, with its measures, into ``folder``.

    The names of the files, and what there is to say of those that were asked for once and were left as they are.

    Raises :class:`~kg.errors.UsageError` where ``graph.ttl`` is not as this program wrote it.
    """
    ADDED["graph.ttl"](graph, old / "graph.ttl", folder / "graph.ttl", options)
    written, left = ["graph.ttl"], []
    for name, write in EXPORTERS.items():
        if name not in ADDED and name not in UNMEASURED:
            write(graph, folder / name, options)
            written.append(name)
    for form in FORMATS.values():
        carriers = [file for file in form.files if (old / file).exists() and file not in UNMEASURED]
        try:
            if carriers:
                form.check()
            for file in carriers:
                if file in ADDED:
                    ADDED[file](graph, old / file, folder / file, options)
            if carriers and not ADDED.keys() & form.files:
                form.write(graph, folder, options)
            written += carriers
        except UsageError as error:
            left.append(f"{error}; it was left without measures")
            for file in form.files:
                (folder / file).unlink(missing_ok=True)
    return written, left


def checked_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """``formats``, each once, in the order of :data:`FORMATS`.

    Raises :class:`~kg.errors.UsageError` for one that is none, or that needs a library which is not installed.
    """
    wanted = set(formats)
    for unknown in sorted(wanted - FORMATS.keys()):
        raise UsageError(f"--format {unknown!r} is unknown; name one of {', '.join(FORMATS)}")
    chosen = tuple(name for name in FORMATS if name in wanted)
    for name in chosen:
        FORMATS[name].check()
    return chosen


def left_behind(folder: Path, formats: Iterable[str]) -> list[str]:
    """Warnings of files in ``folder`` of an earlier build that this one, of ``formats``, does not write."""
    wanted = set(formats)
    left = [
        f"{file} is of an earlier build; --format {name} renews it"
        for name, form in FORMATS.items()
        for file in form.files
        if name not in wanted and (folder / file).exists()
    ]
    if (folder / "analysis.html").exists():
        left.append("analysis.html and the other analysis files are of an earlier build; `kg analyse` renews them")
    return left


def write_all(
    graph: Graph,
    folder: Path,
    base: str = BASE,
    formats: Iterable[str] = (),
    places: Places | None = None,
    part: Graph | None = None,
    only: Container[str] | None = None,
) -> list[str]:
    """Write what is always written, and ``formats``, into ``folder``, which must exist; the names of the files written.

    ``places`` are those of the view's pictures, for formats that say where nodes stand. ``part`` is what files hold
    that are not :data:`STREAMED`, where that is not all of ``graph``. ``only`` leaves out what of :data:`EXPORTERS` and
    ``formats`` is not among it.

    Raises :class:`~kg.errors.UsageError` for a ``base`` that cannot be a namespace or a format that is none, before
    anything is written.
    """
    options = Options(checked_base(base), places or {})
    always = {name: write for name, write in EXPORTERS.items() if only is None or name in only}
    chosen = {name: FORMATS[name] for name in checked_formats(formats) if only is None or name in only}

    def held(name: str) -> Graph:
        return graph if part is None or name in STREAMED else part

    for name, write in always.items():
        write(held(name), folder / name, options)
    for name, form in chosen.items():
        form.write(held(name), folder, options)
    return [*always, *(file for form in chosen.values() for file in form.files)]
