"""The articles of a graph that is too large for a view: read from the tables below OUTPUT as they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from kg.ask.sql import STORE
from kg.model import Graph
from kg.serve.articles import ArticlePage, Articles, Json, listed
from kg.stored.arrow import Shape
from kg.stored.resolution import TABLES
from kg.stored.tables import Stored
from kg.view.data import Quotes, facts

MOST = 500
"""So many articles are listed at once."""
_MEMORY = "1GB"
_TELLS = "len(list_filter(evidence, lambda one: one.document = $document AND one.article = $article)) > 0"


class StoredArticles:
    """As :class:`~kg.serve.articles.Articles`; ``shown`` has the ids of what the view shows (``person:王小雨``)."""

    most: int | None = MOST

    def __init__(self, output: Path, shown: Collection[str]) -> None:
        self._store = output / STORE
        self._shown = shown
        self._count = len(Stored[Any](self._store / "articles.parquet", _shape("articles")))

    def __len__(self) -> int:
        return self._count

    def shows(self, thing: str) -> bool:
        """Whether the view shows it."""
        return thing in self._shown

    def found(self, words: str = "") -> Iterator[Json]:
        """As of :class:`~kg.serve.articles.Articles`, the first :data:`MOST`; without numbers of facts."""
        columns = "article.document, article.id, article.headline, published_from, published_to"
        holds = "WHERE contains(article.headline, $words) OR contains(article.text, $words)" if words else ""
        given = {"words": words} if words else {}
        for document, article, headline, first, last in self._ask(
            f"SELECT {columns} FROM {self._table('articles')} {holds} LIMIT {MOST}", given
        ).fetchall():
            yield listed(f"{document}/{article}", headline, document, (first, last), None)

    def page(self, document: str, article: str) -> ArticlePage | None:
        """As of :class:`~kg.serve.articles.Articles`."""
        graph = self._around(document, article)
        if not graph.articles:
            return None
        return Articles(facts(graph, Quotes(graph)), self._shown).page(document, article)

    def _around(self, document: str, article: str) -> Graph:
        """The graph of one article: what it says, and of whom."""
        key = {"document": document, "article": article}
        seen = self._rows("articles", "article.document = $document AND article.id = $article", key)
        if not seen:
            return Graph("")
        roles, taken, told = (self._rows(name, _TELLS, key) for name in ("roles", "participations", "events"))
        people = {one.person for one in (*roles, *taken)}.union(*(one.authors for one in seen))
        events = {one.event for one in taken} - {one.id for one in told}
        return Graph(
            version="",
            documents=self._rows("documents", "name = $document", {"document": document}),
            articles=seen,
            persons=self._by_id("persons", people),
            roles=roles,
            events=(*told, *self._by_id("events", events)),
            participations=taken,
        )

    def _by_id(self, table: str, ids: Collection[str]) -> tuple[Any, ...]:
        return self._rows(table, "list_contains($ids, id)", {"ids": sorted(ids)}) if ids else ()

    def _rows(self, table: str, where: str, given: dict[str, Any]) -> tuple[Any, ...]:
        shape = _shape(table)
        columns = ", ".join(f'"{name}"' for name in shape.columns)
        found = self._ask(f"SELECT {columns} FROM {self._table(table)} WHERE {where}", given)
        return tuple(map(shape.decode, found.fetchall()))

    def _table(self, name: str) -> str:
        path = str(self._store / f"{name}.parquet").replace("'", "''")
        return f"read_parquet('{path}')"

    def _ask(self, query: str, given: dict[str, Any]) -> Any:
        import duckdb

        # Nothing but the tables is read, whatever is asked for: values never become part of the query.
        return duckdb.connect(config={"memory_limit": _MEMORY}).execute(query, given)


def _shape(table: str) -> Shape:
    return Shape.of(TABLES[table])
