"""Values that no GEXF can hold as they are, one by one: what networkx's own writer makes of them, and ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from kg.export.gexf import write_network
from kg.export.rows import written
from tests.export.gexf_checker import NS, problems

LONG = "会" * 1_000_000
HOLDER, BODY, HELD = "person:沈望舒", "body:南桥区委", "holds:1"


def network() -> nx.MultiDiGraph:
    """A person, a body, an office."""
    made = nx.MultiDiGraph(version="0")
    made.add_node(HOLDER, label="沈望舒", type="person")
    made.add_node(BODY, label="南桥区委", type="body")
    made.add_edge(HOLDER, BODY, key=HELD, kind="holds", label="书记", weight=1)
    return made


def of_holder(value: object) -> Callable[[nx.MultiDiGraph], None]:
    return lambda made: made.nodes[HOLDER].update(titles=value)


def of_both(made: nx.MultiDiGraph) -> None:
    made.nodes[HOLDER]["titles"] = 7
    made.nodes[BODY]["titles"] = "seven"


def of_edge(**values: Any) -> Callable[[nx.MultiDiGraph], None]:
    return lambda made: made.edges[HOLDER, BODY, HELD].update(values)


def theirs(made: nx.MultiDiGraph, path: Path) -> str:
    """What becomes of it through networkx: which error, or what the checker of the specification says of the file."""
    try:
        nx.write_gexf(made, path, version="1.3")
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    try:
        root = etree.parse(path).getroot()
    except etree.XMLSyntaxError as error:
        return f"no XML: {error}"
    return "\n".join(problems(root)) or "fine"


VALUES: dict[str, tuple[Callable[[nx.MultiDiGraph], None], str, str | None]] = {
    "none": (of_holder(None), "TypeError: attribute value type is not allowed", None),
    "list": (of_holder(["书记", "主任"]), "ValueError: not enough values to unpack", "书记；主任"),
    "tuple": (of_holder(("书记", None, "主任")), "TypeError: attribute value type is not allowed", "书记；主任"),
    "mixed": (of_both, "type of node body:南桥区委", "7"),
    "control": (of_holder("文\x00晓\x07"), "no XML", "文晓"),
    "surrogate": (of_holder("文\ud800晓"), "no XML", "文晓"),
    "nan": (of_holder(float("nan")), "type of node person:沈望舒", None),
    "infinite": (of_holder(float("-inf")), "type of node person:沈望舒", None),
    "date": (of_holder(date(2020, 3, 9)), "TypeError: attribute value type is not allowed", "2020-03-09"),
    "empty": (of_holder(""), "type of node person:沈望舒", None),
    "long": (of_holder(LONG), "", LONG),
}
"""Name → how it gets into the network, what is wrong with networkx's file, the person's titles in ours."""


@pytest.mark.parametrize("name", VALUES)
def test_a_value_breaks_networkx_and_not_us(name: str, tmp_path: Path) -> None:
    put, wrong, expected = VALUES[name]
    made = network()
    put(made)
    assert wrong in theirs(made, tmp_path / "theirs.gexf")

    path = tmp_path / "ours.gexf"
    write_network(made, path, "任职", {}, lambda _: ())
    assert problems(etree.parse(path, etree.XMLParser(huge_tree=True)).getroot()) == []
    back = nx.read_gexf(path)
    assert back.nodes[HOLDER].get("titles") == expected
    assert back[HOLDER][BODY]["weight"] == 1


def test_an_office_of_one_day_has_length(tmp_path: Path) -> None:
    made = network()
    of_edge(first="2020-03-09", last="2020-03-09")(made)
    write_network(made, tmp_path / "ours.gexf", "任职", {}, lambda _: ())
    root = etree.parse(tmp_path / "ours.gexf").getroot()
    assert problems(root) == []
    assert dict(root.find(".//g:spell", NS).attrib) == {"start": "2020-03-09", "end": "2020-03-10"}

    made = network()
    of_edge(spells=[("2020-03-09", "2020-03-09")])(made)
    assert "without length" in theirs(made, tmp_path / "theirs.gexf")


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_an_error_of_ours_and_written_by_networkx(weight: float, tmp_path: Path) -> None:
    made = network()
    of_edge(weight=weight)(made)
    assert theirs(made, tmp_path / "theirs.gexf") not in ("", "fine")
    with pytest.raises(ValueError, match=f"{HELD}: weight {weight!r}"):
        write_network(made, tmp_path / "ours.gexf", "任职", {}, lambda _: ())


def test_text_in_a_column_of_numbers_is_an_error(tmp_path: Path) -> None:
    made = network()
    made.nodes[HOLDER]["reporter"] = "yes"
    with pytest.raises(ValueError, match=f"{HOLDER}: reporter: 'yes' in a column of type integer"):
        write_network(made, tmp_path / "ours.gexf", "任职", {}, lambda _: ())


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (True, "integer", "1"),
        (3.0, "integer", "3"),
        (2, "double", "2.0"),
        ({"乙", "甲"}, "string", "乙；甲"),
        ([], "string", None),
        (["", None, float("nan")], "string", None),
        ("\x00", "string", None),
    ],
)
def test_values_as_text(value: object, kind: str, expected: str | None) -> None:
    assert written(value, kind) == expected
