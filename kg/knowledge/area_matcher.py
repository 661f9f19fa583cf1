"""Names of areas in running text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


class AreaMatch(NamedTuple):
    """A name of an area in a text: ``text[start:end] == name``."""

    start: int
    end: int
    name: str


class Context(NamedTuple):
    """What must not stand around a name, lest it be part of other words (扩|大同)."""

    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


class AreaMatcher:
    """Finds names in text: the longest at each place, from left to right, never overlapping."""

    def __init__(self, names: Collection[str], contexts: Mapping[str, Context]) -> None:
        self._names = tuple(sorted(names))
        self._contexts = contexts
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> list[AreaMatch]:
        """All names in ``text``, in order. That a name is found does not mean that the area is meant: 和平街道 may be
        the end of a longer name that no list has.
        """
        found = (
            AreaMatch(start, end, self._names[which])
            for which, start, end in self._automaton.find_matches_as_indexes(text)
        )
        return [match for match in found if self._stands_alone(match, text)]

    def _stands_alone(self, match: AreaMatch, text: str) -> bool:
        context = self._contexts.get(match.name)
        if context is None:
            return True
        # Not endswith on a slice: the text may be long and names many.
        after = any(text.endswith(word, 0, match.start) for word in context.not_after)
        return not after and not any(text.startswith(word, match.end) for word in context.not_before)
