"""The grammar of titles: [原][area][body][section][党组][常务副]office, in chains (``区委副书记、区长``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.bodies import BodyRead, Context, government, leading_areas, party_committee, read_body
from kg.extract.words import HARD, OfficeToken, words

_MODIFIER = re.compile(
    r"(?:常务副|常务|副|代理|代|第一副?|首席|执行|名誉副?|荣誉|党组副?|拟任|现任|时任|原任|前任|原|兼任|兼)$"
)
_ANNOTATION = re.compile(
    r"（(?:女|男|[一-鿿]{1,5}族|挂职|兼|主持[^（）]{0,8}|正[^（）]{0,3}级|副[^（）]{0,3}级|代|按姓氏笔画[^（）]*|[左右中前后一二三四五六七八九十排，起、]+"
    r"|[一-鿿]{1,5}族自治[^（）]*|满族|特邀|候补|列席|筹|[^（）]{0,6}党派[^（）]*)(?:[，、](?:女|男|[一-鿿]{1,5}族|挂职|[^（），、]{1,8}))*）"
)
_FORMER = ("原任", "时任", "前任", "原", "曾任")
# What can stand before a title without being part of it. A hard one ends whatever went before; a soft one is also found
# inside names of bodies (和平区, 对外) and counts only before an area or a bare 市委, 县长, …
_HARD_STOP = re.compile(
    r"(?:带领|率领|率|派驻|调任|组织(?!部|人事|工作|委员|关系|科|处|$)|开展(?!服务)|听取了?|邀请了?|会见了?|来自|受到|随同|陪同|当选为?|担任|聘请|聘任|选举|任命|免去|接受|看望了?|慰问了?|告诉|包括|还有|以及|随后|会上|会前|会后"
    r"|期间|现场|同时|其中|仪式上|上午|下午|晚上?|当天|当晚|日前|近日|昨日|昨天|今天|日|时许?|分别|由|受|了|着|被|把|将|给|让|的|得|之|请|叫|者为|说|道)"
)
_SOFT_STOP = re.compile(r"(?:和|与|及|同|暨|跟|对|向|在|从|为|是|任|到|经|于|随|像|如|并|则|也)")
_BARE_LEVEL = re.compile(
    r"(?:自治区|地区|[省市县区州盟旗镇乡])(?=委|政府|人大|政协|纪委|监委|法院|检察院|人武部|公安|[一-鿿]{2,12}(?:局|厅|办|委|中心|院|会|处|队|部|站|所))"
)
_IN_ZONE = re.compile(r"(?:经开区|高新区|开发区|新区|园区|示范区|度假区|风景区|保税区|试验区|管理区|合作区)")
_IMPLIED = {
    "部长": "部", "局长": "局", "厅长": "厅", "处长": "处", "科长": "科", "所长": "所", "站长": "站", "支队长": "支队", "大队长": "大队",
    "中队长": "中队", "总队长": "总队", "馆长": "馆", "行长": "行", "社长": "社", "检察长": "检察院", "检察员": "检察院", "庭长": "庭",
}  # fmt: skip
_PARTY_SECTIONS = (
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "巡察办",
    "巡视办",
    "巡察工作领导小组",
    "巡察组",
    "督查室",
    "办公室",
    "党建办",
    "党校",
)
_BARE_NOUN = (
    "集团公司",
    "总公司",
    "分公司",
    "厅",
    "局",
    "委",
    "院",
    "校",
    "公司",
    "集团",
    "医院",
    "学校",
    "学院",
    "协会",
    "商会",
    "合作社",
    "中心",
    "支队",
    "大队",
    "公司党委",
    "集团党委",
)
_BARE_PARTY = re.compile(r"(?:厅|局|校|院|公司)(?:党组|党委|党总支|党支部)?$")
_PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟")
_NATIONAL = (
    "中建",
    "中铁",
    "中交",
    "中冶",
    "中核",
    "中石",
    "中国",
    "国家",
    "全国",
    "中央",
    "华润",
    "国网",
    "新加坡",
    "香港",
    "澳门",
    "台湾",
)
_HEADS = {"苏木达": "苏木", "盟长": "盟", "专员": "地区"}
_VILLAGE_OFFICES = ("第一书记", "嘎查达", "队长", "工作队队长", "村长")
_SCHOOL_JOBS = ("学生", "新生", "教师", "教授", "副教授", "讲师")
_ASSOCIATION_OFFICES = ("会长", "副会长", "理事长", "监事长", "秘书长", "副秘书长", "副理事长", "监事", "理事")
_NO_ROLE = re.compile(r"执行主席|常务主席|主席团")


@dataclass(frozen=True, slots=True)
class Title:
    """A title read; ``role`` is ``None`` where it announces a name but is no office (执行主席, 老党员)."""

    start: int
    end: int
    """After annotations such as （挂职）."""
    printed: str
    role: str | None
    body: BodyRead | None
    former: bool
    kind: str
    certain: bool
    rule: str


def skip_annotations(text: str, at: int) -> int:
    """The place behind （女，回族）, （挂职）, （左一） … at ``at``."""
    while found := _ANNOTATION.match(text, at):
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
    begins = phrase_start
    former = any(word in _FORMER for word in modifiers)
    while phrase.startswith(("原", "时任", "前任", "曾任", "现任")):
        cut = 1 if phrase[0] == "原" else 2
        if phrase[0] == "原" and leading_areas(phrase, context)[0]:
            break  # 原平市
        former = former or not phrase.startswith("现任")
        phrase, phrase_start = phrase[cut:], phrase_start + cut
    office = token.word
    prefix = "".join(
        word for word in modifiers if word not in ("原任", "时任", "前任", "原", "现任", "兼任", "兼", "拟任")
    )
    prefix = prefix.replace("代理", "代")
    end = skip_annotations(text, token.end)
    made = Title(begins, end, text[phrase_start : token.end], None, None, former, token.kind, True, "")
    if "拟任" in modifiers or _NO_ROLE.search(text[phrase_start : token.end]) or token.kind == "honour":
        return replace(made, rule="title-without-role")
    return _resolved(made, phrase, prefix, office, token.kind, chain, context)


def _modifiers(text: str, edge: int, token: OfficeToken) -> tuple[int, list[str]]:
    """Where the words before the office (常务副, 党组 …) begin, and these, from left to right."""
    start, found = token.start, []
    while match := _MODIFIER.search(text, edge, start):
        word = match.group()
        if word in ("原", "代", "第一", "执行") and False:
            break
        found.insert(0, word)
        start = match.start()
    return start, found


def _phrase_start(text: str, edge: int, end: int, context: Context) -> int:
    """Where the body of a title begins between the clause's edge and the office."""
    phrase = text[edge:end]
    if not phrase:
        return end
    masked = phrase
    for match in context.area_names(edge, end):
        if match.end <= end:
            masked = masked[: match.start - edge] + "□" * (match.end - match.start) + masked[match.end - edge :]
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
            or rest.startswith(("该", "我", "原", "中共", "中国共产党", "政协"))
            or stop.start() == cut
        ):
            cut = stop.end()
    first = masked.find("□", cut)
    own_name = _prefixed(masked, cut, first) or _belongs(masked[cut:first])
    if first > cut and masked[first - 1] != "（" and not own_name:
        cut = first
    elif first < 0 and not _IN_ZONE.search(masked, cut):
        level = _BARE_LEVEL.search(masked, cut)
        if level and level.start() > cut and not _belongs(masked[cut : level.start()]):
            short = masked[level.start() - 1 : level.end()]
            # 糜镇: a township of two characters, which no list of areas in the text has
            cut = level.start() - 1 if level.group() in "镇乡" and context.areas.find(short) else level.start()
    return edge + cut


