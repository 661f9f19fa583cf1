"""Reading and extraction of any number of documents, a part of them at a time; what was done stays done.

Documents, sorted by name, fall into parts of about :data:`PART` bytes, whoever works on them. Each part is read into
``pages/``, then, when the names of all are known, its claims are written into ``claims/``. A part counts as done from
the moment its ``.json`` stands there, so that a build that was killed goes on where it was.
"""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import kg
from kg.errors import InputError
from kg.extract import prepare
from kg.files.inputs import Source
from kg.model import (
    Article,
    Document,
    EntityNamed,
    EventClaim,
    ParticipationClaim,
    PersonNamed,
    Reading,
    RoleClaim,
)
from kg.steps import Page, claims, read
from kg.stored.arrow import Shape
from kg.stored.tables import Stored, Writer
from kg.workers import workers

PART = 2_000_000
"""Bytes of files in one part: what one process holds in memory."""


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document as read, and what was noticed of it."""

    document: Document
    text: str
    """Into which ``start`` and ``end`` of all evidence point."""
    warnings: tuple[str, ...]
    several_meant: int
    nobody_meant: int


CLAIMS = {
    "persons": PersonNamed,
    "roles": RoleClaim,
    "events": EventClaim,
    "participations": ParticipationClaim,
    "entities": EntityNamed,
}
"""Table → its rows; the attribute of :class:`Reading` is called alike."""


@cache
def shapes() -> dict[str, Shape]:
    """Table of claims → what its rows look like."""
    return {
        "documents": Shape.of(DocumentRead),
        "articles": Shape.of(Article),
        **{name: Shape.in_document(row) for name, row in CLAIMS.items()},
    }


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the documents."""

    number: int
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """Of its files."""
        return f"part-{self.number:05}"


@dataclass(frozen=True, slots=True)
class Done:
    """What there is to say of a part, apart from its tables."""

    names: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = field(default=())
    """Documents and what is wrong with them."""


def parts_of(sources: Iterable[Source]) -> list[Part]:
    """``sources``, which are sorted by name, in parts; where one ends depends on the files alone."""
    parts: list[Part] = []
    some: list[Source] = []
    size = 0
    for source in sources:
        some.append(source)
        size += source.path.stat().st_size if source.path.exists() else 0
        if size >= PART:
            parts.append(Part(len(parts) + 1, tuple(some)))
            some, size = [], 0
    return [*parts, Part(len(parts) + 1, tuple(some))] if some else parts


class Claims:
    """The claims of all documents, in a folder."""

    def __init__(self, folder: Path, parts: Sequence[Part]) -> None:
        self.folder, self.parts = folder, tuple(parts)
        self.problems: list[InputError] = []

    def make(self, jobs: int, tagger: str, told: Callable[[str, int, int], None] = lambda *_: None) -> None:
        """Read and extract what is not done yet; ``told`` hears of each part that is (stage, how many, of how many)."""
        self._begin(tagger)
        pages, found = self.folder / "pages", self.folder / "claims"
        for folder in (pages, found):
            folder.mkdir(exist_ok=True)
        read_ = self._each(jobs, partial(_read_part, pages), pages, lambda count, of: told("read", count, of))
        # In a file: each process loads the names once, not with each part.
        known = self.folder / "known.json"
        known.write_text(json.dumps(sorted({name for done in read_ for name in done.names})), encoding="utf-8")
        work = partial(_extract_part, pages, found, known, tagger)
        extracted = self._each(jobs, work, found, lambda count, of: told("extract", count, of))
        self.problems = [InputError(*problem) for done in (*read_, *extracted) for problem in done.problems]

    def _begin(self, tagger: str) -> None:
        """Make the folder, or find in it what an earlier build of the same files has done."""
        self.folder.mkdir(parents=True, exist_ok=True)
        mine = {"program": _program(), "tagger": tagger, "files": _files(self.parts)}
        label = self.folder / "of.json"
        if not (label.exists() and json.loads(label.read_text(encoding="utf-8")) == mine):
            shutil.rmtree(self.folder)
            self.folder.mkdir()
            label.write_text(json.dumps(mine), encoding="utf-8")

    def _each(
        self, jobs: int, work: Callable[[Part], None], folder: Path, told: Callable[[int, int], None]
    ) -> list[Done]:
        left = [part for part in self.parts if not (folder / f"{part.name}.json").exists()]
        told(len(self.parts) - len(left), len(self.parts))
        with workers(jobs, len(left), prepare, few=1) as each:
            for count, _ in enumerate(each.as_done(work, left), len(self.parts) - len(left) + 1):
                told(count, len(self.parts))
        return [_done(folder / f"{part.name}.json") for part in self.parts]

    def readings(self) -> Iterator[list[Reading]]:
        """A part at a time; articles as extraction left them, documents sorted by name."""
        for part in self.parts:
            yield self.of(part)

    def of(self, part: Part) -> list[Reading]:
        """What the documents of a part say."""
        return list(_readings(self.folder / "claims", part.name))

    def table(self, name: str) -> list[Path]:
        """The files of one table, part by part."""
        return [self.folder / "claims" / name / f"{part.name}.parquet" for part in self.parts]


