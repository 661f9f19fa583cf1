"""The part of a large graph that people can look at: those who met most, and what is told of them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from kg.model import Area, ArticleSeen, Body, Event, Graph, Person

PERSONS = 1_000
ARTICLES = 10_000
"""At most so many: what a browser shows without delay."""

Key = tuple[str, str]


def strongest(graph: Graph, persons: int = PERSONS, articles: int = ARTICLES) -> Graph:
    """``graph`` around those who met others most often; in memory.

    Offices, parts in events and ties are theirs alone; articles are those that name them; a warning says so.
    """
    chosen = _chosen(graph, persons, articles)
    roles = tuple(role for role in graph.roles if role.person in chosen)
    participations = tuple(one for one in graph.participations if one.person in chosen)
    attended = {one.event for one in participations}
    seen = tuple(one for one in graph.articles if not chosen.isdisjoint(one.persons))
    keys = {(one.article.document, one.article.id) for one in seen}
    events = tuple(_reported(event, keys) for event in graph.events if event.id in attended)
    bodies = _with_parents(graph.bodies, {role.body for role in roles if role.body})
    areas = _with_outer(
        graph.areas,
        {role.area for role in roles} | {body.area for body in bodies} | {event.place for event in events},
    )
    people = chosen | {author for one in seen for author in one.authors}
    documents = {document for document, _ in keys}
    kept = people | {body.id for body in bodies}
    whole = f"{sum(not person.byline for person in graph.persons):,}"
    note = f"index.html and the .gexf files hold the {len(chosen):,} of {whole} persons who met others most"
    return Graph(
        version=graph.version,
        documents=tuple(one for one in graph.documents if one.name in documents),
        articles=tuple(_naming(one, kept, {area.id for area in areas}) for one in seen),
        persons=tuple(_among(person, people) for person in graph.persons if person.id in people),
        bodies=bodies,
        areas=areas,
        roles=roles,
        events=events,
        participations=participations,
        ties=tuple(tie for tie in graph.ties if chosen.issuperset(tie.persons)),
        warnings=(note,),
    )


def _chosen(graph: Graph, persons: int, articles: int) -> set[str]:
    """Ids of persons, the strongest first, as long as they and their articles are not too many."""
    met: Counter[str] = Counter()
    for tie in graph.ties:
        for person in tie.persons:
            met[person] += tie.weight
    if len(met) < persons:
        met.update({role.person: 0 for role in graph.roles if role.person not in met})
    candidates = sorted(met, key=lambda person: (-met[person], person))[:persons]
    named = {person: array("L") for person in candidates}
    for number, one in enumerate(graph.articles):
        for person in one.persons:
            if person in named:
                named[person].append(number)
    chosen: set[str] = set()
    held: set[int] = set()
    for person in candidates:
        more = held.union(named[person])
        if len(more) > articles and chosen:
            break
        chosen.add(person)
        held = more
    return chosen


def _reported(event: Event, articles: Collection[Key]) -> Event:
    return replace(
        event,
        articles=tuple(key for key in event.articles if key in articles),
        evidence=tuple(one for one in event.evidence if (one.document, one.article) in articles),
    )


def _with_parents(bodies: Iterable[Body], wanted: set[str]) -> tuple[Body, ...]:
    known = {body.id: body for body in bodies}
    for body in sorted(wanted):
        parent = known[body].parent
        while parent and parent not in wanted:
            wanted.add(parent)
            parent = known[parent].parent
    return tuple(known[body] for body in sorted(wanted))


def _with_outer(areas: Iterable[Area], wanted: set[str | None]) -> tuple[Area, ...]:
    known = {area.id: area for area in areas}
    found: set[str] = set()
    for area in wanted:
        while area and area not in found:
            found.add(area)
            area = known[area].within
    return tuple(known[area] for area in sorted(found))


def _naming(seen: ArticleSeen, kept: Collection[str], areas: Collection[str]) -> ArticleSeen:
    return replace(
        seen,
        persons=tuple(person for person in seen.persons if person in kept),
        bodies=tuple(body for body in seen.bodies if body in kept),
        areas=tuple(area for area in seen.areas if area in areas),
        words=tuple(words for words in seen.words if words[0] in kept),
    )


def _among(person: Person, people: Collection[str]) -> Person:
    return replace(
        person,
        different_from=tuple(other for other in person.different_from if other in people),
        possibly_same=tuple(other for other in person.possibly_same if other in people),
    )
