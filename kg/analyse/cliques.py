"""Who of a body all know each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import igraph

from kg.analyse.network import Network
from kg.model import Graph

CLIQUE = 3
"""Persons that make a clique, at least."""
MOST = 10
"""Cliques of one body that are told, the largest first."""
CORE = 20
"""Where people of a body met more closely than this (k-core), only those who met oftener count as having met.

There can be 3^(CORE/3) cliques a person, and a hall full of people is one whatever they have to do with each other.
"""


@dataclass(frozen=True, slots=True)
class Clique:
    """People of one body of whom each has met each."""

    body: str
    persons: tuple[str, ...]
    times: int = 1
    """How often each met each, at least."""


def cliques(network: Network, graph: Graph) -> tuple[Clique, ...]:
    """Of each body the largest sets of its people of whom each has met each, three or more; bodies sorted."""
    members: dict[str, set[str]] = defaultdict(set)
    for held in graph.roles:
        if held.body is not None and not held.former:
            members[held.body].add(held.person)
    number = {person: at for at, person in enumerate(network.persons)}
    whole = network.graph()
    found = []
    for body in sorted(members):
        there = sorted(number[person] for person in members[body] if person in number)
        if len(there) < CLIQUE:
            continue
        part, times = _sparse(whole.induced_subgraph(there))
        sets = [tuple(network.persons[there[v]] for v in sorted(clique)) for clique in part.maximal_cliques(min=CLIQUE)]
        found += [Clique(body, persons, times) for persons in sorted(sets, key=lambda one: (-len(one), one))[:MOST]]
    return tuple(found)


def _sparse(part: igraph.Graph) -> tuple[igraph.Graph, int]:
    """Those who met often enough for the rest to be countable, and how often that is."""
    times = 1
    while max(part.coreness(), default=0) > CORE:
        times += 1
        part = part.subgraph_edges(part.es.select(weight_ge=times), delete_vertices=False)
    return part, times
