"""Bodies and places named in an article, besides those of the offices: what ``schema:mentions`` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bodies import Context, read_body
from kg.extract.words import HARD, is_word, words
from kg.knowledge.areas import AreaMatch
from kg.model import Article

_ORGAN = re.compile(
    r"(?:自治区|地区|[省市县区州盟旗])?(?:委(?![员会任])(?:组织部|宣传部|统战部|政法委|办公室|党校|巡察办|网信办|编办)?|政府(?:办公室|新闻办)?|人大常委会|人大(?!代表|会议)|政协(?!委员)"
    r"|纪委(?!委员|书记会)|监委|法院|检察院|人武部|军分区|总工会|妇联|工商联|残联|科协|文联|侨联|红十字会|公安局|[一-鿿]{1,7}?(?:局|厅|卫健委|发改委|农业农村委|国资委|支队|大队)(?!长|面|势|部|域|级|限))"
)
_LEVEL = re.compile(
    r"(?:(?<=[，。、；：（“”》\n在从据经由和与及受向到对为])|(?<=^))(?:该|我)?(?:自治区|地区|[省市县区州盟旗])(?=委|政府|人大|政协|纪委|监委|[一-鿿]{2,9}?(?:局|厅|委|办|中心|院|会|联|馆|队))"
)
_INSTITUTION = re.compile(
    r"[一-鿿（）]{2,22}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|合作社|银行|大学|职业技术学院|学院|研究院|人民医院|中医院|医院|卫生院|中学|小学|幼儿园|学校|商会|协会|联谊会|联合会|基金会)(?![一-鿿]?(?:长|路|站|门口))"
)
_SETTLEMENT = re.compile(r"[一-鿿]{1,6}?(?:村|社区|嘎查|屯)(?!民|级|里|委|两委|镇|庄|干部|[（(])")
_SITE = re.compile(
    r"[一-鿿]{2,8}?(?:高速公路|大道|大街|胡同|路|街(?!道|区|头|坊|上)|河(?!道|南|北|湾|流|长)|江(?!苏|西|南|北|边)|水库|公园|广场|大桥|纪念馆|博物馆|体育馆|体育场|影剧院|会议中心|文化艺术中心|行政中心|大厦|商城|花园|小区|大酒店|森林公园|景区|湿地)"
)
_NATIONAL = re.compile(
    r"党中央|中共中央(?!政治|总书记|宣传|组织|关于)|国务院(?!新闻办|办公厅)|中央纪委(?!.全会|.次)|中宣部|中组部|中央文明办"
)
_NATIONAL_NAMES = {"党中央": "中共中央"}
_NEAR = re.compile(r"(?:在|到|于|至|沿|从|位于|途经|来到|赴|走进|深入|和|与|及|的|对|往)$")
_JOINTS = frozenset("到与向了成为是在把被让和及各的就对从将以并每还也")
_BEFORE_INSTITUTION = re.compile(r"来自|邀请|参观|走访|来到|前往|走进|组织|[在到于向与和由为给的是对赴]")
_PREPOSITION = re.compile(r"位于|途经|来到|走进|深入|前往|[在到于至沿从赴对]")
_COMMON = re.compile(
    r"(?:农村|乡村|道路|公路|铁路|思路|出路|商业街|背街|老旧|居民|行政村|贫困村|中村|我村|环村|入村|通村|扶贫路|水路|线路|一路|网路|套路|活动广场|文化广场$|小区小区|小康路|幸福路上)"
)
_CLASS_WORD = re.compile(
    r"^(?:各|全|该|本|我|多|每|某|这|那|一|两|三|几|部分|广大|相关|有关|其他|所有|大中|中小|新|老|农|乡|行政|贫困|示范|试点|道|公|铁|马|网|思|出|套|线|后)"
)


def entities(article: Article, context: Context) -> Iterator[tuple[str, str, int, int]]:
    """(kind, name, at, until) of each body and place.

    A name is listed at every place where it stands; bodies go before places, for an area inside a company's name is not
    named by it.
    """
    text = article.text
    begin, stop = 0, article.body_until
    inside: list[tuple[int, int]] = []
    areas = context.area_names(begin, stop)
    starts = {match.start: match for match in areas}
    for match in _NATIONAL.finditer(text, begin, stop):
        yield "body", _NATIONAL_NAMES.get(match.group(), match.group()), match.start(), match.end()
    for match in areas:
        organ = _ORGAN.match(text, match.end, stop)
        if (
            organ
            and _clean(organ.group())
            and (body := read_body(text[match.start : organ.end()], context))
            and body.name
            and body.certain
        ):
            yield "body", body.name, match.start, organ.end()
    for match in _LEVEL.finditer(text, begin, stop):
        organ = _ORGAN.match(text, match.start() + (1 if text[match.start()] in "该我" else 0), stop)
        if (
            organ
            and _clean(organ.group())
            and (body := read_body(text[match.start() : organ.end()], context))
            and body.name
            and body.certain
        ):
            yield "body", body.name, match.start(), organ.end()
    for found in _INSTITUTION.finditer(text, begin, stop):
        at = _left(text, found.start(), found.end(), starts)
        phrase = text[at : found.end()]
        if (
            len(phrase) < 4
            or not (at in starts or (text[at - 1 : at] in HARD and len(phrase) <= 16))
            or not _clean(phrase)
        ):
            continue
        body = read_body(phrase, context)
        if (
            body
            and body.name
            and body.certain
            and body.kind in ("company", "school", "college", "hospital", "association")
        ):
            inside.append((at, found.end()))
            yield "body", body.name, at, found.end()
    for match in areas:
        if any(first < match.end and match.start < last for first, last in inside):
            continue
        name = context.full_name(match.name)
        if len(name) > 1:
            yield "place", name, match.start, match.end
    ends = {match.end for match in areas}
    for pattern in (_SETTLEMENT, _SITE):
        for found in pattern.finditer(text, begin, stop):
            place = _bounded(text, found.start(), found.end(), ends)
            if place is not None and not any(first < found.end() and place < last for first, last in inside):
                yield "place", text[place : found.end()], place, found.end()


def _clean(name: str) -> bool:
    """Whether nothing in ``name`` shows that it is more than a name (焦作市长…到省发改委)."""
    return _CLASS_WORD.match(name) is None and _JOINTS.isdisjoint(name) and "市长" not in name and "书记" not in name


def _left(text: str, start: int, end: int, areas: dict[int, AreaMatch]) -> int:
    """Where an institution's name begins: at an area in it, else behind the last preposition."""
    for at in range(start, end - 3):
        if at in areas:
            return at
    last = None
    for match in _BEFORE_INSTITUTION.finditer(text, start, end - 3):
        last = match.end()
    return last if last is not None else start


def _bounded(text: str, start: int, end: int, area_ends: set[int]) -> int | None:
    """Where the name of a settlement or site begins, if that is plain: behind an area, a preposition, or in a list."""
    for at in range(end - 2, start - 1, -1):
        if at in area_ends:
            return at if end - at > 2 and _plain(text[at:end]) else None
    prepositions = [match.end() for match in _PREPOSITION.finditer(text, start, end - 2)]
    at = prepositions[-1] if prepositions else start
    listed = text[at - 1 : at] == "、" or text[end : end + 1] == "、"
    if not prepositions and not listed and not _NEAR.search(text[max(0, at - 2) : at]):
        return None
    return at if 3 <= end - at <= 7 and _plain(text[at:end]) else None


def _plain(name: str) -> bool:
    """A proper name as far as can be seen: no verb at its head, no joint, not a class (各村, 老旧小区)."""
    if not _clean(name) or words().follows(name, 0) > 1 or _COMMON.search(name):
        return False
    return not (is_word(name) and len(name) < 4)
