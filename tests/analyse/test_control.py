"""What is left of rank once full diaries are accounted for."""

from __future__ import annotations

import random

import pytest

from kg.analyse.control import control
from kg.analyse.measures import measures
from kg.analyse.mixing import Standing
from tests.analyse.attended import of_attendance


def test_those_of_high_rank_meet_because_they_are_everywhere() -> None:
    """Who is of higher rank comes oftener, and who comes is else by chance: weight goes with rank, z hardly does."""
    chance = random.Random(3)
    people = [f"p{number:02}" for number in range(40)]
    busy = [0.9 if number < 5 else 0.12 for number in range(40)]
    events = [[one for one, often in zip(people, busy, strict=True) if chance.random() < often] for _ in range(150)]
    found = measures(of_attendance(event for event in events if len(event) > 1), samples=100)
    ranks = {person: Standing(rank=8.0 if number < 5 else 3.0) for number, person in enumerate(people)}
    left = control(found, ranks)
    assert left.ranked == len(found.network.ties)
    assert (left.rank_and_weight or 0) > 0.7
    assert abs(left.rank_and_z or 0) < 0.25
    assert left.expected == pytest.approx(left.shared, rel=0.05)
    assert left.beyond < 0.1 * left.ranked


def test_where_rank_is_not_known_nothing_is_said_of_it() -> None:
    found = control(measures(of_attendance(["ab", "bc", "cd"]), samples=5), {"a": Standing(rank=3.0)})
    assert (found.ranked, found.rank_and_weight, found.rank_and_z) == (0, None, None)
    assert found.shared == 3
