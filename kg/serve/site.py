"""The site's pages: the view, the articles, the desk, and the endpoint that the desk and every other client asks."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pyvis
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException

from kg.errors import UsageError
from kg.export.turtle import segment
from kg.graph import LABELS
from kg.serve import protocol
from kg.serve.accept import chosen
from kg.serve.answers import RESULTS, TRIPLES, Answer, Asked
from kg.serve.articles import Articles
from kg.serve.guard import Guard
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.terms import desk_data, service_description
from kg.view.page import unpacked

ASSETS = Path(__file__).parent / "assets"
VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
DOWNLOADS = {
    "graph.ttl": "text/turtle; charset=utf-8",
    "graph.nt": "application/n-triples",
    "graph.jsonld": "application/ld+json",
    "graph.rdf": "application/rdf+xml",
    "graph.trig": "application/trig",
    "graph.gexf": "application/xml",
    "coattendance.gexf": "application/xml",
    "nodes.csv": "text/csv; charset=utf-8",
    "edges.csv": "text/csv; charset=utf-8",
    "report.json": "application/json",
}
"""Files of OUTPUT that are given to whoever asks, and no other."""
HTML = ["text/html", "application/xhtml+xml"]
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
        self._articles: tuple[Any, Articles] | None = None
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

    async def articles(self) -> Articles:
        """The articles that stand in the view. Raises :class:`HTTPException` where it is gone."""
        page = await self.view()
        async with self._reading:
            if self._articles is None or self._articles[0] is not page:
                facts = (await asyncio.to_thread(unpacked, page)).get("facts", {})
                self._articles = page, await asyncio.to_thread(Articles, facts)
        return self._articles[1]

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


def app(site: Site, hosts: list[str]) -> FastAPI:
    """The site as an application; ``hosts``: by which names it may be called."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.close()

    made = FastAPI(title="kg", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, lifespan=life)
    made.add_middleware(Guard, hosts=hosts, head_bytes=site.limits.head_bytes)
    templates = Environment(loader=PackageLoader("kg.serve", "assets"), autoescape=True)
    _endpoint(made, site)
    _pages(made, site, templates)
    _things(made, site, templates)
    _errors(made, templates)
    made.mount("/assets", StaticFiles(directory=ASSETS))
    return made


def _endpoint(made: FastAPI, site: Site) -> None:
    @made.api_route("/sparql", methods=["GET", "HEAD", "POST"])
    async def sparql(request: Request) -> Response:
        try:
            asked = await protocol.asked(request, site.limits)
        except protocol.Refused as refused:
            return _response(refused.answer)
        # Somebody opened the address in a browser: the desk shows it.
        form = chosen(",".join(request.headers.getlist("accept")), {**RESULTS, **TRIPLES, "html": HTML})
        by_hand = request.method != "POST" and form == "html" and not (asked and asked.form)
        if by_hand:
            query = f"#query={quote(asked.query, safe='')}" if asked else ""
            return RedirectResponse(f"/query{query}", status_code=303, headers={"Vary": "Accept"})
        if asked is None:
            if form is None:
                return _response(Answer.words(406, "the description of this service is RDF; send Accept: text/turtle"))
            return _response(service_description(str(request.url.replace(query="", fragment="")), form))
        answer = await _unless_gone(request, site.ask(asked))
        return _response(answer)

    @made.get("/desk.json")
    async def desk_json() -> Response:
        return JSONResponse(await site.desk())


def _pages(made: FastAPI, site: Site, templates: Environment) -> None:
    @made.api_route("/", methods=["GET", "HEAD"])
    @made.api_route("/index.html", methods=["GET", "HEAD"])
    async def view(request: Request) -> Response:
        response = HTMLResponse(await site.view())
        request.state.own_policy = True  # it brings one
        return response

    @made.api_route("/query", methods=["GET", "HEAD"])
    async def query() -> Response:
        return FileResponse(ASSETS / "desk.html")

    @made.api_route("/articles", methods=["GET", "HEAD"])
    async def articles(find: str = "") -> Response:
        known = await site.articles()
        rows = list(known.found(find.strip()))
        return HTMLResponse(templates.get_template("articles.html").render(rows=rows, find=find, all=len(known)))

    @made.api_route("/vendor/vis-network.js", methods=["GET", "HEAD"])
    async def vis() -> Response:
        return FileResponse(VIS, media_type="text/javascript")


