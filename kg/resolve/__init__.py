"""Rows of all documents → the graph: who is one person, which reports tell of one event, which area a name means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.model import ArticleSeen, Evidence, Graph, Judgement, Reading
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.confidence import at_least
from kg.resolve.corpus import Corpus, Told
from kg.resolve.events import events_of
from kg.resolve.judgements import Rulings, judged
from kg.resolve.persons import persons_of, reporter
from kg.resolve.roles import roles_of
from kg.resolve.ties import ties_of
from kg.resolve.units import UnitKey, units_of

__all__ = ["at_least", "resolve"]


def resolve(readings: Iterable[Reading], version: str, judgements: Sequence[Judgement] = ()) -> Graph:
    """The graph that the readings make together; their order does not matter.

    Raises ``ValueError`` where a document is given twice or a claim speaks of a person or an event that its article
    does not name: defects of what made the readings.
    """
    last_word = judged(readings, judgements, _ids)
    known = _Known(last_word.readings, last_word.rulings)
    corpus, persons, areas, bodies = known.corpus, known.persons, known.areas, known.bodies
    roles = roles_of(corpus, persons.ids, areas, bodies)
    events = events_of(corpus, persons.ids, roles, areas)
    body_rows = bodies.rows()
    return Graph(
        version=version,
        documents=tuple(reading.document for reading in corpus.readings),
        articles=tuple(
            article_seen(told, persons.ids, known.named[told.key], known.places[told.key]) for told in corpus.articles
        ),
        persons=persons.rows,
        bodies=body_rows,
        areas=areas.rows(),
        roles=roles.rows,
        events=events.rows,
        participations=events.participations,
        ties=ties_of(events.rows, events.participations),
        warnings=(
            *last_word.warnings,
            *(f"{one.document.name}: {line}" for one in corpus.readings for line in one.warnings),
        ),
    )


class _Known:
    """What offices and events are told of: the areas, bodies and persons of all articles."""

    def __init__(self, readings: Iterable[Reading], rulings: Rulings) -> None:
        self.corpus = Corpus(readings)
        self.areas = AreaBook()
        self.bodies = BodyBook(self.areas)
        self.places = {told.key: places_of(told, self.areas) for told in self.corpus.articles}
        self.named = {told.key: bodies_of(told, self.bodies) for told in self.corpus.articles}
        units = units_of(self.corpus, self.areas, self.bodies)
        self.persons = persons_of(self.corpus, units, self.areas, rulings)


def _ids(readings: Sequence[Reading]) -> dict[UnitKey, str]:
    """Who is who without judgements."""
    return _Known(readings, Rulings()).persons.ids


def places_of(told: Told, areas: AreaBook) -> tuple[str, ...]:
    """Ids of the areas and sites that an article names or speaks from, or that it gives an office or an event in."""
    names = [*told.places, *(role.area for role in told.roles), *(event.place for event in told.events)]
    home = areas.home(told.near)
    own = {home} if home and told.article.home else set()
    return tuple(sorted({areas.see(name, told.near) for name in names if name} | own))


def bodies_of(told: Told, bodies: BodyBook) -> dict[str, Evidence]:
    """Ids of the bodies that an article names, or that it gives an office in, each with the words that name it."""
    words = {bodies.see(role.body, told.near, role.area): role.evidence for role in told.roles if role.body}
    words |= {bodies.see(name, told.near): first for name, first in told.bodies.items()}
    return dict(sorted(words.items()))


def article_seen(
    told: Told, ids: Mapping[UnitKey, str], bodies: dict[str, Evidence], areas: tuple[str, ...]
) -> ArticleSeen:
    """An article with the ids of what it names; ``bodies`` and ``areas`` as of :func:`bodies_of`, :func:`places_of`."""
    named = {ids[*told.key, person.key]: min(person.mentions) for person in told.persons if person.mentions}
    return ArticleSeen(
        article=told.article,
        published_from=told.document.published_from,
        published_to=told.document.published_to,
        authors=tuple(sorted({reporter(credit.name).id for credit in told.article.reporters})),
        persons=tuple(sorted({ids[*told.key, person.key] for person in told.persons})),
        bodies=tuple(bodies),
        areas=areas,
        words=tuple(sorted([*named.items(), *bodies.items()])),
    )
