"""Measures of persons and ties, each as igraph and the textbooks have it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isnan

import igraph

from kg.analyse.chance import SAMPLES, expected
from kg.analyse.network import Network
from kg.measured import PERSON_COLUMNS, TIE_COLUMNS
from kg.model import Value
from kg.view.groups import communities


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of a network; a value is ``None`` where it is not defined."""

    network: Network
    persons: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    """Name of a column → its values, in the order of ``network.persons``."""
    ties: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    """Likewise of ``network.ties``."""


def measures(network: Network, samples: int = SAMPLES) -> Measures:
    """All measures; the same network gives the same values. ``samples``: of the shuffles behind ``expected``."""
    return Measures(network, of_persons(network), of_ties(network, samples))


def of_persons(network: Network) -> dict[str, tuple[Value, ...]]:
    """Those of persons."""
    graph = network.graph()
    groups = communities(len(network.persons), [(*t, s) for t, s in zip(network.ties, network.strengths, strict=True)])
    found = {
        "events": _events(network),
        "degree": graph.degree(),
        "weighted_degree": [round(value) for value in graph.strength(weights="weight")],
        "strength": graph.strength(weights="strength"),
        "betweenness": betweenness(graph),
        "closeness": closeness(graph),
        "harmonic": graph.harmonic_centrality(),
        "eigenvector": _eigenvector(graph),
        "pagerank": graph.pagerank(weights="weight"),
        "core": graph.coreness(),
        "community": groups,
        "constraint": graph.constraint(weights="weight"),
        "participation": participation(graph, groups),
    }
    return {name: tuple(map(tidy, found[name])) for name in PERSON_COLUMNS}


def of_ties(network: Network, samples: int = SAMPLES) -> dict[str, tuple[Value, ...]]:
    """Those of ties."""
    chance = expected(network.attendance, network.ties, samples) if network.ties else []
    found = {
        "weight": network.weights,
        "strength": network.strengths,
        "expected": [one.mean for one in chance],
        "z": [one.z(weight) for one, weight in zip(chance, network.weights, strict=True)],
        "betweenness": _share(network.graph().edge_betweenness(), len(network.persons), of_edges=True),
    }
    return {name: tuple(map(tidy, found[name])) for name in TIE_COLUMNS}


def betweenness(graph: igraph.Graph) -> list[float]:
    """Freeman's, as a share of the pairs of others."""
    return _share(graph.betweenness(), graph.vcount())


def _share(values: Sequence[float], count: int, *, of_edges: bool = False) -> list[float]:
    pairs = count * (count - 1) / 2 if of_edges else (count - 1) * (count - 2) / 2
    return [value / pairs if pairs else 0.0 for value in values]


def closeness(graph: igraph.Graph) -> list[float]:
    """Of those one can reach, times their share of all others: 0 where one reaches nobody."""
    others = max(graph.vcount() - 1, 1)
    reached = [0] * graph.vcount()
    for part in graph.connected_components():
        for vertex in part:
            reached[vertex] = len(part) - 1
    return [value * reach / others if reach else 0.0 for value, reach in zip(graph.closeness(), reached, strict=True)]


def participation(graph: igraph.Graph, groups: Sequence[int]) -> list[float]:
    """1 less the squares of the shares that each community has in one's meetings."""
    found = []
    for vertex in range(graph.vcount()):
        shares: dict[int, float] = {}
        for edge in graph.es[graph.incident(vertex)]:
            other = edge.target if edge.source == vertex else edge.source
            shares[groups[other]] = shares.get(groups[other], 0.0) + edge["weight"]
        total = sum(shares.values())
        found.append(1 - sum((share / total) ** 2 for share in shares.values()) if total else 0.0)
    return found


def _eigenvector(graph: igraph.Graph) -> list[float]:
    if not graph.ecount():
        return [0.0] * graph.vcount()
    with warnings.catch_warnings():  # that all but the largest part has values near 0, as is said above
        warnings.simplefilter("ignore", RuntimeWarning)
        values = graph.eigenvector_centrality(weights="weight", scale=True)
    # Found by approaching from a random start: what is below the seventh digit is the start's.
    return [abs(round(value, 7)) for value in values]


def _events(network: Network) -> list[int]:
    counts = [0] * len(network.persons)
    for people in network.attendance:
        for person in people:
            counts[person] += 1
    return counts


def tidy(value: Value) -> Value:
    """Without the last digits, which are rounding and differ from machine to machine; ``None`` for no number."""
    if not isinstance(value, float):
        return value
    return None if isnan(value) else float(f"{value:.9g}")
