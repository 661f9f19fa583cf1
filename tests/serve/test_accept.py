"""Which form of an answer a client wants."""

from __future__ import annotations

import pytest

from kg.serve.accept import chosen

OFFERS = {
    "json": ["application/sparql-results+json", "application/json"],
    "xml": ["application/sparql-results+xml", "application/xml", "text/xml"],
    "csv": ["text/csv"],
}


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV ; Q=0.5", "csv"),
        ("text/*", "csv"),
        ("application/json", "json"),
        ("text/xml", "xml"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "xml"),
        ("text/csv, */*;q=0.1", "csv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=much", None),
        (", ,", "json"),
    ],
)
def test_the_best_of_what_is_wanted(accept: str, name: str | None) -> None:
    assert chosen(accept, OFFERS) == name
