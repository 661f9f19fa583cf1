"""The lines of a page and what each of them shows by itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from operator import add

from kg.read import bylines
from kg.read.furniture import PAGE_NUMBER, beginnings, is_furniture
from kg.read.text import Piece, exchange, join, words_of
from kg.read.traits import Traits, marks, traits
from kg.read.vocabulary import words

_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # those of str.splitlines
_BARE_RETURN = re.compile(r"\r(?!\n)")
_MARKUP = frozenset("#*<！")
"""With which a line of Markdown or HTML begins; normalised, so that ``！`` also stands for ``!``."""
_INNER = 40
"""Longest line in which no second report begins."""
_ALL = 400
"""Characters of a line that are looked through for an address; longer ones are no lines of a column."""
_MARKDOWN = re.compile(r"\s*(#{1,6})\s*")
_BOLD_LINE = re.compile(r"\s*\*\*[^*\n]{2,60}\*\*\s*")
_IMAGE = re.compile(r"\s*!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)\s*|\s*<img\b[^>\n]{0,300}>\s*")
_AFTER_SENTENCE = "”’）》」』】"
_SENTENCE_ENDS = frozenset("。！？…；")
_INDENT = " \u3000\t\xa0"
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_DATE_LINE = re.compile(rf"[\u4e00-\u9fff（）]{{0,24}}{_DAY}(?:[上下]午)?$")
_DATE_LAST = frozenset("日午")
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
_EVENT_ENDS = tuple(words("event_end"))
_EVENT_LAST = frozenset(word[-1] for word in _EVENT_ENDS)
_TELLING_LAST = bylines.MAY_CLOSE | _EVENT_LAST | _DATE_LAST | _SENTENCE_ENDS | frozenset(_AFTER_SENTENCE) | {"|"}
_SPACED = re.compile(r"[\u4e00-\u9fff”！？][ \u3000\xa0]+[“\u4e00-\u9fff\d]")
_EDGE = 4
"""How many lines stand at each edge of a page."""
_TAIL = 60
"""Characters of a line's end in which what closes a text is looked for."""
_ECHO_REACH = 24
_ECHO_WIDTH = 120
_BLOCK_WIDTH = 10
"""Narrowest block of running text without marks; headlines in boxes are narrower."""
_REACH = 6
"""How many lines before and after a line are about it."""


_Stretch = tuple[int, str, str, bool]
"""A line of the document that is not blank: where it begins; the line as it stands there, with its end, characters
exchanged; its marks; whether a blank line stands before it."""


@dataclass(slots=True)
class Line:
    """A line that holds words. Widths are in full-width characters."""

    text: str
    """Its words, normalised."""
    pieces: tuple[Piece, ...]
    """Where they stand in the document."""
    gap: bool
    """A blank line stands before it."""
    indent: bool
    """It begins with a blank as a paragraph does."""
    level: int
    """1 to 6 for a Markdown heading, 0 else."""
    width: float
    running: bool
    """Marks of running text stand in it."""
    pauses: int
    """How many commas, semicolons and full stops do."""
    opening: bool = False
    """A report begins with it (``本报讯``)."""
    byline: bool = False
    """It is a byline and nothing else."""
    credit_end: bool = False
    """It ends with a byline in brackets or a photographer."""
    caption_end: bool = False
    """It ends with a photographer."""
    teaser: bool = False
    """It points to another page."""
    part_end: bool = False
    """``（下转第二版）``."""
    contact: bool = False
    """An address, a telephone number or a size stands in it."""
    date: bool = False
    """It ends with a full date and says little else."""
    event_end: bool = False
    """It ends as a headline does that says what happened."""
    spaced: bool = False
    """A blank sets two of its phrases apart."""
    closed: bool = False
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
    exchanged = exchange(text)
    stretches = _stretches(text, exchanged)
    first_of_furniture = beginnings(source)
    last: Line | None = None
    gap = True
    for number, stretch in enumerate(stretches):
        told = traits(stretch[2])
        line = _line(text, exchanged, stretch, told, gap)
        if line is None:
            gap = True
            continue
        own = line.text
        if told.furniture and (not line.level or last is None) and not line.teaser:
            edge = number < _EDGE or number >= len(stretches) - _EDGE
            likely = edge or told.folio or own[0] in first_of_furniture or not own[0].isalnum()
            if likely and is_furniture(own, edge, source, last is not None):
                gap = True
                continue
        gap = False
        may_go_on = last is not None and not (line.running or line.gap or last.running or last.closed)
        if last is not None and may_go_on and bylines.goes_on(last.text, own):
            both = join([last, line])
            last = lines[-1] = replace(last, text=both.text, pieces=both.pieces, byline=True)
            continue
        lines.append(line)
        last = line
    _broken_credits(lines)
    _measure(lines)
    _blocks(lines)
    _set_apart(lines)
    _indented(lines)
    _echoes(lines)
    _fresh(lines)
    return lines


def _stretches(text: str, exchanged: str) -> list[_Stretch]:
    """The lines that are not blank; a line in which a report begins after the end of another is two."""
    found: list[_Stretch] = []
    at, blank = 0, True
    if "\r" in exchanged:  # or a return would meet the next line's end when the letters between them are left out
        exchanged = _BARE_RETURN.sub("\n", exchanged)
    raws, shown_marks = exchanged.splitlines(True), marks(exchanged).splitlines(True)
    if len(shown_marks) < len(raws):  # no line's end follows the last line, nor has it a mark
        shown_marks.append("")
    for raw, shown in zip(raws, shown_marks, strict=True):
        if raw.isspace():
            blank = True
        else:
            if len(raw) > _INNER and "本报" in raw:
                found += _parted(text, at, raw, blank)
            else:
                found.append((at, raw, shown, blank))
            blank = False
        at += len(raw)
    return found


