"""When the issue appeared, as far as the page tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kg.model import Article, Document
from kg.read.furniture import dated_lines, is_furniture
from kg.read.text import normalise

_FULL = re.compile(r"((?:19|20)\d\d)(?:年(\d{1,2})月(\d{1,2})日|([.\-/])(\d{1,2})\4(\d{1,2})(?![.\d]))")
_WRITTEN = re.compile(
    r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# Each begins with what can be looked for fast: a digit, not what stands before it.
_YEAR = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)年")
_DAY = re.compile(r"(\d(?<![\d第].)\d?)月(\d{1,2})(?:[-—~～至、]\d{1,2})?日")  # of several days the first
_LONGEST_NAME = 60
_PLAN = re.compile(r"《((?:19|20)\d\d)年[^《》]{2,50}(?:要点|计划|安排)(?:（[^（）]{1,8}）)?》")
"""A plan's title names the year in which it is made, unless that ends."""
_YEAR_ENDS = 10
_MONTH = re.compile(r"((?:19|20)\d\d)年(1[0-2]|0?[1-9])月")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)年$")
_FUTURE = re.compile(r"将|定于|截至|截止|起$|公示期|开幕式?将|有效期|前$")
_NOT_HELD = re.compile(r"前|起|将|截止|开始|发布")
_WEEK = 6
_TOP = 200
"""Characters of the page in which a date alone is the paper's."""


def published(document: Document, text: str, articles: tuple[Article, ...]) -> Document:
    """``document`` with the days on which it can have appeared.

    From ``documents.csv``; else a full date in the page furniture; else, where a year and dated events stand in the
    reports, the week after the latest of them; else unknown (``None``).
    """
    given = document.metadata.published
    if given:
        why = "given as metadata (documents.csv)"
        return replace(document, published_from=given, published_to=given, published_why=why)
    source = normalise(document.metadata.source or "") or None
    printed = _printed(text, source)
    if len(printed) == 1:
        day = printed.pop().isoformat()
        why = "the date stands in the page furniture"
        return replace(document, published_from=day, published_to=day, published_why=why)
    months = set() if printed else _printed_months(text, source)
    if len(months) == 1:
        first = months.pop()
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        why = "the month stands in the page furniture"
        return replace(document, published_from=first.isoformat(), published_to=last.isoformat(), published_why=why)
    bodies = [article.text[: article.body_until] for article in articles if article.kind in ("news", "photo")]
    year = _year(bodies)
    if year is None:
        return document
    days = [day for body in bodies for day in _event_days(body, year)]
    if not days:
        return document
    latest = max(days)
    first, last = latest + timedelta(days=1), latest + timedelta(days=1 + _WEEK)
    why = f"latest dated event is {latest.isoformat()}; the year {year} stands in the text"
    return replace(document, published_from=first.isoformat(), published_to=last.isoformat(), published_why=why)


def _printed(text: str, source: str | None) -> set[date]:
    """Full dates in the page furniture; a date alone counts on the first lines only."""
    found: set[date] = set()
    for at, line in dated_lines(text):
        own = normalise(line)
        if is_furniture(own, False, source, at > _TOP):
            found.update(_full_dates(own))
    return found


def _printed_months(text: str, source: str | None) -> set[date]:
    """The first days of the months that stand alone at the page's top."""
    found: set[date] = set()
    for _at, line in dated_lines(text[:_TOP]):
        match = _MONTH.fullmatch(own := normalise(line))
        if match and is_furniture(own, True, source, False):
            found.add(date(int(match[1]), int(match[2]), 1))
    return found


def _full_dates(text: str) -> list[date]:
    found = [_date(match[1], match[2] or match[5], match[3] or match[6]) for match in _FULL.finditer(text)]
    for match in _WRITTEN.finditer(text):
        found.append(_date(match[1].translate(_DIGITS), _number(match[2]), _number(match[3])))
    return [day for day in found if day is not None]


def _number(text: str) -> int:
    """``text`` is a number below 100 in characters: 二十三."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_DIGITS))
    return 10 * int(tens.translate(_DIGITS) or 1) + int(ones.translate(_DIGITS) or 0)


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _year(bodies: Iterable[str]) -> int | None:
    """The latest year named outside of titles and quotations; where there is none, that of a plan's title."""
    bodies = list(bodies)
    years = [int(year[1]) for body in bodies for year in _YEAR.finditer(body) if not _named(body, year.start())]
    if not years and not any(int(month) >= _YEAR_ENDS for body in bodies for month, _day in _DAY.findall(body)):
        years = [int(year) for body in bodies for year in _PLAN.findall(body)]
    return max(years, default=None)


def _named(body: str, at: int) -> bool:
    """Does a title or a quotation stand there? A year in it need not be that of what is told."""
    before = body[max(0, at - _LONGEST_NAME) : at]
    return before.rfind("《") > before.rfind("》") or before.rfind("“") > before.rfind("”")


def _event_days(body: str, year: int) -> list[date]:
    """Days of that year on which something is told to have happened."""
    days = []
    for match in _DAY.finditer(body):
        given = _YEAR_BEFORE.search(body, max(0, match.start() - 6), match.start())
        start = given.start() if given else match.start()
        before = body[max(0, start - 8) : start]
        if _FUTURE.search(before) or _NOT_HELD.match(body, match.end()):
            continue
        day = _date(year, match[1], match[2]) if given is None or int(given[1]) == year else None
        if day is not None:
            days.append(day)
    return days
