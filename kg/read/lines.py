"""The lines of a page and what each of them shows by itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from operator import add

from kg.read import bylines
from kg.read.furniture import PAGE_NUMBER, is_furniture
from kg.read.text import Words, exchange, join, width, words_of
from kg.read.vocabulary import words

_RAW_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*[^\s][^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*")
_MARKDOWN = re.compile(r"\s*(#{1,6})\s*")
_BOLD_LINE = re.compile(r"\s*\*\*[^*\n]{2,60}\*\*\s*")
_IMAGE = re.compile(r"\s*!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)\s*|\s*<img\b[^>\n]{0,300}>\s*")
_AFTER_SENTENCE = "”’）》」』】"
_SENTENCE_END = "。！？…；"
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_DATE_LINE = re.compile(rf"[\u4e00-\u9fff（）]{{0,24}}{_DAY}(?:[上下]午)?$")
_TEASER = re.compile(
    r"[^\u4e00-\u9fff]{0,6}(?:（|【)?(?:报道|全文|详细报道|相关报道|图文|更多报道)?(?:详见|刊|见|请看|导读|转)"
    rf"(?:今日|今天|本期)?(?:本报)?(?:{PAGE_NUMBER}|[A-Z]?\d{{1,2}}[-—～~至、][A-Z]?\d{{1,2}}版)[^\u4e00-\u9fff]{{0,4}}$"
)
_CONTINUED = re.compile(rf"[（▶●◆■]?(?:上接|紧接|接续)(?:今日)?{PAGE_NUMBER}[^，。]{{0,8}}$")
_CONTINUES = re.compile(rf"[（▶●◆■]?(?:下转|上接|紧接|接续)(?:今日)?{PAGE_NUMBER}.{{0,8}}$")
_CONTACT = re.compile(
    r"\d{3,4}[-—－]\d{6,8}|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?:电话|热线|地址|联系人|网址|邮箱|传真|微信|店长|经理|(?i:line))[：:]"
    r"|(?:建筑面积|套内|均价|起价|首付)[：:约\d]|㎡|[mM]2"
)
# For speed: what most lines hold nothing of.
_NO_PLAIN_TEXT = re.compile(r"[^\u4e00-\u9fff，。、；“”]")
_MAY_BE_CONTACT = re.compile(r"[\d：㎡约]")
_RUNNING = re.compile(r"[，。；、]")
_EVENT_ENDS = tuple(words("event_end"))
_SPACED = re.compile(r"[\u4e00-\u9fff”！？][ \u3000\xa0]+[“\u4e00-\u9fff\d]")
_ECHO_REACH = 24
_ECHO_WIDTH = 120
_BLOCK_WIDTH = 10
"""Narrowest block of running text without marks; headlines in boxes are narrower."""
_REACH = 6
"""How many lines before and after a line are about it."""


@dataclass(slots=True)
class Line:
    """A line that holds words. Widths are in full-width characters."""

    words: Words
    text: str
    start: int
    gap: bool
    """A blank line stands before it."""
    indent: bool
    """It begins with a blank as a paragraph does."""
    level: int
    """1 to 6 for a Markdown heading, 0 else."""
    width: float
    opening: bool
    """A report begins with it (``本报讯``)."""
    byline: bool
    """It is a byline and nothing else."""
    credit_end: bool
    """It ends with a byline in brackets or a photographer."""
    caption_end: bool
    """It ends with a photographer."""
    teaser: bool
    """It points to another page."""
    part_end: bool
    """``（下转第二版）``."""
    running: bool
    """Marks of running text stand in it."""
    contact: bool
    """An address, a telephone number or a size stands in it."""
    date: bool
    """It ends with a full date and says little else."""
    event_end: bool
    """It ends as a headline does that says what happened."""
    spaced: bool
    """A blank sets two of its phrases apart."""
    closed: bool
    """A sentence or an article ends with it."""
    fits: bool = False
    """Lines of running text about it are as wide."""
    body_width: float = 0.0
    """Usual width of running text about it."""
    echo: float | None = None
    """Share of its pairs of characters that come again about it, as a headline's do; None where it cannot be one."""
    begins: float = 0.0
    """1 where it is set in as the page's paragraphs are, -1 where it follows a sentence's end and is not, 0 else."""
    fresh: bool = False
    """A blank line after a sentence's end stands before it, where paragraphs are not all so set apart."""
    block: bool = False
    """It stands among several of its width without a mark: running text that holds none."""
    advert_end: bool = False
    """A blank line follows, an address or a telephone number stands in it or a little before."""
    bare: bool = False
    """Blank lines set it and at most three others apart, and no mark of running text stands in them."""

    @property
    def alone(self) -> bool:
        """Where a blank line follows too, only a headline stands so."""
        return self.bare and self.gap and not (self.closed or self.byline or self.date)


