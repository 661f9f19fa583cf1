"""TriG: Turtle with a named graph an article, so that an article can be dropped or read again by itself."""

from __future__ import annotations

from collections.abc import Iterator

from kg.export.articles import ByArticle
from kg.export.statements import Statements
from kg.export.terms import Names
from kg.export.turtle import Turtle
from kg.model import Graph


def lines(graph: Graph, names: Names, turtle: Turtle) -> Iterator[str]:
    """The document, a thing at a time: first what no article says by itself, then the articles, then measures."""
    parts = ByArticle(graph, names)
    yield turtle.head
    for about in parts.of_none():
        yield "\n" + turtle.block(about.iri, about.said)
    for article, abouts in parts.of_each():
        yield f"\n{turtle.iri(article)} {{\n"
        for about in abouts:
            yield "\n" + turtle.block(about.iri, about.said)
        yield "}\n"
    for about in Statements(graph, names).measures():
        yield "\n" + turtle.block(about.iri, about.said)
