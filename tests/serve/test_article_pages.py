"""Articles as pages: the text as printed, every fact with its words."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from kg.serve.articles import ArticlePage, Articles
from kg.view.page import render, unpacked
from tests.samples import hostile_graph, sample_graph

SEEDS = Path(__file__).parents[2] / "output" / "index.html"


def facts_of(name: str) -> dict[str, list[dict[str, object]]]:
    if name == "seeds":
        return unpacked(SEEDS.read_text(encoding="utf-8"))["facts"]
    return unpacked(render(sample_graph() if name == "sample" else hostile_graph()))["facts"]


@pytest.fixture(scope="module", params=["seeds", "sample", "hostile"])
def facts(request: pytest.FixtureRequest) -> dict[str, list[dict[str, object]]]:
    return facts_of(request.param)


def pages(facts: dict[str, list[dict[str, object]]]) -> list[tuple[dict[str, object], ArticlePage]]:
    articles = Articles(facts)
    found = []
    for row in facts["articles"]:
        document, _, article = str(row["id"]).removeprefix("article:").rpartition("/")
        page = articles.page(document, article)
        assert page is not None
        found.append((row, page))
    return found


def test_the_pieces_are_the_text(facts: dict[str, list[dict[str, object]]]) -> None:
    for row, page in pages(facts):
        assert "".join(piece.text for piece in page.pieces) == row["text"]


def test_each_fact_has_its_words_marked(facts: dict[str, list[dict[str, object]]]) -> None:
    """Those that stand in the article in one piece; the begin of each has an anchor, once."""
    for _, page in pages(facts):
        begins = [number for piece in page.pieces for number in piece.begins]
        assert sorted(begins) == sorted({fact.number for fact in page.facts if fact.in_place})
        for fact in page.facts:
            if fact.in_place:
                marked = "".join(piece.text for piece in page.pieces if fact.number in piece.facts)
                assert marked == fact.quote


def test_every_claim_stands_in_an_article(facts: dict[str, list[dict[str, object]]]) -> None:
    claims = [claim for kind in ("roles", "events", "participations") for claim in facts[kind]]
    expected = sum(
        facts["evidence"][number]["article"] >= 0  # type: ignore[operator, index]
        for claim in claims
        for number in claim["evidence"]  # type: ignore[union-attr]
    )
    assert sum(len(page.facts) for _, page in pages(facts)) == expected > 0


def test_paths_are_those_of_the_iris() -> None:
    for row, page in pages(facts_of("hostile")):
        document, _, article = str(row["id"]).removeprefix("article:").rpartition("/")
        assert page.path.count("/") == 4
        assert [unquote(part) for part in page.path.split("/")[3:]] == [document, article]


def test_finding_words() -> None:
    articles = Articles(facts_of("seeds"))
    everything = list(articles.found())
    found = list(articles.found("四城联创"))
    assert 0 < len(found) < len(everything) == len(articles)
    assert list(articles.found("无人说过的话")) == []


def test_no_such_article() -> None:
    assert Articles({}).page("x", "a1") is None
