"""Ways through the graph: paths, offices over time, the table, dragging, communities; every line has words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import igraph
import pytest
from playwright.sync_api import expect

from kg.view.data import Quotes
from kg.view.network import network
from tests.samples import sample_graph
from tests.view.conftest import SCREENSHOTS, Opened
from tests.view.test_view import CHAIR, address, spot, title
from tests.view.town import town_graph

View = Callable[..., Opened]
OUTPUT = Path(__file__).parents[2] / "output" / "index.html"


def test_a_path_is_the_shortest_and_each_step_has_its_words(view: View) -> None:
    graph = sample_graph()
    page = view(graph, address(of="person:钟鼎文")).page
    page.keyboard.press("p")
    page.keyboard.type("买明")
    page.keyboard.press("Enter")
    expect(page.locator("#right .kind")).to_have_text("关联路径")
    people = [person.id for person in graph.persons]
    ties = igraph.Graph(n=len(people), edges=[[people.index(p) for p in tie.persons] for tie in graph.ties])
    steps = ties.distances(people.index("钟鼎文"), people.index("买明·吐尔孙"))[0][0]
    sections = page.locator("#right section[data-title]")
    expect(sections).to_have_count(int(steps))
    for i in range(int(steps)):
        assert sections.nth(i).locator(".quote").count() >= 2
    page.screenshot(path=SCREENSHOTS / "path.png")


def test_no_path_says_so_with_its_limit(view: View) -> None:
    graph = sample_graph()
    apart = replace(graph, ties=tuple(tie for tie in graph.ties if "买明·吐尔孙" not in tie.persons))
    page = view(apart, address(of="path:person:钟鼎文|person:买明·吐尔孙")).page
    expect(page.locator("#right")).to_contain_text("没有路径")
    expect(page.locator("#right")).to_contain_text(f"共 {len(apart.ties)} 对")


def test_an_office_has_its_holders_in_order_of_time(view: View) -> None:
    page = view(sample_graph(), address(of=f"person:{CHAIR}")).page
    page.locator("#right .post").first.click()
    expect(title(page)).to_have_text("南桥区委书记")
    expect(page.locator("#right .timeline circle.office")).to_have_count(2)
    expect(page.locator("#right .timeline .span")).to_have_count(1)
    expect(page.locator('[data-title="任职者"] li')).to_have_count(1)


def test_an_office_is_found_by_its_name(view: View) -> None:
    page = view(sample_graph()).page
    page.keyboard.press("/")
    page.keyboard.type("北桥区教育局局长")
    page.locator("#found [role=option]").filter(has_text="1 人任过").click()
    expect(title(page)).to_have_text("北桥区教育局局长")


def test_the_table_holds_what_the_picture_shows_and_sorts(view: View) -> None:
    graph = sample_graph()
    page = view(graph).page
    page.keyboard.press("t")
    people, pairs = page.locator("#table tbody").all()
    assert people.locator("tr").count() == 8
    assert pairs.locator("tr").count() == len(graph.ties)
    page.locator("#table thead").first.get_by_role("button", name="同场的人").click()
    met = [int(text) for text in people.locator("td:nth-child(3)").all_inner_texts()]
    assert met == sorted(met, reverse=True)
    page.keyboard.press("Escape")
    expect(page.locator("#table")).to_be_hidden()


def test_a_node_is_dragged_and_put_back(view: View) -> None:
    page = view(sample_graph(), size=(1000, 600)).page
    x, y = spot(page, "南桥区委书记")
    page.mouse.move(x + 2, y + 2)
    page.mouse.down()
    page.mouse.move(x + 80, y + 60, steps=4)
    page.mouse.up()
    moved = spot(page, "南桥区委书记")
    assert abs(moved[0] - x) + abs(moved[1] - y) > 60
    expect(page.locator("#right h2")).to_have_text("从这里看起")  # a drag is no click
    page.locator('[data-zoom="back"]').click()
    assert spot(page, "南桥区委书记") == (x, y)
    expect(page.locator('[data-zoom="back"]')).to_be_hidden()


@pytest.mark.parametrize("all_of_it", [False, True])
def test_dragging_the_ground_moves_the_whole(view: View, all_of_it: bool) -> None:
    # Many lines are moved as a picture and drawn again when the hand rests.
    page = view(town_graph(400), address(**({"all": "1"} if all_of_it else {})), size=(1000, 700)).page
    page.locator('[data-zoom="in"]').click()
    page.mouse.move(500, 630)
    page.mouse.down()
    page.mouse.move(440, 600, steps=5)
    page.mouse.up()
    page.wait_for_function("document.querySelector('#picture canvas').style.transform === ''")
    page.locator('[data-zoom="fit"]').click()
    expect(page.locator("#right h2")).to_have_text("从这里看起")


def test_communities_by_colour(view: View) -> None:
    page = view(town_graph(100)).page
    page.locator("#colour").check()
    groups = page.locator("#legend .groups li")
    assert groups.count() >= 2
    nodes = network(town_graph(100), Quotes(town_graph(100)))[0]
    first = sorted(
        (node for node in nodes if node["views"].get("who", {}).get("group") == 0),
        key=lambda node: -node["views"]["who"]["weight"],
    )
    expect(groups.first).to_contain_text(str(first[0]["label"]))
    page.screenshot(path=SCREENSHOTS / "communities.png")


def test_more_neighbours_come_by_25(view: View) -> None:
    graph = town_graph(400)
    met = {person.id: [tie for tie in graph.ties if person.id in tie.persons] for person in graph.persons}
    most = max(met, key=lambda person: len(met[person]))
    page = view(graph, address(of=f"person:{most}", near="25")).page
    rows = page.locator('[data-title="同场的人"] li')
    assert rows.count() == min(25, len(met[most]))


def test_help_lists_the_keys_and_switches_them_off(view: View) -> None:
    page = view(sample_graph()).page
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("t")
    expect(page.locator("#table")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()


@pytest.mark.parametrize("of", ["who", "office", "all"])
def test_every_line_of_the_seeds_leads_to_its_words(browser, of: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(OUTPUT.as_uri() + address(view=of, all="1", table="1"))
    page.wait_for_selector("#table tbody")
    while page.locator("#table .more").count():
        page.locator("#table .more").first.click()
    edges = page.locator("#table table").nth(1).locator("tbody td:nth-child(3) a")
    hrefs = edges.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert len(hrefs) > 100
    bare = page.evaluate(
        """async (hrefs) => {
          const bare = [];
          for (const href of hrefs) {
            location.hash = href;
            await new Promise((done) => addEventListener("hashchange", () => setTimeout(done, 0), { once: true }));
            const right = document.getElementById("right");
            const official = right.textContent.includes("GB/T 2260");
            if (!right.querySelector(".quote mark") && !official) bare.push(decodeURIComponent(href));
          }
          return bare;
        }""",
        hrefs,
    )
    page.close()
    assert bare == []
