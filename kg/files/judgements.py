"""``judgements.csv``: what the user knows better about persons."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from kg.errors import InputError
from kg.files.sheet import Sheet
from kg.model import JUDGEMENTS, Judgement

FILE = "judgements.csv"
_COLUMNS = ("one", "other", "judgement", "note")


def read_judgements(folder: Path) -> tuple[list[Judgement], list[InputError], list[str]]:
    """The judgements of a folder, what cannot be used of them, and what is odd but harms nothing."""
    sheet = Sheet(folder / FILE, ("one", "judgement"), _COLUMNS)
    found = []
    for line, values in sheet.lines():
        one, other = (_name(values.get(column, "")) for column in ("one", "other"))
        kind = " ".join(values.get("judgement", "").lower().replace("_", " ").split())
        if kind not in JUDGEMENTS:
            sheet.problem(line, f"judgement “{kind}” is not known; write one of {', '.join(JUDGEMENTS)}")
        elif not one:
            sheet.problem(line, "no value in “one”; write a name or the id of a person")
        elif kind != "not a person" and not other:
            sheet.problem(line, f"no value in “other”; {kind} needs two")
        else:
            found.append(Judgement(sheet.place(line), one, other, kind, values.get("note", "")))
    return found, sheet.problems, list(sheet.unknown_columns())


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()) if "@" not in text else text)