class _Anything(Convertor[str]):
    """The rest of a path, line breaks and all."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """As it is."""
        return value

    def to_string(self, value: str) -> str:
        """As it is."""
        return value


register_url_convertor("anything", _Anything())


def _things(made: FastAPI, site: Site, templates: Environment) -> None:
    """What the graph's own IRIs lead to, where they are those of this site (``--base-iri``)."""

    @made.api_route("/id/{path:anything}", methods=["GET", "HEAD"])
    async def thing(request: Request) -> Response:
        raw = request.scope["raw_path"].decode("ascii").partition("/id/")[2]
        kind, *names = (unquote(part) for part in raw.split("/"))
        iri = f"{site.pool.loaded.base}id/" + "/".join(segment(part) for part in (kind, *names))
        form = chosen(",".join(request.headers.getlist("accept")), {"html": HTML, **TRIPLES})
        known = await site.ask(Asked(f"ASK {{ <{iri}> ?p ?o }}", form="json"))
        if known.status == 200 and not json.loads(known.body)["boolean"]:
            raise HTTPException(404, f"{kind} {'/'.join(names)}: not in the graph")
        if form != "html":
            return _response(await site.ask(Asked(f"DESCRIBE <{iri}>", request.headers.get("accept", ""))))
        if kind == "article" and len(names) == 2:
            return await _article(site, templates, names[0], names[1])
        if kind in ("person", "reporter", "body", "area", "event") and len(names) == 1:
            shown = f"记者-{names[0]}" if kind == "reporter" else names[0]
            where = f"/#{'person' if kind == 'reporter' else kind}={quote(shown, safe='')}"
        else:
            where = f"/query#query={quote(f'DESCRIBE <{iri}>', safe='')}"
        return RedirectResponse(where, status_code=303, headers={"Vary": "Accept"})

    @made.api_route("/{name}", methods=["GET", "HEAD"])
    async def download(name: str) -> Response:
        path = site.file(name)
        if path is None:
            raise HTTPException(404, f"{name}: no such page")
        return FileResponse(path, media_type=DOWNLOADS[name])


async def _article(site: Site, templates: Environment, document: str, article: str) -> Response:
    known = await site.articles()
    page = known.page(document, article)
    if page is None:
        raise HTTPException(404, f"{document} {article}: no such article")
    text = templates.get_template("article.html").render(
        page=page, labels=LABELS, view=f"/#read={quote(f'article:{document}/{article}', safe='')}"
    )
    return HTMLResponse(text, headers={"Vary": "Accept"})


def _errors(made: FastAPI, templates: Environment) -> None:
    @made.exception_handler(HTTPException)
    async def wrong(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if chosen(request.headers.get("accept", ""), {"text": ["text/plain"], "html": HTML}) == "html":
            page = templates.get_template("message.html").render(status=error.status_code, text=error.detail)
            return HTMLResponse(page, status_code=error.status_code, headers=headers)
        return _response(Answer.words(error.status_code, str(error.detail), **headers))


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, {**answer.headers, "Vary": "Accept", "Content-Type": answer.media_type})


async def _unless_gone(request: Request, answering: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer; nothing goes on for a client that has left."""
    task = asyncio.create_task(answering)
    gone = asyncio.create_task(_left(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return Answer.words(499, "the client has left")
        return task.result()
    except asyncio.CancelledError:  # the server ends; said rather than broken off
        return Answer.words(503, "the server is ending")
    finally:
        for one in (task, gone):
            one.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
