"""Which lines are headline and which are body, read along the page.

Every line is one of three: it belongs to a head, it goes on with the body that is open, or a body starts with it. Each
choice costs by how unlike the line that is and how unlike the step from the line before; the cheapest way through the
page is taken (Viterbi). What was open stays open over a headline that the extraction dropped into a sentence.

The costs are weights found by hand on pages of several papers; only their differences matter.
"""

from __future__ import annotations

import re
from functools import cache
from math import inf
from operator import itemgetter

from kg.read.lines import Line

HEAD, ON, START = 0, 1, 2
_FRESH, _OPEN, _CLOSED, _ENDED = 0, 1, 2, 3
"""State of the last body line: none yet, sentence goes on, sentence ended, article ended."""
_NEVER = 12.0
_ECHO = 3.0
_BEAM = 14.0
"""Ways so much dearer than the cheapest are given up."""

_BAD_START = frozenset("，。、；：”’）》！？…—%")
_LEAD = re.compile(
    r"近日|日前|昨日|昨天|昨晚|今日|前日|连日来|近年来|今年|去年|\d{1,2}月\d{1,2}日|\d{4}年|\d{1,2}日|眼下|当前|为进一步|根据"
    r"|记者(?:昨日|今日|近日|日前|从|获悉)|受委托|因|图为"
)

_DATED = re.compile(r"(?:\d{4}年)?(?:\d{1,2}|元)月\d{1,2}日|\d{1,2}日|近日|日前|昨[日天晚]|今日|前日")

_BEGUN = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[上下]午|晚|，)")
_DAY_LAST = re.compile(r"[日\d]、$")

State = int
"""Kind of the last line and state of the last body: four times the one and the other."""
Way = tuple[State, float]
"""Where the cheapest way to a state has come, and its cost."""
Costs = tuple[float, float, float]
"""As HEAD, ON, START; infinite where that cannot be."""


