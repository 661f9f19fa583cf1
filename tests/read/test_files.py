"""From bytes to text."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Metadata
from kg.read import read_articles, read_file

TEXT = "区委召开会议\r\n本报讯（记者李某）昨日，区委召开会议。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "gb18030"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document, text = read_file(path, Metadata(home="示范区"))
    assert text == TEXT
    assert (document.name, document.encoding, document.length) == ("a.txt", encoding, len(TEXT))
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.metadata.home == "示范区"


def test_names_and_media_types(tmp_path: Path) -> None:
    for name, media_type in (("a.md", "text/markdown"), ("a.txt", "text/plain"), ("A.MD", "text/markdown")):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
        document, _text = read_file(tmp_path / name, Metadata(), name=f"folder/{name}")
        assert (document.name, document.media_type) == (f"folder/{name}", media_type)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n\t\n", "empty"),
        ("\u3000\n".encode(), "white space"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 20, "UTF-8"),
        (b"\xff\xfeA", "utf-16-le"),
        ("Größe und Übermaß, Maß für Maß".encode("latin-1"), "UTF-8"),
        ("區委召開會議，書記主持會議並講話，全體幹部參加".encode("big5"), "UTF-8"),
    ],
    ids=["nothing", "mark", "blanks", "wide blanks", "pdf", "zip", "png", "bytes", "broken utf-16", "latin-1", "big5"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_file(path, Metadata())
    assert says in error.value.problem
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(InputError):
            read_file(path, Metadata())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        read_file(path, Metadata())


@pytest.mark.parametrize(
    "text",
    [
        "示范区召开会议，" * 200_000,
        "示范区\x00\x01\x1b召开会议。\n" * 60_000,
        "（记者" * 300_000,
        "\u3000" * 1_000_000 + "示范",
        "## 示范区召开会议\n" * 30_000,
        "<p " * 300_000,
        "本报讯\n" * 100_000,
        "示范区召开会议，2020年3月9日" * 50_000,
    ],
    ids=["one line", "control characters", "brackets", "blanks", "headings", "tags", "openings", "dates"],
)
def test_large_and_strange_files_are_read_in_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    document, read = read_file(path, Metadata())
    read_articles(document, read)
    assert time.process_time() - began < 10
    assert read == text
