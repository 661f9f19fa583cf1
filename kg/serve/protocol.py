"""The SPARQL 1.1 Protocol: what a request asks, or why it is refused (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qsl

from fastapi import Request

from kg.serve.answers import Answer, Asked
from kg.serve.limits import Limits

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_DATASET = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_PATIENCE = 4
"""Times the longest request are read of one that is too long."""
_READ_ONLY = "the graph is read only; `kg build` changes it"


class Refused(Exception):
    """A request that gets an answer other than it wanted."""

    def __init__(self, status: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.answer = Answer.words(status, text, **headers)


async def asked(request: Request, limits: Limits) -> Asked | None:
    """The query of a request; ``None`` for a GET that asks nothing.

    Raises :class:`Refused` with 400, 403, 408, 413 or 415.
    """
    pairs = _pairs(request.scope["query_string"])
    accept = ", ".join(request.headers.getlist("accept"))
    if request.method != "POST":
        return _of(pairs, accept) if pairs else None
    media_type, charset = _content_type(request)
    if media_type == UPDATE:
        raise Refused(403, _READ_ONLY)
    if media_type not in (FORM, QUERY):
        raise Refused(
            415, f"Content-Type: {media_type or 'none'}; send {FORM} or {QUERY}", **{"Accept-Post": f"{FORM}, {QUERY}"}
        )
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"charset={charset}; send UTF-8")
    body = await _body(request, limits)
    if media_type == QUERY:
        return _of([*pairs, ("query", _decoded(body))], accept)
    return _of([*pairs, *_pairs(body)], accept)


def _of(pairs: Sequence[tuple[str, str]], accept: str) -> Asked:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise Refused(403, _READ_ONLY)
    queries = given.get("query", [])
    if len(queries) != 1:
        raise Refused(400, f"{len(queries)} parameters `query`; send one")
    for name in _DATASET:
        if name in given:
            raise Refused(403, f"{name}: a query asks this graph alone; leave the parameter out")
    named = ",".join([*given.get("format", []), *given.get("output", [])]).lower().split(",")
    forms = tuple(name.strip().replace(" ", "+") for name in named if name.strip())  # rdf+xml, as forms decode it
    return Asked(queries[0], accept, forms, cut=given.get("cut", [""])[-1] not in ("", "0"))


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=50
        )
    except ValueError as error:  # UnicodeError is one
        raise Refused(400, "the parameters are no percent-encoded UTF-8, or more than 50") from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is no UTF-8 at byte {error.start}") from error


def _content_type(request: Request) -> tuple[str, str]:
    media_type, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")), "")
    return media_type, charset


async def _body(request: Request, limits: Limits) -> bytes:
    """Raises :class:`Refused` where it is too long, or does not come."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > _PATIENCE * limits.request_bytes:
        raise _too_long(limits)
    data = bytearray()
    length = 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for piece in request.stream():
                length += len(piece)
                # Who is still sending would not see the answer: some more is read, and thrown away.
                if length > _PATIENCE * limits.request_bytes:
                    break
                if length <= limits.request_bytes:
                    data += piece
    except TimeoutError:
        raise Refused(408, f"the request did not come within {limits.body_seconds:g} seconds") from None
    if length > limits.request_bytes:
        raise _too_long(limits)
    return bytes(data)


def _too_long(limits: Limits) -> Refused:
    return Refused(413, f"the request is longer than {limits.request_bytes >> 10} KB", Connection="close")
