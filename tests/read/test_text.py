"""Normalised words and the way back to the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.text import Words, exchange, join, normalise, words_of
from tests.read.material import cases

MESSY = st.text(
    st.sampled_from(
        "区委书记李某，,：:（(）)；;？?！!。“”《》 \t\n\u3000\u200b\ufeff\x00\x0709１２ＡaZ.·•*#<sup>/-—⼈"
    ),
    max_size=60,
)
MARKS = set(",:，：*<>/")


@pytest.mark.parametrize("case", cases("read_normalise"), ids=lambda case: case["why"])
def test_cases(case: dict[str, str]) -> None:
    assert normalise(case["text"]) == case["is"], case["why"]


@given(MESSY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text.replace("*", "").replace("<", ""))  # blanks within ** and tags may hide them the first time
    assert normalise(once) == once


@given(st.text())
def test_words_are_the_normalised_text_and_map_back(text: str) -> None:
    words = words_of(text, 0, len(text))
    assert words.text == normalise(text)
    _well_formed(words)
    for at, until, start, end in words.pieces:
        assert until - at == end - start


@given(MESSY, st.data())
def test_characters_may_be_exchanged_for_all_stretches_at_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = words_of(text, start, end, exchange(text))
    assert words == words_of(text, start, end)
    assert words.text == normalise(text[start:end])


@given(MESSY, st.data())
def test_a_stretch_of_words_is_what_its_source_says(text: str, data: st.DataObject) -> None:
    words = words_of(text, 0, len(text))
    if not words.text:
        return
    at = data.draw(st.integers(0, len(words.text) - 1))
    until = data.draw(st.integers(at + 1, len(words.text)))
    part = words.cut(at, until)
    assert part.text == words.text[at:until]
    start, end = part.pieces[0][2], part.pieces[-1][3]
    beside = {text[start], text[end - 1], text[start - 1 : start], text[end : end + 1]}
    if not beside & MARKS:  # a mark's width depends on its neighbours
        assert normalise(text[start:end]) == part.text


@given(st.lists(MESSY, max_size=5))
def test_joined_parts_keep_their_sources(texts: list[str]) -> None:
    document = "|".join(texts)
    parts, at = [], 0
    for text in texts:
        parts.append(words_of(document, at, at + len(text)))
        at += len(text) + 1
    joined = join(parts, "\n")
    assert joined.text == "\n".join(part.text for part in parts)
    _well_formed(joined)
    for low, high, start, _end in joined.pieces:
        assert normalise(document[start]) in ("", joined.text[low]) or document[start] in MARKS
        assert "\n" not in joined.text[low:high]


def _well_formed(words: Words) -> None:
    last_at = 0
    for at, until, start, end in words.pieces:
        assert last_at <= at < until <= len(words.text)
        assert end - start == until - at
        last_at = until
