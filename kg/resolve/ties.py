"""Participations → co-attendance: every pair of those who were at one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from math import fsum

from kg.model import CoAttendance, Event, Participation

_COUNTED = ("sure", "likely")


def attendance(participations: Iterable[Participation]) -> dict[str, set[str]]:
    """Event → who was there; who is unsure to have been was not."""
    present: dict[str, set[str]] = defaultdict(set)
    for participation in participations:
        if participation.confidence in _COUNTED:
            present[participation.event].add(participation.person)
    return present


def ties_of(events: Iterable[Event], participations: Iterable[Participation]) -> tuple[CoAttendance, ...]:
    """All ties, sorted by id. Participations that are unsure count for nothing."""
    present = attendance(participations)
    shared: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.id):
        for one, other in combinations(sorted(present[event.id]), 2):
            shared[one, other].append(event)
    ties = []
    for (one, other), together in shared.items():
        dates = [event.date for event in together if event.date]
        ties.append(
            CoAttendance(
                id=f"{one}-{other}",
                persons=(one, other),
                events=tuple(event.id for event in together),
                weight=len(together),
                strength=fsum(1 / (len(present[event.id]) - 1) for event in together),
                first_seen=min(dates, default=None),
                last_seen=max(dates, default=None),
            )
        )
    return tuple(sorted(ties, key=lambda tie: tie.id))
