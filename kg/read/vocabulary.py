"""The words that tell the parts of a page apart, from ``kg/knowledge/page_words.tsv``."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge import lexicon


@cache
def words(use: str) -> frozenset[str]:
    """The words of one use.

    Raises:
        KeyError: the file knows no such use.
    """
    return frozenset(lexicon.values(lexicon.load("page_words").by("use")[use]["words"]))


@cache
def one_of(*uses: str, also: str = "") -> str:
    """A regular expression for one of the words of these uses or a character of ``also``, the longest first."""
    found = sorted(set(also).union(*(words(use) for use in uses)), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, found)) + ")"
