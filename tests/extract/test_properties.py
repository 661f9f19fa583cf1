"""What must hold of any page: reading never fails, layout changes no fact, order changes nothing.

Exceptions are known and not tested: line breaks that leave a short line of its own may make a headline of it, and so
may any in a text that has no headline; in notices of appointments a line is an entry.
"""

from __future__ import annotations

import re

from helpers import ROOT, metadata_of, pages, persons, read, read_page, roles
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg.model import Metadata
from kg.read import normalise
from kg.resolve import resolve

LONGEST_HEADLINE = 40
TEXTS = {path: path.read_text(encoding="utf-8") for path in pages()}
ARTICLES = [
    path
    for path, text in TEXTS.items()
    if path.parent.name == "articles"
    and len(text) > 5 * LONGEST_HEADLINE
    and "\n" in text.strip()
    and not re.search("任免|公示", text[:40])
]
PAGES = [path for path in TEXTS if path.parent.name != "articles"]
MODEST = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

BETWEEN_HAN = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
FAR_FROM_LINE_ENDS = re.compile(
    rf"(?<=[^\n]{{{LONGEST_HEADLINE}}}){BETWEEN_HAN.pattern}(?=[^\n]{{{LONGEST_HEADLINE}}})"
)


def body_of(text: str) -> int:
    """Where the running text begins: behind the headlines, if there are any."""
    opening = re.search("^本报", text, re.MULTILINE) or re.search(r"\n(?=.)", text)
    return opening.start() if opening else 0


def facts(text: str, metadata: Metadata) -> tuple[list[str], list[str]]:
    reading = read(text, metadata)
    return persons(reading), roles(reading)


@MODEST
@given(path=st.sampled_from(PAGES), data=st.data())
def test_a_page_cut_anywhere_is_read(path, data) -> None:  # type: ignore[no-untyped-def]
    whole = TEXTS[path]
    first = data.draw(st.integers(0, len(whole) - 1))
    last = data.draw(st.integers(first + 1, len(whole)))
    text = whole[first:last]
    if not text.strip():
        return
    reading = read(text, metadata_of(path.parent).get(path.name, Metadata()))
    for person in reading.persons:
        for one in person.mentions:
            assert normalise(text[one.start : one.end]) == one.exact


@MODEST
@given(path=st.sampled_from(ARTICLES), data=st.data())
def test_spaces_inside_chinese_change_no_fact(path, data) -> None:  # type: ignore[no-untyped-def]
    """Also within names and at their ends."""
    text, metadata = TEXTS[path], metadata_of(path.parent)[path.name]
    gaps = [gap.start() for gap in BETWEEN_HAN.finditer(text, body_of(text))]
    chosen = data.draw(st.sets(st.sampled_from(gaps), min_size=1, max_size=30))
    space = data.draw(st.sampled_from([" ", "  ", "\u3000", "\u00a0"]))
    assert facts(with_inserted(text, chosen, space), metadata) == facts(text, metadata)


@MODEST
@given(path=st.sampled_from(ARTICLES), data=st.data())
def test_a_line_break_inside_chinese_changes_no_fact(path, data) -> None:  # type: ignore[no-untyped-def]
    text, metadata = TEXTS[path], metadata_of(path.parent)[path.name]
    gaps = [gap.start() for gap in FAR_FROM_LINE_ENDS.finditer(text, body_of(text))]
    assume(gaps)
    broken = with_inserted(text, {data.draw(st.sampled_from(gaps))}, data.draw(st.sampled_from(["\n", "\r\n", " \n"])))
    assert facts(broken, metadata) == facts(text, metadata)


@MODEST
@given(path=st.sampled_from(ARTICLES), width=st.integers(12, 60), end=st.sampled_from(["\n", "\r\n"]))
def test_the_width_of_the_column_changes_no_fact(path, width, end) -> None:  # type: ignore[no-untyped-def]
    text, metadata = TEXTS[path], metadata_of(path.parent)[path.name]
    start = body_of(text)
    lines = text[start:].split("\n")
    narrow = (line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width))
    assert facts(text[:start] + end.join(narrow), metadata) == facts(text, metadata)


@settings(MODEST, max_examples=6)
@given(order=st.permutations(PAGES))
def test_the_order_of_documents_changes_nothing(order) -> None:  # type: ignore[no-untyped-def]
    sorted_graph = resolve([read_page(path)[1] for path in PAGES], "0")
    assert resolve([read_page(path)[1] for path in order], "0") == sorted_graph


def test_the_pages_for_these_tests_are_there() -> None:
    assert len(PAGES) > 10
    assert len(ARTICLES) > 50
    assert ROOT.joinpath("seeds") in {path.parent for path in PAGES}


def with_inserted(text: str, places: set[int], what: str) -> str:
    for place in sorted(places, reverse=True):
        text = text[:place] + what + text[place:]
    return text
