"""What the README shows is what the program writes."""

from __future__ import annotations

import re
from pathlib import Path

import rdflib

from kg.export import EXPORTERS, FORMATS
from tests.pictures.formats import PICTURES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_shown_lines_open_the_first_page() -> None:
    shown = README.split("```\n")[1]
    assert (ROOT / "seeds" / "000_1cdb79d33ef0977c.txt").read_text(encoding="utf-8").startswith(shown)


def test_the_shown_triples_are_in_the_graph() -> None:
    graph = rdflib.Graph().parse(ROOT / "output" / "graph.ttl")
    head = "".join(
        line for line in (ROOT / "output" / "graph.ttl").read_text(encoding="utf-8").splitlines(True) if line[0] == "@"
    )
    shown = rdflib.Graph().parse(data=head + README.split("```turtle\n")[1].split("```")[0], format="turtle")
    assert len(shown) > 15
    assert set(shown) <= set(graph)


def test_the_shown_query_answers_what_the_readme_says() -> None:
    code = README.split("```python\n")[1].split("```")[0]
    expected = re.search(r"# (\S+) (\S+) (\d+), …", code)
    assert expected
    graph = rdflib.Graph().parse(ROOT / "output" / "graph.ttl")
    query = (ROOT / "kg" / "queries" / "coattendance.rq").read_text(encoding="utf-8")
    first = next(iter(graph.query(query)))
    assert (str(first[0]), str(first[1]), str(first[2])) == expected.groups()


def test_pictures_and_files_of_the_formats_are_there() -> None:
    page = ROOT / "kg" / "export" / "README.md"
    text = page.read_text(encoding="utf-8")
    shown = {(page.parent / name).resolve() for name in re.findall(r"\]\((\S+\.png)\)", text)}
    assert shown == {ROOT / "tests" / "pictures" / f"format-{name}.png" for name in PICTURES}
    assert all(path.exists() for path in shown)
    for name in FORMATS:
        assert name in text
    for file in (*EXPORTERS, *(file for form in FORMATS.values() for file in form.files)):
        assert Path(file).stem in text, file


def test_what_the_readme_names_is_there() -> None:
    for name in re.findall(r"`((?:kg|tests|output)/[\w./]+)`", README):
        assert (ROOT / name).exists(), name
