"""One automaton for all papers finds what one for each would."""

from __future__ import annotations

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.area_matcher import AreaMatcher, AreaNames, Context
from kg.knowledge.areas import Areas

NAMES = ("甲县", "甲", "县城", "县城关镇", "城关镇", "关镇乙", "乙县", "甲乙", "乙")


@given(
    st.text("甲乙县城关镇的", max_size=30),
    st.sets(st.sampled_from(NAMES)),
    st.sets(st.sampled_from(NAMES)),
    st.sets(st.sampled_from(NAMES)),
)
def test_the_longest_of_its_own_names_at_each_place(
    text: str, everywhere: set[str], near: set[str], without: set[str]
) -> None:
    looked_for = sorted((everywhere | near) - without)
    plain = AhoCorasick(looked_for, matchkind=MatchKind.LeftmostLongest)
    expected = [(start, end, looked_for[which]) for which, start, end in plain.find_matches_as_indexes(text)]
    assert AreaMatcher(AreaNames(NAMES, {}), everywhere, near, without)(text) == expected


def test_a_name_in_other_words_hides_what_it_covers_and_is_none() -> None:
    names = AreaNames(NAMES, {"县城关镇": Context(("甲",), ())})
    assert [match.name for match in AreaMatcher(names, set(NAMES) - {"甲县"})("甲县城关镇乙县")] == ["甲", "乙县"]


@pytest.mark.parametrize(
    ("home", "text", "found"),
    [
        ("焦作市", "解放到武陟", ["武陟"]),
        ("阜阳市", "解放到武陟", []),
        (None, "纸房镇", ["纸房镇"]),
        ("洛阳市", "纸房镇", ["纸房镇"]),
        ("阜阳市", "纸房镇", []),
    ],
)
def test_each_paper_has_names_of_its_own(home: str | None, text: str, found: list[str]) -> None:
    assert [match.name for match in Areas.load().matcher(home)(text)] == found
