"""Names of bodies → bodies, each with the area whose body it is and the body it is a part of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.model import Body
from kg.resolve.areas import AreaBook, Near
from kg.resolve.offices import body_class

# Words before the area in a body's name: 团…县委, 中共…市委.
_BEFORE_AREA = ("中国共产党", "中共", "共青团", "团")
# What follows a body's name without making a part of it: 人大, 人大常委会.
_NO_PART = ("常委会", "常务委员会", "员会", "合作医院")
# Companies and colleges bear an area's name without being its body.
_OF_NO_AREA = frozenset({"company"})
_COLLEGES = ("大学", "学院", "研究院", "研究所")


_REMEMBERED = 100_000
"""Names with what they mean in an article."""


@dataclass(slots=True)
class _Seen:
    name: str
    areas: Counter[str] = field(default_factory=Counter)


class BodyBook:
    """Every body named, by id: its name, which carries its area, with what tells that area from its namesakes."""

    def __init__(self, areas: AreaBook) -> None:
        self._areas = areas
        self._seen: dict[str, _Seen] = {}
        self._meant: dict[tuple[str, str | None, Near], tuple[str, str | None]] = {}

    def see(self, name: str, near: Near, told_area: str | None = None) -> str:
        """As :meth:`id`, and takes note that an article names it."""
        known, area = self._means(name, near, told_area)
        seen = self._seen.setdefault(known, _Seen(name))
        if area:
            seen.areas[area] += 1
        return known

    def id(self, name: str, near: Near, told_area: str | None = None) -> str:
        """The id of the body ``name``; ``told_area`` is the name of the area whose body the article says it is."""
        return self._means(name, near, told_area)[0]

    def merge(self, other: BodyBook) -> None:
        """Takes note of all that another book has, but for its areas."""
        for body, seen in other._seen.items():
            self._seen.setdefault(body, _Seen(seen.name)).areas.update(seen.areas)

    def __getstate__(self) -> dict[str, object]:
        """What was noted, without what can be worked out again."""
        return vars(self) | {"_meant": {}}

    def _means(self, name: str, near: Near, told_area: str | None) -> tuple[str, str | None]:
        """The id of a body and of its area."""
        meant = self._meant.get((name, told_area, near))
        if meant is None:
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            area = self._area(name, near, told_area)
            qualifier = self._areas.qualifier(area) if area else None
            telling = qualifier and qualifier not in name
            meant = self._meant[name, told_area, near] = f"{name}-{qualifier}" if telling else name, area
        return meant

    def _area(self, name: str, near: Near, told_area: str | None) -> str | None:
        if told_area:
            return self._areas.id(told_area, near)
        if body_class(name) in _OF_NO_AREA or name.endswith(_COLLEGES):
            return None
        for rest in (name, *(name.removeprefix(word) for word in _BEFORE_AREA if name.startswith(word))):
            opening = self._areas.opening(rest, near) or self._areas.unlisted_opening(rest, near)
            if opening:
                return opening
        return None

    def area(self, body: str) -> str | None:
        """The id of the area whose body it is."""
        areas = self._seen[body].areas
        return max(areas, key=lambda area: (areas[area], area)) if areas else None

    def name(self, body: str) -> str:
        """The body's name."""
        return self._seen[body].name

    def parent(self, body: str) -> str | None:
        """The id of the longest-named other body that this one is a part of, going by its name."""
        name, area = self.name(body), self.area(body)
        for cut in range(len(name) - 1, 1, -1):
            if name[cut:] in _NO_PART:
                continue
            for candidate in (name[:cut] + body[len(name) :], name[:cut]):
                if candidate in self._seen and _agree(area, self.area(candidate)):
                    return candidate
        return None

    def rows(self) -> tuple[Body, ...]:
        """All bodies, sorted by id."""
        return tuple(Body(body, self.name(body), self.area(body), self.parent(body)) for body in sorted(self._seen))


def _agree(area: str | None, other: str | None) -> bool:
    return area is None or other is None or area == other
