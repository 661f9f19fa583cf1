"""The network over time."""

from __future__ import annotations

import pytest

from kg.analyse.windows import WINDOWS, window_for, windows
from kg.model import Event, Graph, Participation
from tests.samples import sample_graph


def met(*days: str | None) -> Graph:
    """Two persons who met on each of these days."""
    return Graph(
        "0",
        events=tuple(Event(f"e{n}", "会", "meeting", day, None, (), ()) for n, day in enumerate(days)),
        participations=tuple(
            Participation(f"e{n}-{person}", f"e{n}", person, ("attendee",), None, "sure", ())
            for n in range(len(days))
            for person in "ab"
        ),
    )


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        ("year", ["2019", "2020"]),
        ("half-year", ["2019-H2", "2020-H1"]),
        ("quarter", ["2019-Q4", "2020-Q1", "2020-Q2"]),
        ("month", ["2019-12", "2020-01", "2020-02", "2020-03", "2020-04"]),
    ],
)
def test_windows_are_without_gaps(window: str, labels: list[str]) -> None:
    found = list(windows(met("2019-12-31", "2020-04-01", "2020-04-30", None), window))
    assert [one.label for one in found] == labels
    assert sum(one.events for one in found) == 3
    assert all(bool(one.network.ties) == bool(one.events) for one in found)


def test_a_misread_year_costs_no_time() -> None:
    found = list(windows(met("1200-01-01", "2020-03-09"), "month"))
    assert len(found) == 12 * 820 + 3
    assert sum(one.events for one in found) == 2


def test_what_is_no_day_is_in_no_window() -> None:
    assert list(windows(met("2020", "yesterday"), "month")) == []
    assert window_for(met("2020", "yesterday")) == "month"


def test_what_has_no_day_is_in_no_window() -> None:
    assert list(windows(met(None), "month")) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2020-03-09"], "month"),
        (["2020-01-01", "2021-12-01"], "month"),
        (["2020-01-01", "2022-01-01"], "quarter"),
        (["1990-01-01", "2020-01-01"], "year"),
    ],
)
def test_long_times_have_long_windows(days: list[str], expected: str) -> None:
    assert window_for(met(*days)) == expected


@pytest.mark.parametrize("window", WINDOWS)
def test_every_dated_event_is_in_one_window(window: str) -> None:
    graph = sample_graph()
    present: dict[str, set[str]] = {}
    for taken in graph.participations:
        if taken.confidence != "unsure":
            present.setdefault(taken.event, set()).add(taken.person)
    dated = [event for event in graph.events if event.date and len(present.get(event.id, ())) > 1]
    assert sum(one.events for one in windows(graph, window)) == len(dated)
