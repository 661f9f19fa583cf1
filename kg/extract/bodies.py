"""What body a printed phrase means: ``市委宣传部`` in a paper of 焦作市 is 焦作市委宣传部.

The phrase is what stands between the left boundary of a title and the office (``省卫健委体改处`` before 处长). It is
read as areas, then the body's own name; a bare 市, 县, 区 … in front is resolved through what stands nearby and the
article's home.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from kg.extract.words import words
from kg.knowledge.area_matcher import AreaMatch, AreaMatcher
from kg.knowledge.areas import Areas

LEVELS = "省市县区州盟旗镇乡"
TERM = r"[一二三四五六七八九十百\d]+届"
"""The number of a term, without 第: 九届 of 政协第九届某县委员会. A regular expression."""
_TERM = re.compile(f"第?{TERM}")
_SETTLEMENT = re.compile(
    r"^(?P<name>.{1,9}?(?:村|社区|嘎查|屯|寨|庄|塘|居委会|街道|镇|乡|苏木|团场|农场|牧场))(?P<rest>.*)$"
)
_SETTLEMENT_REST = re.compile(
    r"^(?:党总支|党支部|党委|党工委|总支|支部|党群服务中心|村委会|居委会|两委|委会|民委员会|妇联|团委|政府|纪委|人大|武装部"
    r"|第?[一二三四五六七八九十\d]*(?:组|社|队|屯))?$"
)
# 工业园区 before 工业园, to be read whole; 科技园区 beside 园区, for no more than 14 characters may stand before it.
_ZONES = (
    "经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|经开区|开发区|新区|园区|工业园区|工业园|产业园区|产业园"
    "|科技园区|示范区|实验区|试验区|保税区|度假区|风景区|管理区|名胜区|自贸区|集聚区|合作区"
)
_ZONE = re.compile(rf"^(?P<zone>.{{1,14}}?(?:{_ZONES}))(?P<rest>.*)$")
_ZONED = re.compile(_ZONES)
_INSTITUTE = re.compile(r"大学|学院|医院|公司|集团|研究院|研究所|报社|电视台")
_ORGANS = (
    "委", "政府", "人大", "政协", "纪委", "监委", "法院", "检察院", "军分区", "警备区", "行署", "人民", "海关", "公安",
    "税务", "武警",
)  # fmt: skip
_NOT_A_LEVEL = (
    "市场",
    "市政",
    "市容",
    "区域",
    "区划",
    "县域",
    "乡村",
    "州际",
    "旗舰",
    "镇痛",
    "街道",
    "市民",
    "市长热线",
    "省际",
    "盟员",
)
_INNER = re.compile(r"^[一-鿿]{2,5}?(?:镇|乡|街道|苏木)([一-鿿]{2,7}(?:村|社区|嘎查|屯|寨))$")
_CLAUSE = re.compile(r"[她他我你们到了的被把]|积极|参与|代表|同志|下派|和(?=[校市县区省])")
_BARE_SETTLEMENT = re.compile(r"^(?:该)?(村|社区|嘎查)(.*)$")
_IN_COMPANY = re.compile(r"^.*?(?:公司|集团|厂|合作社).+$")
_IN_HOSPITAL = re.compile(r"医院|卫生院|保健院")
_IN_COLLEGE = re.compile(r"大学|学院|研究院|研究所|科学院|农科院|林科院|社科院|设计院")
_IN_SCHOOL = re.compile(r"小学|中学|幼儿园|学校|党校|完小")
_TOWNSHIP = re.compile(r"([一-鿿]{2,7}?(?:镇|乡|街道))")
_ZONE_BODY = re.compile(r"^(?:(?:党工委|管委会|党委|纪工委|工委|机关|党群|管理委员会)[一-鿿]*)?$")
_LEAGUE = re.compile(r"^(民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)((?:.{2,8}?)?[省市县区州])委(?:会)?$")
_YOUTH = re.compile(r"^团([省市县区州盟旗])委$")
_COMMITTEE = re.compile(r"^(?:中国共产党|中共)(?P<name>.+?)委员会(?P<rest>.*)$")
_CPPCC = re.compile(r"^(?:中国人民政治协商会议|政协)(?P<name>.+?)(?:委员会)?$")
_LEVEL_FIRST = re.compile(r"^(?:该|我|本|全)?(自治区|地区|街道|[省市县区州盟旗镇乡])")
_OURS = re.compile(r"^(?:该|我|本|全)(?=(?:自治区|地区|[省市县区州盟旗镇乡村校院局厅厂]))")
_NATIONAL = re.compile(r"^(?:中共中央|中央|全国|国家|国务院|中国|教育部|财政部|公安部|国网)")


class BodyRead(NamedTuple):
    """A body as resolved: its name (``None`` where only the area counts), its area, and of which class it is."""

    name: str | None
    area: str | None
    kind: str
    certain: bool = True


@dataclass(slots=True)
class Context:
    """What the article has said so far, for what is left out in a title."""

    home: str | None
    areas: Areas = field(default_factory=Areas.load)
    sentence_areas: list[str] = field(default_factory=list)
    """Areas of the titles read in this sentence, latest last."""
    named_areas: list[str] = field(default_factory=list)
    """Areas named so far in the article, latest last."""
    settlement: str | None = None
    """The village or community named last."""
    township: str | None = None
    bodies: list[BodyRead] = field(default_factory=list)
    """Bodies of the titles read so far, latest last."""
    school: str | None = None

    text: str = ""
    """The article's text, and the place up to which it has been read."""
    place: int = 0
    proposed: frozenset[str] = frozenset()
    """Strings that a tagger takes for names."""
    page: str = ""
    """The text of the whole document, without white space."""
    _names: list[AreaMatch] | None = None
    _full: dict[str, str] = field(default_factory=dict)

    def area_names(self, begin: int, stop: int) -> list[AreaMatch]:
        """Names of areas in ``text[begin:stop]``, places counted from the text's beginning."""
        if self._names is None:
            self._names = area_matches(self.areas.matcher(self.home), self.text)
        if not self._names:
            return self._names
        low = bisect_left(self._names, (begin,))
        return self._names[low : bisect_left(self._names, (stop,), low)]

    def area_of_level(self, level: str, ours: bool = False) -> str | None:
        """What a bare 市, 县, 区 … means here: the last title's area in the sentence, the home, the area named last.

        ``ours``: 该市, 我市, which mean the home whatever stands in the sentence.
        """
        for name in () if ours else reversed(self.sentence_areas):
            if is_level(name, level):
                return name
        if self.home and is_level(self.home, level):
            return self.home
        above = as_printed(self.areas.upward(self.home, level), self.page, self.areas) if self.home else None
        if above and (level not in "区县" or (level == above[-1:] and not above.endswith("自治区"))):
            return above
        for name in reversed(self.named_areas):
            if is_level(name, level):
                return name
        return above

    def full_name(self, printed: str) -> str:
        """The area's name as the graph has it: 焦作 is 焦作市, 甘孜州 stays."""
        if printed[-1:] in "省市县区州盟旗镇乡道村" or printed.endswith(("地区", "自治区", "社区", "苏木", "嘎查")):
            return printed
        if printed not in self._full:
            entry = self.areas.resolve(printed, self.home)
            self._full[printed] = entry.name if entry else printed
        return self._full[printed]


