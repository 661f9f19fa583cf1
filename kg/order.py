"""Rows in an order and brought together, wherever they lie: in memory, or, where they are too many, on the disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar, runtime_checkable

_T = TypeVar("_T")
_A = TypeVar("_A")
_B = TypeVar("_B")


@runtime_checkable
class OnDisk(Protocol):
    """Rows that are sorted, and what is said of them brought together, on the disk."""

    def in_order(self, key: Callable[[_T], str]) -> Iterable[_T]:
        """The rows by ``key``."""

    def gathered(self, items: Iterable[tuple[str, _T]]) -> Iterable[tuple[str, list[_T]]]:
        """As :func:`gathered`."""


def in_order(rows: Iterable[_T], key: Callable[[_T], str]) -> Iterable[_T]:
    """``rows`` sorted by ``key``; those of one key as they came."""
    return rows.in_order(key) if isinstance(rows, OnDisk) else sorted(rows, key=key)


def gathered(of: object, items: Iterable[tuple[str, _T]]) -> Iterable[tuple[str, list[_T]]]:
    """Each key once, in order, with what ``items`` have of it, as they came.

    ``of`` are the rows that ``items`` are made from: where these lie on the disk, the work is done there.
    """
    if isinstance(of, OnDisk):
        return of.gathered(items)
    found: dict[str, list[_T]] = defaultdict(list)
    for key, item in items:
        found[key].append(item)
    return sorted(found.items())


def beside(ones: Iterable[tuple[str, _A]], others: Iterable[tuple[str, _B]]) -> Iterator[tuple[str, _A, _B | None]]:
    """Each of ``ones`` with what ``others`` have of its key, or ``None``; both are in the order of keys, none twice."""
    waiting = iter(others)
    other = next(waiting, None)
    for key, one in ones:
        while other is not None and other[0] < key:
            other = next(waiting, None)
        yield key, one, other[1] if other is not None and other[0] == key else None
