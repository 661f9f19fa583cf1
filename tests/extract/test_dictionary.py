"""The dictionary says of every word what jieba's own, with the lexicons, would say; and trusts no file that it did not
make."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.extract import dictionary as module
from kg.extract.dictionary import FAMOUS, RARE, USUAL, Dictionary, dictionary
from kg.extract.words import is_word, segmenter, word_begins


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kg"


def fresh() -> Dictionary:
    return dictionary.__wrapped__()


def test_words_are_those_of_jieba_and_the_lexicons(folder: Path) -> None:
    made = fresh()
    assert folder.exists()
    assert made == dictionary(), "kg/extract/dictionary.py makes another file than it did: count _FORM up"
    counted = segmenter().FREQ
    assert made.usual == {word for word, count in counted.items() if count >= USUAL}
    assert made.begins == {word for word, count in counted.items() if count > RARE and len(word) <= 4}
    tags = dict(line.decode().split(" ")[::2] for line in segmenter().get_dict_file())
    assert made.called_names == {
        word for word, tag in tags.items() if tag.strip() == "nr" and USUAL <= counted[word] < FAMOUS
    }


@pytest.mark.parametrize(("text", "word"), [("会议", True), ("丁玲", False), ("从军", True), ("汪曾琪祯", False)])
def test_names_of_the_famous_are_no_words(text: str, word: bool) -> None:
    assert is_word(text) is word


def test_words_begin_where_they_stand() -> None:
    assert word_begins("吴军主持会议", 2)
    assert not word_begins("吴军主持会议", 1)


def test_what_is_kept_is_found_again(folder: Path) -> None:
    made = fresh()
    (file,) = folder.iterdir()
    before = file.stat().st_mtime_ns
    assert fresh() == made == dictionary()
    assert file.stat().st_mtime_ns == before
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["cut", "another word", "of another jieba", "no text", "empty"])
def test_a_file_that_is_not_whole_is_made_anew(folder: Path, damage: str) -> None:
    fresh()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(
        {
            "cut": whole[:-100],
            "another word": whole.replace(" 会议 ".encode(), " 会仪 ".encode()),
            "of another jieba": b"0" + whole[1:],
            "no text": b"\xff\xfe\n\xff",
            "empty": b"",
        }[damage]
    )
    assert fresh() == dictionary()
    assert file.read_bytes() == whole


def test_somebody_elses_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh()
    (file,) = folder.iterdir()
    asked = []
    monkeypatch.setattr(os, "getuid", lambda: asked.append(1) or 12345)
    assert module._cached(file, file.read_bytes().split(b" ")[0].decode()) is None
    assert asked


def test_without_a_folder_to_write_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert fresh() == dictionary()
