"""Every fact leads to the words that say so: over all annotated pages, each read as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import opened, pages, read, read_page

from kg.extract import extract
from kg.model import PARTS, Evidence, Metadata, Reading
from kg.read import normalise


def all_evidence(reading: Reading) -> Iterator[Evidence]:
    for named in (*reading.persons, *reading.entities):
        yield from named.mentions
    for claim in (*reading.roles, *reading.events):
        yield claim.evidence
    for took_part in reading.participations:
        yield from took_part.evidence


def names_of(reading: Reading) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(person.article, person.key): (person.name, *person.aliases) for person in reading.persons}


def holds(words: Evidence, names: tuple[str, ...]) -> bool:
    return any(name in words.exact for name in names)


@pytest.fixture(params=pages(), ids=lambda path: f"{path.parent.name}/{path.stem}", scope="module")
def page(request: pytest.FixtureRequest) -> tuple[str, Reading]:
    path: Path = request.param
    return read_page(path)


def test_there_are_pages_of_all_folders() -> None:
    assert {path.parent.name for path in pages()} == {"seeds", "articles", "pages"}


def test_evidence_is_the_printed_words(page: tuple[str, Reading]) -> None:
    text, reading = page
    for one in all_evidence(reading):
        assert 0 <= one.start < one.end <= len(text), one
        assert one.exact, one
        assert normalise(text[one.start : one.end]) == one.exact, one


def test_evidence_stands_in_its_article(page: tuple[str, Reading]) -> None:
    _, reading = page
    articles = {article.id: article for article in reading.articles}
    for one in all_evidence(reading):
        assert one.document == reading.document.name, one
        article = articles[one.article]
        if one.at >= 0:
            assert article.text[one.at : one.at + len(one.exact)] == one.exact, one
            assert article.span(one.at, one.at + len(one.exact)) == (one.start, one.end), one


def test_every_fact_has_evidence_of_its_own_article(page: tuple[str, Reading]) -> None:
    _, reading = page
    for named in reading.persons:
        assert named.mentions, named
        assert {one.article for one in named.mentions} == {named.article}, named
    for claim in (*reading.roles, *reading.events):
        assert claim.evidence.article == claim.article, claim
    for took_part in reading.participations:
        assert took_part.evidence, took_part
        assert {one.article for one in took_part.evidence} == {took_part.article}, took_part


def test_a_persons_words_hold_the_name(page: tuple[str, Reading]) -> None:
    """The first mention is the full name; no name is made up."""
    _, reading = page
    for person in reading.persons:
        assert any(person.name in one.exact for one in person.mentions), person


def test_a_roles_words_hold_name_and_title(page: tuple[str, Reading]) -> None:
    """The title may be missing only where the page parts it from the name, as a headline in mid-sentence does."""
    text, reading = page
    articles = {article.id: article for article in reading.articles}
    names = names_of(reading)
    for claim in reading.roles:
        words = claim.evidence
        assert holds(words, names[claim.article, claim.person]), claim
        if claim.title not in words.exact:
            article = articles[claim.article]
            at = article.text.rindex(claim.title, 0, words.at)
            start, end = article.span(at, words.at + len(words.exact))
            assert normalise(text[start:end]) != article.text[at : words.at + len(words.exact)], claim


def test_a_participants_words_hold_the_name(page: tuple[str, Reading]) -> None:
    """Or what stands for it, where the text says no more."""
    _, reading = page
    names = names_of(reading)
    for took_part in reading.participations:
        person = names[took_part.article, took_part.person]
        assert any(holds(one, person) or one.exact[0] in "他她" for one in took_part.evidence), took_part


def test_claims_point_at_what_there_is(page: tuple[str, Reading]) -> None:
    _, reading = page
    articles = {article.id for article in reading.articles}
    people = {(person.article, person.key) for person in reading.persons}
    events = {event.id: event.article for event in reading.events}
    assert len(people) == len(reading.persons)
    assert len(events) == len(reading.events)
    assert {article for article, _ in people} <= articles
    for claim in reading.roles:
        assert (claim.article, claim.person) in people, claim
    for took_part in reading.participations:
        assert (took_part.article, took_part.person) in people, took_part
        assert events[took_part.event] == took_part.article, took_part
        assert took_part.parts == tuple(part for part in PARTS if part in took_part.parts), took_part
        assert took_part.parts, took_part
    assert {one.event for one in reading.participations} == set(events), "an event without participants is none"


def test_later_mentions_that_nobody_or_several_can_be_meant_by_are_counted_and_linked_to_no_one() -> None:
    text = (
        "本报讯 3月9日，马村区召开造林会议。区委副书记王甲荣、水利局副局长王乙华出席会议。"
        "王局长说，雨水偏少。李书记介绍了情况。"
    )
    reading = read(text, Metadata(home="马村区", published="2021-03-10"))
    assert {person.name: person.aliases for person in reading.persons}["王乙华"] == ("王局长",)
    assert (reading.several_meant, reading.nobody_meant) == (0, 1)
    both = read(text.replace("王甲荣", "王甲荣、林业局局长王丙军"), Metadata(home="马村区", published="2021-03-10"))
    assert not any(person.aliases for person in both.persons)
    assert (both.several_meant, both.nobody_meant) == (1, 1)


def test_a_name_that_another_page_has_in_a_sure_place_is_found_within_a_clause() -> None:
    text = "本报讯 3月9日，马村区召开造林会议。会后，大家与欧阳敬之座谈。"
    home = Metadata(home="马村区", published="2021-03-10")
    document, as_read, articles = opened(text, home)
    assert extract(document, as_read, articles).persons == ()
    (person,) = extract(document, as_read, articles, frozenset({"欧阳敬之"})).persons
    assert (person.name, person.mentions[0].rule) == ("欧阳敬之", "known-elsewhere")
