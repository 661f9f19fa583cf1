"""A province's worth of newspapers, made up by arithmetic: as many persons and ties as are asked for."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import accumulate, combinations

from kg.model import (
    Area,
    Article,
    ArticleSeen,
    Body,
    CoAttendance,
    Document,
    Event,
    Evidence,
    Graph,
    Metadata,
    Participation,
    Person,
    RoleHeld,
)

FAMILY = "沈陆钟何白文林丁梁祝顾秦许施孔曹严华金魏"
FIRST = "望青雨鼎听知怀明素景若思牧亦安云书言静远星初子嘉修承允泽清晏"
SECOND = "舒禾桐文雪秋远川心行谷齐之凡澜舟宁和平岚溪墨辰屿棠松竹梅兰菊"
PLACES = "清源南北东西桥柳河山江湖云石松竹金玉龙凤"
OFFICES = ("书记", "区长", "副书记", "副区长", "局长", "副局长", "主任", "副主任", "科长", "干事")
BODIES = ("区委", "区政府", "教育局", "水利局", "民政局", "财政局", "应急管理局", "总工会")
KINDS = (("工作会议", "meeting"), ("开工仪式", "ceremony"), ("督导调研", "inspection"), ("座谈会", "meeting"))
FILLER = (
    "会议指出，要压实各级责任，把各项任务落到实处。",
    "与会人员围绕重点工作作了交流，并就下一步安排提出意见。",
    "会议强调，要坚持问题导向，建立台账，逐项销号。",
    "据了解，今年以来各单位主动作为，各项指标稳中有进。",
)
AREA = 60
"""Persons of one area, who meet mostly each other."""
PAGE = 6
"""Articles of one document."""
ABROAD = 0.12
"""What part of an event's guests comes from any area; the most active come oftenest."""


@dataclass(slots=True)
class _Meeting:
    """Who met, before there are words for it; persons and areas by number."""

    area: int
    present: list[int] = field(default_factory=list)


