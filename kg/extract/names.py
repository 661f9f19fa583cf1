"""Where a person's name ends: the grammar of names.

A name is never known by its characters alone. It is read in a slot, a place where a name can stand (after an office, in
a ``、`` list, before a verb of speech), and the question is how far it goes. Every length that is possible is weighed:
is the beginning a surname, what stands behind (a mark, a word that follows names, a word of the dictionary), does the
document or the corpus know the name from a place where nothing was open?
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.extract.words import HARD, is_word, word_begins, words
from kg.knowledge.surnames import element_starts, name_characters, name_elements, of_elements, surnames

_DOTTED = re.compile(r"[一-鿿]{1,8}(?:[·•・‧][一-鿿]{1,9})+")
# Characters a name can have: the run ends at 的, 了 and the like, which no name has.
_HAN = re.compile(r"(?:(?![的了吗呢们这哪些个被很每着某我你他她])[一-鿿㐀-䶿\U00020000-\U0002ffff])+")
# One-character words that begin what follows a name far more often than they end a given name.
_CLINGING = frozenset("在对向与率就以将说也及到等了是从把给由的任带赴称致获患作所")
_OPENING = frozenset("“《（‘")
_NO_BEGINNING = frozenset("在等和与及为以从对向由把将被给就到于是有也还都并则共各全这该本我他她它们的")
_NO_NAMES = frozenset(("其他", "其中", "那些"))
_KIN = re.compile(
    r"(?:大哥|大姐|大爷|大妈|大娘|大叔|大伯|阿姨|奶奶|爷爷|师傅|女士|先生|老汉|老师|老人|同学|同志|[哥姐嫂叔婶伯姨])$"
)
_NOT_AT_END = frozenset("村镇县局厅委")
_AROUND = 4000
_TITLE_STARTERS = ("副", "党组", "党委", "该", "县委", "市委", "区委", "州委", "旗委", "盟委", "省委", "地委")


class NameRead(NamedTuple):
    """A name read in a slot."""

    start: int
    end: int
    name: str
    score: float
    surname: bool
    """Read as surname and given name; else the slot alone speaks for it."""
    sure: bool
    """Nothing was open: the boundary is a mark or the name is known, and it begins with a surname or has a dot."""


@lru_cache(maxsize=1 << 16)
def _surname_lengths(head: str) -> tuple[int, ...]:
    known = surnames()
    lengths = []
    if head[:2] in known.compound:
        lengths.append(2)
    if head[:1] in known.single:
        lengths.append(1)
    return tuple(lengths)


@lru_cache(maxsize=4)
def _beginnings(known: frozenset[str]) -> frozenset[str]:
    """The first two characters of the names known, to pass by quickly what begins otherwise."""
    return frozenset(name[:2] for name in known)


def has_surname(name: str) -> bool:
    """Whether ``name`` begins with a surname."""
    return bool(_surname_lengths(name[:2]))


def everyday_surname(name: str) -> bool:
    """Whether the surname is also an everyday word (是, 明, 安), so that it proves little."""
    single = surnames().single.get(name[:1])
    return name[:2] not in surnames().compound and single is not None and single.kind == "word"


def boundary(text: str, at: int) -> float:
    """How well a name can end before ``at``: 4 a mark, 3 a word that follows names, 1.5 such a character, else less."""
    if at >= len(text) or text[at] in HARD:
        return 4.0 if text[at : at + 1] not in ("“", "《", "‘") else 2.0
    if text[at] == "等":
        return 3.5
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
    return 1.0 if word_begins(text, at) else 0.0


def read_name(text: str, at: int, known: frozenset[str] = frozenset(), *, free: bool = False) -> NameRead | None:
    """The name that begins at ``at``, or ``None`` where none can be read.

    ``free`` allows a name without a surname (扎西, 巴雅尔), for slots in which only a name can stand.
    """
    run = _HAN.match(text, at)
    if not run or (run.end() - at < 2 and text[run.end() : run.end() + 1] != "·"):
        return None
    if run.end() < len(text) and text[run.end()] in "·•・‧":
        dotted = _DOTTED.match(text, at)
        if dotted:
            return _read_dotted(text, at, dotted, known)
    head = text[at : at + 2]
    if head in words().no_names or text[at : at + 3] in words().no_names or text.startswith(_TITLE_STARTERS, at):
        return None
    surname, parted = bool(_surname_lengths(head)), head in element_starts()
    opening = words().follows(text, at)
    # a slot alone speaks for no name that a word which follows names opens
    by_slot = free and opening < 2 and head[0] not in _NO_BEGINNING and head not in _NO_NAMES
    if not (surname or by_slot or parted or head in _beginnings(known)):
        return None
    limit = min(run.end(), at + (8 if free or parted else 4))
    best: NameRead | None = None
    for end in range(at + 2, limit + 1):
        name = text[at:end]
        if not surname and not free and name not in known and not (parted and of_elements(name)):
            continue
        edge = boundary(text, end)
        # 连夜赶赴, 高度评价: a word that follows names begins here, so what follows the office is no name
        plain = opening < 2 or (end - at > opening and edge >= 4) or name in known
        read = _weigh(text, name, edge, end, known, by_slot, parted) if plain and opening != end - at else None
        if read and (best is None or read[0] > best.score):
            score, by_surname = read
            best = NameRead(at, end, name, score, by_surname, name in known or (score >= 4.5 and by_surname))
        if end - at >= 4 and edge >= 3.0:
            break  # a word that follows names stands here: no name goes on beyond it
    return _as_elsewhere(text, best) if best and best.score >= 1.0 else None


def _as_elsewhere(text: str, read: NameRead) -> NameRead:
    """``read``, or the same a character longer or shorter, where its other places in the article show that it is so.

    A name of which nothing plain ends the first mention (陆青在果园里…) is told by the others (陆青在表示, 陆青在率团):
    it goes as far as all its mentions agree, and no further than one that a word ends.
    """
    following = text[read.end : read.end + 1]
    edge = boundary(text, read.end)
    if not read.surname or edge >= 3 or not "一" <= following <= "鿿":
        return read
    # so far as an article goes; a bound, for texts of any length in which no article is told from the next
    text = text[max(0, read.start - _AROUND) : read.end + _AROUND]
    times = text.count(read.name)
    if times > 1 and len(read.name) == 2 and text.count(read.name + following) == times:
        if any(edge >= 3 for edge in _edges(text, read.name + following)):
            longer = read.name + following
            return read._replace(end=read.end + 1, name=longer, score=read.score + 0.5)
    elif times == 1 and len(read.name) == 3 and edge < 1.5:
        shorter = read.name[:-1]
        if any(edge >= 3 for edge in _edges(text, shorter)):
            return read._replace(end=read.end - 1, name=shorter)
    return read


def _edges(text: str, name: str) -> Iterator[float]:
    """How well ``name`` ends at each of its places."""
    at = text.find(name)
    while at >= 0:
        yield boundary(text, at + len(name))
        at = text.find(name, at + 1)


def _weigh(
    text: str, name: str, edge: float, end: int, known: frozenset[str], by_slot: bool, parted: bool
) -> tuple[float, bool] | None:
    """How well ``name``, ending at ``end``, reads as a name, and whether by its surname; ``None`` where it cannot."""
    if edge >= 1.0 and name in known:
        return 4.0 + len(name) * 0.4 + min(edge, 2.0) * 0.5, has_surname(name)
    if edge >= 1.0 and parted and of_elements(name):
        return 1.0 + 0.3 * len(name) + edge, True
    prior = _by_surname(name, edge)
    by_surname = prior is not None
    if prior is None and by_slot:
        prior = _by_slot(text, name, end - len(name), end, edge)
    if prior is None or not _ends_well(text, name, end):
        return None
    if len(name) > 2:
        if name[-1] in _CLINGING:
            # behind 以“四不两直”方式 the mark proves nothing: it opens
            prior -= 2.5 if edge < 4 or name[-1] == "等" or text[end : end + 1] in _OPENING else 0.5
        elif name[-1] in words().follower_characters:
            # 苏合致 + 欢迎辞, 安定为 + 10支队伍
            plain = text[end : end + 1] in HARD or "一" <= text[end : end + 1] <= "鿿"
            prior -= 2.5 if not plain else 0.4 if edge >= 1.5 else 1.2
    return prior + edge, by_surname


def _ends_well(text: str, name: str, end: int) -> bool:
    """Not 某某说，, not 张大爷, not a village, not 程学院 out of 工程学院."""
    if len(name) > 2:
        if name[-1] in "说称" and text[end : end + 1] in ("，", "：", "。"):
            return False
        endings = words().institution_endings
        if (
            (name[-1] in _NOT_AT_END and not (text[end : end + 1] == "、" and is_common(name[0])))
            or name[-2:] in endings
            or name[-3:] in endings
        ):
            return False
    return _KIN.search(name) is None


def _by_surname(name: str, edge: float) -> float | None:
    length = len(name)
    lengths = _surname_lengths(name[:2])
    if 2 in lengths and 3 <= length <= 4:
        return 1.2
    if (
        1 in lengths
        and length == 4
        and edge >= 3
        and by_sound(name[1:])
        and name[0] not in name_characters().transliteration
    ):
        return 0.3  # 韩 + a Mongol name
    if 1 in lengths and 2 <= length <= 3:
        if everyday_surname(name) and edge < 1.5:
            return None
        return 1.0 if length == 3 else 0.5
    if (
        1 in lengths
        and length == 4
        and edge >= 3
        and all(is_common(character) for character in name[:2])
        and not is_word(name[2:])
    ):
        return -1.0  # 王李小明: two surnames
    return None


def is_common(character: str) -> bool:
    """Whether ``character`` is one of the surnames that most people bear."""
    single = surnames().single.get(character)
    return single is not None and single.kind == "common"


def _by_slot(text: str, name: str, at: int, end: int, edge: float) -> float | None:
    """A name without a surname (扎西, 巴雅尔): where a word behind it ends it, and none could before."""
    length = len(name)
    if length > 7 or edge < 1.5:
        return None
    if any(words().follows(text, place) > 1 for place in range(at + 2, end)):
        return None
    if any(character in _CLINGING for character in name[2:]) or (is_word(name) and length > 2) or "和" in name[2:-1]:
        return None
    if length > 3 and has_surname(name):
        shown = sum(character in name_characters().transliteration for character in name)
        if shown * 2 < length:
            return None
    prior = -0.5 - 0.3 * max(0, length - 4)
    if edge < 2.5:
        # 州长才让旺杰在…: one character behind it is little, so the name itself must look written by sound
        shown = sum(character in name_characters().transliteration for character in name)
        if shown * 2 < length:
            return None
    if is_common(name[0]):
        prior -= 1.2
    return prior


def _read_dotted(text: str, at: int, dotted: re.Match[str], known: frozenset[str]) -> NameRead | None:
    """A name of several parts: only the end of the last is open."""
    last = max(dotted.group().rfind(dot) for dot in "·•・‧") + at + 1
    best: NameRead | None = None
    for end in range(last + 1, dotted.end() + 1):
        name = text[at:end]
        edge = boundary(text, end)
        # Each character that names by sound do not have makes it less likely that the name goes so far.
        strange = sum(character not in name_characters().transliteration for character in text[last:end])
        score = edge + (3.0 if name in known else 0.0) - 2.0 * strange + 0.05 * (end - last)
        if name[-1] in _CLINGING or text[end - 1] == "家":
            score -= 1.5
        if end - last == 1:
            score -= 0.7
        if best is None or score > best.score:
            best = NameRead(at, end, name, score, False, edge >= 3 or name in known)
    return best


def by_sound(name: str) -> bool:
    """Whether all of ``name`` is written by sound, as Uyghur, Tibetan, Mongol names are (帕夏古丽)."""
    if name in name_elements():
        return True
    return len(name) > 2 and all(character in name_characters().transliteration for character in name)


def surname_class() -> str:
    """The characters with which surnames begin, for a character class of a regular expression."""
    known = surnames()
    return "".join(sorted({*known.single, *(name[0] for name in known.compound)}))
