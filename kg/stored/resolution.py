"""Resolution of any number of readings: the steps of :mod:`kg.resolve.passes`, brought together on the disk.

In memory are the areas and bodies named, one part of the documents, and whatever belongs to one person, one block of
days, one event or one pair.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kg.model import (
    Area,
    ArticleSeen,
    Body,
    CoAttendance,
    Document,
    Event,
    Graph,
    Participation,
    Person,
    Reading,
    RoleHeld,
)
from kg.order import beside
from kg.resolve import article_seen, bodies_of, places_of
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.corpus import Told, told_in
from kg.resolve.events import Claimed, EventNames, Ground, TookPart
from kg.resolve.passes import (
    Blocks,
    Bundle,
    bundles_of,
    claims_of,
    events_of_name,
    occasions_of_block,
    offices_of_person,
    pairs_of_event,
    participation_of_parts,
    parts_in_event,
    persons_of_name,
    printings_of,
    tie_of_pair,
    units_of_article,
)
from kg.resolve.persons import reporter
from kg.resolve.ties import Shared, is_attended
from kg.resolve.units import Unit, UnitKey
from kg.stored.arrow import Shape
from kg.stored.claims import Claims, Part
from kg.stored.sorting import Scratch, Sorted, dump
from kg.stored.tables import Stored, Writer
from kg.workers import Each

_T = TypeVar("_T")

TABLES: dict[str, type] = {
    "documents": Document,
    "articles": ArticleSeen,
    "persons": Person,
    "bodies": Body,
    "areas": Area,
    "roles": RoleHeld,
    "events": Event,
    "participations": Participation,
    "ties": CoAttendance,
}
"""Table of the graph → its rows; sorted by id, articles as they stand on the page."""


class Resolution:
    """One run; :meth:`graph` does it."""

    def __init__(self, claims: Claims, folder: Path, scratch: Scratch, each: Each) -> None:
        self._claims, self._folder, self._scratch, self._each = claims, folder, scratch, each
        self._areas = AreaBook()
        self._bodies = BodyBook(self._areas)
        self._told: dict[Part, Path] = {}
        self._warnings: list[str] = []

    def graph(self, version: str, said: Callable[[str], None] = lambda _: None) -> Graph:
        """The graph, its tables in the folder; ``said`` hears what is done next."""
        said("names")
        self._prepare()
        blocks = self._note()
        said("persons")
        ids = self._persons()
        said("offices")
        by_person, by_block = self._claims_of(ids, blocks)
        took = self._offices(by_person)
        said("events")
        days = self._events(by_block)
        said("participations")
        present = self._participations(took, days.of_claim)
        said("ties")
        self._ties(present, days.of_event)
        said("articles")
        self._articles(ids)
        self._write("bodies", self._bodies.rows())
        self._write("areas", self._areas.rows())
        return opened(self._folder, version, tuple(self._warnings), self._scratch)

    # --- articles, a part at a time -------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """The articles without their text where every pass finds them quickly."""
        parts = self._claims.parts
        paths = [self._scratch.file() for _ in parts]
        work = partial(_prepared, self._claims)
        for warnings in self._each(work, list(zip(parts, paths, strict=True))):
            self._warnings += warnings
        self._told = dict(zip(parts, paths, strict=True))

    def _parts(self) -> Iterator[tuple[Part, list[Told]]]:
        for part, path in self._told.items():
            with path.open("rb") as stream:
                yield part, pickle.load(stream)

    def _with_ids(self, ids: Sorted[tuple[UnitKey, str]]) -> Iterator[tuple[list[Told], dict[UnitKey, str]]]:
        """The articles of each part and whom they mean."""
        tolds = ((part.name, some) for part, some in self._parts())
        for _, some, here in beside(tolds, ids.groups()):
            yield some, dict(here or ())

    def _note(self) -> Blocks:
        """Takes note of areas and bodies; which days belong together, for a report of both was printed twice."""
        printed: Sorted[Ground | None] = self._scratch.sorted()
        for _, some in self._parts():
            for told in some:
                places_of(told, self._areas)
                bodies_of(told, self._bodies)
                for text, day in printings_of(told):
                    printed.add(text, day)
        blocks = Blocks()
        for text, days in printed.groups():
            blocks.link_printings(text, days)
        printed.remove()
        return blocks

    def _claims_of(self, ids: Sorted[tuple[UnitKey, str]], blocks: Blocks) -> tuple[Sorted[Bundle], Sorted[Claimed]]:
        """What is said of each person, and of the events of each block."""
        by_person: Sorted[Bundle] = self._scratch.sorted()
        by_block: Sorted[Claimed] = self._scratch.sorted()
        for some, here in self._with_ids(ids):
            for told in some:
                for person, bundle in bundles_of(told, here):
                    by_person.add(person, bundle)
                for block, claimed in claims_of(told, here, blocks):
                    by_block.add(block, claimed)
        return by_person, by_block

    # --- persons --------------------------------------------------------------------------------------------------

    def _persons(self) -> Sorted[tuple[UnitKey, str]]:
        """Writes the persons; whom each article means, by the name of its part."""
        by_name: Sorted[tuple[str, Unit]] = self._scratch.sorted()
        rows: Sorted[Person] = self._scratch.sorted()
        ids: Sorted[tuple[UnitKey, str]] = self._scratch.sorted()
        reporters: set[str] = set()
        for part, some in self._parts():
            for told in some:
                reporters.update(credit.name for credit in told.article.reporters)
                for name, unit in units_of_article(told, self._areas, self._bodies):
                    by_name.add(name, (part.name, unit))
        for name, found in by_name.groups():
            part_of = {unit.key: part for part, unit in found}
            for person, keys in persons_of_name(name, [unit for _, unit in found], self._areas):
                rows.add(person.id, person)
                for key in keys:
                    ids.add(part_of[key], (key, person.id))
        by_name.remove()
        for name in reporters:
            rows.add(reporter(name).id, reporter(name))
        self._write("persons", rows)
        rows.remove()
        return ids

    # --- offices --------------------------------------------------------------------------------------------------

    def _offices(self, by_person: Sorted[Bundle]) -> Sorted[tuple[str, TookPart]]:
        """Writes the offices; who took part in which event claim, and in which office."""
        rows: Sorted[RoleHeld] = self._scratch.sorted()
        took: Sorted[tuple[str, TookPart]] = self._scratch.sorted()
        for person, bundles in by_person.groups():
            held, parts = offices_of_person(person, bundles, self._areas, self._bodies)
            for row in held:
                rows.add(row.id, row)
            for claim, part in parts:
                took.add(claim, (person, part))
        by_person.remove()
        self._write("roles", rows)
        rows.remove()
        return took

    # --- events ---------------------------------------------------------------------------------------------------

    def _events(self, by_block: Sorted[Claimed]) -> _Days:
        """Writes the events."""
        by_name: Sorted[tuple[EventNames, list[Claimed]]] = self._scratch.sorted()
        for _, claims in by_block.groups():
            for name, occasion in occasions_of_block(claims):
                by_name.add(name, occasion)
        by_block.remove()
        rows: Sorted[Event] = self._scratch.sorted()
        of_claim: Sorted[str] = self._scratch.sorted()
        for _, found in by_name.groups():
            for row, claimed in events_of_name(found, self._areas):
                rows.add(row.id, row)
                for claim in claimed:
                    of_claim.add(claim, row.id)
        by_name.remove()
        self._write("events", rows)
        of_event: Sorted[str | None] = self._scratch.sorted()
        for row in rows:
            of_event.add(row.id, row.date)
        rows.remove()
        return _Days(of_claim, of_event)

    # --- participations and ties ----------------------------------------------------------------------------------

    def _participations(self, took: Sorted[tuple[str, TookPart]], events: Sorted[str]) -> Sorted[str]:
        """Writes the participations; who was there, by event."""
        rows: Sorted[tuple[str, str, TookPart]] = self._scratch.sorted()
        for _, told, of_claim in beside(took.groups(), events.groups()):
            assert of_claim is not None, "told_in sees to it that each claim speaks of an event"
            (event,) = of_claim
            for key, part in parts_in_event(event, told):
                rows.add(key, part)
        took.remove()
        events.remove()
        present: Sorted[str] = self._scratch.sorted()
        with self._writer("participations") as writer:
            for _, found in rows.groups():
                row = participation_of_parts(found)
                writer.add(row)
                if is_attended(row):
                    present.add(row.event, row.person)
        rows.remove()
        return present

    def _ties(self, present: Sorted[str], days: Sorted[str | None]) -> None:
        pairs: Sorted[tuple[str, str, Shared]] = self._scratch.sorted()
        for event, persons, date in beside(present.groups(), days.items()):
            for key, pair in pairs_of_event(event, persons, date):
                pairs.add(key, pair)
        with self._writer("ties") as writer:
            for _, found in pairs.groups():
                writer.add(tie_of_pair(found))
        for done in (pairs, present, days):
            done.remove()

    # --- articles -------------------------------------------------------------------------------------------------

    def _articles(self, ids: Sorted[tuple[UnitKey, str]]) -> None:
        """Writes the articles, with their text again, and the documents."""
        parts = iter(self._claims.parts)
        # What they name was noted at the beginning; these books are asked for ids alone.
        areas = AreaBook()
        bodies = BodyBook(areas)
        with self._writer("articles") as articles, self._writer("documents") as documents:
            for some, here in self._with_ids(ids):
                readings = self._claims.of(next(parts))
                texts = {(one.document, one.id): one for reading in readings for one in reading.articles}
                documents.extend(reading.document for reading in readings)
                for told in some:
                    whole = replace(told, article=texts[told.key])
                    places, named = places_of(told, areas), bodies_of(told, bodies)
                    articles.add(article_seen(whole, here, named, places))

    # --- tables ---------------------------------------------------------------------------------------------------

    def _writer(self, table: str) -> Writer[Any]:
        return Writer(self._folder / f"{table}.parquet", Shape.of(TABLES[table]))

    def _write(self, table: str, rows: Iterable[Any]) -> None:
        with self._writer(table) as writer:
            writer.extend(rows)


class _Days:
    """What is asked of events once they are known."""

    def __init__(self, of_claim: Sorted[str], of_event: Sorted[str | None]) -> None:
        self.of_claim = of_claim
        """The event that a claim means."""
        self.of_event = of_event
        """Its day."""


def opened(folder: Path, version: str, warnings: tuple[str, ...], scratch: Scratch | None = None) -> Graph:
    """The graph whose tables lie in a folder; rows are read when they are asked for."""
    tables: dict[str, Any] = {
        name: Stored[Any](folder / f"{name}.parquet", Shape.of(row), scratch) for name, row in TABLES.items()
    }
    return Graph(version=version, warnings=warnings, **tables)


def in_memory(graph: Graph) -> Graph:
    """A graph whose rows need not be read again."""
    rows: dict[str, Any] = {name: tuple(getattr(graph, name)) for name in TABLES}
    return replace(graph, **rows)


def _prepared(claims: Claims, work: tuple[Part, Path]) -> list[str]:
    """Writes the articles of a part without their text; the warnings of its documents."""
    part, path = work
    readings: list[Reading] = claims.of(part)
    told = [told.without_text() for reading in readings for told in told_in(reading)]
    with path.open("wb") as stream:
        dump(told, stream)
    return [f"{one.document.name}: {line}" for one in readings for line in one.warnings]
