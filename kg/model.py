"""The things the program speaks of, as rows.

Three layers, each made only from the one before:

* what a file holds: :class:`Document`, :class:`Article`
* what an article says: :class:`PersonNamed`, :class:`RoleClaim`, :class:`EventClaim`, :class:`ParticipationClaim`,
  :class:`EntityNamed`, gathered in a :class:`Reading`
* what the world is, as far as the papers tell: :class:`Person`, :class:`Body`, :class:`Area`, :class:`RoleHeld`,
  :class:`Event`, :class:`Participation`, :class:`CoAttendance`, gathered in a :class:`Graph`

All offsets count Unicode code points and are end-exclusive. ``start``/``end`` point into the document's text as read,
``at``/``until`` into :attr:`Article.text`. Dates are ISO strings (``2020-03-09``), so that rows sort and serialise as
they are. Nothing here imports anything of ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

CONFIDENCES = ("sure", "likely", "unsure")
PARTS = ("chair", "speaker", "attendee", "observer", "lead", "companion")
EVENT_TYPES = ("meeting", "ceremony", "press-conference", "inspection", "visit", "activity", "training")
JUDGEMENTS = ("same", "different", "not a person", "rename")
ARTICLE_KINDS = ("news", "photo", "ad", "teaser")


# --- what a file holds ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What ``documents.csv`` says of a document; ``None`` where it says nothing."""

    published: str | None = None
    home: str | None = None
    source: str | None = None
    url: str | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a user decided about persons, a row of ``judgements.csv``; it is the last word."""

    where: str
    """``folder/judgements.csv, line 3``, for messages and reasons."""
    one: str
    """A name, an id or IRI of the graph, or a name where it stands: ``沈望舒@page.txt``, ``沈望舒@page.txt#a3``."""
    other: str
    """Likewise; for ``rename`` the name to show, for ``not a person`` empty."""
    kind: str
    """Of :data:`JUDGEMENTS`."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One input file."""

    name: str
    """File name; unique in a build."""
    sha256: str
    """Of the file's bytes."""
    text_sha256: str
    """Of the text as read, encoded as UTF-8."""
    encoding: str
    media_type: str
    length: int
    """Code points of the text as read."""
    metadata: Metadata = Metadata()
    published_from: str | None = None
    """First day on which the issue can have appeared; equal to ``published_to`` where the day is known."""
    published_to: str | None = None
    published_why: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A byline: who is credited with text or picture."""

    name: str
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, put together again from wherever the extraction left its parts.

    ``text`` is normalised (no white space inside Chinese text, full-width punctuation, half-width digits) and consists
    of lines joined by ``\\n``: the headline and its subheads (if any), then the paragraphs of the body.
    """

    id: str
    """``a1``, ``a2``, … in the order in which the bodies begin; unique in its document."""
    document: str
    kind: str
    headline: str | None
    subheads: tuple[str, ...]
    text: str
    head_until: int
    """``text[:head_until]`` are headline and subheads with their line breaks; 0 where there are none."""
    body_at: int
    body_until: int
    """``text[body_at:body_until]`` is the body without its opening ``本报讯（记者…）`` and closing byline."""
    pieces: tuple[tuple[int, int, int, int], ...]
    """How ``text`` maps back: (``at``, ``until``, ``start``, ``end``) of stretches in which a character of ``text`` is
    one code point of the document, sorted by ``at``. A line break of ``text`` belongs to none."""
    reporters: tuple[Credit, ...] = ()
    credits: tuple[Credit, ...] = ()
    """Credited, but no person (``解融媒``)."""
    home: str | None = None
    """Name of the area that 该市, 我区, a bare 市委 refer to."""

    def span(self, at: int, until: int) -> tuple[int, int]:
        """``start``/``end`` in the document of ``text[at:until]``; both ends must lie on characters with a source."""
        if until <= at:
            raise ValueError(f"empty span {at}:{until} in article {self.id} of {self.document}")
        return self._source(at), self._source(until - 1) + 1

    def _source(self, at: int) -> int:
        place = bisect_right(self.pieces, at, key=_first) - 1
        if place < 0 or at >= self.pieces[place][1]:
            raise ValueError(f"character {at} of article {self.id} of {self.document} has no source")
        piece = self.pieces[place]
        return piece[2] + at - piece[0]


_first = itemgetter(0)


# --- what an article says ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The printed words that say so."""

    document: str
    article: str
    start: int
    end: int
    exact: str
    """The words, normalised: ``text[start:end]`` of the document without white space, marks made full-width."""
    at: int
    """Where ``exact`` begins in :attr:`Article.text`; -1 where it is not of one piece there."""
    rule: str
    """Name of the rule that read it."""


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person as one article has them: all mentions that the article means as one."""

    article: str
    key: str
    """Unique in the article: the name, with ``#2`` for its second bearer."""
    name: str
    mentions: tuple[Evidence, ...]
    confidence: str = "sure"
    aliases: tuple[str, ...] = ()
    """Other written forms (``王书记``, ``阿依古丽``)."""
    standing: str | None = None
    """What the person is called by job or standing where that is no role (``学生代表``, ``退休教师``)."""


