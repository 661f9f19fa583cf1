"""Where an occasion was held: the place that its sentence names before 举行, 召开 …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.occasions import EventRead

PlaceNamed = tuple[int, int, str]
"""Start, end, name of a place named in an article."""

_AT = re.compile(r"在[^，。；：、的\n]{0,16}$")
_HELD = re.compile(
    r"(?:[一-鿿\d]{1,10}(?:厅|室|楼|馆|堂|中心|宾馆|酒店|场|厦|宫))?(?:隆重|胜利|如期|正式|圆满|成功|顺利|集中)?"
    r"(?:召开|举行|举办|开幕|闭幕|落幕|落下帷幕|拉开帷幕|开班|开工|开赛|启动|揭牌|揭幕)"
)


def venue(text: str, event: EventRead, places: Sequence[PlaceNamed]) -> str | None:
    """The narrowest of ``places`` in which the event's sentence says that it was held; ``None`` where it says nothing.

    A tour is held nowhere: where it went is told by its name. Nor is a meeting of several venues (主会场, 分会场).
    """
    stop = text.find("。", event.sentence)
    stop = stop if stop >= 0 else len(text)
    if event.tour or "会场" in text[event.sentence : stop]:
        return None
    for start, end, name in sorted(places, reverse=True):
        if (
            event.sentence <= start
            and end <= stop
            and _AT.search(text, event.sentence, start)
            and _HELD.match(text, end)
        ):
            return name
    return None
