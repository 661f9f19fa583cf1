"""The walk over one sentence: titles, the names behind them, and lists of names without a title."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.bodies import BodyRead, Context, party_committee
from kg.extract.judge import NameJudge
from kg.extract.leaders import leaders_title, led, list_before
from kg.extract.names import (
    NameRead,
    boundary,
    everyday_surname,
    has_surname,
    read_name,
    surname_class,
)
from kg.extract.offices import Title
from kg.extract.slots import Slot, Walk
from kg.extract.titles import read_title, skip_annotations
from kg.extract.words import HARD, OfficeToken, is_word, words

_JOIN = re.compile(r"、|以及|及|和|与")
_JOIN_WIDE = re.compile(r"、|，|以及|及|和|与")
_OPENED = re.compile(r"(?:还|主要|分别)?有：?|：")
_ZONED = re.compile(r"[一-鿿]{2,10}?(?:开发区|高新区|经开区|新区|园区|街道|镇|乡|村|社区|局|委|办)")
# Their area is not what a bare 市 after them means.
_GUESTS = re.compile(r"工作[组队]$|指挥部$|办事处$|[商协]会$|代表团$|援|驻")
_COMMITTEES = tuple(f"{level}委、" for level in "省市县区州盟旗")
_CLAUSE_ENDS = frozenset("，。；：")
JOINING = re.compile(r"[，、]?(?:以及|及|和|与|其中)?")
"""What joins two names, or titles with their names, to one list."""
_CHAINED = frozenset(("", "、", "兼", "、兼", "和", "及", "，", "暨", "，兼"))
# What can stand before a title whose holder was named before it: 任命某某为…, 某某当选….
_GIVEN = re.compile(r"为|任|当选|的|辞去|职")


class SentenceWalk:
    """The walk over one sentence."""

    def __init__(
        self,
        text: str,
        first: int,
        last: int,
        tokens: list[OfficeToken],
        lists: list[int],
        context: Context,
        known: frozenset[str],
        found: Walk,
    ) -> None:
        self.text, self.first, self.last, self.tokens = text, first, last, tokens
        self.context, self.known, self.found = context, known, found
        self.floor = first
        self.opened = False
        """The list goes on behind a comma too, for a colon opened it (出席的领导还有：…)."""
        self.judge = NameJudge(text, last, tokens, known, context.proposed, self._next_in_list)
        self.chain: list[Title] = []
        self.chain_end = -1
        self.group = len(found.slots) + 1
        self.bare_lists = lists

    def read(self) -> None:
        """Goes through the offices; each is a title of the name behind it, a link of a chain, or nothing."""
        for token in self.tokens:
            if token.start < self.floor:
                continue
            self._bare_lists(token.start)
            if token.start < self.floor or not self._worth_reading(token):
                continue
            self.context.place = token.start
            title = read_title(self.text, self.floor, token, self._chain_before(token), self.context)
            if title is None:
                continue
            self._at_title(title)
        self._bare_lists(self.last)
        if self.chain:
            self.found.unnamed.append(tuple(self.chain))

    def _worth_reading(self, token: OfficeToken) -> bool:
        """Whether a name or another title can follow, or whoever holds it was named before; most 干部, 群众 are not."""
        text = self.text
        at = skip_annotations(text, token.end)
        following = text[at : at + 1] if at < self.last else ""
        if text.startswith(("候选人", "人选", "建议人选", "拟任人选"), at):
            return False
        if token.word.endswith("负责人") and not "一" <= following <= "鿿":
            return False
        if token.kind == "leaders" and _OPENED.match(text, at):
            return True
        if following in ("、", "兼", "暨", "和", "及"):
            return True
        if _GIVEN.search(text, max(self.first, token.start - 30), token.start):
            return True
        if following == "，":
            return token.kind in ("office", "head")
        return "一" <= following <= "鿿" and self.judge.read(at) is not None

    def _chain_before(self, token: OfficeToken) -> list[Title]:
        """The chain, if it may still go on to this office; whether it does shows when the title's start is known."""
        return self.chain if self.chain and self.chain_end <= token.start and self._gap_short(token) else []

    def _gap_short(self, token: OfficeToken) -> bool:
        between = self.text[self.chain_end : token.start]
        return len(between) <= 26 and _CLAUSE_ENDS.isdisjoint(between.lstrip("，"))

    def _at_title(self, title: Title) -> None:
        text = self.text
        joined = bool(self.chain) and text[self.chain_end : title.start] in _CHAINED
        if not joined and self.chain:
            self.found.unnamed.append(tuple(self.chain))
            self.chain = []
        at = title.end
        opened = _OPENED.match(text, at, self.last) if title.kind == "leaders" else None
        self.opened = opened is not None
        if opened:
            at = opened.end()
        if at < self.last and text[at] in "、兼暨":
            self.chain.append(title)
            self.chain_end = at
            self._remember(title)
            return
        name = self.judge.name_at(at, title)
        if name is None:
            # 党组书记，局长: a comma inside a chain
            if at < self.last and text[at] in "，和及" and title.body:
                self.chain.append(title)
                self.chain_end = at
            else:
                self.found.unnamed.append((*self.chain, title))
                self.chain = []
            return
        titles = (*self.chain, title)
        titles = self._shared_body(titles)
        self._remember(title)
        self._add_list(titles, name)
        self.chain = []

    def _shared_body(self, titles: tuple[Title, ...]) -> tuple[Title, ...]:
        """市委、市政府新闻发言人: the office is of both."""
        first = titles[0]
        both = self.text.endswith(_COMMITTEES, max(self.first, first.start - 8), first.start)
        if (
            both
            and first.body
            and first.body.name
            and first.body.name.endswith("政府")
            and first.role
            and first.body.area
        ):
            committee = BodyRead(party_committee(first.body.area), first.body.area, "party")
            return (first._replace(body=committee, start=first.start - 3), *titles)
        return titles

    def _remember(self, title: Title) -> None:
        if title.body and title.body.name:
            self.context.bodies.append(title.body)
        if title.body and title.body.area:
            if not _GUESTS.search(title.body.name or ""):
                self.context.sentence_areas.append(title.body.area)
            if title.body.area.endswith(("村", "社区", "嘎查", "屯")):
                self.context.settlement = title.body.area
            if title.body.area.endswith(("镇", "乡", "街道", "苏木")):
                self.context.township = title.body.area

    # --- names --------------------------------------------------------------------------------

    def _add_list(self, titles: tuple[Title, ...], name: NameRead) -> None:
        """The name and those that follow it in its 、 list; a title covers them all."""
        new_group = not (self.found.slots and self._joins(self.found.slots[-1].end, titles[0].start))
        if new_group:
            self.group += 1
        start = titles[0].start
        # 某会党组成员、副主任甲、乙: both are of one body, and of all of them
        one_body = len({title.body.name for title in titles if title.body}) == 1 and all(t.body for t in titles)
        covering = titles if one_body else titles[-1:]
        while True:
            end = skip_annotations(self.text, name.end)
            sure = name.sure and titles[-1].certain
            self.found.slots.append(
                Slot(name.name, start, name.start, name.end, end, titles, self.group, sure, "title-name")
            )
            self.floor = end
            following = self._next_in_list(end)
            if following is None:
                break
            name, start, titles = following, following.start, covering
        self._all_leaders(self.floor)

    def _joins(self, end: int, start: int) -> bool:
        gap = self.text[end:start] if end <= start else "。"
        return len(gap) <= 4 and JOINING.fullmatch(gap) is not None

    def _next_in_list(self, at: int) -> NameRead | None:
        join = (_JOIN_WIDE if self.opened else _JOIN).match(self.text, at)
        if not join or join.end() >= self.last:
            return None
        place = join.end()
        item_end = place
        while item_end < self.last and self.text[item_end] not in HARD:
            item_end += 1
        comma = join.group() in ("、", "，")
        if not comma and self._is_area(place, item_end):
            return None
        name = read_name(self.text, place, self.known, free=comma)
        if name is None or (name.name not in self.known and self._inside_area(name)):
            return None
        for token in self.tokens:
            if place <= token.start < item_end and token.end <= item_end:
                ended = boundary(self.text, name.end) >= 3 or self.text.startswith(("及", "和", "与", "以及"), name.end)
                joined = self.text.startswith(("及", "和", "与", "以及", "等"), name.end)
                between = self.text[name.end : token.start]
                head_of_body = not joined and words().body_ending(between) is not None
                tail = token.start >= name.end and ended and not head_of_body
                if not tail:
                    return None
        edge = boundary(self.text, name.end)
        if not comma and (edge < 1.5 or not has_surname(name.name)) and name.name not in self.known:
            return None
        if not has_surname(name.name) and name.name not in self.known:
            if edge < 4 and not (edge >= 3 and not is_word(name.name)):
                return None
            if (is_word(name.name) and len(name.name) > 2) or (len(name.name) > 5 and "·" not in name.name):
                return None
        if edge < 1.5 and name.name not in self.known:
            return None
        return name

    def _inside_area(self, name: NameRead) -> bool:
        """Whether an area's name begins here and goes as far: the next item opens with it (甲、新疆某公司…乙)."""
        return any(
            area.start == name.start and area.end >= name.end for area in self.context.area_names(name.start, name.end)
        )

    def _is_area(self, start: int, end: int) -> bool:
        """甲、乙和东港经济技术开发区: no name."""
        areas = self.context.area_names(start, start + 1)
        return bool(areas) or _ZONED.match(self.text, start, end) is not None

    def _all_leaders(self, at: int) -> None:
        """A、B等市领导: all names of the list are 市领导 besides."""
        members = list_before(self.found.slots, len(self.found.slots) - 1)
        listed = [self.found.slots[index] for index in members]
        title = leaders_title(self.text, at, self.last, listed, self.context)
        if title:
            led(self.found.slots, members, title)
            self.floor = title.end

    # --- lists without a title ------------------------------------------------------------

    def _bare_lists(self, stop: int) -> None:
        """Lists of three names and more that no title announces, from the floor to ``stop``."""
        while self.bare_lists and self.bare_lists[0] < stop:
            at = self.bare_lists.pop(0)
            if at < self.floor:
                continue
            names = self._list_from(at, stop)
            if not names:
                continue
            self.group += 1
            for name in names:
                end = skip_annotations(self.text, name.end)
                self.found.slots.append(
                    Slot(name.name, name.start, name.start, name.end, end, (), self.group, name.sure, "list-of-names")
                )
                self.floor = end
            self._all_leaders(self.floor)

    def _list_from(self, at: int, stop: int) -> list[NameRead]:
        """The names of the list that may begin at ``at``."""
        text = self.text
        first = read_name(text, at, self.known)
        if first is None or text[skip_annotations(text, first.end) : skip_annotations(text, first.end) + 1] != "、":
            return []
        if not self._can_begin(at, first) or self.context.area_names(at, at + 1):
            return []
        names = [first]
        at = skip_annotations(text, first.end)
        while len(names) < 80:
            following = self._next_in_list(at)
            if (
                following is None
                or following.end > stop + 4
                or not (has_surname(following.name) or following.name in self.known)
            ):
                break
            names.append(following)
            at = skip_annotations(text, following.end)
        proper = sum(not is_word(name.name) and not everyday_surname(name.name) for name in names)
        return names if len(names) >= 3 and proper * 2 > len(names) else []

    def _can_begin(self, start: int, name: NameRead) -> bool:
        before = self.text[max(self.floor, start - 3) : start]
        if not before or before[-1] in HARD:
            return True
        return before.endswith(_BEFORE_LIST) and (name.name in self.known or not is_word(name.name))


_BEFORE_LIST = (
    "有",
    "是",
    "为",
    "由",
    "对",
    "以及",
    "和",
    "与",
    "及",
    "的",
    "学生",
    "教师",
    "主席",
    "同志",
    "者",
    "队员",
)


def bare_lists(text: str, begin: int, stop: int) -> list[int]:
    """Places in ``text[begin:stop]`` where three names in a row, each beginning with a surname, may stand."""
    first, others = listed_names()
    # Asked from the mark behind the first of them: a text has few of these, and a surname in every other word.
    marks = [match.start() for match in others.finditer(text, begin, stop)]
    found: set[int] = set()
    for mark in marks:
        opened = text.rfind("（", begin, mark) if text[mark - 1 : mark] == "）" else mark
        found.update(start for start in range(max(begin, opened - 4), opened - 1) if first.fullmatch(text, start, mark))
    return sorted(found)


@cache
def listed_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name that may open a list, and the mark behind it, if two more follow."""
    item = rf"[{surname_class()}][一-鿿]{{1,3}}(?:（[^（）]{{1,12}}）)?"
    return re.compile(item), re.compile(rf"、(?={item}(?:、|和|及|以及|与){item})")
