"""Communities: who is linked more among themselves than with others, numbered the same every time."""

from __future__ import annotations

import random
from itertools import combinations

import igraph
import pytest

from kg.view.groups import communities

Edges = list[tuple[int, int, float]]


def clique(*members: int, weight: float = 1.0) -> Edges:
    return [(one, other, weight) for one, other in combinations(members, 2)]


def test_two_cliques_joined_by_one_edge_are_two_communities() -> None:
    edges = [*clique(0, 1, 2, 3), *clique(4, 5, 6, 7, 8), (3, 4, 1.0)]
    assert communities(9, edges) == [1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_of_communities_as_large_that_of_the_first_node_comes_first() -> None:
    assert communities(6, [*clique(1, 3, 5), *clique(0, 2, 4)]) == [0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize(("count", "found"), [(0, []), (1, [0]), (3, [0, 1, 2])])
def test_without_edges_each_is_alone(count: int, found: list[int]) -> None:
    assert communities(count, []) == found


def test_those_alone_are_numbered_last() -> None:
    assert communities(5, [(1, 3, 0.5), (2, 4, 0.5)]) == [2, 0, 1, 0, 1]


def test_an_edge_to_oneself_is_none() -> None:
    assert communities(3, [(0, 0, 1.0), (1, 2, 1.0)]) == [1, 0, 0]


def test_weights_decide() -> None:
    ring = [(0, 1), (1, 2), (2, 3), (3, 0)]
    assert communities(4, [(*pair, weight) for pair, weight in zip(ring, (9, 1, 9, 1), strict=True)]) == [0, 0, 1, 1]
    assert communities(4, [(*pair, weight) for pair, weight in zip(ring, (1, 9, 1, 9), strict=True)]) == [0, 1, 1, 0]


def test_it_ends_where_rounding_always_gains() -> None:
    bodies = 50
    serves = [(0, body, 0.6) for body in range(1, bodies + 1)]
    offices = [(1 + i // 2, bodies + 1 + i, 1.0) for i in range(2 * bodies)]
    found = communities(3 * bodies + 1, serves + offices)
    assert all(found[one] == found[other] for one, other, _ in offices)


def test_communities_do_not_hang_on_chance() -> None:
    chance = random.Random(7)
    # Without any structure: what is found hangs on the order in which the nodes are looked at.
    edges = [(*sorted(chance.sample(range(200), 2)), 1.0) for _ in range(600)]
    first = communities(200, edges)
    random.seed(3)
    igraph.Graph.Erdos_Renyi(20, 0.5)
    assert communities(200, edges) == first


def test_chance_is_chance_again_afterwards() -> None:
    drawn = set()
    for _ in range(3):
        communities(3, clique(0, 1, 2))
        drawn.add(tuple(igraph.Graph.Erdos_Renyi(30, 0.5).get_edgelist()))
    assert len(drawn) == 3
