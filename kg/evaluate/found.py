"""What a graph says, read as facts: from ``graph.ttl`` as any user would, or from rows in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.evaluate.facts import Facts, Happening, comparable
from kg.model import CONFIDENCES
from kg.store import Store, local_name

_DOCUMENTS = """
PREFIX schema: <https://schema.org/>
SELECT ?name WHERE { ?document a schema:DigitalDocument ; schema:name ?name }
"""
_PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX kg: <https://kg.example/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_SURE_ROLES = (
    _PREFIXES
    + """
SELECT ?document ?name ?role ?body ?area ?sure WHERE {
  ?held org:member/schema:name ?name ; org:role/schema:name ?role ; kg:confidence ?sure ;
    prov:wasDerivedFrom/schema:isPartOf/schema:name ?document .
  OPTIONAL { ?held org:organization/schema:name ?body } OPTIONAL { ?held kg:area/schema:name ?area } }
"""
)
_SURE_PARTS = (
    _PREFIXES
    + "SELECT ?event ?person ?sure WHERE { [] kg:event ?event ; kg:participant ?person ; kg:confidence ?sure }"
)


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
    for document, name, role, body, area, sure in store.select(_SURE_ROLES):
        fact = (document, *map(comparable, (name, role, area, body)))
        # Held now and held before are one fact here; the surer of the two counts.
        facts.role_confidences[fact] = min(
            (facts.role_confidences.get(fact, CONFIDENCES[-1]), local_name(sure)), key=CONFIDENCES.index
        )
    for document, kind, name, _, _ in store.ask_named("entities"):
        facts.add("bodies" if kind == "body" else "places", document or "", name)
    sure_parts = {(event or "", person or ""): local_name(sure) for event, person, sure in store.select(_SURE_PARTS)}
    facts.happenings = _happenings(store.ask_named("participations"), sure_parts)
    return facts


def _happenings(rows: Iterable[tuple[str | None, ...]], sure: dict[tuple[str, str], str]) -> list[Happening]:
    events: dict[tuple[str, str], tuple[str, str | None]] = {}
    people: dict[tuple[str, str], dict[str, tuple[str, set[str]]]] = defaultdict(dict)
    for row in rows:
        document, event, event_name, date, person, name, part = row
        key = (document or "", event or "")
        events[key] = (event_name or "", date)
        _, parts = people[key].setdefault(person or "", (name or "", set()))
        parts.add((part or "").rpartition("#")[2])
    return [
        Happening.of(
            document,
            *events[document, event],
            people[document, event].values(),
            [sure.get((event, person), "") for person in people[document, event]],
        )
        for document, event in sorted(events)
    ]
