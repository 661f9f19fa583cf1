"""Measures beside networkx and published figures on two networks that every textbook has."""

from __future__ import annotations

import itertools

import igraph
import networkx as nx
import pytest

from kg.analyse.measures import Measures, measures
from kg.analyse.network import Network
from kg.measured import PERSON_COLUMNS, TIE_COLUMNS
from tests.analyse.attended import of_attendance

CLUB = nx.karate_club_graph()
WOMEN = nx.davis_southern_women_graph()
NAMES = [name for name, data in WOMEN.nodes(data=True) if data["bipartite"] == 0]
EVENTS = [name for name, data in WOMEN.nodes(data=True) if data["bipartite"] == 1]
# Women by women, as printed by Breiger (1974, Social Forces 53:181-190): shared events, own attendance on the diagonal.
EVELYN = [8, 6, 7, 6, 3, 4, 3, 3, 3, 2, 2, 2, 2, 2, 1, 2, 1, 1]
THERESA = [7, 6, 8, 6, 4, 4, 4, 3, 4, 3, 2, 2, 3, 3, 2, 2, 1, 1]


def of_edges(graph: nx.Graph) -> Network:
    """A network whose events are its edges."""
    return of_attendance([f"{one:02}", f"{other:02}"] for one, other in graph.edges)


@pytest.fixture(scope="module")
def club() -> Measures:
    return measures(of_edges(CLUB), samples=5)


@pytest.fixture(scope="module")
def women() -> Measures:
    return measures(of_attendance(WOMEN[event] for event in EVENTS), samples=5)


def shared(found: Measures) -> dict[frozenset[str], int]:
    persons = found.network.persons
    return {
        frozenset((persons[one], persons[other])): weight
        for (one, other), weight in zip(found.network.ties, found.network.weights, strict=True)
    }


def test_the_women_meet_as_often_as_published(women: Measures) -> None:
    weights = shared(women)
    went = dict(zip(women.network.persons, women.persons["events"], strict=True))
    for name, row in (("Evelyn Jefferson", EVELYN), ("Theresa Anderson", THERESA)):
        found = [went[name] if other == name else weights.get(frozenset((name, other)), 0) for other in NAMES]
        assert found == row


def test_the_whole_projection_is_that_of_networkx(women: Measures) -> None:
    projected = nx.bipartite.weighted_projected_graph(WOMEN, NAMES)
    assert shared(women) == {frozenset(edge[:2]): edge[2] for edge in projected.edges(data="weight")}
    newman = nx.bipartite.collaboration_weighted_projected_graph(WOMEN, NAMES)
    persons = women.network.persons
    for (one, other), strength in zip(women.network.ties, women.network.strengths, strict=True):
        assert strength == pytest.approx(newman[persons[one]][persons[other]]["weight"])


def test_there_is_a_value_for_every_person_and_tie(club: Measures, women: Measures) -> None:
    for found in (club, women):
        assert list(found.persons) == list(PERSON_COLUMNS)
        assert list(found.ties) == list(TIE_COLUMNS)
        assert {len(values) for values in found.persons.values()} == {len(found.network.persons)}
        assert {len(values) for values in found.ties.values()} == {len(found.network.ties)}


@pytest.mark.parametrize(
    ("column", "reference"),
    [
        ("degree", lambda g: dict(g.degree())),
        ("betweenness", nx.betweenness_centrality),
        ("closeness", nx.closeness_centrality),
        ("harmonic", lambda g: {n: v / (len(g) - 1) for n, v in nx.harmonic_centrality(g).items()}),
        ("core", nx.core_number),
        ("constraint", nx.constraint),
    ],
)
def test_the_club_is_as_networkx_has_it(club: Measures, column: str, reference) -> None:  # type: ignore[no-untyped-def]
    values = reference(CLUB)
    assert club.persons[column] == pytest.approx([values[node] for node in sorted(CLUB)])


