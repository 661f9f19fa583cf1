"""Who met whom in a period and an area, against a computation that looks at every pair at every event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.api import Book
from kg.errors import UsageError
from kg.model import Area, Body, Event, Graph, Participation, Person, RoleHeld
from tests.samples import sample_graph

PERSONS = [f"人{number}" for number in range(6)]
AREAS = (
    Area("甲市", "甲市"),
    Area("乙区", "乙区", within="甲市"),
    Area("丙路", "丙路", within="乙区", administrative=False),
    Area("丁市", "丁市"),
    Area("戊区", "戊区", within="丁市"),
)
PARTS_OF = {
    "甲市": {"甲市", "乙区", "丙路"},
    "乙区": {"乙区", "丙路"},
    "丙路": {"丙路"},
    "丁市": {"丁市", "戊区"},
    "戊区": {"戊区"},
}
DAYS = [None, *((date(2020, 1, 30) + timedelta(n)).isoformat() for n in range(5))]
_AREA = st.sampled_from([None, *PARTS_OF])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    events, parts, roles = [], [], []
    for number in range(draw(st.integers(0, 6))):
        day, place = draw(st.sampled_from(DAYS)), draw(_AREA)
        events.append(Event(f"e{number}", f"会议{number}", "meeting", day, place, (), ()))
        for person in sorted(draw(st.sets(st.sampled_from(PERSONS)))):
            sure = draw(st.sampled_from(["sure", "likely", "unsure"]))
            parts.append(Participation(f"e{number}-{person}", f"e{number}", person, ("attendee",), None, sure, ()))
    bodies = tuple(Body(f"{area.id}政府", f"{area.id}政府", area.id) for area in AREAS)
    for person in PERSONS:
        area = draw(_AREA)
        if area:  # the office names the area, or the body alone does
            body, where = draw(st.sampled_from([(None, area), (f"{area}政府", None)]))
            roles.append(RoleHeld(person, person, "主任", body, where, (), False, None, None, (), "sure", ()))
    return Graph(
        "0", persons=tuple(Person(one, one) for one in PERSONS), bodies=bodies, areas=AREAS, roles=tuple(roles),
        events=tuple(events), participations=tuple(parts),
    )  # fmt: skip


def naive(
    graph: Graph, since: str | None, until: str | None, area: str | None, least: int
) -> dict[tuple[str, str], tuple[int, float]]:
    there = {e.id: {p.person for p in graph.participations if p.event == e.id and p.confidence != "unsure"}
             for e in graph.events}  # fmt: skip
    parts = PARTS_OF[area] if area else set()
    seated = {r.person for r in graph.roles if (r.area or (r.body or "").removesuffix("政府")) in parts}
    result = {}
    for pair in combinations(PERSONS, 2):
        shared = []
        for event in graph.events:
            in_time = (not since or (event.date and event.date >= since)) and (
                not until or (event.date and event.date <= until)
            )
            here = not area or event.place in parts or there[event.id] & seated
            if in_time and here and set(pair) <= there[event.id]:
                shared.append(event)
        local = not area or all(
            person in seated or any(e.place in parts and in_period(e, since, until) and person in there[e.id]
                                    for e in graph.events)
            for person in pair
        )  # fmt: skip
        if local and len(shared) >= least:
            result[pair] = len(shared), sum(1 / (len(there[e.id]) - 1) for e in shared)
    return result


def in_period(event: Event, since: str | None, until: str | None) -> bool:
    if not since and not until:
        return True
    return event.date is not None and (since or "") <= event.date <= (until or "9")


@given(graphs(), st.sampled_from(DAYS), st.sampled_from(DAYS), _AREA, st.integers(1, 3))
def test_as_counted_by_hand(graph: Graph, since: str | None, until: str | None, area: str | None, least: int) -> None:
    network = Book(graph).coattendance(since, until, area, least)
    found = {
        tuple(sorted(name.removeprefix("person:") for name in pair)): (data["weight"], data["strength"])
        for *pair, data in network.edges(data=True)
    }
    expected = naive(graph, since, until, area, least)
    assert found.keys() == expected.keys()
    for pair, (weight, strength) in expected.items():
        assert found[pair] == (weight, pytest.approx(strength))
    assert not list(nx.isolates(network))


def test_a_part_stands_for_its_whole() -> None:
    book = Book(sample_graph())
    assert set(book.coattendance(area="南桥").edges) <= set(book.coattendance(area="清源市").edges)
    assert "person:买明·吐尔孙" not in book.coattendance(area="柳荫路")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"since": "March"}, r"since='March' is no day"),
        ({"until": "2020-02-30"}, r"until='2020-02-30' is no day"),
        ({"area": "清原市"}, r"area='清原市' is not in the graph; did you mean 清源市"),
        ({"area": "Rome"}, r"see g\.areas"),
    ],
)
def test_what_is_none_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Book(sample_graph()).coattendance(**given)  # type: ignore[arg-type]


def test_of_namesakes_the_ids_are_given() -> None:
    areas = (*sample_graph().areas, Area("桥西区-甲市", "桥西区"), Area("桥西区-丁市", "桥西区"))
    book = Book(replace(sample_graph(), areas=areas))
    with pytest.raises(UsageError, match="桥西区-丁市, 桥西区-甲市"):
        book.coattendance(area="桥西区")
    assert len(book.coattendance(area="桥西区-甲市")) == 0
