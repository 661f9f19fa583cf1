"""GraphML of everything, by networkx: for yEd, Cytoscape, igraph, Gephi and what else reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx

from kg.export import rows
from kg.graph import Places, to_networkx
from kg.model import Graph

_READ: Mapping[str, Callable[[str], str | int | float]] = {"string": str, "integer": int, "double": float}


def write_graphml(graph: Graph, path: Path, places: Places | None = None) -> None:
    """Nodes and edges of ``graph.gexf`` with all their attributes, each of one type; what is not known is left out.

    ``places`` become ``x``, ``y`` (upwards) and ``size``.
    """
    network, standing = to_networkx(graph), (places or {}).get("all", {})
    clean = nx.MultiDiGraph()
    columns = rows.node_columns(network)
    for node in rows.nodes(network):
        clean.add_node(node.id, label=node.label, **_typed(node.values, columns))
        place = standing.get(node.name)
        if place is not None:
            clean.nodes[node.id].update(x=float(place.x), y=0.0 - place.y, size=float(place.size))
    for edge in rows.edges(network):
        values = _typed(edge.values, rows.EDGE_COLUMNS)
        clean.add_edge(edge.source, edge.target, key=edge.id, label=edge.label, weight=float(edge.weight), **values)
    nx.write_graphml_lxml(clean, path, prettyprint=False)


def _typed(values: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str | int | float]:
    return {name: _READ[columns[name]](text) for name, text in values.items()}
