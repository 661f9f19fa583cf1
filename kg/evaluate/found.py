"""What a graph says, read as facts: from ``graph.ttl`` as any user would, or from rows in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.evaluate.facts import Facts, Happening, comparable
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
