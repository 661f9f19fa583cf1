"""``甲、乙等市领导``: what stands behind a list makes all its names 市领导."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.bodies import BodyRead, Context, is_level
from kg.extract.offices import Title
from kg.extract.slots import Slot

_ALL_LEADERS = re.compile(
    r"等?(?:\d+位|[一二三四五六七八九十]位)?(?:该|我)?(?P<level>[省市县区州盟旗校])?(?:党政|几|四|[一-鿿])?(?:大班子|家班子|套班子|级)?(?:主要)?领导(?:同志)?(?!小组|班子|干部|下)"
)


def leaders_title(text: str, at: int, stop: int, members: Sequence[Slot], context: Context) -> Title | None:
    """The title that the words at ``at`` give to the names of the list before them; ``None`` where they give none."""
    match = _ALL_LEADERS.match(text, at)
    if not match or match.end() > stop:
        return None
    level = match["level"] or ""
    if not level:
        if "班子" not in match.group():
            return None
        areas = [t.body.area for slot in members for t in slot.titles if t.body and t.body.area]
        level = next((area[-1] for area in reversed(areas)), (context.home or " ")[-1])
    area = next((name for name in reversed(context.sentence_areas) if is_level(name, level)), None)
    area = area or context.area_of_level(level)
    if not area or level not in "省市县区州盟旗":
        return None
    body = BodyRead(None, area, "area")
    printed = text[at : match.end()]
    return Title(at, match.end(), printed, level + "领导", body, False, "leaders", True, "leaders-after-list")


def list_before(slots: Sequence[Slot], last: int) -> list[int]:
    """The indices of the list that ends with the slot ``last``."""
    first = last
    while first > 0 and slots[first - 1].group == slots[last].group:
        first -= 1
    return list(range(first, last + 1))


def led(slots: list[Slot], members: Sequence[int], title: Title) -> None:
    """Gives ``title`` to those of ``slots`` whose indices are given, if they have not its role yet."""
    for index in members:
        if not any(own.role == title.role for own in slots[index].titles):
            slots[index] = slots[index]._replace(titles=(*slots[index].titles, title))
