"""Resolution where not all is in memory: what is done with one article, and with what belongs together.

=========================== ======================================= ==================================================
brought together            by                                      step
=========================== ======================================= ==================================================
persons as articles have    name                                    :func:`persons_of_name`
offices, parts in events    person                                  :func:`offices_of_person`
event claims                block: days and types, linked by        :func:`occasions_of_block`
                            reprints
events                      day and name                            :func:`events_of_name`
parts in events, the event  event claim                             :func:`parts_in_event`
participations              event and person                        :func:`participation_of_parts`
who was there               event, then pair                        :func:`pairs_of_event`, :func:`tie_of_pair`
=========================== ======================================= ==================================================

Engines differ in how they bring together what a step is given, in nothing else: rows of one key in the order of the
documents, then as they stand on the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.model import (
    CoAttendance,
    Event,
    Participation,
    ParticipationClaim,
    Person,
    RoleClaim,
    RoleHeld,
)
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.corpus import Told
from kg.resolve.events import (
    Claimed,
    EventNames,
    Ground,
    TookPart,
    claimed_in,
    event_ids,
    event_names,
    event_row,
    grounds,
    joined,
    participation_id,
    participation_row,
)
from kg.resolve.judgements import Rulings
from kg.resolve.persons import bearers
from kg.resolve.roles import UNKNOWN_RANK, offices_held, role_at
from kg.resolve.ties import Shared, tie
from kg.resolve.units import Unit, UnitKey, units_in

Bundle = tuple[Told, tuple[RoleClaim, ...], tuple[ParticipationClaim, ...]]
"""What one article says of one person; of the article itself only what tells where and when."""

_TAB = "\t"
"""Parts a key; ids and names have none."""


class Blocks:
    """Which grounds hang together: disjoint sets."""

    def __init__(self) -> None:
        self._above: dict[Ground, Ground] = {}

    def link(self, grounds: Sequence[Ground]) -> None:
        """All of them are of one block."""
        first = self._top(grounds[0])
        for ground in grounds:
            top = self._top(ground)
            if top != first:
                self._above[top] = first
        self._above.setdefault(grounds[0], first)

    def link_printings(self, text: str, days: Sequence[Ground | None]) -> None:
        """The days of all printings of a report are of one block; ``days`` as of :func:`printings_of`."""
        if len(days) > 1:
            self.link([("printing", text), *(day for day in days if day)])

    def _top(self, ground: Ground) -> Ground:
        while (above := self._above.get(ground, ground)) != ground:
            ground = above
        return ground

    def of(self, claimed: Claimed) -> str:
        """The block in which a claim is compared with others."""
        printing, *day = grounds(claimed)
        return _TAB.join(self._top(day[0] if day else printing))


# --- one article ------------------------------------------------------------------------------------------------------


def printings_of(told: Told) -> Iterator[tuple[str, Ground | None]]:
    """For each event of an article the id of the article's text, and the day as a ground, where one is known."""
    for claimed in claimed_in(replace(told, participations=[]), {}):
        printing, *day = grounds(claimed)
        yield printing[1], day[0] if day else None


def units_of_article(told: Told, areas: AreaBook, bodies: BodyBook) -> Iterator[tuple[str, Unit]]:
    """Name of a person → the person as the article has them, without where."""
    for unit in units_in(told, areas, bodies):
        yield unit.named.name, replace(unit, named=replace(unit.named, mentions=()))


def bundles_of(told: Told, ids: Mapping[UnitKey, str]) -> Iterator[tuple[str, Bundle]]:
    """Id of a person → what the article says of them, of those of whom it says anything."""
    slim = replace(told, persons=[], roles=[], participations=[], bodies={})
    roles: dict[str, list[RoleClaim]] = defaultdict(list)
    parts: dict[str, list[ParticipationClaim]] = defaultdict(list)
    for role in told.roles:
        roles[role.person].append(role)
    for part in told.participations:
        parts[part.person].append(part)
    for person in {**roles, **parts}:
        yield ids[*told.key, person], (slim, tuple(roles[person]), tuple(parts[person]))


