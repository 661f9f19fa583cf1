"""Graphs made by hand for the tests of exports and view: small, complete, all names invented.

Every evidence points at words that stand in :data:`SAMPLE_TEXTS`, so that a test can open the page at them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from kg.model import (
    Area,
    Article,
    ArticleSeen,
    Body,
    CoAttendance,
    Credit,
    Document,
    Event,
    Evidence,
    Graph,
    Metadata,
    Participation,
    Person,
    RoleHeld,
)

LINE = 24
"""Characters a line of the made pages, as a narrow column has them."""

_NEWS = "\n".join(
    [
        "南桥区委常委（扩大）会议召开",
        "沈望舒主持并讲话",
        "3月9日上午，南桥区委常委（扩大）会议召开，区委书记沈望舒主持会议并讲话，区委副书记、区长陆青禾出席会议，"
        "区领导钟鼎文、何雨桐列席会议。",
        "会后，沈望舒带领钟鼎文深入柳荫路督导防汛工作，区应急管理局局长白露陪同。（文晓）",
    ]
)
_VISIT = "\n".join(
    [
        "清源市与北桥区举行对接座谈会",
        "3月11日，清源市与北桥区举行对接座谈会。南桥区区长陆青禾致辞，北桥区教育局局长何雨桐、"
        "原清源市副市长买明·吐尔孙、清源市文联主席白露参加座谈会。",
        "区委书记沈望舒与北桥区教育局局长何雨桐进行了沟通交流。",
    ]
)
_PAPERS = {"南桥报-2020-03-10-01.txt": _NEWS, "清源日报 第12期.txt": _VISIT}


def _page(text: str, before: str) -> tuple[str, tuple[tuple[int, int, int, int], ...]]:
    """Print ``text`` in a narrow column below ``before``: the page and how the text maps to it."""
    page, pieces, at = before + "\n", [], 0
    for paragraph in text.split("\n"):
        for first in range(0, len(paragraph), LINE):
            piece = paragraph[first : first + LINE]
            pieces.append((at + first, at + first + len(piece), len(page), len(page) + len(piece)))
            page += piece + "\n"
        at += len(paragraph) + 1
    return page, tuple(pieces)


def _document(name: str, page: str, published: tuple[str, str], metadata: Metadata) -> Document:
    digest = hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        name=name,
        sha256=digest,
        text_sha256=digest,
        encoding="utf-8",
        media_type="text/plain",
        length=len(page),
        metadata=metadata,
        published_from=published[0],
        published_to=published[1],
        published_why="made by hand",
    )


def _article(document: str, text: str, pieces: tuple[tuple[int, int, int, int], ...], **more: object) -> Article:
    head, _, rest = text.partition("\n")
    subheads = (rest.split("\n", 1)[0],) if more.pop("subhead", False) else ()
    head_until = len("\n".join([head, *subheads])) + 1
    return Article(
        id="a1",
        document=document,
        kind="news",
        headline=head,
        subheads=subheads,
        text=text,
        head_until=head_until,
        body_at=head_until,
        body_until=len(text),
        pieces=pieces,
        **more,  # type: ignore[arg-type]
    )


def _words(article: Article, exact: str, rule: str = "title") -> Evidence:
    at = article.text.index(exact)
    start, end = article.span(at, at + len(exact))
    return Evidence(article.document, article.id, start, end, exact, at, rule)


def _named(article: Article, first: dict[str, str]) -> tuple[tuple[str, Evidence], ...]:
    return tuple(sorted((named, _words(article, words, "name")) for named, words in first.items()))


def _where(evidence: Iterable[Evidence]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(one.document, one.article) for one in evidence}))


def _held(
    person: str, role: str, body: str | None, area: str | None, titles: tuple[str, ...], seen: tuple[str, str],
    *evidence: Evidence, former: bool = False, confidence: str = "sure",
) -> RoleHeld:  # fmt: skip
    return RoleHeld(
        id="-".join([person, role, body or area or "?", *(["原"] if former else [])]),
        person=person,
        role=role,
        body=body,
        area=area,
        titles=titles,
        former=former,
        first_seen=seen[0],
        last_seen=seen[1],
        articles=_where(evidence),
        confidence=confidence,
        evidence=tuple(sorted(evidence)),
    )


def _part(
    event: str, person: str, parts: tuple[str, ...], role_held: str | None, *evidence: Evidence,
    confidence: str = "sure",
) -> Participation:  # fmt: skip
    return Participation(f"{event}-{person}", event, person, parts, role_held, confidence, tuple(sorted(evidence)))


def _ties(events: Iterable[Event], participations: Iterable[Participation]) -> tuple[CoAttendance, ...]:
    """Every pair of the participants of one event, over all events."""
    there: dict[str, set[str]] = defaultdict(set)
    for one in participations:
        there[one.event].add(one.person)
    shared: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        for pair in combinations(sorted(there[event.id]), 2):
            shared[pair].append(event)
    ties = []
    for pair, together in sorted(shared.items()):
        dates = sorted(event.date for event in together if event.date)
        ties.append(
            CoAttendance(
                id="--".join(pair),
                persons=pair,
                events=tuple(sorted(event.id for event in together)),
                weight=len(together),
                strength=sum(1 / (len(there[event.id]) - 1) for event in together),
                first_seen=dates[0] if dates else None,
                last_seen=dates[-1] if dates else None,
            )
        )
    return tuple(ties)


_PAGES = {name: _page(text, f"{name[:4]}　第1版") for name, text in _PAPERS.items()}
SAMPLE_TEXTS = {name: page for name, (page, _) in _PAGES.items()}
"""File name → text as read of the documents of :func:`sample_graph`."""

_AREAS = (
    Area("云川省", "云川省", "990000"),
    Area("北桥区", "北桥区", "990103", within="清源市"),
    Area("南桥区", "南桥区", "990102", within="清源市", alt_names=("南桥",)),
    Area("柳荫路-南桥区", "柳荫路", within="南桥区", administrative=False),
    Area("清源市", "清源市", "990100", within="云川省"),
)
_BODIES = (
    Body("北桥区教育局", "北桥区教育局", "北桥区", parent="北桥区政府"),
    Body("北桥区政府", "北桥区政府", "北桥区"),
    Body("南桥区委", "南桥区委", "南桥区", alt_names=("中共南桥区委",)),
    Body("南桥区应急管理局", "南桥区应急管理局", "南桥区", parent="南桥区政府"),
    Body("南桥区政府", "南桥区政府", "南桥区"),
    Body("清源市政府", "清源市政府", "清源市"),
    Body("清源市文联", "清源市文联", "清源市"),
)
_PERSONS = (
    Person("买明·吐尔孙", "买明·吐尔孙", reasons=("full name, one bearer",)),
    Person("何雨桐-北桥区", "何雨桐", different_from=("何雨桐-南桥区",), reasons=("offices in 北桥区",)),
    Person("何雨桐-南桥区", "何雨桐", different_from=("何雨桐-北桥区",), reasons=("offices in 南桥区",)),
    Person("沈望舒", "沈望舒", alt_names=("沈书记",), reasons=("same office in both articles",)),
    Person("白露-南桥区", "白露", possibly_same=("白露-清源市",)),
    Person("白露-清源市", "白露", possibly_same=("白露-南桥区",)),
    Person("记者-文晓", "文晓", byline=True),
    Person("钟鼎文", "钟鼎文"),
    Person("陆青禾", "陆青禾"),
)


def sample_graph() -> Graph:
    """Two documents of one article each, eight persons and a reporter, three events, every kind of thing there is."""
    (news_name, visit_name) = _PAPERS
    news = _article(
        news_name,
        _NEWS,
        _PAGES[news_name][1],
        subhead=True,
        home="南桥区",
        reporters=(Credit("文晓", _NEWS.index("文晓"), _NEWS.index("文晓") + 2),),
    )
    visit = _article(visit_name, _VISIT, _PAGES[visit_name][1], home="清源市", credits=(Credit("清融媒", 0, 0),))
    roles = _sample_roles(news, visit)
    events = _sample_events(news, visit)
    participations = _sample_participations(news, visit, events)
    return Graph(
        version="0.0.0",
        documents=(
            _document(
                news_name, SAMPLE_TEXTS[news_name], ("2020-03-10", "2020-03-10"), Metadata("2020-03-10", "南桥区")
            ),
            _document(
                visit_name, SAMPLE_TEXTS[visit_name], ("2020-03-11", "2020-03-17"),
                Metadata(source="清源日报", url="https://paper.example/12?a=1&b=2"),
            ),
        ),
        articles=(
            ArticleSeen(
                news, "2020-03-10", "2020-03-10", ("记者-文晓",),
                ("何雨桐-南桥区", "沈望舒", "白露-南桥区", "钟鼎文", "陆青禾"),
                ("南桥区委", "南桥区应急管理局", "南桥区政府"), ("南桥区", "柳荫路-南桥区"),
                _named(news, {"何雨桐-南桥区": "何雨桐", "沈望舒": "沈望舒", "白露-南桥区": "白露",
                              "南桥区委": "南桥区委", "南桥区应急管理局": "区应急管理局", "南桥区政府": "区长"}),
            ),
            ArticleSeen(
                visit, "2020-03-11", "2020-03-17", (),
                ("买明·吐尔孙", "何雨桐-北桥区", "沈望舒", "白露-清源市", "陆青禾"),
                ("北桥区教育局", "北桥区政府", "清源市政府", "清源市文联"), ("北桥区", "南桥区", "清源市"),
                _named(visit, {"买明·吐尔孙": "买明·吐尔孙", "北桥区教育局": "北桥区教育局",
                               "清源市政府": "清源市副市长", "清源市文联": "清源市文联"}),
            ),
        ),
        persons=_PERSONS,
        bodies=_BODIES,
        areas=_AREAS,
        roles=roles,
        events=events,
        participations=participations,
        ties=_ties(events, participations),
        warnings=("清源日报 第12期.txt: no day of issue",),
    )  # fmt: skip


def _sample_roles(news: Article, visit: Article) -> tuple[RoleHeld, ...]:
    first, second = ("2020-03-10", "2020-03-10"), ("2020-03-11", "2020-03-17")
    leaders = _words(news, "区领导钟鼎文、何雨桐", "list")
    roles = (
        _held("买明·吐尔孙", "副市长", "清源市政府", "清源市", ("原清源市副市长",), second,
              _words(visit, "原清源市副市长买明·吐尔孙"), former=True),
        _held("何雨桐-北桥区", "局长", "北桥区教育局", "北桥区", ("北桥区教育局局长",), second,
              _words(visit, "北桥区教育局局长何雨桐")),
        _held("何雨桐-南桥区", "区领导", None, "南桥区", ("区领导",), first, leaders, confidence="likely"),
        _held("沈望舒", "书记", "南桥区委", "南桥区", ("区委书记",), ("2020-03-10", "2020-03-17"),
              _words(news, "区委书记沈望舒"), _words(visit, "区委书记沈望舒")),
        _held("白露-南桥区", "局长", "南桥区应急管理局", "南桥区", ("区应急管理局局长",), first,
              _words(news, "区应急管理局局长白露")),
        _held("白露-清源市", "主席", "清源市文联", "清源市", ("清源市文联主席",), second,
              _words(visit, "清源市文联主席白露"), confidence="unsure"),
        _held("钟鼎文", "区领导", None, "南桥区", ("区领导",), first, leaders),
        _held("陆青禾", "区长", "南桥区政府", "南桥区", ("区长", "南桥区区长"), ("2020-03-10", "2020-03-17"),
              _words(news, "区长陆青禾"), _words(visit, "南桥区区长陆青禾")),
        _held("陆青禾", "副书记", "南桥区委", "南桥区", ("区委副书记",), first, _words(news, "区委副书记、区长陆青禾")),
    )  # fmt: skip
    return tuple(sorted(roles, key=lambda role: role.id))


def _sample_events(news: Article, visit: Article) -> tuple[Event, ...]:
    def event(name: str, kind: str, date: str | None, place: str | None, words: Evidence) -> Event:
        return Event(f"{date or '无日期'}-{name}", name, kind, date, place, _where([words]), (words,))

    return (
        event("南桥区委常委（扩大）会议", "meeting", "2020-03-09", None,
              _words(news, "3月9日上午，南桥区委常委（扩大）会议召开", "event")),
        event("清源市与北桥区对接座谈会", "meeting", "2020-03-11", "清源市",
              _words(visit, "清源市与北桥区举行对接座谈会", "event")),
        event("沈望舒督导防汛工作", "inspection", None, "柳荫路-南桥区",
              _words(news, "深入柳荫路督导防汛工作", "event")),
    )  # fmt: skip


def _sample_participations(news: Article, visit: Article, events: tuple[Event, ...]) -> tuple[Participation, ...]:
    meeting, talks, tour = (event.id for event in events)
    parts = (
        _part(meeting, "沈望舒", ("chair", "speaker"), "沈望舒-书记-南桥区委",
              _words(news, "区委书记沈望舒主持会议并讲话", "chair"), _words(news, "沈望舒主持并讲话", "chair")),
        _part(meeting, "陆青禾", ("attendee",), "陆青禾-区长-南桥区政府",
              _words(news, "区长陆青禾出席会议", "attendee")),
        _part(meeting, "钟鼎文", ("observer",), "钟鼎文-区领导-南桥区",
              _words(news, "钟鼎文、何雨桐列席会议", "observer")),
        _part(meeting, "何雨桐-南桥区", ("observer",), "何雨桐-南桥区-区领导-南桥区",
              _words(news, "何雨桐列席会议", "observer"), confidence="likely"),
        _part(tour, "沈望舒", ("lead",), None, _words(news, "沈望舒带领钟鼎文深入柳荫路督导", "lead")),
        _part(tour, "钟鼎文", ("companion",), None, _words(news, "带领钟鼎文", "companion")),
        _part(tour, "白露-南桥区", ("companion",), "白露-南桥区-局长-南桥区应急管理局",
              _words(news, "区应急管理局局长白露陪同", "companion")),
        _part(talks, "陆青禾", ("speaker",), "陆青禾-区长-南桥区政府", _words(visit, "区长陆青禾致辞", "speaker")),
        _part(talks, "何雨桐-北桥区", ("attendee",), "何雨桐-北桥区-局长-北桥区教育局",
              _words(visit, "北桥区教育局局长何雨桐、", "attendee")),
        _part(talks, "买明·吐尔孙", ("attendee",), "买明·吐尔孙-副市长-清源市政府-原",
              _words(visit, "原清源市副市长买明·吐尔孙", "attendee")),
        _part(talks, "白露-清源市", ("attendee",), "白露-清源市-主席-清源市文联",
              _words(visit, "白露参加座谈会", "attendee"), confidence="unsure"),
        _part(talks, "沈望舒", ("attendee",), "沈望舒-书记-南桥区委",
              _words(visit, "区委书记沈望舒与北桥区教育局局长何雨桐", "attendee")),
    )  # fmt: skip
    return tuple(sorted(parts, key=lambda part: part.id))


NASTY = (
    "quo\"te's",
    "back\\slash \\u4e00 \\",
    "line\nbreak\r\ntab\t",
    "</script><script>alert(1)</script>",
    "]]>&amp;<!--x--><![CDATA[",
    "control\x00\x07\x1b\x85\ufffe\uffff",
    "emoji 😀👩‍👩‍👧 𠮷",
    "space　and\u00a0space",
    "=SUM(A1);+1-1@x",
    "50%/a?b#c{d}|e^f`g<h>[i]",
    "..",
    "'=1+1",
    "\u202egnp.exe\u2028\u2029",
    "lone \ud800 surrogate",
)
"""Strings that break a careless writer; each stands in every place a string can stand in :func:`hostile_graph`."""


def hostile_graph() -> Graph:
    """A graph with a person, body, area, event and article for each of :data:`NASTY`."""
    documents, articles, roles, events, parts = [], [], [], [], []
    for number, nasty in enumerate(NASTY):
        name, text = f"{number} {nasty}.txt", f"{nasty.replace(chr(10), ' ')}\n书记{nasty}出席{nasty}会议。"
        page, pieces = _page(text, nasty)
        article = _article(
            name, text, pieces, home=nasty, reporters=(Credit(nasty, 0, 0),), credits=(Credit(nasty, 0, 0),)
        )
        words = _words(article, "书记", nasty)
        metadata = Metadata(None, nasty, nasty, nasty, nasty)
        documents.append(_document(name, page, ("2020-03-10", "2020-03-12"), metadata))
        articles.append(
            ArticleSeen(article, "2020-03-10", "2020-03-12", (f"记者-{nasty}",), (nasty,), (nasty,), (nasty,))
        )
        held = _held(nasty, nasty, nasty, nasty, (nasty,), ("2020-03-10", "2020-03-12"), words)
        roles.append(held)
        events.append(Event(nasty, nasty, "meeting", "2020-03-09", nasty, _where([words]), (words,)))
        parts.append(_part(nasty, nasty, ("chair",), held.id, words))
        parts.append(_part(nasty, NASTY[number - 1], ("attendee",), None, words))
    ordered = sorted(NASTY)
    events.sort(key=lambda event: event.id)
    return Graph(
        version="0.0.0+<&>",
        documents=tuple(sorted(documents, key=lambda document: document.name)),
        articles=tuple(sorted(articles, key=lambda seen: seen.article.document)),
        persons=tuple(
            sorted(
                [Person(nasty, nasty, (nasty, nasty + "x"), reasons=(nasty,)) for nasty in ordered]
                + [Person(f"记者-{nasty}", nasty, byline=True) for nasty in ordered],
                key=lambda person: person.id,
            )
        ),
        bodies=tuple(Body(nasty, nasty, nasty, None, (nasty,)) for nasty in ordered),
        areas=tuple(Area(nasty, nasty, nasty, None, True, (nasty,)) for nasty in ordered),
        roles=tuple(sorted(roles, key=lambda role: role.id)),
        events=tuple(events),
        participations=tuple(sorted(parts, key=lambda part: part.id)),
        ties=_ties(events, parts),
        warnings=NASTY,
    )
