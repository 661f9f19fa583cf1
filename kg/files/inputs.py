"""Which files to read and what each is called."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.files.judgements import read_judgements
from kg.files.metadata import DocumentsSheet
from kg.model import Judgement, Metadata

_SUFFIXES = frozenset({".txt", ".md"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    name: str
    """Its file name; with as many of its folders in front as tell it from the others of that name."""
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to read, and what is wrong with it."""

    sources: tuple[Source, ...]
    """Sorted by name."""
    problems: tuple[InputError, ...]
    warnings: tuple[str, ...]
    judgements: tuple[Judgement, ...] = ()
    """Of all ``judgements.csv``, in their order."""


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    folders: tuple[Path, ...]
    """Whose ``documents.csv`` and ``judgements.csv`` may speak of it, the nearest first."""


def find(inputs: Iterable[Path]) -> Inputs:
    """All documents among files and folders; the order in which these are named does not matter.

    A folder stands for the ``.txt`` and ``.md`` files in it and its subfolders, hidden ones apart. A file that is named
    itself is read whatever it is called.
    """
    problems: list[InputError] = []
    found: dict[Path, _Found] = {}
    inputs = set(inputs)
    for given in sorted(inputs):
        if given.is_dir():
            for path in _texts(given, problems):
                found.setdefault(path.resolve(), _Found(path, _folders(path, given)))
        elif given.exists():
            found.setdefault(given.resolve(), _Found(given, (given.parent,)))
        else:
            problems.append(InputError(shown(given), "does not exist; check how it is written"))
    sheets = {folder: DocumentsSheet(folder) for folder in {folder for one in found.values() for folder in one.folders}}
    sources = [Source(found[real].path, name, _metadata(found[real], sheets)) for real, name in _names(found).items()]
    # Only where all files of a folder are read is a row that speaks of none of them odd.
    whole = {folder for one in found.values() for folder in one.folders if len(one.folders) > 1 or folder in inputs}
    for folder in sorted(sheets):
        problems += sheets[folder].problems
    warnings = [line for folder in sorted(sheets) for line in sheets[folder].warnings(unused=folder in whole)]
    judgements: list[Judgement] = []
    for folder in sorted(sheets):
        these, wrong, odd = read_judgements(folder)
        judgements += these
        problems += wrong
        warnings += odd
    sources.sort(key=lambda source: source.name)
    return Inputs(tuple(sources), tuple(problems), tuple(warnings), tuple(judgements))


def shown(path: Path) -> str:
    """A path as it can be printed on one line, whatever is in it."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _texts(folder: Path, problems: list[InputError]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        where = shown(Path(error.filename or folder))
        problems.append(InputError(where, f"cannot be listed ({error.strerror}); check who may read it"))

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in _SUFFIXES:
                yield path


def _folders(path: Path, top: Path) -> tuple[Path, ...]:
    """The folders from that of ``path`` up to ``top``."""
    depth = len(path.relative_to(top).parts)
    return tuple(path.parents[:depth])


def _names(paths: Iterable[Path]) -> dict[Path, str]:
    """Each path's last part, or as many of its last parts as no other path ends in."""
    alike: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(paths):
        alike[_tail(path, 1)].append(path)
    names: dict[Path, str] = {}
    for bearers in alike.values():
        longest = max(len(path.parts) for path in bearers)
        lengths = (n for n in range(1, longest + 1) if len({_tail(path, n) for path in bearers}) == len(bearers))
        length = next(lengths, 1)
        seen: Counter[str] = Counter()
        for path in bearers:
            name = _tail(path, length)
            seen[name] += 1
            # Names that differ in nothing that can be seen (composed and decomposed letters) are numbered.
            names[path] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _tail(path: Path, length: int) -> str:
    return unicodedata.normalize("NFC", "/".join(shown(Path(part)) for part in path.parts[-length:]))


def _metadata(found: _Found, sheets: dict[Path, DocumentsSheet]) -> Metadata:
    for folder in found.folders:
        metadata = sheets[folder].of(found.path)
        if metadata:
            return metadata
    return Metadata()
