"""Bodies and places named in an article, besides those of the offices: what ``schema:mentions`` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bodies import BodyRead, Context, read_body
from kg.extract.words import HARD, is_word, words
from kg.knowledge.area_matcher import AreaMatch
from kg.model import Article

_ORGAN = re.compile(
    r"(?:自治区|地区|[省市县区州盟旗])?"
    r"(?:委(?![员会任])(?:(?:组织部|宣传部|统战部)(?!长)|政法委|办公室|党校|巡察办|网信办|编办)?|政府(?:办公室|新闻办)?|人大常委会"
    r"|人大(?!代表|会议)|政协(?!委员)|纪委(?!委员|书记会)|监委|法院|检察院|人武部|军分区|总工会|妇联|工商联|残联|科协|文联"
    r"|侨联|红十字会|公安局"
    r"|卫健委|发改委|农业农村委|国资委|教育工委"
    r"|[一-鿿]{1,7}?(?:局|厅|支队|大队)(?!长|面|势|部|域|级|限))"
)
_LEVEL = re.compile(
    r"(?<=[，。、；：（“”》\n在从据经由和与及受向到对为])(?:[该我]?(?:自治区|地区|[省市县区州盟旗]))"
    r"(?=委|政府|人大|政协|纪委|监委|[一-鿿]{2,9}?(?:局|厅|委|办|中心|院|会|联|馆|队))"
)
# The names themselves are looked for to the left of their endings: that reads the text once.
_INSTITUTION_END = re.compile(
    r"(?:有限责任公司|有限公司|集团公司|集团|合作社|银行|大学|学院|研究院|医院|卫生院|中学|小学|幼儿园|学校|商会|协会"
    r"|联谊会|联合会|基金会)(?![一-鿿]?(?:长|路|站|门口))"
)
_SETTLEMENT_END = re.compile(r"(?:村|社区|嘎查|屯)(?!民|级|里|委|两委|镇|庄|干部|[（(])")
_SITE_END = re.compile(
    r"(?:高速公路|大道|大街|胡同|路(?!社区|派出所|小学)|街(?!道|区|头|坊|上|社区|派出所|小学)|河(?!道|南|北|湾|流|长)|江(?!苏|西|南|北|边)|水库|公园|广场|大桥"
    r"|纪念馆|博物馆|体育馆|体育场|影剧院|会议中心|文化艺术中心|行政中心|大厦|商城|花园|小区|大酒店|景区|湿地)"
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
    r"农村|乡村|道路|公路|铁路|思路|出路|商业街|背街|老旧|居民|行政村|贫困村|中村|我村|环村|入村|通村|水路|线路|一路|网路|套路|沿街"
)
# What a name of a place does not begin with, though it stands before one.
_VERB_FIRST = re.compile(
    r"加大|加快|持续|整修|完成|推进|推动|实现|打造|建设|改造|提升|开展|围绕|聚焦|激发|掀起|突出|落实|抓好|做好|确保|促进|加强"
    r"|深化|坚持|参与|服务|助力|贯通|打通|连接|跨|沿|火车站|成立|支持|依托|利用|保护|治理|整治|疏浚|修建|新建|扩建|拓宽|绿化"
)
_CLASS_WORD = re.compile(
    r"^(?:各|全|该|本|我|多|每|某|这|那|一|两|三|几|部分|广大|相关|有关|其他|所有|大中|中小|新|老|农|乡|行政|贫困|示范|试点"
    r"|道|公|铁|马|网|思|出|套|线|后)"
)
_OFFICE_IN_NAME = re.compile(r"委[省市县区]|办事处")
_RIVER_AND_ROAD = re.compile(r"^.{1,3}[河江湖].{2,4}(?:路|街|大道)$")
_GOES_ON = re.compile(r"[一-鿿（）]{2,14}?(?:有限公司|股份公司|分公司)")
_INSTITUTIONS = ("company", "school", "college", "hospital", "association")


def entities(article: Article, context: Context) -> Iterator[tuple[str, str, int, int]]:
    """(kind, name, at, until) of each body and place.

    A name is listed at every place where it stands; bodies go before places, for an area inside a company's name is not
    named by it.
    """
    text, stop = article.text, article.body_until
    areas = context.area_names(0, stop)
    for match in _NATIONAL.finditer(text, 0, stop):
        yield "body", _NATIONAL_NAMES.get(match.group(), match.group()), match.start(), match.end()
    yield from _organs(text, stop, areas, context)
    inside: list[tuple[int, int]] = []
    for body, at, until in _institutions(text, stop, areas, context):
        inside.append((at, until))
        yield "body", body, at, until
    for area in areas:
        # 四个专项城市: the first character belongs to the word before
        cut = is_word(text[area.start - 1 : area.start + 1]) and text[area.start - 1 : area.start] not in HARD
        if not cut and not _overlaps(area.start, area.end, inside):
            yield "place", context.full_name(area.name), area.start, area.end
    ends = {area.end for area in areas}
    for pattern, reach in ((_SETTLEMENT_END, 6), (_SITE_END, 8)):
        for found in pattern.finditer(text, 0, stop):
            begins = _bounded(text, max(0, found.start() - reach), found.start(), found.end(), ends)
            if begins is not None and not _overlaps(begins, found.end(), inside):
                yield "place", text[begins : found.end()], begins, found.end()


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in taken)


def _organs(text: str, stop: int, areas: list[AreaMatch], context: Context) -> Iterator[tuple[str, str, int, int]]:
    """Organs of party and state behind the name of their area, or a bare 市, 县 …"""
    starts = [(area.start, area.end) for area in areas]
    for match in _LEVEL.finditer(text, 0, stop):
        starts.append((match.start(), match.start() + (1 if text[match.start()] in "该我" else 0)))
    for at, behind in starts:
        organ = _ORGAN.match(text, behind, stop)
        if organ and _clean(organ.group()):
            body = _certain(text[at : organ.end()], context)
            if body and body.name:
                yield "body", body.name, at, organ.end()


def _certain(phrase: str, context: Context) -> BodyRead | None:
    body = read_body(phrase, context)
    return body if body and body.certain else None


def _institutions(text: str, stop: int, areas: list[AreaMatch], context: Context) -> Iterator[tuple[str, int, int]]:
    """Companies, schools, hospitals, associations by the endings of their names."""
    starts = {area.start for area in areas}
    last = 0
    for found in _INSTITUTION_END.finditer(text, 0, stop):
        edge = max(last, found.start() - 22)
        while any(character in HARD and character not in "（）" for character in text[edge : found.start()]):
            edge += 1
        at = _left(text, edge, found.end(), starts)
        phrase = text[at : found.end()]
        if _GOES_ON.match(text, found.end(), stop):
            continue  # 某集团河南电力有限公司
        if at not in starts and is_word(phrase[:2]) and not phrase.endswith("有限公司"):
            continue
        bounded = at in starts or (text[at - 1 : at] in HARD and len(phrase) <= 16)
        if len(phrase) < 4 or not bounded or not _clean(phrase):
            continue
        body = _certain(phrase, context)
        if body and body.name and body.kind in _INSTITUTIONS:
            last = found.end()
            yield body.name, at, found.end()


def _clean(name: str) -> bool:
    """Whether nothing in ``name`` shows that it is more than a name (焦作市长…到省发改委)."""
    if _OFFICE_IN_NAME.search(name):
        return False
    return _CLASS_WORD.match(name) is None and _JOINTS.isdisjoint(name) and "市长" not in name and "书记" not in name


def _left(text: str, start: int, end: int, areas: set[int]) -> int:
    """Where an institution's name begins: at an area in it, else behind the last preposition."""
    for match in _BEFORE_INSTITUTION.finditer(text, start, end - 3):
        start = match.end()
    return next((at for at in range(start, end - 3) if at in areas), start)


