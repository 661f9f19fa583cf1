"""The site's pages: the view, the articles, the desk, and the endpoint that the desk and every other client asks."""

from __future__ import annotations

import asyncio
import json
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

from kg.export.terms import segment
from kg.graph import LABELS
from kg.serve import protocol
from kg.serve.accept import chosen
from kg.serve.answers import RESULTS, TRIPLES, Answer, Asked
from kg.serve.guard import Guard
from kg.serve.site import DOWNLOADS, Site
from kg.serve.terms import service_description

ASSETS = Path(__file__).parent / "assets"
VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
HTML = ["text/html", "application/xhtml+xml"]
_IN_VIEW = ("person", "body", "area", "event")
"""Kinds of things that the view can be opened at."""


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
        by_hand = request.method != "POST" and form == "html" and not (asked and asked.forms)
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
        rows = await asyncio.to_thread(list, known.found(find.strip()))
        page = templates.get_template("articles.html")
        return HTMLResponse(page.render(rows=rows, find=find, all=len(known), more=len(rows) == known.most))

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
        if form == "html" and kind == "article" and len(names) == 2:
            return await _article(site, templates, names[0], names[1])
        known = await site.ask(Asked(f"ASK {{ <{iri}> ?p ?o }}", forms=("json",)))
        if known.status == 200 and not json.loads(known.body)["boolean"]:
            raise HTTPException(404, f"{kind} {'/'.join(names)}: not in the graph")
        if form != "html":
            return _response(await site.ask(Asked(f"DESCRIBE <{iri}>", request.headers.get("accept", ""))))
        where = await _words(site, iri) if kind == "evidence" else await _shown(site, kind, names)
        where = where or f"/query#query={quote(f'DESCRIBE <{iri}>', safe='')}"
        return RedirectResponse(where, status_code=303, headers={"Vary": "Accept"})

    @made.api_route("/{name}", methods=["GET", "HEAD"])
    async def download(name: str) -> Response:
        path = site.file(name)
        if path is None:
            raise HTTPException(404, f"{name}: no such page")
        return FileResponse(path, media_type=DOWNLOADS[name])


async def _shown(site: Site, kind: str, names: list[str]) -> str:
    """Where the view shows a thing; empty where it does not."""
    if kind == "reporter":
        kind, names = "person", [f"记者-{name}" for name in names]
    if kind not in _IN_VIEW or len(names) != 1 or not (await site.articles()).shows(f"{kind}:{names[0]}"):
        return ""
    return f"/#{kind}={quote(names[0], safe='')}"


async def _words(site: Site, iri: str) -> str:
    """Where a piece of evidence is shown, marked in its article, by the view or as a page; empty for what is none."""
    query = f"""SELECT ?document ?article ?start ?end WHERE {{
      <{iri}> oa:hasSource/schema:name ?document ; schema:isPartOf/schema:identifier ?article .
      <{iri}/position> oa:start ?start ; oa:end ?end }}"""
    found = await site.ask(Asked(query, forms=("json",)))
    rows = json.loads(found.body)["results"]["bindings"] if found.status == 200 else []
    if not rows:
        return ""
    document, article, start, end = (rows[0][name]["value"] for name in ("document", "article", "start", "end"))
    thing = f"article:{document}/{article}"
    if not (await site.articles()).shows(thing):
        return f"/id/article/{quote(document, safe='')}/{quote(article, safe='')}"
    return f"/#read={quote(thing, safe='')}&words={start}-{end}"


async def _article(site: Site, templates: Environment, document: str, article: str) -> Response:
    known = await site.articles()
    page = await asyncio.to_thread(known.page, document, article)
    if page is None:
        raise HTTPException(404, f"{document} {article}: no such article")
    thing = f"article:{document}/{article}"
    view = f"/#read={quote(thing, safe='')}" if known.shows(thing) else ""
    text = templates.get_template("article.html").render(page=page, labels=LABELS, view=view)
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
