import re
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.knowledge import lexicon

ABOUT = "# scope: a\n# source: b\n# licence: c\n# date: 2020-01-02\n"
FILES = sorted(lexicon.FOLDER.glob("*.tsv"))


@pytest.fixture
def table(tmp_path: Path):  # type: ignore[no-untyped-def]
    def write(text: str) -> Path:
        path = tmp_path / "x.tsv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_there_are_files() -> None:
    assert {"surnames", "name_characters", "area_short_names", "area_former"} <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_where_it_comes_from(path: Path) -> None:
    table = lexicon.load(path.stem)
    for key in lexicon.REQUIRED_KEYS:
        assert table.about[key], key
    assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", table.about["date"])
    assert len(table) > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_row_stands_twice(path: Path) -> None:
    table = lexicon.load(path.stem)
    rows = [tuple(row.values()) for row in table]
    assert len(rows) == len(set(rows))


def test_reads_rows(table) -> None:  # type: ignore[no-untyped-def]
    read = lexicon.read(table(ABOUT + "word\tclass\tnote\n\n# 人\n局长\thead\twhy\n主任|副主任\t\n"))
    assert read.columns == ("word", "class", "note")
    assert list(read) == [
        {"word": "局长", "class": "head", "note": "why"},
        {"word": "主任|副主任", "class": "", "note": ""},
    ]
    assert read.lines == (8, 9)
    assert read[0]["word"] == "局长"
    assert len(read) == 2
    assert read.column("class") == ("head", "")
    assert read.by("word")["副主任"] is read[1]


def test_values() -> None:
    assert lexicon.values("a|b") == ("a", "b")
    assert lexicon.values("a") == ("a",)
    assert lexicon.values("") == ()


def test_load_reads_once() -> None:
    assert lexicon.load("surnames") is lexicon.load("surnames")


@pytest.mark.parametrize(
    ("text", "line", "value", "remedy"),
    [
        (ABOUT + "a\tb\n1\t2\t3\n", 6, "'3'", "drop a tab"),
        (ABOUT + "a\tb\n1 \t2\n", 6, "'1 '", "remove it"),
        (ABOUT + "a\tb\n1||2\t2\n", 6, "'1||2'", "remove the spare"),
        (ABOUT + "a\tb c\n1\t2\n", 5, "'b c'", "use Latin letters"),
        (ABOUT + "a\ta\n1\t2\n", 5, "'a'", "rename one"),
    ],
)
def test_errors_name_file_line_value_and_remedy(table, text: str, line: int, value: str, remedy: str) -> None:  # type: ignore[no-untyped-def]
    path = table(text)
    with pytest.raises(InputError) as error:
        lexicon.read(path)
    assert error.value.path == f"{path}:{line}"
    assert value in str(error.value)
    assert remedy in str(error.value)


@pytest.mark.parametrize("key", lexicon.REQUIRED_KEYS)
def test_an_opening_that_lacks_a_key_is_an_error(table, key: str) -> None:  # type: ignore[no-untyped-def]
    about = "".join(line for line in ABOUT.splitlines(keepends=True) if key not in line)
    with pytest.raises(InputError, match=f"does not say its {key}"):
        lexicon.read(table(about + "a\n1\n"))


def test_a_file_without_columns_is_an_error(table) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="names the columns"):
        lexicon.read(table(ABOUT))


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_bytes("局长".encode("gb18030"))
    with pytest.raises(InputError, match="save the file as UTF-8"):
        lexicon.read(path)


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(InputError, match=r"no_such\.tsv.*installed whole"):
        lexicon.load("no_such")


def test_a_value_that_stands_twice_is_no_key(table) -> None:  # type: ignore[no-untyped-def]
    read = lexicon.read(table(ABOUT + "a\n1|2\n2\n"))
    with pytest.raises(InputError, match=r":7: a '2' is there already"):
        read.by("a")


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(InputError, match="no column 'weihgt'; it has surname, class, weight, note"):
        lexicon.load("surnames").column("weihgt")
