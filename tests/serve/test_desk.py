"""The desk as its users meet it: a browser, a server, the sample graph."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from kg.ask.questions import questions
from kg.export import write_turtle
from kg.model import Graph
from kg.view import write_view
from tests.samples import hostile_graph, sample_graph

ROOT = Path(__file__).parents[2]
WIDE, NARROW = (1440, 900), (390, 844)
NAMES = "SELECT ?name WHERE { ?p a schema:Person ; schema:name ?name } ORDER BY ?name"
THINGS = "SELECT ?person ?event WHERE { ?t kg:participant ?person ; kg:event ?event }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?c != ?i) }"
ANSWERS = {
    "name": "沈望舒", "body": "南桥区委", "one": "沈望舒", "two": "钟鼎文", "role": "书记", "words": "常委",
    "day": "2020-03-10", "least": "1",
}  # fmt: skip
TOLD = {"between": {"one": "南桥区委", "two": "南桥区政府"}, "without-head": {"role": "副书记"}}
FIND_COLOUR = """(canvas, wanted) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const is = (at) => wanted.every((value, i) => data[at + i] === value);
  let at = 0;
  while (!(is(at) && is(at + 16) && is(at + 16 * canvas.width))) at += 4;
  const scale = canvas.width / canvas.clientWidth;
  return [(at / 4) % canvas.width / scale + 2, Math.floor(at / 4 / canvas.width) / scale + 2];
}"""
"""Where a canvas has a spot of a colour."""

Desk = Callable[..., Page]


def serving(graph: Graph, folder: Path) -> Iterator[str]:
    write_turtle(graph, folder / "graph.ttl")
    write_view(graph, folder / "index.html")
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        said = ""
        while not (address := re.search(r"http://\S+?(?=/)", said)):
            line = process.stdout.readline()
            assert line, f"the server did not start: {said}"
            said += line
        yield address[0]
        process.terminate()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serving(sample_graph(), tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Desk]:
    """Open the desk; at the end no script failed and the browser refused nothing that the page wanted."""
    contexts, troubles = [], []

    def note(text: str) -> None:
        # That an answer has a status like 400 is what some of the tests want.
        if not text.startswith("Failed to load resource"):
            troubles.append(text)

    def open_desk(
        address: str = "", size: tuple[int, int] = WIDE, scheme: str = "light", init: str = "", at: str = site
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            accept_downloads=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.on("console", lambda message: note(message.text))
        page.on("pageerror", lambda error: note(str(error)))
        page.on("dialog", lambda dialog: note(f"dialog: {dialog.message}") or dialog.dismiss())
        page.goto(f"{at}/query{address}")
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_desk
    for context in contexts:
        context.close()
    assert troubles == []


def run(page: Page, query: str) -> None:
    page.locator("#text").fill(query)
    page.locator("#text").press("Control+Enter")


def cells(page: Page, column: int = 1) -> list[str]:
    page.wait_for_selector("#table td")
    return page.locator(f"#table td:nth-child({column})").all_inner_texts()


def ask(page: Page, name: str) -> None:
    page.locator(f"#questions [data-name={name}]").click()
    for parameter in questions()[name].parameters:
        value = TOLD.get(name, {}).get(parameter.name, ANSWERS[parameter.name])
        page.locator(f"#field-{parameter.name}").fill(value)
    page.locator("#form button").click()


def test_each_question_is_answered(desk: Desk) -> None:
    page = desk()
    for name in questions():
        ask(page, name)
        expect(page.locator("#said"), name).to_contain_text("行")
        expect(page.locator("#table tbody tr").first, name).to_be_visible()
        expect(page.locator("#text")).to_have_value(re.compile("SELECT"))
        given = {one.name: TOLD.get(name, {}).get(one.name, ANSWERS[one.name]) for one in questions()[name].parameters}
        asked = re.sub(r"^#.*\n", "", questions()[name].told(given), flags=re.M).rstrip()
        assert page.locator("#text").input_value() == asked


def test_what_is_told_cannot_change_the_question(desk: Desk) -> None:
    page = desk()
    page.locator("#questions [data-name=company]").click()
    nasty = 'a" . } ?least \\ DROP'
    page.locator("#field-name").fill(nasty)
    page.locator("#form button").click()
    expect(page.locator("#said")).to_contain_text("没有结果")
    assert '"a\\" . } ?least \\\\ DROP"' in page.locator("#text").input_value()


def test_names_are_suggested(desk: Desk) -> None:
    page = desk()
    page.locator("#questions [data-name=company]").click()
    page.locator("#field-name").fill("雨")
    option = page.locator("#names-name option")
    expect(option).to_have_count(1)
    assert option.get_attribute("value") == "何雨桐"


def test_a_form_wants_what_it_needs(desk: Desk) -> None:
    page = desk()
    page.locator("#questions [data-name=company]").click()
    assert page.locator("#field-name").get_attribute("placeholder") == "例：沈望舒"
    assert page.locator("#field-least").input_value() == "1"
    page.locator("#run").click()
    expect(page.locator("#said")).to_be_empty()
    assert page.evaluate("document.activeElement.id") == "field-name"


def test_a_query_changed_by_hand_stays(desk: Desk) -> None:
    page = desk()
    ask(page, "company")
    page.locator("#text").press("Control+End")
    page.keyboard.type(" LIMIT 1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("1 行")
    expect(page.locator("#edited")).to_be_visible()
    page.locator("#field-name").fill("陆青禾")
    assert page.locator("#text").input_value().endswith("LIMIT 1")
    page.reload()
    expect(page.locator("#said")).to_contain_text("1 行")
    expect(page.locator("#field-name")).to_have_value("沈望舒")


@pytest.mark.parametrize(
    ("typed", "key", "taken"),
    [
        ("sch", "Enter", "schema:"),
        ("SELECT * { ?s kg:chai", "Enter", "SELECT * { ?s kg:chair"),
        ("SELECT ?person { ?p", "Tab", "SELECT ?person { ?person"),
        ("sele", "Enter", "SELECT"),
        ("主持", "Enter", "kg:chair"),
    ],
)
def test_completion(desk: Desk, typed: str, key: str, taken: str) -> None:
    page = desk()
    text = page.locator("#text")
    text.press_sequentially(typed)
    expect(page.locator("#offers li").first).to_be_visible()
    text.press(key)
    assert text.input_value() == taken


def test_completion_says_what_a_term_means(desk: Desk) -> None:
    page = desk("#lang=en")
    text = page.locator("#text")
    text.press_sequentially("kg:chai")
    option = page.locator("#offers [aria-selected=true]")
    expect(option).to_contain_text("used")
    assert text.get_attribute("aria-activedescendant") == option.get_attribute("id")
    text.press("Escape")
    expect(page.locator("#offers")).to_be_hidden()
    text.press("Control+Space")
    expect(page.locator("#offers")).to_be_visible()
    text.fill('SELECT "sch')
    expect(page.locator("#offers")).to_be_hidden()


def test_colours_keep_the_text(desk: Desk) -> None:
    page = desk()
    hard = [
        *(question.query for question in questions().values()),
        "", "\n", "a\n\n\nb\n", '"""x\ny""" \'open', "<a b> < 3 && ?x > 4", "# ?no \"no\n?yes",
        "𠮷 ?名 \t schema:名 1.5e3", "'" * 3 + '"', "<script>alert(1)</script>",
    ]  # fmt: skip
    for query in hard:
        page.locator("#text").fill(query)
        assert page.evaluate("document.getElementById('colours').textContent") == query + "\n"
        heights = "['text', 'colours'].map((id) => document.getElementById(id).getBoundingClientRect().height)"
        assert len(set(page.evaluate(heights))) == 1
        # The textarea wraps as the colours do: it has nothing to scroll.
        assert page.evaluate("() => { const t = document.getElementById('text'); "
                             "return t.scrollHeight <= t.clientHeight + 1 }")  # fmt: skip


def test_undo_takes_back_a_completion(desk: Desk) -> None:
    page = desk()
    text = page.locator("#text")
    text.press_sequentially("ASK { ?s kg:chai")
    text.press("Enter")
    assert text.input_value() == "ASK { ?s kg:chair"
    text.press("Control+z")
    assert text.input_value() == "ASK { ?s kg:chai"


def test_tab_indents_and_does_not_hold(desk: Desk) -> None:
    page = desk()
    text = page.locator("#text")
    text.focus()
    text.press("Tab")
    assert text.input_value() == "  "
    text.press("Escape")
    text.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


def test_brackets_match(desk: Desk) -> None:
    page = desk()
    page.locator("#text").fill("ASK { { ?s ?p ?o } }")
    expect(page.locator("#colours .matched")).to_have_text(["{", "}"])


def test_the_wrong_line_is_marked(desk: Desk) -> None:
    page = desk()
    run(page, "SELECT ?n WHERE {\n  ?s a foo:Person }")
    expect(page.locator("#trouble")).to_contain_text("第 2 行")
    expect(page.locator("#trouble code")).to_contain_text("Prefix not found")
    expect(page.locator("#colours .wrong")).to_have_text(re.compile("foo:Person"))
    page.locator("#trouble button").click()
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.type("x")
    expect(page.locator("#colours .wrong")).to_have_count(0)


@pytest.mark.parametrize(("status", "words"), [(403, "只能查询"), (422, "太长"), (503, "限定时间"), (500, "（500）")])
def test_troubles_in_words(desk: Desk, status: int, words: str) -> None:
    page = desk()
    page.route("**/sparql*", lambda route: route.fulfill(status=status, body="<b>why</b>", content_type="text/plain"))
    run(page, NAMES)
    expect(page.locator("#trouble")).to_contain_text(words)
    expect(page.locator("#trouble code")).to_have_text("<b>why</b>")


def test_no_network(desk: Desk) -> None:
    page = desk()
    page.route("**/sparql*", lambda route: route.abort())
    run(page, NAMES)
    expect(page.locator("#trouble")).to_contain_text("连不上服务器")
    page.locator("#language").click()
    expect(page.locator("#trouble")).to_contain_text("cannot be reached")


def test_cancel(desk: Desk) -> None:
    page = desk()
    run(page, ENDLESS)
    page.locator("#cancel").click()
    expect(page.locator("#said")).to_have_text("已取消。")
    expect(page.locator("#cancel")).to_be_hidden()
    run(page, NAMES)
    assert len(cells(page)) == 9


def test_a_late_answer_is_not_shown(desk: Desk) -> None:
    page = desk()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "LIMIT 3" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/sparql*", hold)
    run(page, NAMES + " LIMIT 3")
    expect(page.locator("#said")).to_contain_text("正在查询")
    run(page, NAMES + " LIMIT 2")
    expect(page.locator("#said")).to_contain_text("2 行")
    held[0].fulfill(json={"head": {"vars": ["x"]}, "results": {"bindings": [{}] * 9}})
    page.wait_for_timeout(100)
    expect(page.locator("#said")).to_contain_text("2 行")


def test_yes_and_no_and_nothing(desk: Desk) -> None:
    page = desk()
    run(page, "ASK { ?s a schema:Person }")
    expect(page.locator("#said")).to_contain_text("是。")
    run(page, 'ASK { ?s schema:name "nobody" }')
    expect(page.locator("#said")).to_contain_text("否。")
    run(page, 'SELECT ?s { ?s schema:name "nobody" }')
    expect(page.locator("#said")).to_contain_text("不等于没有发生")


def test_rows_sort_by_click(desk: Desk) -> None:
    page = desk()
    run(page, "SELECT ?n ?d { VALUES (?n ?d) { (10 UNDEF) (9 '乙') (100 '甲') } }")
    head = page.locator("#table th button")
    for clicks, numbers in enumerate((["9", "10", "100"], ["100", "10", "9"], ["10", "9", "100"])):
        head.first.click()
        assert cells(page) == numbers, clicks
    head.nth(1).click()
    assert cells(page, 2) == ["甲", "乙", ""]
    assert page.locator("#table th").nth(1).get_attribute("aria-sort") == "ascending"
    assert page.locator("#table td.number").count() == 3


def test_long_answers_come_in_steps_and_say_where_they_are_cut(desk: Desk) -> None:
    page = desk()
    rows = [{"n": {"type": "literal", "value": str(n)}} for n in range(30_000)]
    answer = {"head": {"vars": ["n"]}, "results": {"bindings": rows}}
    page.route("**/sparql*", lambda route: route.fulfill(json=answer, headers={"Kg-Cut": "30000"}))
    run(page, NAMES)
    expect(page.locator("#cut")).to_contain_text("30,000")
    assert page.locator("#table tbody tr").count() == 500
    page.locator("#table .more").click()
    assert page.locator("#table tbody tr").count() == 1000


def test_csv(desk: Desk) -> None:
    page = desk()
    run(page, 'SELECT ?a ?b { VALUES (?a ?b) { ("沈,望\\"舒" -5) ("=SUM(A1)" "a\\nb") } }')
    page.wait_for_selector("#table td")
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "answer.csv"
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["a", "b"], ['沈,望"舒', "-5"], ["'=SUM(A1)", "a\nb"]]


def test_triples(desk: Desk) -> None:
    page = desk()
    run(page, 'CONSTRUCT { ?p kg:note "a\\"\\\\ \\n\\u4e00" ; kg:n 1 } { ?p schema:name "沈望舒" }')
    assert set(cells(page, 1)) == {"沈望舒"}
    assert any('a"\\' in text and "一" in text for text in cells(page, 3))
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "answer.ttl"
    assert "kg:note" in Path(download.value.path()).read_text(encoding="utf-8")


def test_a_picture(desk: Desk) -> None:
    page = desk()
    run(page, NAMES)
    picture = page.locator("[data-show=picture]")
    expect(picture).to_be_disabled()
    assert "IRI" in (picture.get_attribute("title") or "")
    run(page, THINGS)
    picture.click()
    page.wait_for_selector("#picture [data-settled]")
    assert page.locator("#picture .canvas").get_attribute("data-settled") == "11"
    expect(page.locator("#picture p")).to_contain_text("11 个")
    assert "show=picture" in page.url
    with page.expect_download() as download:
        page.locator("#png").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    page.locator("[data-show=table]").click()
    expect(page.locator("#table")).to_be_visible()


def test_a_picture_leads_on(desk: Desk) -> None:
    page = desk("#show=picture&query=" + quote("DESCRIBE <https://kg.example/id/person/沈望舒>"))
    canvas = page.locator("#picture [data-settled] canvas")
    canvas.scroll_into_view_if_needed()
    at = canvas.evaluate(FIND_COLOUR, [0, 0x72, 0xB2])
    canvas.click(position={"x": at[0], "y": at[1]})
    page.wait_for_url(re.compile("/#(person|event)="))


def test_links_lead_into_the_view(desk: Desk) -> None:
    page = desk()
    run(page, 'SELECT ?p { ?p schema:name "沈望舒" }')
    page.locator("#table a").click()
    expect(page.locator("#right .head h2")).to_contain_text("沈望舒")
    page.go_back()
    expect(page.locator("#table a")).to_have_text("沈望舒")


def test_a_name_leads_to_whom_it_means(desk: Desk) -> None:
    page = desk()
    ask(page, "company")
    expect(page.locator("#said")).to_contain_text("7 行")
    # Two are called 何雨桐, two 白露: each name leads to the one that is meant.
    names = page.locator("#table td:nth-child(2) a")
    assert sorted(names.all_inner_texts()) == sorted(
        ["买明·吐尔孙", "何雨桐", "何雨桐", "白露", "白露", "钟鼎文", "陆青禾"]
    )
    assert len({link.get_attribute("href") for link in names.all()}) == 7
    assert "Iri" not in page.locator("#table thead").inner_text()
    page.locator("#table a", has_text="陆青禾").click()
    expect(page.locator("#right .head h2")).to_contain_text("陆青禾")
    page.go_back()
    ask(page, "chairs")
    page.locator("[data-show=picture]").click()
    page.wait_for_selector("#picture [data-settled]")


@pytest.mark.parametrize("kind", ["body", "area", "event", "reporter", "article", "role-held", "evidence"])
def test_every_kind_of_link_leads_somewhere(desk: Desk, kind: str) -> None:
    page = desk()
    run(
        page,
        f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER (REGEX(STR(?s), "/id/{kind}/[^/]+(/a1)?$")) }} ORDER BY ?s LIMIT 1',
    )
    link = page.locator("#table a")
    name = link.inner_text()
    link.click()
    if kind == "role-held":
        expect(page.locator("#said")).to_contain_text("条陈述")
    elif kind == "evidence":
        expect(page.locator("#reader mark.hit").first).to_be_visible()
    elif kind == "article":
        page.wait_for_url("**/id/article/**")
        expect(page.locator("article h1")).to_be_visible()
    else:
        shown = page.locator("#right .head h2")
        expect(shown).to_be_visible()
        assert shown.inner_text()[:2] in name


def test_history(desk: Desk) -> None:
    page = desk()
    ask(page, "company")
    expect(page.locator("#table td").first).to_be_visible()
    run(page, NAMES)
    expect(page.locator("#said")).to_contain_text("9 行")
    page.reload()
    page.locator("#past summary").click()
    expect(page.locator("#history li")).to_have_count(2)
    page.locator("#history button").nth(1).click()
    expect(page.locator("#field-name")).to_have_value("沈望舒")
    expect(page.locator("#said")).to_contain_text("7 行")
    page.locator("#forget").click()
    expect(page.locator("#history")).to_contain_text("还没有问过")


def test_a_query_never_run_is_kept(desk: Desk) -> None:
    page = desk()
    page.locator("#text").fill("SELECT * { ?long ?work ?done }")
    page.locator("#questions [data-name=company]").click()
    assert "kg:CoAttendance" in page.locator("#text").input_value()
    page.locator("#past summary").click()
    page.locator("#history button").click()
    expect(page.locator("#text")).to_have_value("SELECT * { ?long ?work ?done }")


def test_chinese_is_composed(desk: Desk) -> None:
    page = desk()
    page.locator("#text").press_sequentially("ASK { ?s kg:part ")
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "zhuchi", "selectionStart": 6, "selectionEnd": 6})
    expect(page.locator("#offers")).to_be_hidden()
    typing.send("Input.insertText", {"text": "主持"})
    expect(page.locator("#offers [aria-selected=true] code")).to_have_text("kg:chair")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value("ASK { ?s kg:part kg:chair")


def test_storage_blocked(desk: Desk) -> None:
    page = desk(init="Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });")
    run(page, NAMES)
    expect(page.locator("#said")).to_contain_text("9 行")
    page.locator("#past summary").click()
    expect(page.locator("#history button")).to_have_count(1)


def test_an_address_reopens_what_it_shows(desk: Desk) -> None:
    page = desk()
    ask(page, "company")
    expect(page.locator("#said")).to_contain_text("7 行")
    other = desk("#" + page.url.partition("#")[2])
    expect(other.locator("#said")).to_contain_text("7 行")
    expect(other.locator("#field-name")).to_have_value("沈望舒")
    run(other, NAMES)
    expect(other.locator("#said")).to_contain_text("9 行")
    other.go_back()
    expect(other.locator("#said")).to_contain_text("7 行")
    other.go_forward()
    expect(other.locator("#said")).to_contain_text("9 行")
    expect(other.locator("#text")).to_have_value(NAMES)


def test_hostile_text_stays_text(desk: Desk, tmp_path: Path) -> None:
    for site in serving(hostile_graph(), tmp_path):
        page = desk(at=site)
        run(page, "SELECT ?s ?p ?o { ?s ?p ?o }")
        page.wait_for_selector("#table td")
        while page.locator("#table .more").is_visible():
            page.locator("#table .more").click()
        run(page, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        expect(page.locator("#said")).to_contain_text("条陈述")
        assert page.locator("#table script, #table img").count() == 0
        page.locator("[data-show=picture]").click()
        page.wait_for_selector("#picture [data-settled]", timeout=30_000)
        page.locator("#questions [data-name=company]").click()
        page.locator("#field-name").fill("script")
        expect(page.locator("#names-name option").first).to_be_attached()
        address = "#query=" + quote("</textarea><script>alert(1)</script>")
        expect(desk(address, at=site).locator("#trouble")).to_contain_text("查询写得不对")


def test_english(desk: Desk) -> None:
    page = desk("#lang=en")
    ask(page, "company")
    expect(page.locator("#said")).to_contain_text("7 rows")
    page.locator("#past summary").click()
    seen = page.locator("body").inner_text()
    found = set(re.findall(r"[\u4e00-\u9fff]+", seen))
    told = {"中文", "主持", "沈望舒", *re.findall(r"[\u4e00-\u9fff]+", page.locator("#table").inner_text())}
    assert found <= told
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator("#language").click()
    expect(page.locator("#said")).to_contain_text("7 行")
    expect(page.locator("h1")).to_have_text("查询")


def test_a_phone(desk: Desk) -> None:
    page = desk(size=NARROW)
    ask(page, "company")
    expect(page.locator("#table td").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW[0]


@pytest.mark.parametrize(
    ("state", "size", "scheme", "address"),
    [
        ("start", WIDE, "light", ""),
        ("answer", WIDE, "light", ""),
        ("answer", WIDE, "dark", "#lang=en"),
        ("answer", NARROW, "light", "#lang=en"),
        ("picture", WIDE, "dark", ""),
        ("trouble", WIDE, "light", ""),
        ("trouble", NARROW, "dark", ""),
        ("offers", WIDE, "light", ""),
        ("offers", WIDE, "dark", ""),
    ],
)
def test_nothing_serious(desk: Desk, state: str, size: tuple[int, int], scheme: str, address: str) -> None:
    page = desk(address, size=size, scheme=scheme)
    if state == "answer":
        ask(page, "company")
        page.wait_for_selector("#table td")
        page.locator("#past summary").click()
    elif state == "picture":
        run(page, THINGS)
        page.locator("[data-show=picture]").click()
        page.wait_for_selector("#picture [data-settled]")
    elif state == "trouble":
        run(page, "SELECT ?n WHERE {\n  # what\n  ?s a foo:Person ; schema:name 'x' }")
        page.wait_for_selector(".trouble")
    elif state == "offers":
        page.locator("#text").press_sequentially("SELECT * { ?s kg:c")
        page.wait_for_selector("#offers li")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found
             if one["impact"] in {"serious", "critical"}]  # fmt: skip
    assert not grave
