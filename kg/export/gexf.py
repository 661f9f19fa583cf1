"""GEXF 1.3 for Gephi (0.9.3 and later) and what else reads it: three files, each with positions and with time.

A file has one way to tell time, timestamps or intervals. Where offices stand, which last, it is intervals, and an event
is one of its day (:mod:`kg.export.times`); ``coattendance.gexf`` has events alone, so it has timestamps.

Not networkx's writer: it takes each attribute's type from the first value that comes along, breaks at characters that
XML forbids, puts today's date into the file and has no parallel edges that Gephi keeps apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import networkx as nx

from kg.export import rows
from kg.export.gexf_file import GexfFile
from kg.export.times import Days, day_after, of_company, of_edge, of_holder, of_node
from kg.graph import Place, Places, coattendance, offices, to_networkx
from kg.model import Graph

NO_PLACES: Mapping[str, Place] = {}


def write_graph(graph: Graph, path: Path, places: Places | None = None) -> None:
    """Everything: a directed graph with parallel edges. ``places`` are those of the view's pictures, if any."""
    network = to_networkx(graph)
    write_network(network, path, "知识图谱", (places or {}).get("all", NO_PLACES), lambda name: _days(network, name))


def write_offices(graph: Graph, path: Path, places: Places | None = None) -> None:
    """Who holds what where: persons, bodies and areas. A person exists while one of the offices does."""
    network = offices(graph)

    def days(name: str) -> tuple[Days, ...]:
        return of_holder(network, name) if network.nodes[name]["type"] == "person" else ()

    write_network(network, path, "谁任何职", (places or {}).get("office", NO_PLACES), days)


def write_coattendance(graph: Graph, path: Path, places: Places | None = None) -> None:
    """Persons only, one undirected edge a pair that shared events; both exist on the days of these events.

    An edge has as ``weight`` the number of events, as ``strength`` Newman's measure, which counts a full hall little.
    An edge of which no day is known, and who has such an edge, has no time and is always there.
    """
    network = coattendance(graph)
    ends = sorted(day for edge in network.edges(data=True) for span in of_edge(network, *edge) for day in span)
    settings = _settings("undirected", "timestamp", (ends[0], ends[-1]) if ends else None)
    with GexfFile(path, "谁与谁同场", graph.version, settings, (places or {}).get("who", NO_PLACES)) as file:
        file.columns("node", rows.node_columns(network))
        file.columns("edge", rows.tie_columns(network))
        file.nodes(rows.nodes(network, lambda name: of_company(network, name)), len(network))
        file.edges(rows.ties(network), network.number_of_edges())


def write_network(
    network: nx.MultiDiGraph,
    path: Path,
    title: str,
    places: Mapping[str, Place],
    days: Callable[[str], tuple[Days, ...]],
) -> None:
    """A directed network of :mod:`kg.graph`; ``days`` says when a node exists.

    Raises :class:`ValueError` for a weight that is no number above 0 and for text in a column of numbers.
    """
    spans = [span for name in network for span in days(name)]
    spans += [span for edge in network.edges(data=True) for span in of_edge(network, *edge)]
    settings = _settings("directed", "interval", _around(spans))
    with GexfFile(path, title, network.graph["version"], settings, places) as file:
        file.columns("node", rows.node_columns(network))
        file.columns("edge", rows.EDGE_COLUMNS)
        file.nodes(rows.nodes(network, days), len(network))
        file.edges(rows.edges(network), network.number_of_edges())


def _days(network: nx.Graph, name: str) -> tuple[Days, ...]:
    return of_node(network.nodes[name])


def _around(spans: Iterable[Days]) -> Days | None:
    known = list(spans)
    return (min(first for first, _ in known), day_after(max(last for _, last in known))) if known else None


def _settings(direction: str, time: str, bounds: Days | None) -> dict[str, str]:
    settings = {
        "mode": "dynamic",
        "defaultedgetype": direction,
        "timeformat": "date",
        "timerepresentation": time,
    }
    return settings if bounds is None else settings | {"start": bounds[0], "end": bounds[1]}
