"""Who meets their like, beside networkx."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analyse.mixing import by_kind, by_number, mixings, standings
from kg.analyse.network import network
from kg.model import Area, Body, Graph, RoleHeld
from tests.analyse.attended import of_attendance
from tests.samples import sample_graph

CLUB = nx.karate_club_graph()
EDGES = of_attendance([f"{one:02}", f"{other:02}"] for one, other in CLUB.edges)


def held(person: str, role: str, body: str | None, area: str | None, *, former: bool = False) -> RoleHeld:
    return RoleHeld(f"{person}-{role}-{body}", person, role, body, area, (role,), former, None, None, (), "sure", ())


def test_kinds_are_as_networkx_has_them() -> None:
    values = [CLUB.nodes[node]["club"] for node in sorted(CLUB)]
    found = by_kind("club", EDGES, values)
    assert found.assortativity == pytest.approx(nx.attribute_assortativity_coefficient(CLUB, "club"))
    assert (found.inside, found.across) == (67, 11)
    assert found.ei_index == pytest.approx((11 - 67) / 78)


def test_numbers_are_as_networkx_has_them() -> None:
    degrees = dict(CLUB.degree())
    graph = CLUB.copy()
    nx.set_node_attributes(graph, degrees, "size")
    found = by_number("rank", EDGES, [degrees[node] for node in sorted(graph)])
    assert found.assortativity == pytest.approx(nx.numeric_assortativity_coefficient(graph, "size"))


def test_who_is_not_known_does_not_count() -> None:
    line = of_attendance([("a", "b"), ("b", "c"), ("c", "d")])
    found = by_kind("area", line, ["x", "x", None, "y"])
    assert (found.persons, found.inside, found.across, found.assortativity) == (3, 1, 0, None)
    assert by_number("rank", line, [None, None, 1, None]).assortativity is None
    assert by_kind("area", of_attendance([]), []).ei_index is None


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([held("p", "局长", "马村区教育局", "马村区"), held("p", "区长", "马村区政府", "马村区")], "马村区政府"),
        (
            [held("p", "区长", "马村区政府", "马村区", former=True), held("p", "局长", "马村区教育局", "马村区")],
            "马村区教育局",
        ),
    ],
)
def test_the_highest_office_held_places_a_person(roles: list[RoleHeld], expected: str) -> None:
    graph = Graph(
        "0",
        areas=(Area("马村区", "马村区", "410804"),),
        bodies=(Body("马村区教育局", "马村区教育局", "马村区"), Body("马村区政府", "马村区政府", "马村区")),
        roles=tuple(roles),
    )
    assert standings(graph)["p"].body == expected
    assert standings(graph)["p"].rank is not None


def test_a_vague_title_does_not_hide_the_office() -> None:
    """市领导 may be more than a 常委, but is not known to be, and tells no body."""
    graph = Graph(
        "0",
        areas=(Area("焦作市", "焦作市", "410800"),),
        bodies=(Body("焦作市委", "焦作市委", "焦作市"),),
        roles=(held("p", "市领导", None, "焦作市"), held("p", "常委", "焦作市委", "焦作市")),
    )
    assert standings(graph)["p"].body == "焦作市委"


def test_areas_that_no_list_has_rank_by_their_name() -> None:
    areas = tuple(Area(name, name) for name in ("清源高新区", "清源镇", "清源村"))
    roles = tuple(held(area.id, "书记", f"{area.id}党委", area.id) for area in areas)
    bodies = tuple(Body(f"{area.id}党委", f"{area.id}党委", area.id) for area in areas)
    ranks = [standings(Graph("0", areas=areas, bodies=bodies, roles=roles))[area.id].rank or 0 for area in areas]
    assert ranks[0] > ranks[1] > ranks[2]


def test_heads_rank_above_their_departments() -> None:
    graph = Graph(
        "0",
        areas=(Area("马村区", "马村区", "410804"), Area("焦作市", "焦作市", "410800")),
        bodies=(
            Body("马村区教育局", "马村区教育局"),
            Body("马村区政府", "马村区政府"),
            Body("焦作市政府", "焦作市政府"),
        ),
        roles=(
            held("a", "局长", "马村区教育局", "马村区"),
            held("b", "区长", "马村区政府", "马村区"),
            held("c", "市长", "焦作市政府", "焦作市"),
        ),
    )
    found = standings(graph)
    assert (found["a"].rank or 0) < (found["b"].rank or 0) < (found["c"].rank or 0)


def test_a_whole_graph_is_mixed() -> None:
    graph = sample_graph()
    assert [one.respect for one in mixings(network(graph), standings(graph))] == ["area", "body", "rank"]
