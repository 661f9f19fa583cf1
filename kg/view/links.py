"""What links things in the picture, and the printed words behind each link."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Article, Evidence, Graph
from kg.view.data import article_id

VIEWS_OF = {
    "tie": ("who",),
    "office": ("office", "all"),
    "serves": ("office", "all"),
    "part": ("office", "all"),
    "within": ("all",),
    "took": ("all",),
    "at": ("all",),
    "reported": ("all",),
    "byline": ("all",),
    "named": ("all",),
}
"""In which views a kind of link is drawn."""
STATED_ELSEWHERE = ("tie", "office", "took", "within")
"""Links that bring no words of their own: facts of the graph have them, or (within) the table of areas says so."""


@dataclass(slots=True)
class Link:
    """An edge of the picture; ``value`` is how strong it is."""

    kind: str
    one: str
    other: str
    value: float = 1.0
    doubtful: bool = False
    number: int = 1
    """How many facts stand behind it."""
    events: tuple[str, ...] = ()
    """Of a tie: what the two attended together."""
    words: tuple[Evidence, ...] = ()
    """Where no fact of the graph that the page shows has them already."""

    @property
    def id(self) -> str:
        """Unique in the page, readable in its address."""
        return f"{self.kind}:{self.one}|{self.other}"


@dataclass(slots=True)
class Links:
    """Edges, one for each pair of a kind, between things that exist."""

    known: set[str]
    by_id: dict[str, Link] = field(default_factory=dict)

    def add(self, link: Link) -> None:
        """Take ``link``, or count it onto the one that is there; links to what the graph does not hold are dropped."""
        if link.one == link.other or link.one not in self.known or link.other not in self.known:
            return
        there = self.by_id.setdefault(link.id, link)
        if there is not link:
            there.number += 1
            there.doubtful = there.doubtful and link.doubtful


def links_of(graph: Graph, known: set[str]) -> list[Link]:
    """All links between things whose ids are ``known``."""
    links = Links(known)
    _ties(graph, links)
    _offices(graph, links)
    _bodies(graph, links)
    _events(graph, links)
    _articles(graph, links)
    return list(links.by_id.values())


def _ties(graph: Graph, links: Links) -> None:
    sure = {(taken.event, taken.person) for taken in graph.participations if taken.confidence == "sure"}
    for tie in graph.ties:
        one, other = tie.persons
        doubtful = not any((event, one) in sure and (event, other) in sure for event in tie.events)
        links.add(
            Link("tie", f"person:{one}", f"person:{other}", tie.strength, doubtful, tie.weight, events=tie.events)
        )


def _offices(graph: Graph, links: Links) -> None:
    for role in graph.roles:
        if role.body is None and role.area is None:
            continue
        seat = f"body:{role.body}" if role.body is not None else f"area:{role.area}"
        links.add(Link("office", f"person:{role.person}", seat, doubtful=role.confidence != "sure"))


def _bodies(graph: Graph, links: Links) -> None:
    """Bodies to their areas and to what they are a part of: read from how they are called where they are named."""
    named = _namings(graph)
    for body in graph.bodies:
        if body.area is not None:
            links.add(Link("serves", f"body:{body.id}", f"area:{body.area}", 0.6, words=named.get(body.id, ())))
        if body.parent is not None:
            links.add(Link("part", f"body:{body.id}", f"body:{body.parent}", 0.8, words=named.get(body.id, ())))
    for area in graph.areas:
        if area.within is not None:
            links.add(Link("within", f"area:{area.id}", f"area:{area.within}", 0.5))


def _namings(graph: Graph) -> dict[str, tuple[Evidence, ...]]:
    """For each body words that name it: where an article does first, else those of its parts."""
    words: dict[str, tuple[Evidence, ...]] = {}
    for seen in graph.articles:
        there = dict(seen.words)
        for named in seen.bodies:
            if named in there:
                words.setdefault(named, (there[named],))
    for body in graph.bodies:
        if body.parent is not None and body.id in words:
            words.setdefault(body.parent, words[body.id])
    return words


def _events(graph: Graph, links: Links) -> None:
    told = {event.id: event.evidence for event in graph.events}
    by_part: dict[str, list[Evidence]] = {}
    for taken in graph.participations:
        doubtful = taken.confidence != "sure"
        links.add(Link("took", f"person:{taken.person}", f"event:{taken.event}", 1.2, doubtful))
        by_part.setdefault(taken.event, []).extend(taken.evidence)
    for event in graph.events:
        if event.place is not None:
            links.add(Link("at", f"event:{event.id}", f"area:{event.place}", 0.6, words=event.evidence[:1]))
        for place in event.articles:
            words = [
                one for one in (*told[event.id], *by_part.get(event.id, ())) if (one.document, one.article) == place
            ]
            links.add(Link("reported", f"event:{event.id}", article_id(*place), words=tuple(words[:1])))


def _articles(graph: Graph, links: Links) -> None:
    """Articles to their reporters, and to those they name who are not linked to them by an event they report."""
    reports: dict[str, set[str]] = {}
    for event in graph.events:
        for place in event.articles:
            reports.setdefault(article_id(*place), set()).add(event.id)
    attended = {(taken.event, taken.person) for taken in graph.participations}
    names = {person.id: person.name for person in graph.persons}
    for seen in graph.articles:
        article = article_id(seen.article.document, seen.article.id)
        for author in seen.authors:
            links.add(Link("byline", f"person:{author}", article, words=_credited(seen.article, names.get(author))))
        words = dict(seen.words)
        for person in seen.persons:
            if not any((event, person) in attended for event in reports.get(article, ())):
                first = (words[person],) if person in words else ()
                links.add(Link("named", f"person:{person}", article, 0.8, words=first))


def _credited(article: Article, name: str | None) -> tuple[Evidence, ...]:
    """The byline that credits a reporter."""
    for credit in article.reporters:
        if credit.name == name and article.text[credit.at : credit.until] == name:
            start, end = article.span(credit.at, credit.until)
            return (Evidence(article.document, article.id, start, end, name, credit.at, "byline"),)
    return ()
