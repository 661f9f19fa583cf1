"""What personal names are made of: surnames, and the characters that given names like and shun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kg.errors import InputError
from kg.knowledge import lexicon

KINDS = ("common", "usual", "word", "compound")


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname."""

    text: str
    kind: str
    """Of :data:`KINDS`: ``word`` is an everyday word too, so that alone it proves little."""
    weight: int
    """Rough number of bearers in 10,000 people; 0 where there are fewer than one in 20,000."""


@dataclass(frozen=True, slots=True)
class Surnames:
    """All surnames known."""

    single: dict[str, Surname]
    """Those of one character."""
    compound: frozenset[str]
    """Those of several (欧阳)."""

    def of(self, name: str) -> tuple[str, ...]:
        """The surnames with which ``name`` begins, longest first; at least one character is left for the given name."""
        longest = min(len(name) - 1, max(map(len, self.compound), default=0))
        found = [name[:length] for length in range(longest, 1, -1) if name[:length] in self.compound]
        if len(name) > 1 and name[0] in self.single:
            found.append(name[0])
        return tuple(found)


@cache
def surnames() -> Surnames:
    """The surnames of ``surnames.tsv``.

    Raises :class:`kg.errors.InputError` where the file is badly formed.
    """
    table = lexicon.load("surnames")
    kinds = ", ".join(KINDS)
    single: dict[str, Surname] = {}
    compound: set[str] = set()
    for text, row in table.by("surname").items():
        if row["class"] not in KINDS or not row["weight"].isdigit():
            problem = f"class {row['class']!r}, weight {row['weight']!r}; write one of {kinds} and a number"
            raise InputError(table.path, f"{text}: {problem}")
        if row["class"] == "compound":
            compound.add(text)
        else:
            single[text] = Surname(text, row["class"], int(row["weight"]))
    return Surnames(single, frozenset(compound))


@dataclass(frozen=True, slots=True)
class NameCharacters:
    """Characters and what they say of a string that may be a given name."""

    usual: frozenset[str]
    """Frequent in given names (伟, 芳)."""
    never: frozenset[str]
    """Practically never in a given name (的, 了)."""
    transliteration: frozenset[str]
    """Frequent in names written by sound: Uyghur, Kazakh, Mongol, Tibetan, foreign (买, 提, 卓)."""


@cache
def name_characters() -> NameCharacters:
    """The characters of ``name_characters.tsv``."""
    table = lexicon.load("name_characters")
    by_class: dict[str, set[str]] = {"usual": set(), "never": set(), "transliteration": set()}
    for row, line in zip(table, table.lines, strict=True):
        if row["class"] not in by_class:
            raise InputError(f"{table.path}:{line}", f"class {row['class']!r}; write one of {', '.join(by_class)}")
        by_class[row["class"]].update(lexicon.values(row["character"]))
    return NameCharacters(*(frozenset(by_class[kind]) for kind in ("usual", "never", "transliteration")))


@cache
def name_elements() -> frozenset[str]:
    """The parts of Mongol, Tibetan and Yi names of ``name_elements.tsv``."""
    return frozenset(one for row in lexicon.load("name_elements") for one in lexicon.values(row["element"]))


@cache
def element_starts() -> frozenset[str]:
    """The first two characters of these; what is made of them begins so."""
    return frozenset(element[:2] for element in name_elements())


@lru_cache(maxsize=1 << 14)
def of_elements(name: str) -> bool:
    """Whether ``name`` is made of two and more parts of which Mongol, Tibetan or Yi names are made (桑杰 + 旺姆)."""
    elements = name_elements()
    reached = {0: 0}  # place → how many parts lead there
    for place in range(2, len(name) + 1):
        parts = [
            reached[start]
            for start in range(max(0, place - 4), place - 1)
            if start in reached and name[start:place] in elements
        ]
        if parts:
            reached[place] = max(parts) + 1
    return reached.get(len(name), 0) > 1