def made_graph(people: int, ties: int, seed: int = 1) -> Graph:
    """``people`` persons, each at an event at least, in ``ties`` pairs or a few more; the same for the same ``seed``.

    How active one is follows Zipf's law in the area, and again among areas: few meet very many, most meet a handful.
    """
    meetings = _meetings(people, ties, random.Random(seed))
    names = [_name(i) for i in range(people)]
    areas = [_area(i) for i in range(-(-people // AREA))]
    held = {names[i]: _role(i, names[i], areas[i // AREA]) for i in range(0, people, 3)}
    documents: list[Document] = []
    articles: list[ArticleSeen] = []
    events: list[Event] = []
    parts: list[Participation] = []
    writers: dict[str, Person] = {}
    for number in range(0, len(meetings), PAGE):
        name = f"page-{number // PAGE + 1:05}.txt"
        day = _day(number)
        start = 0
        for nth, meeting in enumerate(meetings[number : number + PAGE]):
            persons = sorted(names[i] for i in meeting.present)
            article = _article(name, nth, number + nth, areas[meeting.area], persons, held, start)
            event, took = _event(article, number + nth, areas[meeting.area], persons, held)
            bodies = sorted({held[p].body or "" for p in persons if p in held})
            wrote = _reporter(number + nth)
            writers.setdefault(wrote.id, wrote)
            articles.append(
                ArticleSeen(article, day, day, (wrote.id,), tuple(persons), tuple(bodies), (areas[meeting.area],))
            )
            events.append(event)
            parts += took
            for person in persons:
                if person in held:
                    held[person] = _seen(held[person], article, day)
            start += len(article.text) + 1
        digest = sha256(name.encode()).hexdigest()
        documents.append(Document(name, digest, digest, "utf-8", "text/plain", start, Metadata(), day, day, "made"))
    roles = sorted(held.values(), key=lambda role: role.id)
    return Graph(
        version="0.0.0",
        documents=tuple(documents),
        articles=tuple(articles),
        persons=tuple(
            sorted([*(Person(name, name) for name in names), *writers.values()], key=lambda person: person.id)
        ),
        bodies=tuple(
            Body(body, body, area) for body, area in sorted({(role.body or "", role.area or "") for role in roles})
        ),
        areas=tuple(Area(area, area) for area in sorted(areas)),
        roles=tuple(roles),
        events=tuple(sorted(events, key=lambda event: event.id)),
        participations=tuple(sorted(parts, key=lambda part: part.id)),
        ties=tuple(_ties(events, parts)),
    )


def _meetings(people: int, ties: int, chance: random.Random) -> list[_Meeting]:
    """Meetings of mostly one area's persons, so many that ``ties`` pairs have met and all have been somewhere."""
    count = -(-people // AREA)
    areas = [list(range(i * AREA, min(people, (i + 1) * AREA))) for i in range(count)]
    within = list(accumulate(1 / (i + 1) for i in range(AREA)))
    among = list(accumulate(1 / (i + 5) for i in range(count)))
    anywhere = list(accumulate(1 / (i % AREA + 1) / (i // AREA + 5) for i in range(people)))
    unseen = [list(reversed(area)) for area in areas]
    waiting = list(range(count))
    met: set[tuple[int, int]] = set()
    meetings: list[_Meeting] = []
    while waiting or len(met) < ties:
        # Half of them in an area where somebody has not been anywhere yet, half where most goes on.
        area = chance.choices(range(count), cum_weights=among)[0]
        if waiting and len(meetings) % 2 == 0:
            area = waiting[len(meetings) // 2 % len(waiting)]
        size = min(2 + int(chance.paretovariate(1.2)), 40)
        present = {unseen[area].pop() for _ in range(min(-(-size * 2 // 3), len(unseen[area])))}
        if area in waiting and not unseen[area]:
            waiting.remove(area)
        home = areas[area]
        while len(present) < min(size, len(home)):
            if chance.random() < ABROAD:
                present.add(chance.choices(range(people), cum_weights=anywhere)[0])
            else:
                present.add(home[chance.choices(range(len(home)), cum_weights=within[: len(home)])[0]])
        meetings.append(_Meeting(area, sorted(present)))
        met.update(combinations(meetings[-1].present, 2))
    return meetings


def _name(number: int) -> str:
    """Of three characters, of four where those have been used up; none comes twice among half a million."""
    number, family = divmod(number, len(FAMILY))
    number, first = divmod(number, len(FIRST))
    more, second = divmod(number, len(SECOND))
    return FAMILY[family] + FIRST[first] + SECOND[second] + (SECOND[more - 1] if more else "")


def _reporter(number: int) -> Person:
    """One of forty, whose names no other person bears."""
    name = "白" + FILLER[0][number % 8 * 2] + PLACES[number % 5]
    return Person(f"记者-{name}", name, byline=True)


def _area(number: int) -> str:
    more, number = divmod(number, len(PLACES) ** 2)
    return PLACES[number // len(PLACES)] + PLACES[number % len(PLACES)] + PLACES[more] * bool(more) + "区"


def _day(number: int) -> str:
    return f"20{10 + number // 336 % 15}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def _role(number: int, name: str, area: str) -> RoleHeld:
    office = OFFICES[number // 3 % len(OFFICES)]
    body = area.removesuffix("区") + BODIES[number // 3 % len(BODIES)]
    title = body + office
    return RoleHeld(f"{name}-{title}", name, office, body, area, (title,), False, None, None, (), "sure", ())


def _seen(role: RoleHeld, article: Article, day: str) -> RoleHeld:
    """The role, with what an article prints of it."""
    words = _words(article, role.titles[0] + role.person, article.body_at)
    return replace(
        role,
        first_seen=role.first_seen or day,
        last_seen=day,
        articles=(*role.articles, (article.document, article.id)),
        evidence=(*role.evidence, words),
    )


def _article(
    document: str, nth: int, number: int, area: str, persons: list[str], held: dict[str, RoleHeld], start: int
) -> Article:
    """A report of a meeting; it begins at code point ``start`` of its document, whose lines are the article's."""
    title = _title(number, area)
    told = "".join(FILLER[(number + k) % len(FILLER)] for k in range(4 + number % 17))
    day = _day(number)
    chair = _chair(persons, held)
    guests = "、".join(held[person].titles[0] + person if person in held else person for person in persons)
    body = f"{int(day[5:7])}月{int(day[8:])}日，{title}举行，{chair}主持，{guests}出席。\n{told}"
    text = f"{title}举行\n{body}"
    head = text.index("\n") + 1
    pieces = []
    at = 0
    for line in text.split("\n"):
        pieces.append((at, at + len(line), start + at, start + at + len(line)))
        at += len(line) + 1
    return Article(
        f"a{nth + 1}", document, "news", f"{title}举行", (), text, head, head, len(text), tuple(pieces), home=area
    )


def _chair(persons: list[str], held: dict[str, RoleHeld]) -> str:
    """Who leads a meeting: the first who holds an office."""
    return next((person for person in persons if person in held), persons[0])


def _words(article: Article, exact: str, after: int) -> Evidence:
    """Where an article has these words, from ``after`` on."""
    at = article.text.index(exact, after)
    return Evidence(article.document, article.id, *article.span(at, at + len(exact)), exact, at, "made")


def _title(number: int, area: str) -> str:
    return f"{area}第{number + 1}次{KINDS[number % len(KINDS)][0]}"


def _event(
    article: Article, number: int, area: str, persons: list[str], held: dict[str, RoleHeld]
) -> tuple[Event, list[Participation]]:
    """The event an article reports, and the parts in it."""

    title = _title(number, area)
    chair = _chair(persons, held)
    event = f"{_day(number)}-{title}"
    start = article.text.index("举行", article.body_at)
    parts = [
        Participation(
            f"{event}|{person}", event, person, ("chair",) if person == chair else ("attendee",),
            held[person].id if person in held else None, "sure", (_words(article, person, start),),
        )
        for person in persons
    ]  # fmt: skip
    kind = KINDS[number % len(KINDS)][1]
    place = ((article.document, article.id),)
    return Event(event, title, kind, _day(number), area, place, (_words(article, title, article.body_at),)), parts


def _ties(events: list[Event], parts: list[Participation]) -> Iterator[CoAttendance]:
    present: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts:
        present[part.event].add(part.person)
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for event in sorted(present):
        for one, other in combinations(sorted(present[event]), 2):
            shared[one, other].append(event)
    days = {event.id: event.date for event in events}
    for pair, ids in sorted(shared.items()):
        strength = sum(1 / (len(present[event]) - 1) for event in ids)
        seen = sorted(day for event in ids if (day := days[event]))
        yield CoAttendance("-".join(pair), pair, tuple(ids), len(ids), strength, seen[0], seen[-1])
