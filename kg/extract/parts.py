"""Who took part in an occasion, and as what: the words before and behind each group of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract.occasions import EventRead, blanked
from kg.extract.slots import Slot, Walk, slots_in
from kg.extract.words import words
from kg.knowledge import lexicon
from kg.model import PARTS, Article

# What somebody said elsewhere: 学习甲在全会上的讲话精神, 甲强调的三件事.
_CITED = re.compile(
    r"(?:同志)?[^，。；]{0,40}?(?:上的|时的|的)(?:重要|系列)?(?:讲话|指示|批示|论述)|[^，。；]{0,24}?(?:强调|提出|要求|指出|部署|批示)的(?!是|问题)"
    r"|(?:同志)?为(?:核心|主要代表)的?"  # 以某同志为核心的党中央作出重大部署
)
_COURTESY = re.compile(
    r"(?:对|向)[^，。；]{0,40}表示(?:最?衷心|诚挚|热烈|由衷|崇高|亲切|深切)?(?:的|地)?(?:感谢|慰问|祝贺|敬意|欢迎|问候)"
    r"|(?:的|和|、|及)(?:关心|慰问|走访慰问)"
)
_WINS = re.compile(
    r"^(?:等[^，。；]{0,6})?(?:分别|共同)?(?:分?获(?!悉|知|批|准|利)|获得|荣获|夺得|夺冠|摘得|捧得|斩获|投进)"
)
_SPEECH = re.compile(r"强调|要求|指出|表示|说|介绍|坦言|认为|叮嘱|嘱咐|勉励|告诉")
_OTHER_SIDE = re.compile(r"(?:与|同|和)(?:[^，。；]{0,14}的)?$")
_TOWARDS = re.compile(r"(?:对|向|给|为)")
_LISTED = (
    ("chair", re.compile(r"主持[^，。；]{0,8}$")),
    ("observer", re.compile(r"列席")),
    ("companion", re.compile(r"(?:陪同|一同|随同)[^，。；]{0,8}$")),
    ("attendee", re.compile(r"(?:就座|出席|参加|到会|参会|与会|见证|祝贺|到场|前来)[^，。；]{0,12}$")),
)
# 甲掰着指头给检查组算账：“…
_SAYS_WHAT = re.compile(r"[^，。；：“”]{0,24}：“")
_THANKS = re.compile(r"[^，。；]{0,40}表示(?:最?衷心|诚挚|热烈|由衷|崇高|亲切|深切)?的?(?:感谢|敬意|慰问|祝贺|问候)")
_ADDRESSED = re.compile(r"(?:叮嘱|嘱咐|告诉|询问|问|对|向|给|勉励|握着)[^，。；]{0,4}$")
_LIST_OPENS = re.compile(r"有(?!限)[^，。；]{0,24}$|邀请了?$")
_MARKS = ("，", "、", "；", "，以及", "以及", "及", "和", "与")
_PRONOUN = re.compile(r"[他她](?=[^，。；]{0,12}?(?:强调|指出|要求|表示|说|叮嘱|希望|勉励))")
_MEETS = re.compile(r"(?:座谈|交流|会谈|会见|对接|洽谈|签[约订署]|围坐|围[炉桌]|促膝|谈心|拉家常|互动|磋商|会晤|代表)")


class PartRead(NamedTuple):
    """One person's parts as one passage tells them."""

    slot: Slot
    parts: tuple[str, ...]
    start: int
    end: int
    event: EventRead
    sure: bool


_ACCOMPANIED = re.compile(r"在[^，。；]{2,40}陪同下")
_ATTENDS_TOGETHER = re.compile(r"(?:一同|一道)[^，。；]{0,4}(?:出席|参加)")
_ATTENDS_AND = re.compile(r"(?:出席|参加)[^，。；]{0,8}[、并]")


@cache
def parts_told() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What tells of a part: pairs of it and a pattern."""
    return tuple((row["part"], re.compile(row["pattern"])) for row in lexicon.load("participation"))


def parts_of(clause: str, event: EventRead, first: bool = True) -> set[str]:
    """What a clause says of its subject's part; ``first``: the one directly behind the names."""
    found: set[str] = set()
    if not clause:
        return found  # no pattern of a part is met by nothing
    clause = _ACCOMPANIED.sub("", clause) if "陪同下" in clause else clause
    clause = _COURTESY.sub("表示", clause)
    contest = event.type in ("activity", "ceremony")
    for part, pattern in parts_told():
        if part in found:
            continue
        if part == "lead" and (
            not event.tour or found & {"attendee", "companion", "observer", "chair"} or clause.endswith("说")
        ):
            continue
        match = pattern.search(clause)
        # 校长主持会议，全体教师参加: a later clause may have a subject of its own
        if match and (
            first
            or part == "speaker"
            or match.start() <= 3
            or clause.startswith(("并", "还", "也", "应邀", "到", "就", "与", "同"))
        ):
            found.add(part)
    if contest and _WINS.search(clause):
        found.add("attendee")
    if "companion" in found and "attendee" in found:
        found.discard("companion" if _ATTENDS_TOGETHER.search(clause) else "attendee")
    if "observer" in found and "attendee" in found and not _ATTENDS_AND.search(clause):
        found.discard("attendee")
    return found


