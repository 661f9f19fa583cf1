"""The command as people call it: what it reads, what it says, how it ends, what it leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from kg.cli import app
from kg.export import FORMATS

ROOT = Path(__file__).parent.parent
FILES = {
    "index.html", "graph.ttl", "graph.gexf", "offices.gexf", "coattendance.gexf", "nodes.csv", "edges.csv",
    "report.json",
}  # fmt: skip
PAGE = """马村区召开春季造林工作会议
本报讯（记者方敬文）2021年3月9日上午，马村区召开春季造林工作会议。区委书记欧阳敬之主持会议并讲话，
区委副书记、区长慕容立言出席会议。
"""


def kg(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with one good page in ``in/``."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def report(folder: Path) -> dict[str, object]:
    return json.loads((folder / "output" / "report.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- what is said and left --------------------------------------------------------------------------------------------


def test_build_writes_all_files_and_says_what_to_open(folder: Path) -> None:
    done = kg("build", "in", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in (folder / "output").iterdir()} == FILES
    assert "output/index.html" in done.stdout
    assert "1 document " in done.stdout
    assert 2 <= len(done.stdout.splitlines()) <= 6


def test_seeds_and_output_are_the_defaults(folder: Path) -> None:
    (folder / "in").rename(folder / "seeds")
    assert kg("build", cwd=folder).returncode == 0
    assert set(listing(folder / "output")) >= FILES


def test_stages_are_kept_on_demand(folder: Path) -> None:
    assert kg("build", "in", "--keep-stages", cwd=folder).returncode == 0
    stages = folder / "output" / "stages"
    rows = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in stages.iterdir()}
    assert json.loads(rows["documents"][0])["name"] == "good.txt"
    assert "欧阳敬之" in {json.loads(row)["name"] for row in rows["persons"]}


def test_base_iri(folder: Path) -> None:
    assert kg("build", "in", "--base-iri", "https://data.example.org/p/", cwd=folder).returncode == 0
    turtle = (folder / "output" / "graph.ttl").read_text(encoding="utf-8")
    assert "https://data.example.org/p/" in turtle
    assert "kg.example" not in turtle


def test_formats_are_written_when_asked_for_and_left_alone_when_not(folder: Path) -> None:
    assert kg("build", "in", "--format", "trig", "--format", "ntriples", cwd=folder).returncode == 0
    output = folder / "output"
    assert set(listing(output)) == FILES | {"graph.trig", "graph.nt"}
    (output / "graph.nt").write_text("of before", encoding="utf-8")
    done = kg("build", "in", "--format", "trig", cwd=folder)
    assert done.returncode == 0
    warning = "graph.nt is of an earlier build; --format ntriples renews it"
    assert f"note: {warning}" in done.stderr
    assert warning in json.loads((output / "report.json").read_text(encoding="utf-8"))["warnings"]
    assert "graph.trig" not in done.stderr
    assert (output / "graph.nt").read_text(encoding="utf-8") == "of before"


def test_an_unknown_format_is_refused_before_anything_is_read(folder: Path) -> None:
    done = kg("build", "missing", "--format", "jsonl", "--format", "trig", cwd=folder)
    assert done.returncode == 2
    assert done.stderr == "--format 'jsonl' is unknown; name one of " + ", ".join(FORMATS) + "\n"
    assert not (folder / "output").exists()


def test_help_names_every_format() -> None:
    options = typer.main.get_command(app).commands["build"].params
    (told,) = [option.help for option in options if option.name == "formats"]
    assert set(FORMATS) <= set(re.findall(r"\w+", told))


def test_a_terminal_without_chinese_is_no_obstacle(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    done = kg("explain", "慕容立言", cwd=folder, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "good.txt" in done.stdout


def test_help_answers_at_once(folder: Path) -> None:
    kg("--help", cwd=folder)
    began = time.perf_counter()
    done = kg("--help", cwd=folder)
    assert all(command in done.stdout for command in ("build", "explain", "diff", "evaluate"))
    # 0.1 s on an idle machine; the libraries that a build needs would take more than a second.
    assert time.perf_counter() - began < 0.8


# --- wrong usage: status 2, nothing written ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "nowhere"], "nowhere"),
        (["build", "empty"], "nothing to read"),
        (["build", "in", "-o", "in/good.txt"], "in/good.txt"),
        (["build", "in", "--base-iri", "no iri"], "--base-iri"),
        (["build", "in", "--jobs", "-1"], "--jobs"),
        (["build", "in", "--colour"], "--colour"),
        (["frobnicate"], "frobnicate"),
        (["explain", "某某"], "graph.ttl"),
        (["evaluate", "in"], "in: no annotations"),
    ],
)
def test_wrong_usage_says_what_is_wrong_and_writes_nothing(folder: Path, arguments: list[str], says: str) -> None:
    (folder / "empty").mkdir()
    before = listing(folder)
    done = kg(*arguments, cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert listing(folder) == before
    assert not (folder / "output").exists()


# --- bad input: named in one line, the rest is built ------------------------------------------------------------------

BAD = {
    "empty.txt": b"",
    "blank.txt": " \u3000\n\n".encode(),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "zeros.txt": b"\0\1\2" * 4000,
    "garbage.txt": bytes(range(128, 256)) * 40,
    "latin.txt": "Fußgängerübergänge für Ästheten und Öfen".encode("latin-1"),
    'it\'s a "name" & more.txt': b"",
    "a\nb.txt": b"",
}


@pytest.mark.parametrize("name", BAD)
def test_an_unreadable_file_costs_one_line(folder: Path, name: str) -> None:
    (folder / "in" / name).write_bytes(BAD[name])
    done = kg("build", "in", cwd=folder)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    printable = name.replace("\n", "\ufffd")
    assert line.startswith(f"{printable}: ")
    (entry,) = report(folder)["not_read"]  # type: ignore[misc]
    assert entry["input"] == printable
    assert entry["why"] in line
    assert [one["document"] for one in report(folder)["read"]] == ["good.txt"]  # type: ignore[attr-defined]
    assert set(listing(folder / "output")) >= FILES


def test_a_missing_input_among_others_is_named(folder: Path) -> None:
    done = kg("build", "in", "missing", cwd=folder)
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["missing: does not exist; check how it is written"]
    assert set(listing(folder / "output")) >= FILES


def test_nothing_readable_leaves_the_earlier_output(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    before = listing(folder / "output")
    (folder / "bad.txt").write_bytes(b"")
    done = kg("build", "bad.txt", cwd=folder)
    assert done.returncode == 1
    assert "bad.txt: is empty" in done.stderr
    assert listing(folder / "output") == before


READABLE = {
    "gb18030.txt": PAGE.encode("gb18030"),
    "utf16.txt": PAGE.encode("utf-16"),
    "bom.txt": PAGE.encode("utf-8-sig"),
    "dos.txt": PAGE.replace("\n", "\r\n").encode(),
    "page.md": PAGE.encode(),
    "名字 有 空格 & 'quotes\".txt": PAGE.encode(),
    "control.txt": PAGE.replace("会议", "会\x07议\x1b[31m\x00").encode(),
    "script.txt": ("<script>alert(1)</script>会议</title>\n\n" + PAGE).encode(),
}


@pytest.mark.parametrize("name", READABLE)
def test_odd_but_readable_files_are_read(folder: Path, name: str) -> None:
    (folder / "in" / "good.txt").unlink()
    (folder / "in" / name).write_bytes(READABLE[name])
    done = kg("build", "in", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [one["document"] for one in report(folder)["read"]] == [name]  # type: ignore[attr-defined]
    assert "慕容立言" in kg("explain", "慕容立言", cwd=folder).stdout
    page = (folder / "output" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "\x1b" not in page
    assert "\x07" not in (folder / "output" / "graph.gexf").read_text(encoding="utf-8")


def test_a_line_of_five_megabytes_is_read_in_time(folder: Path) -> None:
    line = "春季造林工作有序推进，" * 160_000
    assert len(line.encode()) > 5_000_000
    (folder / "in" / "long.txt").write_text(line, encoding="utf-8")
    began = time.monotonic()
    done = kg("build", "in", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert {one["document"] for one in report(folder)["read"]} == {"good.txt", "long.txt"}  # type: ignore[attr-defined]
    assert time.monotonic() - began < 60


# --- killed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_build_leaves_the_earlier_output(folder: Path, how: signal.Signals) -> None:
    assert kg("build", "in", cwd=folder).returncode == 0
    (folder / "output" / "mine.txt").write_text("mine", encoding="utf-8")
    before = listing(folder / "output")
    for number in range(60):
        (folder / "in" / f"p{number}.txt").write_text(PAGE * 40, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", "in"]
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # In the middle of the work: when it has set others to work (before that Python imports, and can lose a Ctrl-C).
    helpers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not helpers.read_text(encoding="utf-8"):
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0, "the build was done before it could be killed"
    assert b"Traceback" not in errors
    after = {name: data for name, data in listing(folder / "output").items() if not name.startswith(".kg-")}
    assert after == before
    # The next one takes away what the killed one left.
    assert kg("build", "in/good.txt", cwd=folder).returncode == 0
    assert listing(folder / "output") == before


# --- explain, diff, evaluate ------------------------------------------------------------------------------------------


def test_explain_gives_the_words_of_each_fact(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    done = kg("explain", "欧阳敬之", cwd=folder)
    assert done.returncode == 0
    assert "书记, 马村区委" in done.stdout
    assert "春季造林工作会议" in done.stdout
    assert "慕容立言 1×" in done.stdout
    assert "good.txt" in done.stdout


def test_explain_offers_who_is_called_nearly_so(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    done = kg("explain", "欧阳敬元", cwd=folder)
    assert done.returncode == 2
    assert "欧阳敬之" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_check_says_what_is_wrong_and_ends_with_1(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    assert kg("check", cwd=folder).returncode == 0
    graph = folder / "output" / "graph.ttl"
    graph.write_text(re.sub(r"    kg:confidence kg:\w+ ;\n", "", graph.read_text(encoding="utf-8")), encoding="utf-8")
    done = kg("check", cwd=folder)
    assert done.returncode == 1
    assert "is sure, likely or unsure" in done.stdout


def test_query_answers_a_ready_question_and_lists_them(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    listed = kg("query", "--list", cwd=folder)
    assert listed.returncode == 0
    assert "company name=…" in listed.stdout
    done = kg("query", "company", "name=慕容立言", "--format", "csv", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "欧阳敬之" in done.stdout
    wrong = kg("query", "company", cwd=folder)
    assert wrong.returncode == 2
    assert "name is missing" in wrong.stderr


def test_diff_says_what_is_more_and_what_is_gone(folder: Path) -> None:
    kg("build", "in", "-o", "old", cwd=folder)
    page = PAGE.replace("慕容立言", "端木立言")
    (folder / "in" / "good.txt").write_text(page, encoding="utf-8")
    kg("build", "in", cwd=folder)
    lines = kg("diff", "old", "output", cwd=folder).stdout.splitlines()
    assert "Persons: 1 more (+), 1 gone (-)" in lines
    assert "  + 端木立言" in lines
    assert "  - 慕容立言" in lines
    assert "  - 2021-03-09  马村区春季造林工作会议: 慕容立言, attendee" in lines
    assert "Who met whom: 1 more (+), 1 gone (-)" in lines
    assert "  - 慕容立言 and 欧阳敬之: 1×" in lines or "  - 欧阳敬之 and 慕容立言: 1×" in lines
    assert kg("diff", "output/graph.ttl", cwd=folder).stdout == "Both say the same.\n"


def test_diff_names_those_who_are_told_apart_now(folder: Path) -> None:
    kg("build", "in", "-o", "old", cwd=folder)
    turtle = (folder / "old" / "graph.ttl").read_text(encoding="utf-8")
    person = "<https://kg.example/id/person/慕容立言-马村区> a schema:Person ; schema:name '慕容立言' ."
    (folder / "new.ttl").write_text(f"{turtle}\n{person}\n", encoding="utf-8")
    first = kg("diff", "old", "new.ttl", cwd=folder).stdout.splitlines()[0]
    assert first == "慕容立言: was 慕容立言; is 慕容立言, 慕容立言-马村区"


def test_evaluate_prints_figures_and_on_demand_what_is_wrong(folder: Path) -> None:
    kg("build", "in", cwd=folder)
    gold = folder / "gold"
    gold.mkdir()
    article = {key: [] for key in ("reporters", "organisations", "places", "events")} | {"headline": None}
    persons = [{"name": name, "roles": []} for name in ("欧阳敬之", "慕容立言", "端木无人")]
    annotation = {"document": "good.txt", "articles": [article | {"persons": persons}]}
    (gold / "good.json").write_text(json.dumps(annotation), encoding="utf-8")
    figures = json.loads(kg("evaluate", gold, "--json", cwd=folder).stdout)["measures"]["person"]
    assert (figures["right"], figures["missed"], figures["invented"]) == (2, 1, 0)
    shown = kg("evaluate", gold, "--show", cwd=folder).stdout
    assert "- good.txt" in shown
    assert "端木无人" in shown
    assert "端木无人" not in kg("evaluate", gold, cwd=folder).stdout


# --- judgements -------------------------------------------------------------------------------------------------------


def test_judgements_hold_over_rebuilds_and_say_when_they_no_longer_apply(folder: Path) -> None:
    rows = "one,other,judgement,note\n慕容立言,慕容丽言,rename,排印之误\n水无月,,not a person,\n"
    (folder / "in" / "judgements.csv").write_text(rows, encoding="utf-8")
    first = kg("build", "in", cwd=folder)
    assert first.returncode == 0
    assert "in/judgements.csv, line 3: no person 水无月" in first.stderr
    before = listing(folder / "output")
    assert kg("build", "in", cwd=folder).returncode == 0
    assert listing(folder / "output") == before
    told = kg("explain", "慕容丽言", cwd=folder)
    assert "also written 慕容立言" in told.stdout
    assert "区长, 马村区政府" in told.stdout


# --- how sure ---------------------------------------------------------------------------------------------------------

UNSURE = """马村区召开秋季造林工作会议
本报讯（记者方敬文）2021年9月9日上午，马村区召开秋季造林工作会议。区委书记欧阳敬之主持会议并讲话。
某协会会长明月参加会议。
"""


def test_claims_that_are_not_sure_enough_are_left_out_and_counted(folder: Path) -> None:
    (folder / "in" / "unsure.txt").write_text(UNSURE, encoding="utf-8")
    assert kg("build", "in", cwd=folder).returncode == 0
    whole = report(folder)
    assert whole["not_sure_enough"] == {}
    assert kg("build", "in", "--min-confidence", "sure", cwd=folder).returncode == 0
    sure = report(folder)
    assert isinstance(sure["not_sure_enough"], dict)
    assert sure["not_sure_enough"]["persons"] >= 1
    assert "kg:confidence kg:likely" not in (folder / "output" / "graph.ttl").read_text(encoding="utf-8")
    assert "明月" not in (folder / "output" / "nodes.csv").read_text(encoding="utf-8")
    assert kg("build", "in", "--min-confidence", "certain", cwd=folder).returncode == 2
