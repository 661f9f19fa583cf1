"""Where a person's name ends: the grammar of names.

A name is never known by its characters alone. It is read in a slot, a place where a name can stand (after an office, in
a ``、`` list, before a verb of speech), and the question is how far it goes. Every length that is possible is weighed:
is the beginning a surname, what stands behind (a mark, a word that follows names, a word of the dictionary), does the
document or the corpus know the name from a place where nothing was open?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.words import HARD, is_word, next_word, words
from kg.knowledge.surnames import surnames

_DOTTED = re.compile(r"[一-鿿]{1,8}(?:[·•・‧][一-鿿]{1,9})+")
_HAN = re.compile(r"[一-鿿㐀-䶿\U00020000-\U0002ffff]+")
# One-character words that begin what follows a name far more often than they end a given name.
_CLINGING = frozenset("在对向与率就以将说也及到等了是从把给由的任带赴称")
_NEVER_IN_NAMES = frozenset("的了吗呢们这那哪些个都被把很每着")
_TITLE_STARTERS = ("副", "党组", "党委", "该", "县委", "市委", "区委", "州委", "旗委", "盟委", "省委", "地委")


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name read in a slot."""

    start: int
    end: int
    name: str
    score: float
    sure: bool
    """Nothing was open: the boundary is a mark or the name is known, and it begins with a surname or has a dot."""


@cache
def _surname_lengths(head: str) -> tuple[int, ...]:
    known = surnames()
    lengths = []
    if head[:2] in known.compound:
        lengths.append(2)
    if head[:1] in known.single:
        lengths.append(1)
    return tuple(lengths)


def has_surname(name: str) -> bool:
    """Whether ``name`` begins with a surname."""
    return bool(_surname_lengths(name[:2]))


def everyday_surname(name: str) -> bool:
    """Whether the surname is also an everyday word (是, 明, 安), so that it proves little."""
    single = surnames().single.get(name[:1])
    return not name[:2] in surnames().compound and single is not None and single.kind == "word"


def boundary(text: str, at: int) -> float:
    """How well a name can end before ``at``: 4 a mark, 3 a word that follows names, 1.5 such a character, else less."""
    if at >= len(text) or text[at] in HARD:
        return 4.0
    if not ("一" <= text[at] <= "鿿"):
        return 2.5
    length = words().follows(text, at)
    if length > 1:
        return 3.0
    if length == 1:
        # 和及, 和、 join nothing: the character belongs to the name before.
        after = text[at + 1 : at + 2]
        if text[at] in "和与及同" and (not after or after in HARD or after in "及和与等"):
            return 0.0
        return 1.5
    return 1.0 if len(next_word(text, at)) > 1 else 0.0


def read_name(text: str, at: int, known: frozenset[str] = frozenset(), *, free: bool = False) -> NameRead | None:
    """The name that begins at ``at``, or ``None`` where none can be read.

    ``free`` allows a name without a surname (扎西, 巴特尔), for slots in which only a name can stand.
    """
    run = _HAN.match(text, at)
    if not run:
        return None
    dotted = _DOTTED.match(text, at)
    if dotted:
        return _read_dotted(text, at, dotted, known)
    limit = min(run.end(), at + 9)
    best: NameRead | None = None
    for end in range(at + 2, limit + 1):
        name = text[at:end]
        score = _weigh(text, name, end, known, free)
        if score is not None and (best is None or score > best.score):
            sure = name in known or (score >= 4.5 and has_surname(name))
            best = NameRead(at, end, name, score, sure)
    return best if best and best.score >= 1.0 else None


def _weigh(text: str, name: str, end: int, known: frozenset[str], free: bool) -> float | None:
    """How well ``name``, ending at ``end``, reads as a name; ``None`` where it cannot."""
    if any(character in _NEVER_IN_NAMES for character in name) or name.startswith(_TITLE_STARTERS):
        return None
    edge = boundary(text, end)
    if name in known:
        return 4.0 + len(name) * 0.4 + min(edge, 2.0) * 0.5
    prior = _prior(name, edge, free)
    if prior is None:
        return None
    if name[-1] in _CLINGING and len(name) > 2:
        prior -= 2.5 if edge < 4 else 0.5
    if name[-1] in "和同":
        prior -= 1.0
    return prior + edge


def _prior(name: str, edge: float, free: bool) -> float | None:
    length = len(name)
    lengths = _surname_lengths(name[:2])
    if 2 in lengths and 3 <= length <= 4:
        return 1.2
    if 1 in lengths and 2 <= length <= 3:
        prior = 1.0 if length == 3 else 0.5
        if everyday_surname(name) and edge < 1.5:
            return None
        return prior
    if 1 in lengths and length == 4 and edge >= 3 and name[1] in surnames().single and not is_word(name[2:]):
        return -1.0  # 王李小明: two surnames
    if free and 2 <= length <= 7 and edge >= 2.5:
        if is_word(name) and length > 2 and edge < 4:
            return None
        return -0.5 - 0.2 * max(0, length - 4)
    return None


def _read_dotted(text: str, at: int, dotted: re.Match[str], known: frozenset[str]) -> NameRead | None:
    """A name of several parts: only the end of the last is open."""
    last = max(dotted.group().rfind(dot) for dot in "·•・‧") + at + 1
    best: NameRead | None = None
    for end in range(last + 1, dotted.end() + 1):
        name = text[at:end]
        edge = boundary(text, end)
        score = edge + (3.0 if name in known else 0.0) - 0.05 * (end - last)
        if name[-1] in _CLINGING:
            score -= 1.0
        if end - last == 1:
            score -= 0.7
        if best is None or score > best.score:
            best = NameRead(at, end, name, score, edge >= 3 or name in known)
    return best
