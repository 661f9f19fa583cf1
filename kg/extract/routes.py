"""Several who led a tour each: 甲、乙、丙分别带队走访…. Who was with whom is told leader by leader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.occasions import EventRead, tour_clause
from kg.extract.slots import Slot, slots_in
from kg.extract.words import words
from kg.model import Article

_APART = re.compile(
    r"分别(?:率队|带队|带领|率领|深入|前往|赴|到|来到|走进|走访|看望|慰问|督导|检查|调研|以)|分赴|各[带率领]"
)
_ROUTES = re.compile(r"分(?:成)?[两二三四五六七八九多\d]+(?:路|个?组|批)|分组(?!讨论|审议)|分头|兵分")
_GOES = re.compile(
    r"(?:首先|先后|又|则|再次|一行|还|也|随后|专程|冒[雨雪]|顶着[^，。；]{1,6}|率[^，。；]{0,12}|带队|率队)*"
    r"(?:，|在[^，。；]{2,24}，?|就[^，。；]{2,24}，?)?(?:来到|走进|前往|赶赴|到达|到|赴|深入|实地|率队|带队|看望|走访|慰问|督导|检查|调研|督查|查看|察看|暗访)"
)
# What may stand before the subject of a sentence: a time, a place, 另一路.
_LEADING = re.compile(r"(?:[^，。；]{0,24}[，、：])?(?:[^，。；]{0,12}(?:上午|下午|日|天|路|组|时许?))?，?")


def told_apart(sentence: str, first: int, slots: Sequence[Slot]) -> bool:
    """Whether several went different ways, so that who was where is not told here."""
    if _ROUTES.search(sentence):
        return True
    match = _APART.search(sentence)
    before = slots_in(slots, first, first + match.start()) if match else ()
    return len(before) > 1 and len({slot.group for slot in before[-2:]}) == 1


def routes(
    article: Article, text: str, sentences: Sequence[tuple[int, int]], slots: Sequence[Slot]
) -> list[EventRead] | None:
    """The tours, one a leader; ``None`` where the article does not tell that several went different ways."""
    for number, (first, last) in enumerate(sentences[:4]):
        if first >= article.body_at - 1 and told_apart(text[first:last], first, slots):
            return _tours(text, sentences[number + 1 :], slots, _kind(text[first:last], article))
    return None


def _kind(sentence: str, article: Article) -> str:
    verb = words().tour_verb.search(sentence) or words().tour_verb.search(article.headline or "")
    return words().tours[verb.group()] if verb else "inspection"


def _tours(text: str, sentences: Sequence[tuple[int, int]], slots: Sequence[Slot], kind: str) -> list[EventRead]:
    found: list[EventRead] = []
    known = {slot.name for slot in slots_in(slots, 0, sentences[0][0] if sentences else 0)}
    for first, last in sentences:
        inside = slots_in(slots, first, last)
        if not inside or not _LEADING.fullmatch(text[first : inside[0].start]):
            continue
        group = [slot for slot in inside if slot.group == inside[0].group]
        leader = group[0]
        if any(event.leader == leader.name for event in found):
            continue
        goes = _GOES.match(text, group[-1].end, last)
        new = leader.name in known or any(title.kind in ("head", "office") for title in leader.titles)
        if not goes or not new or re.search(r"陪同|一同|参加", text[group[-1].end : last][:30]):
            continue
        verb = words().tour_verb.search(text, goes.start(), last)
        own = words().tours[verb.group()] if verb else kind
        start = leader.start
        event = EventRead(tour_clause(text[start:last]), own, start, max(goes.end(), start + 1), first, None, tour=True)
        event.leader = leader.name
        found.append(event)
    return found