_EXPLAINS = re.compile(r"(?:现场)?讲解|宣讲|讲述")


def read_parts(
    article: Article,
    text: str,
    sentences: Sequence[tuple[int, int]],
    walk: Walk,
    events: Sequence[EventRead],
) -> Iterator[PartRead]:
    """The parts that the article tells, passage by passage; notes in ``walk`` who 他 cannot be linked to."""
    plain = blanked(text)
    slots = walk.slots
    if article.kind == "photo":
        for slot in slots:
            if slot.name_start >= events[0].sentence:
                speaks = _EXPLAINS.match(plain, slot.end) is not None
                yield PartRead(
                    slot, ("speaker",) if speaks else ("attendee",), slot.start, slot.end, events[0], slot.sure
                )
        return
    subject: Slot | None = None
    # What one of several leaders says at the end was said at the tour of their own.
    led = {event.leader: event for event in events if event.leader}
    for own in led.values():
        leader = next((slot for slot in slots_in(slots, own.start, own.end + 1) if slot.name == own.leader), None)
        if leader:
            yield PartRead(leader, ("lead",), leader.start, max(own.end, leader.end), own, leader.sure)
    for first, last in sentences:
        inside = slots_in(slots, first, last)
        event = _event_at(events, first)
        if event is None:
            continue
        pronoun = _PRONOUN.match(plain, first, last)
        if pronoun and subject and "\n" not in plain[subject.end : first]:
            until = inside[0].start if inside else last
            told, content = _clauses(plain[pronoun.end() : until], event, False)
            if told:
                ordered = tuple(part for part in PARTS if part in told)
                yield PartRead(subject, ordered, first, pronoun.end() + content, event, False)
        elif pronoun:
            walk.several_meant += 1
        if not inside:
            continue
        groups = _groups(inside, plain)
        # who alone opens a sentence is its subject, whom 他 in the next means
        subject = inside[0] if inside[0].start - first <= 6 and len(groups[0]) == 1 else subject if pronoun else None
        for part in _sentence(plain, first, last, groups, event):
            yield part._replace(event=led.get(part.slot.name, part.event))


def _event_at(events: Sequence[EventRead], first: int) -> EventRead | None:
    own = [event for event in events if event.sentence == first]
    told = own or [event for event in events if event.sentence <= first and first < (event.until or first + 1)]
    return told[-1] if told else None


_NOT_THERE = re.compile(r"(?:同志)?的?(?:亲属|家属|遗体|生前)|同志的")


def _groups(slots: Sequence[Slot], plain: str) -> list[list[Slot]]:
    """The lists of names; one who is not there but whose family is (以及甲同志的亲属) is none of the list."""
    groups: list[list[Slot]] = []
    for slot in slots:
        if groups and groups[-1][0].group == slot.group and not _NOT_THERE.match(plain, slot.end):
            groups[-1].append(slot)
        else:
            groups.append([slot])
    return groups


_LEADS_NEXT = re.compile(r"，?(?:带领|率领|率|带着)[^，。；]{0,20}")
_CARRIES_ON = re.compile(r"，?(?:一行)?(?:在|由)")
_IN_COMPANY_OF = re.compile(r"^[^，。；]{0,16}?(?:陪同|带领|率领)下?，?")
_TWO_CLAUSES = re.compile(r"[^，。；]{0,40}(?:，[^，。；]{0,40})?")


