"""Patterns do what their rows say of them."""

from __future__ import annotations

import re

import pytest

from kg.knowledge import lexicon
from kg.model import PARTS

ROWS = [
    pytest.param(row, id=f"{row['part']}-{line}")
    for row, line in zip(lexicon.load("participation"), lexicon.load("participation").lines, strict=True)
]
KNOWN_FAILURES: dict[str, str] = {}
"""Counter-examples that a pattern still matches; one that it matches no more is to be taken out."""


def test_every_part_has_a_pattern() -> None:
    assert {row["part"] for row in lexicon.load("participation")} == set(PARTS)


@pytest.mark.parametrize("row", ROWS)
def test_a_pattern_matches_its_examples(row: lexicon.Row) -> None:
    examples = cell(row["examples"])
    assert examples
    assert [words for words in examples if not re.search(pattern(row), words)] == []


@pytest.mark.parametrize("row", ROWS)
def test_a_pattern_does_not_match_its_counter_examples(row: lexicon.Row) -> None:
    counter_examples = cell(row["counter_examples"])
    assert counter_examples
    wrong = [words for words in counter_examples if re.search(pattern(row), words)]
    assert wrong == [words for words in counter_examples if words in KNOWN_FAILURES]


def pattern(row: lexicon.Row) -> str:
    return row["pattern"]  # its | are its own, no list


def cell(values: str) -> tuple[str, ...]:
    return lexicon.values(values)
