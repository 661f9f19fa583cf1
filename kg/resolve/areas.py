"""Names of places → areas and sites, each with an id that no further document changes."""

from __future__ import annotations

from collections import Counter
from functools import cache

from kg.knowledge.areas import AreaEntry, Areas
from kg.model import Area

# What the official list ends at: below it stand villages and communities, besides it zones.
_ADMINISTRATIVE = (
    "省", "自治区", "市", "自治州", "州", "盟", "地区", "县", "区", "旗", "镇", "乡", "苏木", "街道", "办事处",
    "村", "社区", "嘎查", "团场",
)  # fmt: skip
_SITES = (
    "小区", "景区", "园区", "校区", "厂区", "库区", "市区", "城区", "山区", "矿区", "牧区", "林区", "湖区",
    "超市", "夜市", "早市", "菜市", "集市", "门市", "民俗村", "度假村", "文化村", "新闻村",
)  # fmt: skip
_SPAN_OF_PREFIX = 12
_ZONES = (
    "高新区", "经开区", "开发区", "新区", "示范区", "管理区", "集聚区", "高新技术开发区", "经济开发区",
    "经济技术开发区",
)  # fmt: skip
_TOWNSHIPS = ("镇", "乡", "街道", "办事处", "苏木")
_REMEMBERED = 100_000
"""Names with what they mean in an article: articles are many, and each asks for its own again soon."""
_NOT_NOTED = ("_areas", "_meant", "_resolved", "_chains")
_MUNICIPALITIES = ("11", "12", "31", "50")

Near = tuple[str | None, str | None, frozenset[str]]
"""What tells where a name is: the article's home, the home of its paper, other places that the article names."""


def government_rank(name: str, code: str | None) -> int:
    """Rank of the head of an area's government, by its GB/T 2260 code, of an area that no list has by its name.

    8 province, 6 prefecture, 4 county or zone, 2 township, 0 village.
    """
    if code is None or len(code) not in (6, 9):
        return 4 if name.endswith(_ZONES) else 2 if name.endswith(_TOWNSHIPS) else 0
    if len(code) == 9:
        return 2
    if code.endswith("0000"):
        return 8
    return 6 if code.endswith("00") or code.startswith(_MUNICIPALITIES) else 4


