"""Whether two bearers of one name are one person: same, different or undecided, and why.

A wrong edge is worse than a missing one: what is not plain stays apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.resolve.areas import AreaBook
from kg.resolve.offices import LEADER, Office, is_leaders_department
from kg.resolve.units import Group

TOGETHER_DAYS = 366
"""Mentions no further apart count as of the same time."""
COMPANIONS_WEIGHT = 30
"""Weight of shared companions; what weighs less leaves open which of several namesakes is meant."""
_COMPANIONS = 2
_LIST = 5

Place = Literal["equal", "contains", "prefecture", "province", "apart", "unknown"]

_TOUCHING: tuple[Place, ...] = ("equal", "contains")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison found."""

    kind: Literal["same", "different", "undecided"]
    weight: int
    """How strong the evidence for ``same`` is; stronger pairs are joined first."""
    reason: str


def _same(weight: int, reason: str) -> Verdict:
    return Verdict("same", weight, reason)


def _different(reason: str) -> Verdict:
    return Verdict("different", 0, reason)


def _open(reason: str) -> Verdict:
    return Verdict("undecided", 0, reason)


class Judge:
    """Compares groups of units of one name."""

    def __init__(self, areas: AreaBook) -> None:
        self._areas = areas

    def verdict(self, one: Group, other: Group) -> Verdict:
        """Whether two groups of one name are one person."""
        if one.articles & other.articles:
            return _different("同一报道中分列两人")
        if one.printings & other.printings:
            return _same(100, "同一报道重见")
        if one.offices and other.offices:
            return self._both_known(one, other)
        if one.offices or other.offices:
            return self._one_known(*((one, other) if one.offices else (other, one)))
        return self._none_known(one, other)

    # --- both with offices --------------------------------------------------------------------------------------------

    def _both_known(self, one: Group, other: Group) -> Verdict:
        shared = _shared_office(one, other)
        if shared:
            return shared
        return self._by_place(self.place(one.areas, other.areas), one, other)

    def _by_place(self, place: Place, one: Group, other: Group) -> Verdict:
        if one.national or other.national:
            return self._by_rank(one, other) or _open("一为全国领导人，一为他职")
        if place == "equal":
            return self._in_one_area(one, other)
        if place == "contains":
            return self._in_nested_areas(one, other)
        if place == "unknown":
            return _open("任职单位不同，又无地区可比")
        where = f"{_places(one)}与{_places(other)}互不相属"
        if self._sent(one, other) or self._sent(other, one):
            return _open(f"任职的{where}，见于同地报道")
        if together(one, other):
            return _different(f"同一时期任职的{where}")
        low = all(group.rank is None or group.rank.high < LEADER + 2 for group in (one, other))
        if place == "apart" and low:
            return _different(f"任职的{where}，不在一省")
        return _open(f"先后任职的{where}")

    def _sent(self, one: Group, other: Group) -> bool:
        """Whether ``one``, of a far office, is told of where ``other`` holds theirs: sent there, it may be."""
        far = frozenset(home for home in one.homes if self.place(frozenset((home,)), one.areas) not in _TOUCHING)
        return self.place(far, other.areas) in _TOUCHING

    def _by_rank(self, one: Group, other: Group) -> Verdict | None:
        """Different or undecided where the two stand too far apart; None where they do not."""
        if one.rank and other.rank:
            far = one.rank.distance(other.rank) >= 2
        else:
            # A villager, a teacher and a head of the county are two.
            known = one.rank or other.rank
            far = (one.common or other.common) and known is not None and known.low >= LEADER
        if not far:
            return None
        ranks = f"{_main(one)}与{_main(other)}职级悬殊"
        return _different(f"同一时期{ranks}") if together(one, other) else _open(ranks)

    def _in_one_area(self, one: Group, other: Group) -> Verdict:
        far = self._by_rank(one, other)
        if far:
            return far
        shared = sorted(one.areas & other.areas)
        if all(self._areas.level(area) == 0 for area in shared):
            return _same(60, f"同在{'、'.join(shared)}任职")
        standings = [{self._standing(group, area) for area in shared} for group in (one, other)]
        leading = ["leader" in standing for standing in standings]
        near = [bool(standing & {"leader", "section"}) for standing in standings]
        # Two departments have two heads; who led one and later the other cannot be told from a namesake.
        if all(leading) or (all(near) and (any(leading) or together(one, other) is False)):
            return _same(60, f"同在{'、'.join(shared)}任职")
        return _open(f"同在{'、'.join(shared)}而职务不同")

    def _standing(self, group: Group, area: str) -> str:
        """The highest standing that a person has in an area: leader, section (led by a leader by custom) or other."""
        offices = [office for office in group.current if office.area == area]
        level = self._areas.level(area)
        ranks = [rank for office in offices if (rank := group.rank_of(office))]
        if any(rank.high >= max(level - 1, 1) for rank in ranks):
            return "leader"
        return "section" if any(is_leaders_department(office.role, office.body_name) for office in offices) else "other"

    def _in_nested_areas(self, one: Group, other: Group) -> Verdict:
        company = _company(one, other)
        if len(company) >= _LIST and all(any(self._standing(g, a) == "leader" for a in g.areas) for g in (one, other)):
            # A whole list of leaders does not recur under other leaders' names; one paper took the other's 市领导.
            return _same(50, "同列领导名单：" + "、".join(company[:3]))
        far = self._by_rank(one, other)
        if far:
            return far
        where = f"{_places(one)}与{_places(other)}相属"
        leaders = all(group.rank and group.rank.low >= LEADER for group in (one, other))
        if leaders and together(one, other) is False and _rising(one, other):
            return _same(40, f"先后任职的{where}，职级相接")
        return _open(f"任职的{where}，职务不同")

    # --- one or none with offices -------------------------------------------------------------------------------------

    def _one_known(self, known: Group, bare: Group) -> Verdict:
        company = _company(known, bare)
        place = self.place(bare.homes, known.areas or known.homes)
        if any(unit.advert for unit in bare.units):
            return _different("启事所载，不在一省") if place == "apart" else _open("启事所载，无职务可比")
        standing = next((unit.named.standing for unit in bare.units if unit.named.standing), None)
        if standing and not known.common:
            return _open(f"一处只称{standing}")
        if len(company) >= _COMPANIONS:
            return _same(COMPANIONS_WEIGHT + min(len(company), 20), "同现者相同：" + "、".join(company[:3]))
        if known.national and not any(unit.active for unit in bare.units):
            return _same(25, f"仅提其名，当指{_main(known)}")
        public = any(unit.public for unit in bare.units)
        if place == "equal" and public and not known.common and together(known, bare) is not False:
            return _same(20, f"同在{_places(known)}的报道，未载职务")
        return _open("未载职务，无从比较")

    def _none_known(self, one: Group, other: Group) -> Verdict:
        company = _company(one, other)
        if any(unit.advert for group in (one, other) for unit in group.units):
            return _open("启事所载，无职务可比")
        if len(company) >= _COMPANIONS:
            return _same(COMPANIONS_WEIGHT + min(len(company), 20), "同现者相同：" + "、".join(company[:3]))
        homes = one.homes & other.homes
        public = all(any(unit.public for unit in group.units) for group in (one, other))
        if homes and (one.documents & other.documents or (public and together(one, other))):
            return _same(20, f"同在{'、'.join(sorted(homes))}的报道，均未载职务")
        return _open("均未载职务，无从比较")

    # --- places -------------------------------------------------------------------------------------------------------

    def place(self, ones: frozenset[str], others: frozenset[str]) -> Place:
        """How the nearest two of the areas lie to each other."""
        if not ones or not others:
            return "unknown"
        if ones & others:
            return "equal"
        one_chains = [self._areas.chain(area) for area in ones]
        other_chains = [self._areas.chain(area) for area in others]
        if any(a[0] in b or b[0] in a for a in one_chains for b in other_chains):
            return "contains"
        shared = {area for chain in one_chains for area in chain} & {area for chain in other_chains for area in chain}
        levels = [self._areas.level(area) for area in shared]
        return "prefecture" if min(levels, default=9) <= 6 else "province" if levels else "apart"


