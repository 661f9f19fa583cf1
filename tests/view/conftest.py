"""Pages written from made graphs, open in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.model import Graph
from kg.view import write_view

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


class Opened:
    """A page, and what went wrong or went out while it was open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.troubles: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}") or dialog.dismiss())


@pytest.fixture
def view(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a graph's page and open it as a double click would; at the end nothing may have gone wrong."""
    opened: list[Opened] = []
    contexts = []

    def open_page(
        graph: Graph, address: str = "", size: tuple[int, int] = (1440, 900), scheme: str = "light"
    ) -> Opened:
        path = tmp_path / "index.html"
        write_view(graph, path)
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        opened.append(Opened(context.new_page()))
        opened[-1].page.goto(path.as_uri() + address)
        opened[-1].page.wait_for_selector("#shown:not(:empty)", state="attached")
        return opened[-1]

    yield open_page
    for one in opened:
        assert one.troubles == []
        # What is taken away is a blob of the page's own: no request to anybody.
        asked = {url.partition("#")[0] for url in one.requests if not url.startswith("blob:")}
        assert asked == {(tmp_path / "index.html").as_uri()}
    for context in contexts:
        context.close()
