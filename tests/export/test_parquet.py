"""Parquet: the tables that pyarrow reads back are the rows of the graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.export import parquet, write_all
from kg.export.text import clean, identifier
from kg.model import Graph
from kg.pipeline import build
from tests.benchmarks.made import made_graph
from tests.samples import hostile_graph, sample_graph

GRAPHS = {"sample": sample_graph(), "hostile": hostile_graph(), "made": made_graph(60, 200), "empty": Graph("0")}


def read(graph: Graph, folder: Path) -> dict[str, list[dict[str, Any]]]:
    tables = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'kg[tables]'")
    write_all(graph, folder, formats=["parquet"])
    return {file.removesuffix(".parquet"): tables.read_table(folder / file).to_pylist() for file in parquet.FILES}


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def ids(names: Any) -> list[str]:
    return [identifier(name) for name in names]


def of(name: str | None) -> str | None:
    return None if name is None else identifier(name)


def places(where: Any) -> list[str]:
    return [identifier(f"{document}#{article}") for document, article in where]


def quotes(evidence: Any) -> list[dict[str, Any]]:
    return [
        {
            "article": identifier(f"{one.document}#{one.article}"),
            "start": one.start,
            "end": one.end,
            "exact": clean(one.exact),
        }
        for one in evidence
    ]


@pytest.mark.parametrize("which", GRAPHS)
def test_the_rows_of_the_graph_come_back(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]
    found = read(graph, tmp_path)
    assert found["persons"] == [
        {
            "id": identifier(one.id),
            "name": clean(one.name),
            "alt_names": [clean(name) for name in one.alt_names],
            "byline": one.byline,
            "confidence": one.confidence,
            "different_from": ids(one.different_from),
            "possibly_same": ids(one.possibly_same),
            "reasons": [clean(reason) for reason in one.reasons],
        }
        for one in graph.persons
    ]
    assert found["events"] == [
        {
            "id": identifier(one.id),
            "name": clean(one.name),
            "type": one.type,
            "date": day(one.date),
            "place": of(one.place),
            "articles": places(one.articles),
            "evidence": quotes(one.evidence),
        }
        for one in graph.events
    ]
    assert found["roles"] == [
        {
            "id": identifier(one.id),
            "person": identifier(one.person),
            "role": clean(one.role),
            "body": of(one.body),
            "area": of(one.area),
            "titles": [clean(title) for title in one.titles],
            "former": one.former,
            "first_seen": day(one.first_seen),
            "last_seen": day(one.last_seen),
            "confidence": one.confidence,
            "articles": places(one.articles),
            "evidence": quotes(one.evidence),
        }
        for one in graph.roles
    ]
    assert found["participations"] == [
        {
            "id": identifier(one.id),
            "event": identifier(one.event),
            "person": identifier(one.person),
            "parts": list(one.parts),
            "role_held": of(one.role_held),
            "confidence": one.confidence,
            "evidence": quotes(one.evidence),
        }
        for one in graph.participations
    ]
    assert found["ties"] == [
        {
            "id": identifier(one.id),
            "person_1": identifier(one.persons[0]),
            "person_2": identifier(one.persons[1]),
            "events": ids(one.events),
            "weight": one.weight,
            "strength": one.strength,
            "first_seen": day(one.first_seen),
            "last_seen": day(one.last_seen),
        }
        for one in graph.ties
    ]
    assert [(row["id"], row["headline"], row["text"], row["authors"]) for row in found["articles"]] == [
        (
            identifier(f"{seen.article.document}#{seen.article.id}"),
            None if seen.article.headline is None else clean(seen.article.headline),
            clean(seen.article.text),
            ids(seen.authors),
        )
        for seen in graph.articles
    ]


@pytest.mark.parametrize("which", GRAPHS)
def test_what_names_another_thing_finds_it(which: str, tmp_path: Path) -> None:
    found = read(GRAPHS[which], tmp_path)
    known = {table: {row["id"] for row in rows} for table, rows in found.items()}
    assert all(len(known[table]) == len(rows) for table, rows in found.items())
    for row in found["participations"]:
        assert row["event"] in known["events"]
        assert row["person"] in known["persons"]
        assert row["role_held"] is None or row["role_held"] in known["roles"]
        assert {quote["article"] for quote in row["evidence"]} <= known["articles"]
    for row in found["ties"]:
        assert {row["person_1"], row["person_2"]} <= known["persons"]
        assert set(row["events"]) <= known["events"]


def test_more_rows_than_are_in_memory_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 7)
    found = read(GRAPHS["made"], tmp_path)
    assert len(found["persons"]) == len(GRAPHS["made"].persons) > 7


def test_without_the_library_nothing_is_read_and_the_remedy_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "LIBRARY", "no_library_of_this_name")
    with pytest.raises(UsageError, match=r"pip install 'kg\[tables\]'"):
        build([tmp_path / "missing"], tmp_path / "out", formats=["parquet"])
    assert not (tmp_path / "out").exists()
