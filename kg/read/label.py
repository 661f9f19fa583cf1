"""Which lines are headline and which are body, read along the page.

Every line is one of three: it belongs to a head, it goes on with the body that is open, or a body starts with it. Each
choice costs by how unlike the line that is and how unlike the step from the line before; the cheapest way through the
page is taken (Viterbi). What was open stays open over a headline that the extraction dropped into a sentence.

The costs are weights found by hand on pages of several papers; only their differences matter.
"""

from __future__ import annotations

import re

from kg.read.lines import Line

HEAD, ON, START = 0, 1, 2
_FRESH, _OPEN, _CLOSED, _ENDED = 0, 1, 2, 3
"""State of the last body line: none yet, sentence goes on, sentence ended, article ended."""
_NEVER = 12.0
_ECHO = 3.0
_BEAM = 14.0
"""Ways so much dearer than the cheapest are given up."""

_PAUSE = re.compile(r"[，；。]")
_BAD_START = re.compile(r"[，。、；：”’）》！？…—%]")
_LEAD = re.compile(
    r"近日|日前|昨日|昨天|昨晚|今日|前日|连日来|近年来|今年|去年|\d{1,2}月\d{1,2}日|\d{4}年|\d{1,2}日|眼下|当前|为进一步|根据"
    r"|记者(?:昨日|今日|近日|日前|从|获悉)|受委托|因|图为"
)

State = tuple[int, int]
"""Kind of the last line and state of the last body."""