def claims_of(told: Told, ids: Mapping[UnitKey, str], blocks: Blocks) -> Iterator[tuple[str, Claimed]]:
    """Block → an event of the article."""
    slim = replace(told, persons=[], roles=[], events=[], participations=[])
    for claimed in claimed_in(told, ids):
        yield blocks.of(claimed), replace(claimed, told=slim)


# --- what belongs together --------------------------------------------------------------------------------------------


def persons_of_name(name: str, units: list[Unit], areas: AreaBook) -> Iterator[tuple[Person, list[UnitKey]]]:
    """The persons of a name, each with where articles mean them."""
    for person, group in bearers(name, units, areas, Rulings()):
        yield person, [unit.key for unit in group.units]


def offices_of_person(
    person: str, bundles: Sequence[Bundle], areas: AreaBook, bodies: BodyBook
) -> tuple[list[RoleHeld], list[tuple[str, TookPart]]]:
    """The offices of one person; the keys of event claims, each with the person's part."""
    offices = offices_held(person, ((told, role) for told, roles, _ in bundles for role in roles), areas, bodies)
    ranks = {held.row.id: held.rank for held in offices}
    told_of: dict[UnitKey, list[tuple[RoleClaim, str]]] = defaultdict(list)
    for held in offices:
        for told, claim in held.claims:
            told_of[*told.key, claim.person].append((claim, held.row.id))
    took: list[tuple[str, TookPart]] = []
    for told, _, parts in bundles:
        for part in parts:
            row = role_at(told_of.get((*told.key, part.person), ()), ranks, part.evidence)
            held_then = TookPart(told.key, part, row, ranks[row] if row else UNKNOWN_RANK)
            took.append((_TAB.join((told.document.name, part.event)), held_then))
    return [held.row for held in offices], took


def occasions_of_block(claims: Sequence[Claimed]) -> Iterator[tuple[str, tuple[EventNames, list[Claimed]]]]:
    """Day and name → an event: what it can be called by, and the claims that mean it."""
    for group in joined(claims):
        names = event_names(group)
        yield names[0], (names, group)


def events_of_name(
    found: Sequence[tuple[EventNames, list[Claimed]]], areas: AreaBook
) -> Iterator[tuple[Event, list[str]]]:
    """The events of one day and name, each with the keys of the claims that mean it."""
    ids = event_ids([names for names, _ in found])
    for event, (_, group) in zip(ids, found, strict=True):
        yield event_row(event, group, areas), [_TAB.join(claimed.key) for claimed in group]


def parts_in_event(event: str, told: Sequence[tuple[str, TookPart]]) -> Iterator[tuple[str, tuple[str, str, TookPart]]]:
    """Key of a participation, in the order of ids → event, person and what one article tells of it."""
    for person, part in told:
        yield _TAB.join((participation_id((event, person)), event, person)), (event, person, part)


def participation_of_parts(found: Sequence[tuple[str, str, TookPart]]) -> Participation:
    """A participation from all that articles tell of it."""
    event, person, _ = found[0]
    return participation_row(event, person, [part for _, _, part in found])


def pairs_of_event(
    event: str, persons: Sequence[str], date: str | None
) -> Iterator[tuple[str, tuple[str, str, Shared]]]:
    """Key of a pair, in the order of ids → the two and the event that both were at; ``persons`` are all that were."""
    for one, other in combinations(sorted(persons), 2):
        yield _TAB.join((f"{one}-{other}", one)), (one, other, (event, date, len(persons)))


def tie_of_pair(found: Sequence[tuple[str, str, Shared]]) -> CoAttendance:
    """Two persons with all events that both were at."""
    one, other, _ = found[0]
    return tie((one, other), [shared for _, _, shared in found])