@lru_cache(maxsize=256)
def as_printed(name: str | None, page: str, areas: Areas) -> str | None:
    """``name`` in the form in which ``page`` has it: 恩施州 unless the paper writes the full name."""
    if name is None or not name.endswith(("自治州", "自治县", "自治旗")) or name in page:
        return name
    forms = areas.customary_forms(name)
    rest = forms[-1] if name.endswith("自治州") and forms else name
    return next((form for form in forms if form in page), rest)


@lru_cache(maxsize=8)
def area_matches(matcher: AreaMatcher, text: str) -> list[AreaMatch]:
    """Names of areas in an article; kept for the next who asks, for the home is found by the same look."""
    return matcher(text)


def is_level(name: str, level: str) -> bool:
    """Whether an area's name is of the level that a bare 市, 区 … means."""
    if level == "区":
        return name.endswith("区") and not name.endswith(
            ("地区", "自治区", "园区", "开发区", "高新区", "经开区", "社区")
        )
    if level == "市":
        return name.endswith("市")
    return name.endswith(level)


def party_committee(area: str) -> str:
    """The party committee of an area as the press writes it."""
    if area.endswith("自治区"):
        return area + "党委"
    if area.endswith("地区"):
        return area[:-2] + "地委"
    if area.endswith(("镇", "乡", "街道", "村", "社区", "苏木", "嘎查")):
        return area + "党委"
    if len(area) == 2 and area.endswith("县"):
        return area + "县委"
    return area + "委"


