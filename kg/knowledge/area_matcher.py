"""Names of areas in running text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
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


class AreaNames:
    """All names that any paper may mean, in one automaton: it is large, and there is a scope for each prefecture."""

    def __init__(self, names: Collection[str], contexts: Mapping[str, Context]) -> None:
        self.contexts = contexts
        self._names = tuple(sorted(names))
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.Standard)

    def __call__(self, text: str) -> Iterator[AreaMatch]:
        """Every name at every place, overlapping ones too."""
        for which, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield AreaMatch(start, end, self._names[which])


class AreaMatcher:
    """Finds the names of one scope in text: the longest at each place, from left to right, never overlapping.

    Looked for are those ``everywhere`` and ``near``, but not those ``without``.
    """

    def __init__(
        self, names: AreaNames, everywhere: Set[str], near: Set[str] = frozenset(), without: Set[str] = frozenset()
    ) -> None:
        self._all, self._everywhere, self._near, self._without = names, everywhere, near, without

    def __contains__(self, name: str) -> bool:
        """Whether it is looked for."""
        return (name in self._everywhere or name in self._near) and name not in self._without

    def __call__(self, text: str) -> list[AreaMatch]:
        """All names in ``text``, in order. That a name is found does not mean that the area is meant: 和平街道 may be
        the end of a longer name that no list has.
        """
        looked_for = [match for match in self._all(text) if match.name in self]
        looked_for.sort(key=lambda match: (match.start, -match.end))
        found = []
        end = 0
        for match in looked_for:
            if match.start >= end:
                end = match.end
                if self._stands_alone(match, text):
                    found.append(match)
        return found

    def _stands_alone(self, match: AreaMatch, text: str) -> bool:
        context = self._all.contexts.get(match.name)
        if context is None:
            return True
        # Not endswith on a slice: the text may be long and names many.
        after = any(text.endswith(word, 0, match.start) for word in context.not_after)
        return not after and not any(text.startswith(word, match.end) for word in context.not_before)
