"""Rows on their way through Spark: each of a kind, with a key by which rows are brought together, pickled.

What is unpickled was pickled by the same build.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.stored.arrow import Shape
from kg.stored.claims import CLAIMS, shapes
from kg.stored.resolution import TABLES as GRAPH
from kg.stored.sorting import packed

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

SCHEMA = "kind string, key string, at string, row binary"
"""``at`` sorts the rows of a key: the key of the rows that one was made from, and its number among those."""

_COLUMNS = ["kind", "key", "at", "row"]
_Row = tuple[str, str, str, Any]

Given = tuple[str, str, Any]
"""Kind, key and row."""
Step = Callable[[str, Mapping[str, list[Any]]], Iterable[Given]]
"""From a key and, kind by kind, its rows, to other rows."""


def _claims(name: str) -> Shape:
    return shapes()[name]


TABLES: dict[str, Callable[[], Shape]] = {
    **{name: partial(Shape.of, row) for name, row in GRAPH.items()},
    **{f"claims/{name}": partial(_claims, name) for name in ("documents", *CLAIMS)},
}
"""Kinds of rows that become tables, called as their files below ``store/`` → what they look like."""

_BATCH = 4_000_000
"""Bytes of rows handed to Spark at once."""


class Rows:
    """Frames of rows in the work folder of a build."""

    def __init__(self, spark: SparkSession, folder: str, tasks: int) -> None:
        self.spark, self._folder, self._tasks = spark, folder, tasks

    def of(self, rows: Iterable[Given]) -> DataFrame:
        """Rows that the driver has, over all tasks."""
        numbered = [(kind, key, f"{at:09}", packed(row)) for at, (kind, key, row) in enumerate(rows)]
        return self.spark.createDataFrame(numbered, SCHEMA).repartition(self._tasks, "key")

    def each(self, frame: DataFrame, step: Step) -> DataFrame:
        """``step`` for each row, alone with its key."""
        return frame.mapInPandas(partial(_mapped, partial(_one_by_one, step)), SCHEMA)

    def together(self, frame: DataFrame, step: Step) -> DataFrame:
        """``step`` for each key with all its rows, in the order of ``at``; they fit into a worker's memory."""
        brought = frame.repartition(self._tasks, "key").sortWithinPartitions("key", "at")
        return brought.mapInPandas(partial(_mapped, partial(_by_key, step)), SCHEMA)

    def at_once(self, frame: DataFrame, work: Callable[[Iterator[Given]], Iterable[Given]]) -> DataFrame:
        """``work`` for all rows of a task."""
        return frame.mapInPandas(partial(_mapped, partial(_in_a_row, work)), SCHEMA)

    def kept(self, frame: DataFrame, name: str) -> DataFrame:
        """The frame, worked out and written down: it is read more than once."""
        path = f"{self._folder}/{name}"
        frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(SCHEMA).parquet(literal(path))

    def table(self, frame: DataFrame, kind: str) -> str:
        """Writes the rows of a kind, of :data:`TABLES`, in the order of their keys; the folder of the files."""
        from pyspark.sql.pandas.types import from_arrow_schema

        path = f"{self._folder}/tables/{kind}"
        rows = frame.filter(frame.kind == kind).orderBy("key", "at").select("row")
        rows = rows.mapInArrow(partial(_encoded, kind), from_arrow_schema(_schema(kind)))
        rows.write.mode("overwrite").parquet(path, compression="zstd")
        return path

    def collected(self, frame: DataFrame, kind: str) -> list[tuple[str, Any]]:
        """Keys and rows of a kind, in their order; they fit into the driver's memory."""
        found = frame.filter(frame.kind == kind).orderBy("key", "at").select("key", "row").collect()
        return [(key, pickle.loads(row)) for key, row in found]


def literal(uri: str) -> str:
    """An address whose characters mean nothing but themselves to Hadoop."""
    return "".join(f"\\{char}" if char in "\\*?[]{}^" else char for char in uri)


# --- what workers do --------------------------------------------------------------------------------------------------


def _mapped(work: Callable[[Iterator[_Row]], Iterator[_Row]], frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    import pandas as pd

    rows = (row for frame in frames for row in zip(*(frame[name] for name in _COLUMNS), strict=True))
    some: list[_Row] = []
    size = 0
    for kind, key, at, row in work((kind, key, at, pickle.loads(row)) for kind, key, at, row in rows):
        some.append((kind, key, at, packed(row)))
        size += len(some[-1][-1])
        if size >= _BATCH:
            yield pd.DataFrame(some, columns=_COLUMNS)
            some, size = [], 0
    if some:
        yield pd.DataFrame(some, columns=_COLUMNS)


def _one_by_one(step: Step, rows: Iterator[_Row]) -> Iterator[_Row]:
    for kind, key, at, row in rows:
        yield from _numbered(f"{key}\t{at}", step(key, defaultdict(list, {kind: [row]})))


def _by_key(step: Step, rows: Iterator[_Row]) -> Iterator[_Row]:
    for key, group in groupby(rows, key=itemgetter(1)):
        kinds: dict[str, list[Any]] = defaultdict(list)
        for kind, _, _, row in group:
            kinds[kind].append(row)
        yield from _numbered(key, step(key, kinds))


def _in_a_row(work: Callable[[Iterator[Given]], Iterable[Given]], rows: Iterator[_Row]) -> Iterator[_Row]:
    return _numbered("", work((kind, key, row) for kind, key, _, row in rows))


def _numbered(made_from: str, rows: Iterable[Given]) -> Iterator[_Row]:
    for at, (kind, key, row) in enumerate(rows):
        yield kind, key, f"{made_from}\t{at:09}", row


def _encoded(kind: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    schema, encode = _schema(kind), TABLES[kind]().encode
    for batch in batches:
        values = zip(*(encode(pickle.loads(row)) for row in batch.column(0).to_pylist()), strict=True)
        arrays = [pa.array(list(some), field.type) for some, field in zip(values, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _schema(kind: str) -> pa.Schema:
    import pyarrow as pa

    return pa.schema(list(TABLES[kind]().columns.items()))
