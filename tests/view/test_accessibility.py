"""The main states of the page of the seeds, looked over by axe: nothing serious and nothing critical."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.view.test_acceptance import SITE


def choose(page: Page) -> None:
    page.locator(".findings a.person").first.click()
    expect(page.locator("#right .head h2")).to_be_visible()


def read(page: Page) -> None:
    choose(page)
    page.locator("#right .quote").first.click()
    expect(page.locator("#reader mark.hit")).to_be_visible()


def look_up(page: Page) -> None:
    page.locator("#query").fill("l")
    expect(page.locator("#found [role=option]").first).to_be_visible()


def table(page: Page) -> None:
    page.locator("[data-act=table]").click()
    expect(page.locator("#table")).to_be_visible()


def ask_for_help(page: Page) -> None:
    page.locator("[data-act=help]").click()
    expect(page.locator("#help")).to_be_visible()


def sift(page: Page) -> None:
    if page.locator("#controls").get_attribute("open") is None:
        page.locator("#controls summary").click()
    page.locator("#sources").select_option("2")
    expect(page.locator("#chips .chip").first).to_be_visible()


def pair(page: Page) -> None:
    page.locator(".findings a.times").first.click()
    expect(page.locator("#right .head h2 a")).to_have_count(2)


def post(page: Page) -> None:
    choose(page)
    page.locator("#right a.post").first.click()
    expect(page.locator("#right svg.timeline")).to_be_visible()


def menu(page: Page) -> None:
    page.locator("#take summary").click()
    expect(page.locator("[data-take=png]")).to_be_visible()


def offices(page: Page) -> None:
    page.locator("#views [data-view=office]").click()


def everything(page: Page) -> None:
    page.locator("#views [data-view=all]").click()


STATES = {
    "start": lambda _page: None, "search": look_up, "person": choose, "pair": pair, "post": post, "article": read,
    "table": table, "help": ask_for_help, "filters": sift, "menu": menu, "offices": offices, "everything": everything,
}  # fmt: skip
WIDE, NARROW = (1440, 900), (390, 844)
LOOKS = [
    *((name, "zh", WIDE, "light") for name in STATES),
    *((name, "zh", NARROW, "light") for name in ("start", "person", "article", "filters")),
    *((name, "en", WIDE, "light") for name in ("start", "post", "help", "everything")),
    *((name, "en", NARROW, "light") for name in ("start", "person", "table")),
    ("start", "zh", WIDE, "dark"),
    ("person", "zh", WIDE, "dark"),
    ("article", "zh", NARROW, "dark"),
]  # fmt: skip


def tell(violation: dict[str, Any]) -> str:
    where = "\n".join(f"    {' '.join(node['target'])}: {node['failureSummary']}" for node in violation["nodes"][:5])
    return f"{violation['impact']} {violation['id']}: {violation['help']} ({len(violation['nodes'])} places)\n{where}"


@pytest.mark.parametrize(
    ("name", "language", "size", "scheme"), LOOKS, ids=lambda v: str(v[0]) if isinstance(v, tuple) else v
)
def test_nothing_serious(browser: Browser, name: str, language: str, size: tuple[int, int], scheme: str) -> None:
    reach: Callable[[Page], None] = STATES[name]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=size[0] < 640,
        is_mobile=size[0] < 640,
        offline=True,
    )
    page = context.new_page()
    page.goto(SITE.as_uri() + ("#lang=en" if language == "en" else ""))
    page.wait_for_selector("#shown:not(:empty)", state="attached")
    reach(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    context.close()
    grave = [tell(violation) for violation in found if violation["impact"] in {"serious", "critical"}]
    assert not grave, "\n".join(grave)
