"""The three pictures: what stands in each, what links it, and the words behind each link."""

from __future__ import annotations

import pytest

from kg.view.data import Quotes
from kg.view.links import STATED_ELSEWHERE, VIEWS_OF, links_of
from kg.view.network import BIG, VIEWS, network
from tests.samples import SAMPLE_TEXTS, sample_graph
from tests.view.town import town_graph


@pytest.mark.parametrize("graph", [sample_graph(), town_graph(100), town_graph(400)], ids=["sample", "100", "400"])
def test_every_node_of_a_view_has_a_place_of_its_own(graph) -> None:  # type: ignore[no-untyped-def]
    nodes, edges = network(graph, Quotes(graph))
    ids = [node["id"] for node in nodes]
    assert len(set(ids)) == len(ids)
    for view in VIEWS:
        seats = [node["views"][view] for node in nodes if view in node["views"]]
        assert len({(seat["x"], seat["y"]) for seat in seats}) == len(seats)
        assert sorted(seat["rank"] for seat in seats) == list(range(len(seats)))
        standing = {node["id"] for node in nodes if view in node["views"]}
        drawn = [edge for edge in edges if view in VIEWS_OF[edge["kind"]]]
        assert all({ids[edge["from"]], ids[edge["to"]]} <= standing for edge in drawn)
    assert len([node for node in nodes if "all" in node["views"]]) > BIG or len(graph.persons) < BIG


def test_ties_are_drawn_one_for_one() -> None:
    graph = sample_graph()
    nodes, edges = network(graph, Quotes(graph))
    ties = [edge for edge in edges if edge["kind"] == "tie"]
    assert sorted(edge["number"] for edge in ties) == sorted(tie.weight for tie in graph.ties)
    # Only where nobody doubts that both were there is the line whole.
    unsure = {"白露-清源市", "何雨桐-南桥区"}
    for edge in ties:
        persons = {nodes[edge[end]]["id"].partition(":")[2] for end in ("from", "to")}
        assert edge.get("doubtful", False) is bool(persons & unsure)


def test_every_other_line_brings_words_that_stand_in_the_file() -> None:
    graph = sample_graph()
    known = {row["id"] for row in network(graph, Quotes(graph))[0]}
    bare = []
    for link in links_of(graph, known):
        if link.kind in STATED_ELSEWHERE:
            continue
        for words in link.words:
            printed = SAMPLE_TEXTS[words.document][words.start : words.end]
            assert "".join(printed.split()) == words.exact
        if not link.words:
            bare.append(link.id)
    assert bare == []
