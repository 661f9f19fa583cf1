"""TSV files of knowledge: how they are read and what they must look like.

A file opens with comment lines, each ``# key: value``; ``scope``, ``source``, ``licence`` and ``date`` must be among
them. The first line that is neither comment nor empty names the columns, the rest are rows. Cells are parted by one
tab; a cell holds several values parted by ``|``. A column ``note`` says why an entry is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import overload

from kg.errors import InputError

REQUIRED_KEYS = ("scope", "source", "licence", "date")
FOLDER = Path(__file__).parent

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table(Sequence[Row]):
    """A file read: a sequence of its rows, each a ``dict`` from column to cell."""

    path: str
    about: dict[str, str]
    """The opening comment: ``scope``, ``source``, ``licence``, ``date`` and what else it says."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    """Line number of each row, for messages."""

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def column(self, name: str) -> tuple[str, ...]:
        """All cells of a column.

        Raises :class:`InputError` where the file has no such column.
        """
        if name not in self.columns:
            raise InputError(self.path, f"no column {name!r}; it has {', '.join(self.columns)}")
        return tuple(row[name] for row in self.rows)

    def by(self, name: str) -> dict[str, Row]:
        """Rows by the value of a column; a cell ``a|b`` leads to its row from ``a`` and from ``b``.

        Raises :class:`InputError` where two rows share a value.
        """
        found: dict[str, Row] = {}
        for row, cell, line in zip(self.rows, self.column(name), self.lines, strict=True):
            for value in values(cell):
                if value in found:
                    raise InputError(f"{self.path}:{line}", f"{name} {value!r} is there already; keep one row")
                found[value] = row
        return found


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell: ``a|b`` is ``a`` and ``b``, an empty cell has none."""
    return tuple(cell.split("|")) if cell else ()


@cache
def load(name: str) -> Table:
    """The table ``kg/knowledge/<name>.tsv``, read once.

    Raises :class:`InputError`, naming file, line, value and remedy, where the file is missing or badly formed.
    """
    return read(FOLDER / f"{name}.tsv")


def read(path: Path) -> Table:
    """The table in ``path``, read anew; raises as :func:`load` does."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror}); is the package installed whole?") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    about: dict[str, str] = {}
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#"):
            key, colon, value = line[1:].partition(":")
            if colon and not columns:
                about.setdefault(key.strip(), value.strip())
        elif line.strip():
            cells = tuple(line.split("\t"))
            where = f"{path}:{number}"
            if columns:
                rows.append(_row(columns, cells, where))
                lines.append(number)
            else:
                columns = _header(cells, where)
    missing = [key for key in REQUIRED_KEYS if not about.get(key)]
    if missing:
        raise InputError(str(path), f"does not say its {', '.join(missing)}; add lines like '# {missing[0]}: …' on top")
    if not columns:
        raise InputError(str(path), "has no line that names the columns; add one below the comment lines")
    return Table(str(path), about, columns, tuple(rows), tuple(lines))


def _header(cells: tuple[str, ...], where: str) -> tuple[str, ...]:
    for at, cell in enumerate(cells):
        if not cell.isidentifier():
            raise InputError(where, f"column name {cell!r} is no identifier; use Latin letters, tabs between")
        if cell in cells[:at]:
            raise InputError(where, f"column name {cell!r} occurs twice; rename one")
    return cells


def _row(columns: tuple[str, ...], cells: tuple[str, ...], where: str) -> Row:
    if len(cells) > len(columns):
        raise InputError(where, f"cell {cells[len(columns)]!r} is one too many for {len(columns)} columns; drop a tab")
    for cell in cells:
        if cell != cell.strip():
            raise InputError(where, f"cell {cell!r} has white space at its ends; remove it")
        if "|" in cell and "" in cell.split("|"):
            raise InputError(where, f"cell {cell!r} has an empty value; remove the spare '|'")
    # Empty cells at the end of a line may be left out.
    return dict(zip(columns, cells + ("",) * (len(columns) - len(cells)), strict=True))