def test_the_club_is_as_published(club: Measures) -> None:
    """Betweenness of the instructor and the president (Freeman's, normalised), and the eigenvector's leader."""
    assert club.persons["betweenness"][0] == pytest.approx(0.4376, abs=1e-4)
    assert club.persons["betweenness"][33] == pytest.approx(0.3041, abs=1e-4)
    assert club.persons["eigenvector"][33] == pytest.approx(1.0)
    assert club.persons["eigenvector"][0] == pytest.approx(0.9521, abs=1e-3)
    assert club.persons["pagerank"][0] == pytest.approx(0.0970, abs=1e-4)
    assert club.persons["pagerank"][33] == pytest.approx(0.1009, abs=1e-4)
    assert max(club.persons["core"]) == 4


def modularity(graph: nx.Graph, found: Measures, names: list[str]) -> float:
    """By networkx, unweighted."""
    of = dict(zip(found.network.persons, found.persons["community"], strict=True))
    groups = [{name for name in names if of[name] == group} for group in sorted(set(of.values()))]
    return float(nx.community.modularity(graph, groups, weight=None))


def test_communities_of_the_club_are_the_best_known(club: Measures) -> None:
    """Modularity 0.4198 is the highest there is (Brandes et al. 2008), with four communities; Louvain finds no more."""
    graph = nx.relabel_nodes(nx.Graph(CLUB.edges), {node: f"{node:02}" for node in CLUB})
    assert modularity(graph, club, sorted(graph)) == pytest.approx(0.4198, abs=1e-4)
    assert set(club.persons["community"]) == {0, 1, 2, 3}
    louvain = nx.community.louvain_communities(graph, weight=None, seed=1)
    assert modularity(graph, club, sorted(graph)) >= nx.community.modularity(graph, louvain, weight=None) - 1e-9
    leiden = igraph.Graph.from_networkx(graph).community_leiden("modularity", n_iterations=-1)
    assert modularity(graph, club, sorted(graph)) >= leiden.modularity - 1e-9


def test_communities_of_the_women_are_the_published_two(women: Measures) -> None:
    """Of the women whom nearly all of the 21 methods compared by Freeman (2003) put on one side or the other."""
    of = dict(zip(women.network.persons, women.persons["community"], strict=True))
    first = {"Evelyn Jefferson", "Laura Mandeville", "Theresa Anderson", "Brenda Rogers", "Charlotte McDowd"}
    second = {"Myra Liddel", "Katherina Rogers", "Sylvia Avondale", "Nora Fayette", "Helen Lloyd"}
    assert len({of[name] for name in first}) == len({of[name] for name in second}) == 1
    assert of["Evelyn Jefferson"] != of["Nora Fayette"]


def test_the_women_are_as_networkx_has_them(women: Measures) -> None:
    projected = nx.bipartite.weighted_projected_graph(WOMEN, NAMES)
    references = {
        "degree": dict(projected.degree()),
        "weighted_degree": dict(projected.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(projected),
        "closeness": nx.closeness_centrality(projected),
        "core": nx.core_number(projected),
        "constraint": nx.constraint(projected, weight="weight"),
    }
    eigenvector = nx.eigenvector_centrality(projected, weight="weight", max_iter=1000, tol=1e-10)
    references["eigenvector"] = {name: value / max(eigenvector.values()) for name, value in eigenvector.items()}
    for column, values in references.items():
        found = dict(zip(women.network.persons, women.persons[column], strict=True))
        assert found == pytest.approx(values, abs=1e-6), column


def test_parts_of_a_network_compare() -> None:
    """A pair apart is not as close to all as the middle of a star is."""
    found = measures(of_attendance([*(("a", other) for other in "bcde"), ("x", "y")]), samples=2)
    closeness = dict(zip(found.network.persons, found.persons["closeness"], strict=True))
    assert closeness["a"] == pytest.approx(4 / 6)
    assert closeness["x"] == pytest.approx(1 / 6)


def test_brokers_spread_over_communities() -> None:
    cliques = [itertools.combinations("abcd", 2), itertools.combinations("wxyz", 2)]
    found = measures(of_attendance([*itertools.chain(*cliques), ("a", "m"), ("m", "w")]), samples=2)
    spread = dict(zip(found.network.persons, found.persons["participation"], strict=True))
    assert spread["b"] == 0
    assert spread["m"] == pytest.approx(0.5)


def test_a_network_of_nobody() -> None:
    assert measures(of_attendance([])).persons["degree"] == ()
