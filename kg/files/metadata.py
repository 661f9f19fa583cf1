"""``documents.csv``: what is known of documents beside their text."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from kg.errors import InputError
from kg.files.sheet import Sheet
from kg.model import Metadata

DOCUMENTS = "documents.csv"
_COLUMNS = tuple(column.name for column in fields(Metadata))
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class DocumentsSheet:
    """The ``documents.csv`` of a folder; empty where there is none.

    A row speaks of the file that its ``document`` names: a path from the folder on, or the bare name of a file in the
    folder or below it. A row that cannot be used is a problem; the others are used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sheet = Sheet(folder / DOCUMENTS, ("document",), ("document", *_COLUMNS))
        self._rows: dict[str, tuple[int, Metadata]] = {}
        self._used: set[str] = set()
        for line, values in self._sheet.lines():
            self._read_row(line, values)

    @property
    def problems(self) -> list[InputError]:
        """What cannot be used."""
        return self._sheet.problems

    def of(self, path: Path) -> Metadata | None:
        """What the sheet says of a file in its folder or below; ``None`` where it says nothing."""
        for name in (path.relative_to(self.folder).as_posix(), path.name):
            key = unicodedata.normalize("NFC", name)
            if key in self._rows:
                self._used.add(key)
                return self._rows[key][1]
        return None

    def warnings(self, *, unused: bool) -> Iterator[str]:
        """What is odd but harms nothing; ``unused`` tells whether all files of the folder have been asked for."""
        yield from self._sheet.unknown_columns()
        for name, (line, _) in self._rows.items():
            if unused and name not in self._used:
                yield f"{self._sheet.place(line)}: no document {name} in this folder; correct or remove the row"

    def _read_row(self, line: int, values: dict[str, str]) -> None:
        name = unicodedata.normalize("NFC", values.pop("document", "").replace("\\", "/"))
        if not name:
            self._sheet.problem(line, "no value in “document”; give the name of the file")
        elif name in self._rows:
            self._sheet.problem(line, f"{name} stands in line {self._rows[name][0]} already; remove one of the two")
        else:
            known = {key: value for key, value in values.items() if key in _COLUMNS and value}
            published = known.get("published")
            if published and not _is_date(published):
                self._sheet.problem(line, f"published “{published}” is no date; write it as 2020-03-09")
                del known["published"]
            self._rows[name] = (line, Metadata(**known))


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return _ISO_DATE.fullmatch(text) is not None
