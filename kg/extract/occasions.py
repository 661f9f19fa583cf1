"""How one sentence tells of an occasion: a meeting by its noun and 召开, a ceremony by 揭牌, a tour by its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.slots import Slot, slots_in
from kg.extract.words import words

_HELD = (
    r"(?:召开|举行|举办|开幕|闭幕|落幕|落下帷幕|开班|开营|开讲|开赛"
    r"|启动|启幕|揭晓|举行了|举办了|召开了|拉开帷幕|拉开序幕|收官|结束|胜利召开|圆满完成|由[^，。；]{2,40}?主持)"
)
"""Also what tells that it was held: 开工仪式由副市长…主持."""
_AFTER_NOUN = re.compile(
    r"(?:(?:于|在|将)[^，。；]{1,40}?|\d[^，。；]{0,30}?|昨[^，。；]{0,16}?|今[^，。；]{0,16}?|日前|近日)?"
    r"(?:隆重|胜利|顺利|正式|成功|圆满|如期|先后|相继|同步|同期|同时|以视频形式|以[^，。；]{1,8}形式|完成各项议程)*"
    + _HELD
)
_HOLDS = "主持召开|组织召开|召开|举行|举办|开展|组织开展|组织|承办|主办|召集|参加|出席|参与|举行了|召开了|开展了|举办了"
_BEFORE_NOUN = re.compile(rf"(?:{_HOLDS})(?:了|的)?(?P<np>[^，。；：！？\n]{{2,60}})")
_CITED = re.compile(
    r"此前(?:召开|举行|举办)|传达|学习贯彻|贯彻|落实|精神|根据|按照|将于|拟于|定于|自[^，]{1,20}以来|听取和?审议|《|观看|筹备|下发|印发|回顾|通过了?《|前[两几三四五]期|此前|曾|去年|自1\d\d\d年"
)
_TOUR_SUBJECT = re.compile(
    r"(?:一行)?(?:还|也|又)?(?:再次|先后|分别|专程|(?:[冒顶]着?(?:[风雨雪霜]|严寒|酷暑|烈日|高温|炎热)+)+|顶着[^，。；]{1,6}|连夜|亲自|用[^，。；]{1,8}时间，|利用[^，。；]{1,8}，|驱车|徒步|轻车简从|不打招呼|一路|围绕|聚焦|针对|随后|率|带领|带队|深入|赴|到|来到|前往|在|以|对|就|来|采取|走进|实地|莅|随机|现场|乘[船车]|会见|看望|走访|慰问|调研|督导|检查|考察|暗访|视察|察看|突击|前来)"
)
_LEADING = re.compile(
    r"^(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:至\d{1,2}日)?|\d{1,2}日|昨（?\d*日?）?日?天?|今天|今日|日前|近日|当天|前日|上午|下午|晚上?|凌晨|深夜|清晨|\d{1,2}时许?|，|、|的|了|由"
    r"|据悉|会上|随后|接着|又|还|并|组织|主持|在[^，]{2,20}?(?:内|上|里)?(?=召开|举行))+"
)
_UNVEILS = "揭牌|开工|奠基|开园|通车|投产|竣工|封顶|开业|挂牌|揭幕|开馆"
_UNVEILED = re.compile(
    rf"(?P<np>[^，。；：“”]{{3,40}}?)(?:在[^，。；]{{2,24}})?(?:正式|顺利|隆重|集中)?(?P<verb>{_UNVEILS})(?:成立|建设|仪式)?[，；]?$"
)
# Without one of these words none of the three ways of telling is there: most sentences are done with.
_WAYS = tuple(re.compile(words) for words in (_HELD, _HOLDS, _UNVEILS))
_ANY_WAY = re.compile("|".join(pattern.pattern for pattern in _WAYS))
_CLAUSE_END = re.compile(r"(?<=[，；：])")
_HELD_HERE = re.compile(r"召开|举行")
_PASSED_ON = re.compile(r"传达|学习|贯彻")


@dataclass(slots=True)
class EventRead:
    """An occasion read from an article."""

    name: str
    type: str
    start: int
    end: int
    """The words that tell of it."""
    sentence: int
    """Start of the sentence from which on it is told."""
    date: str | None
    tour: bool = False
    until: int | None = None
    """Where the telling of it ends, if the article then goes on with the main occasion (会见前，…)."""
    leader: str | None = None
    """Who leads it, where several led one each (甲、乙分别带队): what they say later is said at their own."""


def blanked(text: str) -> str:
    """``text`` with what stands in 《…》 replaced by spaces of the same length."""
    return _TITLE.sub(lambda match: "　" * len(match.group()), text) if "《" in text else text


_TITLE = re.compile(r"《[^》]{0,80}》")


def noun_at_end(phrase: str) -> tuple[str, str] | None:
    """The part of ``phrase`` up to its last event noun, and the type; ``None`` where it has none."""
    last = None
    for match in words().event_noun.finditer(phrase):
        last = match
    if last is None:
        return None
    return phrase[: last.end()], words().event_types[last.group()]


def meeting_in(sentence: str, offset: int) -> EventRead | None:
    """``…会议召开``, ``召开…会议`` in one sentence."""
    if not _ANY_WAY.search(sentence):
        return None
    at = 0
    for clause in _CLAUSE_END.split(sentence):
        place, at = at, at + len(clause)
        if not _ANY_WAY.search(clause):
            continue
        if _CITED.search(clause) and (not _HELD_HERE.search(clause) or "此前" in clause):
            continue
        for way, read in zip(_WAYS, (_noun_then_held, _held_then_noun, _unveiled), strict=True):
            found = read(clause, offset + place) if way.search(clause) else None
            if found:
                break
        if found and not _PASSED_ON.match(clause):
            return found
    return None


_SESSION = re.compile(r"(?:举行|召开)了?(?P<which>第[^，。；]{1,6}次(?:全体)?(?:（扩大）)?会议|扩大会议|全体会议)")
_HELD_BEFORE = re.compile(r"召开|举行|举办")


def _noun_then_held(clause: str, offset: int) -> EventRead | None:
    for match in words().event_noun.finditer(clause):
        held = _AFTER_NOUN.match(clause, match.end())
        if not held:
            continue
        lead = _LEADING.match(clause)
        start = lead.end() if lead and lead.end() < match.start() else 0
        name = clause[start : match.end()]
        session = _SESSION.match(clause, match.end())
        if session and name.endswith("会"):  # 某届人大常委会举行第十次会议
            return EventRead(name + session["which"], "meeting", offset + start, offset + session.end(), offset, None)
        if _HELD_BEFORE.search(name):
            return None
        if len(name) < 3:
            continue
        return EventRead(
            name.strip("　"), words().event_types[match.group()], offset + start, offset + match.end(), offset, None
        )
    return None


_BUILT_BY = re.compile(r"^.*(?:援建|投资[^的]{0,8}|建设|打造|承建)的")


def _unveiled(clause: str, offset: int) -> EventRead | None:
    """``产业园在某镇揭牌``: the ceremony is not called one, but it is."""
    lead = _LEADING.match(clause)
    start = lead.end() if lead else 0
    match = _UNVEILED.match(clause, start)
    if not match:
        return None
    name = _BUILT_BY.sub("", match["np"]).removesuffix("项目")
    if len(name) < 3:
        return None
    return EventRead(
        name + match["verb"] + "仪式", "ceremony", offset + match.start("np"), offset + match.end("verb"), offset, None
    )


_NOT_IN_NAME = re.compile(r"一行\d*人?|主任医师|副主任医师")
_HOW_HELD = re.compile(
    r"(?:在[^，]{1,20}|主持|组织|集中|隆重|联合|首次|顺利|继续|接着|随后|还|又|也|共同|率先|正式|以视频形式)+$"
)
_AREA_FIRST = re.compile(r"[一-鿿]{2,8}?[省市县区州盟旗]")


def _held_then_noun(clause: str, offset: int) -> EventRead | None:
    for match in _BEFORE_NOUN.finditer(clause):
        phrase = match["np"]
        read = noun_at_end(phrase.split("精神")[0] if "精神" in phrase and "活动" not in phrase else phrase)
        if read is None or _CITED.search(read[0]):
            continue
        name, kind = read
        if match.group().startswith(("参加", "出席")) and phrase[len(name) : len(name) + 1] == "的":
            continue  # 参加某次会议的代表…进行视察
        verb = match.group()[: match.start("np") - match.start()]
        if verb.startswith(("参加", "出席", "参与", "组织", "开展")) and len(name) < 4 and name != "义诊":
            continue
        name = name[1:] if name.startswith(("的", "了")) else name
        convener = clause[: match.start()]
        lead = _LEADING.match(convener)
        convener = convener[lead.end() :] if lead else convener
        if len(name) < 4:  # …到…开展义诊: the clause is the name
            name = _NOT_IN_NAME.sub("", convener)[-30:] + ("" if kind == "meeting" else verb.rstrip("了")) + name
            return EventRead(
                name, kind, offset + match.start(), offset + match.start("np") + len(read[0]), offset, None
            )
        convener = _HOW_HELD.sub("", convener)
        complete = name.startswith(convener[:2]) or _AREA_FIRST.match(name)
        if convener and len(convener) <= 16 and not complete and _is_convener(convener):
            name = name if convener.startswith(("我", "该", "本")) else convener + name
        return EventRead(
            name.strip("　"), kind, offset + match.start(), offset + match.start("np") + len(read[0]), offset, None
        )
    return None


def _is_convener(text: str) -> bool:
    if text[-1] in "省市县区州盟旗镇乡" or text.endswith(("地区", "街道", "社区", "村")):
        return len(text) >= 2
    ending = words().body_ending(text)
    return ending is not None and "书记" not in text


_ACCOMPANIED = re.compile(r"在[^，。；]{2,40}陪同下")
_NO_TOUR = re.compile(r"指出|强调|要求|表示|说|听取|参加|出席")
_WITH_OTHERS = re.compile(r"陪同|一同|随同")


def tour_in(sentence: str, first: int, last: int, slots: Sequence[Slot]) -> EventRead | None:
    """A person who visits, inspects, calls on somebody."""
    inside = slots_in(slots, first, last)
    for index, slot in enumerate(inside):
        until = inside[index + 1].start if index + 1 < len(inside) else last
        predicate = sentence[slot.end - first : until - first]
        if predicate.endswith("在") and len(predicate) < 30 and "陪同下" in sentence[until - first :]:
            predicate = sentence[sentence.index("陪同下", until - first) + 3 :].lstrip("，")
        predicate = _ACCOMPANIED.sub("", predicate) if "陪同下" in predicate else predicate
        if len(predicate) < 2:
            continue
        verb = words().tour_verb.search(predicate)
        meet = predicate.find("会见")
        if meet >= 0 and (not verb or meet < verb.start()):
            return EventRead("", "meeting", slot.start, slot.end + meet + 2, first, None, tour=True)
        if not verb or _NO_TOUR.search(predicate, 0, verb.start()) or _WITH_OTHERS.search(predicate, 0, verb.end()):
            continue
        if not _TOUR_SUBJECT.match(predicate.lstrip("，")):
            continue
        event = noun_at_end(predicate[verb.start() : verb.end() + 6])
        if event and event[1] == "meeting":
            continue
        return EventRead("", words().tours[verb.group()], slot.start, slot.end + verb.end(), first, None, tour=True)
    return None


_IN_COMPANY = re.compile(r"在[^，。；]{2,60}?陪同下，?")
_BEFORE_OR_AFTER = re.compile(r"^[^，]{0,8}(?:前|后)，")


def tour_clause(sentence: str) -> str:
    """The words that say who went where, without 在…陪同下."""
    clean = _IN_COMPANY.sub("", sentence)
    clean = _BEFORE_OR_AFTER.sub("", clean)
    return clean[:40].replace("，", "").replace("进行了", "")