def government(area: str) -> str:
    """The government of an area: 行署 in prefectures and leagues."""
    return area + ("行署" if area.endswith(("地区", "盟")) else "政府")


def shorten(phrase: str) -> str:
    """Long official forms replaced by those of the press; terms (第十六届) left out."""
    if "会" in phrase or "人民" in phrase or "政" in phrase:
        for long, short in words().short_forms:
            phrase = phrase.replace(long, short)
    return _TERM.sub("", phrase) if "届" in phrase else phrase


def leading_areas(phrase: str, context: Context) -> tuple[tuple[str, ...], str]:
    """The areas at the start of ``phrase`` as printed, and what is left."""
    return _leading_areas(phrase, context.areas)


@lru_cache(maxsize=1 << 15)
def _leading_areas(phrase: str, areas: Areas) -> tuple[tuple[str, ...], str]:
    found: list[str] = []
    rest = phrase
    while rest:
        for length in range(min(len(rest), 14), 1, -1):
            name = rest[:length]
            if not areas.find(name):
                continue
            # 太和 of 太和县委: the suffix belongs to the name; 解放 of 解放路 does not count.
            if name[-1] not in "省市县区州盟旗镇乡" and rest[length : length + 1] in (
                "路",
                "街",
                "村",
                "桥",
                "河",
                "庄",
            ):
                continue
            found.append(name)
            rest = rest[length:]
            break
        else:
            break
    return tuple(found), rest


def read_body(phrase: str, context: Context) -> BodyRead | None:
    """The body that ``phrase`` means, ``None`` where it cannot be read as one."""
    phrase = shorten(phrase)
    committee = _COMMITTEE.match(phrase)
    if committee:
        phrase = committee["name"] + ("委" if not committee["rest"] else "委" + committee["rest"])
    elif phrase.startswith(("中共", "中国共产党")) and not phrase.startswith("中共中央"):
        phrase = phrase.removeprefix("中国共产党").removeprefix("中共")
    league = _LEAGUE.match(phrase)
    if league and len(league[2]) == 1:
        area = context.area_of_level(league[2])
        return BodyRead(f"{league[1]}{area}委", area, "association") if area else None
    if league and context.areas.find(league[2]):
        return BodyRead(f"{league[1]}{league[2]}委", league[2], "association")
    if phrase.startswith("政协") and phrase.endswith("工委"):
        return BodyRead(phrase, None, "state")
    cppcc = _CPPCC.match(phrase)
    if cppcc and len(phrase) > 4:
        phrase = cppcc["name"] + "政协"
    ours = bool(_OURS.match(phrase))
    phrase = _OURS.sub("", phrase) or phrase
    if phrase in ("校", "该校", "学校", "本校"):
        return BodyRead(context.school, None, "school") if context.school else None
    zone = _ZONE.match(phrase) if _ZONED.search(phrase) else None
    if zone and _ZONE_BODY.match(zone["rest"]) and not context.areas.find(zone["zone"]):
        name = zone["zone"]
        if name[0] in LEVELS and len(name) > 3:
            name = (context.area_of_level(name[0], ours) or name[0]) + name[1:]
        return BodyRead(name + zone["rest"] if zone["rest"] else None, name, "zone")
    printed, rest = leading_areas(phrase, context)
    if printed:
        return _of_area(phrase, printed, rest, context)
    youth = _YOUTH.match(phrase)
    if youth:
        area = context.area_of_level(youth[1])
        return BodyRead(f"团{area}委", area, "party") if area else None
    if phrase in ("地委", "行署"):
        area = context.area_of_level("地区") or (context.area_of_level("盟") if phrase == "行署" else None)
        if not area:
            return None
        return BodyRead(party_committee(area) if phrase == "地委" else government(area), area, "state")
    level = _LEVEL_FIRST.match(phrase)
    if level and not phrase.startswith(("市场", "区域", "县域", "州际", "旗下", "旗舰", "乡村", "市政工程", "镇痛")):
        area = context.area_of_level(level[1], ours)
        if area:
            rest = phrase[level.end() :]
            if ours and rest[:1] == level[1]:  # 我市市委
                rest = rest[1:]
            return _own(area, rest, context)
        if level[1] in ("镇", "乡", "街道") and context.township:
            return _own(context.township, phrase[level.end() :], context)
        return None
    return _institution(phrase, (), phrase, context)


