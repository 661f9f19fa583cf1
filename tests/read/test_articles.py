"""Articles of pages, and what holds of every article."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import ARTICLE_KINDS, Article, Metadata
from kg.read import normalise, published
from tests.read.material import TEXTS, of_text

PAGES = [
    path.read_text(encoding="utf-8") for folder in ("seeds", "pages") for path in sorted(TEXTS[folder].glob("*.txt"))
]
MARKS = set(",:，：*<>/")

REPORT = (
    "本报讯（记者 李小四）3月9日，示范区召开植树造林工作会议，区长张小三出席会议并讲话。\n"
    "会议要求，各单位要抓好植树造林。"
)
OTHER = "本报讯 3月10日，样板县举行医保缴费启动仪式，县长王小五参加仪式。\n仪式后，群众办理了医保缴费。（赵小六）"


def _holds(text: str, articles: tuple[Article, ...]) -> None:
    for number, article in enumerate(articles, start=1):
        assert article.id == f"a{number}"
        assert article.kind in ARTICLE_KINDS
        assert 0 <= article.head_until <= article.body_at <= article.body_until <= len(article.text)
        covered = bytearray(len(article.text))
        last = 0
        for at, until, start, end in article.pieces:
            assert last <= at < until
            assert until - at == end - start
            assert 0 <= start < end <= len(text)
            covered[at:until] = b"\1" * (until - at)
            if not {text[start], text[end - 1]} & MARKS:
                assert normalise(text[start:end]) == article.text[at:until]
            last = until
        bare = {char for char, has in zip(article.text, covered, strict=True) if not has}
        assert bare <= {"\n"}
        head = article.text[: article.head_until].rstrip("\n").split("\n") if article.head_until else []
        assert head == ([article.headline, *article.subheads] if article.headline else [])


@pytest.mark.parametrize("text", PAGES)
def test_of_every_article(text: str) -> None:
    _document, articles = of_text(text)
    assert articles
    _holds(text, articles)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAGES), st.data())
def test_a_page_cut_anywhere_is_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3000)))
    document, articles = of_text(text[start:end])
    _holds(text[start:end], articles)
    published(document, text[start:end], articles)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "\n",
                "。",
                "本报讯",
                "（",
                "）",
                "## ",
                "召开会议",
                "记者",
                "摄",
                "，",
                "详见第二版",
                " ",
                "2020年3月9日",
                "#",
                "**",
            ]
        )
    )
)
def test_any_heap_of_parts_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    document, articles = of_text(text)
    _holds(text, articles)
    published(document, text, articles)


def _headlines(text: str) -> list[str | None]:
    return [article.headline for article in of_text(text)[1]]


@pytest.mark.parametrize(
    "page",
    [
        f"示范区召开植树造林工作会议\n{REPORT}\n\n样板县启动医保缴费\n{OTHER}",
        f"{REPORT}\n\n示范区召开植树造林工作会议\n{OTHER}\n\n样板县启动医保缴费",
        f"示范区召开植树造林工作会议\n\n样板县启动医保缴费\n\n{REPORT}\n\n{OTHER}",
        f"## 示范区召开植树造林工作会议\n\n{REPORT}\n\n## 样板县启动医保缴费\n\n{OTHER}",
    ],
    ids=["before", "after", "all first", "markdown"],
)
def test_headlines_find_their_bodies(page: str) -> None:
    _document, articles = of_text(page)
    assert [article.headline for article in articles] == ["示范区召开植树造林工作会议", "样板县启动医保缴费"]
    first, second = articles
    assert first.text[first.body_at : first.body_until].startswith("3月9日，示范区")
    assert second.text[second.body_at : second.body_until].endswith("办理了医保缴费。")
    assert [credit.name for credit in first.reporters] == ["李小四"]
    assert [credit.name for credit in second.reporters] == ["赵小六"]


def test_a_headline_in_the_middle_of_a_sentence() -> None:
    page = REPORT.replace("区长张小三", "区长\n\n示范区召开植树造林工作会议\n\n张小三")
    _document, (article,) = of_text(page)
    assert article.headline == "示范区召开植树造林工作会议"
    assert "区长张小三出席会议" in article.text
    at = article.text.index("区长张小三")
    start, end = article.span(at, at + 5)
    assert page[start:end].startswith("区长")
    assert page[start:end].endswith("张小三")


def test_a_headline_of_two_lines_and_a_kicker() -> None:
    page = f"示范区\n\n示范区召开植树\n造林工作会议\n{REPORT}"
    _document, (article,) = of_text(page)
    assert article.headline == "示范区召开植树造林工作会议"
    assert article.subheads == ("示范区",)
    assert article.text.startswith("示范区召开植树造林工作会议\n示范区\n本报讯")


def test_a_repeated_paragraph_counts_once() -> None:
    lead, rest = REPORT.split("\n")
    rest = rest * 3
    _document, (article,) = of_text(f"{lead}\n\n{rest}\n\n{rest}\n")
    assert article.text.count(rest) == 1


def test_two_reports_without_a_headline_are_two() -> None:
    _document, articles = of_text(f"{OTHER}\n{REPORT}")
    assert [article.headline for article in articles] == [None, None]


def test_a_byline_of_its_own_belongs_to_no_body() -> None:
    body = "　　3月9日一早，示范区的山坡上人声鼎沸，植树造林的队伍排成长龙。\n"
    page = "示范区唱响植树造林主旋律\n□本报记者 李小四 通讯员 赵小六\n" + body
    _document, (article,) = of_text(page)
    assert article.headline == "示范区唱响植树造林主旋律"
    assert [credit.name for credit in article.reporters] == ["李小四", "赵小六"]
    assert article.text[article.body_at : article.body_until].startswith("3月9日一早")


def test_what_continues_elsewhere_is_in_no_body() -> None:
    page = f"（上接第一版）会议指出，要抓好植树造林。\n{REPORT.split(chr(10))[1]}\n（下转第三版）\n"
    _document, (article,) = of_text(page)
    body = article.text[article.body_at : article.body_until]
    assert body.startswith("会议指出")
    assert body.endswith("植树造林。")


def _columns(text: str, width: int = 14) -> str:
    """``text`` as the column of a page: its paragraphs in lines of that width."""
    lines = [part[at : at + width] for part in text.split("\n") for at in range(0, len(part), width)]
    return "\n".join(lines)


PLANTING = (
    "3月9日上午，示范区召开植树造林工作会议。区长张小三出席会议并讲话，副区长李小四主持会议。\n"
    "会议要求，各单位要抓好植树造林，把责任落实到每一个山头、每一块林地，确保年内完成任务。"
)
INSURANCE = (
    "3月10日下午，样板县举行医保缴费启动仪式，县长王小五参加仪式并致辞，副县长赵小六作了动员。\n"
    "仪式后，群众现场办理了医保缴费，工作人员为他们讲解了政策，并发放了宣传手册两百余份。"
)


def _bodies(page: str) -> list[str]:
    return [article.text[article.body_at : article.body_until] for article in of_text(page)[1]]


@pytest.mark.parametrize(
    "page",
    [
        f"{_columns(PLANTING)}\n\n{_columns(INSURANCE)}\n",
        f"{_columns(PLANTING)}\n\n样板县举行医保缴费启动仪式\n{_columns(INSURANCE)}\n",
        f"{_columns(PLANTING)}\n\n示范区召开植树造林工作会\n\n{_columns(INSURANCE)}\n",
        f"{_columns(PLANTING)}\n\n{_columns('（记者李小四）' + INSURANCE)}\n",
        f"{_columns(PLANTING)}\n{_columns('又讯 ' + INSURANCE)}\n",
        f"{_columns(PLANTING)}\n（撰稿、核稿：宣传部 李小四 编辑、\n审稿：宣传部 钱小七）\n{_columns(INSURANCE)}\n",
        f"商铺出租，临街三间。\n联系电话：0558-2263388\n\n{_columns(INSURANCE)}\n",
    ],
    ids=["a date", "headline between", "headline alone", "byline in front", "further", "who checked", "advert"],
)
def test_two_texts_are_two(page: str) -> None:
    first, second = _bodies(page)
    assert "医保" not in first
    assert second.startswith("3月10日")
    assert "植树" not in second


def test_a_paragraph_that_begins_with_a_date_goes_on_where_paragraphs_are_set_apart() -> None:
    page = "示范区植树造林\n\n本报讯 3月9日，区长张小三植树。\n\n3月10日，副区长李小四植树。\n\n大家干劲十足。\n"
    assert len(_bodies(page)) == 1


def test_a_further_report_leaves_the_headline_to_the_first() -> None:
    page = f"{_columns(PLANTING)}\n又讯 3月10日，示范区植树造林工作会议分组讨论。\n\n示范区召开植树造林工作会议\n"
    assert _headlines(page) == ["示范区召开植树造林工作会议", None]


def test_a_byline_above_the_opening_is_no_headline() -> None:
    page = f"□晚报记者 李小四 文/图 通\n讯员 钱小七\n{_columns('本报讯 ' + PLANTING)}\n\n示范区召开植树造林工作会议\n"
    _document, (article,) = of_text(page)
    assert article.headline == "示范区召开植树造林工作会议"
    assert [credit.name for credit in article.reporters] == ["李小四", "钱小七"]
    assert article.text[article.body_at : article.body_until].startswith("3月9日上午")


def test_a_byline_that_a_line_breaks_is_in_no_body() -> None:
    page = f"示范区召开植树造林工作会议\n□本报记者 李小四 通讯员 钱\n七\n{_columns(PLANTING)}\n"
    _document, (article,) = of_text(page)
    assert [credit.name for credit in article.reporters] == ["李小四", "钱七"]
    assert article.text[article.body_at : article.body_until].startswith("3月9日上午")


def test_a_byline_in_brackets_on_lines_of_its_own_is_in_no_body() -> None:
    page = f"示范区召开植树造林工作会议\n{_columns(PLANTING)}\n（示范融媒记者 李小四 通讯员\n钱小七）\n"
    _document, (article,) = of_text(page)
    assert [credit.name for credit in article.reporters] == ["李小四", "钱小七"]
    assert article.text[article.body_at : article.body_until].endswith("年内完成任务。")


def test_a_column_that_fell_into_another_goes_back() -> None:
    planting = (
        "3月9日上午，示范区召开植树造林工作会议，部署全区植树造林。\n区长张小三，副区长李小四、区人大常委会副主任、\n"
    )
    insurance = "3月10日下午，样板县举行医保缴费启动仪式。县长王小五参加仪式，他介绍了\n"
    rest = "\n区政协主席钱小七出席植树造林工作会议，各乡镇负责人参加植树造林。\n"
    page = f"{planting}{insurance}{rest}\n医保缴费的政策。仪式后，样板县群众办理了医保缴费，工作人员作了讲解。\n"
    first, second = _bodies(page)
    assert "钱小七" in first
    assert "医保" not in first
    assert "钱小七" not in second
    assert "他介绍了医保缴费的政策" in second


def test_lines_without_marks_go_on_from_another_page() -> None:
    title = "会议审议通过了示范区人民代表大会常务委员会关于召开示范区第九届人民代表大会第一次会议的决定。"
    page = f"{_columns(PLANTING)}\n\n（上接第一版）\n{_columns(title, 12)}\n"
    _document, articles = of_text(page)
    assert [article.headline for article in articles] == [None, None]
    assert articles[1].text[articles[1].body_at :].startswith("会议审议通过了示范区人民代表")


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("近日，示范区组织群众植树造林。图为群众在栽树。 李小四 摄", "photo"),
        ("图片新闻\n近日，示范区组织群众植树造林。\n（本报记者 李小四 摄）", "photo"),
        ("近日，示范区组织群众植树造林。图为群众在栽树。 李 小\n摄", "photo"),
        ("示范区的护林人\n▶▶▶ 详见今日本报第三版", "teaser"),
        ("商铺招租\n临街旺铺出租，面积60平方米。\n联系电话：0558-2263388", "ad"),
        (REPORT, "news"),
    ],
)
def test_kinds(page: str, kind: str) -> None:
    _document, (article,) = of_text(page)
    assert article.kind == kind


def test_the_headline_of_the_metadata_counts_for_a_file_of_one_article() -> None:
    given_headline = "样板 县启动医保缴费"
    _document, (article,) = of_text(OTHER, Metadata(headline=given_headline))
    assert article.headline == "样板县启动医保缴费"
    assert article.head_until == 0


@pytest.mark.parametrize("page", ["", "\n\n", "第01版 要闻\n", "**\n"], ids=["nothing", "blanks", "furniture", "marks"])
def test_a_page_without_words_holds_no_article(page: str) -> None:
    assert of_text(page)[1] == ()


def test_furniture_is_in_no_article() -> None:
    top = "示范日报\n2020年3月10日 星期二 第02版\n\n示范区召开植树造林工作会议\n"
    page = f"{top}{REPORT}\n责任编辑 丁小玲 电话 0558-2260123\n"
    _document, (article,) = of_text(page)
    assert "丁小玲" not in article.text
    assert article.headline == "示范区召开植树造林工作会议"


def _headline_cases() -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "cases" / "read_headlines.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", _headline_cases(), ids=lambda case: case["why"])
@pytest.mark.parametrize("width", [14, 60])
def test_headlines_of_several_lines(case: dict[str, str], width: int) -> None:
    body = (
        "本报讯（记者 李小四）3月9日，马村区召开会议，区委书记张小三出席会议并讲话，区长王小五主持会议。"
        "会议要求，各单位要抓好落实。"
    )
    wrapped = "\n".join(body[at : at + width] for at in range(0, len(body), width))
    _document, articles = of_text(case["lines"].replace("¶", "\n") + "\n" + wrapped)
    assert [article.headline for article in articles] == [case["headline"]]