def _parted(text: str, at: int, raw: str, blank: bool) -> Iterator[_Stretch]:
    """A line, or the parts of it before each report that begins within it and behind."""
    begin = at
    end = at + len(raw.rstrip(_LINE_ENDS))
    for inner in bylines.INNER_OPENING.finditer(text, at + 1, end) if end - at > _INNER else ():
        if text[begin : inner.start()].strip():
            part = raw[begin - at : inner.start() - at]
            yield begin, part, marks(part), blank
            begin, blank = inner.start(), False
    part = raw[begin - at :]
    yield begin, part, marks(part), blank


def _line(text: str, exchanged: str, stretch: _Stretch, told: Traits, gap: bool) -> Line | None:
    at, raw, _marks, blank = stretch
    core = raw.strip()
    begin, level = at, 0
    if core[0] in _MARKUP:
        begin, level = _markup(text, at, at + len(raw.rstrip(_LINE_ENDS)))
    if told.dropped == len(raw) - len(core) and begin == at:
        start = at + raw.index(core[0])
        own = core
        pieces: tuple[Piece, ...] = ((0, len(own), start, start + len(own)),)
    else:
        words = words_of(text, begin, at + len(raw), exchanged)
        own, pieces = words.text, words.pieces
        if not own:
            return None
        if told.dropped < 0 or begin > at:
            told = traits(marks(own))
    width = len(own) - told.narrow
    if len(own) >= _ALL:
        told = told._replace(contact=traits(marks(own[:_ALL])).contact)
        width = float(len(own))
    line = Line(own, pieces, gap or blank, raw[0] in _INDENT, level, width, told.running, told.pauses)
    line.spaced = len(pieces) > 1 and _SPACED.search(text, begin, min(at + len(raw), begin + 120)) is not None
    if own[-1] in _TELLING_LAST:
        _look_at_end(line)
    if told.shows or own[0] == "（":
        _look_at_words(line, told)
    return line


def _markup(text: str, at: int, end: int) -> tuple[int, int]:
    """Where the words of a line of Markdown or HTML begin, and the level of a heading; a picture has no words."""
    first = text[at:end].lstrip()[:1]
    if first in ("!", "<") and end - at < 600 and _IMAGE.fullmatch(text, at, end):
        return end, 0
    if first == "#" and (mark := _MARKDOWN.match(text, at, end)):
        return mark.end(), len(mark[1])
    bold = first == "*" and end - at < 80 and text.startswith("**", at) and _BOLD_LINE.fullmatch(text, at, end)
    return at, 4 if bold else 0


def _look_at_end(line: Line) -> None:
    """What a line's last characters show."""
    own = line.text
    last = own[-1]
    if last in bylines.MAY_CLOSE:
        tail = own[-_TAIL:]
        line.caption_end = bylines.ends_with_photographer(tail)
        line.closed = line.credit_end = line.caption_end or bylines.ends_with_credit(tail)
    if last in _EVENT_LAST:
        line.event_end = own.endswith(_EVENT_ENDS)
    elif last in _DATE_LAST:
        line.date = len(own) <= 40 and _DATE_LINE.match(own) is not None
    elif last in _SENTENCE_ENDS:
        line.closed = True
    elif last in _AFTER_SENTENCE:
        line.closed |= own[-_TAIL:].rstrip(_AFTER_SENTENCE)[-1:] in _SENTENCE_ENDS
    elif own[0] == "|" == last:  # a row of a Markdown table
        line.running = line.closed = True


def _look_at_words(line: Line, told: Traits) -> None:
    """What the words show of which ``told`` says that they may be there."""
    own = line.text
    if told.contact:
        line.contact = _CONTACT.search(own, 0, _ALL) is not None
    if told.opens or own[0] == "（":
        line.opening = bylines.opens(own[:60])
    if told.page:
        line.teaser = len(own) <= 30 and _TEASER.match(own) is not None
        tail = own[-_TAIL:]
        line.part_end = ("下转" in tail or "接" in tail) and _CONTINUES.search(tail) is not None
        if line.part_end and _CONTINUED.match(own):  # what follows is the body
            line.part_end, line.opening = False, True
        line.closed |= line.teaser or line.part_end
    if told.byline and not line.opening:
        line.byline = len(own) <= 40 and bylines.is_byline(own)


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
        own = line.width
        about = sorted(widths[low:high])
        if line.running:
            about.remove(own)
        line.body_width = about[(2 * len(about)) // 3] if about else own
        slack = 1.6 if own < 30 else 3.0
        fits = _as_wide(own, about, slack)
        if line.gap or line.indent or (at > 0 and lines[at - 1].closed):
            fits = fits or _as_wide(own + 2, about, slack)  # a paragraph's first line is set in
            if fits and at + 1 < len(lines) and not line.closed:
                fits = not _odd(line, lines[at + 1], slack)
        line.fits = fits


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
    parts = [line.text[:_ECHO_WIDTH] for line in lines]
    page = "".join(parts)
    places = [0, *accumulate(map(len, parts))]
    for at, line in enumerate(lines):
        if (line.running and not line.gap) or line.opening or line.closed or line.block:
            continue
        own = line.text
        if not 4 <= len(own) <= 40:
            continue
        pairs = set(map(add, own, own[1:]))
        before = page[places[max(0, at - _ECHO_REACH)] : places[at]]
        after = page[places[at + 1] : places[min(at + 1 + _ECHO_REACH, len(lines))]]
        again = max(sum(map(before.__contains__, pairs)), sum(map(after.__contains__, pairs)))
        line.echo = again / len(pairs)


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
