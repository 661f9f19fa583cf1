"""Who is credited, and where reports begin."""

from __future__ import annotations

import pytest

from kg.read import normalise
from kg.read.bylines import ends_with_credit, ends_with_photographer, goes_on, is_byline, opening_end, read_credits
from kg.read.text import words_of
from tests.read.material import cases, of_text


@pytest.mark.parametrize("case", cases("read_bylines"), ids=lambda case: case["text"])
def test_credits(case: dict[str, str]) -> None:
    text = case["text"]
    words = words_of(text, 0, len(text))
    named = read_credits(words, 0, len(words), text)
    assert "|".join(credit.name for credit in named.reporters) == case["reporters"], case["why"]
    assert "|".join(credit.name for credit in named.offices) == case["offices"], case["why"]
    for credit in (*named.reporters, *named.offices):
        assert words.text[credit.at : credit.until] == credit.name


@pytest.mark.parametrize("case", cases("read_openings"), ids=lambda case: case["text"])
def test_openings(case: dict[str, str]) -> None:
    text = normalise(case["text"])
    assert text[opening_end(text) :] == case["body"], case["why"]


@pytest.mark.parametrize("broken", ["（教\n务处 穆清风）", "（穆\n清风）", "（穆清\n风）", "（穆清风 解\n语）"])
def test_a_name_that_the_line_breaks_is_whole(broken: str) -> None:
    words = words_of(broken, 0, len(broken))
    assert read_credits(words, 0, len(words), broken).reporters[0].name == "穆清风"


@pytest.mark.parametrize(
    "lines", ["（穆清风\n解 语\n路遥知）", "（穆清风 解\n语 路遥知）", "（穆清风\n解语\n路 遥\n知）"]
)
def test_names_that_stand_on_lines_of_their_own_are_parted(lines: str) -> None:
    words = words_of(lines, 0, len(lines))
    named = read_credits(words, 0, len(words), lines)
    assert [credit.name for credit in named.reporters] == ["穆清风", "解语", "路遥知"]


@pytest.mark.parametrize(
    ("text", "is_credit"),
    [
        ("会议结束。（穆清风）", True),
        ("名单公布。（完）", False),
        ("方案通过。（草案）", False),
        ("前排合影。（左一）", False),
        ("见图。（详见第二版）", False),
        ("区、县（市）", False),
        ("（穆清风 解语）", True),
        ("会议结束。\n（示范融媒记者穆清风通讯员解小语）", True),
        ("（撰稿、核稿：宣传部穆清风编辑、审稿：宣传部解小语）", True),
        ("（记者：穆清风；编辑：解小语）", True),
        ("他来了。（记者从会上获悉，作者是穆清风）", False),
    ],
)
def test_brackets_at_the_end(text: str, is_credit: bool) -> None:
    assert ends_with_credit(text) == is_credit


@pytest.mark.parametrize(
    ("text", "is_caption"),
    [("一片繁忙景象。穆清风摄", True), ("本报记者穆清风摄", True), ("他热爱拍摄", False), ("三年规划蓝图", False)],
)
def test_photographers_at_the_end(text: str, is_caption: bool) -> None:
    assert ends_with_photographer(text) == is_caption


def test_positions_of_credits_lie_in_the_article() -> None:
    _document, (article,) = of_text(
        "示范区召开大会\n本报讯（记者 穆 清 通讯员解小语）昨日，示范区召开大会。\n（示范融媒 路遥知）"
    )
    assert [credit.name for credit in article.reporters] == ["穆清", "解小语", "路遥知"]
    assert [credit.name for credit in article.credits] == ["示范融媒"]
    for credit in (*article.reporters, *article.credits):
        assert article.text[credit.at : credit.until] == credit.name


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("□通讯员解小语报道", True),
        ("□晚报记者穆清风文/图通讯员解小语", True),
        ("供稿：穆清风", True),
        ("记者：请谈一谈今年的工作", False),
        ("记者在现场看到", False),
    ],
)
def test_bylines_of_their_own(text: str, is_one: bool) -> None:
    assert is_byline(text) == is_one


@pytest.mark.parametrize(
    ("first", "second", "is_broken"),
    [
        ("□本报记者穆清风通讯员解", "语", True),
        ("□晚报记者穆清风文/图通", "讯员解小语", True),
        ("□本报记者穆清风通讯员", "解小语", True),
        ("本报记者穆清风", "区委召开会议", False),
        ("本报记者穆清风", "3月9日，区委", False),
    ],
)
def test_bylines_that_a_line_breaks(first: str, second: str, is_broken: bool) -> None:
    assert goes_on(first, second) == is_broken