def page_lines(text: str, source: str | None) -> list[Line]:
    """The lines that belong to articles, without page furniture; ``source`` is the paper's name."""
    lines: list[Line] = []
    raw = list(_stretches(text))
    exchanged = exchange(text)
    gap = True
    for number, (start, end, blank) in enumerate(raw):
        line = _line(text, exchanged, start, end, gap or blank)
        if line is None or (
            (not line.level or not lines)
            and not line.teaser
            and is_furniture(line.text, number < 4 or number >= len(raw) - 4, source, bool(lines))
        ):
            gap = True
        else:
            last = lines[-1] if lines else None
            may_go_on = last is not None and not (last.running or line.running or last.closed or line.gap)
            if last is not None and may_go_on and bylines.goes_on(last.text, line.text):
                both = join([last.words, line.words])
                lines[-1] = replace(last, words=both, text=both.text, byline=True)
            else:
                lines.append(line)
            gap = False
    _broken_credits(lines)
    _measure(lines)
    _blocks(lines)
    _set_apart(lines)
    _indented(lines)
    _echoes(lines)
    _fresh(lines)
    return lines


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line that is not blank, and whether a blank one stands before it.

    A line in which a report begins after the end of another is two.
    """
    last = 0
    for match in _RAW_LINE.finditer(text):
        start, end = match.span()
        blank = not last or (start - last > 1 and _blank_line(text[last:start]))
        if end - start > 40 and text.find("本报", start, end) >= 0:
            for inner in bylines.INNER_OPENING.finditer(text, start + 1, end):
                if text[start : inner.start()].strip():
                    yield start, inner.start(), blank
                    start, blank = inner.start(), False
        yield start, end, blank
        last = end


def _blank_line(between: str) -> bool:
    """Is there more than one line's end between two lines?"""
    return between.count("\n") > 1 or len(between.replace("\r\n", "\n").strip(" \t\u3000\xa0")) > 1


def _line(text: str, exchanged: str, start: int, end: int, gap: bool) -> Line | None:
    first = text[start:end].lstrip()[:1]
    if first and first in "!<" and end - start < 600 and _IMAGE.fullmatch(text, start, end):
        return None
    level, indent = 0, text[start] in " \u3000\t\xa0"
    if first == "#" and (mark := _MARKDOWN.match(text, start, end)):
        level, start = len(mark[1]), mark.end()
    elif first == "*" and end - start < 80 and text.startswith("**", start) and _BOLD_LINE.fullmatch(text, start, end):
        level = 4
    words = words_of(text, start, end, exchanged)
    own = words.text
    if not own:
        return None
    tail = own[-60:]
    caption_end = bylines.ends_with_photographer(tail)
    credit_end = caption_end or bylines.ends_with_credit(tail)
    opening = bylines.opens(own[:60])
    teaser = len(own) <= 30 and "版" in own and bool(_TEASER.match(own))
    part_end = ("下转" in tail or "接" in tail) and bool(_CONTINUES.search(tail))
    if part_end and _CONTINUED.match(own):  # what follows is the body
        part_end, opening = False, True
    edge = tail.rstrip(_AFTER_SENTENCE)[-1:]
    row = own[0] == "|" == own[-1]  # of a Markdown table
    plain = not _NO_PLAIN_TEXT.search(own, 0, 400)
    return Line(
        words=words,
        text=own,
        start=start,
        gap=gap,
        indent=indent,
        level=level,
        width=float(len(own)) if plain or len(own) >= 400 else width(own),
        opening=opening,
        byline=not opening and len(own) <= 40 and bylines.is_byline(own),
        credit_end=credit_end,
        caption_end=caption_end,
        teaser=teaser,
        part_end=part_end,
        running=row or _RUNNING.search(own) is not None,
        contact=not plain and bool(_MAY_BE_CONTACT.search(own, 0, 400)) and bool(_CONTACT.search(own, 0, 400)),
        date=tail[-1] in "日午" and len(own) <= 40 and bool(_DATE_LINE.match(own)),
        event_end=own.endswith(_EVENT_ENDS),
        spaced=len(words.pieces) > 1 and bool(_SPACED.search(text, start, min(end, start + 120))),
        closed=credit_end or teaser or part_end or row or bool(edge and edge in _SENTENCE_END),
    )