def _sentence(plain: str, first: int, last: int, groups: list[list[Slot]], event: EventRead) -> Iterator[PartRead]:
    waiting: list[list[Slot]] = []
    carried: list[list[Slot]] = []
    listed: set[str] = set()
    skip = -1
    quoted = plain[max(0, first - 1) : first] == "”"
    for number, group in enumerate(groups):
        if all(slot.rule == "general-secretary" for slot in group):
            continue
        start = groups[number - 1][-1].end if number else first
        before = plain[start : group[0].start]
        until = groups[number + 1][0].start if number + 1 < len(groups) else last
        after = plain[group[-1].end : until]
        led = number + 1 < len(groups) and _LEADS_NEXT.fullmatch(after)
        if led:
            # 甲带领乙、丙到…检查: the verb behind the others is 甲's
            behind = plain[
                groups[number + 1][-1].end : groups[number + 2][0].start if number + 2 < len(groups) else last
            ]
            yield from _told(group, _active(behind, event) | ({"lead"} if event.tour else set()), until, event)
            yield from _told(groups[number + 1], {"attendee"}, until, event)
            skip = number + 1
            continue
        if number == skip:
            continue
        if number + 1 < len(groups) and _CARRIES_ON.fullmatch(after):
            carried.append(group)  # 甲在乙陪同下…: what 甲 does stands behind 陪同下
            continue
        read = _passive(before, after, event, len(group) == 1)
        if listed and not read and (before in _MARKS or _listed_on(before)):
            read = listed  # 在主席台就座的有：甲，乙，…
        listed = read if read and (listed is read or _LIST_OPENS.search(before)) else set()
        if carried and read and read & {"companion", "lead"}:
            behind = _IN_COMPANY_OF.sub("", after)
            active = _active(behind, event)
            for earlier in carried:
                yield from _told(earlier, active, until, event)
        carried = []
        if read == {"none"}:
            if waiting and "亲属" in after[:8]:
                active = _active(after, event)
                for earlier in waiting:
                    yield from _told(earlier, active, until, event)
                waiting = []
            continue
        if read:
            clause = _TWO_CLAUSES.match(after)
            yield from _told(group, read, group[-1].end + (clause.end() if clause else 0), event)
            if "chair" in read or "companion" in read:
                continue
            if waiting and (_OTHER_SIDE.search(before) or "attendee" in read):
                active = _active(after, event)
                for earlier in waiting:
                    yield from _told(earlier, active, until, event)
                waiting = []
            continue
        told_before = plain[first : group[0].start]
        interview = (quoted and number == 0) or told_before.endswith("”")
        active, content = _clauses(after, event, interview)
        if _ADDRESSED.search(before) and _SAYS_WHAT.match(after):
            active, content = active - {"speaker"}, content  # 甲叮嘱乙：“…: it is 甲 who says it
        if interview and event.tour and not active and after:
            active, content = {"speaker"}, 0
        if not active and _links(after) and number + 1 < len(groups) and ("；" not in after or _official(group)):
            waiting.append(group)
            continue
        if number and _TOWARDS.fullmatch(before):
            # 甲对乙表示…: what follows is said by 甲
            yield from _told(groups[number - 1], active & {"speaker", "attendee"}, until, event)
            waiting = []
            continue
        for earlier in waiting:
            yield from _told(earlier, active, until, event)
        waiting = []
        if active:
            yield from _told(group, active, group[-1].end + content, event)


_LINKING = re.compile(
    r"(?:等[^，。；]{0,12}|一行)?[，、；]?(?:以及|及|和|与|同|会见了?)?(?:[^，。；主出列参]{0,24}(?:负责人|代表|人员|领导|干部|同志|委员|师生)[，、]?(?:以及|及|和|与)?)?(?:[^，。；]{0,4}同志的?)?"
)


_CLASSES = (
    "负责人", "负责同志", "代表", "人员", "领导", "领导班子", "委员", "同志", "干部", "师生", "等", "群众",
    "职工", "部门", "单位", "嘉宾",
)  # fmt: skip


_ERRAND = re.compile(r"(?:受|应|按照|根据).{1,14}(?:委托|邀请|安排|指派|要求)$")


_BETWEEN = re.compile(r"[，、；]|以及|及|和|与")
_BRACKETED = re.compile(r"（[^）]*）")


def _verbless(gap: str) -> bool:
    """Only bodies, offices and classes of people, whose names were not read: ``，某部门主要负责同志，某会主委``."""
    pieces = [piece for piece in _BETWEEN.split(_BRACKETED.sub("", gap)) if piece]
    if len(gap) > 60 or not pieces or _SPEECH.search(gap):
        return False
    offices = words().offices
    return all(
        piece.endswith(_CLASSES)
        or _ERRAND.match(piece)
        or any(piece[-length:] in offices for length in (2, 3, 4))
        or words().body_ending(piece) is not None
        for piece in pieces
    )