def label(lines: list[Line]) -> list[int]:
    """HEAD, ON or START for each line."""
    best: dict[State, float] = {(START, _FRESH): 0.0}
    back: list[dict[State, State]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        limit = min(best.values()) + _BEAM
        live = {key: cost for key, cost in best.items() if cost <= limit}
        reached: dict[State, float] = {}
        came: dict[State, State] = {}
        left = _left(line, after)
        if before is not None and _only_on(line, before) and all(kind != HEAD for kind, _state in live):
            for key, cost in live.items():
                if (ON, left) not in reached or cost < reached[ON, left]:
                    reached[ON, left] = cost
                    came[ON, left] = key
        else:
            own = (_head_cost(line, after), _on_cost(line, before, after), _start_cost(line, after))
            for key, cost in live.items():
                for choice, step in enumerate(_steps(key, line, before)):
                    if step is None:
                        continue
                    total = cost + own[choice] + step
                    new = (choice, key[1] if choice == HEAD else _FRESH if line.byline and choice == START else left)
                    if new not in reached or total < reached[new]:
                        reached[new] = total
                        came[new] = key
        best = reached
        back.append(came)
    here = min(best, key=lambda key: (best[key] + (1.5 if key == (START, _FRESH) else 0.0), key))
    out = []
    for came in reversed(back):
        out.append(here[0])
        here = came[here]
    return out[::-1]


def _only_on(line: Line, before: Line) -> bool:
    """Can it be nothing but the next line of an open sentence? Spares the costs of most lines of a page."""
    if before.closed or before.byline or not (line.running and line.fits) or line.gap:
        return False
    return not (line.opening or line.level or line.teaser or line.byline or line.part_end)


def _left(line: Line, after: Line | None) -> int:
    """State in which a body line leaves its body."""
    if line.byline or line.credit_end or line.part_end or line.teaser:
        return _ENDED
    if line.closed or (line.contact and (after is None or after.gap)):
        return _CLOSED
    return _OPEN


def _head_cost(line: Line, after: Line | None) -> float:
    text = line.text
    if line.level:
        return -6.0 if len(text) <= 90 else 4.0
    if line.opening or line.teaser or line.part_end or len(text) > 70 or text[0] == "|":
        return _NEVER
    cost = _shape_cost(line)
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


def _shape_cost(line: Line) -> float:
    """How unlike a headline the words and the width are."""
    text = line.text
    pauses = len(_PAUSE.findall(text))
    cost = 1.0 + 1.6 * min(3, pauses)
    if "。" in text:
        cost += 6.0
    if text.count("》") > text.count("《") or "》《" in text:
        cost += 5.0
    if text[-1] in "，、；：":
        cost += 4.0
    if line.width > 30:
        cost += 3.0 if line.width <= 44 else 7.0
    if _BAD_START.match(text):
        cost += 4.0
    if line.fits:
        cost += 1.2
    elif abs(line.width - line.body_width) > 2.5:
        cost -= 0.6
    if line.event_end:
        cost -= 1.2
    elif _LEAD.match(text):
        cost += 0.8
    if line.spaced and not pauses:
        cost -= 0.4
    if line.echo is not None:
        cost -= _ECHO * (line.echo - 0.4)
    return cost


def _on_cost(line: Line, before: Line | None, after: Line | None) -> float:
    if line.opening or line.teaser:
        return _NEVER
    if line.level:
        return 8.0
    cost = (1.8 if line.bare else 0.0) + _echo_cost(line) - 1.5 * min(0.0, line.begins)
    if not (line.closed or line.fits or line.date or line.contact) and line.text[-1] not in "，、；：":
        cost += 1.5  # too short for a line that goes on
        if after is None or after.gap or after.opening or after.level:
            cost += 0.8
    if before is not None and line.width > 1.45 * max(before.width, before.body_width, 8) and before.body_width < 30:
        cost += 2.0
    return cost


def _echo_cost(line: Line) -> float:
    """What it costs to take for running text a line whose words come again about it."""
    return max(0.0, _ECHO * (line.echo - 0.4)) if line.echo is not None else 0.0


def _start_cost(line: Line, after: Line | None) -> float:
    text = line.text
    if line.opening or line.teaser:
        return -4.0 if line.opening else -5.0
    if line.level:
        return 10.0
    cost = 1.5 + _echo_cost(line)
    if _BAD_START.match(text):
        cost += 4.0
    if text[0] == "（" and text[-1] == "）":
        cost += 2.0
    if _LEAD.match(text):
        cost -= 1.0
    if line.byline:
        return cost - 1.0
    if not line.closed and text[-1] != "：":
        if len(text) < 9:
            cost += 1.0
        wider = after is not None and after.width > 1.5 * line.width
        if wider or (len(text) <= 24 and not line.running and not line.contact):
            cost += 2.0
    return cost


def _steps(key: State, line: Line, before: Line | None) -> tuple[float | None, float | None, float | None]:
    """Cost of going from the line before to this one as HEAD, ON, START; None where that cannot be."""
    kind, state = key
    if before is None:
        return 0.0, None, 0.0
    if kind == HEAD:
        return 0.3 if line.gap else 0.0, _on_after_head(state, line), _start_after_head(state, line, before)
    if state == _FRESH:
        return 4.0, 0.0, 5.0
    if state == _OPEN:
        head = (0.6 if line.bare else 1.2) if line.gap else 3.2
        return head, 0.2 if line.gap else 0.0, 5.0
    if state == _ENDED:
        return 0.0, 5.0, 0.0
    jump = line.width > 24 and line.width > 1.45 * max(before.width, before.body_width)
    return 0.0 if line.gap else 0.3, 0.0, 0.0 if line.opening else 0.8 if jump else 2.5


def _on_after_head(state: int, line: Line) -> float | None:
    if state == _FRESH:
        return None
    if line.level or state == _ENDED:
        return 9.0
    if state == _CLOSED:
        return 4.0
    return 0.3 if line.gap else 2.5


def _start_after_head(state: int, line: Line, head: Line) -> float:
    cost = 0.0
    if state == _OPEN:
        cost = 2.0 if line.opening else 4.0
    if not line.opening and not line.gap and not head.level and head.fits and line.fits:
        cost += 2.5  # the first line of a paragraph and its second, rather
    return cost