def _of_area(phrase: str, printed: tuple[str, ...], rest: str, context: Context) -> BodyRead | None:
    area = context.full_name(printed[-1])
    # 阿克苏地委, 锡林郭勒盟委: the suffix of the area stands only in the body's name
    if rest.startswith("地委"):
        entry = context.areas.resolve(printed[-1] + "地区", context.home)
        area = entry.name if entry else printed[-1] + "地区"
        return BodyRead(party_committee(area) + rest[2:], area, "party")
    same = _LEVEL_FIRST.match(rest)
    if same and area.endswith(same[1]) and not rest.startswith(("区域", "市场")):
        rest = rest[same.end() :]  # 该市市委, 西乌珠穆沁旗旗委
    if not rest:
        return BodyRead(None, area, "area")
    ending = words().body_ending(rest)
    kind = ending[1] if ending else ""
    if _INSTITUTE.search(rest):
        return _institution(phrase, printed, rest, context)
    if printed[-1][-1] not in LEVELS + "道" and rest[0] not in LEVELS and not rest.startswith(_ORGANS):
        # 宁波鄞州卫生健康局, 瑞安分院: what stands behind a bare area is a name of its own
        settled = _settlement(rest)
        if settled or not ending or kind == "place":
            return settled
        if kind == "association":
            return BodyRead(phrase, _narrowest(phrase, printed, context), kind)
        return BodyRead(phrase, None if kind == "company" else area, kind)
    if rest[0] == "委" or kind in ("party", "state", "section", "bureau"):
        settled = _settlement(rest)
        if settled:
            return settled
        if printed[-1][-1:] not in "省市县区州盟旗镇乡道" and kind == "state" and rest.endswith(("军分区", "警备区")):
            return BodyRead(printed[-1] + rest, area, "state")
        return _own(area, rest, context)
    return _institution(phrase, printed, rest, context)


def _own(area: str, rest: str, context: Context) -> BodyRead | None:
    """A body of the area itself: committee, government, bureau, school …"""
    if not rest:
        return BodyRead(None, area, "area")
    if rest[0] == "委":
        below = rest[1:]
        if below in ("办", "办公室"):
            below = "办公室"
        return BodyRead(party_committee(area) + below, area, "section" if below else "party")
    if rest in ("政府办", "府办"):
        rest = "政府办公室"
    if rest.startswith("党委") and area.endswith("自治区"):
        return BodyRead(area + rest, area, "party")
    if rest.startswith("行署"):
        return BodyRead(area + rest, area, "state")
    if rest == "党组" or (rest[0] in LEVELS and not rest.startswith(_NOT_A_LEVEL)):
        return None  # 县人大 of a city: the area between is missing
    if rest.endswith("领导班子"):
        return None
    settled = _settlement(rest)
    if settled:
        return settled
    ending = words().body_ending(rest)
    if not ending:
        return None
    if ending[1] in ("company", "school", "hospital", "association"):
        return _institution(area + rest, (area,), rest, context)
    if ending[1] == "place" and not rest.endswith(("街道", "镇", "乡", "村", "社区")):
        return None
    return BodyRead(area + rest, area, ending[1])


