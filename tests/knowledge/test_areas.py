import csv
import subprocess
import sys
from pathlib import Path

import pytest

from kg.knowledge import lexicon
from kg.knowledge.area_names import customary, split
from kg.knowledge.areas import LEVELS, Areas

CASES = Path(__file__).parent.parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.load()


def path(areas: Areas, code: str) -> str:
    entry = areas.entry(code)
    assert entry
    return "".join(outer.name for outer in reversed(areas.ancestors(entry))) + entry.name


@pytest.mark.parametrize("case", cases("areas.csv"), ids=lambda case: f"{case['name']}-{case['near']}")
def test_resolve(areas: Areas, case: dict[str, str]) -> None:
    meant = areas.resolve(case["name"], case["near"] or None)
    if not case["code"]:
        assert meant is None, case["why"]
    else:
        assert meant, case["why"]
        assert (meant.code, path(areas, meant.code)) == (case["code"], case["is"]), case["why"]


@pytest.mark.parametrize("case", cases("areas_upward.csv"), ids=lambda case: f"{case['home']}-{case['kind']}")
def test_upward(areas: Areas, case: dict[str, str]) -> None:
    assert (areas.upward(case["home"], case["kind"]) or "") == case["is"], case["why"]


@pytest.mark.parametrize("case", cases("areas_in_text.csv"), ids=lambda case: f"{case['text']}-{case['near']}")
def test_matcher(areas: Areas, case: dict[str, str]) -> None:
    found = areas.matcher(case["near"])(case["text"])
    assert [match.name for match in found] == list(lexicon.values(case["found"])), case["why"]
    assert all(case["text"][match.start : match.end] == match.name for match in found)


def test_matcher_without_home_finds_townships_everywhere(areas: Areas) -> None:
    text = "嵩县纸房镇、浏阳沙市镇"
    assert [match.name for match in areas.matcher()(text)] == ["嵩县", "纸房镇", "沙市镇"]
    assert [match.name for match in areas.matcher(townships=False)(text)] == ["嵩县"]


def test_matcher_is_made_once_for_a_prefecture(areas: Areas) -> None:
    assert areas.matcher("解放区") is areas.matcher("沁阳市")
    assert areas.matcher("解放区") is not areas.matcher("太和县")


def test_every_area_is_reached_from_a_province(areas: Areas) -> None:
    seen = dict.fromkeys(LEVELS, 0)
    for codes in areas._full.values():
        for code in codes:
            entry = areas.entry(code)
            assert entry
            seen[entry.level] += 1
            assert (entry, *areas.ancestors(entry))[-1].level == "province", entry
    assert seen["province"] == 34
    assert seen["prefecture"] > 333
    assert seen["county"] > 2845
    assert seen["township"] == 38723


def test_homonyms_are_all_found(areas: Areas) -> None:
    found = areas.find("新华区")
    assert [entry.code for entry in found] == sorted(entry.code for entry in found)
    assert len([entry for entry in found if not entry.former]) == 3
    assert len(areas.find("城关镇")) > 50


def test_near_may_be_an_entry(areas: Areas) -> None:
    home = areas.find("沧州市")[0]
    meant = areas.resolve("新华区", home)
    assert meant
    assert areas.within(meant, home)
    assert not areas.within(home, meant)
    assert areas.upward(meant, "市") == "沧州市"


def test_near_may_be_a_path(areas: Areas) -> None:
    meant = areas.resolve("城关镇", "阜阳市太和县")
    assert meant
    assert path(areas, meant.code) == "安徽省阜阳市太和县城关镇"
    assert areas.upward("阜阳市太和县", "市") == "阜阳市"
    assert areas.upward("广西河池市金城江区", "自治区") == "广西壮族自治区"


def test_near_that_is_ambiguous_resolves_only_what_all_agree_on(areas: Areas) -> None:
    assert areas.resolve("新华街道", "新华区") is None
    far = areas.resolve("沁阳市", "新华区")
    assert far
    assert far.code == "410882"


@pytest.mark.parametrize(("character", "province"), [("豫", "河南省"), ("沪", "上海市"), ("台", "台湾省")])
def test_abbreviations(areas: Areas, character: str, province: str) -> None:
    entry = areas.abbreviated(character)
    assert entry
    assert entry.name == province
    assert areas.find(character) == ()


def test_no_abbreviation(areas: Areas) -> None:
    assert areas.abbreviated("人") is None


@pytest.mark.parametrize(
    ("name", "stem", "suffix", "usual"),
    [
        ("焦作市", "焦作", "市", "焦作市"),
        ("内蒙古自治区", "内蒙古", "自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆", "自治区", "新疆"),
        ("甘孜藏族自治州", "甘孜", "自治州", "甘孜州"),
        ("博尔塔拉蒙古自治州", "博尔塔拉", "自治州", "博尔塔拉州"),
        ("黔西南布依族苗族自治州", "黔西南", "自治州", "黔西南州"),
        ("东乡族自治县", "东乡", "自治县", "东乡县"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江", "自治县", "双江县"),
        ("鄂伦春自治旗", "鄂伦春", "自治旗", "鄂伦春旗"),
        ("愉群翁回族乡", "愉群翁", "乡", "愉群翁乡"),
        ("浦东新区", "浦东", "新区", "浦东新区"),
        ("易县", "易", "县", "易县"),
        ("市", "市", "", "市"),
    ],
)
def test_rules_of_names(name: str, stem: str, suffix: str, usual: str) -> None:
    assert split(name) == (stem, suffix)
    assert customary(name) == usual
    assert Areas.stem(name) == stem
    assert Areas.short_form(name) == usual


def test_short_names_speak_of_areas_that_exist(areas: Areas) -> None:
    table = lexicon.load("area_short_names")
    for row, line in zip(table, table.lines, strict=True):
        known = {"", "use", "word", "near", "common", "abbreviation"}
        assert row["class"] in known, f"line {line}: {row['class']}"
        assert bool(row["code"]) == (row["class"] in ("use", "abbreviation")), f"line {line}: {row}"
        assert all(areas.entry(code) for code in lexicon.values(row["code"])), f"line {line}: {row['code']}"
        if row["class"] == "common":
            assert areas.find(row["name"]), f"line {line}: {row['name']} is no area"
        if row["class"] == "":
            assert row["not_after"] or row["not_before"], f"line {line}: {row['name']} says nothing"
    assert table.by("name")


def test_former_areas_lie_in_known_ones(areas: Areas) -> None:
    table = lexicon.load("area_former")
    for row, line in zip(table, table.lines, strict=True):
        assert row["level"] in LEVELS, f"line {line}"
        assert row["class"] in ("former", "renamed", "standing"), f"line {line}"
        entry = areas.entry(row["code"])
        assert entry, f"line {line}"
        assert entry.former == (row["class"] == "former"), f"line {line}: {row['code']} is in force"
        assert row["level"] == "province" or areas.entry(row["parent"]), f"line {line}: {row['parent']}"


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from kg.knowledge.areas import Areas; a = Areas.load();"
        "print(a.find('城关镇'), a.find('阿克苏'), a.matcher('解放区')('河南省焦作市解放区新华街道'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(answers) == 1
