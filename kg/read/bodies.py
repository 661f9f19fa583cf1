"""Bodies and the head lines that lie between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from operator import add

from kg.read.label import HEAD, START, breaks_off
from kg.read.lines import Line
from kg.read.vocabulary import one_of

_PROBE = 2500
_LEAD_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|近日|日前|昨[日天晚]|今[日天]|前日|记者")
# Whoever reports who was there sells nothing, whatever words stand in it (建筑面积, 盛大).
_REPORTED = re.compile(
    r"(?:书记|主任|主席|[市县区州局院校部]长)[一-鿿]{2,4}[^。]{0,160}(?:出席|参加|主持|致辞|讲话|调研|会见)"
)
_AD = re.compile(one_of("advert"))


@dataclass(slots=True)
class Body:
    """The body of an article as lines; head lines are given to it later."""

    lines: list[Line]
    number: int
    """Among the page's lines, of its first."""
    heads: list[Line] = field(default_factory=list)
    _probe: str = ""

    @property
    def probe(self) -> str:
        """Its words as far as a headline is compared with them."""
        if not self._probe:
            parts, size = [], 0
            for line in self.lines:
                parts.append(line.text[:_PROBE])
                size += len(parts[-1])
                if size > _PROBE:
                    break
            self._probe = "".join(parts)
        return self._probe

    @property
    def opening(self) -> bool:
        """It begins as a report does (``本报讯``, a byline)."""
        return self.lines[0].opening or self.lines[0].byline

    @property
    def teaser(self) -> bool:
        """A pointer to another page."""
        return self.lines[0].teaser

    @property
    def caption(self) -> bool:
        """A picture's caption."""
        ends = self.lines[-1].caption_end or self.lines[-1].text.endswith("摄）")
        if not ends or self.opening:
            return False
        text = "".join(line.text for line in self.lines[:30])
        return len(text) < 400 and ("图为" in text or text.count("。") < 4)

    @property
    def ended(self) -> bool:
        """A byline or a pointer closes it."""
        last = self.lines[-1]
        return last.credit_end or last.part_end or last.byline or last.teaser

    @property
    def advert(self) -> bool:
        """It sells, seeks or gives notice."""
        if self.opening or self.teaser or self.ended:
            return False
        text = "".join(line.text for line in self.heads) + self.probe[:400]
        if _REPORTED.search(text):
            return False
        found = len(set(_AD.findall(text)))
        return found >= 2 or (found == 1 and any(line.contact for line in self.lines[:8])) or "声明作废" in text


@dataclass(slots=True)
class Block:
    """Head lines that stand together, with the bodies before and after them."""

    lines: list[Line]
    number: int
    before: int | None
    after: int | None
    """Equal to :attr:`before` where the block stands within a body."""


def gather(lines: list[Line], labels: list[int]) -> tuple[list[Body], list[Block]]:
    """Bodies and head blocks from labelled lines."""
    bodies: list[Body] = []
    blocks: list[Block] = []
    waiting: Block | None = None
    for number, (line, kind) in enumerate(zip(lines, labels, strict=True)):
        if kind == HEAD:
            if waiting is None:
                waiting = Block([], number, len(bodies) - 1 if bodies else None, None)
                blocks.append(waiting)
            waiting.lines.append(line)
            continue
        if kind == START or not bodies:
            bodies.append(Body([line], number))
        else:
            bodies[-1].lines.append(line)
        if waiting is not None:
            waiting.after = len(bodies) - 1
            waiting = None
    for first, second in pairwise(bodies):
        if breaks_off(first.lines[-1], second.lines[0]):
            _untangle(first, second)
    return _captions(*_crossheads(bodies, blocks))


