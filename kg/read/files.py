"""From bytes to text, or a reason why not."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from kg.errors import InputError
from kg.model import Document, Metadata

_MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What other things are, by their first bytes, so that the message can say what to do.
_BINARIES = (
    (b"%PDF", "is a PDF; extract its text first, for instance with pdftotext"),
    (b"PK\x03\x04", "is a ZIP archive or an Office file; save its text as UTF-8"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save its text as UTF-8"),
    (b"\x89PNG", "is a picture; run text recognition on it first"),
    (b"\xff\xd8\xff", "is a picture; run text recognition on it first"),
    (b"GIF8", "is a picture; run text recognition on it first"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
)
_SAMPLE = 200_000
_HAN = re.compile(r"[\u4e00-\u9fa5]")  # two bytes each in GB 18030
# The 3755 level-1 characters of GB 2312 are nearly all a newspaper prints.
_COMMON_LEAD = (0xB0, 0xD7)


def read_file(path: Path, metadata: Metadata, name: str | None = None) -> tuple[Document, str]:
    """The document in ``path`` and its text, as of :func:`read_bytes`.

    Raises:
        InputError: the file cannot be opened, or as of :func:`read_bytes`.
    """
    where = str(path)
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise InputError(where, "is a folder; name the files in it or the folder as input") from None
    except OSError as error:
        raise InputError(
            where, f"cannot be read ({error.strerror or error}); check that it exists and may be read"
        ) from None
    return read_bytes(path, data, metadata, name)


def read_bytes(path: Path, data: bytes, metadata: Metadata, name: str | None = None) -> tuple[Document, str]:
    """The document that has ``data`` in ``path``, and its text.

    The text is the file's characters as they are, line ends included, without a byte order mark; all offsets count
    its code points. UTF-8, UTF-16 and UTF-32 with a byte order mark, and GB 18030 (with GBK and GB 2312) are read.

    Raises:
        InputError: the data are empty, no text, or in another encoding.
    """
    text, encoding = _decode(str(path), data)
    document = Document(
        name=name or path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        encoding=encoding,
        media_type=_MEDIA_TYPES.get(path.suffix.lower(), "text/plain"),
        length=len(text),
        metadata=metadata,
    )
    return document, text


def _decode(where: str, data: bytes) -> tuple[str, str]:
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise InputError(where, "is empty; remove it from the input or put its text in")
    for magic, what in _BINARIES:
        if data.startswith(magic):
            raise InputError(where, what)
    text, encoding = _with_mark(where, data) or _without_mark(where, data)
    if not text.strip():
        raise InputError(where, "holds only white space; remove it from the input or put its text in")
    return text, encoding


def _with_mark(where: str, data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(
                    where,
                    f"begins as {encoding} but byte {len(mark) + error.start} is not; save it as UTF-8 again",
                ) from None
    return None


def _without_mark(where: str, data: bytes) -> tuple[str, str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    else:
        if data.count(0) * 20 > len(data):
            raise InputError(where, "is no text (it is full of zero bytes); save its text as UTF-8")
        return text, "utf-8"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and b"\0" not in data and _chinese(text):
        return text, "gb18030"
    if data.count(0) or not text:
        raise InputError(
            where,
            f"is no text, or neither in UTF-8 nor in GB 18030 (byte {at} is 0x{data[at]:02x}); save its text as UTF-8",
        )
    raise InputError(
        where, f"is neither UTF-8 (byte {at} is 0x{data[at]:02x}) nor Chinese in GB 18030; save it as UTF-8"
    )


def _chinese(text: str) -> bool:
    """Is it what a newspaper prints, and not another encoding that happens to decode?"""
    han = _HAN.findall(text[:_SAMPLE])
    if len(han) < 2:
        return False
    sample = "".join(han).encode("gb18030")
    common = sum(_COMMON_LEAD[0] <= lead <= _COMMON_LEAD[1] for lead in sample[::2])
    other = len(
        re.findall(r"[^\s!-~\u3400-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2044\u00b7\u25a0-\u27bf]", text[:_SAMPLE])
    )
    return common >= 0.7 * len(han) and other <= 0.2 * len(han)
