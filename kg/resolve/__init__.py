"""Rows of all documents → the graph: who is one person, which reports tell of one event, which area a name means."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import ArticleSeen, Graph, Reading
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.corpus import Corpus, Told
from kg.resolve.events import events_of
from kg.resolve.persons import Persons, persons_of
from kg.resolve.roles import roles_of
from kg.resolve.ties import ties_of
from kg.resolve.units import units_of


def resolve(readings: Iterable[Reading], version: str) -> Graph:
    """The graph that the readings make together; their order does not matter.

    Raises ``ValueError`` where a document is given twice or a claim speaks of a person or an event that its article
    does not name: defects of what made the readings.
    """
    corpus = Corpus(readings)
    areas = AreaBook()
    bodies = BodyBook(areas)
    # Places first: bodies are found to be those of villages and zones that the articles name.
    places = {told.key: _places(told, areas) for told in corpus.articles}
    named = {told.key: _bodies(told, bodies) for told in corpus.articles}
    persons = persons_of(corpus, units_of(corpus, areas, bodies), areas)
    roles = roles_of(corpus, persons.ids, areas, bodies)
    events = events_of(corpus, persons.ids, roles, areas)
    body_rows = bodies.rows()
    return Graph(
        version=version,
        documents=tuple(reading.document for reading in corpus.readings),
        articles=tuple(_seen(told, persons, named[told.key], places[told.key]) for told in corpus.articles),
        persons=persons.rows,
        bodies=body_rows,
        areas=areas.rows(),
        roles=roles.rows,
        events=events.rows,
        participations=events.participations,
        ties=ties_of(events.rows, events.participations),
        warnings=tuple(f"{one.document.name}: {line}" for one in corpus.readings for line in one.warnings),
    )


def _places(told: Told, areas: AreaBook) -> tuple[str, ...]:
    """Ids of the areas and sites that an article names or speaks from, or that it gives an office or an event in."""
    names = [*told.places, *(role.area for role in told.roles), *(event.place for event in told.events)]
    home = {areas.home(told.near)} if told.article.home else set()
    return tuple(sorted({areas.see(name, told.near) for name in names if name} | {area for area in home if area}))


def _bodies(told: Told, bodies: BodyBook) -> tuple[str, ...]:
    """Ids of the bodies that an article names, or that it gives an office in."""
    offices = {bodies.see(role.body, told.near, role.area) for role in told.roles if role.body}
    return tuple(sorted(offices | {bodies.see(name, told.near) for name in told.bodies}))


def _seen(told: Told, persons: Persons, bodies: tuple[str, ...], areas: tuple[str, ...]) -> ArticleSeen:
    return ArticleSeen(
        article=told.article,
        published_from=told.document.published_from,
        published_to=told.document.published_to,
        authors=tuple(sorted({persons.reporters[credit.name] for credit in told.article.reporters})),
        persons=tuple(sorted({persons.ids[*told.key, person.key] for person in told.persons})),
        bodies=bodies,
        areas=areas,
    )
