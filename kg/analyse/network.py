"""The co-attendance of a graph as numbers: persons, ties, and who was where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import igraph

from kg.model import Event, Graph
from kg.resolve.ties import attendance, ties_of


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
    events = [event for event in graph.events if keep(event)]
    ties = {tie.persons: tie for tie in ties_of(events, graph.participations)}
    persons = tuple(sorted({person for pair in ties for person in pair}))
    number = {person: at for at, person in enumerate(persons)}
    present = attendance(graph.participations)
    halls = (present[event.id] for event in events if len(present[event.id]) > 1)
    pairs = sorted(ties)
    return Network(
        persons,
        tuple((number[one], number[other]) for one, other in pairs),
        tuple(ties[pair].weight for pair in pairs),
        tuple(ties[pair].strength for pair in pairs),
        tuple(sorted(tuple(sorted(number[person] for person in hall)) for hall in halls)),
    )