def _settlement(rest: str) -> BodyRead | None:
    """A village, community or township and its own bodies."""
    found = _SETTLEMENT.match(rest)
    while found:
        if _SETTLEMENT_REST.match(found["rest"]):
            break
        found = _longer(len(found["name"])).match(rest)
    if not found:
        return None
    name, below = found["name"].removeprefix("驻"), found["rest"]
    inner = _INNER.match(name)
    if inner:  # 托甫汗镇库如力村, though no list has the township
        name = inner[1]
    if name in ("村", "社区", "街道", "镇", "乡") or _CLAUSE.search(name):
        return None
    if name.endswith("居委会"):
        return BodyRead(name, name.removesuffix("居委会"), "state")
    if below.endswith(("组", "社", "队", "屯")) and not below.endswith("党组"):
        below = ""
    return BodyRead(name + below if below else None, name, "party" if below else "place")


@cache
def _longer(length: int) -> re.Pattern[str]:
    """A settlement whose name is longer than ``length``."""
    return re.compile(rf"^(?P<name>.{{{length},12}}?(?:村|社区|嘎查|屯|寨|庄|街道|镇|乡|苏木))(?P<rest>.*)$")


def _institution(phrase: str, printed: tuple[str, ...], rest: str, context: Context) -> BodyRead | None:
    """Company, school, hospital, association, zone: a name of its own, kept as printed."""
    if not printed:
        settled = _settlement(rest)
        if settled and len(rest) > 1:
            if rest in ("社区", "村"):
                return None
            return settled
        bare = _BARE_SETTLEMENT.match(rest)
        if bare and context.settlement and _SETTLEMENT_REST.match(bare[2]):
            name = context.settlement
            return BodyRead(name + bare[2] if bare[2] else None, name, "party" if bare[2] else "place")
    ending = words().body_ending(rest)
    if phrase.endswith(("院院", "校校", "局局", "厅厅")):
        phrase = phrase[:-1]
    if not ending or len(phrase) < 3 or (not printed and _CLAUSE.search(phrase)):
        return None
    kind = ending[1]
    if kind == "place":
        return BodyRead(None, rest, "place") if printed and len(rest) <= 8 else None
    name = phrase
    if _IN_COMPANY.match(phrase):
        kind = "company"
    elif _IN_HOSPITAL.search(phrase):
        kind = "hospital"
    elif _IN_COLLEGE.search(phrase) and kind != "hospital":
        kind = "college"
    elif _IN_SCHOOL.search(phrase):
        kind = "school"
    area = None
    if kind in ("school", "hospital", "association", "bureau", "section", "state", "party"):
        area = _narrowest(phrase, printed, context)
    if kind in ("bureau", "section", "state", "party") and not printed and not _NATIONAL.match(phrase):
        return BodyRead(name, area, kind, certain=False)
    return BodyRead(name, area, kind)


def _narrowest(phrase: str, printed: tuple[str, ...], context: Context) -> str | None:
    names = [context.full_name(name) for name in printed]
    inner = _TOWNSHIP.search(phrase, sum(map(len, printed)))
    if inner and context.areas.resolve(inner[1], names[-1] if names else context.home):
        names.append(inner[1])
    if phrase.endswith(("商会", "同乡会")) and len(names) > 1:
        return names[-2]  # 某区安徽商会: of those from 安徽, in the district
    return names[-1] if names else None
