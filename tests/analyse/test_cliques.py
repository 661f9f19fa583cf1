"""Cliques of a body: who all met, and nothing that never ends."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

from kg.analyse.cliques import CORE, Clique, cliques
from kg.model import Graph, RoleHeld
from tests.analyse.attended import of_attendance


def committee(*persons: str) -> Graph:
    return Graph(
        "0",
        roles=tuple(
            RoleHeld(f"{person}-委员-区委", person, "委员", "区委", None, ("委员",), False, None, None, (), "sure", ())
            for person in persons
        ),
    )


def test_cliques_are_of_those_who_all_met() -> None:
    graph = committee(*"abcd")
    met = of_attendance(["abc", "cd", "bx"])
    assert cliques(met, graph) == (Clique("区委", ("a", "b", "c")),)
    gone = replace(graph, roles=tuple(replace(one, former=one.person == "a") for one in graph.roles))
    assert cliques(met, gone) == ()


def test_a_hall_full_of_people_is_no_circle_but_those_who_meet_again_are() -> None:
    hall = [f"p{number:02}" for number in range(CORE + 5)]
    met = of_attendance([hall, hall[:4], ["p01", "p02", "p03"]])
    assert cliques(met, committee(*hall)) == (Clique("区委", tuple(hall[:4]), 2),)


def test_a_body_that_always_meets_is_done_in_a_moment() -> None:
    """All its cliques would be billions."""
    chance = random.Random(1)
    people = [f"p{number:03}" for number in range(200)]
    busy = [1 / (number + 1) ** 0.7 for number in range(200)]
    events = [sorted(set(chance.choices(people, weights=busy, k=10))) for _ in range(2000)]
    found = cliques(of_attendance(events), committee(*people))
    assert found
    for clique in found:
        assert clique.times > 1
        for pair in combinations(clique.persons, 2):
            assert sum(set(pair) <= set(event) for event in events) >= clique.times
