"""Tables of rows in Parquet files: written a batch at a time, read a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar, overload

from kg.order import gathered
from kg.stored.arrow import Shape
from kg.stored.sorting import Scratch, Sorted

_T = TypeVar("_T")
_Item = TypeVar("_Item")

BATCH = 10_000
"""So many rows are in memory at once."""


class Writer(Generic[_T]):
    """Writes rows of one kind into a file; use it in a ``with`` statement."""

    def __init__(self, path: Path, shape: Shape) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema = pa.schema(list(shape.columns.items()))
        self._encode = shape.encode
        self._rows: list[Any] = []
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, row: _T) -> None:
        """One more row."""
        self._rows.append(self._encode(row))
        if len(self._rows) >= BATCH:
            self._write()

    def extend(self, rows: Iterable[_T]) -> None:
        """Several more rows."""
        for row in rows:
            self.add(row)

    def _write(self) -> None:
        import pyarrow as pa

        values = zip(*self._rows, strict=True) if self._rows else [[] for _ in self._schema]
        arrays = [pa.array(list(some), field.type) for some, field in zip(values, self._schema, strict=True)]
        self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def __enter__(self) -> Writer[_T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._rows:
            self._write()
        self._file.close()


class Stored(Sequence[_T]):
    """The rows of a file, read anew each time they are gone through."""

    def __init__(self, path: Path, shape: Shape, scratch: Scratch | None = None) -> None:
        import pyarrow.parquet as pq

        self.path, self._shape, self._scratch = path, shape, scratch
        self._count = int(pq.read_metadata(path).num_rows)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[_T]:
        import pyarrow.parquet as pq

        decode, names = self._shape.decode, list(self._shape.columns)
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(batch_size=BATCH, columns=names):
                yield from map(decode, zip(*(column.to_pylist() for column in batch.columns), strict=True))

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | Sequence[_T]:
        """Reads the file up to there: rows are gone through, not picked."""
        return tuple(self)[at]

    def in_order(self, key: Callable[[_T], str]) -> Iterable[_T]:
        """The rows sorted by ``key``, on the disk."""
        if self._scratch is None:
            return sorted(self, key=key)
        rows: Sorted[_T] = self._scratch.sorted()
        for row in self:
            rows.add(key(row), row)
        return rows

    def gathered(self, items: Iterable[tuple[str, _Item]]) -> Iterable[tuple[str, list[_Item]]]:
        """As :func:`kg.order.gathered`, on the disk."""
        if self._scratch is None:
            return gathered(None, items)
        rows: Sorted[_Item] = self._scratch.sorted()
        for key, item in items:
            rows.add(key, item)
        return rows.groups()


def concatenated(paths: Iterable[Path], target: Path, shape: Shape) -> None:
    """The rows of several files in one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(list(shape.columns.items()))
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for path in paths:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=BATCH):
                    # Others name the items of lists otherwise.
                    writer.write_table(pa.Table.from_batches([batch]).cast(schema))
