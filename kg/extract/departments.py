"""A department of an institution that was named before, and what 该公司, 学校, 厅 without a name mean."""

from __future__ import annotations

import re

from kg.extract.bodies import BodyRead, Context, leading_areas, read_body

INSTITUTIONS = ("company", "hospital", "college", "school")
"""Classes of the bodies that have departments, a party committee and jobs of their own."""


def school_body(context: Context) -> BodyRead:
    """The school that 学校, 校长 mean: a primary or middle school lies in an area, a college in none."""
    school = context.school or ""
    body = read_body(school, context)
    return body if body and body.name == school else BodyRead(school, None, "college")


_WARD = re.compile(
    r"(?:内|外|妇|产|儿|骨|眼|麻醉|心电图?|检验|放射|急诊|重症|护理|神经|肿瘤|康复|药剂|影像|超声|病理|手术|口腔|皮肤|感染|呼吸|消化|血管)"
    r"[一-鿿]{0,4}(?:科|部|室|病区)$"
)
_DEPARTMENT = re.compile(
    r"(?:[部科处室系]|中心|车间|班组|分厂|分公司|工会|团委|纪委|学院|党总支|党支部|门诊|病区|大队|支队|中队)$"
)
_THAT = re.compile(r"^(?:该|本)(厂|矿|公司|集团|校|院|局|中心|行|社|协会|商会|医院|学校|合作社)(.*)$")


def department(own: str, before: BodyRead | None, context: Context) -> BodyRead | None:
    """A department of an institution named before: 该厂安全科, 人力资源部 in a chain, 骨科 of the hospital."""
    that = _THAT.match(own)
    if that:
        outer = last_of(that[1], context)
        if outer is None or not outer.name:
            return BodyRead(None, None, "unknown", False)
        return BodyRead(outer.name + that[2], outer.area, outer.kind, False)
    if leading_areas(own, context)[0]:
        return None
    bureau = (
        before is not None
        and (before.kind == "bureau" or (before.name or "").endswith("局"))
        and own.endswith(("政治部", "政工室", "支部", "科", "股", "室", "支队", "大队"))
    )
    if (
        before
        and before.name
        and (before.kind in INSTITUTIONS or bureau)
        and _DEPARTMENT.search(own)
        and len(own) <= 10
    ):
        return BodyRead(before.name + own, before.area, before.kind)
    return _beside(own, context) if before is None else None


def _beside(own: str, context: Context) -> BodyRead | None:
    """A department without its institution: a ward of the hospital named last, a section of the firm just listed."""
    if _WARD.search(own) and "医院" not in own:
        for body in reversed(context.bodies):
            base = re.match(r"^.*(?:医院|保健院)", body.name or "")
            if base:
                return BodyRead(base.group() + own, body.area, "hospital", False)
        return None
    last = context.bodies[-1] if context.bodies else None
    listed = context.text[context.place - len(own) - 1 : context.place - len(own)] in ("、", "和", "与", "及")
    if last and last.name and last.kind == "company" and listed and _DEPARTMENT.search(own) and len(own) <= 8:
        return BodyRead(last.name + own, None, "company", False)
    return None


def last_of(noun: str, context: Context) -> BodyRead | None:
    """公司, 厅, 该校: the body of that sort named last."""
    noun = noun.removesuffix("党委")
    if noun in ("校", "学校", "学院") and context.school:
        return school_body(context)
    if len(noun) == 1 and noun not in "厅局":
        return _last_title_body(noun, context)
    if noun in ("公司", "集团") and (named := _last_title_body(noun, context)):
        return named
    before = context.text[max(0, context.place - 500) : context.place]
    for match in reversed(list(re.finditer(rf"(?:[省市县区州]|[一-鿿]{{2,20}}?){noun}(?![长里内])", before))):
        words_of = re.split(r"会见|来到|走进|以及|[由了在到向对为和与及、]", match.group())[-1]
        if len(noun) + 1 < len(words_of) < len(match.group()):
            named = read_body(words_of, context)
            if named and named.name:
                return named._replace(certain=False)
        for area in context.areas.matcher(context.home)(match.group()):
            named = read_body(match.group()[area.start :], context)
            if named and named.name:
                return named._replace(certain=False)
        short = re.search(rf"[省市县区州][一-鿿]{{1,10}}?{noun}$", match.group())
        named = read_body(short.group(), context) if short else None
        if named and named.name:
            return named._replace(certain=False)
    return _last_title_body(noun, context)


def _last_title_body(noun: str, context: Context) -> BodyRead | None:
    for body in reversed(context.bodies):
        if body.name and (re.search(rf"{noun}$", body.name) or (noun in ("公司", "集团") and body.kind == "company")):
            return body
    return None
