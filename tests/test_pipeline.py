"""The whole way with real files: same input, same bytes; names, metadata and what is left in OUTPUT."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.files.inputs import find
from kg.files.outputs import replaced_together, settle
from kg.model import Judgement
from kg.pipeline import build
from kg.report import Report
from kg.workers import FEW

DATA = Path(__file__).parent / "data"
SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = DATA / "gold"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    output = tmp_path_factory.mktemp("built")
    return build([SEEDS], output, keep_stages=True), output


# --- the same input gives the same bytes ------------------------------------------------------------------------------


def test_order_place_and_hash_seed_change_nothing(built: tuple[Report, Path], tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "elsewhere")
    given = sorted((tmp_path / "elsewhere").iterdir(), reverse=True)
    root = str(SEEDS.parent)
    for seed in ("1", "77"):
        command = [sys.executable, "-m", "kg", "build", *map(str, given), "-o", "again", "--keep-stages"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, stdout=subprocess.DEVNULL)
        assert files(tmp_path / "again") == files(built[1])


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    pages = sorted((DATA / "dev" / "articles").glob("*.txt"))[: FEW + 4]
    assert len(pages) > FEW
    for jobs in (1, 2):
        build(pages, tmp_path / str(jobs), jobs=jobs)
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_the_report_names_no_place_on_this_machine(built: tuple[Report, Path]) -> None:
    text = (built[1] / "report.json").read_text(encoding="utf-8")
    assert str(SEEDS.parent) not in text
    assert str(built[1]) not in text
    report = json.loads(text)
    assert [one["document"] for one in report["read"]] == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert all(one["articles"] and one["encoding"] == "utf-8" for one in report["read"])
    assert report["counts"]["persons"] == len([person for person in built[0].graph.persons if not person.byline]) > 0


def test_the_report_tells_unread_files_of_one_name_apart(tmp_path: Path) -> None:
    root = _tree(tmp_path / "in", "a/p.txt", "b/p.txt", "c.txt")
    for name in ("a/p.txt", "b/p.txt"):
        (root / name).write_bytes(b"")
    report = build([root], tmp_path / "out").as_dict()
    assert [one["input"] for one in report["not_read"]] == ["a/p.txt", "b/p.txt"]


# --- which files, what they are called --------------------------------------------------------------------------------


def _tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return root


def test_folders_are_searched_and_other_files_left_alone(tmp_path: Path) -> None:
    others = ("x.json", "documents.csv", "judgements.csv", "picture.png", ".hidden.txt", ".git/e.txt")
    root = _tree(tmp_path, "b.txt", "a.md", "c.TXT", "sub/deep/d.txt", *others)
    assert [source.name for source in find([root]).sources] == ["a.md", "b.txt", "c.TXT", "d.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    root = _tree(tmp_path, "a.txt")
    assert len(find([root, root / "a.txt", root / "." / "a.txt"]).sources) == 1


def test_files_of_one_name_are_called_by_their_folders(tmp_path: Path) -> None:
    root = _tree(tmp_path, "2020/a.txt", "2021/a.txt", "2021/b.txt", "x/y/c.txt", "z/y/c.txt")
    expected = ["2020/a.txt", "2021/a.txt", "b.txt", "x/y/c.txt", "z/y/c.txt"]
    assert [source.name for source in find([root]).sources] == expected
    folders = sorted(root.iterdir(), reverse=True)
    assert [source.name for source in find(folders).sources] == expected


def test_files_whose_names_look_the_same_are_numbered(tmp_path: Path) -> None:
    root = _tree(tmp_path, "caf\u00e9.txt", "cafe\u0301.txt", "a\nb.txt", "a\tb.txt", "x.txt")
    names = [source.name for source in find([root]).sources]
    assert names == ["a\ufffdb.txt", "a\ufffdb.txt (2)", "caf\u00e9.txt", "caf\u00e9.txt (2)", "x.txt"]


# --- documents.csv ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_metadata_of_documents(tmp_path: Path, encoding: str) -> None:
    root = _tree(tmp_path, "a.txt", "sub/b.txt", "c.txt")
    table = "document,published,home,source,url,headline\r\na.txt,2020-03-09,焦作市,,,\r\nsub/b.txt,,,“日报”,,题\r\n"
    (root / "documents.csv").write_bytes(table.encode(encoding))
    found = find([root])
    assert not found.problems
    assert not found.warnings
    a, b, c = (source.metadata for source in found.sources)
    assert (a.published, a.home, a.source) == ("2020-03-09", "焦作市", None)
    assert (b.source, b.headline) == ("“日报”", "题")
    assert c.published is None
    assert find([root / "a.txt"]).sources[0].metadata == a


@pytest.mark.parametrize(
    ("table", "where", "value"),
    [
        ("document,published\na.txt,9.3.2020\n", "line 2", "9.3.2020"),
        ("document,published\nb.txt,\na.txt,2020-02-30\n", "line 3", "2020-02-30"),
        ("document,published\na.txt,20200309\n", "line 2", "20200309"),
        ("document,published\na.txt,2020-03-09,x\n", "line 2", "3 values for 2 columns"),
        ("document,published\n,2020-03-09\n", "line 2", "document"),
        ("document\na.txt\na.txt\n", "line 3", "a.txt stands in line 2"),
        ("name,published\na.txt,2020-03-09\n", "line 1", "name,published"),
        ("", "line 1", "document"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_used(tmp_path: Path, table: str, where: str, value: str) -> None:
    root = _tree(tmp_path, "a.txt", "b.txt", "good.txt")
    header = table.splitlines()[0] if table else ""
    (root / "documents.csv").write_text(table + ("good.txt,2020-03-09\n" if "," in header else ""), encoding="utf-8")
    found = find([root])
    (problem,) = found.problems
    assert "documents.csv" in str(problem)
    assert where in str(problem)
    assert value in str(problem)
    assert "\n" not in str(problem)
    assert len(found.sources) == 3
    if header == "document,published":
        assert found.sources[2].metadata.published == "2020-03-09"


def test_metadata_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    root = _tree(tmp_path, "a.txt")
    (root / "documents.csv").write_bytes("document,home\na.txt,焦作市\n".encode("gb18030"))
    (problem,) = find([root]).problems
    assert "UTF-8" in problem.problem


def test_odd_metadata_is_a_warning(tmp_path: Path) -> None:
    root = _tree(tmp_path, "a.txt")
    (root / "documents.csv").write_text("document,colour\na.txt,red\ngone.txt,\n", encoding="utf-8")
    found = find([root])
    assert not found.problems
    colour, gone = found.warnings
    assert "colour" in colour
    assert "gone.txt" in gone
    assert "line 3" in gone
    # Whoever reads one file of a folder need not hear of the others.
    assert len(find([root / "a.txt"]).warnings) == 1


# --- judgements.csv ---------------------------------------------------------------------------------------------------


def test_judgements_are_read_with_the_place_they_stand_in(tmp_path: Path) -> None:
    root = _tree(tmp_path / "in", "a.txt")
    table = "one,other,judgement,note\n苗 青禾,苗青和,Same,问过\n学雷锋,,not_a_person\n"
    (root / "judgements.csv").write_text(table, encoding="utf-8-sig")
    found = find([root])
    assert found.judgements == (
        Judgement("in/judgements.csv, line 2", "苗青禾", "苗青和", "same", "问过"),
        Judgement("in/judgements.csv, line 3", "学雷锋", "", "not a person"),
    )
    assert not found.problems
    assert found.sources[0].name == "a.txt"


@pytest.mark.parametrize(
    ("row", "value"),
    [("甲,乙,maybe,", "maybe"), (",乙,same,", "one"), ("甲,,rename,", "other"), ("甲,乙,same,x,y", "5 values")],
)
def test_a_bad_judgement_is_named_and_the_rest_used(tmp_path: Path, row: str, value: str) -> None:
    root = _tree(tmp_path, "a.txt")
    (root / "judgements.csv").write_text(f"one,other,judgement,note\n{row}\n丙,丁,different,\n", encoding="utf-8")
    found = find([root])
    (problem,) = found.problems
    assert "judgements.csv, line 2" in str(problem)
    assert value in str(problem)
    assert [judgement.one for judgement in found.judgements] == ["丙"]


# --- replacing the output ---------------------------------------------------------------------------------------------


def _write(output: Path, text: str) -> None:
    with replaced_together(output) as folder:
        for name in ("one", "two"):
            (folder / name).write_text(text, encoding="utf-8")


def test_an_error_while_writing_leaves_all_as_it_was(tmp_path: Path) -> None:
    _write(tmp_path, "old")
    (tmp_path / "mine").write_text("mine", encoding="utf-8")

    def fail() -> None:
        with replaced_together(tmp_path) as folder:
            (folder / "one").write_text("new", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert files(tmp_path) == {"one": b"old", "two": b"old", "mine": b"mine"}
    assert len(list(tmp_path.iterdir())) == 3


def test_an_error_leaves_no_new_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError), replaced_together(tmp_path / "new"):
        raise OSError(28, "No space left on device")
    assert not (tmp_path / "new").exists()


def test_what_the_killed_left_is_finished_or_undone(tmp_path: Path) -> None:
    _write(tmp_path, "old")
    (tmp_path / ".kg-build-x").mkdir()
    (tmp_path / ".kg-build-x" / "one").write_text("half", encoding="utf-8")
    (tmp_path / ".kg-ready-y" / "sub").mkdir(parents=True)
    (tmp_path / ".kg-ready-y" / "sub" / "two").write_text("new", encoding="utf-8")
    (tmp_path / ".kg-ready-y" / "two").write_text("new", encoding="utf-8")
    settle(tmp_path)
    assert files(tmp_path) == {"one": b"old", "two": b"new", "sub/two": b"new"}
    assert not list(tmp_path.glob(".kg-*"))


def test_a_build_at_work_is_left_in_peace(tmp_path: Path) -> None:
    other = tmp_path / ".kg-build-other"
    other.mkdir()
    handle = os.open(other, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    _write(tmp_path, "new")
    assert other.exists()
    os.close(handle)
    _write(tmp_path, "newer")
    assert not other.exists()


def test_what_else_lies_in_output_is_not_touched(tmp_path: Path) -> None:
    mine = _tree(tmp_path, "mine.txt", "stages/notes.txt", ".hidden", "graph.ttl.bak", "assets/x/y")
    before = files(mine)
    build([SEEDS], mine, keep_stages=True)
    after = files(mine)
    assert {name: after[name] for name in before} == before


def test_a_problem_survives_the_way_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(InputError("a.txt", "is empty")))
    assert (error.path, error.problem, str(error)) == ("a.txt", "is empty", "a.txt: is empty")