def _readings(folder: Path, part: str) -> Iterator[Reading]:
    def by_document(name: str) -> dict[str, list[Any]]:
        rows = Stored[Any](folder / name / f"{part}.parquet", shapes()[name])
        return {document: [row for _, row in pairs] for document, pairs in groupby(rows, key=itemgetter(0))}

    tables = {name: by_document(name) for name in CLAIMS}
    articles = Stored[Article](folder / "articles" / f"{part}.parquet", shapes()["articles"])
    texts = {name: tuple(rows) for name, rows in groupby(articles, key=attrgetter("document"))}
    for one in Stored[DocumentRead](folder / "documents" / f"{part}.parquet", shapes()["documents"]):
        name = one.document.name
        said = {table: tuple(found.get(name, ())) for table, found in tables.items()}
        yield Reading(
            document=one.document,
            articles=texts.get(name, ()),
            warnings=one.warnings,
            several_meant=one.several_meant,
            nobody_meant=one.nobody_meant,
            **said,
        )


# --- what is done to a part -------------------------------------------------------------------------------------------


def _read_part(folder: Path, part: Part) -> None:
    names: set[str] = set()
    problems = []
    with Writer[Page](folder / f"{part.name}.parquet", Shape.of(Page)) as pages:
        for source in part.sources:
            page = read(source)
            if isinstance(page, InputError):
                problems.append((page.path, page.problem))
            else:
                names.update(page.names)
                pages.add(page)
    _finish(folder / f"{part.name}.json", Done(tuple(sorted(names)), tuple(problems)))


def _extract_part(pages: Path, folder: Path, known: Path, tagger: str, part: Part) -> None:
    names = _known(known)
    problems = []
    readings = []
    for page in Stored[Page](pages / f"{part.name}.parquet", Shape.of(Page)):
        reading = claims(page, names, tagger)
        if isinstance(reading, InputError):
            problems.append((reading.path, reading.problem))
        else:
            readings.append((page.text, reading))
    write_readings(folder, part.name, readings)
    _finish(folder / f"{part.name}.json", Done(problems=tuple(problems)))


@cache
def _known(path: Path) -> frozenset[str]:
    return frozenset(json.loads(path.read_text(encoding="utf-8")))


def write_readings(folder: Path, name: str, readings: Sequence[tuple[str, Reading]]) -> None:
    """The claims of some documents, each with its text, into files called ``name`` in the folders of the tables."""
    rows: dict[str, Iterable[Any]] = {table: _pairs(readings, table) for table in CLAIMS}
    rows["documents"] = [
        DocumentRead(one.document, text, one.warnings, one.several_meant, one.nobody_meant) for text, one in readings
    ]
    rows["articles"] = [article for _, one in readings for article in one.articles]
    for table, shape in shapes().items():
        (folder / table).mkdir(exist_ok=True)
        with Writer[Any](folder / table / f"{name}.parquet", shape) as writer:
            writer.extend(rows[table])


def _pairs(readings: Iterable[tuple[str, Reading]], table: str) -> Iterator[tuple[str, Any]]:
    for _, one in readings:
        for row in getattr(one, table):
            yield one.document.name, row


def _finish(path: Path, done: Done) -> None:
    """The part is done when the file stands there under its name."""
    gc.collect()  # elsewhere nobody looks for cycles, and a process does many parts
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(done), ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def _done(path: Path) -> Done:
    found = json.loads(path.read_text(encoding="utf-8"))
    return Done(tuple(found["names"]), tuple((name, problem) for name, problem in found["problems"]))


# --- what was done by whom --------------------------------------------------------------------------------------------


def _program() -> str:
    """Tells this program from one that reads otherwise."""
    own = blake2b(kg.__version__.encode(), digest_size=16)
    folder = Path(kg.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".tsv"):
            own.update(path.read_bytes())
    return own.hexdigest()


def _files(parts: Sequence[Part]) -> str:
    """Tells these files, as they are now, from others."""
    own = blake2b(digest_size=16)
    for part in parts:
        for source in part.sources:
            there = source.path.stat()
            own.update(f"{part.number}\n{source!r}\n{there.st_size}\n{there.st_mtime_ns}\n".encode("utf-8", "replace"))
    return own.hexdigest()
