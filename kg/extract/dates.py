"""The days that an article names, resolved against the day of the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_DATE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日?(?:[-—–~至]|——)(?:\d{1,2}月)?\d{1,2})?日"
    r"|昨(?:日|天|晚)?（(?P<bracket>\d{1,2})日?）日?"
    r"|本月(?P<this>\d{1,2})日"
    r"|(?P<yesterday>昨日|昨天|昨晚|昨夜)|(?P<today>今日上午|今日下午|今天上午|今天下午|今晨|今日，|今天，)|(?P<before>前日|前天)"
    r"|(?P<open>近日|日前|近期|连日来|上月|不久前|最近|小年(?![级轻]))"
    r"|(?<![\d月])(?P<only>\d{1,2})日(?=上午|下午|晚|，|在)"
)


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day named in a text: ``iso`` is ``None`` where the text leaves it open (近日)."""

    start: int
    end: int
    iso: str | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of the paper, as far as it is known."""

    first: date | None
    last: date | None

    @staticmethod
    def of(published_from: str | None, published_to: str | None) -> Calendar:
        """From ISO dates."""
        return Calendar(
            date.fromisoformat(published_from) if published_from else None,
            date.fromisoformat(published_to) if published_to else None,
        )

    @property
    def day(self) -> date | None:
        """The day of the paper where it is one day."""
        return self.first if self.first and self.first == self.last else None

    def days(self, text: str, begin: int, stop: int) -> list[DayRead]:
        """All days named in ``text[begin:stop]``, in order."""
        found: list[DayRead] = []
        month: tuple[int, int] | None = None
        for match in _DATE.finditer(text, begin, stop):
            day = self._read(match, month)
            if day:
                month = day.year, day.month
            found.append(DayRead(match.start(), match.end(), day.isoformat() if day else None))
        return found

    def _read(self, match: re.Match[str], month: tuple[int, int] | None) -> date | None:
        if match["month"]:
            return self._near(match["year"], int(match["month"]), int(match["day"]))
        paper = self.day
        if match["yesterday"] or match["before"]:
            return paper - timedelta(days=1 if match["yesterday"] else 2) if paper else None
        if match["today"]:
            return paper
        number = match["bracket"] or match["this"] or match["only"]
        if number and month and not match["this"]:
            return _day(*month, int(number))
        reference = paper or self.last
        if number and reference:
            made = _day(reference.year, reference.month, int(number))
            if made and made > reference and match["bracket"]:
                earlier = reference.replace(day=1) - timedelta(days=1)
                made = _day(earlier.year, earlier.month, int(number))
            return made
        return None

    def _near(self, year: str | None, month: int, day: int) -> date | None:
        """A day without a year is the last such day before the paper."""
        if year:
            return _day(int(year), month, day)
        reference = self.last or self.first
        if reference is None:
            return None
        made = _day(reference.year, month, day)
        if made and made > reference + timedelta(days=45):
            made = _day(reference.year - 1, month, day)
        return made


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