def _bounded(text: str, edge: int, ending: int, end: int, area_ends: set[int]) -> int | None:
    """Where the name of a settlement or site begins, if that is plain: behind an area, a preposition, or in a list."""
    start = ending
    while start > edge and "一" <= text[start - 1] <= "鿿":
        if start in area_ends:
            break
        start -= 1
    if start in area_ends:
        start += 1 if text[start] in "至到在和与及、" else 0
        return start if end - start > 2 and _plain(text[start:end]) else None
    at = start
    for match in _PREPOSITION.finditer(text, start, end - 2):
        at = match.end()
    listed = text[at - 1 : at] == "、" or text[end : end + 1] == "、"
    if at == start and not listed and not _NEAR.search(text[max(0, at - 2) : at]):
        return None
    return at if 3 <= end - at <= 7 and _plain(text[at:end]) else None


def _plain(name: str) -> bool:
    """A proper name as far as can be seen: no verb at its head, no joint, not a class (各村, 老旧小区)."""
    if not _clean(name) or words().follows(name, 0) > 1 or _COMMON.search(name) or _VERB_FIRST.match(name):
        return False
    if _RIVER_AND_ROAD.match(name):
        return False  # 某河某路段: two places, the second is found by itself
    return not (is_word(name) and len(name) < 4)
