"""Which occasions an article reports as held: its main one, those on its heels, those of another day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.dates import Calendar
from kg.extract.occasions import EventRead, blanked, meeting_in, noun_at_end, tour_in
from kg.extract.routes import routes, told_apart
from kg.extract.sequels import sequels
from kg.extract.slots import Slot
from kg.extract.words import words
from kg.model import Article

_NAME_OF_HEADLINE = re.compile(
    r"(?:隆重|胜利|顺利|成功|圆满|在[^，。；]{2,14}?)?(?:召开|举行|举办|开幕|闭幕|落幕|开班|启动|揭晓|结束)$"
)


def find_events(
    article: Article, text: str, sentences: Sequence[tuple[int, int]], slots: Sequence[Slot], calendar: Calendar
) -> list[EventRead]:
    """The occasions of an article, in the order in which they are told."""
    main = _photo(text, sentences, slots) if article.kind == "photo" else _main(article, text, sentences, slots)
    if main is None and article.kind != "photo":
        apart = routes(article, text, sentences, slots)
        if apart is not None:
            for event in apart:
                event.date = _date_of(event, article, calendar)
            return apart
        main = _from_headline(article, text, slots)
    if main is None:
        return []
    main.date = _date_of(main, article, calendar)
    told = [(first, last, blanked(text[first:last])) for first, last in sentences]
    return [main, *sequels(article, told, slots, main, calendar)]


_CLASS_TOUR = re.compile(
    r"(?:委员|代表|代表团|[察查导研考访]组|考察团|调研团|专家组|慰问团|观摩团)(?:一行|们)?，?(?:深入|到|赴|前往|来到|就|对|来)?[^，。；]{0,32}?(?P<verb>视察|调研|检查|督查|督导|考察|走访|慰问|观摩)"
)


def _class_tour(article: Article, sentence: str, first: int) -> EventRead | None:
    """A tour told of a class of people (县政协组织部分委员视察…), whose members are named after it."""
    match = _CLASS_TOUR.search(sentence)
    if not match or re.search(r"指出|强调|要求|听取", sentence[: match.start()]):
        return None
    kind = words().tours.get(match["verb"], "inspection")
    at = first + match.start()
    name = article.headline or re.split(r"[，；：]", sentence[match.start() :])[0]
    return EventRead(name, kind, at, first + match.end(), first, None, tour=True)


def _main(article: Article, text: str, sentences: Sequence[tuple[int, int]], slots: Sequence[Slot]) -> EventRead | None:
    """The first occasion told in the body."""
    for number, (first, last) in enumerate(sentences[:40]):
        if first < article.body_at - 1:
            continue
        sentence = blanked(text[first:last])
        if number < 4 and told_apart(sentence, first, slots):
            return None
        meeting = meeting_in(sentence, first)
        tour = tour_in(sentence, first, last, slots)
        if meeting and tour:
            chosen: EventRead | None = (
                meeting
                if meeting.start <= tour.start
                or (meeting.type in ("meeting", "press-conference") and meeting.start < tour.end + 4)
                else tour
            )
        else:
            chosen = meeting or tour or (_class_tour(article, sentence, first) if number < 3 else None)
        if chosen and (number < 4 or chosen.tour or _confirmed(article, chosen)):
            chosen.sentence = first
            if chosen.tour:
                chosen.name = _tour_name(article, text, chosen, last)
            else:
                chosen.name = _fullest(article, chosen)
            return chosen
    return None


_CAPTION = re.compile(
    r"(?:组织|举办|举行|开展|邀请|开设)(?=[^，。；]{0,30}(?:为|看望|参加|走进|活动|节|课堂|赛|会|讲座|仪式|演出|慰问))|活动走进|走进"
)


def _photo(text: str, sentences: Sequence[tuple[int, int]], slots: Sequence[Slot]) -> EventRead | None:
    """The occasion of a picture: a caption that says who organised what, with somebody named in it."""
    for first, last in sentences:
        if not any(slot.name_start >= first for slot in slots):
            return None
        sentence = text[first:last]
        held = _CAPTION.search(sentence)
        if not held:
            continue
        clause = next(match for match in re.finditer(r"[^，。；]+", sentence) if held.start() < match.end())
        name = re.sub(r"^(?:图为)", "", clause.group())
        read = noun_at_end(name)
        name = re.sub(r"(?<=[区市县镇乡村街道校学])(?:举办|举行|开设|开展)(?=“)", "", name)
        kind = "visit" if re.search(r"看望|慰问|走访", name) else read[1] if read else "activity"
        return EventRead(name, kind, first + clause.start(), first + clause.end(), first, None)
    return None


def _confirmed(article: Article, event: EventRead) -> bool:
    """A meeting told late in an article is its subject only if the headline says so too."""
    noun = event.name[-2:]
    return bool(article.headline and noun in article.headline)


def _tour_name(article: Article, text: str, event: EventRead, last: int) -> str:
    headline = article.headline or ""
    if headline and (words().tour_verb.search(headline) or re.search(r"会见|到|赴|考察", headline)):
        return headline
    clause = text[event.start : last]
    return re.split(r"[，。；]", text[event.start : min(last, event.end + 30)])[0] or clause[:30]


def _fullest(article: Article, event: EventRead) -> str:
    """The longer of the names in body and headline, if they are of one occasion."""
    headline = article.headline or ""
    name = event.name
    if not headline:
        return name
    bare = _NAME_OF_HEADLINE.sub("", headline)
    held = re.match(r"^(?P<who>[^，。：]{2,16}?)(?:召开|举行|举办)(?P<np>.+)$", headline)
    candidate = None
    if bare != headline and (read := noun_at_end(bare)) is not None and read[0] == bare:
        candidate = bare
    elif held and (read := noun_at_end(held["np"])) is not None:
        who = "" if held["who"].startswith(("我", "该")) else held["who"]
        candidate = who + read[0]
    if candidate and len(candidate) > len(name) and candidate[-2:] == name[-2:]:
        return candidate
    return name


def _from_headline(article: Article, text: str, slots: Sequence[Slot]) -> EventRead | None:
    headline = article.headline
    if not headline or article.kind in ("ad", "teaser"):
        return None
    people = [slot for slot in slots if slot.name_start >= article.body_at]
    if not people:
        return None
    held = re.match(r"^(?P<who>[^，。：]{0,16}?)(?:召开|举行|举办)(?P<np>.+)$", headline)
    bare = _NAME_OF_HEADLINE.sub("", headline)
    name = kind = None
    if bare != headline and (read := noun_at_end(bare)) is not None:
        name, kind = read
    elif held and (read := noun_at_end(held["np"])) is not None:
        name, kind = held["who"] + read[0], read[1]
    else:
        verb = words().tour_verb.search(headline)
        if verb and (
            any(slot.name_start < article.head_until for slot in slots)
            or re.search(
                r"领导|代表|委员|执法检查|视察组|检查组|督导组|考察团|调研组|专家组|访问团|参访团|代表团|慰问团",
                headline,
            )
        ):
            name, kind = headline, words().tours[verb.group()]
    if not name or not kind:
        return None
    start = text.find(name, 0, article.head_until)
    start = max(start, 0)
    tour = kind in ("visit", "inspection")
    return EventRead(name, kind, start, start + len(name), article.body_at, None, tour=tour)


def _date_of(event: EventRead, article: Article, calendar: Calendar) -> str | None:
    """The day named before the words that tell of the event, in their sentence or in the first words of the body."""
    days = calendar.days(article.text, article.body_at, min(article.body_until, max(event.end, article.body_at) + 40))
    inside = [day for day in days if event.sentence <= day.start]
    own = [day for day in inside if day.start <= event.end] or inside
    if own:
        return own[0].iso
    first = [day for day in days if day.start < article.body_at + 60]
    return first[0].iso if first else None
