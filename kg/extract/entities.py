"""Bodies and places named in an article, besides those of the offices: what ``schema:mentions`` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bodies import Context, read_body
from kg.extract.words import HARD
from kg.model import Article

_ORGAN = re.compile(
    r"(?:自治区|地区|[省市县区州盟旗])?(?:委(?![员会任])(?:组织部|宣传部|统战部|政法委|办公室|党校|巡察办|网信办|编办)?|政府(?:办公室|新闻办)?|人大常委会|人大(?!代表|会议)|政协(?!委员)"
    r"|纪委(?!委员|书记会)|监委|法院|检察院|人武部|军分区|总工会|妇联|工商联|残联|科协|文联|侨联|红十字会|公安局|[一-鿿]{2,9}?(?:局|厅|卫健委|发改委|农业农村委|国资委|中心|支队|大队)(?!长|面|势|部|域))"
)
_LEVEL = re.compile(r"(?:(?<=[，。、；：（“”》\n在从据经由和与及受向到对为])|(?<=^))(?:该|我)?(?:自治区|地区|[省市县区州盟旗])(?=委|政府|人大|政协|纪委|监委|[一-鿿]{2,9}?(?:局|厅|委|办|中心|院|会|联|馆|队))")
_INSTITUTION = re.compile(
    r"[一-鿿（）]{2,22}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|合作社|银行|大学|职业技术学院|学院|研究院|人民医院|中医院|医院|卫生院|中学|小学|幼儿园|学校|商会|协会|联谊会|联合会|基金会)(?![一-鿿]?(?:长|路|站|门口))"
)
_SETTLEMENT = re.compile(r"[一-鿿]{1,6}?(?:村|社区|嘎查|屯)(?!民|级|里|委|两委|镇|庄|干部|卡点|[（(])")
_SITE = re.compile(
    r"[一-鿿]{2,8}?(?:高速公路|大道|大街|胡同|路|街(?!道|区|头|坊|上)|河(?!道|南|北|湾|流|长)|江(?!苏|西|南|北|边)|水库|公园|广场|大桥|纪念馆|博物馆|体育馆|体育场|文化馆|图书馆|影剧院|会议中心|文化艺术中心|行政中心|大厦|商城|花园|小区|大酒店|森林公园|景区|湿地)"
)
_NEAR = re.compile(r"(?:在|到|于|至|沿|从|位于|途经|来到|赴|走进|深入|和|与|及|的|对|往)$")
_CLASS_WORD = re.compile(r"^(?:各|全|该|本|我|多|每|某|这|那|一|两|三|几|部分|广大|相关|有关|其他|所有|大中|中小|新|老|农|乡|行政|贫困|示范|试点|道|公|铁|马|网|思|出|套|线|后)")


def entities(article: Article, context: Context) -> Iterator[tuple[str, str, int, int]]:
    """(kind, name, at, until) of each body and place.

    A name is listed at every place where it stands; bodies go before places, for an area inside a company's name is not
    named by it.
    """
    text = article.text
    begin, stop = 0, article.body_until
    inside: list[tuple[int, int]] = []
    areas = [match for match in context.areas.matcher(context.home)(text[begin:stop])]
    starts = {match.start: match for match in areas}
    for match in areas:
        organ = _ORGAN.match(text, match.end, stop)
        if organ and (body := read_body(text[match.start : organ.end()], context)) and body.name and body.certain:
            yield "body", body.name, match.start, organ.end()
    for match in _LEVEL.finditer(text, begin, stop):
        organ = _ORGAN.match(text, match.start() + (1 if text[match.start()] in "该我" else 0), stop)
        if organ and (body := read_body(text[match.start() : organ.end()], context)) and body.name and body.certain:
            yield "body", body.name, match.start(), organ.end()
    for found in _INSTITUTION.finditer(text, begin, stop):
        at = _left(text, found.start(), found.end(), starts)
        phrase = text[at : found.end()]
        if at > found.start() + 14 or len(phrase) < 4 or _CLASS_WORD.match(phrase):
            continue
        body = read_body(phrase, context)
        if body and body.name and body.certain and body.kind in ("company", "school", "college", "hospital", "association"):
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


def _left(text: str, start: int, end: int, areas: dict[int, object]) -> int:
    """Where an institution's name begins: at an area in it, else behind the last mark or preposition."""
    for at in range(start, end - 3):
        if at in areas:
            return at
    near = None
    for match in re.finditer(r"(?:在|到|于|向|与|和|由|为|给|的|是|对|邀请|来自|参观|走访|来到|赴|前往|走进|组织)", text[start:end]):
        near = start + match.end()
    return near if near is not None and near < end - 3 else start


def _bounded(text: str, start: int, end: int, area_ends: set[int]) -> int | None:
    """Where the name of a settlement or site begins, if that is plain: behind an area, a mark or a preposition."""
    for at in range(end - 2, start - 1, -1):
        if at in area_ends:
            return at if end - at >= 2 else None
    before = text[start - 1 : start]
    name = text[start:end]
    preposition = None
    for match in re.finditer(r"(?:位于|途经|来到|走进|深入|前往|[在到于至沿从赴和与及的对往])", name):
        preposition = match.end()
    if preposition is not None:
        start += preposition
        name = text[start:end]
    elif before not in HARD and not _NEAR.search(text[max(0, start - 2) : start]):
        return None
    if len(name) < 2 or _CLASS_WORD.match(name) or name in ("社区", "农村", "乡村", "道路", "街道"):
        return None
    return start