def _prefixed(phrase: str, cut: int, area: int) -> bool:
    """大唐河南发电有限公司: a company's own name may stand before the area in it."""
    if cut or area > 4 or not phrase.endswith(("公司", "集团", "分行", "支行", "分社", "厂")):
        return False
    return words().follows(phrase, 0) < 2 and not re.search(r"[在到于从向对与和及是由为的]", phrase[:area])


def _belongs(before: str) -> bool:
    """Whether what stands before an area can be part of the body's name (中国农业银行焦作分行, 团市委, 中共焦作市委)."""
    if re.fullmatch(r"[该我本全][省市县区州盟旗]", before) or before in (
        "中共",
        "中国共产党",
        "政协",
        "团",
        "共青团",
        "原",
        "该",
        "我",
        "现任",
        "时任",
        "曾任",
        "前任",
        "中国人民政治协商会议",
        "国网",
    ):
        return True
    if before.endswith(("驻", "委", "政府")) or before in _PARTIES:
        return True
    ending = words().body_ending(before)
    return len(before) > 2 and ending is not None and ending[1] in ("company", "school", "association", "hospital")


def _resolved(
    made: Title, phrase: str, prefix: str, office: str, kind: str, chain: list[Title], context: Context
) -> Title | None:
    if kind == "head":
        return _head(made, phrase, prefix, office, chain, context)
    if kind == "leaders":
        return _leaders(made, phrase, office, context)
    before = next((title.body for title in reversed(chain) if title.body), None)
    own, party = _split_party(phrase, prefix)
    if own.endswith("部分"):  # 宣传部分副部长: a slip of the OCR that the press's own titles explain
        own = own[:-1]
    prefix = party + prefix if party and not prefix.startswith("党组") else prefix
    if prefix.startswith("党组") and own.endswith("党组"):
        own = own[:-2]
    own = re.sub(r"^(?:驻村|驻会|专职|兼职|轮值|新任|新一任|首任|历任|第[一二三四五六七八九十\d]+[届任])+", "", own)
    if own in ("", "该") or (office in _VILLAGE_OFFICES and own.endswith(("派驻", "选派", "驻村"))):
        return _bare(made, prefix + office, before, context)
    if (
        made.kind == "job"
        and context.school
        and re.search(r"(?:班|级|学院|系|专业|该校|我校)$", own)
        and office in _SCHOOL_JOBS
    ):
        return replace(
            made, role=office, body=BodyRead(context.school, None, "college"), certain=False, rule="job-of-school"
        )
    implied = _IMPLIED.get(office)
    if implied and not own.endswith((implied, implied[-1])):
        own += implied
    body = _body(own, before, context)
    if body is None:
        return replace(made, rule="title-body-unread", certain=False)
    if party and (body.kind in ("zone", "place", "area") or (body.name or "").endswith(("村", "社区"))):
        prefix = prefix.removeprefix(party)
        committee = read_body(own + party, context) or body
        body = committee
    role = prefix + office
    if kind == "job" and not body.certain:
        return replace(made, rule="title-body-unread", certain=False)
    if (
        body.kind == "area"
        and kind == "office"
        and body.name is None
        and office not in ("第一书记", "村长", "委员", "队长", "组长")
    ):
        return replace(made, role=role, body=body, certain=False, rule="title-of-area")
    return replace(made, role=role, body=body, certain=body.certain, rule="title")


