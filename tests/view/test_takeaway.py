"""What is taken away: pictures, tables, a link, a reference."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.samples import SAMPLE_TEXTS, hostile_graph, sample_graph
from tests.view.conftest import Opened
from tests.view.test_view import CHAIR, address, title

View = Callable[..., Opened]
GEXF = "{http://gexf.net/1.3}"


def taken(page: Page, kind: str, tmp_path: Path) -> bytes:
    page.locator("#take summary").click()
    with page.expect_download() as download:
        page.locator(f'[data-take="{kind}"]').click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


def test_png_is_twice_the_picture(view: View, tmp_path: Path) -> None:
    page = view(sample_graph()).page
    png = taken(page, "png", tmp_path)
    assert png.startswith(b"\x89PNG")
    size = page.evaluate("['clientWidth', 'clientHeight'].map(side => 2 * document.getElementById('picture')[side])")
    assert list(struct.unpack(">II", png[16:24])) == size


@pytest.mark.parametrize("graph", [sample_graph(), hostile_graph()], ids=["sample", "hostile"])
@pytest.mark.parametrize("of", ["who", "office", "all"])
def test_svg_gexf_and_csv_hold_what_is_shown(view: View, tmp_path: Path, graph, of: str) -> None:  # type: ignore[no-untyped-def]
    page = view(graph, address(view=of)).page
    page.keyboard.press("t")
    expect(page.locator("#table caption")).to_have_count(2)
    captions = page.locator("#table caption").all_inner_texts()
    nodes, edges = (int("".join(char for char in text if char.isdigit())) for text in captions)
    page.locator("#table .close").click()
    svg = etree.fromstring(taken(page, "svg", tmp_path))
    assert len(svg.findall("{*}line")) == edges
    assert len(svg.findall("{*}circle")) + len(svg.findall("{*}polygon")) == nodes
    gexf = etree.fromstring(taken(page, "gexf", tmp_path))
    ids = [node.get("id") for node in gexf.iter(f"{GEXF}node")]
    assert len(set(ids)) == len(ids) == nodes
    assert len(list(gexf.iter(f"{GEXF}edge"))) == edges
    assert all({edge.get("source"), edge.get("target")} <= set(ids) for edge in gexf.iter(f"{GEXF}edge"))
    rows = list(csv.reader(io.StringIO(taken(page, "csv", tmp_path).decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {17}
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")]


def test_every_tie_of_the_csv_has_quotes_that_stand_in_the_file(view: View, tmp_path: Path) -> None:
    page = view(sample_graph()).page
    rows = list(csv.DictReader(io.StringIO(taken(page, "csv", tmp_path).decode("utf-8-sig"))))
    assert {(row["from"], row["to"]) for row in rows if not row["quote"]} == set()
    assert len(rows) >= 2 * len(sample_graph().ties)
    for row in rows:
        printed = SAMPLE_TEXTS[row["document"]][int(row["start"]) : int(row["end"])]
        assert "".join(printed.split()) == row["quote"]


def test_a_reference_after_the_standard(view: View) -> None:
    opened = view(sample_graph(), address(of="person:白露-清源市"))
    page = opened.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    quoting = page.locator("#right .quoting").first
    quoting.hover()
    quoting.locator("[data-cite]").click()
    expect(page.locator("#toast")).to_have_text("引文及出处已复制")
    quote, source, place, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert quote == "“清源市文联主席白露”"
    assert (
        source
        == "清融媒. 清源市与北桥区举行对接座谈会[N]. 清源日报, 2020-03-11/2020-03-17. https://paper.example/12?a=1&b=2"
    )
    start, end = (int("".join(c for c in part if c.isdigit())) for part in place.split("第")[-1].split("–"))
    assert "".join(SAMPLE_TEXTS["清源日报 第12期.txt"][start:end].split()) == quote[1:-1]
    page.goto(link)
    page.reload()
    expect(title(page)).to_have_text("白露同名？")
    expect(page.locator("#reader mark.hit")).to_have_text("清源市文联主席白露")


def test_a_link_reopens_this_state(view: View) -> None:
    opened = view(sample_graph(), address(of=f"person:{CHAIR}", least="2", colour="group"))
    page = opened.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#take summary").click()
    page.locator('[data-take="link"]').click()
    expect(page.locator("#toast")).to_have_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    again = view(sample_graph(), "#" + link.partition("#")[2]).page
    expect(title(again)).to_have_text(CHAIR)
    expect(again.locator("#chips .chip")).to_have_count(1)
    expect(again.locator("#colour")).to_be_checked()
