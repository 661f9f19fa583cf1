"""Occasions told beside the main one of an article: on its heels, on another day, led by somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.dates import Calendar
from kg.extract.occasions import EventRead, meeting_in, tour_clause, tour_in
from kg.extract.slots import Slot, slots_in
from kg.model import Article

_AFTER = re.compile(r"(?:结束后|会后|随后|接着)")
_BEFORE = re.compile(r"(?:^|[会议式动见约牌])(?:召开|举行|开始)?(?:之)?前(?=，)")
_SAME_DAY = re.compile(
    r"(?:又讯[：，]?)?(?:当天|当日|同日|同一天|(?:\d{1,2}月)?\d{1,2}日)(?:上午|下午|中午|晚上?|凌晨)?，?"
)
_DATED = re.compile(r"\d{1,2}月\d{1,2}日|次日|翌日|同日")
# A round of talks on a tour is a part of it.
_TALKS = (
    "座谈会",
    "汇报会",
    "交流会",
    "碰头会",
    "对接会",
    "座谈交流",
    "反馈会",
    "推进会",
    "现场办公会",
    "联席会议",
    "签约仪式",
    "见面会",
)


def sequels(
    article: Article,
    sentences: Sequence[tuple[int, int, str]],
    slots: Sequence[Slot],
    main: EventRead,
    calendar: Calendar,
) -> list[EventRead]:
    """The further occasions; ``sentences`` with their text, what stands in 《…》 left out."""
    found: list[EventRead] = []
    for first, last, sentence in sentences:
        if first <= main.sentence:
            continue
        before = found[-1] if found and found[-1].until is None else main
        event = (
            _on_its_heels(article, first, last, sentence, slots, main)
            or _other_leader(article, first, last, sentence, slots, main)
            or _other_day(article, first, last, sentence, slots, before, calendar)
            or _same_day(article, first, last, sentence, slots, main, before)
        )
        if event:
            event.sentence = first
            own = calendar.days(article.text, first, last)
            event.date = event.date or (own[0].iso if own else main.date)
            found.append(event)
    return found


def _is_tour(event: EventRead) -> bool:
    """An inspection or a visit; a talk with guests (会见) is told like one but is not."""
    return event.type in ("inspection", "visit")


def _on_its_heels(
    article: Article, first: int, last: int, sentence: str, slots: Sequence[Slot], main: EventRead
) -> EventRead | None:
    """视频会议结束后，我市接着召开…; 会见前，…到…考察; 仪式结束后，甲一行看望了…."""
    text = article.text
    if _BEFORE.search(sentence[:24]):
        return _tour_aside(text, first, last, sentence, slots, article)
    after = _AFTER.search(sentence[:24])
    if not after or not ("结束后" in sentence[:24] or "会后" in sentence[:24] or "接着" in sentence[:24]):
        return None
    offset = first + after.end()
    meeting = meeting_in(sentence[after.end() :], offset)
    if meeting and _is_tour(main) and meeting.name.endswith(_TALKS):
        return None
    if meeting and meeting.name != main.name and not re.search(r"参观|观看", sentence):
        if meeting.type == "ceremony" and main.type == "ceremony":
            return None  # 仪式结束后，与会领导共同培土奠基: its last act
        if len(meeting.name) < 8 and article.home:
            meeting.name = re.sub(
                r"^，?(?:我|本|该)[省市县区州盟旗](?:立即|随即|接着|继续)?", article.home, meeting.name
            )
        return meeting
    if _is_tour(main):
        return None
    return _tour_aside(text, first, last, sentence, slots, article)


def _tour_aside(
    text: str, first: int, last: int, sentence: str, slots: Sequence[Slot], article: Article
) -> EventRead | None:
    """A tour told in one paragraph; the article then goes on with its main occasion."""
    tour = tour_in(sentence, first, last, slots)
    if tour is None:
        return None
    tour.name = tour_clause(text[first:last])
    end = text.find("\n", last, article.body_until)
    end = end if end >= 0 else article.body_until
    # Where the paragraph comes back to the meeting, so does the telling.
    again = re.search(r"会上|会议|座谈会|仪式|会见", text[last:end])
    tour.until = text.rfind("。", last - 1, last + again.start()) + 1 if again else end
    return tour


def _same_day(
    article: Article,
    first: int,
    last: int,
    sentence: str,
    slots: Sequence[Slot],
    main: EventRead,
    before: EventRead,
) -> EventRead | None:
    """当天上午，甲一行走访了…; 同日下午，…座谈会举行: another occasion, if it is of another kind or name."""
    opening = _SAME_DAY.match(sentence)
    if not opening:
        return None
    meeting, tour = meeting_in(sentence, first), tour_in(sentence, first, last, slots)
    if tour and not _is_tour(main) and (not meeting or tour.start < meeting.start):
        return _tour_aside(article.text, first, last, sentence, slots, article)
    if meeting is None or article.text[first - 1 : first] != "\n":
        return None
    if _is_tour(main) and meeting.name.endswith(_TALKS):
        return None
    return None if any(meeting.name[-3:] == known.name[-3:] for known in (main, before)) else meeting


def _other_leader(
    article: Article, first: int, last: int, sentence: str, slots: Sequence[Slot], main: EventRead
) -> EventRead | None:
    """A paragraph of a tour led by somebody else: the groups of one inspection did not meet."""
    if not main.tour or article.text[first - 1 : first] != "\n":
        return None
    tour = tour_in(sentence, first, last, slots)
    leaders = {slot.name for slot in slots if main.start <= slot.start < main.end}
    if tour is None or any(slot.name in leaders for slot in slots_in(slots, tour.start, tour.end)):
        return None
    lead = next((slot for slot in slots_in(slots, first, last) if slot.start == tour.start), None)
    head = lead is not None and any(title.kind == "head" or title.role == "书记" for title in lead.titles)
    if not head and not re.search(r"带领|率领|率队|带队", sentence[:60]):
        return None
    tour.name, tour.date = tour_clause(article.text[tour.start : last]), main.date
    return tour


def _other_day(
    article: Article,
    first: int,
    last: int,
    sentence: str,
    slots: Sequence[Slot],
    before: EventRead,
    calendar: Calendar,
) -> EventRead | None:
    """A paragraph that opens with a day of its own tells of another occasion: those of a round-up did not meet.

    Where the occasion cannot be read, an event without a name closes the one before, so that nobody is added to it.
    """
    text = article.text
    if text[first - 1 : first] != "\n" or not _DATED.match(sentence):
        return None
    days = calendar.days(text, first, min(last, first + 24))
    date = days[0].iso if days else None
    meeting, tour = meeting_in(sentence, first), tour_in(sentence, first, last, slots)
    event = tour if tour and (not meeting or tour.start < meeting.start) else meeting
    same = date is not None and date == before.date
    if event is None:
        return None if same or before.tour else EventRead("", before.type, first, last, first, date)
    if before.tour and not event.tour and event.name.endswith(_TALKS):
        return None
    if event.tour:
        event.name = tour_clause(text[event.start : last])
    if same and event.name[-4:] == before.name[-4:]:
        return None
    event.date = date
    return event
