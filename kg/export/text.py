"""What strings may carry in the files written for other programs."""

from __future__ import annotations

import re

_FORBIDDEN = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_DROPPED = re.compile(_FORBIDDEN)
_ESCAPED = re.compile(_FORBIDDEN + "|[\t\n\r\x85\u2028\u2029%\\\\]")


def clean(text: str) -> str:
    r"""``text`` without the characters that XML 1.0 forbids or discourages (controls, lone surrogates, U+FFFE).

    They come from broken PDF extraction and carry no meaning; one of them makes a whole XML file unreadable.

    >>> clean("文\x00晓\x07")
    '文晓'
    """
    return _DROPPED.sub("", text)


def one_line(text: str) -> str:
    """``text`` clean and on one line, for labels."""
    return " ".join(clean(text).split())


def identifier(text: str) -> str:
    r"""``text`` as an id that XML and CSV readers leave alone; different for different texts.

    Backslashes are escaped since Gephi's CSV reader takes them for an escape, line breaks since XML readers make them
    spaces.

    >>> identifier("person:文\x00晓")
    'person:文%00晓'
    """
    return _ESCAPED.sub(_percent, text)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
