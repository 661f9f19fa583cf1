"""The articles of a view, as text with its evidence marked, for pages that need no script."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from kg.graph import LABELS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text, and the numbers of the facts that rest on it."""

    text: str
    facts: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    """Of them, those whose words begin here."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the graph says on the word of an article."""

    number: int
    """In the article, from 1."""
    text: str
    quote: str
    in_place: bool
    """Whether the words stand so in the article's text; else they were put together from elsewhere."""
    confidence: str
    link: str
    """Into the view."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article to be read."""

    path: str
    headline: str
    where: str
    """Paper, document, day, reporters."""
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...]


class Articles:
    """All articles of one view (``facts`` of the page's data); ``shown``: ids of what the view shows, if not all."""

    most: int | None = None
    """So many are listed at once; all."""

    def __init__(self, facts: Json, shown: Collection[str] | None = None) -> None:
        self._facts = facts
        self._shown = shown
        self._names = {thing["id"]: thing["name"] for kind in ("persons", "events") for thing in facts.get(kind, ())}
        self._rows: dict[str, tuple[int, Json]] = {}
        for number, row in enumerate(facts.get("articles", ())):
            self._rows[row["id"].removeprefix("article:")] = number, row
        self._said: dict[int, list[tuple[int, str, str, str]]] = {}
        """Number of an article → what rests on it: number of the evidence, words, how sure, link."""
        for claim in self._claims():
            self._said.setdefault(facts["evidence"][claim[0]]["article"], []).append(claim)

    def __len__(self) -> int:
        return len(self._rows)

    def found(self, words: str = "") -> Iterator[Json]:
        """What a list says of each article; only of those that hold ``words``, where there are any."""
        for key, (number, row) in self._rows.items():
            if words in (row["headline"] or "") or words in row["text"]:
                said = len(self._said.get(number, ()))
                yield listed(key, row["headline"], row["document"], (row["from"], row["to"]), said)

    def shows(self, thing: str) -> bool:
        """Whether the view shows it."""
        return self._shown is None or thing in self._shown

    def page(self, document: str, article: str) -> ArticlePage | None:
        """The article, or ``None`` where there is none of that id."""
        key = f"{document}/{article}"
        if key not in self._rows:
            return None
        number, row = self._rows[key]
        said = sorted(self._said.get(number, ()), key=lambda claim: self._place(claim[0]))
        facts = tuple(
            Fact(at, text, self._words(evidence)["exact"], self._words(evidence)["at"] >= 0, confidence, link)
            for at, (evidence, text, confidence, link) in enumerate(said, start=1)
        )
        spans = [
            (one["at"], one["at"] + len(one["exact"]), at)
            for at, one in enumerate((self._words(claim[0]) for claim in said), start=1)
            if one["at"] >= 0
        ]
        return ArticlePage(
            _path(key), row["headline"] or "", self._where(row), tuple(_pieces(row["text"], spans)), facts
        )

    def _words(self, evidence: int) -> Json:
        found: Json = self._facts["evidence"][evidence]
        return found

    def _place(self, evidence: int) -> tuple[int, int]:
        row = self._words(evidence)
        return row["at"], row["end"]

    def _where(self, row: Json) -> str:
        source = next((one["source"] for one in self._facts["documents"] if one["name"] == row["document"]), None)
        authors = "、".join([*(self._names.get(author, author) for author in row["authors"]), *row["credits"]])
        parts = [source, row["document"], _span(row["from"], row["to"]), authors]
        return " · ".join(part for part in parts if part)

    def _claims(self) -> Iterator[tuple[int, str, str, str]]:
        facts = self._facts
        for role in facts.get("roles", ()):
            text = f"{self._names.get(role['person'], '')}：{'、'.join(role['titles']) or role['role']}"
            yield from self._on(role["evidence"], text, role["confidence"], role["person"])
        for event in facts.get("events", ()):
            text = "，".join(part for part in (event["date"], event["name"]) if part)
            yield from self._on(event["evidence"], text, "sure", event["id"])
        for taken in facts.get("participations", ()):
            parts = "、".join(LABELS.get(part, part) for part in taken["parts"])
            text = f"{self._names.get(taken['person'], '')}：{parts} {self._names.get(taken['event'], '')}"
            yield from self._on(taken["evidence"], text, taken["confidence"], taken["person"])

    def _on(
        self, numbers: Iterable[int], text: str, confidence: str, thing: str
    ) -> Iterator[tuple[int, str, str, str]]:
        kind, _, identity = thing.partition(":")
        link = f"/#{kind}=" if self.shows(thing) else f"/id/{kind}/"
        for number in numbers:
            yield number, text, confidence, link + quote(identity, safe="")


def _pieces(text: str, spans: Iterable[tuple[int, int, int]]) -> Iterator[Piece]:
    """``text`` cut wherever the words of a fact begin or end; ``spans``: (start, end, number of the fact)."""
    known = list(spans)
    cuts = sorted({0, len(text), *(min(at, len(text)) for span in known for at in span[:2])})
    for start, end in pairwise(cuts):
        facts = tuple(number for first, last, number in known if first <= start and end <= last)
        begins = tuple(number for first, _, number in known if first == start and number in facts)
        yield Piece(text[start:end], facts, begins)


def listed(
    key: str, headline: str | None, document: str, days: tuple[str | None, str | None], facts: int | None
) -> Json:
    """What a list says of an article; ``facts``: how many rest on it, where that is known."""
    return {"path": _path(key), "headline": headline, "document": document, "date": _span(*days), "facts": facts}


def _path(key: str) -> str:
    return "/id/article/" + "/".join(quote(part, safe="") for part in key.rsplit("/", 1))


def _span(first: str | None, last: str | None) -> str:
    return first if first and first == last else "–".join(day for day in (first, last) if day)
