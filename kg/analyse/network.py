"""The co-attendance of a graph as numbers: persons, ties, and who was where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import igraph

from kg.model import Event, Graph

COUNTED = ("sure", "likely")
"""Participations that make a tie."""


@dataclass(frozen=True, slots=True)
class Network:
    """Who met whom; persons are numbered as in :attr:`persons`."""

    persons: tuple[str, ...]
    """Ids of all who were at an event with somebody, sorted."""
    ties: tuple[tuple[int, int], ...]
    """Each pair once, the smaller number first."""
    weights: tuple[int, ...]
    """Of each tie: shared events."""
    strengths: tuple[float, ...]
    """Of each tie: the sum of 1/(n-1) over the shared events with n participants each."""
    attendance: tuple[tuple[int, ...], ...]
    """Of each event with two or more of them: the persons."""

    def graph(self) -> igraph.Graph:
        """For igraph: vertices numbered as persons, ``weight`` and ``strength`` on the edges."""
        made = igraph.Graph(n=len(self.persons), edges=list(self.ties))
        made.es["weight"] = list(self.weights)
        made.es["strength"] = list(self.strengths)
        return made


def network(graph: Graph, keep: Callable[[Event], bool] = lambda _: True) -> Network:
    """The network of the events that ``keep`` lets pass; ties are counted over these alone."""
    present: dict[str, set[str]] = {event.id: set() for event in graph.events if keep(event)}
    for taken in graph.participations:
        if taken.confidence in COUNTED and taken.event in present:
            present[taken.event].add(taken.person)
    return of_attendance(people for people in present.values() if len(people) > 1)


def of_attendance(attendance: Iterable[Iterable[str]]) -> Network:
    """The network of events given as the ids of those present; the projection of Newman (2001)."""
    events = sorted(tuple(sorted(set(people))) for people in attendance)
    persons = tuple(sorted({person for people in events for person in people}))
    number = {person: at for at, person in enumerate(persons)}
    table = tuple(tuple(number[person] for person in people) for people in events)
    weights: dict[tuple[int, int], int] = {}
    strengths: dict[tuple[int, int], float] = {}
    for people in table:
        share = 1 / (len(people) - 1) if len(people) > 1 else 0.0
        for at, one in enumerate(people):
            for other in people[at + 1 :]:
                weights[one, other] = weights.get((one, other), 0) + 1
                strengths[one, other] = strengths.get((one, other), 0.0) + share
    ties = tuple(sorted(weights))
    return Network(persons, ties, tuple(weights[t] for t in ties), tuple(strengths[t] for t in ties), table)
