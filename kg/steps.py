"""What is done to one document, whoever asks: the same in every engine."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.extract import extract, names_known
from kg.extract.tagger import proposed
from kg.files.inputs import Source
from kg.model import Article, Document, Reading
from kg.read import published, read_articles, read_bytes, read_file


@dataclass(frozen=True, slots=True)
class Page:
    """A document that was read."""

    document: Document
    text: str
    articles: tuple[Article, ...]
    names: tuple[str, ...]
    """Names that stand where only a name can stand, sorted."""


def read(source: Source, data: bytes | None = None) -> Page | InputError:
    """A file's text, put together into articles; what is wrong with it where it cannot be read.

    ``data`` is what the file holds, where somebody else has opened it.
    """
    try:
        if data is None:
            document, text = read_file(source.path, source.metadata, source.name)
        else:
            document, text = read_bytes(source.path, data, source.metadata, source.name)
        articles = read_articles(document, text)
        document = published(document, text, articles)
        return Page(document, text, articles, tuple(sorted(names_known(articles))))
    except InputError as error:
        return InputError(source.name, error.problem)
    except Exception as error:
        return _defect(source.name, error)


def known_to_all(pages: Iterable[Page]) -> frozenset[str]:
    """Names that one page gives away, for reading the others."""
    return frozenset(name for page in pages for name in page.names)


def claims(page: Page, known: frozenset[str], tagger: str) -> Reading | InputError:
    """All that a page says; ``known`` as of :func:`known_to_all`."""
    try:
        return extract(page.document, page.text, page.articles, known, proposed(tagger, page.articles))
    except Exception as error:
        return _defect(page.document.name, error)


def _defect(name: str, error: Exception) -> InputError:
    """One page that the program stumbles over must not cost the reader all others."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return InputError(
        name, f"kg has a defect ({type(error).__name__} at {where}: {error}); please report it with the file"
    )
