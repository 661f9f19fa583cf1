"""``documents.csv``: what is known of documents beside their text."""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from kg.errors import InputError
from kg.model import Metadata

SHEET = "documents.csv"
_COLUMNS = tuple(column.name for column in fields(Metadata))
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Sheet:
    """The ``documents.csv`` of a folder; empty where there is none.

    A row speaks of the file that its ``document`` names: a path from the folder on, or the bare name of a file in the
    folder or below it. A row that cannot be used is a problem; the others are used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # Without the folders above, so that the report is the same wherever the input lies.
        self._label = "/".join(path.parts[-2:])
        self.problems: list[InputError] = []
        self._rows: dict[str, tuple[int, Metadata]] = {}
        self._used: set[str] = set()
        self._unknown_columns: list[str] = []
        try:
            self._read(path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            pass
        except OSError as error:
            self._problem(None, f"cannot be read ({error.strerror}); check who may read it")
        except UnicodeDecodeError as error:
            self._problem(None, f"is not UTF-8 (byte {error.start}); save it as “CSV UTF-8”")
        except csv.Error as error:
            self._problem(None, f"is not CSV ({error}); save it again from a spreadsheet")

    def of(self, path: Path) -> Metadata | None:
        """What the sheet says of a file in its folder or below; ``None`` where it says nothing."""
        for name in (path.relative_to(self.path.parent).as_posix(), path.name):
            key = unicodedata.normalize("NFC", name)
            if key in self._rows:
                self._used.add(key)
                return self._rows[key][1]
        return None

    def warnings(self, *, unused: bool) -> Iterator[str]:
        """What is odd but harms nothing; ``unused`` tells whether all files of the folder have been asked for."""
        if self._unknown_columns:
            names = ", ".join(self._unknown_columns)
            yield f"{self._label}: column {names} is not used; known are document, {', '.join(_COLUMNS)}"
        for name, (line, _) in self._rows.items():
            if unused and name not in self._used:
                yield f"{self._label}, line {line}: no document {name} in this folder; correct or remove the row"

    def _problem(self, line: int | None, what: str) -> None:
        where = self._label if line is None else f"{self._label}, line {line}"
        self.problems.append(InputError(where, what))

    def _read(self, text: str) -> None:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = [name.strip() for name in next(rows, [])]
        if "document" not in header:
            self._problem(1, f"no column “document” but “{','.join(header)}”; name it in the first line")
            return
        self._unknown_columns = [name for name in header if name and name not in (*_COLUMNS, "document")]
        for row in rows:
            if any(cell.strip() for cell in row):
                self._read_row(rows.line_num, header, [cell.strip() for cell in row])

    def _read_row(self, line: int, header: list[str], row: list[str]) -> None:
        if len(row) > len(header):
            self._problem(line, f"{len(row)} values for {len(header)} columns; put a value with a comma in quotes")
            return
        values = dict(zip(header, row, strict=False))
        name = unicodedata.normalize("NFC", values.pop("document", "").replace("\\", "/"))
        if not name:
            self._problem(line, "no value in “document”; give the name of the file")
        elif name in self._rows:
            self._problem(line, f"{name} stands in line {self._rows[name][0]} already; remove one of the two")
        else:
            known = {key: value for key, value in values.items() if key in _COLUMNS and value}
            published = known.get("published")
            if published and not _is_date(published):
                self._problem(line, f"published “{published}” is no date; write it as 2020-03-09")
                del known["published"]
            self._rows[name] = (line, Metadata(**known))


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return _ISO_DATE.fullmatch(text) is not None
