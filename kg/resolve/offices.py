"""What kind of office it is and how high it stands.

Ranks are those of the Chinese civil service, in steps: 10 the nation, 8 the head of a province (省部级正职), 7 the
deputies, 6 a prefecture (厅局级), 4 a county (县处级), 2 a township (乡科级), 0 a village or a section. A department of
an area stands two steps below the area, a deputy one below the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.knowledge import lexicon

NATIONAL = 10
LEADER = 3
"""Rank from which on somebody is a leader of a county or of something larger."""

_NATIONAL_BODIES = ("中共中央", "党中央", "中央", "国务院", "全国人大", "全国政协", "国家监委", "中央军委")
# The organs whose heads are the leaders of an area; other bodies of it are its departments.
_MAIN_ORGANS = (
    "政府", "行署", "行政公署", "管委会", "管理委员会", "人大", "人大常委会", "人大工委", "政协", "政协工委",
    "街道办", "街道办事处", "村委会", "居委会",
)  # fmt: skip
_DEPUTY_ORGANS = ("纪委", "监委", "纪委监委", "纪工委", "法院", "检察院", "人武部", "军分区")
_AD_HOC = ("领导小组", "指挥部", "专班", "委员会", "工作组", "工作队", "督导组", "组委会")
_SECTIONS = ("处", "科", "室", "股", "所", "站", "队", "大队", "中队", "支队", "组")
_LEADERS_DEPARTMENTS = ("公安局", "公安厅")
_DEPUTIES = ("常委", "常务委员", "委员", "党组成员", "秘书长", "组长")
_FIXED = (("巡视员", 5), ("调研员", 4), ("主任科员", 2), ("科员", 0))
_OF_MANY = ("民", "户", "员", "生", "工", "农", "师", "者", "主")
_BEFORE_ROLE = ("代", "副", "常务副", "第一副", "名誉", "原")
_OF_PEOPLE = frozenset({"job", "honour", "none"})
_INSTITUTIONS = frozenset({"company", "school", "hospital", "association"})


@dataclass(frozen=True, slots=True)
class Rank:
    """From–to, where the words leave it open."""

    low: int
    high: int

    def distance(self, other: Rank) -> int:
        """Steps between the two; 0 where they overlap."""
        return max(0, self.low - other.high, other.low - self.high)


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """An office as persons are compared by."""

    role: str
    body: str
    """Id; empty where there is none, so that offices sort."""
    body_name: str
    area: str
    """Id; empty where there is none."""
    former: bool = False
    telling: bool = True
    """Whether two namesakes who hold it are one person: not so for the 村民 of a whole county."""

    @property
    def learner(self) -> bool:
        """Whether it is a place on a school's bench."""
        return self.role.endswith(("学生", "新生", "研究生", "毕业生"))

    @property
    def common(self) -> bool:
        """Whether it is a job or a standing rather than an office."""
        return is_common(self.role, self.body_name or None)

    @property
    def institution(self) -> bool:
        """Whether it is held outside party and state."""
        return is_institution(self.body_name or None)

    @property
    def words(self) -> str:
        """``解放区委常委``."""
        return ("原" if self.former else "") + (self.body_name or self.area) + self.role


def body_class(name: str) -> str:
    """Class of a body by the longest ending that ``body_endings.tsv`` knows; empty where it knows none."""
    endings = _endings()
    return next((endings[name[at:]] for at in range(len(name)) if name[at:] in endings), "")


def is_national(body: str | None) -> bool:
    """Whether it is a body of the whole country."""
    return body is not None and body.startswith(_NATIONAL_BODIES)


def is_institution(body: str | None) -> bool:
    """Whether it is a company, a school, a hospital, an association: not an organ of party or state."""
    return body is not None and body_class(body) in _INSTITUTIONS


@cache
def is_common(role: str, body: str | None) -> bool:
    """Whether the role is a job or a standing (教师, 村民), not an office."""
    classes = _classes()
    for word in (role, *(role.removeprefix(before) for before in _BEFORE_ROLE)):
        if word in classes:
            return classes[word] in _OF_PEOPLE
    ending = next((classes[role[at:]] for at in range(1, len(role)) if role[at:] in classes), None)
    return ending in _OF_PEOPLE if ending else body is None


def is_of_many(role: str) -> bool:
    """Whether it is a standing that a county has thousands in: 村民, 种粮大户, 学生."""
    return is_common(role, None) and role.endswith(_OF_MANY)


def is_deputy(role: str) -> bool:
    """Whether the office stands below a body's head."""
    return role.startswith(("副", "常务副", "第一副")) or role in _DEPUTIES


def is_leaders_department(role: str, body: str) -> bool:
    """Whether it heads a department that one of the area's leaders heads by custom: 区委组织部, 公安局."""
    return not is_deputy(role) and (body_class(body) == "section" or body.endswith(_LEADERS_DEPARTMENTS))


@cache
def rank(role: str, body: str | None, level: int | None) -> Rank | None:
    """How high the office stands; ``level`` is that of the area (see ``AreaBook.level``), None where it has none.

    None where that cannot be told: outside party and state, and in bodies set up for a purpose (领导小组), which a
    leader heads beside the main office.
    """
    if is_national(body):
        return Rank(NATIONAL - 2, NATIONAL)
    for ending, fixed in _FIXED:
        if role.endswith(ending):
            return Rank(fixed - 1, fixed)
    if level is None or is_institution(body) or is_common(role, body):
        return None
    if body is None:
        # 市领导 before a list: down to the members of the leading groups.
        return Rank(max(level - 1, 0), level) if _classes().get(role) in ("leaders", "head") else None
    if body.endswith(_AD_HOC):
        return None
    if body.endswith(_DEPUTY_ORGANS):
        top = level - 1
    elif body.endswith(_MAIN_ORGANS) or body_class(body) == "party":
        top = level
    else:
        top = level - 2 - (1 if body.endswith(_SECTIONS) else 0)
    # A secretary of the party committee's youth league or the like is a department's head, whatever the ending says.
    if body.startswith("团"):
        top = level - 2
    high = max(top - 1 if is_deputy(role) else top, 0)
    # 秘书长 may be a deputy of the area or the head of an office; a department's head may be a deputy of the area.
    return Rank(max(high - 1, 0) if role == "秘书长" else high, high)


@cache
def _classes() -> dict[str, str]:
    return {office: row["class"] for office, row in lexicon.load("offices").by("office").items()}


@cache
def _endings() -> dict[str, str]:
    return {ending: row["class"] for ending, row in lexicon.load("body_endings").by("ending").items()}
