"""Readings made by hand, in few words; all names invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import (
    Article,
    Credit,
    Document,
    EntityNamed,
    EventClaim,
    Evidence,
    Metadata,
    ParticipationClaim,
    PersonNamed,
    Reading,
    RoleClaim,
)

TEXT = "{}\n各有关部门负责人参加会议，会议对下一步工作作了安排部署，要求抓好落实。"


@dataclass
class Paper:
    """A document in the making; each method adds to its last article."""

    name: str = "x.txt"
    published: str | None = "2020-03-10"
    home: str | None = None
    articles: list[Article] = field(default_factory=list)
    persons: list[PersonNamed] = field(default_factory=list)
    roles: list[RoleClaim] = field(default_factory=list)
    events: list[EventClaim] = field(default_factory=list)
    participations: list[ParticipationClaim] = field(default_factory=list)
    entities: list[EntityNamed] = field(default_factory=list)
    at: int = 0

    @property
    def article_id(self) -> str:
        return self.articles[-1].id

    def words(self, exact: str) -> Evidence:
        self.at += len(exact)
        return Evidence(self.name, self.article_id, self.at, self.at + len(exact), exact, self.at, "made")

    def article(
        self, home: str | None = None, headline: str | None = None, kind: str = "news", reporters: tuple[str, ...] = ()
    ) -> Paper:
        number = f"a{len(self.articles) + 1}"
        text = TEXT.format(headline or f"{self.name} {number}")
        credits = tuple(Credit(name, 0, 1) for name in reporters)
        until = len(headline) if headline else 0
        self.articles.append(
            Article(number, self.name, kind, headline, (), text, until, until, len(text), (), credits, home=home)
        )
        return self

    def person(self, key: str, *offices: str, confidence: str = "sure", headlined: bool = False) -> Paper:
        """``offices``: ``role@body@area``; parts may be empty; ``原`` before the role for a former one."""
        evidence = self.words(key)
        if headlined:
            evidence = Evidence(self.name, self.article_id, 0, len(key), key, 0, "made")
        self.persons.append(PersonNamed(self.article_id, key, key.split("#")[0], (evidence,)))
        for office in offices:
            role, body, area = (*office.split("@"), "", "")[:3]
            former, role = role.startswith("原"), role.removeprefix("原")
            claim = RoleClaim(
                self.article_id, key, role, body or None, area or None, role, former, confidence, self.words(office)
            )
            self.roles.append(claim)
        return self

    def event(
        self,
        name: str,
        *persons: str,
        date: str | None = None,
        type: str = "meeting",
        place: str | None = None,
        parts: tuple[str, ...] = ("attendee",),
        confidence: str = "sure",
    ) -> Paper:
        number = f"e{len(self.events) + 1}"
        self.events.append(EventClaim(self.article_id, number, name, type, date, place, self.words(name)))
        for person in persons:
            words = (self.words(person),)
            self.participations.append(ParticipationClaim(self.article_id, number, person, parts, confidence, words))
        return self

    def place(self, *names: str) -> Paper:
        self.entities += [EntityNamed(self.article_id, "place", name, (self.words(name),)) for name in names]
        return self

    def body(self, *names: str) -> Paper:
        self.entities += [EntityNamed(self.article_id, "body", name, (self.words(name),)) for name in names]
        return self

    def reading(self) -> Reading:
        metadata = Metadata(home=self.home)
        document = Document(
            self.name, "0" * 64, "0" * 64, "utf-8", "text/plain", 1, metadata, self.published, self.published
        )
        return Reading(
            document,
            tuple(self.articles),
            tuple(self.persons),
            tuple(self.roles),
            tuple(self.events),
            tuple(self.participations),
            tuple(self.entities),
        )
