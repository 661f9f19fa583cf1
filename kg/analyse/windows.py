"""The network over time: the same measures in each window of months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.analyse.measures import of_persons
from kg.analyse.network import Network, network
from kg.export.times import calendar_day
from kg.model import Event, Graph, Value

WINDOWS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""Name of a window → its length in months."""
MOST = 24
"""Windows that :func:`window_for` aims not to exceed."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time and who met whom in it."""

    label: str
    """``2020``, ``2020-Q1``, ``2020-H1``, ``2020-03``."""
    events: int
    """With two or more participants."""
    network: Network
    persons: Mapping[str, Sequence[Value]]
    """Measures of the persons, as of :class:`kg.analyse.measures.Measures`."""


def windows(graph: Graph, window: str) -> Iterator[Window]:
    """Every window from the first event to the last, empty ones too; events without a day are in none.

    ``window`` is of :data:`WINDOWS`.
    """
    months = WINDOWS[window]
    held: dict[int, set[str]] = defaultdict(set)
    for event in graph.events:
        if event.date and calendar_day(event.date):
            held[_start(event, months)].add(event.id)
    if not held:
        return
    nobody = network(Graph(graph.version))
    for start in range(min(held), max(held) + months, months):
        there = held.get(start)
        found = network(graph, lambda event, there=there: event.id in there) if there else nobody  # type: ignore[misc]
        yield Window(_label(start, months), len(found.attendance), found, of_persons(found))


def window_for(graph: Graph) -> str:
    """The shortest window of which the whole time has few."""
    days = [event.date for event in graph.events if event.date and calendar_day(event.date)]
    span = _months(max(days)) - _months(min(days)) + 1 if days else 1
    return next((name for name, months in WINDOWS.items() if span / months <= MOST), "year")


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _start(event: Event, months: int) -> int:
    return _months(event.date or "0000-01") // months * months


def _label(start: int, months: int) -> str:
    year, month = divmod(start, 12)
    if months == 12:
        return f"{year:04}"
    if months == 1:
        return f"{year:04}-{month + 1:02}"
    return f"{year:04}-{'H' if months == 6 else 'Q'}{month // months + 1}"
