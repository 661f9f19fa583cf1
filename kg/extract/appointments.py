"""Offices that stand behind the name: 任命某某为…, 某某当选会长, 免去某某的…职务, 某某，男，…，现任….

The title is read as everywhere; the word before it (为, 任, 当选, 的 …) says whose it is, and whether it is given or
taken.
"""

from __future__ import annotations

import re

from kg.extract.bodies import TERM, BodyRead
from kg.extract.names import NameRead, everyday_surname, has_surname, read_name
from kg.extract.offices import Title
from kg.extract.slots import Slot, Walk
from kg.extract.titles import skip_annotations
from kg.extract.words import is_word

_LINK = re.compile(
    r"(?P<who>同志)?(?:被)?(?P<link>不再担任|继续担任|为|任|担任|出任|当选为?|选为|兼任|现任|曾任|历任|先后担任|先后任|辞去|的|职为|职务为|升任|调任|接任|续任|挂任|拟任|拟挂任|拟提名为)$"
)
_TERM_FIRST = re.compile(rf"(?:政协|中共)?第{TERM}$")
"""The term before the area in the body's name: 增选某某为政协第九届某县委员会常务委员."""
_OPENING = re.compile(
    r"^.*(?:选举产生了?|选举出|推举出|产生了|撤销|罢免|撤去|开除|任命|选举|聘任|聘请|推选|补选|增选|免去|接受|决定|宣布|同意|推举|提名|选出|产生|请|受聘|追认|授予|通过|批准)(?:了)?"
)
_BIOGRAPHY = re.compile(
    r"(?:^|[\n●■。；：])(?P<name>[一-鿿]{2,4}|[一-鿿]{1,6}·[一-鿿·]{1,8})(?=(?:，|（|同志，)(?:男|女)[，、）])"
)
_OFFICE_OR_PLEA = re.compile(r"的?(?:职务|请求)")
_FORMER = ("不再担任", "曾任", "历任", "先后担任", "先后任", "辞去")
_NOT_YET = ("拟任", "拟挂任", "拟提名为")
_JOIN = re.compile(r"、|和|与|及|以及")
_COUNT = re.compile(r"(?:等)?\d*(?:人|名同志|位同志)?(?:分别)?$")


def appointments(text: str, begin: int, stop: int, walk: Walk, known: frozenset[str]) -> None:
    """Adds to ``walk`` the persons whose titles follow their names."""
    biographies = (
        [(match.start("name"), match.end("name"), match["name"]) for match in _BIOGRAPHY.finditer(text, begin, stop)]
        if "男" in text or "女" in text
        else []
    )
    for first, last, name in biographies:
        if all(slot.name_start != first for slot in walk.slots) and has_surname(name):
            walk.slots.append(Slot(name, first, first, last, skip_annotations(text, last), (), -1, True, "biography"))
    taken = {slot.name_start: index for index, slot in enumerate(walk.slots)}
    last_body: BodyRead | None = None
    last_link: tuple[int, list[NameRead], bool] | None = None
    for chain in walk.unnamed:
        start = chain[0].start
        head = text[max(begin, start - 90) : start]
        link = _LINK.search(_TERM_FIRST.sub("", head))
        if not link:
            # 历任副县长、县长，局长: the chain goes on behind a comma
            if last_link and text[last_link[0] : start] == "，":
                _give(walk, taken, last_link[1], chain, last_link[2], text)
                last_link = (chain[-1].end, last_link[1], last_link[2])
            continue
        if link["link"] in _NOT_YET:
            continue
        if link["link"] == "的" and not _OFFICE_OR_PLEA.match(text, chain[-1].end):
            continue
        names = _names_before(
            text, max(begin, start - 90), max(begin, start - 90) + link.start(), biographies, known, link["link"]
        )
        if not names:
            continue
        # 选举某某为…主席，某某为副主席: the same body
        chain = tuple(
            title._replace(role=title.printed, body=last_body)
            if title.role is None and title.rule == "title-without-body" and last_body
            else title
            for title in chain
        )
        last_body = next((title.body for title in chain if title.body), last_body)
        former = link["link"] in _FORMER or link["link"] == "的" or text.startswith("职务的请求", chain[-1].end)
        _give(walk, taken, names, chain, former, text)
        last_link = (chain[-1].end, names, former)


