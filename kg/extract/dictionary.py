"""Which strings are words: by jieba's dictionary and the lexicons.

All that is asked is whether a string is one, so that is all that is kept, in a file in a cache folder of our own.
jieba's own cache holds four times as much, takes half of a small build's time to load, and is trusted blindly.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from bisect import bisect_left, insort
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.knowledge import lexicon
from kg.knowledge.installed import data_file

RARE = 2
"""Strings that jieba counted no oftener are none."""
USUAL = 20
"""Counted so often a string is a word in use."""
FAMOUS = 300
"""A name of somebody famous stands no more often than this in what jieba's dictionary was counted from."""
_LONGEST = 4
_FORM = "1"
"""Of the file; another where what it holds changes."""


class Dictionary(NamedTuple):
    """Words by what can be asked of them."""

    begins: frozenset[str]
    """Of up to four characters, counted oftener than :data:`RARE`."""
    usual: frozenset[str]
    """Counted :data:`USUAL` times and oftener."""
    called_names: frozenset[str]
    """Of the usual those that jieba calls names (nr), counted less than :data:`FAMOUS` times."""


@cache
def dictionary() -> Dictionary:
    """The dictionary: from the cache, where that is whole and of this jieba and these lexicons; else made anew."""
    source, words = data_file("jieba", "dict.txt").read_bytes(), added()
    made_of = hashlib.sha256(source + repr((_FORM, words)).encode()).hexdigest()
    path = cache_folder() / "words.txt"
    found = _cached(path, made_of)
    if found is None:
        found = _made(source, words)
        _keep(found, path, made_of)
    return found


def cache_folder() -> Path:
    """The folder for what can be made again; it need not exist."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"


def added() -> list[tuple[str, int | None]]:
    """Words of the lexicons: those with a count of their own, then those that count where jieba has none."""
    offices = [(row["office"], 50) for row in lexicon.load("offices")]
    others = [row.get("word") or row["noun"] for name in ("name_followers", "events") for row in lexicon.load(name)]
    return [*offices, *((word, None) for word in others if len(word) > 1)]


def _made(source: bytes, words: Sequence[tuple[str, int | None]]) -> Dictionary:
    times: dict[str, int] = {}
    names: set[str] = set()
    for line in source.decode("utf-8").splitlines():
        word, times_counted, tag = line.split(" ")
        times[word] = int(times_counted)
        (names.add if tag == "nr" else names.discard)(word)
    times.update({word: count for word, count in words if count is not None})
    ordered = sorted(times)
    for word, count in words:
        # jieba knows the beginnings of its words, too, as such that are not used by themselves.
        if count is None and not _begins_one(word, ordered):
            times[word] = USUAL
            insort(ordered, word)
    usual = frozenset(word for word, count in times.items() if count >= USUAL)
    return Dictionary(
        frozenset(word for word, count in times.items() if count > RARE and len(word) <= _LONGEST),
        usual,
        frozenset(word for word in names & usual if times[word] < FAMOUS),
    )


def _begins_one(word: str, ordered: list[str]) -> bool:
    at = bisect_left(ordered, word)
    return at < len(ordered) and ordered[at].startswith(word)


# --- the file -------------------------------------------------------------------------------------------------------
# What it was made of and the sum of what follows; then the words, a kind a line.


def _cached(path: Path, made_of: str) -> Dictionary | None:
    try:
        data = path.read_bytes()
        if os.name == "posix" and path.stat().st_uid != os.getuid():
            return None
    except OSError:
        return None
    head, _, words = data.partition(b"\n")
    if head.decode("ascii", "replace") != f"{made_of} {hashlib.sha256(words).hexdigest()}":
        return None
    return Dictionary(*(frozenset(line.split(" ")) for line in words.decode("utf-8").split("\n")))


def _keep(found: Dictionary, path: Path, made_of: str) -> None:
    words = "\n".join(" ".join(sorted(kind)) for kind in found).encode()
    # Without a home folder that can be written it is made anew each time.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix="words-", delete=False) as file:
            file.write(f"{made_of} {hashlib.sha256(words).hexdigest()}\n".encode() + words)
        Path(file.name).replace(path)
