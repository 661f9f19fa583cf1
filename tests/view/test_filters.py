"""Filters: what they let through, how they are said and undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from kg.model import Graph
from tests.samples import sample_graph
from tests.view.conftest import Opened
from tests.view.test_takeaway import taken
from tests.view.test_view import CHAIR, address, title

View = Callable[..., Opened]


def counts(page: Page) -> tuple[int, int]:
    """Persons and pairs that the line below the picture says are shown."""
    numbers = re.findall(r"\d+", page.locator("#count").inner_text())
    return (int(numbers[0]), int(numbers[-1])) if len(numbers) == 2 else (int(numbers[0]), int(numbers[2]))


def passing(graph: Graph, *, events: set[str] | None = None, confident: tuple[str, ...] = ()) -> tuple[int, int]:
    """The same worked out from the graph: ties that keep an event, and their persons."""
    sure = {(one.event, one.person) for one in graph.participations if not confident or one.confidence in confident}
    ties = [
        tie
        for tie in graph.ties
        if any(
            (events is None or event in events) and all((event, person) in sure for person in tie.persons)
            for event in tie.events
        )
    ]
    return len({person for tie in ties for person in tie.persons}), len(ties)


def test_a_period_keeps_what_was_held_in_it(view: View) -> None:
    graph = sample_graph()
    page = view(graph, address(since="2020-03-10", until="2020-03-31")).page
    within = {event.id for event in graph.events if event.date and event.date >= "2020-03-10"}
    assert counts(page) == passing(graph, events=within)
    expect(page.locator("#chips")).to_contain_text("2020-03-10 至 2020-03-31")
    expect(page.locator("#filters .period p")).to_contain_text("3 件中 1 件在内；未载日期的 1 件不在内")


def test_the_period_is_set_by_two_sliders_and_undone_by_one_step_back(view: View) -> None:
    graph = sample_graph()
    page = view(graph).page
    whole = counts(page)
    page.locator("#since").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    within = {event.id for event in graph.events if event.date == "2020-03-11"}
    expect(page.locator("#chips .chip")).to_have_count(1)
    assert counts(page) == passing(graph, events=within)
    assert page.evaluate("document.activeElement.id") == "since"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("#chips .chip")).to_have_count(0)
    assert counts(page) == whole


@pytest.mark.parametrize(("least", "confident"), [("likely", ("sure", "likely")), ("sure", ("sure",))])
def test_confidence(view: View, least: str, confident: tuple[str, ...]) -> None:
    graph = sample_graph()
    page = view(graph).page
    page.locator("#sure").select_option(least)
    assert counts(page) == passing(graph, confident=confident)


def test_two_sources(view: View) -> None:
    graph = sample_graph()
    page = view(graph, address(view="office")).page
    page.locator("#sources").select_option("2")
    twice = [role for role in graph.roles if len(role.articles) >= 2]
    shown = {f"{role.person}" for role in twice}
    page.keyboard.press("t")
    people = page.locator("#table tbody tr", has=page.locator(".person")).filter(has_text="人物")
    expect(page.locator("#chips")).to_contain_text("至少 2 篇文章")
    expect(people).to_have_count(len(shown))
    assert shown


def test_an_area_with_what_lies_within(view: View) -> None:
    page = view(sample_graph()).page
    page.locator("#inside").select_option("area:南桥区")
    expect(page.locator("#chips")).to_contain_text("南桥区（含下辖）")
    page.keyboard.press("t")
    names = page.locator("#table tbody").first.locator(".person").all_inner_texts()
    assert set(names) >= {"沈望舒", "钟鼎文", "陆青禾"}
    assert "买明·吐尔孙" not in names
    page.locator("#table .close").click()
    page.locator("#inside").select_option("area:清源市")
    assert counts(page)[0] == 8


def test_one_connected_part(view: View) -> None:
    graph = sample_graph()
    lonely = replace(
        graph, ties=tuple(tie for tie in graph.ties if CHAIR not in tie.persons and "陆青禾" not in tie.persons)
    )
    page = view(lonely).page
    parts = page.locator("#piece option").all_inner_texts()
    assert len(parts) == 3
    page.locator("#piece").select_option(index=1)
    size = int(re.search(r"等 (\d+) 个", parts[1])[1])  # type: ignore[index]
    assert counts(page)[0] == size < 8


def test_each_filter_is_undone_alone_and_all_together(view: View) -> None:
    page = view(sample_graph(), address(least="2", sure="likely", hide="")).page
    chips = page.locator("#chips .chip")
    expect(chips).to_have_count(3)
    chips.filter(has_text="至少同场").click()
    expect(chips).to_have_count(1)
    assert counts(page) == passing(sample_graph(), confident=("sure", "likely"))
    page.go_back()
    expect(chips).to_have_count(3)
    chips.filter(has_text="全部取消").click()
    expect(chips).to_have_count(0)
    assert counts(page) == (8, 17)


def test_an_empty_picture_names_the_filter_to_blame(view: View) -> None:
    page = view(sample_graph(), address(least="9")).page
    expect(page.locator("#shown")).to_contain_text("没有可画的")
    page.locator("#shown a").filter(has_text="至少同场 9 次").click()
    assert counts(page) == (8, 17)


def test_lists_say_what_the_filters_leave_out(view: View) -> None:
    graph = sample_graph()
    page = view(graph, address(of=f"person:{CHAIR}", least="2")).page
    often = [tie for tie in graph.ties if CHAIR in tie.persons and tie.weight >= 2]
    assert page.locator('[data-title="同场的人"] li').count() == len(often)
    rest = len([tie for tie in graph.ties if CHAIR in tie.persons]) - len(often)
    expect(page.locator("#right")).to_contain_text(f"另有 {rest} 项未通过筛选")


def test_positions_stay_under_filters(view: View, tmp_path: Path) -> None:
    page = view(sample_graph()).page

    def places() -> dict[str, tuple[str, str]]:
        circles = etree.fromstring(taken(page, "svg", tmp_path)).findall("{*}circle")
        return {circle[0].text: (circle.get("cx"), circle.get("cy")) for circle in circles}

    before = places()
    page.locator("#least").fill("2")
    after = places()
    assert 0 < len(after) < len(before)
    assert after.items() <= before.items()


def test_the_address_holds_the_filters(view: View) -> None:
    page = view(sample_graph()).page
    page.locator("#least").fill("2")
    page.locator("#sure").select_option("likely")
    again = view(sample_graph(), "#" + page.url.partition("#")[2]).page
    assert counts(again) == counts(page)
    expect(again.locator("#chips .chip")).to_have_count(3)


def test_an_address_of_other_data_says_so(view: View) -> None:
    page = view(sample_graph(), address(of=f"person:{CHAIR}", data="00000000")).page
    expect(title(page)).to_have_text(CHAIR)
    expect(page.locator("#chips")).to_contain_text("另一版数据")