class AreaBook:
    """Every area and site named, by id. What is noted of them does not depend on the order in which articles come.

    A name that several areas of the country bear is qualified by the nearest area around it that tells them apart
    (``新华区-石家庄市``); a place that the official list has not is qualified by the area the article speaks from,
    unless its name opens with an area (``沁阳市文化艺术中心``). So an id never depends on what else is read.
    """

    def __init__(self, areas: Areas | None = None) -> None:
        self._areas = areas or Areas.load()
        self._entries: dict[str, AreaEntry] = {}
        self._unlisted: dict[str, Area] = {}
        self._around: dict[str, str] = {}
        self._forms: dict[str, Counter[str]] = {}
        self._qualifiers: dict[str, str] = {}
        self._meant: dict[tuple[str, Near], str] = {}
        self._resolved: dict[tuple[str, str | None, str | None], AreaEntry | None] = {}
        self._ids: dict[str, str] = {}
        self._chains: dict[str, tuple[str, ...]] = {}

    def see(self, name: str, near: Near) -> str:
        """As :meth:`id`, and takes note that an article calls it so."""
        known = self.id(name, near)
        self._forms.setdefault(known, Counter())[name] += 1
        return known

    def id(self, name: str, near: Near) -> str:
        """The id of what ``name`` means in an article of ``near``."""
        known = self._meant.get((name, near))
        if known is None:
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            entry = self.entry(name, near)
            known = self._meant[name, near] = self._add(entry) if entry else self._add_unlisted(name, near)
        return known

    def home(self, near: Near) -> str | None:
        """The id of the area that an article speaks from."""
        home, paper, _ = near
        return self.id(home, (None if home == paper else paper, None, frozenset())) if home else None

    def entry(self, name: str, near: Near) -> AreaEntry | None:
        """The entry of the official list meant by ``name``, if it has one.

        A township that is not to be found from home may be one of a county that the article names.
        """
        home, paper, beside = near
        entry = self._entry(name, home, paper)
        if entry is None and name.endswith(_TOWNSHIPS):
            found = {self._entry(name, other, home) for other in beside if self._is_county(other, home)} - {None}
            return found.pop() if len(found) == 1 else None
        return entry

    def _entry(self, name: str, home: str | None, paper: str | None) -> AreaEntry | None:
        key = (name, home, paper)
        if key not in self._resolved:
            # Two steps, for the home itself may be one of several of its name.
            around = self._areas.resolve(home, paper) if home else None
            entry = self._areas.resolve(name, around or home)
            self._resolved[key] = entry if entry and self._is_meant(name, entry, around) else None
        return self._resolved[key]

    def _is_county(self, name: str, home: str | None) -> bool:
        entry = self._entry(name, home, None)
        return entry is not None and entry.level == "county"

    def _is_meant(self, name: str, entry: AreaEntry, around: AreaEntry | None) -> bool:
        """Whether a bare stem means the area: a river 龙江 is no far county 龙江县, but 武汉 is a city everywhere."""
        if name.endswith(_ADMINISTRATIVE) or entry.level in ("province", "prefecture"):
            return True
        near = {around, *self._areas.ancestors(around)} if around else set()
        return bool({entry, *self._areas.ancestors(entry)[:1]} & near)

    def opening(self, name: str, near: Near, rest: int = 1) -> str | None:
        """The id of the narrowest listed area with which ``name`` opens.

        ``理塘县高城镇第二小学`` opens with 高城镇, ``浏阳经开区`` with 浏阳市. At least ``rest`` characters must
        follow. None where it opens with none.
        """
        for cut in range(min(len(name) - rest, _SPAN_OF_PREFIX), 1, -1):
            head, tail = name[:cut], name[cut:]
            # 沁阳市场 is no part of 沁阳市; 福州大道 may be anywhere.
            suffixed = head.endswith(_ADMINISTRATIVE) and not (head.endswith("市") and tail.startswith("场"))
            entry = self.entry(head, near) if suffixed else None
            if entry and not head.endswith(_full_names(entry)):
                entry = None
            if entry is None and tail in _ZONES:
                meant = (self._areas.resolve(head + suffix, near[0]) for suffix in ("", "市", "县", "区"))
                entry = next((found for found in meant if found), None)
            if entry:
                return self._add(entry)
        return None

    def unlisted_opening(self, name: str, near: Near) -> str | None:
        """The id of the longest village, community or zone among the places of ``near`` that ``name`` opens with."""
        for cut in range(len(name) - 1, 1, -1):
            area = self._unlisted.get(self.id(name[:cut], near)) if name[:cut] in near[2] else None
            if area and area.administrative:
                return area.id
        return None

    # --- books that others have kept ----------------------------------------------------------------------------------

    def merge(self, other: AreaBook) -> None:
        """Takes note of all that another book has."""
        self._ids |= other._ids
        self._entries |= other._entries
        self._qualifiers |= other._qualifiers
        for area, forms in other._forms.items():
            self._forms.setdefault(area, Counter()).update(forms)
        for area, around in other._around.items():
            self._put_around(area, around)
        for row in other._unlisted.values():
            self._put_unlisted(row)
        self._chains.clear()

    def __getstate__(self) -> dict[str, object]:
        """What was noted, without what can be loaded or worked out again."""
        return {name: value for name, value in vars(self).items() if name not in _NOT_NOTED}

    def __setstate__(self, noted: dict[str, object]) -> None:
        self.__init__()  # type: ignore[misc]
        vars(self).update(noted)

    # --- what lies in what --------------------------------------------------------------------------------------------

    def chain(self, area: str) -> tuple[str, ...]:
        """Ids of the area and of all it lies in, narrowest first.

        A place that the official list has not is taken to lie where the article that names it speaks from: good enough
        to compare persons by, not to be told as a fact.
        """
        found = self._chains.get(area)
        if found is None:
            entry = self._entries.get(area)
            if entry:
                found = (area, *(self._add(outer) for outer in self._areas.ancestors(entry)))
            else:
                around = self._around.get(area)
                found = (area, *(self.chain(around) if around and around != area else ()))
            self._chains[area] = found
        return found

    def level(self, area: str) -> int:
        """As of :func:`government_rank`."""
        entry = self._entries.get(area)
        return government_rank(entry.name, entry.code) if entry else government_rank(self._unlisted[area].name, None)

    def qualifier(self, area: str) -> str | None:
        """What the id adds to the name: ``石家庄市`` of ``新华区-石家庄市``."""
        return self._qualifiers.get(area)

    # --- rows ---------------------------------------------------------------------------------------------------------

    def rows(self) -> tuple[Area, ...]:
        """All areas named and all they lie in, sorted by id."""
        for area in tuple(self._entries):
            self.chain(area)
        listed = (self._row(area, entry) for area, entry in self._entries.items())
        return tuple(sorted((*listed, *self._unlisted.values()), key=lambda area: area.id))

    def _row(self, area: str, entry: AreaEntry) -> Area:
        forms = self._forms.get(area, Counter())
        full = {form: count for form, count in forms.items() if form.endswith((*_full_names(entry), *_TOWNSHIPS))}
        name = max(full, key=lambda form: (full[form], len(form), form)) if full else entry.name
        parents = self.chain(area)[1:]
        others = tuple(sorted({*forms, entry.name} - {name}))
        return Area(area, name, entry.code, parents[0] if parents else None, alt_names=others)

    def _add(self, entry: AreaEntry) -> str:
        known = self._ids.get(entry.code)
        if known is None:
            known = self._ids[entry.code] = self._identify(entry.name, self._telling(entry))
            self._entries[known] = entry
        return known

    def _telling(self, entry: AreaEntry) -> str | None:
        """What tells an area from its namesakes; None where it has none."""
        namesakes = [other for other in self._areas.find(entry.name) if other.name == entry.name and other != entry]
        around = [outer.name for outer in self._areas.ancestors(entry)]
        if not namesakes or not around:
            return None
        elsewhere = {outer.name for other in namesakes for outer in self._areas.ancestors(other)}
        # Two of a name in areas of one name: only the whole path tells them apart.
        return next((name for name in around if name not in elsewhere), "-".join(around))

    def _add_unlisted(self, name: str, near: Near) -> str:
        outer = self.opening(name, near, rest=2)
        home, paper, _ = near
        around = outer or self.home((paper, paper, frozenset()) if home == name else near)
        area = self._identify(name, self.qualifier(outer) if outer else around)
        if around:
            self._put_around(area, around)
        known = self._unlisted.get(area)
        if known is None or (outer and outer != known.within):
            self._put_unlisted(Area(area, name, within=outer, administrative=_is_administrative(name)))
        return area

    def _put_around(self, area: str, around: str) -> None:
        self._around[area] = min(around, self._around.get(area, around))

    def _put_unlisted(self, row: Area) -> None:
        """Of two areas that it may lie in, the first by name, whichever was found first."""
        known = self._unlisted.get(row.id)
        if known is None or (row.within and (known.within is None or row.within < known.within)):
            self._unlisted[row.id] = row

    def _identify(self, name: str, qualifier: str | None) -> str:
        if not qualifier or qualifier in name:
            return name
        area = f"{name}-{qualifier}"
        self._qualifiers[area] = qualifier
        return area


@cache
def _is_administrative(name: str) -> bool:
    return name.endswith(_ADMINISTRATIVE) and not name.endswith(_SITES)


def _full_names(entry: AreaEntry) -> tuple[str, str]:
    """The official and the customary name: 甘孜藏族自治州, 甘孜州."""
    return entry.name, Areas.short_form(entry.name)
