"""Which head lines belong to which body, and which of them is the headline.

Head lines lie before, after or in the middle of their body, as the page's columns fell. Along the page every block of
head lines is cut in two, for the body before and the body after it, so that what a headline says stands in its body,
each report has one headline, no headline is broken, and the page keeps one habit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add
from typing import NamedTuple

from kg.read.bodies import Block, Body
from kg.read.lines import Line
from kg.read.vocabulary import one_of

_SUBTITLE = re.compile(rf"{one_of('subtitle_end')}$|^{one_of('subtitle_start')}")
_COLUMN_NAME = re.compile(rf"{one_of('column_name')}$")
_SAYS = re.compile(one_of("happening"))
_JOINS_LEFT = re.compile(r"[的和与暨在到赴对为向及、，：“（《—]$")
_JOINS_RIGHT = re.compile(r"[并和及与的等暨、，：；”）》]")
_GOES_ON_WITH = re.compile(r"关于|选[出举]|任免")
_VERB_LEFT = re.compile(r"(?<![会议式赛节班课展典礼动坛])(?:举行|召开|举办)$")
_OCCASION = re.compile(r"(?:会|会议|仪式|活动|大赛|典礼|培训|讲座)$")
# A slogan set above a headline: 小木耳撑起大产业 / 某县举办木耳产业发展大会
_SLOGAN = re.compile(r"[^省市县区州旗镇乡委局院会全我\d，。：；、“”（）]{4,11}$")
_REPORTS = re.compile(
    r"[全我][省市县区州旗]|[\u4e00-\u9fff]{1,8}?[省市县区州旗镇乡](?![场域民]).{4}|[\u4e00-\u9fff]{2,8}?(?:召开|举行|举办|开展|启动)"
)
_NOTICE_TITLE = re.compile(r".{0,8}(?:公告|启事|声明|通告|通知|讣告|招聘|招租|出租|转让)$")
_AREA = re.compile(r"[\u4e00-\u9fff]{1,4}[省市州县区旗镇乡]$")
_GOES_ON = re.compile(r"[^，：]{2,5}[并暨]")
_SUBJECT = re.compile(rf"{one_of('subject_end')}$")
_HAN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")
_WINDOW = 10
"""How many bodies away a headline can have fallen."""


class Cut(NamedTuple):
    """One way to part a block of head lines."""

    size: int
    """How many of its lines go to the body before it."""
    before: float
    """What these gain with that body."""
    after: float
    """What the others gain with the body after."""
    parted: float
    """What it costs that a line of the one stands beside a line of the other."""


_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"))


def _grams(text: str) -> list[str]:
    """The pairs of neighbouring letters, each once."""
    return sorted({pair for run in _HAN.findall(text[:80]) for pair in map(add, run, run[1:])})


def likeness(head: str, body: Body, others: list[Body]) -> float:
    """How much of the headline's words stand in the body and not in the others, 0 to 1."""
    return _likeness(_grams(head), [body.probe, *(other.probe for other in others)], (0,))[0]


def _likeness(grams: list[str], probes: list[str], which: Sequence[int]) -> list[float]:
    """For those of the bodies compared, by their ``probes``, that are asked for."""
    found = [list(map(probe.__contains__, grams)) for probe in probes]
    weights = [1.0 / max(1, bodies) for bodies in map(sum, zip(*found, strict=True))]
    shares = []
    for at in which:
        met = total = 0.0
        for weight, here in zip(weights, found[at], strict=True):
            total += weight
            if here:
                met += weight
        shares.append(met / total if grams else 0.0)
    return shares


def assign(bodies: list[Body], blocks: list[Block]) -> list[Block]:
    """Give each body its head lines; what fits none is returned."""
    probes = [body.probe for body in bodies]
    ways = [_ways(bodies, probes, block) for block in blocks]
    cuts = _cuts(bodies, blocks, ways, 0.5)
    if len(blocks) > 2:
        cuts = _cuts(bodies, blocks, ways, _habit(bodies, blocks, cuts))
    orphans: list[Block] = []
    for block, cut in zip(blocks, cuts, strict=True):
        if block.before is None and block.after is None:
            orphans.append(block)
        elif block.before == block.after and block.before is not None:
            bodies[block.before].heads += block.lines
        else:
            if block.before is not None:
                bodies[block.before].heads += block.lines[:cut]
            if block.after is not None:
                bodies[block.after].heads += block.lines[cut:]
    _rescue(bodies)
    return orphans


def _habit(bodies: list[Body], blocks: list[Block], cuts: list[int]) -> float:
    """Share of reports with their headline before them."""
    before = after = 1.0
    for block, cut in zip(blocks, cuts, strict=True):
        if block.before == block.after:
            continue
        if block.before is not None and cut and bodies[block.before].opening:
            after += 1
        if block.after is not None and cut < len(block.lines) and bodies[block.after].opening:
            before += 1
    return before / (before + after)


