"""The grammar of titles: [原][area][body][section][党组][常务副]office, in chains (``区委副书记、区长``)."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.bodies import TERM, Context, leading_areas
from kg.extract.offices import Title, resolved
from kg.extract.words import HARD, OfficeToken, is_word, words
from kg.knowledge.area_matcher import AreaMatch
from kg.knowledge.areas import Areas

_MODIFIERS = (  # a longer one before what it ends with
    "常务副", "第一副", "名誉副", "党组副", "常务", "副", "代理", "代", "第一", "首席", "执行", "名誉", "荣誉", "党组",
    "拟任", "现任", "时任", "原任", "前任", "原", "兼任", "兼",
)  # fmt: skip
_ANNOTATION = re.compile(
    r"（(?:女|男|[一-鿿]{1,5}族|挂职|援[藏疆青]|兼|主持[^（）]{0,8}|正[^（）]{0,3}级|副[^（）]{0,3}级|代|按姓氏笔画[^（）]*|[左右中前后一二三四五六七八九十排，起、]+"
    r"|[一-鿿]{1,5}族自治[^（）]*|满族|特邀|候补|列席|筹|[^（）]{0,6}党派[^（）]*)(?:[，、](?:女|男|[一-鿿]{1,5}族|挂职|[^（），、]{1,8}))*）"
)
_FORMER = ("原任", "时任", "前任", "原", "曾任")
# What can stand before a title without being part of it. A hard one ends whatever went before; a soft one is also found
# inside names of bodies (和平区, 对外) and counts only before an area or a bare 市委, 县长, …
_HARD_STOP = re.compile(
    r"(?:带领|率领|率|派驻(?!纪检|第|组)|特派|委派|选派|调任|新一届|本届|上届|首届|(?<!社会)组织(?!部|人事|工作|委员|关系|科|处|$)|开展(?!服务)|听取了?|邀请了?|会见了?|来自|受到|随同|陪同|当选为?|担任|聘请|聘任|选举|任命|免去|接受|看望了?|慰问了?|告诉|叮嘱|嘱咐|询问|勉励|感谢|悄悄|一边|走进|来到|前往|赶到|据(?!点)|包括|还有|以及|随后|会上|会前|会后"
    r"|期间|现场|同时|其中|其[他它]|在家(?!具|电|政|居|纺|园)|仪式上|上午|下午|晚上?|当天|当晚|日前|近日|昨日|昨天|今天|(?<=\d)日|(?<=\d)时许?|兼|分别|由|受|了|着|被|把|将|给|让|的|得|之|请|叫|者为|说)"
)
_SOFT_STOP = re.compile(r"(?:和|与|及|同|暨|跟|对|向|在|从|为|是|任|到|经|于|随|像|如|并|则|也)")
_BARE_LEVEL = re.compile(
    r"(?:自治区|地区|[省市县州盟旗镇乡]|(?<![社园景小校厂库灾山林牧城郊老新发辖片])区)(?=委|政府|人大|政协|纪委|监委|法院|检察院|人武部|公安|[一-鿿]{2,12}(?:局|厅|办|委|中心|院|会|处|队|部|站|所))"
)
_IN_ZONE = re.compile(r"(?:经开区|高新区|开发区|新区|园区|示范区|度假区|风景区|保税区|试验区|管理区|合作区)")
_BARE_PARTY = re.compile(r"(?:厅|局|校|院|公司)(?:党组|党委|党总支|党支部)?$")
_PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟")
_FORMER_PARTY = re.compile(r"原(?=(?:党委|党组|党总支|党支部|纪委|工会)?$)")
_NO_ROLE = re.compile(r"执行主席|常务主席|主席团")


def skip_annotations(text: str, at: int) -> int:
    """The place behind （女，回族）, （挂职）, （左一） … at ``at``."""
    while text.startswith("（", at) and (found := _ANNOTATION.match(text, at)):
        at = found.end()
    return at


def left_edge(text: str, floor: int, at: int) -> int:
    """Where the clause begins in which a title ends at ``at``: behind the last mark, not before ``floor``."""
    place = at
    while place > floor:
        character = text[place - 1]
        if character == "）":
            opened = text.rfind("（", max(floor, place - 12), place)
            # 华瑞微电子（无锡）有限公司: brackets inside a name; behind an annotation the clause goes on
            if opened > floor and opened + 1 < place - 1 and place < at and not _ANNOTATION.match(text, opened):
                place = opened
                continue
            break
        if character == "”":
            opened = text.rfind("“", max(floor, place - 16), place)
            if opened >= floor and place < at:  # 解放区“四城联创”指挥部
                place = opened
                continue
            break
        if character in HARD and character != "·":
            break
        place -= 1
    return place


def read_title(text: str, floor: int, token: OfficeToken, chain: list[Title], context: Context) -> Title | None:
    """The title that ends in ``token``; ``chain`` are the titles directly before it, joined by 、."""
    edge = left_edge(text, floor, token.start)
    start, modifiers = _modifiers(text, edge, token)
    phrase_start = _phrase_start(text, edge, start, context)
    phrase = text[phrase_start:start]
    begins = phrase_start + (2 if phrase.startswith("现任") else 0)
    former = any(word in _FORMER for word in modifiers)
    while phrase.startswith(("原", "时任", "前任", "曾任", "现任")):
        cut = 1 if phrase[0] == "原" else 2
        if phrase[0] == "原" and leading_areas(phrase, context)[0]:
            break  # 原平市
        former = former or not phrase.startswith("现任")
        phrase, phrase_start = phrase[cut:], phrase_start + cut
    inner = _FORMER_PARTY.search(phrase)
    if inner and words().body_ending(phrase[: inner.start()]):
        former = True
        phrase = phrase[: inner.start()] + phrase[inner.start() + 1 :]  # 某集团原党委书记
    office = token.word
    prefix = "".join(
        word for word in modifiers if word not in ("原任", "时任", "前任", "原", "现任", "兼任", "兼", "拟任")
    )
    prefix = prefix.replace("代理", "代")
    end = skip_annotations(text, token.end)
    made = Title(begins, end, text[phrase_start : token.end], None, None, former, token.kind, True, "")
    if "拟任" in modifiers or _NO_ROLE.search(text[phrase_start : token.end]) or token.kind == "honour":
        return made._replace(rule="title-without-role")
    return resolved(made, phrase, prefix, office, token.kind, chain, context)


def _modifiers(text: str, edge: int, token: OfficeToken) -> tuple[int, list[str]]:
    """Where the words before the office (常务副, 党组 …) begin, and these, from left to right."""
    start = token.start
    found: list[str] = []
    while text.endswith(_MODIFIERS, edge, start):
        word = next(word for word in _MODIFIERS if text.endswith(word, edge, start))
        found.insert(0, word)
        start -= len(word)
    return start, found


def _phrase_start(text: str, edge: int, end: int, context: Context) -> int:
    """Where the body of a title begins between the clause's edge and the office."""
    phrase = text[edge:end]
    if not phrase:
        return end
    masked = phrase
    for match in context.area_names(edge, end):
        if match.end <= end and not _cuts_word(text, edge, match):
            masked = masked[: match.start - edge] + "□" * (match.end - match.start) + masked[match.end - edge :]
    return edge + _body_at(masked, context.areas)


