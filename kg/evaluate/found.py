"""What a graph says, read as facts: from ``graph.ttl`` as any user would, or from rows in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.evaluate.facts import Facts, Happening, comparable
from kg.model import Graph
from kg.store import Store

_DOCUMENTS = """
PREFIX schema: <https://schema.org/>
SELECT ?name WHERE { ?document a schema:DigitalDocument ; schema:name ?name }
"""


def from_store(store: Store) -> Facts:
    """What the queries of the interface answer."""
    facts = Facts()
    facts.documents = {name for (name,) in store.select(_DOCUMENTS) if name}
    for document, headline, reporter in store.ask_named("articles"):
        if document and headline:
            facts.add("headlines", document, headline)
        if document and reporter:
            facts.add("reporters", document, reporter)
    for document, _, name in store.ask_named("persons"):
        facts.persons[document, comparable(name)] += 1
    for document, _, name, role, body, area in store.ask_named("roles"):
        facts.add("roles", document or "", name, role, area, body)
    for document, kind, name, _, _ in store.ask_named("entities"):
        facts.add("bodies" if kind == "body" else "places", document or "", name)
    facts.happenings = _happenings(store.ask_named("participations"))
    return facts


def _happenings(rows: Iterable[tuple[str | None, ...]]) -> list[Happening]:
    events: dict[tuple[str, str], tuple[str, str | None]] = {}
    people: dict[tuple[str, str], dict[str, tuple[str, set[str]]]] = defaultdict(dict)
    for row in rows:
        document, event, event_name, date, person, name, part = row
        key = (document or "", event or "")
        events[key] = (event_name or "", date)
        _, parts = people[key].setdefault(person or "", (name or "", set()))
        parts.add((part or "").rpartition("#")[2])
    return [
        Happening.of(document, *events[document, event], people[document, event].values())
        for document, event in sorted(events)
    ]


def from_graph(graph: Graph) -> Facts:
    """The same, straight from the rows that ``graph.ttl`` is written from; quicker while working on the rules."""
    facts = Facts(documents={document.name for document in graph.documents})
    person_names = {person.id: person.name for person in graph.persons}
    body_names = {body.id: body.name for body in graph.bodies}
    area_names = {area.id: area.name for area in graph.areas}
    for seen in graph.articles:
        document = seen.article.document
        if seen.article.headline:
            facts.add("headlines", document, seen.article.headline)
        for to, ids, names in (
            ("reporters", seen.authors, person_names),
            ("bodies", seen.bodies, body_names),
            ("places", seen.areas, area_names),
        ):
            for id in ids:
                facts.add(to, document, names[id])
    mentioned = {(seen.article.document, id) for seen in graph.articles for id in seen.persons}
    for document, id in mentioned:
        facts.persons[document, comparable(person_names[id])] += 1
    for held in graph.roles:
        body = body_names[held.body] if held.body else None
        area = area_names[held.area] if held.area else None
        for document, _ in held.articles:
            facts.add("roles", document, person_names[held.person], held.role, area, body)
    parts = defaultdict(list)
    for took_part in graph.participations:
        parts[took_part.event].append((person_names[took_part.person], took_part.parts))
    for event in graph.events:
        for document in sorted({document for document, _ in event.articles}):
            if parts[event.id]:
                facts.happenings.append(Happening.of(document, event.name, event.date, parts[event.id]))
    return facts