@dataclass(frozen=True, slots=True)
class RoleClaim:
    """An office that an article gives a person."""

    article: str
    person: str
    """:attr:`PersonNamed.key`."""
    role: str
    """The office alone: ``副书记``."""
    body: str | None
    """The body with its area resolved: ``解放区委``."""
    area: str | None
    title: str
    """As printed: ``区委副书记``."""
    former: bool
    confidence: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EventClaim:
    """An occasion that an article reports as held."""

    article: str
    id: str
    """``e1``, … unique in its document."""
    name: str
    type: str
    date: str | None
    place: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ParticipationClaim:
    """That a person took part in an event."""

    article: str
    event: str
    person: str
    parts: tuple[str, ...]
    """Of :data:`PARTS`, in that order."""
    confidence: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class EntityNamed:
    """A body or a place named in an article, its area resolved."""

    article: str
    kind: str
    """``body`` or ``place``."""
    name: str
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says; the result of a pure function of the document and of what the corpus knows."""

    document: Document
    articles: tuple[Article, ...] = ()
    persons: tuple[PersonNamed, ...] = ()
    roles: tuple[RoleClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()
    participations: tuple[ParticipationClaim, ...] = ()
    entities: tuple[EntityNamed, ...] = ()
    warnings: tuple[str, ...] = ()
    several_meant: int = 0
    """Later mentions (王书记, 他) that can mean several persons of the article; linked to nobody."""
    nobody_meant: int = 0
    """Later mentions that can mean no one the article names."""


# --- what the world is, as far as the papers tell ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative area or a named site."""

    id: str
    """Readable and stable: the name, with what tells it from its namesakes (``桥西区-张家口市``)."""
    name: str
    code: str | None = None
    """GB/T 2260, where one exists."""
    within: str | None = None
    """:attr:`id` of the area it lies in."""
    administrative: bool = True
    """False for a site (road, river, venue)."""
    alt_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A party or state organ, company, school, association, …"""

    id: str
    name: str
    area: str | None = None
    """:attr:`Area.id`."""
    parent: str | None = None
    """:attr:`Body.id` of the body it is a part of (``解放区委组织部`` → ``解放区委``)."""
    alt_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person over all documents."""

    id: str
    """The name, with a qualifier where two people bear it (``陆青禾-马村区``); reporters: ``记者-陆青禾``."""
    name: str
    alt_names: tuple[str, ...] = ()
    different_from: tuple[str, ...] = ()
    """Ids of known namesakes."""
    possibly_same: tuple[str, ...] = ()
    """Ids of undecided namesakes."""
    reasons: tuple[str, ...] = ()
    """Why the mentions were taken for one person, in words."""
    byline: bool = False
    """A reporter: known from bylines only."""
    confidence: str = "sure"
    """How sure it is that the words are a person's name; the surest of the mentions."""


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """An office held by a person, over all articles that say so."""

    id: str
    person: str
    role: str
    body: str | None
    area: str | None
    titles: tuple[str, ...]
    former: bool
    first_seen: str | None
    last_seen: str | None
    articles: tuple[tuple[str, str], ...]
    """(document, article id), sorted."""
    confidence: str
    evidence: tuple[Evidence, ...]
    titles_in: tuple[tuple[str, str, str], ...] = ()
    """Which article prints which of ``titles``: (document, article id, title), sorted; empty: each prints all."""


@dataclass(frozen=True, slots=True)
class Event:
    """An occasion, over all articles that report it."""

    id: str
    name: str
    type: str
    date: str | None
    place: str | None
    """:attr:`Area.id`."""
    articles: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """A person's part in an event."""

    id: str
    event: str
    person: str
    parts: tuple[str, ...]
    role_held: str | None
    """:attr:`RoleHeld.id` in which they took part, where the text gives one."""
    confidence: str
    evidence: tuple[Evidence, ...]
    parts_in: tuple[tuple[str, str, str], ...] = ()
    """Which article tells of which of ``parts``: (document, article id, part), sorted; empty: each tells of all."""
    role_held_in: tuple[tuple[str, str], ...] = ()
    """The articles that give ``role_held``: (document, article id), sorted; empty: each that tells of the part."""


@dataclass(frozen=True, slots=True)
class CoAttendance:
    """Two persons who shared events."""

    id: str
    persons: tuple[str, str]
    """Sorted."""
    events: tuple[str, ...]
    weight: int
    strength: float
    """Sum of 1/(n-1) over the shared events with n participants each (Newman 2001)."""
    first_seen: str | None
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """An article in the graph: what it is and what it speaks of."""

    article: Article
    published_from: str | None
    published_to: str | None
    authors: tuple[str, ...]
    """:attr:`Person.id` of reporters."""
    persons: tuple[str, ...]
    bodies: tuple[str, ...]
    areas: tuple[str, ...]
    words: tuple[tuple[str, Evidence], ...] = ()
    """Where the article first names each person and body: (:attr:`Person.id` or :attr:`Body.id`, the words), sorted."""


Value = int | float | None
"""Of a measure; ``None`` where it is not defined."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What network analysis found; names of measures are those of ``kg.measured``."""

    persons: Mapping[str, Mapping[str, Value]]
    """:attr:`Person.id` → measure → value."""
    ties: Mapping[tuple[str, str], Mapping[str, Value]]
    """:attr:`CoAttendance.persons` → measure → value."""
    samples: int = 0
    """Shuffles behind what is expected by chance."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole result; every kind of row sorted by id, so that the same input gives the same bytes."""

    version: str
    """The program's version."""
    documents: Sequence[Document] = ()
    articles: Sequence[ArticleSeen] = ()
    persons: Sequence[Person] = ()
    bodies: Sequence[Body] = ()
    areas: Sequence[Area] = ()
    roles: Sequence[RoleHeld] = ()
    events: Sequence[Event] = ()
    participations: Sequence[Participation] = ()
    ties: Sequence[CoAttendance] = ()
    warnings: tuple[str, ...] = field(default=())
    measured: Measured | None = None
    """Where the graph was analysed; exports for network programs carry it."""
