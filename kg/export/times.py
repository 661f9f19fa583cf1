"""When nodes and edges exist, as days.

* What happens exists on its day: an event, who attended it, where it was held, that it was reported.
* An office exists from the first to the last day on which papers say it is held, which is not appointment to dismissal.
* A tie, and in the network of ties a person all of whose ties have days, exists on the days of the events shared.
* What has no day exists always: areas, bodies, articles, and what papers give no day for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import networkx as nx

Days = tuple[str, str]
"""First and last day, ISO; both belong to it."""

_ON_THE_DAY_OF = {"attended": "target", "held-at": "source", "reported": "source"}
"""Kind of an edge → which of its ends is the event."""


def of_node(data: Mapping[str, Any]) -> tuple[Days, ...]:
    """The days of a node, by its own attributes; empty: always."""
    if "dates" in data:
        return on_days(data["dates"].split("；"))
    return on_days([data["date"]]) if data["type"] == "event" and "date" in data else ()


def of_edge(network: nx.Graph, source: str, target: str, data: Mapping[str, Any]) -> tuple[Days, ...]:
    """The days of an edge; empty: always."""
    if "dates" in data:
        return on_days(data["dates"].split("；"))
    if data.get("kind") == "holds":
        return _span(data.get("first"), data.get("last"))
    which = _ON_THE_DAY_OF.get(data.get("kind", ""))
    return of_node(network.nodes[source if which == "source" else target]) if which else ()


def of_holder(network: nx.MultiDiGraph, person: str) -> tuple[Days, ...]:
    """The days on which a person holds any office; empty, that is always, where one of them has no days."""
    each = [of_edge(network, *edge) for edge in network.out_edges(person, data=True)]
    return together(days for one in each for days in one) if all(each) else ()


def of_company(network: nx.Graph, person: str) -> tuple[Days, ...]:
    """Likewise the days on which a person met any other."""
    each = [of_edge(network, *edge) for edge in network.edges(person, data=True)]
    return tuple(sorted({days for one in each for days in one})) if all(each) else ()


def on_days(days: Iterable[str]) -> tuple[Days, ...]:
    """Single days, each once, in order; what is no day of the calendar (``2020-03``) is left out."""
    return tuple((day, day) for day in sorted({day for day in days if calendar_day(day)}))


def together(spans: Iterable[Days]) -> tuple[Days, ...]:
    """The same days in as few spans as can be: Gephi refuses spans of one thing that overlap.

    >>> together([("2020-03-04", "2020-03-09"), ("2020-03-01", "2020-03-03"), ("2020-03-05", "2020-03-06")])
    (('2020-03-01', '2020-03-09'),)
    """
    joined: list[Days] = []
    for first, last in sorted(spans):
        if joined and first <= day_after(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def day_after(day: str) -> str:
    """The next day; the calendar's last day stays."""
    last = date.fromisoformat(day)
    return last.isoformat() if last == date.max else (last + timedelta(days=1)).isoformat()


def calendar_day(text: str) -> bool:
    """Whether a text is a day of the calendar: ``2020-02-29``, not ``2020-02`` or ``2020-02-30``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _span(first: str | None, last: str | None) -> tuple[Days, ...]:
    days = sorted(day for day in (first, last) if day is not None and calendar_day(day))
    return ((days[0], days[-1]),) if days else ()
