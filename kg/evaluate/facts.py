"""What documents say, as plain rows that can be compared."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

Fact = tuple[str | int | None, ...]
"""A row; the document's name comes first."""

_ONE_QUOTE = str.maketrans(dict.fromkeys("“”„‟「」『』", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("•・‧∙", "·"))


def comparable(text: str | None) -> str | None:
    """Text without white space, of one width, with one kind of quotes; ``None`` stays ``None``.

    >>> comparable("“四城联创” 例会（扩大）")
    '"四城联创"例会(扩大)'
    """
    if text is None:
        return None
    return "".join(unicodedata.normalize("NFKC", text.translate(_ONE_QUOTE)).split())


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as one document has it."""

    document: str
    name: str
    date: str | None
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """(participant's name, parts), sorted; a name stands twice where two namesakes took part."""
    confidences: tuple[str, ...] = ()
    """How sure the graph is of each of ``parts``; empty for an annotation."""

    @classmethod
    def of(
        cls,
        document: str,
        name: str,
        date: str | None,
        parts: Iterable[tuple[str, Iterable[str]]],
        confidences: Iterable[str] = (),
    ) -> Happening:
        """From names as written and parts in any order, ``confidences`` in that of the parts."""
        rows = [(comparable(person) or "", tuple(sorted(set(roles)))) for person, roles in parts]
        sure = list(confidences) or [""] * len(rows)
        both = sorted(zip(rows, sure, strict=True))
        known = tuple(confidence for _, confidence in both) if any(sure) else ()
        return cls(document, comparable(name) or "", date, tuple(row for row, _ in both), known)

    @property
    def people(self) -> Counter[str]:
        """How many participants bear each name."""
        return Counter(name for name, _ in self.parts)


@dataclass(slots=True)
class Facts:
    """All that is compared."""

    documents: set[str] = field(default_factory=set)
    headlines: set[Fact] = field(default_factory=set)
    reporters: set[Fact] = field(default_factory=set)
    persons: Counter[Fact] = field(default_factory=Counter)
    """(document, name), as often as the document has people of that name."""
    roles: set[Fact] = field(default_factory=set)
    """(document, person, role, area, body)"""
    bodies: set[Fact] = field(default_factory=set)
    places: set[Fact] = field(default_factory=set)
    happenings: list[Happening] = field(default_factory=list)
    role_confidences: dict[Fact, str] = field(default_factory=dict)
    """How sure the graph is of each of ``roles``; empty for annotations."""

    def add(self, to: str, document: str, *values: str | None) -> None:
        """Add a row to one of the sets."""
        rows: set[Fact] = getattr(self, to)
        rows.add((document, *map(comparable, values)))
