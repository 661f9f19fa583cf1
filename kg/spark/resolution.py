"""Resolution: the steps of :mod:`kg.resolve.passes`, brought together by Spark.

In the memory of each worker are the areas and bodies named, some documents, and whatever belongs to one person, one
block of days, one event or one pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from kg.resolve import article_seen, bodies_of, places_of
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.passes import (
    Blocks,
    bundles_of,
    claims_of,
    events_of_name,
    occasions_of_block,
    offices_of_person,
    pairs_of_event,
    participation_of_parts,
    parts_in_event,
    persons_of_name,
    printings_of,
    tie_of_pair,
    units_of_article,
)
from kg.resolve.persons import reporter
from kg.resolve.ties import is_attended
from kg.spark.rows import Given, Rows

if TYPE_CHECKING:
    from pyspark import Broadcast
    from pyspark.sql import DataFrame

Books = tuple[AreaBook, BodyBook]
Kinds = Mapping[str, Sequence[Any]]


def resolve(rows: Rows, claims: DataFrame, said: Callable[[str], None] = lambda _: None) -> dict[str, DataFrame]:
    """Table of the graph → a frame with its rows, among others, by their ids; ``claims`` as of
    :func:`kg.spark.claims.claims_of`, ``said`` hears what is done next.
    """
    share = rows.spark.sparkContext.broadcast
    told, articles = (claims.filter(claims.kind == kind) for kind in ("told", "article"))

    said("names")
    noted = rows.kept(rows.at_once(told, _noted), "noted")
    areas = AreaBook()
    bodies = BodyBook(areas)
    for _, (some_areas, some_bodies) in rows.collected(noted, "books"):
        areas.merge(some_areas)
        bodies.merge(some_bodies)
    books = share((areas, bodies))
    blocks = Blocks()
    for text, days in rows.collected(rows.together(noted.filter(noted.kind == "printing"), _printings), "days"):
        blocks.link_printings(text, days)

    said("persons")
    units = rows.each(told, partial(_units, books))
    persons = rows.kept(rows.together(units, partial(_persons, books)), "persons")
    ids = persons.filter(persons.kind == "id")

    said("offices")
    spoken = rows.kept(rows.together(told.unionByName(ids), partial(_spoken, share(blocks))), "spoken")
    offices = rows.kept(rows.together(spoken.filter(spoken.kind == "bundle"), partial(_offices, books)), "offices")

    said("events")
    occasions = rows.together(spoken.filter(spoken.kind == "claimed"), _occasions)
    events = rows.kept(rows.together(occasions, partial(_events, books)), "events")

    said("participations")
    took = offices.filter(offices.kind == "took").unionByName(events.filter(events.kind == "meant"))
    participations = rows.kept(rows.together(rows.together(took, _parts), _participations), "participations")

    said("ties")
    present = participations.filter(participations.kind == "present")
    pairs = rows.together(present.unionByName(events.filter(events.kind == "day")), _pairs)
    ties = rows.together(pairs, _ties)

    said("articles")
    seen = rows.together(told.unionByName(ids).unionByName(articles), _articles)
    own = [*(("bodies", row.id, row) for row in bodies.rows()), *(("areas", row.id, row) for row in areas.rows())]
    return {
        "documents": claims,
        "articles": seen,
        "persons": persons,
        "bodies": (named := rows.of(own)),
        "areas": named,
        "roles": offices,
        "events": events,
        "participations": participations,
        "ties": ties,
    }


# --- one task, one document -------------------------------------------------------------------------------------------


def _noted(rows: Iterator[Given]) -> Iterator[Given]:
    areas = AreaBook()
    bodies = BodyBook(areas)
    for _, _, articles in rows:
        for told in articles:
            places_of(told, areas)
            bodies_of(told, bodies)
            for text, day in printings_of(told):
                yield "printing", text, day
    yield "books", "", (areas, bodies)


def _units(books: Broadcast[Books], _: str, kinds: Kinds) -> Iterator[Given]:
    for articles in kinds["told"]:
        for told in articles:
            for credit in told.article.reporters:
                yield "reporter", credit.name, None
            for name, unit in units_of_article(told, *books.value):
                yield "unit", name, unit


def _spoken(blocks: Broadcast[Blocks], _: str, kinds: Kinds) -> Iterator[Given]:
    ids = dict(kinds["id"])
    (articles,) = kinds["told"]
    for told in articles:
        for person, bundle in bundles_of(told, ids):
            yield "bundle", person, bundle
        for block, claimed in claims_of(told, ids, blocks.value):
            yield "claimed", block, claimed


def _articles(document: str, kinds: Kinds) -> Iterator[Given]:
    ids = dict(kinds["id"])
    texts = {article.id: article for article in kinds["article"]}
    areas, bodies = _asked_for_ids()
    (articles,) = kinds["told"]
    for told in articles:
        whole = replace(told, article=texts[told.article.id])
        places, named = places_of(told, areas), bodies_of(told, bodies)
        yield "articles", document, article_seen(whole, ids, named, places)


@cache
def _asked_for_ids() -> Books:
    """Of a worker, for all its documents: ids do not depend on what was noted."""
    areas = AreaBook()
    return areas, BodyBook(areas)


# --- what belongs together --------------------------------------------------------------------------------------------


def _printings(text: str, kinds: Kinds) -> Iterator[Given]:
    if len(kinds["printing"]) > 1:
        yield "days", text, kinds["printing"]


def _persons(books: Broadcast[Books], name: str, kinds: Kinds) -> Iterator[Given]:
    areas, _ = books.value
    if kinds["reporter"]:
        row = reporter(name)
        yield "persons", row.id, row
    for person, keys in persons_of_name(name, list(kinds["unit"]), areas) if kinds["unit"] else ():
        yield "persons", person.id, person
        for key in keys:
            yield "id", key[0], (key, person.id)


def _offices(books: Broadcast[Books], person: str, kinds: Kinds) -> Iterator[Given]:
    held, took = offices_of_person(person, kinds["bundle"], *books.value)
    for row in held:
        yield "roles", row.id, row
    for claim, part in took:
        yield "took", claim, (person, part)


def _occasions(_: str, kinds: Kinds) -> Iterator[Given]:
    for name, occasion in occasions_of_block(kinds["claimed"]):
        yield "occasion", name, occasion


def _events(books: Broadcast[Books], _: str, kinds: Kinds) -> Iterator[Given]:
    areas, _bodies = books.value
    for row, claims in events_of_name(kinds["occasion"], areas):
        yield "events", row.id, row
        yield "day", row.id, row.date
        for claim in claims:
            yield "meant", claim, row.id


def _parts(_: str, kinds: Kinds) -> Iterator[Given]:
    (event,) = kinds["meant"]
    for key, part in parts_in_event(event, kinds["took"]):
        yield "part", key, part


def _participations(key: str, kinds: Kinds) -> Iterator[Given]:
    row = participation_of_parts(kinds["part"])
    yield "participations", key, row
    if is_attended(row):
        yield "present", row.event, row.person


def _pairs(event: str, kinds: Kinds) -> Iterator[Given]:
    (date,) = kinds["day"]
    for key, pair in pairs_of_event(event, kinds["present"], date):
        yield "pair", key, pair


def _ties(key: str, kinds: Kinds) -> Iterator[Given]:
    yield "ties", key, tie_of_pair(kinds["pair"])
