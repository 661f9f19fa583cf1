"""Rows sorted and brought together on the disk, where they are too many for memory."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from heapq import merge
from itertools import count, groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

_T = TypeVar("_T")

RUN = 20_000
"""So many rows are sorted in memory at once."""
_PIECE = 100
"""So many of each run are in memory while runs are merged."""


class Scratch:
    """A folder for what is sorted; it goes when the work is done.

    What lies in it was written by this very process, so that it may be read back with pickle.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = count()

    def file(self) -> Path:
        """A path nobody else writes to."""
        return self._folder / f"{os.getpid()}-{next(self._names)}"

    def sorted(self) -> Sorted[_T]:
        """A new, empty collection of rows."""
        return Sorted(self)


@contextmanager
def scratch(parent: Path) -> Iterator[Scratch]:
    """A folder below ``parent``, removed on leaving the block."""
    folder = Path(tempfile.mkdtemp(prefix=".kg-sort-", dir=parent))
    try:
        yield Scratch(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Sorted(Generic[_T]):
    """Rows that are added in any order and read in the order of their keys; those of one key as they were added.

    Keys are compared as Python compares strings. At most :data:`RUN` rows are in memory while they are added, and some
    of each run while they are read. They can be read more than once, but none added after that.
    """

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._rows: list[tuple[str, int, _T]] = []
        self._runs: list[Path] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, key: str, row: _T) -> None:
        """One more row."""
        self._rows.append((key, self._count, row))
        self._count += 1
        if len(self._rows) >= RUN:
            self._end_run()

    def _end_run(self) -> None:
        rows, self._rows = sorted(self._rows, key=_KEY), []
        path = self._scratch.file()
        with path.open("wb") as stream:
            for at in range(0, len(rows), _PIECE):
                dump(rows[at : at + _PIECE], stream)
        self._runs.append(path)

    def items(self) -> Iterator[tuple[str, _T]]:
        """Keys and rows in order."""
        if self._runs and self._rows:
            self._end_run()
        rows: Iterable[tuple[str, int, _T]] = (
            merge(*map(_read, self._runs), key=_KEY) if self._runs else sorted(self._rows, key=_KEY)
        )
        for key, _, row in rows:
            yield key, row

    def groups(self) -> Iterator[tuple[str, list[_T]]]:
        """Each key once, with all its rows."""
        for key, rows in groupby(self.items(), key=itemgetter(0)):
            yield key, [row for _, row in rows]

    def __iter__(self) -> Iterator[_T]:
        """The rows in the order of their keys."""
        return (row for _, row in self.items())

    def remove(self) -> None:
        """Give the room back."""
        for path in self._runs:
            path.unlink()
        self._rows, self._runs = [], []


_KEY = itemgetter(0, 1)


def dump(rows: object, stream: IO[bytes]) -> None:
    """Pickle rows of dataclasses by their values: the way that frozen ones have of their own takes three times as
    long.
    """
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(rows)


def packed(row: object) -> bytes:
    """As :func:`dump`."""
    stream = io.BytesIO()
    dump(row, stream)
    return stream.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, row: Any) -> Any:
        kind = type(row)
        take = _taker(kind)  # type: ignore[arg-type]
        return NotImplemented if take is None else (kind, take(row))


@cache
def _taker(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)


def _read(path: Path) -> Iterator[tuple[str, int, _T]]:
    with path.open("rb") as stream:
        while True:
            try:
                yield from pickle.load(stream)
            except EOFError:
                return
