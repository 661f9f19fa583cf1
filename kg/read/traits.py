"""What the marks of a line tell.

The marks of a text are what remains when the letters are left out that show nothing by themselves. Most lines of a page
have one of a few rows of marks (``，``, ``，。``), so that what follows from them is asked once, not for every line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.read.bylines import MAY_OPEN, may_be_byline
from kg.read.furniture import MAY_BE_FOLIO, has_few_pauses
from kg.read.text import HALF, ONE_DROPPED, needs_neighbours

_MAY_NAME_PAGE = "版"
_MAY_BE_CONTACT = "约"  # 首付约
_TELLING = sorted({*MAY_OPEN, *MAY_BE_FOLIO, *_MAY_NAME_PAGE, *_MAY_BE_CONTACT})


def _letters() -> str:
    """A class of the letters that tell nothing, as ranges."""
    bounds = [0x4DFF, *(ord(letter) for letter in _TELLING if "\u4e00" <= letter <= "\u9fff"), 0xA000]
    return "".join(f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(bounds) if high - low > 1)


_LETTERS = re.compile(f"[{_letters()}]+")
_NO_PLAIN_TEXT = re.compile(r"[^\u4e00-\u9fff，。、；“”]")
_CONTACT = re.compile(rf"[\d：㎡{_MAY_BE_CONTACT}]")
_FOLIO = re.compile(rf"[{MAY_BE_FOLIO}\d]")
_RUNNING = re.compile(r"[，。；、]")
_LONG = 60
"""Rows of marks so long hardly come twice."""


class Traits(NamedTuple):
    """What is so of each line with these marks."""

    dropped: int
    """How many characters normalising leaves out; -1 where its marks alone do not tell."""
    narrow: float
    """By how many full-width characters the line is narrower than it has characters."""
    running: bool
    """Marks of running text stand in it."""
    pauses: int
    """How many commas, semicolons and full stops stand in it."""
    furniture: bool
    """It may be page furniture."""
    folio: bool
    """It may be a folio, an imprint or a date."""
    shows: bool
    """One of the following is so."""
    opens: bool
    """A report may begin with it."""
    page: bool
    """A page may be named."""
    byline: bool
    """It may be a byline and nothing else."""
    contact: bool
    """An address, a telephone number or a size may stand in it."""


def marks(text: str) -> str:
    """``text`` without the letters that show nothing by themselves."""
    return _LETTERS.sub("", text)


def traits(found: str) -> Traits:
    """What the marks ``found`` of a line tell."""
    return _remembered(found) if len(found) < _LONG else _read(found)


def _read(found: str) -> Traits:
    words, dropped = ONE_DROPPED.subn("", found)
    opens = not frozenset(MAY_OPEN).isdisjoint(words)
    page = _MAY_NAME_PAGE in words
    byline = may_be_byline(words)
    contact = _NO_PLAIN_TEXT.search(words) is not None and _CONTACT.search(words) is not None
    return Traits(
        dropped=-1 if needs_neighbours(found) else dropped,
        narrow=0.5 * len(HALF.findall(words)),
        running=_RUNNING.search(words) is not None,
        pauses=sum(map(words.count, "，；。")),
        furniture=has_few_pauses(words),
        folio=_FOLIO.search(words) is not None,
        shows=opens or page or byline or contact,
        opens=opens,
        page=page,
        byline=byline,
        contact=contact,
    )


_remembered = lru_cache(maxsize=1 << 14)(_read)