def _official(group: Sequence[Slot]) -> bool:
    """Whether the last of the list holds an office, as those do whom a long sentence lists with ； between."""
    return any(title.kind in ("head", "office", "leaders") for title in group[-1].titles)


def _links(after: str) -> bool:
    """The group's verb stands behind the next group: A与B座谈, A、B等和C出席."""
    return _LINKING.fullmatch(after) is not None or _listed_on(after) or _verbless(after)


_LIST_MARK = re.compile("[，；]")
_PREDICATE = re.compile(r"[是把被让对向将已会]|就(?!业)|召开|举行|举办|结束")


def _listed_on(gap: str) -> bool:
    """Whether a list goes on: a mark directly behind the name and, before the next, no word that says what is done.

    So a body whose name was not read to its beginning (，武警某某中队…) does not break the list.
    """
    if (
        not 1 < len(gap) <= 80
        or not gap.startswith(("，", "、", "；", "以及", "及", "和", "与"))
        or _PREDICATE.search(gap)
        or _SPEECH.search(gap)
    ):
        return False
    *whole, _ = _LIST_MARK.split(gap[1:])
    if len(gap) > 30 and not whole:
        return False
    # an item with an office whose holder was not read goes on with the list; any other is a clause
    if not all(words().office_tokens(piece) and len(piece) <= 30 for piece in whole):
        return False
    return not any(pattern.search(gap) for _, pattern in parts_told()) and not words().tour_verb.search(gap)


def _told(group: Sequence[Slot], parts: set[str], end: int, event: EventRead) -> Iterator[PartRead]:
    ordered = tuple(part for part in PARTS if part in parts)
    if not ordered:
        return
    for slot in group:
        yield PartRead(slot, ordered, slot.start, max(end, slot.end), event, slot.sure)


_ARE = re.compile(
    r"(?P<what>[^，。；：]*?)的?(?:还|主要|分别|共同)?(?:有(?!限)|是)：?(?:[^，。；：有是]{0,20}、)?[^，。；：、有是]{0,4}$"
)
_MARK = re.compile(r"[，。；：]")
_STOP = re.compile(r"[，。；]")
_WHO_ATTENDS = re.compile(r"(?P<what>(?:就座|出席|参加|列席|到会|参会|与会|陪同)[^，。；]{0,12})的(?:还)?$")
_CHAIRS = re.compile(r"[^，。；]{0,20}主持")
_WILL_INVITE = re.compile(r"(?:将|拟|计划)(?:邀请|聘请)[^，。；]{0,24}$")
_THANKED = re.compile(r"向[^，。；]{2,40}的$")
_HEARD = re.compile(r"(?:听取|审议)(?:和审议|并审议|、审议|了)*$")
_GOES_ALONG = re.compile(r"(?:等[^，。；]{0,10})?的?(?:陪同|带领|率领|引导)")
_ACCOMPANIES = re.compile(r"(?:等[^，。；]{0,10})?的?(?:陪同|引导)")
_LIFE = re.compile(r"(?:同志)?的?(?:先进事迹|精神|遗体|职务|生平|事迹|亲属|一生)")
_RECEIVES = re.compile(r"(?:会见了?|拜会了?|会晤了?)[^，。；]{0,12}$")
_NOT_PRESENT = (
    "向", "像", "学习", "宣传", "结合", "重温", "授予", "任命", "免去", "选举", "追授", "聘任", "当选", "缅怀", "悼念",
    "据了解", "祝贺",
)  # fmt: skip
_CALLED_ON = re.compile(r"(?:看望|慰问)了?[^，。；]{0,14}$")
_CAME_TO = re.compile(r"(?:在|到|来到|走进)[^，。；]{0,14}$")
_AT_HOME = re.compile(r"(?:等[^，。；]{0,8})?的?家(?:里|中|，|$)")
_VISITED = re.compile(r"(?:看望|慰问|走访|来到)了?[^，。；]{0,14}$")
_FAMILY = re.compile(r"(?:家|等|，|的家|老人|$)")