def _none(body: Body) -> float:
    """Cost of a body without a headline."""
    if body.teaser:
        return 4.0
    if body.caption:
        return 0.3
    return 2.5 if body.opening else 1.8


def _side(body: Body, is_after: bool, habit: float) -> float:
    """Cost of head lines on that side of a body."""
    if body.teaser or not body.opening:
        return 2.0 if is_after else 0.0
    return 1.6 * (habit if is_after else 1.0 - habit)


def _cuts(bodies: list[Body], blocks: list[Block], ways: list[list[Cut]], habit: float) -> list[int]:
    """How many lines of each block go to the body before it."""
    best: dict[bool, float] = {False: 0.0}
    trail: list[dict[bool, tuple[int, bool]]] = []
    last: int | None = None
    for block, choices in zip(blocks, ways, strict=True):
        reached: dict[bool, float] = {}
        came: dict[bool, tuple[int, bool]] = {}
        prices = _prices(bodies, block, choices, habit)
        for had_before, cost in best.items():
            had = had_before and last == block.before
            base = cost
            if last is not None and last != block.before and not had_before:
                base += _none(bodies[last])
            for cut, *price_of in prices:
                price = base + price_of[had]
                has = cut < len(block.lines) or (block.before == block.after and block.before is not None)
                if has not in reached or price < reached[has]:
                    reached[has] = price
                    came[has] = (cut, had_before)
        best = reached
        trail.append(came)
        last = block.after
    if not trail:
        return []
    has = min(best, key=lambda key: (best[key] + (0 if key or last is None else _none(bodies[last])), key))
    cuts = []
    for came in reversed(trail):
        cut, has = came[has]
        cuts.append(cut)
    return cuts[::-1]


def _choices(block: Block) -> list[int]:
    size = len(block.lines)
    if block.before is None:
        return [0]
    if block.after is None or block.before == block.after:
        return [size]
    if size > 12:
        return [*range(6), *range(size - 5, size + 1)]
    return list(range(size + 1))


def _ways(bodies: list[Body], probes: list[str], block: Block) -> list[Cut]:
    """What there is to choose from, with what does not depend on the page's habit."""
    centre = block.before if block.before is not None else block.after or 0
    first = max(0, centre - 2)
    near = probes[first : centre + 4]
    sides = (block.before, None if block.after == block.before else block.after)
    which = [at - first for at in sides if at is not None]
    gains: tuple[list[float], list[float]] = ([], [])
    for line in block.lines:
        most = min(3.0, 0.5 + len(line.text) / 8)
        shares = iter(_likeness(_grams(line.text), near, which))
        for at, gain in zip(sides, gains, strict=True):
            gain.append(0.0 if at is None else most * next(shares))
    body = None if block.before is None else bodies[block.before]
    found = []
    for cut in _choices(block):
        within = body is not None and 0 < cut < len(block.lines)
        parted = _parted(block.lines[cut - 1], block.lines[cut], body) if body is not None and within else 0.0
        found.append(Cut(cut, sum(gains[0][:cut]), sum(gains[1][cut:]), parted))
    return found


def _prices(bodies: list[Body], block: Block, choices: list[Cut], habit: float) -> list[tuple[int, float, float]]:
    """The cuts, and what each costs where the body before has no head lines yet, and where it has."""
    within = block.before is not None and block.before == block.after
    first = None if block.before is None else bodies[block.before]
    second = None if block.after is None or within else bodies[block.after]
    prices = []
    for cut, before, after, parted in choices:
        size = len(block.lines) - cut
        price = taken = 0.0
        if first is not None and cut:
            price += _side(first, not within, habit) - before + 0.3 * max(0, cut - 3)
            taken = 3.0
        elif first is not None:
            price += _none(first)
            taken = -_none(first)
        if second is not None and size:
            price += _side(second, False, habit) - after + 0.3 * max(0, size - 3)
        price += parted
        prices.append((cut, price, price + taken))
    return prices


def _parted(last: Line, line: Line, body: Body) -> float:
    """Cost of giving two neighbouring head lines to two bodies."""
    cost = max(0.0, -parting(last, line, body, True)) + (0.0 if line.gap else 0.4)
    if _SUBTITLE.search(line.text) and not line.gap:
        cost += 2.0  # 甲讲话 乙主持 adds to the headline above it
    return cost + (1.5 if line.level > last.level > 0 else 0.0)


