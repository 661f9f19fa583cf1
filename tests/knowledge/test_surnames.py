import csv
from pathlib import Path

import pytest

from kg.knowledge.surnames import KINDS, name_characters, surnames

CASES = Path(__file__).parent.parent / "cases"


def cases() -> list[dict[str, str]]:
    with (CASES / "surnames.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_surnames_of_names(case: dict[str, str]) -> None:
    known = surnames()
    found = known.of(case["name"])
    kinds = ["compound" if name in known.compound else known.single[name].kind for name in found]
    assert "|".join(found) == case["surnames"], case["why"]
    assert "|".join(kinds) == case["kinds"], case["why"]


def test_how_many() -> None:
    known = surnames()
    assert 450 <= len(known.single) <= 650
    assert 70 <= len(known.compound) <= 110
    assert all(len(name) == 1 for name in known.single)
    assert all(len(name) > 1 for name in known.compound)
    assert {surname.kind for surname in known.single.values()} == set(KINDS) - {"compound"}


def test_weights_are_shares_of_ten_thousand_people() -> None:
    single = surnames().single
    total = sum(surname.weight for surname in single.values())
    assert 9_000 <= total <= 10_500
    order = sorted(single.values(), key=lambda surname: -surname.weight)
    assert {surname.text for surname in order[:3]} == {"王", "李", "张"}
    common = [surname.weight for surname in order if surname.kind == "common"]
    assert min(common) >= max(surname.weight for surname in order if surname.kind == "usual") / 3


def test_characters_of_names() -> None:
    characters = name_characters()
    assert set("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超") <= characters.usual
    assert set("的了们这") <= characters.never
    assert set("买提古丽孜卓玛扎西") <= characters.transliteration
    assert not characters.never & characters.usual
    assert all(len(character) == 1 for group in (characters.usual, characters.never) for character in group)