@lru_cache(maxsize=1 << 14)
def _body_at(masked: str, areas: Areas) -> int:
    """Where the body begins in a phrase in which □ stand for names of areas; kept, for most phrases are a few."""
    cut = 0
    for stop in _HARD_STOP.finditer(masked):
        cut = stop.end()
    for stop in _SOFT_STOP.finditer(masked, cut):
        rest = masked[stop.end() :]
        if (
            not rest
            or _BARE_PARTY.match(rest)
            or rest[0] == "□"
            or _BARE_LEVEL.match(rest)
            or rest.startswith(("该", "我", "原", "中共", "中国共产党", "政协", "社区党", "社区居", "村党", "村委"))
            or (stop.start() == cut and not is_word(masked[cut : cut + 2]))
            or (stop.group() == "与" and rest in ("村", "社区", "镇", "乡"))  # 某人与村党支部书记…; 和 ends many names
        ):
            cut = stop.end()
    if masked.startswith("有", cut) and masked[cut : cut + 2] not in ("有限", "有色", "有线", "有机"):
        cut += 1  # 陪同调研的有自治州党委常委
    first = masked.find("□", cut)
    own_name = _prefixed(masked, cut, first) or _belongs(masked[cut:first], masked)
    if first > cut and masked[first - 1] != "（" and not own_name:
        cut = first
    elif first < 0 and not _IN_ZONE.search(masked, cut):
        level = _BARE_LEVEL.search(masked, cut)
        if level and level.start() > cut and not _belongs(masked[cut : level.start()], masked):
            # 糜镇, 三道镇: a township elsewhere, which no list of areas in the text has; the longest known name
            starts = range(max(cut, level.start() - 4), level.start()) if level.group() in "镇乡" else ()
            named = (start for start in starts if areas.find(masked[start : level.end()]))
            cut = next(named, level.start())
    return cut


def _cuts_word(text: str, edge: int, area: AreaMatch) -> bool:
    """东北海洋研究院: 北海 would be cut out of 东北."""
    start = area.start
    suffixed = text[area.end - 1] in "省市县区州盟旗镇乡" and area.end - start > 2
    return (
        start > edge and not suffixed and is_word(text[start - 1 : start + 1]) and not is_word(text[start - 2 : start])
    )


_JOINTS = frozenset("在到于从向对与和及是由为的")


def _prefixed(phrase: str, cut: int, area: int) -> bool:
    """大唐河南发电有限公司: a company's own name may stand before the area in it."""
    if cut or area > 4 or not phrase.endswith(("公司", "集团", "分行", "支行", "分社", "厂")):
        return False
    return words().follows(phrase, 0) < 2 and _JOINTS.isdisjoint(phrase[:area])


_OURS = re.compile(rf"[该我本全][省市县区州盟旗]|政协第{TERM}")
_BEFORE_AREA = frozenset((
    "中共", "中国共产党", "政协", "团", "共青团", "原", "该", "我", "现任", "时任", "曾任", "前任",
    "中国人民政治协商会议", "国网",
))  # fmt: skip


def _belongs(before: str, after: str) -> bool:
    """Whether what stands before an area can be part of the body's name (某银行焦作分行, 团市委, 中共焦作市委)."""
    if before in _BEFORE_AREA or _OURS.fullmatch(before):
        return True
    if before.endswith(("驻", "委", "政府")) or before in _PARTIES:
        return True
    ending = words().body_ending(before)
    if before.endswith("局") and after.endswith(("分局", "税务所", "监管所", "管理所")):
        return True  # 市生态环境局某县分局
    return len(before) > 2 and ending is not None and ending[1] in ("company", "school", "association", "hospital")