def together(one: Group, other: Group) -> bool | None:
    """Whether both are of the same time; None where that is not known."""
    if one.documents & other.documents:
        return True
    if one.days is None or other.days is None:
        return None
    return one.days.days_from(other.days) <= TOGETHER_DAYS


def _shared_office(one: Group, other: Group) -> Verdict | None:
    """The verdict where both hold an office of one body."""
    theirs = {(office.role, office.body or office.area) for office in other.offices if office.telling}
    for office in sorted(one.offices):
        if office.telling and (office.role, office.body or office.area) in theirs:
            return _same(90, f"同任{office.words.removeprefix('原')}")
    found = [
        verdict
        for mine in sorted(one.offices)
        for yours in sorted(other.offices)
        if mine.body and yours.body and (verdict := _one_body(mine, yours, _levels_fit(one, other)))
    ]
    return max(found, key=lambda verdict: (verdict.weight, verdict.reason), default=None)


def _one_body(mine: Office, yours: Office, levels_fit: bool) -> Verdict | None:
    """The verdict on two offices of one body, or of a body and a part of it."""
    if mine.institution and yours.institution:
        # Teacher and professor may be one; teacher and pupil, doctor and patient are not taken to be.
        fit = mine.learner == yours.learner
    else:
        fit = not mine.common and not yours.common
    if fit and mine.body == yours.body:
        return _same(80, f"同在{mine.body_name}任职")
    if fit and levels_fit and _nested(mine.body, yours.body):
        return _same(70, f"任职的{mine.body_name}与{yours.body_name}相属")
    return None


def _nested(one: str, other: str) -> bool:
    return len(one) != len(other) and (one.startswith(other) or other.startswith(one))


def _levels_fit(one: Group, other: Group) -> bool:
    return not (one.rank and other.rank and one.rank.distance(other.rank) >= 2)


def _rising(one: Group, other: Group) -> bool:
    """Whether the later one stands no lower."""
    if not (one.days and other.days and one.rank and other.rank):
        return False
    earlier, later = (one, other) if one.days.first < other.days.first else (other, one)
    return earlier.rank is not None and later.rank is not None and later.rank.high >= earlier.rank.low


def _company(one: Group, other: Group) -> list[str]:
    """Names that stand beside both."""
    own = {unit.named.name for unit in one.units}
    beside = {name for unit in one.units for name in unit.companions} - own
    return sorted(beside & {name for unit in other.units for name in unit.companions})


def _main(group: Group) -> str:
    office: Office | None = group.main_office()
    return office.words if office else ""


def _places(group: Group) -> str:
    return "、".join(sorted(group.areas)) or _main(group)
