"""How Chinese words are found by typing Latin letters."""

from __future__ import annotations

from itertools import islice, product

from pypinyin import Style, lazy_pinyin, pinyin

READINGS = 12
"""More readings than this of one name are not worth their bytes."""


def spellings(text: str, *, every_reading: bool = False) -> str:
    """Full spelling and initials of ``text``, separated by spaces: ``wangxiaoyu wxy``.

    ``every_reading`` adds those of characters that are read in several ways, as family names are (单: shan, dan).

    >>> spellings("王小雨")
    'wangxiaoyu wxy'
    """
    if not every_reading:
        readings = [lazy_pinyin(text)]
    else:
        per_character = pinyin(text, style=Style.NORMAL, heteronym=True)
        # Reversed twice, so that the first character, the family name, is the first to be read otherwise.
        backwards = islice(product(*reversed(per_character)), READINGS)
        readings = [list(reversed(reading)) for reading in backwards]
    words: dict[str, None] = {}
    for reading in readings:
        syllables = [syllable.lower().strip() for syllable in reading if syllable.strip()]
        words["".join(syllables)] = None
        words["".join(syllable[0] for syllable in syllables)] = None
    return " ".join(word for word in words if word)
