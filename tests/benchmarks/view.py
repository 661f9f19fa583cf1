"""How long a large graph's page takes to write, to open and to act, in a real browser.

Run by hand: ``.venv/bin/python tests/benchmarks/view.py [--small]``. 2,000 persons with 20,000 ties, then, unless
``--small``, 20,000 with 200,000, all made up. Times are by the clock; frames are those the browser made while the mouse
dragged the picture. What has not come after a minute is given as —.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from kg.model import Graph
from kg.view import write_view
from kg.view.names import spellings
from tests.benchmarks.made import made_graph
from tests.conftest import FLAGS

SIZES = ((2_000, 20_000), (20_000, 200_000))
PATIENCE = 60.0
"""Seconds after which something is held not to come."""
DRAG = 2.0
"""Seconds of dragging."""

Row = tuple[str, float | None, str]

READY = "performance.getEntriesByName('kg-ready')[0]?.startTime ?? null"
FREE = "document.querySelector('#tip').hidden || document.querySelector('#tip').textContent.includes(' — ')"
"""No node is under the mouse, that would be dragged alone; nothing or a line."""
COUNT_FRAMES = """() => {
  window.frames_ = [];
  const note = (at) => { window.frames_.push(at); window.noting = requestAnimationFrame(note); };
  window.noting = requestAnimationFrame(note);
}"""
STOP = "() => { cancelAnimationFrame(window.noting); return window.frames_; }"
CLICKED = """() => {
  window.since = performance.now();
  window.took = null;
  const look = () => {
    if (document.querySelector("#reader mark.hit")) window.took = performance.now() - window.since;
    else requestAnimationFrame(look);
  };
  document.querySelector("#right .quote").click();
  look();
}"""
TYPED = """(name) => {
  window.took = null;
  const query = document.querySelector("#query");
  query.addEventListener("keydown", () => { window.since = performance.now(); }, { once: true, capture: true });
  const look = () => {
    const there = [...document.querySelectorAll("#found [role=option]")].some((one) => one.textContent.includes(name));
    if (there) window.took = performance.now() - window.since;
    else requestAnimationFrame(look);
  };
  look();
  query.focus();
}"""


def awaited(page: Page, expression: str) -> float | None:
    """What the expression gives as soon as it gives a number; ``None`` where it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            value = page.evaluate(expression)
        except Error:  # the page is being exchanged for another
            value = None
        if value is not None:
            return float(value)
        time.sleep(0.05)
    return None


def opened(browser: Browser, address: str) -> tuple[Page, float | None]:
    """A page, and milliseconds from the start of its opening until its first picture stood."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address, wait_until="commit")
    return page, awaited(page, READY)


def dragged(page: Page) -> tuple[float, float] | None:
    """Frames a second, and milliseconds of the longest, while the mouse drags; ``None`` if it finds no hold."""
    box = page.locator("#picture").bounding_box()
    if box is None:
        return None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    spots = (
        (middle[0] + 23 * math.sqrt(i) * math.cos(i), middle[1] + 23 * math.sqrt(i) * math.sin(i)) for i in range(99)
    )
    for x, y in spots:
        page.mouse.move(x, y)
        if page.evaluate(FREE):
            break
    else:
        return None
    page.mouse.down()
    page.mouse.move(x + 10, y)
    page.evaluate(COUNT_FRAMES)
    start = time.monotonic()
    while (passed := time.monotonic() - start) < DRAG:
        page.mouse.move(x + 150 * math.sin(passed * 4), y + 100 * math.sin(passed * 3))
    at = page.evaluate(STOP)
    page.mouse.up()
    if len(at) < 2:
        return None
    return 1000 * (len(at) - 1) / (at[-1] - at[0]), max(b - a for a, b in pairwise(at))


def panned(page: Page, state: str) -> Iterator[Row]:
    """How smoothly it moves."""
    try:
        frames, longest = dragged(page) or (None, None)
    except Error:
        frames = longest = None
    yield f"panning, {state}", frames, "frames/s"
    yield "  longest frame", longest, "ms"


def acted(browser: Browser, address: str, graph: Graph) -> Iterator[Row]:
    """How soon the page does what it is asked to, of the person who has been at most events."""
    busiest = Counter(part.person for part in graph.participations).most_common(1)[0][0]
    page, _ = opened(browser, f"{address}#person={busiest}")
    there = awaited(page, "document.querySelectorAll('#right .quote').length || null")
    took = None
    if there:
        page.evaluate(CLICKED)
        took = awaited(page, "window.took")
    yield "click on a quote until its words are marked", took, "ms"
    page.close()
    page, _ = opened(browser, address)
    page.evaluate(TYPED, busiest)
    page.keyboard.type(spellings(busiest).split(" ")[0])
    yield "first key of a name until it is found", awaited(page, "window.took"), "ms"
    page.close()


def measured(browser: Browser, graph: Graph, path: Path) -> Iterator[Row]:
    """All that is measured of one graph."""
    start = time.monotonic()
    write_view(graph, path)
    yield "writing", time.monotonic() - start, "s"
    yield "file", path.stat().st_size / 1e6, "MB"
    page, ready = opened(browser, path.as_uri())
    yield "opening until the first picture", None if ready is None else ready / 1000, "s"
    yield from panned(page, "as opened")
    more = page.locator("#shown [data-show=all]")
    if more.count():
        start = time.monotonic()
        more.click()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        yield "asked for all, until drawn", 1000 * (time.monotonic() - start), "ms"
        yield from panned(page, "all")
    page.close()
    yield from acted(browser, path.as_uri(), graph)


def main() -> None:
    chromium = os.environ.get("KG_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for people, ties in SIZES[: 1 if "--small" in sys.argv[1:] else None]:
            graph = made_graph(people, ties)
            print(f"{people:,} persons, {len(graph.ties):,} ties, {len(graph.events):,} events")
            for name, value, unit in measured(browser, graph, Path(folder) / "index.html"):
                print(f"  {name:44}{'—' if value is None else f'{value:,.1f}':>10} {unit}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
