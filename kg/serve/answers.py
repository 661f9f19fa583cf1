"""One query and what is answered to it: HTTP status, media type, bytes. Runs in a process of its own."""

from __future__ import annotations

import io
import re
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

import pyoxigraph as ox

from kg.errors import RefusedError, UsageError
from kg.serve.accept import chosen
from kg.serve.limits import Limits
from kg.store import RESULT_FORMATS, TRIPLE_FORMATS, Store

RESULTS = {
    "json": ["application/sparql-results+json", "application/json"],
    "xml": ["application/sparql-results+xml", "application/xml", "text/xml"],
    "csv": ["text/csv"],
    "tsv": ["text/tab-separated-values"],
}
"""Forms of a SELECT's answer, the first for whoever takes anything; the first media type is the one that is sent."""
BOOLEANS = {"json": RESULTS["json"], "xml": RESULTS["xml"]}
TRIPLES = {
    "turtle": ["text/turtle", "application/x-turtle"],
    "ntriples": ["application/n-triples"],
    "rdfxml": ["application/rdf+xml", "application/xml", "text/xml"],
    "jsonld": ["application/ld+json", "application/json"],
}
_ALSO = {
    "turtle": ["ttl", "n3", "application/turtle", "text/n3"],
    "ntriples": ["nt", "n-triples"],
    "rdfxml": ["xml", "rdf", "rdf+xml", "rdf/xml"],
    "jsonld": ["json", "json-ld", "application/x-json+ld"],
}
"""What clients call the forms besides."""
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came."""

    query: str
    accept: str = ""
    """The header of that name."""
    forms: tuple[str, ...] = ()
    """By the parameter ``format``: names of forms or media types; the first that fits counts instead of ``accept``."""
    cut: bool = False
    """Whether too long an answer is cut; else it is refused."""

    def as_dict(self) -> dict[str, Any]:
        """For sending it to another process."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def words(status: int, text: str, **headers: str) -> Answer:
        """An answer that says what went wrong."""
        return Answer(status, "text/plain; charset=utf-8", (text + "\n").encode("utf-8"), headers)


def answer(store: Store, asked: Asked, limits: Limits) -> Answer:
    """The answer to one query, whatever it is; too long a one has status 422."""
    try:
        found = store.query(asked.query)
        if isinstance(found, ox.QueryBoolean):
            return _boolean(found, asked)
        if isinstance(found, ox.QueryTriples):
            return _triples(found, asked, limits, store.prefixes)
        return _solutions(found, asked, limits)
    except RefusedError as error:
        return Answer.words(403, str(error))
    except UsageError as error:
        return Answer.words(400, str(error))
    except _TooLongError as error:
        return Answer.words(422, str(error))
    except _NoFormError as error:
        return Answer.words(406, str(error))
    except OSError:  # a SERVICE that hid from Store.query and found no way out of this process
        return Answer.words(403, "a query asks this graph alone; ask the other one by itself")


class _TooLongError(Exception):
    """An answer goes beyond a limit."""


class _NoFormError(Exception):
    """The answer cannot be given in the form that the client wants."""


def _form(asked: Asked, offers: dict[str, list[str]]) -> str | Answer:
    for name in asked.forms:
        for form, types in offers.items():
            if name in (form, *types, *_ALSO.get(form, ())):
                return form
    # Clients that send what no form is called name the right type beside it.
    accept = asked.accept.replace("*/*", "") if asked.forms else asked.accept
    found = chosen(accept, offers) if accept.strip(" ,") or not asked.forms else None
    if found is not None:
        return found
    wanted = f"format={','.join(asked.forms)}" if asked.forms else f"Accept: {asked.accept}"
    sent = ", ".join(types[0] for types in offers.values())
    return Answer.words(406, f"{wanted}: this query is answered as {sent} (format={', format='.join(offers)})")


