"""Participations → co-attendance: every pair of those who were at one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from math import fsum

from kg.model import CoAttendance, Event, Participation

Shared = tuple[str, str | None, int]
"""Id of an event, its day, and how many were there."""

_COUNTED = ("sure", "likely")


def attendance(participations: Iterable[Participation]) -> dict[str, set[str]]:
    """Event → who was there; who is unsure to have been was not."""
    present: dict[str, set[str]] = defaultdict(set)
    for participation in participations:
        if is_attended(participation):
            present[participation.event].add(participation.person)
    return present


def is_attended(participation: Participation) -> bool:
    """Whether it counts: who is unsure to have been there was not."""
    return participation.confidence in _COUNTED


def ties_of(events: Iterable[Event], participations: Iterable[Participation]) -> tuple[CoAttendance, ...]:
    """All ties, sorted by id. Participations that are unsure count for nothing."""
    present = attendance(participations)
    shared: dict[tuple[str, str], list[Shared]] = defaultdict(list)
    for event in events:
        persons = sorted(present[event.id])
        for pair in combinations(persons, 2):
            shared[pair].append((event.id, event.date, len(persons)))
    return tuple(sorted((tie(pair, together) for pair, together in shared.items()), key=lambda tie: tie.id))


def tie(persons: tuple[str, str], together: Iterable[Shared]) -> CoAttendance:
    """The tie of two ``persons``, sorted, who were ``together`` at events."""
    shared = sorted(together)
    dates = [date for _, date, _ in shared if date]
    return CoAttendance(
        id="-".join(persons),
        persons=persons,
        events=tuple(event for event, _, _ in shared),
        weight=len(shared),
        strength=fsum(1 / (present - 1) for _, _, present in shared),
        first_seen=min(dates, default=None),
        last_seen=max(dates, default=None),
    )
