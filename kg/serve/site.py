"""What is served: one OUTPUT, as it is now."""

from __future__ import annotations

import asyncio
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from kg.errors import UsageError
from kg.export import EXPORTERS, FORMATS
from kg.serve.answers import Answer, Asked
from kg.serve.articles import Articles
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.stored_articles import StoredArticles
from kg.serve.terms import desk_data
from kg.stored.sign import has_tables
from kg.view.page import unpacked

_TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
    ".gexf": "application/xml",
    ".graphml": "application/xml",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}
_FILES = (*EXPORTERS, *(file for one in FORMATS.values() for file in one.files), "report.json")
DOWNLOADS = {name: _TYPES.get(Path(name).suffix, "text/plain; charset=utf-8") for name in _FILES}
"""Files of OUTPUT that are given to whoever asks, with their media types; and no other."""
_SITE_LINKS = '<p id="site" hidden>'
"""In the view; only here do its links lead anywhere."""


class Site:
    """One OUTPUT, read anew when `kg build` has written it anew."""

    def __init__(self, output: Path, limits: Limits) -> None:
        self.output = output
        self.limits = limits
        self.pool = Pool(output / "graph.ttl", limits)
        self._known = self._stamp("graph.ttl")
        self._reading = asyncio.Lock()
        self._retiring: asyncio.Task[None] | None = None
        self._view: tuple[Any, str] | None = None
        self._articles: tuple[Any, Articles | StoredArticles] | None = None
        self._desk: tuple[Pool, dict[str, Any]] | None = None

    async def ask(self, asked: Asked) -> Answer:
        """The answer of the graph as it is now."""
        await self._renew()
        return await self.pool.ask(asked)

    async def view(self) -> str:
        """The page of the view. Raises :class:`HTTPException` where it is gone."""
        stamp = self._stamp("index.html")
        async with self._reading:
            if self._view is None or self._view[0] != stamp:
                self._view = stamp, await asyncio.to_thread(self._read_view)
        return self._view[1]

    async def articles(self) -> Articles | StoredArticles:
        """The articles: of the tables, where there are any, else of the view.

        Raises :class:`HTTPException` where the view is gone.
        """
        page = await self.view()
        async with self._reading:
            if self._articles is None or self._articles[0] is not page:
                self._articles = page, await asyncio.to_thread(self._read_articles, page)
        return self._articles[1]

    def _read_articles(self, page: str) -> Articles | StoredArticles:
        facts = unpacked(page).get("facts", {})
        if not (has_tables(self.output) and find_spec("duckdb")):
            return Articles(facts)
        shown = {row["id"] for kind in ("articles", "persons", "bodies", "areas", "events") for row in facts[kind]}
        return StoredArticles(self.output, shown)

    async def desk(self) -> dict[str, Any]:
        """What the desk has to know."""
        await self._renew()
        if self._desk is None or self._desk[0] is not self.pool:
            self._desk = self.pool, await desk_data(self.pool, self.limits)
        return self._desk[1]

    def file(self, name: str) -> Path | None:
        """A file that may be downloaded; ``None`` where it is not there, or lies elsewhere in truth."""
        return self._inside(name) if name in DOWNLOADS else None

    def close(self) -> None:
        """End what runs for it."""
        self.pool.close()

    def _inside(self, name: str) -> Path | None:
        path = self.output / name
        return path if path.is_file() and path.resolve().parent == self.output.resolve() else None

    def _stamp(self, name: str) -> Any:
        try:
            found = (self.output / name).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    async def _renew(self) -> None:
        stamp = self._stamp("graph.ttl")
        if stamp == self._known or stamp is None:
            return
        async with self._reading:
            if stamp == self._known:
                return
            self._known = stamp
            try:
                new = await asyncio.to_thread(Pool, self.output / "graph.ttl", self.limits)
            except UsageError as error:
                print(f"{error}; the graph of before is served on", file=sys.stderr, flush=True)
                return
            old, self.pool = self.pool, new
            self._retiring = asyncio.create_task(old.retire())

    def _read_view(self) -> str:
        path = self._inside("index.html")
        if path is None:
            raise HTTPException(404, "index.html: it is not in OUTPUT; run `kg build`")
        page = path.read_text(encoding="utf-8")
        return page.replace(_SITE_LINKS, _SITE_LINKS.replace(" hidden", ""), 1)
