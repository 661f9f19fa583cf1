"""The part of a graph that a question of who met whom is about: a period, an area, pairs who met often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from kg.errors import UsageError
from kg.model import Area, Event, Graph
from kg.resolve.ties import attendance, ties_of


def chosen(graph: Graph, since: str | None, until: str | None, area: str | None, min_weight: int) -> Graph:
    """``graph`` with the ties alone that :meth:`kg.api.Book.coattendance` speaks of; errors as there."""
    first, last = _day("since", since), _day("until", until)
    events = [event for event in graph.events if _within(event, first, last)]
    present = None
    if area is not None:
        there = _There.of(replace(graph, events=tuple(events)), area)  # who was a guest earlier is none now
        events = [event for event in events if event.id in there.events]
        present = there.persons
    ties = ties_of(events, graph.participations)
    whole = (first, last, area, min_weight) == (None, None, None, 1)
    return replace(
        graph,
        measured=graph.measured if whole else None,  # measures are of the whole network
        ties=tuple(
            tie for tie in ties if tie.weight >= min_weight and (present is None or present.issuperset(tie.persons))
        ),
    )


def _day(name: str, text: str | None) -> str | None:
    """``text`` as the dates of rows are written.

    >>> _day("since", "20200301")
    '2020-03-01'
    """
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except (TypeError, ValueError) as error:
        raise UsageError(f"{name}={text!r} is no day; write it as '2020-03-09'") from error


def _within(event: Event, first: str | None, last: str | None) -> bool:
    if event.date is None:
        return first is None and last is None
    return (first is None or first <= event.date) and (last is None or event.date <= last)


@dataclass(frozen=True, slots=True)
class _There:
    """What of a graph belongs to an area, as in the view's filter of that name."""

    persons: frozenset[str]
    events: frozenset[str]

    @classmethod
    def of(cls, graph: Graph, area: str) -> _There:
        """Events held there or attended by who holds office there; those officers, and who was at events held there."""
        areas = _with_parts(graph.areas, _meant(graph.areas, area))
        bodies = {body.id for body in graph.bodies if body.area in areas}
        seated = {held.person for held in graph.roles if held.area in areas or held.body in bodies}
        held_there = {event.id for event in graph.events if event.place in areas}
        present = attendance(graph.participations)
        guests = {person for event in held_there for person in present[event]}
        attended = {event for event, persons in present.items() if not persons.isdisjoint(seated)}
        return cls(frozenset(seated | guests), frozenset(held_there | attended))


def _meant(areas: Iterable[Area], asked: str) -> str:
    """The id of the area of that id or name, or else of that other name."""
    names: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        if area.id == asked:
            return area.id
        names[area.name].add(area.id)
        for other in area.alt_names:
            others[other].add(area.id)
    found = sorted(names.get(asked) or others.get(asked) or ())
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"area={asked!r} is the name of several; give the id: {', '.join(found)}")
    near = get_close_matches(asked, sorted({*names, *others}), n=5, cutoff=0.5)
    raise UsageError(
        f"area={asked!r} is not in the graph; " + (f"did you mean {', '.join(near)}?" if near else "see g.areas")
    )


def _with_parts(areas: Iterable[Area], whole: str) -> set[str]:
    parts: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        if area.within is not None:
            parts[area.within].append(area.id)
    found, waiting = {whole}, [whole]
    while waiting:
        for part in parts[waiting.pop()]:
            if part not in found:
                found.add(part)
                waiting.append(part)
    return found
