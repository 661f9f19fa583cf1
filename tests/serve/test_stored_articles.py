"""A graph that is too large for its view: every article has a page, every link leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from kg import pipeline
from kg.serve import stored_articles
from kg.serve.articles import Articles
from kg.serve.stored_articles import StoredArticles
from kg.stored import build as stored
from kg.stored import strongest
from kg.stored.sign import has_tables
from kg.view.page import unpacked
from tests.serve.conftest import Served, served

ROOT = Path(__file__).parents[2]
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, taken for more than a view can show."""
    folder = tmp_path_factory.mktemp("output")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "ARTICLES", 3)
        patch.setattr(stored, "strongest", lambda graph: strongest.strongest(graph, articles=3))
        pipeline.build([ROOT / "seeds"], folder, engine="store")
    return folder


@pytest.fixture(scope="module")
def whole() -> Articles:
    return Articles(unpacked((ROOT / "output" / "index.html").read_text(encoding="utf-8"))["facts"])


@pytest.fixture(scope="module")
def site(output: Path) -> Iterator[Served]:
    with served(output) as running:
        yield running


def keys(articles: Articles) -> list[list[str]]:
    return [[unquote(part) for part in row["path"].split("/")[3:]] for row in articles.found()]


def test_every_page_is_that_of_the_whole_graph(output: Path, whole: Articles) -> None:
    few = StoredArticles(output, frozenset())
    assert len(few) == len(whole) == len(keys(whole))
    for document, article in keys(whole):
        expected, found = whole.page(document, article), few.page(document, article)
        assert expected
        assert found
        links = [fact.link for fact in found.facts]
        assert all(re.match("/id/(person|event)/", link) for link in links)
        expected_links = [fact.link.replace("/#", "/id/").replace("=", "/", 1) for fact in expected.facts]
        assert sorted(links) == sorted(expected_links)
        assert {replace(fact, link="", number=0) for fact in found.facts} == {
            replace(fact, link="", number=0) for fact in expected.facts
        }
        assert "".join(piece.text for piece in found.pieces) == "".join(piece.text for piece in expected.pieces)
        assert found.where == expected.where


def test_found_as_in_the_whole_graph(output: Path, whole: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    few = StoredArticles(output, frozenset())
    for words in ("", "四城联创", "%", "'", "无人说过的话"):
        assert [row | {"facts": None} for row in whole.found(words)] == list(few.found(words))
    monkeypatch.setattr(stored_articles, "MOST", 4)
    assert len(list(few.found())) == 4


def test_no_such_article(output: Path) -> None:
    few = StoredArticles(output, frozenset())
    assert few.page("x", "a1") is None
    assert few.page("' OR 1=1 --", "a1") is None


def test_all_articles_are_served(site: Served, output: Path, whole: Articles) -> None:
    shown = {row["id"] for row in unpacked((output / "index.html").read_text(encoding="utf-8"))["facts"]["articles"]}
    apart = [key for key in keys(whole) if f"article:{'/'.join(key)}" not in shown]
    assert shown
    assert apart
    for document, article in apart[:3]:
        answer = site.ask(f"/id/article/{quote(document)}/{quote(article)}", headers=HTML)
        assert answer.status == 200
        assert "/#read=" not in answer.text
    listing = site.ask("/articles", headers=HTML).text
    assert f"{len(whole)} / {len(whole)}" in listing


def test_what_the_view_does_not_show_is_described(site: Served, output: Path) -> None:
    facts = unpacked((output / "index.html").read_text(encoding="utf-8"))["facts"]
    shown = {row["id"].removeprefix("person:") for row in facts["persons"]}
    everybody = {str(row["iri"]) for row in rows(site, "SELECT ?iri WHERE { ?iri a foaf:Person }")}
    names = {unquote(iri.rsplit("/", 1)[1]) for iri in everybody if "/person/" in iri}
    inside, outside = min(names & shown), min(names - shown)
    for name, where in ((inside, "/#person="), (outside, "/query#query=DESCRIBE")):
        answer = site.ask(f"/id/person/{quote(name)}", headers=HTML)
        assert answer.status == 303
        assert str(answer.headers["location"]).startswith(where)


def rows(site: Served, query: str) -> list[dict[str, str]]:
    found = json.loads(site.query(query, accept="application/sparql-results+json").text)
    return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]


def test_evidence_leads_to_its_article(site: Served, output: Path) -> None:
    facts = unpacked((output / "index.html").read_text(encoding="utf-8"))["facts"]
    shown = {row["id"] for row in facts["articles"]}
    query = """SELECT ?piece ?document ?article WHERE {
      ?piece oa:hasSource/schema:name ?document ; schema:isPartOf/schema:identifier ?article } ORDER BY ?piece"""
    found = rows(site, query)
    inside = next(row for row in found if f"article:{row['document']}/{row['article']}" in shown)
    outside = next(row for row in found if f"article:{row['document']}/{row['article']}" not in shown)
    for row, where in ((inside, "/#read="), (outside, "/id/article/")):
        answer = site.ask(quote("/id/" + row["piece"].partition("/id/")[2], safe="/%"), headers=HTML)
        assert str(answer.headers["location"]).startswith(where)


def test_tables_of_another_graph_are_left_alone(output: Path, tmp_path: Path) -> None:
    assert has_tables(output)
    pipeline.build([ROOT / "seeds"], tmp_path, engine="store")
    assert has_tables(tmp_path)
    (tmp_path / "more.txt").write_text("本报讯 3月9日，市委书记沈望舒主持会议。\n", encoding="utf-8")
    pipeline.build([ROOT / "seeds", tmp_path / "more.txt"], tmp_path, engine="memory")
    assert not has_tables(tmp_path)
    assert not has_tables(tmp_path / "nowhere")
