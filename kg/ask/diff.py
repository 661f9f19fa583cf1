"""What a graph says that an earlier one did not, and the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.store import Store, local_name

_PERSONS = "SELECT ?person ?name WHERE { ?person a schema:Person ; schema:name ?name }"
_OFFICES = """SELECT ?person ?role ?body ?area ?former WHERE {
  ?held org:member ?person ; org:role/schema:name ?role .
  OPTIONAL { ?held org:organization/schema:name ?body } OPTIONAL { ?held kg:area/schema:name ?area }
  OPTIONAL { ?held kg:former ?former } }"""
_EVENTS = "SELECT ?date ?name WHERE { ?e a schema:Event ; schema:name ?name OPTIONAL { ?e schema:startDate ?date } }"
_TOOK_PART = """SELECT ?person ?date ?name ?part WHERE {
  ?p kg:participant ?person ; kg:event ?e ; kg:part ?part . ?e schema:name ?name
  OPTIONAL { ?e schema:startDate ?date } }"""

_TIES = """SELECT ?one ?other ?weight WHERE {
  ?tie a kg:CoAttendance ; kg:person ?one, ?other ; kg:weight ?weight . FILTER (STR(?one) < STR(?other)) }"""


def diff(old: Path, new: Path) -> str:
    """A text for the terminal: names whose bearers are told apart otherwise, then what is more, then what is gone.

    Raises:
        UsageError: one of the graphs cannot be read.
    """
    before, after = Store(old), Store(new)
    lines = [*_told_apart(_bearers(before), _bearers(after))]
    for title, facts in _FACTS.items():
        was, now = set(facts(before)), set(facts(after))
        if was != now:
            lines.append(f"{title}: {len(now - was)} more (+), {len(was - now)} gone (-)")
            lines += [f"  + {fact}" for fact in sorted(now - was)] + [f"  - {fact}" for fact in sorted(was - now)]
    return "\n".join(lines) or "Both say the same."


def _told_apart(before: dict[str, set[str]], after: dict[str, set[str]]) -> Iterator[str]:
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name], after[name]
        if was != now and len(was | now) > 1:
            yield f"{name}: was {', '.join(sorted(was))}; is {', '.join(sorted(now))}"


def _bearers(store: Store) -> dict[str, set[str]]:
    """Name → ids of those who bear it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for person, name in store.select(_PERSONS):
        bearers[name or ""].add(local_name(person))
    return bearers


def _persons(store: Store) -> Iterator[str]:
    return (local_name(person) for person, _ in store.select(_PERSONS))


def _offices(store: Store) -> Iterator[str]:
    for person, role, body, area, former in store.select(_OFFICES):
        where = "，".join(filter(None, (body, area)))
        yield f"{local_name(person)}: {'formerly ' if former else ''}{role}{f'（{where}）' if where else ''}"


def _events(store: Store) -> Iterator[str]:
    return (f"{date or 'no date'}  {name}" for date, name in store.select(_EVENTS))


def _took_part(store: Store) -> Iterator[str]:
    for person, date, name, part in store.select(_TOOK_PART):
        yield f"{date or 'no date'}  {name}: {local_name(person)}, {local_name(part)}"


def _ties(store: Store) -> Iterator[str]:
    for one, other, weight in store.select(_TIES):
        yield f"{local_name(one)} and {local_name(other)}: {weight}×"


_FACTS: dict[str, Callable[[Store], Iterator[str]]] = {
    "Persons": _persons,
    "Offices": _offices,
    "Events": _events,
    "Parts in events": _took_part,
    "Who met whom": _ties,
}
