"""Words as they are compared: normalised text, and the way back to where each character stands in the file.

Normalising drops characters and exchanges others one for one; it never adds any. So a stretch of normalised text is
a chain of pieces in which one character is one code point of the document.

What depends on its neighbours: a half-width comma or colon between two digits (``1,000``, ``8:00``) stays half-width.
Cutting a stretch elsewhere than beside such a mark gives the same characters as normalising first and cutting then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

Piece = tuple[int, int, int, int]
"""(``at``, ``until``, ``start``, ``end``) as in :attr:`kg.model.Article.pieces`."""

# White space, control and format characters, variation selectors, private use; Markdown's bold; the tags OCR leaves.
_SINGLE = (
    r"\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_TAG = r"</?(?:sup|sub|br|b|i|u|p|em|strong|div|span|center|font|table|thead|tbody|tr|td|th)(?:\s[^<>\n]{0,200})?/?>"
_DROPPED = re.compile(rf"(?:[{_SINGLE}]|\*\*|{_TAG})+", re.IGNORECASE)
_BLANKS = re.compile(rf"[{_SINGLE}]+")
_KEPT = re.compile(rf"[^{_SINGLE}]+")
ONE_DROPPED = re.compile(f"[{_SINGLE}]")
"""A character that normalising leaves out wherever it stands."""
_NEIGHBOURS = re.compile(r"[*<,:]")

_MARKS = {
    "(": "（",
    ")": "）",
    ";": "；",
    "?": "？",
    "!": "！",
    "﹐": "，",
    "､": "、",
    "｡": "。",
    "﹒": "·",
    "•": "·",
    "∙": "·",
    "⋅": "·",
    "・": "·",
    "･": "·",
    "‧": "·",
    "．": ".",
    "／": "/",
    "％": "%",
    "＋": "+",
    "－": "-",
    "＝": "=",
    "＠": "@",
    "＆": "&",
    "＃": "#",
    "＊": "*",
    "＿": "_",
    "〝": "“",
    "〞": "”",
    "＂": '"',
    "＇": "'",
    "⻓": "长",
    "⻢": "马",
    "⻅": "见",
    "⻉": "贝",
    "⻋": "车",
    "⻔": "门",
    "⻛": "风",
    "⻜": "飞",
    "⻝": "食",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻩": "黄",
    "⻬": "齐",
    "⻮": "齿",
    "⻰": "龙",
    "⻳": "龟",
    "⻄": "西",
    "⻆": "角",
    "⻘": "青",
    "⻚": "页",
    "⻙": "韦",
    "⻨": "麦",
    "⻁": "虎",
    "⺠": "民",
    "⺟": "母",
    "⻤": "鬼",
}
"""The radicals are what some PDFs hold in place of the character itself."""


def _table() -> dict[int, str]:
    import unicodedata

    table = {ord(mark): to for mark, to in _MARKS.items()}
    table |= {
        full: chr(full - 0xFEE0) for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):  # Kangxi radicals, compatibility ideographs
        to = unicodedata.normalize("NFKC", chr(code))
        if len(to) == 1 and to != chr(code):
            table[code] = to
    return table


_TABLE = _table()
_EXCHANGED = "".join(map(re.escape, map(chr, sorted(_TABLE))))
_OTHER = re.compile(f"[{_EXCHANGED}]")
_LOOSE = re.compile(r"[,:](?:(?<![0-9].)|(?![0-9]))")
_AS_IT_IS = re.compile(rf"[^{_SINGLE}{_EXCHANGED}*<,:]*+")


def exchange(text: str) -> str:
    """One for one: marks full-width, digits and Latin letters half-width; commas and colons as they are."""
    return _OTHER.sub(lambda match: _TABLE[ord(match[0])], text)


def _loose(text: str) -> str:
    """Commas and colons that do not stand between two digits full-width."""
    if "," in text or ":" in text:
        return _LOOSE.sub(lambda match: "，" if match[0] == "," else "：", text)
    return text


def needs_neighbours(text: str) -> bool:
    """Does what becomes of a character of ``text`` depend on those beside it (``*``, ``<``, ``,``, ``:``)?"""
    return _NEIGHBOURS.search(text) is not None


def normalise(text: str) -> str:
    """The words of ``text`` without white space and control characters, marks full-width, digits and Latin half-width.

    >>> normalise("区 长 李 某,1,000 人(含 ５ 名)")
    '区长李某，1,000人（含5名）'
    """
    if _AS_IT_IS.fullmatch(text):
        return text
    kept = _DROPPED.sub("", text) if "*" in text or "<" in text else _BLANKS.sub("", text)
    return _loose(exchange(kept))


@dataclass(frozen=True, slots=True)
class Words:
    """A normalised stretch of the document with its way back."""

    text: str
    pieces: tuple[Piece, ...]

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, at: int, until: int) -> Words:
        """The words of ``text[at:until]``."""
        if at <= 0 and until >= len(self.text):
            return self
        kept = []
        for piece_at, piece_until, start, _end in self.pieces:
            low, high = max(at, piece_at), min(until, piece_until)
            if low < high:
                kept.append((low - at, high - at, start + low - piece_at, start + high - piece_at))
        return Words(self.text[at:until], tuple(kept))


def words_of(document: str, start: int, end: int, exchanged: str | None = None) -> Words:
    """The normalised words of ``document[start:end]``; ``exchanged`` is ``exchange(document)``, where it is at hand."""
    if exchanged is None:
        exchanged = exchange(document)
    marked = document.find("*", start, end) >= 0 or document.find("<", start, end) >= 0
    spans = _undropped(document, start, end) if marked else [m.span() for m in _KEPT.finditer(exchanged, start, end)]
    pieces: list[Piece] = []
    at = 0
    for begin, stop in spans:
        until = at + stop - begin
        pieces.append((at, until, begin, stop))
        at = until
    return Words(_loose("".join([exchanged[begin:stop] for begin, stop in spans])), tuple(pieces))


def _undropped(document: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of ``document[start:end]`` that stay when bold marks and tags are left out too."""
    edges = [start]
    for match in _DROPPED.finditer(document, start, end):
        edges += match.span()
    edges.append(end)
    return [(begin, stop) for begin, stop in zip(edges[::2], edges[1::2], strict=True) if begin < stop]


class Sourced(Protocol):
    """Words with their way back, whatever else it is."""

    @property
    def text(self) -> str:
        """The words, normalised."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Where they stand in the document."""


def join(parts: Iterable[Sourced], separator: str = "") -> Words:
    """All of ``parts`` one after another; ``separator`` has no source."""
    return join_all([[part] for part in parts], separator)


def join_all(groups: Iterable[Sequence[Sourced]], separator: str) -> Words:
    """The parts of each group one after another, and ``separator``, which has no source, between groups."""
    pieces: list[Piece] = []
    texts: list[str] = []
    at = 0
    last_at = last_until = last_start = last_end = -1
    for group in groups:
        for part in group:
            for piece_at, piece_until, start, end in part.pieces:
                if start == last_end and at + piece_at == last_until:
                    pieces.pop()
                else:
                    last_at, last_start = at + piece_at, start
                last_until, last_end = at + piece_until, end
                pieces.append((last_at, last_until, last_start, end))
            at += len(part.text)
        at += len(separator)
        texts.append("".join([part.text for part in group]))
    return Words(separator.join(texts), tuple(pieces))


HALF = re.compile(r"[\x21-\x7e]")
"""A character half as wide as a full-width one."""
