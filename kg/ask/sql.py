"""SQL over the tables of a build in the store: those of the graph, and in ``claims`` what each article says."""

from __future__ import annotations

import csv
import io
from importlib.util import find_spec
from pathlib import Path

from kg.ask.query import as_table
from kg.errors import UsageError

STORE = "store"
"""Folder in OUTPUT with the tables."""
FORMS = ("table", "csv")


def sql(asked: str, output: Path, form: str = "table") -> str:
    """The answer to a query, as a table for people or as CSV; every row of it is in memory.

    ``store/persons.parquet`` is the table ``persons``, ``store/claims/persons.parquet`` is ``claims.persons``.

    Raises :class:`~kg.errors.UsageError` where there is no store, the query has a mistake, or ``form`` is unknown.
    """
    if form not in FORMS:
        raise UsageError(f"--format {form!r} is unknown; name one of {', '.join(FORMS)}")
    if find_spec("duckdb") is None:
        raise UsageError("kg sql needs duckdb, which is not installed; run pip install 'kg[tables]'")
    store = output / STORE
    if not (store / "persons.parquet").exists():
        raise UsageError(f"{store}: no tables there; run kg build --engine store")
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA claims")
        for path in sorted(store.rglob("*.parquet")):
            schema = "" if path.parent == store else "claims."
            place = str(path).replace("'", "''")
            connection.execute(f"CREATE VIEW {schema}\"{path.stem}\" AS SELECT * FROM read_parquet('{place}')")
        try:
            answer = connection.execute(asked)
            names = [column[0] for column in answer.description or ()]
            rows = [["" if cell is None else str(cell) for cell in row] for row in answer.fetchall()]
        except duckdb.Error as error:
            raise UsageError(f"the query: {error}") from error
    if form == "table":
        return as_table(names, rows)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([names, *rows])
    return text.getvalue()