def _measure(lines: list[Line]) -> None:
    """Which lines are as wide as those of running text about them."""
    running = [at for at, line in enumerate(lines) if line.running]
    widths = [lines[at].width for at in running]
    low = high = 0
    for at, line in enumerate(lines):
        while low < len(running) and running[low] < at - _REACH:
            low += 1
        while high < len(running) and running[high] <= at + _REACH:
            high += 1
        about = sorted(widths[low:high])
        if line.running:
            about.remove(line.width)
        line.body_width = about[(2 * len(about)) // 3] if about else line.width
        slack = 1.6 if line.width < 30 else 3.0
        line.fits = _as_wide(line.width, about, slack)
        if line.gap or line.indent or (at > 0 and lines[at - 1].closed):
            line.fits = line.fits or _as_wide(line.width + 2, about, slack)  # a paragraph's first line is set in
            if line.fits and at + 1 < len(lines) and not line.closed:
                line.fits = not _odd(line, lines[at + 1], slack)


def _odd(line: Line, after: Line, slack: float) -> bool:
    """Is a paragraph's first line of another width than its second?"""
    if after.gap or after.opening:
        return False
    wider = after.width - line.width
    return wider > slack + 2 or (wider < -slack - 1 and not after.closed)


def _as_wide(own: float, about: list[float], slack: float) -> bool:
    """Are three of the sorted widths ``about`` as wide?"""
    return bisect_right(about, own + slack) - bisect_left(about, own - slack) >= 3


def _blocks(lines: list[Line]) -> None:
    """Which lines stand among many of one width in which no mark stands: no headline has so many."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not lines[at].running and _alike(lines[at - 1], lines[at]):
            continue
        run, start = lines[start:at], at
        if len(run) < 3 or run[0].width < _BLOCK_WIDTH:
            continue
        text = run[-1].text
        if len(run) > 3 or text.rfind("《") > text.rfind("》"):
            for line in run:
                line.block = line.fits = True


def _alike(last: Line, line: Line) -> bool:
    """Do two lines without marks stand one under the other, equally wide?"""
    plain = not (last.running or line.running or last.closed or line.closed)
    return plain and not (line.gap or last.level or line.level) and abs(last.width - line.width) <= 1


def _set_apart(lines: list[Line]) -> None:
    """Which lines stand between blank ones as a headline does, and which end an advert."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not lines[at].gap:
            continue
        run = lines[start:at]
        start = at
        if len(run) <= 8 and any(line.contact for line in run[-3:]):
            run[-1].advert_end = True
        if len(run) <= 4 and not any(
            line.running or line.contact or line.opening or len(line.text) > 40 for line in run
        ):
            for line in run:
                line.bare = True


def _indented(lines: list[Line]) -> None:
    """Whether lines begin as paragraphs do, on a page that sets its paragraphs in."""
    after = [line for last, line in pairwise(lines) if last.closed]
    inner = [line for last, line in pairwise(lines) if not last.closed]
    set_in = sum(line.indent for line in after)
    if set_in < max(4, 0.4 * len(after)) or sum(line.indent for line in inner) > 0.3 * len(inner):
        return
    for last, line in pairwise(lines):
        line.begins = 1.0 if line.indent else -1.0 if last.closed else 0.0


def _fresh(lines: list[Line]) -> None:
    """Which lines follow a text that has come to its end."""
    ends = [(last, line) for last, line in pairwise(lines) if last.closed and not (last.level or line.level)]
    if 2 * sum(line.gap for _last, line in ends) > len(ends):
        return
    for _last, line in ends:
        line.fresh = line.gap


def _echoes(lines: list[Line]) -> None:
    """How much of what may be a headline comes again before it or after it."""
    page = "".join([line.text[:_ECHO_WIDTH] for line in lines])
    places = [0, *accumulate(min(_ECHO_WIDTH, len(line.text)) for line in lines)]
    for at, line in enumerate(lines):
        own = line.text
        if line.opening or line.closed or line.block or not 4 <= len(own) <= 40 or (line.running and not line.gap):
            continue
        pairs = set(map(add, own, own[1:]))
        before = page[places[max(0, at - _ECHO_REACH)] : places[at]]
        after = page[places[at + 1] : places[min(at + 1 + _ECHO_REACH, len(lines))]]
        line.echo = max(sum([pair in before for pair in pairs]), sum([pair in after for pair in pairs])) / len(pairs)


def _broken_credits(lines: list[Line]) -> None:
    """Bylines in brackets that a line's end breaks."""
    last: Line | None = None
    for line in lines:
        if last is not None and last.text[0] == "（" and "）" not in last.text and bylines.opens(last.text + line.text):
            last.opening, last.byline = True, False
        if last is not None and not line.credit_end and len(line.text) <= 24 and line.text.endswith("）"):
            tail = last.text[-24:]
            if tail.rfind("（") > tail.rfind("）") and bylines.ends_with_credit(tail + line.text):
                line.credit_end = line.closed = True
        elif last is not None and len(line.text) <= 4 and line.text.endswith("摄"):
            line.caption_end = bylines.ends_with_photographer(last.text[-24:] + line.text)
            line.credit_end = line.credit_end or line.caption_end
            line.closed = line.closed or line.caption_end
            line.byline = line.byline and not line.caption_end
        last = line
