"""What stands on a page and belongs to no article: masthead, page number, date, editors, telephone numbers."""

from __future__ import annotations

import re

from kg.read.vocabulary import one_of, words

_HAN = r"[\u4e00-\u9fff]"
_TENS = "[一二三四五六七八九十]"
_WRITTEN_DAY = rf"[一二][〇○零九][〇○零一二三四五六七八九]{{2}}年{_TENS}{{1,2}}月{_TENS}{{1,3}}日"
_NUMERIC_DAY = r"(?:19|20)\d\d[.\-/]\d{1,2}[.\-/]\d{1,2}"
_DAY = rf"(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|{_NUMERIC_DAY}|{_WRITTEN_DAY})"
PAGE_NUMBER = r"第?(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})版"
_SECTION = rf"(?:{one_of('column_name')}|{_HAN}{{0,4}}新闻|{_HAN}{{0,4}}要闻)"
_LONGEST = 110

_EDITORS = re.compile(
    rf"{one_of('editor_kind')}*{one_of('editor')}(?:[：:/|丨].{{0,90}}|{_HAN}{{2,9}}{one_of('editor')}.{{0,60}})$"
    rf"|{one_of('editor_kind')}+{one_of('editor')}[\u4e00-\u9fff·]{{2,12}}(?:[：:/\d（].{{0,90}})?$"
)
_NOTICE = re.compile(
    rf"{one_of('notice')}{_HAN}{{0,8}}(?:[：:（/@A-Z\d].{{0,90}})?$|地址：.{{0,60}}(?:邮编|邮政编码).{{0,60}}$|(?:https?|www)\S{{3,90}}$"
    rf"|{one_of('imprint')}(?:[：:]|\d).{{0,60}}$",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"[Cc][Nn]\d\d-\d{4}|总第\d+期|邮发代号")
_WEEKDAY = re.compile(rf".{{0,16}}{_DAY}.{{0,8}}星期[一二三四五六日天].{{0,30}}$")
_FOLIO = re.compile(
    rf"{PAGE_NUMBER}(?:[\u4e00-\u9fff·]{{0,8}})?(?:{_DAY}.{{0,20}})?$|{_HAN}{{2,8}}{PAGE_NUMBER}$"
    rf"|[A-Z]?\d{{1,2}}{_SECTION}$|{_SECTION}[A-Z]?\d{{1,2}}$|今日\d{{1,2}}版.{{0,10}}$|版面(?:导航|概览).{{0,20}}$"
    rf"|[\W_]{{1,40}}$|{_DAY}[A-Z]\d{{1,2}}版?$"
    rf"|{_SECTION}[·|丨]{_HAN}{{2,4}}$|{_HAN}{{2,4}}[·|丨]{_SECTION}$"
    rf"|{one_of('section')}[·|丨]{_HAN}{{2,4}}[A-Z]?\d{{1,2}}$|[A-Z]?\d{{1,2}}{one_of('section')}[·|丨]{_HAN}{{2,4}}$"
)
# What could also be a line of running text, and counts on the page's first and last lines only.
_AT_EDGE = re.compile(
    rf"{one_of('editor')}{_HAN}{{2,4}}$|[A-Z]?\d{{1,2}}{_HAN}{{2,6}}$|{_HAN}{{2,4}}[A-Z]?\d{{1,2}}$"
    r"|星期[一二三四五六日天].{0,30}$|农历.{2,14}$|[\W\d_]{1,40}$|[A-Z]\d{1,2}$"
)
# Before the page's first article only: further down it is a headline or a line of running text.
_AT_TOP = re.compile(
    rf"{one_of('section')}$|{_HAN}{{1,6}}(?:特刊|专刊|专版|特别报道)$|(?:19|20)\d\d年\d{{1,2}}月(?:号|刊)?$"
)
# For speed: most lines begin with no character with which editors and notices do, and hold none that the rest has.
_BEGINS = frozenset(
    char
    for use in ("editor", "editor_kind", "notice", "imprint")
    for word in words(use)
    for char in word[0].upper() + word[0].lower()
) | frozenset("地hwHW")
MAY_BE_FOLIO = "版邮·〇○"
"""Of these or the digits one stands in each folio, imprint or date that begins with no mark."""
_MAY_BE_FOLIO = re.compile(rf"[{MAY_BE_FOLIO}\d]")
_DATE = re.compile(rf"{_DAY}(?:[上下]午)?$")
_MARKS = "□■●◆▲▪◎★☆○"
_LATIN = re.compile(r"[A-Za-z]{3,}")
_MASTHEAD = re.compile(rf"{_HAN}{{2,9}}报(?:社|{_HAN}{{2,4}})?[A-Z]?\d{{0,2}}版?$")


def has_few_pauses(text: str) -> bool:
    """May it be furniture, as far as its marks tell? Running text has more of them."""
    return "。" not in text and text.count("，") <= 1


def beginnings(source: str | None) -> frozenset[str]:
    """With which letters furniture of the paper ``source`` begins that shows no folio and stands at no edge."""
    return _BEGINS | frozenset((source or "")[:1])


def is_furniture(text: str, edge: bool, source: str | None, begun: bool) -> bool:
    """Is the line, normalised, furniture?

    ``edge``: it is among the first or last lines of the page; ``source``: the paper's name, where known; ``begun``: an
    article has begun before it, so that a bare date may be the end of a notice.
    """
    if len(text) > _LONGEST or not has_few_pauses(text):
        return False
    if source and text.startswith(source) and len(text) <= len(source) + 12:
        return True
    if text[:1] in _BEGINS and (_EDITORS.match(text) or _NOTICE.match(text)):
        return True
    if _MAY_BE_FOLIO.search(text) or not text[:1].isalnum():
        if _DATE.match(text):
            return not begun
        if _FOLIO.match(text) or _names_issue(text) or ("星期" in text and _WEEKDAY.match(text)):
            return True
        if text[:1] in _MARKS and _EDITORS.match(text.lstrip(_MARKS)):
            return True
    if not edge or len(text) > 40:
        return False
    return bool(_AT_EDGE.match(text) or _MASTHEAD.match(_LATIN.sub("", text)) or (not begun and _AT_TOP.match(text)))


def _names_issue(text: str) -> bool:
    """Does the number of the issue or of the paper stand in it, with little before and behind?"""
    return any(found.start() <= 28 and len(text) - found.end() <= 40 for found in _ISSUE.finditer(text))


_RAW_YEAR = re.compile(r"(?:1\s*9|2\s*0|１\s*９|２\s*０)\s*[\d０-９]\s*[\d０-９]\s*[年.\-/．－／]")
_RAW_WRITTEN_YEAR = re.compile(r"[一二]\s*[〇○零九]\s*[〇○零一二三四五六七八九]\s*\S\s*年")
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"


def dated_lines(text: str) -> list[tuple[int, str]]:
    """Where the lines begin that name a year and may be furniture, and the lines, as they are."""
    found: list[tuple[int, str]] = []
    last = -1
    years = [*_RAW_YEAR.finditer(text)]
    if "〇" in text or "○" in text or "零" in text:
        years += _RAW_WRITTEN_YEAR.finditer(text)
    for match in years:
        before = text[max(0, match.start() - 2 * _LONGEST) : match.start()]
        start = match.start() - len(re.split(rf"[{_LINE_ENDS}]", before)[-1])
        line = re.split(rf"[{_LINE_ENDS}]", text[start : start + 4 * _LONGEST], maxsplit=1)[0]
        if start != last:
            found.append((start, line))
        last = start
    return found
