"""One document, read: the rows of what its articles say, each with the words that say so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.appointments import appointments
from kg.extract.bodies import Context, as_printed
from kg.extract.dates import Calendar
from kg.extract.dictionary import dictionary
from kg.extract.entities import entities
from kg.extract.events import find_events
from kg.extract.home import article_home, paper_by_masthead, paper_home
from kg.extract.mentions import later_mentions, speakers
from kg.extract.names import has_surname
from kg.extract.occasions import EventRead
from kg.extract.offices import Title
from kg.extract.parts import PartRead, parts_told, read_parts
from kg.extract.people import sure_names, walk
from kg.extract.sentence import listed_names
from kg.extract.slots import Slot, Walk
from kg.extract.stops import split_tour
from kg.extract.venues import PlaceNamed, venue
from kg.extract.words import words
from kg.knowledge.areas import Areas
from kg.model import (
    PARTS,
    Article,
    Document,
    EntityNamed,
    EventClaim,
    Evidence,
    ParticipationClaim,
    PersonNamed,
    Reading,
    RoleClaim,
)
from kg.read import normalise

# Of a body or place a few mentions say enough; of a person all are kept.
_ENOUGH = 5
_FAR = 1 << 60
"""Behind all there is: pieces are in order of where they begin, and none ends so far."""
_SENTENCE_END = re.compile(r"[。！？\n]+”?")


def prepare() -> None:
    """Load what every reading needs, which is otherwise loaded when the first asks for it."""
    dictionary()
    words().prepare()
    Areas.load().matcher()
    for patterns in (listed_names, speakers, parts_told):
        patterns()


def names_known(articles: Sequence[Article]) -> dict[str, int]:
    """Names that stand in sure places of a document, and how often: what the reading of other documents builds on."""
    counts: dict[str, int] = {}
    for article in articles:
        if article.kind not in ("ad", "teaser"):
            for name in sure_names(article.text, article.body_at, article.body_until):
                counts[name] = counts.get(name, 0) + 1
    return counts


def extract(
    document: Document,
    text: str,
    articles: Sequence[Article],
    known: frozenset[str] = frozenset(),
    proposed: frozenset[str] = frozenset(),
) -> Reading:
    """All that ``document`` says.

    ``text`` is as read, ``known`` are the names that the corpus has in sure places, ``proposed`` what a tagger takes
    for names (:mod:`kg.extract.tagger`).
    """
    areas = Areas.load()
    paper = paper_home(document, text, articles, areas)
    told = document.metadata.home is not None or paper_by_masthead(text, areas) is not None
    calendar = Calendar.of(document.published_from, document.published_to)
    rows = _Rows(document, text, told)
    done: list[Article] = []
    school = _school_of_masthead((document.metadata.source or "", text[:300], text[-300:]))
    page = "".join(text.split())
    for article in articles:
        home = None if article.kind == "ad" else article.home or article_home(article, paper, areas, not told)
        home = as_printed(home, page, areas)
        article = article if article.home == home else replace(article, home=home)
        done.append(article)
        _read_article(
            article,
            calendar,
            Context(
                home,
                areas,
                text=article.text,
                page=page,
                proposed=proposed,
                school=school or _school_told(article),
            ),
            known,
            rows,
        )
    return Reading(
        document, tuple(done), tuple(rows.persons), tuple(rows.roles), tuple(rows.events), tuple(rows.participations),
        tuple(rows.entities), tuple(rows.warnings), rows.several_meant, rows.nobody_meant,
    )  # fmt: skip


_SCHOOL_PAPER = re.compile(r"(?:^|[^一-鿿])([一-鿿]{2,20}?(?:大学|学院|学校|中学|小学))校?报")
_SCHOOL = re.compile(r"(?:^|[，。、在\n由与于])([一-鿿]{2,14}?(?:大学|职业技术学院|学院|中学|小学|学校))(?![一-鿿]?生)")
_NO_SCHOOL = re.compile(r"^(?:我校|该校|全校|各|一批)|会见|走进|来到|召开|举行|组织|开展|邀请")


def _school_of_masthead(places: Sequence[str]) -> str | None:
    """The school whose paper this is: 学校, 我校, 校长 without a name mean it."""
    named = (_SCHOOL_PAPER.search(place) for place in places if "报" in place)
    return next((found[1] for found in named if found), None)


def _school_told(article: Article) -> str | None:
    """The school that 学校, 我校, 校长 without a name mean in an article: the first that it names."""
    if not any(word in article.text for word in ("我校", "该校", "学校", "校长")):
        return None
    found = _SCHOOL.search(article.text[article.body_at :])
    return found[1] if found and not _NO_SCHOOL.search(found[1]) else None


def _read_article(article: Article, calendar: Calendar, context: Context, known: frozenset[str], rows: _Rows) -> None:
    text = article.text
    if article.kind == "teaser":
        return
    found = walk(text, article.body_at, article.body_until, context, known)
    appointments(text, article.body_at, article.body_until, found, known)
    later_mentions(text, 0, article.body_until, found, known, context)
    found.slots = [slot for slot in found.slots if not _in_byline(slot, article)]
    keys = _keys(found)
    first_role = len(rows.roles)
    rows.add_people(article, found, keys)
    named = rows.add_entities(article, context, found, first_role)
    if article.kind == "ad":
        return
    sentences = _sentences(text, article)
    events = find_events(article, text, sentences, found.slots, calendar)
    parts = list(read_parts(article, text, sentences, found, events)) if events else []
    events, parts = split_tour(article, text, sentences, found.slots, events, parts)
    places = {slot.name_start: key for slot, key in zip(found.slots, keys, strict=True)}
    rows.add_events(article, events, parts, places, named)
    rows.several_meant += found.several_meant
    rows.nobody_meant += found.nobody_meant


def _sentences(text: str, article: Article) -> list[tuple[int, int]]:
    found = []
    at = article.body_at
    quoted = "“" in text
    for mark in _SENTENCE_END.finditer(text, article.body_at, article.body_until):
        end = mark.end()
        inside_quote = quoted and text.count("“", at, end) > text.count("”", at, end)
        if inside_quote and end - at < 300 and "\n" not in mark.group():
            continue
        if mark.start() > at:
            found.append((at, mark.start()))
        at = end
    if at < article.body_until:
        found.append((at, article.body_until))
    return found


def _in_byline(slot: Slot, article: Article) -> bool:
    return any(credit.at <= slot.name_start < credit.until for credit in (*article.reporters, *article.credits))


def _keys(found: Walk) -> list[str]:
    """For each slot the key of its person. Two bearers of a name are told apart by offices that one man cannot hold."""
    keys: list[str] = []
    bearers: dict[str, list[tuple[str, list[Title]]]] = {}
    latest: dict[str, str] = {}
    for slot in found.slots:
        known = bearers.setdefault(slot.name, [])
        own = [title for title in slot.titles if title.role and title.body and title.kind in ("head", "office")]
        if not known:
            known.append((slot.name, list(own)))
            chosen = slot.name
        elif not own:
            chosen = latest[slot.name]
        else:
            fitting = [bearer for bearer in known if all(_compatible(a, b) for a in own for b in bearer[1])]
            if fitting:
                chosen = fitting[0][0]
                fitting[0][1].extend(title for title in own if title.body not in {one.body for one in fitting[0][1]})
            else:
                chosen = f"{slot.name}#{len(known) + 1}"
                known.append((chosen, list(own)))
        latest[slot.name] = chosen
        keys.append(chosen)
    return keys


def _compatible(one: Title, other: Title) -> bool:
    """Whether one man can hold both: organs of two areas, both of party or state, he cannot."""
    a, b = one.body, other.body
    if a is None or b is None or a.area is None or b.area is None or a.area == b.area or one.former or other.former:
        return True
    organs = ("state", "party", "section", "bureau")
    return not (a.kind in organs and b.kind in organs) or not (one.certain and other.certain)


# Offices whose body is told by what stands elsewhere: the one named last, the school or the village of the article.
_GUESSED = (
    "title-body-unread", "title-of-last-body", "title-of-school", "title-of-settlement", "title-of-area",
    "job-of-school", "job-of-settlement", "job-in-chain", "head-of-unknown-area",
)  # fmt: skip
# Bodies that every area has under the same name, so that reading them leaves nothing open.
_EVERYWHERE = ("party", "state", "section", "area")


def role_confidence(title: Title, slot: Slot, told: bool) -> str:
    """How sure it is that the office, its body and its area are those of the person.

    ``told``: the paper's area is given or stands in its masthead; where it is inferred, what rests on it is not sure.
    The shares of these classes that are right are measured by ``kg evaluate``.
    """
    if title.rule in _GUESSED or (title.rule == "appointment" and not (title.certain and slot.sure)):
        return "unsure"
    body = title.body
    known = told or body is None or body.area is None or body.area[:2] in title.printed
    plain = title.rule != "appointment" and (body is None or body.kind in _EVERYWHERE)
    return "sure" if title.certain and slot.sure and known and plain else "likely"


class _Rows:
    """Gathers the rows of one document and makes their evidence."""

    def __init__(self, document: Document, text: str, told: bool) -> None:
        self.document, self.text, self.told = document, text, told
        self.persons: list[PersonNamed] = []
        self.roles: list[RoleClaim] = []
        self.events: list[EventClaim] = []
        self.participations: list[ParticipationClaim] = []
        self.entities: list[EntityNamed] = []
        self.warnings: list[str] = []
        self.several_meant = self.nobody_meant = 0

    def evidence(
        self, article: Article, at: int, until: int, rule: str, core: tuple[int, int] | None = None
    ) -> Evidence | None:
        """The words ``article.text[at:until]`` as evidence; where they are not of one piece in the file, those of
        ``core`` (the name), else the longest piece of them. ``None`` where nothing has a source."""
        for first, last in ((at, until), core or (at, until)):
            made = self._of_one_piece(article, first, last, rule)
            if made:
                return made
        pieces = [(max(a, at), min(b, until)) for a, b, _, _ in article.pieces if a < until and b > at]
        if not pieces:
            return None
        first, last = max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))
        return self._of_one_piece(article, first, last, rule)

    def _of_one_piece(self, article: Article, at: int, until: int, rule: str) -> Evidence | None:
        exact = article.text[at:until]
        if not exact or "\n" in exact:
            return None
        low = bisect_right(article.pieces, (at, _FAR)) - 1
        piece = article.pieces[low] if low >= 0 else (0, 0, 0, 0)
        if piece[0] <= at and until <= piece[1]:
            # one stretch of the file, character by character
            start = piece[2] + at - piece[0]
            return Evidence(self.document.name, article.id, start, start + len(exact), exact, at, rule)
        try:
            start, end = article.span(at, until)
        except ValueError:
            return None
        if end <= start or end - start > 3 * len(exact) + 40 or normalise(self.text[start:end]) != exact:
            return None
        return Evidence(self.document.name, article.id, start, end, exact, at, rule)

    def add_people(self, article: Article, found: Walk, keys: Sequence[str]) -> None:
        """Persons, their roles, and the bodies and areas of these."""
        mentions: dict[str, list[Evidence]] = {}
        aliases: dict[str, set[str]] = {}
        sure: dict[str, bool] = {}
        roles: set[tuple[str, str, str | None, str | None, bool]] = set()
        standing: dict[str, str] = {}
        for slot, key in zip(found.slots, keys, strict=True):
            evidence = self.evidence(article, slot.name_start, slot.name_end, slot.rule)
            if evidence is None:
                continue
            mentions.setdefault(key, []).append(evidence)
            sure[key] = sure.get(key, False) or slot.sure
            if slot.alias:
                aliases.setdefault(key, set()).add(evidence.exact)
            for title in slot.titles:
                self._role(article, slot, key, title, roles)
                if title.role is None and title.kind in ("job", "honour"):
                    standing.setdefault(key, title.printed[-8:])
        for key, these in mentions.items():
            name = key.split("#")[0]
            confidence = "sure" if sure[key] and (has_surname(name) or len(these) > 1) else "likely"
            self.persons.append(
                PersonNamed(
                    article.id,
                    key,
                    name,
                    tuple(these),
                    confidence,
                    tuple(sorted(aliases.get(key, ()))),
                    standing.get(key),
                )
            )

    def _role(
        self,
        article: Article,
        slot: Slot,
        key: str,
        title: Title,
        seen: set[tuple[str, str, str | None, str | None, bool]],
    ) -> None:
        if title.role is None:
            return
        body = title.body
        name = body.name if body else None
        area = body.area if body else None
        if title.kind == "job" and not (name or area):
            return
        if body is None and title.kind != "head":
            return
        claim = (key, title.role, name, area, title.former)
        if claim in seen:
            return
        seen.add(claim)
        at, until = (
            min(title.start, slot.name_start),
            max(slot.name_end, title.end if title.start > slot.name_start else 0),
        )
        evidence = self.evidence(article, at, until, title.rule, (slot.name_start, slot.name_end))
        if evidence is None:
            return
        confidence = role_confidence(title, slot, self.told)
        self.roles.append(
            RoleClaim(article.id, key, title.role, name, area, title.printed, title.former, confidence, evidence)
        )

    def add_entities(self, article: Article, context: Context, found: Walk, first_role: int) -> list[PlaceNamed]:
        """Bodies and places: those of the offices, the home, and those named in the text; the places of the text."""
        places: list[PlaceNamed] = []
        named: dict[tuple[str, str], list[Evidence]] = {}
        for role in self.roles[first_role:]:
            for kind, name in (("body", role.body), ("place", role.area)):
                if name and role.evidence not in (shown := named.setdefault((kind, name), [])):
                    shown.append(role.evidence)
        people = {place for slot in found.slots for place in range(slot.name_start, slot.name_end)}
        for kind, name, at, until in entities(article, context):
            if at in people or until - 1 in people:
                continue
            if kind == "place":
                places.append((at, until, name))
            shown = named.setdefault((kind, name), [])
            if len(shown) < _ENOUGH and (evidence := self.evidence(article, at, until, kind)):
                shown.append(evidence)
        for (kind, name), shown in named.items():
            if shown:
                self.entities.append(EntityNamed(article.id, kind, name, tuple(shown)))
        return places

    def add_events(
        self,
        article: Article,
        events: Sequence[EventRead],
        parts: Iterable[PartRead],
        keys: dict[int, str],
        places: Sequence[PlaceNamed],
    ) -> None:
        """Events with at least one participant, and these."""
        told: dict[int, list[PartRead]] = {}
        for part in parts:
            told.setdefault(id(part.event), []).append(part)
        for event in events:
            those = told.get(id(event), [])
            if not those or not event.name:
                continue
            number = f"e{len(self.events) + 1}"
            evidence = self.evidence(
                article, event.start, event.end, "event", (event.start, min(event.end, event.start + 4))
            )
            if evidence is None:
                continue
            place = venue(article.text, event, places)
            self.events.append(EventClaim(article.id, number, event.name, event.type, event.date, place, evidence))
            self._participants(article, number, those, keys)

    def _participants(self, article: Article, number: str, those: Sequence[PartRead], keys: dict[int, str]) -> None:
        people: dict[str, list[PartRead]] = {}
        for part in those:
            people.setdefault(keys[part.slot.name_start], []).append(part)
        for key, parts in people.items():
            union = {one for part in parts for one in part.parts}
            if "lead" in union and parts[0].event.tour:
                union.discard("attendee")  # who leads the tour is not its guest
            told = (
                self.evidence(article, part.start, part.end, "part", (part.slot.name_start, part.slot.name_end))
                for part in parts
            )
            shown = dict.fromkeys(evidence for evidence in told if evidence)
            if shown:
                confidence = "sure" if any(part.sure for part in parts) else "likely"
                ordered = tuple(part for part in PARTS if part in union)
                self.participations.append(
                    ParticipationClaim(article.id, number, key, ordered, confidence, tuple(shown))
                )