def parting(first: Line, second: Line, body: Body, wrapped: bool, third: Line | None = None) -> float:
    """Do two head lines say two things (above 0) or is a headline broken between them (below)?

    ``third``: the head line after them; ``wrapped``: the body is set in columns, so that headlines are broken too.
    """
    left, right = first.text, second.text
    score = -0.4
    if any(left.count(opened) > left.count(closed) for opened, closed in _PAIRS):
        return -4.0
    if _JOINS_LEFT.search(left) or _JOINS_RIGHT.match(right):
        score -= 2.0
    if _GOES_ON_WITH.match(right):
        score -= 4.0  # 某县第一次人民代表大会 / 选出新一届领导人员
    if _VERB_LEFT.search(left) and _OCCASION.search(right):
        score -= 4.5  # 县委中心组举行 / （扩大）学习会
    probe = body.probe
    for size, weight in ((4, 3.0), (3, 2.0), (2, 1.0)):
        crossing = (left[-keep:] + right[: size - keep] for keep in range(1, size))
        if any(len(gram) == size and gram in probe for gram in crossing):
            score -= weight
            break
    if second.gap and not (first.level and second.level):
        if len(left) <= 4:
            return 1.0  # an area or a column's name set above
        score += 1.6
    verb = _SAYS.search(right + (third.text if third is not None else ""))
    if _AREA.match(left) and not (verb and verb.start() == 0):
        score += 1.6
    if first.level != second.level:
        score += 2.5
    if first.event_end and len(left) > 6:
        score += 1.5
    score += 1.5 * first.spaced + 1.2 * (second.spaced and not first.spaced)
    if _SUBTITLE.search(right) and (len(left) > 6 or _OCCASION.search(left)):
        score += 1.2
    if _COLUMN_NAME.match(left) or (_NOTICE_TITLE.match(left) and len(left) <= 6):
        score += 3.0
    if _SLOGAN.match(left) and not _SAYS.search(left) and _REPORTS.match(right) and (verb or "举办" in right):
        score += 2.5
    if re.match(r"[\u4e00-\u9fff]{2,4}：", right) or right.startswith("（"):
        score += 1.2
    if _GOES_ON.match(right):
        score -= 1.0
    if _SAYS.search(left) and verb and verb.start() > 1 and len(left) > 6 and len(right) > 6:
        score += 1.0
    if not wrapped:
        return score + 1.0
    if _SUBJECT.search(left) and len(left) <= 12 and not first.event_end:
        score -= 1.0
    if abs(first.width - second.width) <= 2:
        score -= 0.5
    return score


def phrases(body: Body) -> list[list[Line]]:
    """Head lines put together to phrases, in the page's order."""
    wrapped = max(line.width for line in body.lines) < 46
    out: list[list[Line]] = []
    for at, line in enumerate(body.heads):
        third = body.heads[at + 1] if at + 1 < len(body.heads) else None
        if out and parting(out[-1][-1], line, body, wrapped, third) <= 0:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def main_phrase(found: list[list[Line]], body: Body) -> int:
    """Which phrase is the headline: the one that says what happened."""
    if len(found) == 1:
        return 0
    scores = []
    for at, phrase in enumerate(found):
        text = "".join(line.text for line in phrase)
        score = 3.0 * likeness(text, body, []) + min(len(text), 20) / 20 + 0.3 * (at == 0)
        score += 0.6 * bool(re.match(r"[\u4e00-\u9fff]{2,5}：", text))
        score += 1.0 * bool(_SAYS.search(text)) + 0.4 * phrase[-1].event_end
        if _SUBTITLE.search(text) and not re.search(r"召开|举行", text):
            score -= 1.2
        if any(line.spaced for line in phrase) and not _SAYS.search(text):
            score -= 0.8
        if _COLUMN_NAME.match(text) or text.startswith("（") or len(text) <= 4:
            score -= 3.0
        if body.advert and _NOTICE_TITLE.fullmatch(text):
            score += 6.0
        score -= 0.3 * max(0, phrase[0].level - 1)
        scores.append((score, -at))
    return -max(scores)[1]


def _rescue(bodies: list[Body]) -> None:
    """A headline that fell to a neighbour goes to the report without one that it speaks of."""
    bare = [at for at, body in enumerate(bodies) if not body.heads and not body.teaser]
    spare = {at: phrases(body) for at, body in enumerate(bodies) if len(body.heads) > 1} if bare else {}
    offers: list[tuple[float, int, int, int]] = []
    for at in bare if spare else []:
        for other in range(max(0, at - _WINDOW), min(len(bodies), at + _WINDOW + 1)):
            for number, phrase in enumerate(spare.get(other, ())) if len(spare.get(other, ())) > 1 else ():
                text = "".join(line.text for line in phrase)
                own = likeness(text, bodies[other], [bodies[at]])
                here = likeness(text, bodies[at], [bodies[other]])
                if here > 0.4 and here > own + 0.25 and len(text) >= 6:
                    offers.append((own - here, at, other, number))
    moved: set[tuple[int, int]] = set()
    for _score, at, other, number in sorted(offers):
        left = len(spare[other]) - sum(1 for taken, _number in moved if taken == other)
        if bodies[at].heads or (other, number) in moved or left < 2:
            continue
        phrase = spare[other][number]
        bodies[at].heads = phrase
        bodies[other].heads = [line for line in bodies[other].heads if not any(line is gone for gone in phrase)]
        moved.add((other, number))