def _names_before(
    text: str, begin: int, end: int, biographies: list[tuple[int, int, str]], known: frozenset[str], link: str
) -> list[NameRead]:
    """The list of names that ends at ``end``; with 现任 behind a comma, the subject of the biography."""
    segment = text[begin:end]
    segment = _COUNT.sub("", segment) if not segment.endswith(("，", "。")) else segment
    if segment.endswith("，") or link in ("历任", "先后任", "先后担任"):
        own = [bio for bio in biographies if bio[0] < end and "\n" not in text[bio[1] : end]]
        if own:
            first, last, name = own[-1]
            return [NameRead(first, last, name, 4.0, True, True)]
        comrade = list(re.finditer(r"([一-鿿]{2,4})同志", text[max(0, begin - 200) : end]))
        if comrade and link in ("历任", "先后任", "先后担任", "曾任"):
            first = max(0, begin - 200) + comrade[-1].start(1)
            read = read_name(text, first, known, free=True)
            return [read] if read else []
        return []
    segment = re.sub(r"因(?:为)?[^，。；]{2,16}$", "", segment).removesuffix("同志")
    edge = max(segment.rfind(mark) for mark in "。；：\n”》")
    place = edge + 1
    depth = 0
    for index in range(len(segment) - 1, edge, -1):
        if segment[index] == "）":
            depth += 1
        elif segment[index] == "（":
            depth -= 1
        elif segment[index] == "，" and depth == 0:
            place = index + 1
            break
    opening = _OPENING.match(segment[place:])
    if opening:
        place += opening.end()
    aged = re.match(r"\d+岁的", segment[place:])
    if aged:
        place += aged.end()
    return _list(text, begin + place, begin + len(segment), known)


def _list(text: str, at: int, end: int, known: frozenset[str]) -> list[NameRead]:
    """Reads ``甲、乙（女）、丙`` that fills the text from ``at`` to ``end``."""
    names: list[NameRead] = []
    while at < end:
        name = read_name(text[:end], at, known, free=True)
        if name is None and names and end - at <= 3 and (has_surname(text[at:end]) or len(names) > 2):
            name = NameRead(at, end, text[at:end], 1.0, True, False)  # 甲、乙、安排为…: nothing else can stand here
        if name is None or (not name.surname and "·" not in name.name and len(name.name) > 5):
            return []
        if (
            everyday_surname(name.name)
            and is_word(name.name)
            and name.name not in known
            and len(names) == 0
            and name.end < end - 8
        ):
            return []
        names.append(name)
        at = skip_annotations(text, name.end)
        if at >= end or text[at:end] in ("同志", "等", "等同志", "二人", "两位"):
            return names
        join = _JOIN.match(text, at)
        if not join:
            return []
        at = join.end()
    return names


def _give(
    walk: Walk, taken: dict[int, int], names: list[NameRead], chain: tuple[Title, ...], former: bool, text: str
) -> None:
    titles = tuple(title._replace(former=title.former or former, rule="appointment") for title in chain if title.role)
    if not titles:
        return
    for name in names:
        if name.start in taken:
            index = taken[name.start]
            walk.slots[index] = walk.slots[index]._replace(titles=(*walk.slots[index].titles, *titles))
            continue
        sure = has_surname(name.name) and not everyday_surname(name.name)
        slot = Slot(
            name.name,
            name.start,
            name.start,
            name.end,
            skip_annotations(text, name.end),
            titles,
            -1,
            sure,
            "appointment",
        )
        taken[name.start] = len(walk.slots)
        walk.slots.append(slot)