def _split_party(phrase: str, prefix: str) -> tuple[str, str]:
    """A party group or committee within an institution is part of the role: 商务局党组 + 书记."""
    committee = re.match(
        r"^(?:中国共产党|中共)(.+?(?:大学|学院|学校|公司|集团|医院|银行|局))(?:第?[一二三四五六七八九十\d]+届)?委员会$",
        phrase,
    )
    if committee:
        return committee[1], "党委"
    if phrase.endswith("党组"):
        return phrase[:-2], "党组"
    if phrase.endswith(("党委", "党总支", "党支部")) and not phrase.endswith(("自治区党委",)):
        group = "党委" if phrase.endswith("党委") else "党总支" if phrase.endswith("党总支") else "党支部"
        base = phrase[: -len(group)]
        ending = words().body_ending(base)
        if not base or base in _BARE_NOUN or (ending and ending[1] not in ("place", "zone")):
            return base, group
    return phrase, ""


def _body(own: str, before: BodyRead | None, context: Context) -> BodyRead | None:
    """The body of a title, through the chain's area where the phrase names none."""
    if own in _BARE_NOUN:
        return _last_of(own, context)
    body = read_body(own, context)
    if body and body.certain:
        return body
    ending = words().body_ending(own)
    if ending and ending[1] in ("party", "state", "section", "bureau") and not leading_areas(own, context)[0]:
        area = (before.area if before else None) or (context.sentence_areas[-1] if context.sentence_areas else None)
        if (
            before
            and before.name
            and own.startswith(("办公室", "内科", "外科", "骨科", "儿科", "人力资源部"))
            and before.kind != "party"
        ):
            return BodyRead(before.name + own, before.area, before.kind)
        certain = before is not None
        if own[0] in "省市县区州盟旗镇乡" or own.startswith("街道"):
            return None
        if own.startswith(_NATIONAL):
            return BodyRead(own, None, "company")
        if before and before.name and before.kind in ("college", "school", "hospital", "company"):
            return BodyRead(before.name + own, before.area, before.kind)
        area = area or context.home
        if area:
            if own in _PARTY_SECTIONS or own.startswith("巡察"):
                return BodyRead(party_committee(area) + own, area, "section", certain)
            if own in ("政府办", "政府办公室"):
                return BodyRead(government(area) + "办公室", area, "section", certain)
            if own == "政府":
                return BodyRead(government(area), area, "state", certain)
            return BodyRead(area + own, area, ending[1], certain)
    if ending and ending[1] == "hospital" and before and before.name:
        return BodyRead(before.name + own, before.area, "hospital")
    return body


