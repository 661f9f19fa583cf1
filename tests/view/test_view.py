"""index.html in a real browser: it opens from the disk, finds, shows, proves, and lets nothing in or out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from kg.model import Evidence, Graph, Person
from kg.view import write_view
from kg.view.data import Quotes
from kg.view.network import CORE, network
from kg.view.page import ASSETS, render
from tests.samples import NASTY, hostile_graph, sample_graph
from tests.view.conftest import SCREENSHOTS, Opened
from tests.view.town import town_graph

View = Callable[..., Opened]
CHAIR = "沈望舒"


def address(of: str = "", **pairs: str) -> str:
    """The address in which ``of`` (``person:沈望舒``) is selected."""
    kind, _, name = of.partition(":")
    return "#" + urlencode(({kind: name} if of else {}) | pairs)


def search(page: Page, words: str) -> Locator:
    page.keyboard.press("/")
    page.keyboard.type(words)
    return page.locator("#found [role=option]")


def title(page: Page) -> Locator:
    return page.locator("#right .head h2")


# --- opening


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_opens_from_the_disk_and_says_what_it_is(view: View, size: tuple[int, int], scheme: str) -> None:
    page = view(sample_graph(), size=size, scheme=scheme).page
    about = page.locator("#about")
    expect(about).to_contain_text("2 份文件")
    expect(about).to_contain_text("2020-03-10 至 17")
    expect(page.locator(".figures dd")).to_have_text(["2", "8", "9", "3"])
    expect(page.locator("#shown")).to_contain_text("8 人，17 对同场")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"sample-{size[0]}-{scheme}.png")


def test_is_one_file_that_may_fetch_nothing() -> None:
    html = render(sample_graph())
    assert "default-src 'none'" in html
    assert not re.search(r"<(link|img|iframe|base)\b|\b(src|srcset)=|@import|url\(", html.split('id="data"')[0])
    assert html.index("Content-Security-Policy") < html.index("<style")


def test_nothing_can_be_fetched_even_by_a_script_of_the_page(view: View) -> None:
    opened = view(sample_graph())
    refused = opened.page.evaluate("fetch('https://example.invalid/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    assert any("Content Security Policy" in trouble for trouble in opened.troubles)
    opened.troubles.clear()


def test_an_empty_graph_has_a_page_too(view: View) -> None:
    page = view(Graph(version="0")).page
    expect(page.locator("#shown")).to_contain_text("没有可画的")


# --- finding


@pytest.mark.parametrize("words", ["沈望舒", "望舒", "shenwangshu", "sws", "SWS", "南桥区委书记", "沈书记"])
def test_search_finds_a_person_by_characters_pinyin_initials_and_office(view: View, words: str) -> None:
    page = view(sample_graph()).page
    found = search(page, words)
    expect(found.first).to_contain_text(CHAIR)
    expect(found.first).to_contain_text("南桥区委书记")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text(CHAIR)


def test_search_tells_namesakes_apart(view: View) -> None:
    page = view(sample_graph()).page
    found = search(page, "hyt")
    expect(found).to_have_count(2)
    assert sorted(found.all_inner_texts()) == ["何雨桐\n北桥区教育局局长", "何雨桐\n南桥区领导"]
    page.keyboard.press("ArrowDown")
    second = found.nth(1).inner_text().split("\n")[1]
    page.keyboard.press("Enter")
    expect(page.locator("#right section").filter(has_text="职务").first).to_contain_text(second[-2:])
    expect(page.locator("#right .notice")).to_contain_text("何雨桐")


def test_a_family_name_of_two_readings_is_found_by_both(view: View) -> None:
    graph = replace(sample_graph(), persons=(*sample_graph().persons, Person("单若谷", "单若谷")))
    page = view(graph).page
    for words in ("srg", "drg", "shanruogu"):
        expect(search(page, words).first).to_contain_text("单若谷")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def test_search_that_finds_nothing_says_so(view: View) -> None:
    page = view(sample_graph()).page
    expect(search(page, "zzz")).to_have_count(0)
    expect(page.locator("#found")).to_contain_text("不等于不存在")


@pytest.mark.parametrize(
    ("words", "name"), [("柳荫路", "柳荫路"), ("qyswl", "清源市文联"), ("督导防汛", "沈望舒督导防汛工作")]
)
def test_search_finds_places_bodies_and_events(view: View, words: str, name: str) -> None:
    page = view(sample_graph()).page
    expect(search(page, words).first).to_contain_text(name)


# --- details and their proof


def test_person_shows_offices_events_and_company(view: View) -> None:
    page = view(sample_graph(), address(of="person:买明·吐尔孙")).page
    right = page.locator("#right")
    expect(right).to_contain_text("副市长")
    expect(right.locator(".badge.former")).to_have_text("曾任")
    expect(right).to_contain_text("见于 2020-03-11 至 17")
    expect(right).to_contain_text("清源市与北桥区对接座谈会")
    assert right.locator('[data-title="同场的人"] li').count() == 4


def test_company_is_ranked_and_leads_to_the_shared_events(view: View) -> None:
    page = view(sample_graph(), address(of=f"person:{CHAIR}")).page
    rows = page.locator('[data-title="同场的人"] li')
    ties = sorted((t for t in sample_graph().ties if CHAIR in t.persons), key=lambda t: -t.strength)
    assert rows.count() == len(ties)
    expect(rows.first).to_contain_text(next(p for p in ties[0].persons if p != CHAIR))
    rows.first.locator(".times").click()
    expect(page.locator('[data-title="同场的事件"] > ul > li')).to_have_count(ties[0].weight)
    assert page.locator("#right .quote").count() >= 2 * ties[0].weight


def test_every_quote_opens_the_article_with_exactly_its_words_marked(view: View) -> None:
    graph = sample_graph()
    page = view(graph, address(of=f"person:{CHAIR}")).page
    quotes = page.locator("#right .quote:visible")
    assert quotes.count() >= 4
    for i in range(quotes.count()):
        quote = quotes.nth(i)
        words = quote.locator("mark").inner_text()
        assert words in {piece.exact for held in (*graph.roles, *graph.participations) for piece in held.evidence}
        quote.click()
        expect(page.locator("#reader mark.hit")).to_have_text(words)
        expect(page.locator("#reader mark.hit")).to_be_in_viewport()
        expect(quote).to_have_attribute("aria-pressed", "true")
    page.screenshot(path=SCREENSHOTS / "reader.png")
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(title(page)).to_have_text(CHAIR)


def test_each_quote_names_paper_date_and_headline(view: View) -> None:
    page = view(sample_graph(), address(of="person:白露-清源市")).page
    source = page.locator("#right .quote .source").first
    for words in ("2020-03-11 至 17", "清源市与北桥区举行对接座谈会", "清源日报"):
        expect(source).to_contain_text(words)
    expect(page.locator("#right .badge.unsure").first).to_have_text("存疑")


def test_words_after_characters_outside_the_basic_plane_are_marked_in_place(view: View) -> None:
    graph = sample_graph()
    seen = graph.articles[0]
    text = seen.article.text.replace("3月9日上午", "3月9日𠮷𠮷", 1)
    assert len(text) == len(seen.article.text)
    assert len(text.encode("utf-16-le")) > 2 * len(text)
    page = view(
        replace(graph, articles=(replace(seen, article=replace(seen.article, text=text)), *graph.articles[1:])),
        address(of=f"person:{CHAIR}"),
    ).page
    for quote in page.locator("#right .quote:visible").all()[:2]:
        words = quote.locator("mark").inner_text()
        quote.click()
        expect(page.locator("#reader mark.hit")).to_have_text(words)
        assert words in text


def test_words_that_do_not_stand_together_are_quoted_beside_the_article(view: View) -> None:
    graph = sample_graph()
    role = next(role for role in graph.roles if role.person == "钟鼎文")
    torn: Evidence = replace(role.evidence[0], at=-1, exact="区领导钟鼎文")
    roles = tuple(replace(r, evidence=(torn,)) if r is role else r for r in graph.roles)
    page = view(replace(graph, roles=roles), address(of="person:钟鼎文")).page
    page.locator('#right [data-title="职务"] .quote').click()
    expect(page.locator("#reader blockquote mark")).to_have_text("区领导钟鼎文")
    expect(page.locator("#reader .text mark")).to_have_count(0)


def test_event_body_area_and_article_have_their_details(view: View) -> None:
    graph = sample_graph()
    page = view(graph, address(of=f"event:{graph.events[0].id}")).page
    expect(page.locator('[data-title="参加者"] li').first).to_contain_text("主持")
    page.goto(page.url.partition("#")[0] + address(of="body:南桥区委"))
    expect(page.locator('[data-title="任职者"] li')).to_have_count(2)
    page.goto(page.url.partition("#")[0] + address(of="area:南桥区"))
    expect(page.locator('[data-title="机构"]')).to_contain_text("南桥区委")
    seen = graph.articles[0].article
    page.goto(page.url.partition("#")[0] + address(of=f"article:{seen.document}/{seen.id}"))
    expect(page.locator("#right")).to_contain_text("文晓")
    page.locator("#right [data-article]").click()
    expect(page.locator("#reader h2")).to_have_text("南桥区委常委（扩大）会议召开")


SWEEP = """words => {
  const picture = document.getElementById("picture");
  const tip = document.getElementById("tip");
  const box = picture.getBoundingClientRect();
  for (let y = 60; y < box.height - 40; y += 7) {
    for (let x = 20; x < box.width - 20; x += 7) {
      const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true, pointerType: "mouse" };
      picture.dispatchEvent(new PointerEvent("pointermove", at));
      if (!tip.hidden && tip.textContent === words) return [at.clientX, at.clientY];
    }
  }
}"""


def spot(page: Page, words: str) -> tuple[float, float]:
    """Where a node or line lies, found as a reader finds it: by pointing until its tip shows."""
    found = page.evaluate(SWEEP, words)
    assert found, f"nothing in the picture answers with {words}"
    return found[0], found[1]


@pytest.mark.parametrize(
    ("view_name", "tip", "name"),
    [
        ("who", "南桥区委书记", CHAIR),
        ("who", "沈望舒 — 钟鼎文 2 次", "沈望舒钟鼎文"),
        ("office", "南桥区委书记", CHAIR),
        ("office", "沈望舒 — 南桥区委 书记", "沈望舒南桥区委"),
        ("all", "2020-03-11 会议", "清源市与北桥区对接座谈会"),
    ],
)
def test_a_click_on_a_node_or_line_selects_it(view: View, view_name: str, tip: str, name: str) -> None:
    page = view(sample_graph(), address(view=view_name), size=(1000, 600)).page
    page.mouse.click(*spot(page, tip))
    expect(title(page)).to_have_text(name)


# --- language, address, keys


def test_english_and_back(view: View) -> None:
    page = view(sample_graph(), address(of=f"person:{CHAIR}")).page
    page.get_by_role("button", name="English").click()
    expect(page.locator("#views a").first).to_have_text("Who met whom")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#right")).to_contain_text("Offices")
    expect(title(page)).to_have_text(CHAIR)
    expect(page.locator("#right h2[lang=zh-CN]")).to_have_count(1)
    page.reload()
    expect(page.locator("#right")).to_contain_text("chair, speaker")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("#right")).to_contain_text("主持、讲话")


def test_both_languages_say_the_same_things() -> None:
    keys = re.compile(r'^ +(?:"([\w.-]+)"|(\w+)): |, "([\w.-]+)": ', re.MULTILINE)
    chinese, english = (
        {max(found) for found in keys.findall((ASSETS / name).read_text(encoding="utf-8"))}
        for name in ("chinese.js", "english.js")
    )
    assert len(chinese) > 200
    assert chinese == english


def test_the_scripts_say_only_what_both_languages_have() -> None:
    spoken = set()
    for path in ASSETS.glob("*.js"):
        spoken |= set(re.findall(r'say\("([\w.-]+)"', path.read_text(encoding="utf-8")))
    for attribute in ("word", "label"):
        spoken |= set(
            re.findall(rf'data-{attribute}="([\w.]+)"', (ASSETS / "template.html").read_text(encoding="utf-8"))
        )
    words = (ASSETS / "chinese.js").read_text(encoding="utf-8")
    missing = {
        key for key in spoken if f'"{key}":' not in words and not re.search(rf"^ +{re.escape(key)}: ", words, re.M)
    }
    assert missing == set()


def test_back_goes_through_selection_view_and_article(view: View) -> None:
    page = view(sample_graph()).page
    search(page, CHAIR)
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text(CHAIR)
    page.locator("#views a").nth(1).click()
    expect(page.locator('#views [aria-current="true"]')).to_have_text("谁任何职")
    page.locator("#right .quote").first.click()
    expect(page.locator("#reader")).to_be_visible()
    page.go_back()
    expect(page.locator("#reader")).to_be_hidden()
    page.go_back()
    expect(page.locator('#views [aria-current="true"]')).to_have_text("谁见过谁")
    expect(title(page)).to_have_text(CHAIR)
    page.go_back()
    expect(page.locator("#right h2")).to_have_text("从这里看起")


def test_undo_never_leaves_the_page(view: View) -> None:
    page = view(sample_graph()).page
    home = page.url
    page.evaluate("document.title = 'here'")  # gone, if the page were left
    for key in ("Control+z", "Backspace"):
        page.keyboard.press(key)
    search(page, CHAIR)
    page.keyboard.press("Enter")
    page.locator('#right [data-title="同场的人"] .times').first.click()
    expect(page.locator("#right .head h2 a")).to_have_count(2)
    for _ in range(2):
        page.keyboard.press("Control+z")
        page.wait_for_timeout(100)
    expect(page.locator("#right h2")).to_have_text("从这里看起")
    for _ in range(3):
        page.keyboard.press("Control+z")
        page.wait_for_timeout(50)
    assert page.url.rstrip("#") == home
    page.keyboard.press("Control+Shift+z")
    expect(title(page)).to_have_text(CHAIR)
    assert page.title() == "here"


def test_the_address_reopens_what_was_shown(view: View) -> None:
    page = view(sample_graph(), address(of=f"person:{CHAIR}")).page
    page.locator("#right .quote:visible").nth(2).click()
    words = page.locator("#reader mark.hit").inner_text()
    where = page.url.partition("#")[2]
    again = view(sample_graph(), f"#{where}").page
    expect(again.locator("#reader mark.hit")).to_have_text(words)
    expect(title(again)).to_have_text(CHAIR)


@pytest.mark.parametrize("nonsense", ["#of=person:nobody", "#view=x&read=y&words=1-2", "#%E0%A4%A", "#of=<b>"])
def test_an_address_of_nothing_opens_the_start(view: View, nonsense: str) -> None:
    expect(view(sample_graph(), nonsense).page.locator("#right h2")).to_have_text("从这里看起")


def test_escape_closes_one_thing_at_a_time(view: View) -> None:
    page = view(sample_graph(), address(of=f"person:{CHAIR}")).page
    page.locator("#right .quote").first.click()
    expect(page.locator("#reader")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(title(page)).to_have_text(CHAIR)
    page.keyboard.press("Escape")
    expect(page.locator("#right h2")).to_have_text("从这里看起")


# --- filters and larger graphs


def test_filters_take_out_and_bring_back(view: View) -> None:
    standing = [node for node in network(sample_graph(), Quotes(sample_graph()))[0] if "office" in node["views"]]
    areas = [node for node in standing if node["kind"] == "area"]
    page = view(sample_graph(), address(view="office")).page
    expect(page.locator("#shown")).to_have_text(f"图中 {len(standing)} 个")
    page.locator("#legend [data-kind=area]").click()
    expect(page.locator("#legend [data-kind=area]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#shown")).to_have_text(f"图中 {len(standing) - len(areas)} 个，共 {len(standing)} 个")
    page.locator("#legend [data-kind=area]").click()
    expect(page.locator("#shown")).to_have_text(f"图中 {len(standing)} 个")


def test_fewest_shared_events(view: View) -> None:
    graph = sample_graph()
    page = view(graph).page
    often = [tie for tie in graph.ties if tie.weight >= 2]
    page.locator("#least").fill("2")
    people = {person for tie in often for person in tie.persons}
    expect(page.locator("#shown")).to_have_text(f"图中 {len(people)} 人，共 8 人；{len(often)} 对同场，共 17 对")


def test_a_larger_graph_opens_on_its_strongest_part_and_says_so(view: View) -> None:
    page = view(town_graph(400), address(view="all")).page
    shown = page.locator("#shown")
    expect(shown).to_contain_text(f"联系最多的 {CORE} 个")
    graph = town_graph(400)
    total = len(network(graph, Quotes(graph))[0])
    expect(shown).to_contain_text(f"另有 {total - CORE} 个未画")
    page.screenshot(path=SCREENSHOTS / "town-part.png")
    shown.locator("[data-show=all]").click()
    expect(shown).to_contain_text(f"图中 {total} 个")


def test_search_brings_in_who_was_left_out(view: View) -> None:
    page = view(town_graph(400)).page
    listed = set(page.locator("#right .facts .thing").all_inner_texts())
    left = next(person.name for person in town_graph(400).persons if person.name not in listed)
    before = page.locator("#shown").inner_text()
    search(page, left)
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text(left)
    assert "所选的" in page.locator("#shown").inner_text() != before


# --- what comes from scanned pages is text and nothing else


def test_hostile_strings_stay_text(view: View) -> None:
    opened = view(hostile_graph(), address(view="all"))
    page = opened.page
    expect(page.locator(".figures dd").first).to_have_text(str(len(NASTY)))
    assert page.locator("script").count() == 3
    nasty = "</script><script>alert(1)</script>"
    for kind in ("person", "body", "event"):
        page.goto(page.url.partition("#")[0] + address(view="all", of=f"{kind}:{nasty}"))
        expect(title(page)).to_contain_text(nasty)
        page.locator("#right .quote:visible").first.click()
        expect(page.locator("#reader mark.hit")).to_have_text("书记")
        expect(page.locator("#reader h2")).to_contain_text(nasty)
    assert page.locator("#right script, #reader script, #right img").count() == 0


@pytest.mark.parametrize("nasty", NASTY)
def test_each_hostile_name_can_be_selected(view: View, nasty: str) -> None:
    if "\ud800" in nasty:
        nasty = nasty.replace("\ud800", "\ufffd")
    page = view(hostile_graph(), address(of=f"person:{nasty}")).page
    expect(page.locator("#right .kind")).to_contain_text("人物")


# --- the same input, the same bytes


def test_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.view import write_view;"
        "from tests.view.town import town_graph; write_view(town_graph(120), Path(sys.argv[1]))"
    )
    for seed in ("0", "1", "77"):
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / f"{seed}.html")],
            check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
    pages = {path.read_bytes() for path in tmp_path.glob("*.html")}
    assert len(pages) == 1


def test_it_is_small(tmp_path: Path) -> None:
    write_view(town_graph(100), tmp_path / "index.html")
    assert (tmp_path / "index.html").stat().st_size < 1_500_000
