"""What every graph must be like, whatever was read."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Graph, Reading
from kg.resolve import resolve
from tests import gold
from tests.resolve.made import Paper


def all_gold() -> list[Reading]:
    return [reading for folder in gold.FOLDERS for reading in gold.readings(folder)]


def check(graph: Graph) -> None:
    """Ids are unique and sorted, and every reference leads somewhere."""
    persons, areas, bodies = (unique(row.id for row in rows) for rows in (graph.persons, graph.areas, graph.bodies))
    roles, events = unique(row.id for row in graph.roles), unique(row.id for row in graph.events)
    unique(row.id for row in graph.participations)
    unique(row.id for row in graph.ties)
    articles = {(seen.article.document, seen.article.id) for seen in graph.articles}
    documents = {document.name for document in graph.documents}
    for person in graph.persons:
        assert {*person.different_from, *person.possibly_same} <= persons - {person.id}
    for area in graph.areas:
        assert area.within is None or area.within in areas
    for body in graph.bodies:
        assert body.area is None or body.area in areas
        assert body.parent is None or body.parent in bodies - {body.id}
    for role in graph.roles:
        assert role.person in persons
        assert role.body is None or role.body in bodies
        assert role.area is None or role.area in areas
        assert role.evidence
        assert set(role.articles) <= articles
    for event in graph.events:
        assert event.place is None or event.place in areas
        assert event.evidence
        assert set(event.articles) <= articles
    holders = {role.id: role.person for role in graph.roles}
    for participation in graph.participations:
        assert participation.event in events
        assert participation.person in persons
        assert participation.parts
        assert participation.role_held is None or holders[participation.role_held] == participation.person
    for tie in graph.ties:
        assert list(tie.persons) == sorted(tie.persons)
        assert set(tie.persons) <= persons
        assert set(tie.events) <= events
        assert tie.weight == len(tie.events) > 0
        assert tie.strength > 0
    for seen in graph.articles:
        assert seen.article.document in documents
        assert {*seen.persons, *seen.authors} <= persons
        assert set(seen.bodies) <= bodies
        assert set(seen.areas) <= areas
    assert roles


def unique(ids: Iterable[str]) -> set[str]:
    listed = list(ids)
    assert listed == sorted(listed)
    assert [one for one, count in Counter(listed).items() if count > 1] == []
    return set(listed)


def test_gold_holds_together() -> None:
    check(resolve(all_gold(), "0"))


def test_order_of_reading_does_not_matter() -> None:
    readings = all_gold()
    expected = resolve(readings, "0")
    for seed in range(3):
        random.Random(seed).shuffle(readings)
        assert resolve(readings, "0") == expected


def test_ids_of_areas_bodies_and_events_stay_when_documents_are_added() -> None:
    few, many = resolve(gold.readings("seeds"), "0"), resolve(all_gold(), "0")
    for rows, more in ((few.areas, many.areas), (few.bodies, many.bodies), (few.events, many.events)):
        assert {row.id for row in rows} <= {row.id for row in more}


def test_nothing_read_makes_an_empty_graph() -> None:
    assert resolve([], "7") == Graph("7")


def test_a_document_given_twice_is_refused() -> None:
    reading = Paper().article("解放区").reading()
    with pytest.raises(ValueError, match="read twice"):
        resolve([reading, reading], "0")


def test_a_document_without_articles_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="read twice"):
        resolve([Paper().reading(), Paper().reading()], "0")


def test_a_claim_on_an_article_that_is_not_there_is_refused() -> None:
    reading = Paper().article("解放区").person("苗青禾").reading()
    with pytest.raises(ValueError, match="article 'a1' is spoken of but not given"):
        resolve([dataclasses.replace(reading, articles=())], "0")


def test_a_claim_on_nobody_is_refused() -> None:
    paper = Paper().article("解放区").event("座谈会", "苗青禾")
    with pytest.raises(ValueError, match="'苗青禾' is spoken of but not named"):
        resolve([paper.reading()], "0")


OFFICES = [
    "",
    "书记@解放区委@解放区",
    "局长@马村区商务局@马村区",
    "副市长@焦作市政府@焦作市",
    "村民@@朱庄村",
    "市领导@@沁阳市",
    "原县长@嵩县政府@嵩县",
]
made_persons = st.lists(
    st.tuples(st.sampled_from(["苗青禾", "苗青禾#2", "温如玉", "白石"]), st.sampled_from(OFFICES)),
    unique_by=lambda person: person[0],
    max_size=4,
)
made_homes = st.sampled_from([None, "解放区", "焦作市", "沁阳市", "新华区"])
made_articles = st.lists(
    st.tuples(made_homes, made_persons, st.sampled_from([None, "2020-03-09"])), min_size=1, max_size=3
)
MadeArticles = list[tuple[str | None, list[tuple[str, str]], str | None]]


@settings(max_examples=150, deadline=None)
@given(st.lists(made_articles, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_any_readings(made: list[MadeArticles], luck: random.Random) -> None:
    readings = []
    for number, articles in enumerate(made):
        paper = Paper(f"d{number}.txt", home="焦作市" if number % 2 else None)
        for home, persons, date in articles:
            paper.article(home, reporters=("白石",)).person("某氏", "教师@@解放区")
            for key, office in persons:
                paper.person(key, *([office] if office else []))
            paper.event("全区工作推进会", *(key for key, _ in persons), date=date)
        readings.append(paper.reading())
    graph = resolve(readings, "0")
    check(graph)
    # Two keys of an article are two persons, and nobody is lost.
    for seen in graph.articles:
        named = [p for reading in readings for p in reading.persons if p.mentions[0].document == seen.article.document]
        assert len(seen.persons) == len([p for p in named if p.article == seen.article.id])
    luck.shuffle(readings)
    assert resolve(readings, "0") == graph
