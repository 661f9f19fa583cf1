"""Who belongs together: communities of a network, found by whom they are linked to and how strongly."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import igraph

SEED = 20200309
ROUNDS = 10
"""Of the search for communities. Asked to go on until nothing is gained, igraph never ends where rounding gains."""


@contextmanager
def seeded() -> Iterator[None]:
    """While it lasts, igraph's chance is the same every time; afterwards it is chance again."""
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def communities(count: int, edges: Sequence[tuple[int, int, float]]) -> list[int]:
    """For each of ``count`` nodes the number of its community: the largest is 0; of two as large, that of the first.

    ``edges`` are (node, node, weight), weight above 0. Communities are those of the Leiden algorithm: more weight
    inside, and less between, than chance would put there (modularity). Each hangs together. Nodes without edges are
    each alone, and numbered last. The same input gives the same output.
    """
    graph = igraph.Graph(n=count, edges=[(one, other) for one, other, _ in edges])
    graph.es["weight"] = [weight for _, _, weight in edges]
    with seeded():
        found = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=ROUNDS)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node, community in enumerate(found.membership):
        members[community].append(node)
    alone = [not neighbours for neighbours in graph.degree(loops=False)]
    ordered = sorted(members.values(), key=lambda nodes: (alone[nodes[0]], -len(nodes), nodes[0]))
    numbers = [0] * count
    for number, nodes in enumerate(ordered):
        for node in nodes:
            numbers[node] = number
    return numbers
