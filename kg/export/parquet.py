"""Tables as Parquet, for pandas, Polars, R and DuckDB: lists are lists, days are days, what is not known is null.

A column that names another thing has its id: those of ``nodes.csv`` without ``person:``, ``event:`` and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from importlib.util import find_spec
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.export.text import clean, identifier
from kg.export.times import calendar_day
from kg.measured import PERSON_COLUMNS, TIE_FINDINGS, Column
from kg.model import Evidence, Graph, Measured, Value

LIBRARY = "pyarrow"
ROWS = 50_000
"""So many rows are in memory at once."""

Columns = Mapping[str, tuple[str, Callable[[Any], Any]]]
"""Name of a column → its kind, of :data:`VALUES`, and what of a row it is."""


def _articles(places: Iterable[tuple[str, str]]) -> list[str]:
    return [identifier(f"{document}#{article}") for document, article in places]


def _quotes(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        {"article": _articles([(one.document, one.article)])[0], "start": one.start, "end": one.end,
         "exact": clean(one.exact)}
        for one in evidence
    ]  # fmt: skip


VALUES: dict[str, Callable[[Any], Any]] = {
    "id": identifier,
    "ids": lambda names: [identifier(name) for name in names],
    "text": clean,
    "texts": lambda texts: [clean(text) for text in texts],
    "day": lambda text: date.fromisoformat(text) if calendar_day(text) else None,
    "flag": bool,
    "count": int,
    "number": float,
    "articles": _articles,
    "quotes": _quotes,
}
"""Kind of a column → what it makes of a value that is known."""


def _own(**kinds: str) -> Columns:
    """Columns that are called as the attributes of the rows."""
    return {name: (kind, attrgetter(name)) for name, kind in kinds.items()}


TABLES: dict[str, tuple[Callable[[Graph], Iterable[Any]], Columns]] = {
    "persons": (
        attrgetter("persons"),
        _own(
            id="id", name="text", alt_names="texts", byline="flag", confidence="text", different_from="ids",
            possibly_same="ids", reasons="texts",
        ),
    ),
    "events": (
        attrgetter("events"),
        _own(id="id", name="text", type="text", date="day", place="id", articles="articles", evidence="quotes"),
    ),
    "roles": (
        attrgetter("roles"),
        _own(
            id="id", person="id", role="text", body="id", area="id", titles="texts", former="flag", first_seen="day",
            last_seen="day", confidence="text", articles="articles", evidence="quotes",
        ),
    ),
    "participations": (
        attrgetter("participations"),
        _own(
            id="id", event="id", person="id", parts="texts", role_held="id", confidence="text", evidence="quotes",
        ),
    ),
    "ties": (
        attrgetter("ties"),
        {
            "id": ("id", attrgetter("id")),
            "person_1": ("id", lambda tie: tie.persons[0]),
            "person_2": ("id", lambda tie: tie.persons[1]),
            **_own(events="ids", weight="count", strength="number", first_seen="day", last_seen="day"),
        },
    ),
    "articles": (
        attrgetter("articles"),
        {
            "id": ("id", lambda seen: f"{seen.article.document}#{seen.article.id}"),
            "document": ("id", attrgetter("article.document")),
            "kind": ("text", attrgetter("article.kind")),
            "headline": ("text", attrgetter("article.headline")),
            "subheads": ("texts", attrgetter("article.subheads")),
            "text": ("text", attrgetter("article.text")),
            **_own(
                published_from="day", published_to="day", authors="ids", persons="ids", bodies="ids", areas="ids",
            ),
        },
    ),
}  # fmt: skip
"""Name of a table → its rows and columns."""

FILES = tuple(f"{name}.parquet" for name in TABLES)


_KINDS = {"integer": "count", "double": "number"}
_FOUND: dict[str, tuple[Mapping[str, Column], Callable[[Measured, Any], Mapping[str, Value]]]] = {
    "persons": (PERSON_COLUMNS, lambda measured, row: measured.persons.get(row.id, {})),
    "ties": (TIE_FINDINGS, lambda measured, row: measured.ties.get(row.persons, {})),
}
"""Name of a table → its columns where the graph was analysed, and where their values are."""


MEASURED = tuple(f"{name}.parquet" for name in _FOUND)
"""Of the files those that carry measures."""


def check() -> None:
    """Raises :class:`~kg.errors.UsageError` where pyarrow, which writes Parquet, is not installed."""
    if find_spec(LIBRARY) is None:
        raise UsageError(f"--format parquet needs {LIBRARY}, which is not installed; run pip install 'kg[tables]'")


def write_parquet(graph: Graph, folder: Path) -> None:
    """A table for each of :data:`FILES`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = _types()
    for name, file in zip(TABLES, FILES, strict=True):
        rows_of, columns = TABLES[name]
        columns = {**columns, **_found(name, graph)}
        schema = pa.schema([(name, types[kind]) for name, (kind, _) in columns.items()])
        rows = iter(rows_of(graph))
        with pq.ParquetWriter(folder / file, schema, compression="zstd") as writer:
            while some := list(islice(rows, ROWS)):
                arrays = {name: _column(some, kind, take) for name, (kind, take) in columns.items()}
                writer.write_table(pa.table(arrays, schema=schema))


def add_measures(graph: Graph, old: Path, new: Path) -> None:
    """What ``kg analyse`` found, in one of :data:`FILES` instead of what it found before; all else as it is.

    A graph that was loaded holds less than the file does.

    Raises :class:`~kg.errors.UsageError` where it is no such file or is of another graph.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows_of, _ = TABLES[old.stem]
    columns = _found(old.stem, graph)
    rows = {identifier(row.id): row for row in rows_of(graph)}
    types = _types()
    try:
        table = pq.read_table(old)
        mine = [rows[identity] for identity in table.column("id").to_pylist()]
    except (pa.ArrowException, OSError, KeyError) as error:
        raise UsageError(f"{old}: is not of this graph ({error}); run `kg build` again") from error
    if len(mine) != len(rows):
        raise UsageError(f"{old}: is not of this graph ({len(mine)} rows, not {len(rows)}); run `kg build` again")
    table = table.drop_columns([name for name in columns if name in table.column_names])
    for name, (kind, take) in columns.items():
        values = [None if (value := take(row)) is None else VALUES[kind](value) for row in mine]
        table = table.append_column(name, pa.array(values, types[kind]))
    pq.write_table(table, new, compression="zstd", row_group_size=ROWS)


def _found(table: str, graph: Graph) -> Columns:
    """Columns of measures: of a table that has any, of a graph that was analysed."""
    if graph.measured is None or table not in _FOUND:
        return {}
    columns, values = _FOUND[table]
    find = partial(values, graph.measured)
    return {
        name: (_KINDS[column.type], lambda row, name=name: find(row).get(name))  # type: ignore[misc]
        for name, column in columns.items()
    }


def _column(rows: Sequence[Any], kind: str, take: Callable[[Any], Any]) -> list[Any]:
    return [None if (value := take(row)) is None else VALUES[kind](value) for row in rows]


def _types() -> dict[str, Any]:
    """What Arrow calls the kinds."""
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    quote = pa.struct([("article", text), ("start", pa.int64()), ("end", pa.int64()), ("exact", text)])
    return {
        "id": text,
        "ids": texts,
        "text": text,
        "texts": texts,
        "day": pa.date32(),
        "flag": pa.bool_(),
        "count": pa.int64(),
        "number": pa.float64(),
        "articles": texts,
        "quotes": pa.list_(quote),
    }