def _passive(before: str, after: str, event: EventRead, alone: bool) -> set[str] | None:
    """What the words before a group make of it; ``{"none"}`` where they take it out of the event."""
    listed = _ARE.search(before) if "有" in before or "是" in before else None
    if listed and (parts := _listed_as(listed["what"])):
        return parts
    clause = _MARK.split(before)[-1]
    if not clause:
        return {"none"} if _CITED.match(after) or _LIFE.match(after) else None
    shown = _WHO_ATTENDS.search(clause)
    if shown and (parts := _listed_as(shown["what"])):
        return parts  # 在主席台就座的县领导有：…
    if clause.endswith("由") and _CHAIRS.match(after):
        return {"chair"}
    if clause.endswith("由") and (parts := parts_of(_STOP.split(after)[0], event)):
        return parts
    if _WILL_INVITE.search(clause):
        return {"none"}  # 研修班将邀请甲授课
    if _TOWARDS.search(clause[:2]) and _THANKS.match(after):
        return {"none"}  # 对上届主任甲等老同志表示敬意
    if _THANKED.search(clause):
        return {"none"}  # 向因年龄原因不再担任主任的甲同志表示感谢
    if clause.endswith(("邀请", "邀请了")) and "将" not in clause:
        return {"attendee"}
    if clause.endswith(("随行的", "同行的", "同来的", "前来的", "一同参加的")):
        return {"companion"}
    if _HEARD.search(clause):
        return {"speaker"}
    if clause.endswith(("在", "由", "随")) and _GOES_ALONG.match(after):
        return {"companion"} if _ACCOMPANIES.match(after) else {"lead"}
    if clause.endswith("受") and "委托" in after[:6]:
        return {"none"}
    if _CITED.match(after):
        return {"none"}
    if _LIFE.match(after):
        return {"none"}
    if _RECEIVES.search(clause):
        return {"attendee"}
    if clause.endswith(_NOT_PRESENT):
        return {"none"}
    if clause.endswith("据") and after.startswith(("介绍", "说", "透露", "讲")):
        return {"speaker"}
    if _OTHER_SIDE.search(clause) and _MEETS.search(after[:60]):
        return {"attendee"}
    if event.type == "visit" and _CALLED_ON.search(clause):
        return {"attendee"}
    if _CAME_TO.search(clause) and _AT_HOME.match(after):
        return {"attendee"} if alone else {"none"}  # several families were called on one by one
    if before == "代表":  # 甲代表乙出席
        return {"none"}
    if event.type == "visit" and _VISITED.search(clause) and _FAMILY.match(after):
        return {"attendee"}
    return None


def _listed_as(what: str) -> set[str] | None:
    """What those are who stand behind it: 出席会议的有, 陪同调研的还有, 主持仪式的是."""
    for part, pattern in _LISTED:
        if pattern.search(what):
            return {part}
    return None


def _active(after: str, event: EventRead) -> set[str]:
    return _clauses(after, event, False)[0]


_QUOTED = re.compile(r"“[^”]{0,60}”")
_CLAUSE_END = re.compile(r"(?<=[，；：])")
_OTHER_SUBJECT = re.compile(r"会议|双方|大家|全[市县区州]|各|两地|据悉|现场|共|其中|目前")
_ALL_OF_THEM = re.compile(r"会议|双方|大家|全[市县区州](?!各)|两地|据悉")
_OFFICIAL_SPEECH = re.compile(r"强调|指出|要求|代表|致辞|讲话")
_SAYS_ALSO = re.compile(r"(?:并|还|也)?(?:强调|要求|指出|表示|说|介绍)")


def _clauses(after: str, event: EventRead, interview: bool) -> tuple[set[str], int]:
    """The parts that the predicate behind a group gives, and how far it was read."""
    found: set[str] = set()
    at = content = 0
    said = _SAYS_WHAT.match(after) if event.type in ("meeting", "inspection", "visit", "press-conference") else None
    if said:
        found.add("speaker")
        content = said.end() - 2
    after = _QUOTED.sub(lambda match: "　" * len(match.group()), after) if "“" in after else after
    interview = interview and event.type in ("ceremony", "activity", "training")
    for number, clause in enumerate(_CLAUSE_END.split(after)):
        bare = clause.strip("，；：")
        if number and found and _OTHER_SUBJECT.match(bare):
            break
        if number and found and not bare.startswith(("并", "还")) and words().office_tokens(bare[:24]):
            break  # 甲主持仪式，高级工程师乙授课: a subject of its own, whose name was not read
        if number and not found and _ALL_OF_THEM.match(bare):
            break
        speech = _SPEECH.search(bare)
        told = parts_of(bare, event, not found)
        if speech and interview and not _OFFICIAL_SPEECH.search(bare):
            break
        if number > 3 and not ("并" in bare[:2] or "还" in bare[:2]):
            break
        if number and speech is None and "lead" in told and found:
            told.discard("lead")
        if told:
            found |= told
            end = at + len(clause.rstrip("，；：。"))
            content = end
        at += len(clause)
        if speech and (number == 0 or _SAYS_ALSO.match(bare)):
            break
        if speech and number:
            break
    return found, (content if found else 0)