def label(lines: list[Line]) -> list[int]:
    """HEAD, ON or START for each line."""
    best: list[Way] = [(4 * START + _FRESH, 0.0)]
    least = 0.0
    back: list[dict[State, State]] = []
    before: Line | None = None
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        limit = least + _BEAM
        left = _left(line, after)
        only = _open_way(best, limit) if before is not None and _only_on(line, before) else None
        if only is not None:
            came, least = only
            best = [(4 * ON + left, least)]
            back.append({4 * ON + left: came})
        else:
            lead = _LEAD.match(line.text) is not None
            own = (_head_cost(line, after, lead), _on_cost(line, before, after), _start_cost(line, after, lead))
            best, least, ways = _go(best, limit, own, _steps(line, before), left, _FRESH if line.byline else left)
            back.append(ways)
        before = line
    here = min(best, key=lambda way: (way[1] + (1.5 if way[0] == 4 * START + _FRESH else 0.0), way[0]))[0]
    out = []
    for ways in reversed(back):
        out.append(here // 4)
        here = ways[here]
    return out[::-1]


def _open_way(best: list[Way], limit: float) -> Way | None:
    """The cheapest way, where all that are cheap enough end in a body."""
    live = [way for way in best if way[1] <= limit]
    return min(live, key=itemgetter(1)) if min(live)[0] >= 4 * ON else None


def _go(
    best: list[Way], limit: float, own: Costs, steps: tuple[Costs, ...], left: int, begun: int
) -> tuple[list[Way], float, dict[State, State]]:
    """The cheapest ways one line on, the least cost of them, and where each comes from.

    Ways dearer than ``limit`` are given up.
    """
    as_head, as_on, as_start = own
    heads: dict[State, float] = {}
    came: dict[State, State] = {}
    on = start = inf
    on_from = start_from = 0
    for state, cost in best:
        if cost > limit:
            continue
        to_head, to_on, to_start = steps[state]
        price = cost + as_head + to_head
        kept = state % 4
        if kept not in heads or price < heads[kept]:
            heads[kept] = price
            came[kept] = state
        price = cost + as_on + to_on
        if price < on:
            on, on_from = price, state
        price = cost + as_start + to_start
        if price < start:
            start, start_from = price, state
    came[4 * ON + left] = on_from
    came[4 * START + begun] = start_from
    first, *others = heads.items()  # of equal costs the one that stands first here counts
    least = min(on, start, *heads.values())
    return [first, (4 * ON + left, on), (4 * START + begun, start), *others], least, came


def _only_on(line: Line, before: Line) -> bool:
    """Can it be nothing but the next line of an open sentence? Spares the costs of most lines of a page."""
    if before.closed or before.byline or not (line.running and line.fits) or line.gap:
        return False
    if before.text[-1] == "、" and breaks_off(before, line):
        return False
    return not (line.opening or line.level or line.teaser or line.byline or line.part_end)


def breaks_off(before: Line, line: Line) -> bool:
    """Is a list cut off by a line that begins as a report does?"""
    if before.text[-1] != "、" or not line.text[0].isdigit() or not _BEGUN.match(line.text):
        return False
    return not _DAY_LAST.search(before.text)


def _left(line: Line, after: Line | None) -> int:
    """State in which a body line leaves its body."""
    if line.byline or line.credit_end or line.part_end or line.teaser:
        return _ENDED
    if line.closed or line.advert_end or (line.contact and (after is None or after.gap)):
        return _CLOSED
    return _OPEN


def _head_cost(line: Line, after: Line | None, lead: bool) -> float:
    text = line.text
    if line.level:
        return -6.0 if len(text) <= 90 else 4.0
    if line.opening or line.teaser or line.part_end or len(text) > 70 or text[0] == "|":
        return _NEVER
    cost = _shape_cost(line, lead)
    if line.contact or line.byline:
        cost += 5.0
    if line.caption_end or line.credit_end:
        cost += 5.0
    if line.date or (after is not None and after.date and not after.gap):
        cost += 4.0
    cost += 1.5 * line.begins
    if line.bare:
        cost -= 1.2
    if text[0] == "（" and text[-1] == "）" and not line.credit_end and len(text) > 12:
        cost -= 4.0
    if after is None:
        cost += 0.3
    elif after.opening:
        cost -= 1.5
    return cost


def _shape_cost(line: Line, lead: bool) -> float:
    """How unlike a headline the words and the width are."""
    text = line.text
    pauses = line.pauses
    cost = 1.0 + 1.6 * (pauses if pauses < 3 else 3)
    if pauses and "。" in text:
        cost += 6.0
    if "》" in text and (text.count("》") > text.count("《") or "》《" in text):
        cost += 5.0
    if text[-1] in "，、；：":
        cost += 4.0
    if line.width > 30:
        cost += 3.0 if line.width <= 44 else 7.0
    if text[0] in _BAD_START:
        cost += 4.0
    if line.fits:
        cost += 1.2
    elif abs(line.width - line.body_width) > 2.5:
        cost -= 0.6
    if line.event_end:
        cost -= 1.2
    elif lead:
        cost += 0.8
    if line.spaced and not pauses:
        cost -= 0.4
    if line.echo is not None:
        cost -= _ECHO * (line.echo - 0.4)
    return cost


def _on_cost(line: Line, before: Line | None, after: Line | None) -> float:
    if line.teaser or (line.opening and (line.gap or before is None or not before.byline)):
        return _NEVER
    if line.opening:
        return -4.0  # 本报讯 under a byline of its own
    if line.level:
        return 8.0
    cost = (1.8 if line.bare else 0.0) + _echo_cost(line) - 1.5 * min(0.0, line.begins)
    if not (line.closed or line.fits or line.date or line.contact) and line.text[-1] not in "，、；：":
        cost += 1.5  # too short for a line that goes on
        if after is None or after.gap or after.opening or after.level:
            cost += 0.8
    if before is not None and before.text[-1] == "、" and breaks_off(before, line):
        cost += 6.0
    if line.fresh and _over_start(line, after):
        cost += 2.5
    if line.bare and line.alone and (before is None or before.closed) and (after is None or after.gap):
        cost += 2.0
    if before is not None and line.width > 1.45 * max(before.width, before.body_width, 8) and before.body_width < 30:
        cost += 2.0
    return cost


def _over_start(line: Line, after: Line | None) -> bool:
    """Does a line without a mark stand between the end of a text and a line that begins as reports do?"""
    if line.running or line.closed or line.byline or after is None or after.gap:
        return False
    return _DATED.match(after.text) is not None


def _echo_cost(line: Line) -> float:
    """What it costs to take for running text a line whose words come again about it."""
    return max(0.0, _ECHO * (line.echo - 0.4)) if line.echo is not None else 0.0


def _start_cost(line: Line, after: Line | None, lead: bool) -> float:
    text = line.text
    if line.opening or line.teaser:
        return -4.0 if line.opening else -5.0
    if line.level:
        return 10.0
    cost = 1.5 + _echo_cost(line)
    if text[0] in _BAD_START:
        cost += 4.0
    if text[0] == "（" and text[-1] == "）":
        cost += 2.0
    if lead:
        cost -= 1.0
    if line.byline:
        if not line.gap or after is None or after.gap:
            return cost - 1.0
        return cost - (4.0 if after.opening else 2.0 if text[0] in "□■" else 1.0)  # it stands above a text
    if not line.closed and text[-1] != "：":
        if len(text) < 9:
            cost += 1.0
        wider = after is not None and after.width > 1.5 * line.width
        if wider or (len(text) <= 24 and not line.running and not line.contact):
            cost += 2.0
    return cost


def _steps(line: Line, before: Line | None) -> tuple[Costs, ...]:
    """Cost of going from each state at the line before to this line."""
    if before is None:
        return ((0.0, inf, 0.0),) * 12
    jump = line.width > 24 and line.width > 1.45 * max(before.width, before.body_width)
    second = line.fits and before.fits and not (line.opening or line.gap or before.level)
    if second:  # but a head that says what happened, or what the text above a dated start does
        dated = _DATED.match(line.text) is not None
        second = not (before.event_end or (dated and (before.fresh or (before.echo or 0.0) >= 0.7)))
    if line.fresh and _DATED.match(line.text):
        start = -1.0
    elif before.advert_end and line.gap:
        start = -2.0 if line.running and not line.contact else 0.0
    elif line.opening:
        start = 0.0
    else:
        start = 0.8 if jump else 2.5
    return _steps_of(line.gap, line.bare, line.level > 0, line.opening, start, second)


@cache
def _steps_of(gap: bool, bare: bool, level: bool, opening: bool, start: float, second: bool) -> tuple[Costs, ...]:
    """``start``: what it costs to begin after a sentence's end; ``second``: it may be a paragraph's second line."""
    after_head = [
        (0.3 if gap else 0.0, _on_after_head(state, gap, level), _start_after_head(state, opening, second))
        for state in (_FRESH, _OPEN, _CLOSED, _ENDED)
    ]
    after_body = [
        (4.0, 0.0, 5.0),
        ((0.6 if bare else 1.2) if gap else 3.2, 0.2 if gap else 0.0, 5.0),
        (0.0 if gap else 0.3, 0.0, start),
        (0.0, 5.0, 0.0),
    ]
    return (*after_head, *after_body, *after_body)


def _on_after_head(state: int, gap: bool, level: bool) -> float:
    if state == _FRESH:
        return inf
    if level or state == _ENDED:
        return 9.0
    if state == _CLOSED:
        return 4.0
    return 0.3 if gap else 2.5


def _start_after_head(state: int, opening: bool, second: bool) -> float:
    cost = 0.0
    if state == _OPEN:
        cost = 2.0 if opening else 4.0
    return cost + 2.5 if second else cost  # the first line of a paragraph and its second, rather
