"""What is compared: a person as an article has them, with what tells namesakes apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.model import PersonNamed
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.corpus import ArticleKey, Corpus, Span, Told, hull
from kg.resolve.offices import NATIONAL, Office, Rank, is_national, is_of_many, rank

# Level of the areas that are small enough for a name to be one person's: townships and villages.
_SMALL = 2

UnitKey = tuple[str, str, str]
"""Document name, article id and the person's key in the article."""


@dataclass(frozen=True)
class Unit:
    """A person as one article has them."""

    key: UnitKey
    named: PersonNamed
    offices: frozenset[Office]
    home: str | None
    """Area id of where the article speaks from."""
    companions: frozenset[str]
    """Names in the article, the unit's own among them."""
    days: Span | None
    text_id: str
    active: bool
    """Takes part in an event."""
    headlined: bool
    advert: bool

    @property
    def public(self) -> bool:
        """Whether not merely somebody passing through an article."""
        return self.active or self.headlined

    @property
    def article(self) -> ArticleKey:
        """Document name and article id."""
        return self.key[:2]


class Group:
    """Units taken for one person, and what they say together."""

    def __init__(self, units: Iterable[Unit], areas: AreaBook) -> None:
        self.units = tuple(sorted(units, key=lambda unit: unit.key))
        self.offices = frozenset(office for unit in self.units for office in unit.offices)
        self._areas = areas

    @cached_property
    def keys(self) -> frozenset[UnitKey]:
        """Keys of its units."""
        return frozenset(unit.key for unit in self.units)

    @cached_property
    def articles(self) -> frozenset[ArticleKey]:
        """Articles that name the person."""
        return frozenset(unit.article for unit in self.units)

    @cached_property
    def documents(self) -> frozenset[str]:
        """Documents that name the person."""
        return frozenset(unit.key[0] for unit in self.units)

    @cached_property
    def printings(self) -> frozenset[tuple[str, str]]:
        """(text, person key): two printings of a report share it."""
        return frozenset((unit.text_id, unit.named.key) for unit in self.units)

    @cached_property
    def days(self) -> Span | None:
        """From the first to the last mention."""
        return hull(unit.days for unit in self.units)

    @cached_property
    def current(self) -> tuple[Office, ...]:
        """Offices held at the time, sorted."""
        return tuple(sorted(office for office in self.offices if not office.former))

    @cached_property
    def areas(self) -> frozenset[str]:
        """Areas of the offices held at the time."""
        return frozenset(office.area for office in self.current if office.area)

    @cached_property
    def homes(self) -> frozenset[str]:
        """Areas that the articles speak from."""
        return frozenset(unit.home for unit in self.units if unit.home)

    @cached_property
    def rank(self) -> Rank | None:
        """How high the person stood at most."""
        ranks = [known for office in self.current if (known := self.rank_of(office))]
        return Rank(max(r.low for r in ranks), max(r.high for r in ranks)) if ranks else None

    def rank_of(self, office: Office) -> Rank | None:
        """How high an office stands."""
        level = self._areas.level(office.area) if office.area else None
        return rank(office.role, office.body_name or None, level)

    @cached_property
    def national(self) -> bool:
        """Whether the person leads the whole country."""
        return self.rank is not None and self.rank.high >= NATIONAL

    @cached_property
    def common(self) -> bool:
        """Whether all that is said of the person is a job or a standing."""
        return bool(self.current) and all(office.common for office in self.current)

    @cached_property
    def institution(self) -> bool:
        """Whether the person is known from companies, schools, hospitals alone."""
        return bool(self.current) and all(office.institution or office.common for office in self.current)

    def main_office(self) -> Office | None:
        """The highest office, of equals the one told most often; former ones only where there is no other."""
        told: dict[Office, int] = defaultdict(int)
        for unit in self.units:
            for office in unit.offices:
                told[office] += 1

        def weight(office: Office) -> tuple[bool, int, int, int, Office]:
            known = self.rank_of(office) or Rank(-1, -1)
            return not office.former, known.high, known.low, told[office], office

        return max(self.offices, key=weight) if self.offices else None


def units_of(corpus: Corpus, areas: AreaBook, bodies: BodyBook) -> list[Unit]:
    """All persons as the articles have them."""
    return [unit for told in corpus.articles for unit in units_in(told, areas, bodies)]


def units_in(told: Told, areas: AreaBook, bodies: BodyBook) -> Iterable[Unit]:
    """The persons as one article has them."""
    offices: dict[str, set[Office]] = defaultdict(set)
    national: set[str] = set()
    for claim in told.roles:
        body = bodies.id(claim.body, told.near, claim.area) if claim.body else ""
        area = areas.id(claim.area, told.near) if claim.area else (bodies.area(body) or "" if body else "")
        telling = bool(body) or not is_of_many(claim.role) or (area != "" and areas.level(area) <= _SMALL)
        offices[claim.person].add(Office(claim.role, body, claim.body or "", area, claim.former, telling))
        if is_national(claim.body):
            national.add(claim.person)
    # Everybody shares the leaders of the nation.
    companions = frozenset(person.name for person in told.persons if person.key not in national)
    active = {participation.person for participation in told.participations}
    home = areas.home(told.near)
    for person in told.persons:
        headlined = any(0 <= mention.at < told.article.head_until for mention in person.mentions)
        yield Unit(
            key=(*told.key, person.key),
            named=person,
            offices=frozenset(offices.get(person.key, ())),
            home=home,
            companions=companions,
            days=told.told_of,
            text_id=told.text_id,
            active=person.key in active,
            headlined=headlined,
            advert=told.article.kind == "ad",
        )
