"""A CSV file that a user writes beside the documents: its rows, and what is wrong with them, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError


class Sheet:
    """A CSV file with a header, UTF-8 with or without a mark; empty where the file is not there.

    What cannot be used is a problem with its line; the rest is used.
    """

    def __init__(self, path: Path, needed: tuple[str, ...], known: tuple[str, ...]) -> None:
        self.path = path
        # Without the folders above, so that the report is the same wherever the input lies.
        self.label = "/".join(path.parts[-2:])
        self.problems: list[InputError] = []
        self._needed, self._known = needed, known
        self._unknown_columns: list[str] = []
        self._lines: list[tuple[int, dict[str, str]]] = []
        try:
            self._read(path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            pass
        except OSError as error:
            self.problem(None, f"cannot be read ({error.strerror}); check who may read it")
        except UnicodeDecodeError as error:
            self.problem(None, f"is not UTF-8 (byte {error.start}); save it as “CSV UTF-8”")
        except csv.Error as error:
            self.problem(None, f"is not CSV ({error}); save it again from a spreadsheet")

    def lines(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line number and values by column, stripped; a short row has no value for the last columns."""
        yield from self._lines

    def problem(self, line: int | None, what: str) -> None:
        """Notes what cannot be used."""
        self.problems.append(InputError(self.place(line), what))

    def place(self, line: int | None) -> str:
        """How a line is called in messages."""
        return self.label if line is None else f"{self.label}, line {line}"

    def unknown_columns(self) -> Iterator[str]:
        """A warning about columns that nothing reads."""
        if self._unknown_columns:
            names = ", ".join(self._unknown_columns)
            yield f"{self.label}: column {names} is not used; known are {', '.join(self._known)}"

    def _read(self, text: str) -> None:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = [name.strip() for name in next(rows, [])]
        for name in self._needed:
            if name not in header:
                self.problem(1, f"no column “{name}” but “{','.join(header)}”; name it in the first line")
                return
        self._unknown_columns = [name for name in header if name and name not in self._known]
        for row in rows:
            cells = [cell.strip() for cell in row]
            if len(cells) > len(header):
                self.problem(
                    rows.line_num,
                    f"{len(cells)} values for {len(header)} columns; put a value with a comma in quotes",
                )
            elif any(cells):
                self._lines.append((rows.line_num, dict(zip(header, cells, strict=False))))
