"""Which office in which body a title means: an office, the phrase before it, and what was said before."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.bodies import TERM, BodyRead, Context, government, leading_areas, party_committee, read_body
from kg.extract.departments import INSTITUTIONS, department, last_of, school_body
from kg.extract.words import words

_IMPLIED = {
    "部长": "部", "局长": "局", "厅长": "厅", "处长": "处", "科长": "科", "所长": "所", "站长": "站", "支队长": "支队",
    "大队长": "大队", "中队长": "中队", "总队长": "总队", "馆长": "馆", "行长": "行", "社长": "社", "检察长": "检察院",
    "检察员": "检察院", "庭长": "庭",
}  # fmt: skip
_TURN = re.compile(rf"^(?:驻村|驻会|专职|兼职|轮值|新任|新一任|首任|历任|第[一二三四五六七八九十\d]+任|第{TERM})+")
"""How, or as which of its holders, the office is held: no part of the body's name."""
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
    "水利部",
    "农业农村部",
    "教育部",
    "财政部",
    "公安部",
    "交通运输部",
    "生态环境部",
    "自然资源部",
    "住建部",
    "人社部",
    "民政部",
    "司法部",
    "工信部",
    "科技部",
    "商务部",
    "文化和旅游部",
    "应急管理部",
    "退役军人事务部",
    "审计署",
    "海关总署",
    "澳门",
    "台湾",
)
_OUR_HEAD = re.compile(r"^(?:该|我|本)(?=[省市县区州盟旗镇乡])")
_OUR_LEADERS = re.compile(r"^(?:该|我|本)[省市县区州盟旗]$|^(?:该|我|本|原)")
_HEADS = {"苏木达": "苏木", "盟长": "盟", "专员": "地区"}
_VILLAGE_OFFICES = ("第一书记", "嘎查达", "队长", "工作队队长", "村长")
_SCHOOL_JOBS = ("学生", "新生", "教师", "教授", "副教授", "讲师")
_ASSOCIATION_OFFICES = ("会长", "副会长", "理事长", "监事长", "秘书长", "副秘书长", "副理事长", "监事", "理事")


class Title(NamedTuple):
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


def resolved(
    made: Title, phrase: str, prefix: str, office: str, kind: str, chain: list[Title], context: Context
) -> Title | None:
    """``made`` with its role and body; ``None`` where the phrase shows that it is no title at all."""
    if kind == "head":
        return _head(made, phrase, prefix, office, chain, context)
    if kind == "leaders":
        return _leaders(made, phrase, office, context)
    before = next((title.body for title in reversed(chain) if title.body), None)
    own, party = _split_party(phrase)
    if own.endswith("部分"):  # 宣传部分副部长: a slip of the OCR that the press's own titles explain
        own = own[:-1]
    prefix = party + prefix if party and not prefix.startswith("党组") else prefix
    if prefix.startswith("党组") and own.endswith("党组"):
        own = own[:-2]
    own = _TURN.sub("", own)
    if own in ("", "该") or (office in _VILLAGE_OFFICES and own.endswith(("派驻", "选派", "驻村"))):
        return _bare(made, prefix + office, before, context)
    if (
        made.kind == "job"
        and context.school
        and own.endswith(("班", "级", "学院", "系", "专业", "该校", "我校"))
        and office in _SCHOOL_JOBS
    ):
        return made._replace(role=office, body=school_body(context), certain=False, rule="job-of-school")
    if office == "总书记":
        if not phrase.endswith("中央"):
            return None
        return made._replace(role=office, body=BodyRead("中共中央", None, "party"), rule="title")
    implied = _IMPLIED.get(office)
    if implied and not own.endswith(implied[-1]):
        own += implied
    body = _body(own, before, context)
    if body is None:
        return made._replace(rule="title-body-unread", certain=False)
    if party and (body.kind in ("zone", "place", "area") or (body.name or "").endswith(("村", "社区"))):
        prefix = prefix.removeprefix(party)
        committee = read_body(own + party, context) or body
        body = committee
    if body.kind == "unknown":  # 该公司, which nothing before names
        return made._replace(role=prefix + office, body=body, rule="title-body-unread", certain=False)
    role = ("纪委" if own == "纪委" and not (body.name or "").endswith("纪委") else "") + prefix + office
    if kind == "job" and not body.certain:
        return made._replace(rule="title-body-unread", certain=False)
    if (
        body.kind == "area"
        and kind == "office"
        and body.name is None
        and office not in ("第一书记", "村长", "委员", "队长", "组长")
    ):
        return made._replace(role=role, body=body, certain=False, rule="title-of-area")
    return made._replace(role=role, body=body, certain=body.certain, rule="title")


_COMMITTEE = re.compile(rf"^(?:中国共产党|中共)(.+?(?:大学|学院|学校|公司|集团|医院|银行|局))(?:第?{TERM})?委员会$")


def _split_party(phrase: str) -> tuple[str, str]:
    """A party group or committee within an institution is part of the role: 商务局党组 + 书记."""
    committee = _COMMITTEE.match(phrase)
    if committee:
        return committee[1], "党委"
    if phrase.endswith("党组"):
        return phrase[:-2], "党组"
    if phrase.endswith(("党委", "党总支", "党支部")) and not phrase.endswith("自治区党委"):
        group = "党委" if phrase.endswith("党委") else "党总支" if phrase.endswith("党总支") else "党支部"
        base = phrase[: -len(group)]
        ending = words().body_ending(base)
        if not base or base in _BARE_NOUN or (ending and ending[1] not in ("place", "zone")):
            return base, group
    return phrase, ""


