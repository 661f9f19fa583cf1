"""Networks of events of which only is known who was there."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analyse.network import Network, network
from kg.model import Event, Graph, Participation


def of_attendance(attendance: Iterable[Iterable[str]]) -> Network:
    """The network that the program makes of events given as those present."""
    halls = [sorted(set(people)) for people in attendance]
    return network(
        Graph(
            "0",
            events=tuple(Event(f"e{at:05}", "会", "meeting", None, None, (), ()) for at in range(len(halls))),
            participations=tuple(
                Participation(f"e{at:05}-{person}", f"e{at:05}", person, ("attendee",), None, "sure", ())
                for at, people in enumerate(halls)
                for person in people
            ),
        )
    )
