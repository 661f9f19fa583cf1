"""A town's worth of people, made up by arithmetic: larger than the view draws at once, if asked for."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

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
    Participation,
    Person,
    RoleHeld,
)

FAMILY = "沈陆钟何白文林丁梁祝"
GIVEN = (
    "望舒",
    "青禾",
    "雨桐",
    "鼎文",
    "听雪",
    "知秋",
    "怀远",
    "明川",
    "素心",
    "景行",
    "若谷",
    "思齐",
    "牧之",
    "亦凡",
    "安澜",
)


def town_graph(people: int = 100) -> Graph:
    """``people`` persons; every fourth leads a body; each event gathers five or so of them."""
    names = [FAMILY[i % 10] + GIVEN[(i // 10) % 15] + ("" if i < 150 else GIVEN[i // 150]) for i in range(people)]
    document = Document("town.txt", "0" * 64, "0" * 64, "utf-8", "text/plain", 0)
    articles, events, parts, roles = [], [], [], []
    for n in range(people // 2):
        present = sorted({names[(n * 7 + k * k * 3) % people] for k in range(3 + n % 5)})
        title = f"第{n + 1}次联席会议"
        text = f"{title}召开\n3月{n % 28 + 1}日，{title}召开，{'、'.join(present)}出席会议。"
        head = text.index("\n") + 1
        article = Article(f"a{n + 1}", "town.txt", "news", f"{title}召开", (), text, head, head, len(text), ())

        def words(exact: str, article: Article = article) -> Evidence:
            at = article.text.index(exact, article.head_until)
            return Evidence(article.document, article.id, at, at + len(exact), exact, at, "made")

        date = f"2020-03-{n % 28 + 1:02}"
        place = ((article.document, article.id),)
        events.append(Event(f"{date}-{title}", title, "meeting", date, None, place, (words(f"{title}召开"),)))
        articles.append(ArticleSeen(article, "2020-04-01", "2020-04-03", (), tuple(present), ("镇委",), ("某镇",)))
        for name in present:
            event = events[-1].id
            parts.append(Participation(f"{event}|{name}", event, name, ("attendee",), None, "sure", (words(name),)))
    for i in range(0, people, 4):
        body = f"第{i // 8 + 1}局"
        roles.append(
            RoleHeld(f"{names[i]}-{body}", names[i], "局长", body, "某镇", ("局长",), False, None, None, (), "sure", ())
        )
    return Graph(
        version="0.0.0",
        documents=(document,),
        articles=tuple(articles),
        persons=tuple(Person(name, name) for name in sorted(names)),
        bodies=tuple(Body(name, name, "某镇") for name in sorted({role.body or "" for role in roles})),
        areas=(Area("某镇", "某镇"),),
        roles=tuple(roles),
        events=tuple(events),
        participations=tuple(parts),
        ties=_ties(parts),
    )


def _ties(parts: list[Participation]) -> tuple[CoAttendance, ...]:
    present = defaultdict(set)
    for part in parts:
        present[part.event].add(part.person)
    shared = defaultdict(list)
    for event, persons in present.items():
        for pair in combinations(sorted(persons), 2):
            shared[pair].append(event)
    return tuple(
        CoAttendance(
            "-".join(pair), pair, tuple(events), len(events), sum(1 / (len(present[e]) - 1) for e in events), None, None
        )
        for pair, events in sorted(shared.items())
    )