def _body(own: str, before: BodyRead | None, context: Context) -> BodyRead | None:
    """The body of a title, through the chain's area where the phrase names none."""
    if own in _BARE_NOUN:
        return last_of(own, context)
    if own == "纪委" and before and before.kind in INSTITUTIONS:
        return before  # 医院党委副书记、纪委书记
    inner = department(own, before, context)
    if inner:
        return inner
    body = read_body(own, context)
    if body and body.certain:
        return body
    ending = words().body_ending(own)
    if ending and ending[1] in ("party", "state", "section", "bureau") and not leading_areas(own, context)[0]:
        area = (before.area if before else None) or (context.sentence_areas[-1] if context.sentence_areas else None)
        if before and before.name and own.startswith("办公室") and before.kind != "party":
            return BodyRead(before.name + own, before.area, before.kind)
        certain = before is not None
        if own[0] in "省市县区州盟旗镇乡" or own.startswith(("街道", "村", "社区", "居委会", "嘎查", "苏木")):
            return None
        if own.startswith(_NATIONAL):
            return BodyRead(own, None, "company")
        if before and before.name and before.kind in INSTITUTIONS:
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


def _head(made: Title, phrase: str, prefix: str, office: str, chain: list[Title], context: Context) -> Title | None:
    level = _HEADS.get(office, office[0])
    phrase = _OUR_HEAD.sub("", phrase)
    area: str | None = None
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
        elif body.kind in ("area", "place", "state", "party") or body.area.endswith("新区"):
            area = body.area
            if body.name and not body.name.endswith(("政府", "行署")):
                return None
        else:
            return None
    if not area:
        return made._replace(role=prefix + office, body=None, certain=False, rule="head-of-unknown-area")
    return made._replace(role=prefix + office, body=BodyRead(government(area), area, "state"), rule="head")


def _leaders(made: Title, phrase: str, office: str, context: Context) -> Title | None:
    level = office[:-2]
    if "班子" in office:
        level = phrase[-1:] if phrase[-1:] in tuple("省市县区州盟旗") else (context.home or " ")[-1]
        phrase = phrase[:-1] if phrase.endswith(level) else phrase
        office = level + "领导"
    ours = phrase.startswith(("该", "我", "本"))
    phrase = _OUR_LEADERS.sub("", phrase)
    if office in ("校领导", "院领导"):
        body = read_body(phrase, context) if phrase else None
        name = body.name if body else context.school
        if not name or office[0] != "校":
            return None
        return made._replace(role="校领导", body=body if body else school_body(context), rule="leaders")
    area = context.area_of_level(level, ours) if not phrase else None
    if phrase:
        printed, rest = leading_areas(phrase + level, context)
        if not printed or rest:
            printed, rest = leading_areas(phrase, context)
        if printed and not rest:
            area = context.full_name(printed[-1])
    if not area:
        return made._replace(role=None, certain=False, rule="leaders-of-unknown-area")
    return made._replace(role=office, body=BodyRead(None, area, "area"), rule="leaders")


def _bare(made: Title, role: str, before: BodyRead | None, context: Context) -> Title:
    """An office without a body: that of the chain, else the last one named that has such an office."""
    if made.kind == "rank" and before is None:
        return made._replace(rule="title-without-role")
    if made.kind == "job":
        last = context.bodies[-1] if context.bodies else None
        if role.endswith("助理") and before is None and last and last.kind == "company":
            return made._replace(role=role, body=last, certain=False, rule="title-of-last-body")
        if before and before.name and before.kind in INSTITUTIONS:
            return made._replace(role=role, body=before, certain=False, rule="job-in-chain")
        if role in ("村民", "居民", "牧民", "社员") and context.settlement:
            body = BodyRead(None, context.settlement, "place")
            return made._replace(role=role, body=body, certain=False, rule="job-of-settlement")
        return made._replace(rule="title-without-role")
    if role in _VILLAGE_OFFICES and context.settlement and role != "队长":
        place = BodyRead(None, context.settlement, "place")
        return made._replace(role=role, body=place, certain=False, rule="title-of-settlement")
    if before is not None:
        # 常委 of 区委, then 秘书长: the same body
        return made._replace(role=role, body=before, rule="title-in-chain")
    if role.endswith(("校长", "党委书记", "党委副书记")) and context.school:
        return made._replace(role=role, body=school_body(context), certain=False, rule="title-of-school")
    for body in reversed(context.bodies[-3:]):
        if body.name and _fits(role, body):
            return made._replace(role=role, body=body, certain=False, rule="title-of-last-body")
    if role in _ASSOCIATION_OFFICES:
        association = last_of("(?:商会|协会|联合会|联谊会|学会|促进会|基金会)", context)
        if association:
            return made._replace(role=role, body=association, certain=False, rule="title-of-last-body")
    return made._replace(rule="title-without-body", certain=False)


def _fits(role: str, body: BodyRead) -> bool:
    """Whether a bare office can be of the body named last."""
    name = body.name or ""
    if role.endswith(("总经理", "董事长", "经理", "总裁", "总监")):
        return body.kind == "company"
    if role.endswith(("会长", "理事长", "监事长")):
        return body.kind == "association"
    if role.endswith("检察长"):
        return name.endswith("检察院")
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
    if role.endswith(("政委", "司令员", "参谋长", "教导员")):
        return name.endswith(("部", "军分区", "警备区", "局", "支队", "大队", "分局"))
    return role.endswith(("秘书长", "委员", "常委", "总工程师", "成员", "书记", "副书记"))
