"""Cases, documents and what is counted of them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.model import Article, Document, Metadata
from kg.read import normalise, published, read_articles, read_file

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
TEXTS = {"seeds": ROOT / "seeds", "articles": DATA / "dev" / "articles", "pages": DATA / "dev" / "pages"}
GOLD = TEXTS | {"seeds": DATA / "gold"}


def cases(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((ROOT / "tests" / "cases" / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def of_text(text: str, metadata: Metadata | None = None) -> tuple[Document, tuple[Article, ...]]:
    """A document made of a text, and its articles."""
    document = Document("page.txt", "0", "0", "utf-8", "text/plain", len(text), metadata or Metadata())
    return document, read_articles(document, text)


def documents(folder: str) -> list[tuple[Path, Metadata]]:
    """The texts of one of :data:`TEXTS` with what ``documents.csv`` says of them."""
    table = TEXTS[folder] / "documents.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines()) if table.exists() else []
    known = {row["document"]: Metadata(row["published"] or None, row["home"], row["source"]) for row in rows}
    return [(path, known.get(path.name, Metadata())) for path in sorted(TEXTS[folder].glob("*.txt"))]


@dataclass
class Found:
    """Counts over the documents of a folder."""

    right: Counter[str] = field(default_factory=Counter)
    meant: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)

    def f1(self, what: str) -> float:
        return 2 * self.right[what] / max(1, self.meant[what] + self.read[what])

    def rate(self, what: str) -> float:
        return self.right[what] / max(1, self.meant[what])

    def compare(self, what: str, meant: Counter[str], read: Counter[str]) -> None:
        self.right[what] += (meant & read).total()
        self.meant[what] += meant.total()
        self.read[what] += read.total()

    def hit(self, what: str, right: bool) -> None:
        self.meant[what] += 1
        self.right[what] += right


def score(folder: str) -> Found:
    """How much of the gold of a folder is read."""
    found = Found()
    for path, metadata in documents(folder):
        gold = json.loads((GOLD[folder] / f"{path.stem}.json").read_text(encoding="utf-8"))
        document, text = read_file(path, metadata)
        articles = read_articles(document, text)
        dated = published(document, text, articles)
        days = (gold["published"]["from"], gold["published"]["to"])
        found.hit("published", (dated.published_from, dated.published_to) == days)
        _articles(found, gold["articles"], articles)
    return found


def _articles(found: Found, gold: list[dict[str, Any]], articles: tuple[Article, ...]) -> None:
    meant, read = Counter(), Counter()
    for article in gold:
        meant += Counter({("headline", article["headline"] or ""): bool(article["headline"])})
        meant += Counter(("subheads", line) for line in article.get("subheads", []))
    for article in articles:
        read += Counter({("headline", article.headline or ""): bool(article.headline)})
        read += Counter(("subheads", line) for line in article.subheads)
    for what in ("headline", "subheads"):
        sides = [Counter({line: n for (kind, line), n in side.items() if kind == what}) for side in (meant, read)]
        found.compare(what, *sides)
    for what in ("reporters", "credits"):
        named = {credit.name for article in articles for credit in getattr(article, what)}
        found.compare(what, Counter({name for article in gold for name in article[what]}), Counter(named))
    bodies = [(_bare(article.text[article.body_at : article.body_until]), article.kind) for article in articles]
    for article in gold:
        begins, ends = _bare(article["begins"]), _bare(article["ends"])
        found.hit("begins", any(body.startswith(begins) for body, _kind in bodies))
        found.hit("ends", any(body.endswith(ends) for body, _kind in bodies))
        found.hit("kind", any(body.startswith(begins) and kind == article["kind"] for body, kind in bodies))
    found.hit("count", len(gold) == len(articles))


def _bare(text: str) -> str:
    """Without marks, as ``begins`` and ``ends`` are compared."""
    return re.sub(r"[\W_]", "", normalise(text))
