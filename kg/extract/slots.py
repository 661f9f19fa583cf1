"""The places of an article where persons are named, and what the walk over it leaves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.offices import Title


class Slot(NamedTuple):
    """One place where a person is named."""

    name: str
    start: int
    """Where the first title before the name begins; the name's own start where it has none."""
    name_start: int
    name_end: int
    end: int
    """Behind annotations."""
    titles: tuple[Title, ...] = ()
    group: int = -1
    """Names of one list have one number."""
    sure: bool = True
    rule: str = "name"
    alias: bool = False
    """A short form (郏书记) of a name that stands elsewhere."""


def slots_in(slots: Sequence[Slot], first: int, last: int) -> Sequence[Slot]:
    """Those of ``slots``, which are in order, whose names begin in ``first:last``."""
    low = bisect_left(slots, first, key=_name_start)
    return slots[low : bisect_left(slots, last, low, key=_name_start)]


def _name_start(slot: Slot) -> int:
    return slot.name_start


@dataclass(slots=True)
class Walk:
    """What the walk over one article has found."""

    slots: list[Slot] = field(default_factory=list)
    unnamed: list[tuple[Title, ...]] = field(default_factory=list)
    """Chains of titles that no name follows."""
    several_meant: int = 0
    """Later mentions (王书记) that can mean several persons."""
    nobody_meant: int = 0
    """Later mentions that can mean no one who is named."""
