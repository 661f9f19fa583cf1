"""Role claims → offices held by persons, over all articles that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import CONFIDENCES, Evidence, RoleClaim, RoleHeld
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.corpus import ArticleKey, Corpus, Told, hull
from kg.resolve.offices import Rank, rank
from kg.resolve.units import UnitKey

RoleKey = tuple[str, str, str, str, bool]
"""Person id, role, body id, area id (empty where there is none), former."""

Claimed = tuple[Told, RoleClaim]
"""A claim and the article that makes it."""

UNKNOWN_RANK = Rank(-1, -1)


@dataclass(frozen=True, slots=True)
class Roles:
    """The result: rows, and which of them each article's claims came to."""

    rows: tuple[RoleHeld, ...]
    told: dict[UnitKey, tuple[tuple[RoleClaim, str], ...]]
    """Claims of an article on a person, each with the id of its row."""
    ranks: dict[str, Rank]
    """How high each row's office stands; -1 where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office held by somebody."""

    row: RoleHeld
    rank: Rank
    """How high it stands; -1 where that cannot be told."""
    claims: list[Claimed]


def roles_of(corpus: Corpus, ids: dict[UnitKey, str], areas: AreaBook, bodies: BodyBook) -> Roles:
    """Groups the claims by person, role, body and area."""
    claims: dict[str, list[Claimed]] = defaultdict(list)
    for told in corpus.articles:
        for claim in told.roles:
            claims[ids[*told.key, claim.person]].append((told, claim))
    rows: list[RoleHeld] = []
    told_of: dict[UnitKey, list[tuple[RoleClaim, str]]] = defaultdict(list)
    ranks: dict[str, Rank] = {}
    for person, found in claims.items():
        for held in offices_held(person, found, areas, bodies):
            rows.append(held.row)
            ranks[held.row.id] = held.rank
            for told, claim in held.claims:
                told_of[*told.key, claim.person].append((claim, held.row.id))
    rows.sort(key=lambda row: row.id)
    return Roles(tuple(rows), {unit: tuple(found) for unit, found in told_of.items()}, ranks)


def offices_held(person: str, claims: Iterable[Claimed], areas: AreaBook, bodies: BodyBook) -> list[Held]:
    """All offices of one person; ``person`` is the id."""
    by_key: dict[RoleKey, list[Claimed]] = defaultdict(list)
    for told, claim in claims:
        body = bodies.id(claim.body, told.near, claim.area) if claim.body else ""
        area = areas.id(claim.area, told.near) if claim.area else ""
        by_key[person, claim.role, body, area, claim.former].append((told, claim))
    row_ids = _row_ids(by_key)
    found = []
    for key, same in by_key.items():
        _, role, body, area, _ = key
        level = areas.level(area) if area else None
        height = rank(role, bodies.name(body) if body else None, level) or UNKNOWN_RANK
        found.append(Held(_row(row_ids[key], key, same), height, same))
    return found


def _row_ids(keys: Iterable[RoleKey]) -> dict[RoleKey, str]:
    """``沈望舒-副书记-解放区委``; the area is added where one body is told of two."""
    short: dict[str, list[RoleKey]] = defaultdict(list)
    for key in keys:
        person, role, body, area, former = key
        short["-".join(part for part in (person, role, body or area, "原" if former else "") if part)].append(key)
    found: dict[RoleKey, str] = {}
    for name, sharing in short.items():
        for key in sharing:
            found[key] = name if len(sharing) == 1 else f"{name}-{key[3] or '无地区'}"
    return found


def _row(row_id: str, key: RoleKey, claims: list[tuple[Told, RoleClaim]]) -> RoleHeld:
    person, role, body, area, former = key
    days = hull(told.told_of for told, _ in claims)
    printings = {told.text_id for told, _ in claims}
    return RoleHeld(
        id=row_id,
        person=person,
        role=role,
        body=body or None,
        area=area or None,
        titles=tuple(sorted({claim.title for _, claim in claims if claim.title})),
        former=former,
        first_seen=days.first if days else None,
        last_seen=days.last if days else None,
        articles=tuple(sorted({told.key for told, _ in claims}, key=article_order)),
        confidence=attested((claim.confidence for _, claim in claims), len(printings)),
        evidence=tuple(sorted({claim.evidence for _, claim in claims})),
        titles_in=tuple(sorted({(*told.key, claim.title) for told, claim in claims if claim.title})),
    )


def best(confidences: Iterable[str]) -> str:
    """The surest of them."""
    return min(confidences, key=CONFIDENCES.index)


def attested(confidences: Iterable[str], times: int) -> str:
    """The surest of them, and one step surer where independent reports agree."""
    at = CONFIDENCES.index(best(confidences))
    return CONFIDENCES[max(at - 1, 0)] if times > 1 else CONFIDENCES[at]


def article_order(key: ArticleKey) -> tuple[str, int, str]:
    """Sorts articles as they stand: a2 before a10."""
    document, article = key
    return document, len(article), article


def role_at(
    claims: Iterable[tuple[RoleClaim, str]], ranks: Mapping[str, Rank], evidence: Iterable[Evidence]
) -> str | None:
    """The office in which a person took part: of those the article gives the one printed nearest, of these the highest.

    ``claims`` are those of the article on the person, each with the id of its row. What stands before the words of the
    participation, its ``evidence``, is nearer than what stands after them; former offices do not count.
    """
    current = [(claim, row) for claim, row in claims if not claim.former]
    words = sorted(evidence)

    def nearness(found: tuple[RoleClaim, str]) -> tuple[bool, int, int, int, str]:
        claim, row = found
        after, gap = min((_gap(claim.evidence, word) for word in words), default=(True, 0))
        known = ranks[row]
        return after, gap, -known.high, -known.low, row

    return min(current, key=nearness)[1] if current else None


def _gap(role: Evidence, words: Evidence) -> tuple[bool, int]:
    """Whether the role stands after the words, and how many characters lie between; (False, 0) where they overlap."""
    if role.at < 0 or words.at < 0:
        role_from, role_until, from_, until = role.start, role.end, words.start, words.end
    else:
        role_from, role_until = role.at, role.at + len(role.exact)
        from_, until = words.at, words.at + len(words.exact)
    if role_from >= until:
        return True, role_from - until
    return False, max(0, from_ - role_until)