def _untangle(first: Body, second: Body) -> None:
    """Give back to a body that another one cut off the lines of its column that fell into the other."""
    starts = [at for at, line in enumerate(second.lines) if line.gap and at]
    if not starts or second.lines[starts[0] - 1].closed:
        return
    own, other = _pairs_of(first.lines), _pairs_of(second.lines[: starts[0]])
    moved: list[Line] = []
    kept = second.lines[: starts[0]]
    for start, end in pairwise([*starts, len(second.lines)]):
        part = second.lines[start:end]
        words = _pairs_of(part)
        (moved if len(words & own) > len(words & other) else kept).extend(part)
    if moved and kept[-1].closed:
        if moved[0].event_end and not moved[0].running:  # its headline, which looked like a line of the other
            first.heads.append(moved.pop(0))
        first.lines += moved
        second.lines = kept


def _pairs_of(lines: list[Line]) -> frozenset[str]:
    text = "".join(line.text for line in lines)
    return frozenset(map(add, text, text[1:]))


def _crossheads(bodies: list[Body], blocks: list[Block]) -> tuple[list[Body], list[Block]]:
    """A short line between two paragraphs of one article is part of its body."""
    joined: dict[int, int] = {}
    between = {block.after: block for block in blocks if block.after is not None and block.before != block.after}
    first_head = {block.after for block in blocks}
    kept_bodies: list[Body] = []
    dropped: set[int] = set()
    for at, body in enumerate(bodies):
        block = between.get(at)
        if block is not None and kept_bodies and _is_crosshead(kept_bodies[-1], block, body, at - 1 in first_head):
            kept_bodies[-1].lines += [*block.lines, *body.lines]
            dropped.add(id(block))
        else:
            kept_bodies.append(body)
        joined[at] = len(kept_bodies) - 1
    kept_blocks = [block for block in blocks if id(block) not in dropped]
    for block in kept_blocks:
        block.before = None if block.before is None else joined[block.before]
        block.after = None if block.after is None else joined[block.after]
    return kept_bodies, kept_blocks


def _is_crosshead(last: Body, block: Block, body: Body, headed: bool) -> bool:
    if len(block.lines) != 1 or body.opening or body.teaser or last.ended or last.teaser or body.caption:
        return False
    line = block.lines[0]
    if len(line.text) > 14 or line.level in (1, 2) or line.event_end or not headed:
        return False
    if (line.echo or 0.0) > 0.7 and len(line.text) > 7:
        return False
    if sum(len(part.text) for part in last.lines) < 600 or len(body.probe) < 60 or _LEAD_DATE.match(body.probe):
        return False
    body.heads = [line]
    advert = body.advert
    body.heads = []
    near = abs(last.lines[-1].body_width - body.lines[0].body_width) <= 3
    return near and not advert


def _captions(bodies: list[Body], blocks: list[Block]) -> tuple[list[Body], list[Block]]:
    """A caption that follows a report without a blank line is an article of its own."""
    moved: dict[int, int] = {}
    out: list[Body] = []
    broken = {block.before for block in blocks if block.before == block.after}
    for at, body in enumerate(bodies):
        start = None if at in broken or not body.lines[-1].caption_end else _caption_start(body)
        out.append(body)
        moved[at] = len(out) - 1
        if start:
            out.append(Body(body.lines[start:], body.number + start))
            body.lines = body.lines[:start]
    for block in blocks:
        within = block.before == block.after
        if block.before is not None:
            following = moved.get(block.before + 1, len(out))
            block.before = moved[block.before] if within else following - 1
        if block.after is not None:
            block.after = moved[block.after]
    return out, blocks


def _caption_start(body: Body) -> int | None:
    for at in range(len(body.lines) - 1, max(0, len(body.lines) - 12), -1):
        before = body.lines[at - 1]
        text = body.lines[at].text
        apart = body.lines[at].gap or before.width < before.body_width - 2
        if before.closed and (apart or text.startswith("图") or _LEAD_DATE.match(text)):
            return at if sum(len(line.text) for line in body.lines[at:]) >= 16 else None
    return None
