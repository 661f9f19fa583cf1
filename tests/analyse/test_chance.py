"""What is left to chance: shuffles keep both margins, and come out as counting every table does."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse import chance as by_chance
from kg.analyse.chance import expected, shuffles

TABLES = st.lists(st.frozensets(st.integers(0, 6), max_size=5), max_size=6)


def every_table(sizes: list[int], went: Counter[int]) -> list[list[frozenset[int]]]:
    """Every table of events with so many present and persons who went so often."""
    people = sorted(went)
    options = [list(map(frozenset, itertools.combinations(people, size))) for size in sizes]
    return [list(table) for table in itertools.product(*options) if Counter(itertools.chain(*table)) == went]


@given(TABLES, st.integers(0, 2**32))
def test_a_shuffle_keeps_how_many_came_and_who_went_how_often(table: list[frozenset[int]], seed: int) -> None:
    there = np.repeat(np.arange(len(table)), [len(event) for event in table])
    went = np.array([person for event in table for person in sorted(event)], dtype=np.int64)
    for after in shuffles(there, went, 3, np.random.default_rng(seed)):
        assert sorted(after) == sorted(went)
        for number, event in enumerate(table):
            held = after[there == number].tolist()
            assert held == sorted(set(held))
            assert len(held) == len(event)


@pytest.mark.parametrize(
    "attendance",
    [
        [{0, 1}, {0, 2}, {0, 3}, {1, 2}],
        [{0, 1, 2}, {0, 1}, {2, 3}, {3}],
        [{0, 1, 2, 3}, {0, 1}, {0, 4}, {2}],
    ],
)
def test_means_are_those_of_every_table(attendance: list[set[int]]) -> None:
    went = Counter(itertools.chain(*attendance))
    tables = every_table([len(event) for event in attendance], went)
    assert len(tables) > 3
    pairs = list(itertools.combinations(sorted(went), 2))
    found = expected(attendance, pairs, samples=4000)
    for (one, other), value in zip(pairs, found, strict=True):
        counts = [sum({one, other} <= event for event in table) for table in tables]
        mean = sum(counts) / len(counts)
        variance = sum((count - mean) ** 2 for count in counts) / len(counts)
        assert value.mean == pytest.approx(mean, abs=0.05)
        assert value.deviation == pytest.approx(variance**0.5, abs=0.05)


def test_the_same_input_gives_the_same_output() -> None:
    attendance = [{0, 1, 2}, {0, 3}, {1, 3, 4}, {2, 4}]
    assert expected(attendance, [(0, 1), (3, 4)], 20) == expected(attendance, [(0, 1), (3, 4)], 20)


def test_tables_too_large_to_count_are_sorted_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    attendance, pairs = [{0, 1, 2}, {0, 3}, {1, 3, 4}, {2, 4}, {5}], [(0, 1), (3, 4), (0, 5)]
    counted = expected(attendance, pairs, 50)
    monkeypatch.setattr(by_chance, "DENSE", 0)
    assert expected(attendance, pairs, 50) == counted


def test_those_who_went_equally_often_are_alike_to_chance() -> None:
    """Also a pair that no shuffle brought together."""
    chance = random.Random(2)
    attendance = [{0, 1, *chance.sample(range(2, 40), 3)} for _ in range(12)]
    often = Counter(itertools.chain(*attendance))
    pairs = list(itertools.combinations(sorted(often), 2))
    found = expected(attendance, pairs, 10)
    by_kind: dict[tuple[int, ...], set[float]] = {}
    for pair, value in zip(pairs, found, strict=True):
        by_kind.setdefault(tuple(sorted(often[one] for one in pair)), set()).add(value.mean)
        assert value.mean > 0
    assert all(len(means) == 1 for means in by_kind.values())


def test_samples_have_next_to_nothing_of_each_other() -> None:
    chance = random.Random(3)
    events = [sorted(chance.sample(range(30), 5)) for _ in range(40)]
    there = np.repeat(np.arange(40), 5)
    drawn = [
        np.array([{0, 1} <= set(table[there == number].tolist()) for number in range(40)]).sum()
        for table in shuffles(there, np.array(events).ravel(), 600, np.random.default_rng(1))
    ]
    assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 0.2


def test_where_chance_leaves_no_choice_there_is_no_z() -> None:
    (only,) = expected([{0, 1}], [(0, 1)], 5)
    assert (only.mean, only.z(1)) == (1, None)


def test_friends_stand_out_from_the_busy() -> None:
    """Two who always come together among many who come as often: the tie is worth more than the busy one's."""
    chance = random.Random(1)
    events = [
        {0, 1, *chance.sample(range(2, 30), 4)} if n % 3 == 0 else set(chance.sample(range(2, 30), 6))
        for n in range(60)
    ]
    pairs = [(0, 1), (2, 3)]
    friends, others = expected(events, pairs, 200)
    assert (friends.z(20) or 0) > 6
    together = sum({2, 3} <= event for event in events)
    assert abs(others.z(together) or 0) < 3


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_pairs_that_never_meet_and_empty_events_do_no_harm(table: list[frozenset[int]]) -> None:
    for value in expected(table, [(0, 1), (5, 6)], 3):
        assert value.mean >= 0
