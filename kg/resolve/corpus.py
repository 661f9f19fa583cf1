"""All readings as one: looked up by article, in an order that does not depend on how they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from kg.model import Article, Document, EventClaim, Evidence, ParticipationClaim, PersonNamed, Reading, RoleClaim
from kg.resolve.areas import Near

ArticleKey = tuple[str, str]
"""Document name and article id."""

# Shorter texts (``遗失声明``) recur without being the same report.
_REPRINT_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, ISO; both inclusive."""

    first: str
    last: str

    def days_from(self, other: Span) -> int:
        """Days between the two; 0 where they overlap."""
        if self.first > other.last:
            return (date.fromisoformat(self.first) - date.fromisoformat(other.last)).days
        if other.first > self.last:
            return (date.fromisoformat(other.first) - date.fromisoformat(self.last)).days
        return 0


def hull(spans: Iterable[Span | None]) -> Span | None:
    """The shortest span that covers all that are known."""
    known = [span for span in spans if span]
    return Span(min(span.first for span in known), max(span.last for span in known)) if known else None


@dataclass(slots=True)
class Told:
    """An article with all that was read from it."""

    article: Article
    document: Document
    text_id: str
    """Equal for two printings of one report."""
    persons: list[PersonNamed] = field(default_factory=list)
    roles: list[RoleClaim] = field(default_factory=list)
    events: list[EventClaim] = field(default_factory=list)
    participations: list[ParticipationClaim] = field(default_factory=list)
    bodies: dict[str, Evidence] = field(default_factory=dict)
    """Names of bodies, each with where it stands first."""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> ArticleKey:
        """Document name and article id."""
        return self.document.name, self.article.id

    @property
    def near(self) -> Near:
        """Where its names are read from."""
        paper = self.document.metadata.home
        return self.article.home or paper, paper, frozenset(self.places)

    @property
    def issued(self) -> Span | None:
        """When it was printed."""
        document = self.document
        first = document.published_from or document.published_to
        last = document.published_to or document.published_from
        return Span(first, last) if first and last else None

    @property
    def told_of(self) -> Span | None:
        """The days it tells of: those of its dated events, else when it was printed."""
        return hull(Span(event.date, event.date) for event in self.events if event.date) or self.issued

    def without_text(self) -> Told:
        """The same without what only an article's reader wants: all that persons and events are told by is kept."""
        return replace(self, article=replace(self.article, text="", pieces=()))


class Corpus:
    """The readings, sorted by document name; made once, never changed.

    Raises ``ValueError`` where a claim speaks of an article, a person or an event that its reading does not name.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = tuple(sorted(readings, key=lambda reading: reading.document.name))
        names = Counter(reading.document.name for reading in self.readings)
        for name in (name for name, times in names.items() if times > 1):
            raise ValueError(f"{name}: read twice; give each document once")
        self.articles = tuple(told for reading in self.readings for told in told_in(reading))
        """All articles: by document, then as they stand on the page."""


def told_in(reading: Reading) -> list[Told]:
    """The articles of a document, as they stand on the page; errors as of :class:`Corpus`."""
    articles = sorted(reading.articles, key=lambda article: (len(article.id), article.id))
    here = {article.id: Told(article, reading.document, _text_id(article)) for article in articles}
    claims = (reading.persons, reading.roles, reading.events, reading.participations, reading.entities)
    for article in sorted({claim.article for kind in claims for claim in kind} - here.keys()):
        raise ValueError(f"{reading.document.name}: article {article!r} is spoken of but not given; add the Article")
    for person in reading.persons:
        here[person.article].persons.append(person)
    for role in reading.roles:
        here[role.article].roles.append(role)
    for event in reading.events:
        here[event.article].events.append(event)
    for participation in reading.participations:
        here[participation.article].participations.append(participation)
    for entity in reading.entities:
        told = here[entity.article]
        if entity.kind == "body":
            told.bodies.setdefault(entity.name, entity.mentions[0])
        else:
            told.places.append(entity.name)
    for told in here.values():
        _check(told)
    return list(here.values())


def _text_id(article: Article) -> str:
    if len(article.text) < _REPRINT_LENGTH:
        return f"{article.document}\n{article.id}"
    return blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _check(told: Told) -> None:
    persons = {person.key for person in told.persons}
    events = {event.id for event in told.events}
    where = f"{told.document.name} {told.article.id}"
    spoken_of = {claim.person for claim in told.roles} | {claim.person for claim in told.participations}
    for person in sorted(spoken_of - persons):
        raise ValueError(f"{where}: {person!r} is spoken of but not named; add a PersonNamed with that key")
    for event in sorted({claim.event for claim in told.participations} - events):
        raise ValueError(f"{where}: event {event!r} has participants but is not claimed; add an EventClaim")
