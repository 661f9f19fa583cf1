"""The report: every figure in it is one of the analysis, and nothing in it is markup of a name."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kg.analyse.analysis import Analysis, analysed
from kg.analyse.report import html, plots
from kg.model import Graph
from tests.samples import hostile_graph, sample_graph


class Text(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "tr":
            self.cells.append([])
        if tag == "td":
            self.cells[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += data


@pytest.fixture(scope="module")
def sample() -> Analysis:
    return analysed(sample_graph(), samples=20)


def test_the_most_connected_come_first(sample: Analysis) -> None:
    degrees = dict(zip(sample.measures.network.persons, sample.measures.persons["degree"], strict=True))
    top = max(degrees, key=lambda person: (degrees[person] or 0, person))
    cells = [[cell.strip() for cell in row] for row in Text(html(sample, ())).cells]
    assert [sample.name(top), str(degrees[top])] in cells
    assert ["同场对数 ties", str(len(sample.measures.network.ties))] in cells


def test_plots_are_pictures_and_the_same_each_time(sample: Analysis) -> None:
    first, second = plots(sample), plots(sample)
    assert first == second
    assert {plot.name for plot in first} >= {"degrees", "beyond-chance"}
    for plot in first:
        assert plot.png.startswith(b"\x89PNG")
        assert "<svg" in plot.svg
        assert plot.chinese in html(sample, first)


def test_names_are_never_markup() -> None:
    graph = hostile_graph()
    found = analysed(
        replace(graph, persons=tuple(replace(one, name="<script>x</script>") for one in graph.persons)), samples=2
    )
    page = html(replace(found, names={one.id: one.name for one in graph.persons} | {"x": "<b>"}), ())
    assert "script" not in Text(page).tags
    assert "b" not in Text(page).tags


def test_nobody_met_nobody() -> None:
    page = html(analysed(Graph("0"), samples=2), ())
    assert "0" in page