def _last_of(noun: str, context: Context) -> BodyRead | None:
    """公司, 厅, 该校: the body of that sort named last."""
    noun = noun.removesuffix("党委")
    if noun in ("校", "学校", "学院") and context.school:
        return BodyRead(context.school, None, "college")
    for body in reversed(context.bodies):
        if body.name and (body.name.endswith(noun) or (noun in ("公司", "集团") and body.kind == "company")):
            return body
    if len(noun) == 1 and noun not in "厅局":
        return None
    before = context.text[max(0, context.place - 500) : context.place]
    for match in reversed(list(re.finditer(rf"(?:[省市县区州]|[一-鿿]{{2,20}}?){noun}(?![长里内])", before))):
        for area in context.areas.matcher(context.home)(match.group()):
            body = read_body(match.group()[area.start :], context)
            if body and body.name:
                return replace(body, certain=False)
        short = re.search(rf"[省市县区州][一-鿿]{{1,10}}?{noun}$", match.group())
        body = read_body(short.group(), context) if short else None
        if body and body.name:
            return replace(body, certain=False)
    return None


def _head(made: Title, phrase: str, prefix: str, office: str, chain: list[Title], context: Context) -> Title | None:
    level = _HEADS.get(office, office[0])
    phrase = re.sub(r"^(?:该|我|本)(?=[省市县区州盟旗镇乡])", "", phrase)
    area: str | None = None
    certain = True
    if phrase in (
        "",
        level,
        "该",
        "我",
        "本",
        "行署",
        "政府",
        level + "政府",
        "人民政府",
        level + "人民政府",
        "盟行署",
        "地区行署",
    ):
        inherited = [title.body.area for title in chain if title.body and title.body.area]
        fitting = [name for name in inherited if name.endswith(level) or (level == "地区" and name.endswith("盟"))]
        area = fitting[-1] if fitting else None
        if not area and office in ("镇长", "乡长", "苏木达"):
            area = context.township
        area = area or context.area_of_level(level)
        if not area and office == "专员":
            area = context.area_of_level("盟")
    else:
        body = read_body(phrase, context)
        if body is None or not body.area:
            # 沁阳副市长: the area without its suffix
            printed, rest = leading_areas(phrase, context)
            if not printed or rest:
                return None
            area = context.full_name(printed[-1])
        elif body.kind in ("area", "place", "state", "party"):
            area = body.area
            if body.name and not body.name.endswith(("政府", "行署")):
                return None
        else:
            return None
    if not area:
        return replace(made, role=prefix + office, body=None, certain=False, rule="head-of-unknown-area")
    return replace(
        made, role=prefix + office, body=BodyRead(government(area), area, "state"), certain=certain, rule="head"
    )