def typed(form: str, offers: dict[str, list[str]]) -> str:
    """The Content-Type of an answer in this form."""
    media_type = offers[form][0]
    return media_type + "; charset=utf-8" if media_type.startswith("text/") else media_type


def _boolean(found: ox.QueryBoolean, asked: Asked) -> Answer:
    form = _form(asked, BOOLEANS)
    if isinstance(form, Answer):
        return form
    return Answer(200, typed(form, BOOLEANS), found.serialize(format=RESULT_FORMATS[form]) or b"")


def _triples(found: ox.QueryTriples, asked: Asked, limits: Limits, prefixes: dict[str, str]) -> Answer:
    form = _form(asked, TRIPLES)
    if isinstance(form, Answer):
        return form
    most = limits.cut_rows if asked.cut else limits.rows
    triples = list(islice(found, most + 1))
    headers = {}
    if len(triples) > most:
        if not asked.cut:
            raise _TooLongError(_too_many(limits, "triples"))
        triples, headers = triples[:most], {"Kg-Cut": str(most)}
    sink = _Sink(limits)
    ox.serialize(triples, sink, format=TRIPLE_FORMATS[form], prefixes=prefixes)
    data = sink.getvalue() if form != "rdfxml" else _xml(sink.getvalue())
    return Answer(200, typed(form, TRIPLES), data, headers)


def _solutions(found: ox.QuerySolutions, asked: Asked, limits: Limits) -> Answer:
    form = _form(asked, RESULTS)
    if isinstance(form, Answer):
        return form
    if not found.variables:  # SELECT * {}: one line of nothing, which no other form can be made of
        return Answer(200, typed(form, RESULTS), found.serialize(format=RESULT_FORMATS[form]) or b"")
    # TSV has one line a solution and loses nothing: rows are counted in it, and the other forms are made of it.
    most = limits.cut_rows if asked.cut else limits.rows
    sink = _Sink(limits, most + 1)
    cut = False
    try:
        found.serialize(sink, format=ox.QueryResultsFormat.TSV)
    except _EnoughError:
        if not asked.cut:
            raise _TooLongError(_too_many(limits, "rows")) from None
        cut = True
    data = sink.getvalue()
    if cut:
        data = b"\n".join([*data.split(b"\n", most + 1)[: most + 1], b""])
    if form != "tsv":
        rows = ox.parse_query_results(data, format=ox.QueryResultsFormat.TSV)
        sink = _Sink(limits)
        rows.serialize(sink, format=RESULT_FORMATS[form])
        data = sink.getvalue() if form != "xml" else _xml(sink.getvalue())
    return Answer(200, typed(form, RESULTS), data, {"Kg-Cut": str(most)} if cut else {})


def _xml(data: bytes) -> bytes:
    """XML as readers of it take it: they make a line feed of a carriage return that is not escaped."""
    if _NOT_IN_XML.search(data):
        raise _NoFormError("the answer has characters that no XML can hold; ask for JSON or N-Triples")
    return data.replace(b"\r", b"&#13;")


def _too_many(limits: Limits, what: str) -> str:
    return (
        f"the answer has more than {limits.rows:,} {what}, which is the limit of this server; "
        "add LIMIT, count or group in the query, or start `kg serve` with a higher --max-rows"
    )


class _EnoughError(Exception):
    """More lines have come than are wanted."""


class _Sink(io.BytesIO):
    """Takes what a serialiser writes, up to a length, and up to a number of lines."""

    def __init__(self, limits: Limits, lines: int | None = None) -> None:
        super().__init__()
        self._longest = limits.answer_bytes
        self._lines = lines
        self._seen = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if super().write(data) and self.tell() > self._longest:
            raise _TooLongError(
                f"the answer is longer than {self._longest >> 20} MB, which is the limit of this server; "
                "add LIMIT or select less"
            )
        if self._lines is not None:
            self._seen += data.count(b"\n")
            if self._seen > self._lines:
                raise _EnoughError
        return len(data)
