"""What the page knows: the facts of a graph as plain lists and mappings, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model import ArticleSeen, Document, Evidence, Graph
from kg.view.names import spellings

Json = dict[str, Any]


class Quotes:
    """Evidence, each piece once, so that facts name it by number."""

    def __init__(self, graph: Graph) -> None:
        self._articles = {(seen.article.document, seen.article.id): i for i, seen in enumerate(graph.articles)}
        self._documents = {document.name: i for i, document in enumerate(graph.documents)}
        self._numbers: dict[tuple[str, str, int, int, str, int], int] = {}
        self.rows: list[Json] = []

    def number(self, evidence: Evidence) -> int:
        """The number of a piece of evidence; a new one where it was not seen before."""
        place = (evidence.document, evidence.article, evidence.start, evidence.end, evidence.exact, evidence.at)
        if place not in self._numbers:
            self._numbers[place] = len(self.rows)
            self.rows.append(
                {
                    "article": self._articles.get((evidence.document, evidence.article), -1),
                    "document": self._documents.get(evidence.document, -1),
                    "start": evidence.start,
                    "end": evidence.end,
                    "exact": evidence.exact,
                    "at": evidence.at,
                }
            )
        return self._numbers[place]

    def numbers(self, evidence: Iterable[Evidence]) -> list[int]:
        """Numbers of several pieces."""
        return [self.number(piece) for piece in evidence]

    def articles(self, places: Iterable[tuple[str, str]]) -> list[int]:
        """Numbers of articles given as (document, article id); those the graph does not hold are left out."""
        return [self._articles[place] for place in places if place in self._articles]


def facts(graph: Graph, quotes: Quotes) -> Json:
    """All the page shows in words; ids are prefixed with what they are of (``person:王小雨``).

    Ties are not among them: they are edges of the network. ``quotes`` is filled; its rows come last.
    """
    return {
        "version": graph.version,
        "documents": [_document(document) for document in graph.documents],
        "articles": [_article(seen) for seen in graph.articles],
        "persons": [
            {
                "id": f"person:{person.id}",
                "name": person.name,
                "other": list(person.alt_names),
                "perhaps": prefixed("person", person.possibly_same),
                "reasons": list(person.reasons),
                "byline": person.byline,
                "find": " ".join(spellings(name, every_reading=True) for name in (person.name, *person.alt_names)),
            }
            for person in graph.persons
        ],
        "bodies": [
            {
                "id": f"body:{body.id}",
                "name": body.name,
                "other": list(body.alt_names),
                "area": optional("area", body.area),
                "parent": optional("body", body.parent),
                "find": spellings(body.name),
            }
            for body in graph.bodies
        ],
        "areas": [
            {
                "id": f"area:{area.id}",
                "name": area.name,
                "other": list(area.alt_names),
                "code": area.code,
                "within": optional("area", area.within),
                "site": not area.administrative,
                "find": spellings(area.name),
            }
            for area in graph.areas
        ],
        "roles": [
            {
                "id": role.id,
                "person": f"person:{role.person}",
                "role": role.role,
                "body": optional("body", role.body),
                "area": optional("area", role.area),
                "titles": list(role.titles),
                "former": role.former,
                "first": role.first_seen,
                "last": role.last_seen,
                "articles": quotes.articles(role.articles),
                "confidence": role.confidence,
                "evidence": quotes.numbers(role.evidence),
            }
            for role in graph.roles
        ],
        "events": [
            {
                "id": f"event:{event.id}",
                "name": event.name,
                "type": event.type,
                "date": event.date,
                "place": optional("area", event.place),
                "articles": quotes.articles(event.articles),
                "evidence": quotes.numbers(event.evidence),
                "find": spellings(event.name),
            }
            for event in graph.events
        ],
        "participations": [
            {
                "event": f"event:{taken.event}",
                "person": f"person:{taken.person}",
                "parts": list(taken.parts),
                "role": taken.role_held,
                "confidence": taken.confidence,
                "evidence": quotes.numbers(taken.evidence),
            }
            for taken in graph.participations
        ],
        "warnings": list(graph.warnings),
        # Last: the others, and the edges of the network, fill it.
        "evidence": quotes.rows,
    }


def _document(document: Document) -> Json:
    return {
        "name": document.name,
        "source": document.metadata.source,
        "url": document.metadata.url,
        "from": document.published_from,
        "to": document.published_to,
        "why": document.published_why,
    }


def _article(seen: ArticleSeen) -> Json:
    article = seen.article
    return {
        "id": article_id(article.document, article.id),
        "document": article.document,
        "kind": article.kind,
        "headline": article.headline,
        "subheads": list(article.subheads),
        "text": article.text,
        "head": article.head_until,
        "from": seen.published_from,
        "to": seen.published_to,
        "authors": prefixed("person", seen.authors),
        "credits": [credit.name for credit in article.credits],
        "persons": prefixed("person", seen.persons),
        "bodies": prefixed("body", seen.bodies),
        "areas": prefixed("area", seen.areas),
        "find": spellings(article.headline or ""),
    }


def article_id(document: str, article: str) -> str:
    """The page's id of an article."""
    return f"article:{document}/{article}"


def optional(kind: str, name: str | None) -> str | None:
    """``name`` with its kind before it, or ``None``."""
    return None if name is None else f"{kind}:{name}"


def prefixed(kind: str, names: Iterable[str]) -> list[str]:
    """``names``, each with its kind before it."""
    return [f"{kind}:{name}" for name in names]
