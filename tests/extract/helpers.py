"""From plain text to what the program reads in it, the way ``kg build`` goes; and its facts, in short."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from kg.extract import extract, names_known
from kg.model import Article, Document, Metadata, PersonNamed, Reading
from kg.read import published, read_articles, read_file

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
FOLDERS = (ROOT / "seeds", ROOT / "tests/data/dev/articles", ROOT / "tests/data/dev/pages")
OPENING = "本报讯 "
BREAK = "¶"
"""Stands for a line break in a cell."""

Row = dict[str, str]


def cases(name: str) -> list[Row]:
    """The rows of ``tests/cases/NAME.csv``."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


# --- reading ----------------------------------------------------------------------------------------------------------


def opened(text: str, metadata: Metadata, name: str = "case.txt") -> tuple[Document, str, tuple[Article, ...]]:
    """The document, its text as read, its articles."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode("utf-8"))
        document, as_read = read_file(path, metadata)
    articles = tuple(read_articles(document, as_read))
    return published(document, as_read, articles), as_read, articles


def read(text: str, metadata: Metadata, name: str = "case.txt") -> Reading:
    """What the program reads in a page that stands alone."""
    document, as_read, articles = opened(text, metadata, name)
    return extract(document, as_read, articles, frozenset(names_known(articles)))


def read_case(row: Row) -> Reading:
    """What the program reads in a case: headlines above ``¶``, or the body of an article alone."""
    text = row["text"].replace(BREAK, "\n")
    if "\n" not in text and not text.startswith(OPENING[:3]):
        text = OPENING + text
    return read(text, Metadata(published=row.get("published") or None, home=row["home"] or None))


@cache
def metadata_of(folder: Path) -> dict[str, Metadata]:
    """What the ``documents.csv`` of a folder says."""
    if not (folder / "documents.csv").exists():
        return {}
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["document"]: Metadata(*(row.get(column) or None for column in ("published", "home", "source")))
            for row in csv.DictReader(file)
        }


def pages() -> list[Path]:
    """All pages that have annotations: seeds, dev articles, dev pages."""
    return [path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


@cache
def read_page(path: Path) -> tuple[str, Reading]:
    """A page's text as read, and what the program reads in it standing alone."""
    document, text = read_file(path, metadata_of(path.parent).get(path.name, Metadata()))
    articles = tuple(read_articles(document, text))
    document = published(document, text, articles)
    return text, extract(document, text, articles, frozenset(names_known(articles)))


# --- facts in short ---------------------------------------------------------------------------------------------------


def persons(reading: Reading) -> list[str]:
    """Names, sorted."""
    return sorted(person.name for person in reading.persons)


def roles(reading: Reading) -> list[str]:
    """``name:role/body/area`` with ``-`` for none, and ``(former)``; sorted."""
    names = _names(reading)
    return sorted(
        f"{names[claim.article, claim.person]}:{claim.role}/{claim.body or '-'}/{claim.area or '-'}"
        + "(former)" * claim.former
        for claim in reading.roles
    )


Occasion = tuple[str, str, frozenset[str]]
"""Type, date (empty where unknown), and ``name:part+part`` of each participant."""


def occasions(reading: Reading) -> Counter[Occasion]:
    """The events with who took part in them."""
    names = _names(reading)
    return Counter(
        (
            event.type,
            event.date or "",
            frozenset(
                f"{names[one.article, one.person]}:{'+'.join(one.parts)}"
                for one in reading.participations
                if one.event == event.id
            ),
        )
        for event in reading.events
    )


def expected_occasions(row: Row) -> Counter[Occasion]:
    """The same from a case; several events are parted by `` // `` in each of its cells."""
    if not row["type"]:
        return Counter()
    types, dates, people = (row[column].split(" // ") for column in ("type", "date", "parts"))
    return Counter(
        (kind, date, frozenset(each.split("|"))) for kind, date, each in zip(types, dates, people, strict=True)
    )


def _names(reading: Reading) -> dict[tuple[str, str], str]:
    by_key: dict[tuple[str, str], PersonNamed] = {(person.article, person.key): person for person in reading.persons}
    return {key: person.name for key, person in by_key.items()}
