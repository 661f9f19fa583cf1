"""Who keeps company with whom."""

from __future__ import annotations

import random
from collections.abc import Sequence

import igraph

from kg.view.layout import SEED


def communities(count: int, edges: Sequence[tuple[int, int, float]]) -> list[int]:
    """For each node the number of its community."""
    graph = igraph.Graph(n=count, edges=[(a, b) for a, b, _ in edges])
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        found = graph.community_leiden("modularity", weights=[w for *_, w in edges], n_iterations=10)
    finally:
        igraph.set_random_number_generator(random)
    order = sorted(found, key=lambda members: (-len(members), members[0]))
    number = [0] * count
    for i, members in enumerate(order):
        for member in members:
            number[member] = i
    return number