def _leaders(made: Title, phrase: str, office: str, context: Context) -> Title | None:
    level = office[:-2]
    ours = phrase.startswith(("该", "我", "本"))
    phrase = re.sub(r"^(?:该|我|本|原)", "", phrase)
    if office in ("校领导", "院领导"):
        body = read_body(phrase, context) if phrase else None
        name = body.name if body else context.school
        return (
            replace(made, role="校领导", body=BodyRead(name, None, "college"), rule="leaders")
            if name and office[0] == "校"
            else None
        )
    area = context.area_of_level(level, ours) if not phrase else None
    if phrase:
        printed, rest = leading_areas(phrase + level, context)
        if not printed or rest:
            printed, rest = leading_areas(phrase, context)
        if printed and not rest:
            area = context.full_name(printed[-1])
    if not area:
        return replace(made, role=None, certain=False, rule="leaders-of-unknown-area")
    return replace(made, role=office, body=BodyRead(None, area, "area"), rule="leaders")


def _bare(made: Title, role: str, before: BodyRead | None, context: Context) -> Title:
    """An office without a body: that of the chain, else the last one named that has such an office."""
    if made.kind == "rank" and before is None:
        return replace(made, rule="title-without-role")
    if made.kind == "job":
        last = context.bodies[-1] if context.bodies else None
        if role.endswith("助理") and before is None and last and last.kind == "company":
            return replace(made, role=role, body=last, certain=False, rule="title-of-last-body")
        if before and before.name and before.kind in ("hospital", "school", "college", "company"):
            return replace(made, role=role, body=before, certain=False, rule="job-in-chain")
        return replace(made, rule="title-without-role")
    if before is not None:
        # 常委 of 区委, then 秘书长: the same body
        return replace(made, role=role, body=before, rule="title-in-chain")
    if role.endswith(("校长", "党委书记", "党委副书记")) and context.school:
        return replace(
            made, role=role, body=BodyRead(context.school, None, "college"), certain=False, rule="title-of-school"
        )
    for body in reversed(context.bodies[-3:]):
        if body.name and _fits(role, body):
            return replace(made, role=role, body=body, certain=False, rule="title-of-last-body")
    if role in _VILLAGE_OFFICES and context.settlement and role != "队长":
        return replace(
            made, role=role, body=BodyRead(None, context.settlement, "place"), certain=False, rule="title-of-settlement"
        )
    if role in _ASSOCIATION_OFFICES:
        body = _last_of("(?:商会|协会|联合会|联谊会|学会|促进会|基金会)", context)
        if body:
            return replace(made, role=role, body=body, certain=False, rule="title-of-last-body")
    return replace(made, rule="title-without-body", certain=False)


def _fits(role: str, body: BodyRead) -> bool:
    """Whether a bare office can be of the body named last."""
    name = body.name or ""
    if role.endswith(("总经理", "董事长", "经理", "总裁", "总监")):
        return body.kind == "company"
    if role.endswith(("会长", "理事长", "监事长")):
        return body.kind == "association"
    if role.endswith("院长"):
        return name.endswith("院")
    if role.endswith("校长"):
        return body.kind in ("school", "college")
    if role.endswith(("局长", "厅长", "部长", "处长", "科长", "所长", "站长", "队长", "馆长")):
        return name.endswith(role[-2])
    if role.endswith(("主任", "副主任")):
        return name.endswith(("人大常委会", "办", "办公室", "委", "中心", "会")) and not name.endswith(
            ("县委", "市委", "区委")
        )
    if role.endswith(("主席", "副主席")):
        return name.endswith(("政协", "会", "联", "工会"))
    return role.endswith(("秘书长", "委员", "常委", "总工程师", "成员", "书记", "副书记"))
