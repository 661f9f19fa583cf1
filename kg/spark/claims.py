"""Reading and extraction, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.files.inputs import Source
from kg.model import Reading
from kg.resolve.corpus import told_in
from kg.spark.rows import Given, Rows
from kg.steps import claims, read
from kg.stored.claims import CLAIMS, DocumentRead

if TYPE_CHECKING:
    from pyspark import Broadcast
    from pyspark.sql import DataFrame


def claims_of(rows: Rows, sources: DataFrame, tagger: str) -> DataFrame:
    """What documents say; ``sources`` has for each of them the :class:`~kg.files.inputs.Source` by its name, of kind
    ``source``, and, where workers cannot open it themselves, its bytes, of kind ``data``.

    =============== ======== ==================================================
    kind            key      row
    =============== ======== ==================================================
    ``claims/…``    document as in the table of claims
    ``article``     document :class:`~kg.model.Article`
    ``told``        document its articles without their text, as a list of
                             :class:`~kg.resolve.corpus.Told`
    ``documents``   document :class:`~kg.model.Document`
    ``warning``     document what was noticed of it
    ``problem``     document :class:`~kg.errors.InputError`, as two strings
    =============== ======== ==================================================
    """
    pages = rows.kept(rows.together(sources, _read), "pages")
    names = pages.filter(pages.kind == "name").select("key").distinct().collect()
    known = rows.spark.sparkContext.broadcast(frozenset(name for (name,) in names))
    found = pages.filter(pages.kind.isin("page", "problem"))
    return rows.kept(rows.each(found, partial(_extract, known, tagger)), "claims")


def _read(name: str, rows: Mapping[str, Sequence[Any]]) -> Iterator[Given]:
    (source,) = rows["source"]
    assert isinstance(source, Source)
    page = read(source, *rows["data"])
    if isinstance(page, InputError):
        yield "problem", name, (page.path, page.problem)
        return
    yield "page", name, page
    for known in page.names:
        yield "name", known, None


def _extract(
    known: Broadcast[frozenset[str]], tagger: str, name: str, rows: Mapping[str, Sequence[Any]]
) -> Iterable[Given]:
    for problem in rows["problem"]:
        yield "problem", name, problem
    for page in rows["page"]:
        reading = claims(page, known.value, tagger)
        if isinstance(reading, InputError):
            yield "problem", name, (reading.path, reading.problem)
        else:
            yield from _claims(page.text, reading)


def _claims(text: str, one: Reading) -> Iterator[Given]:
    name = one.document.name
    yield "claims/documents", name, DocumentRead(one.document, text, one.warnings, one.several_meant, one.nobody_meant)
    for table in CLAIMS:
        for row in getattr(one, table):
            yield f"claims/{table}", name, (name, row)
    yield "documents", name, one.document
    for article in one.articles:
        yield "article", name, article
    for line in one.warnings:
        yield "warning", name, f"{name}: {line}"
    yield "told", name, [told.without_text() for told in told_in(one)]
