"""The user's last word on persons: what each kind of judgement does, whom it means, when it no longer applies."""

from __future__ import annotations

import pytest

from kg.model import Graph, Judgement
from kg.resolve import resolve
from tests.resolve.made import Paper


def judge(papers: list[Paper], *rows: tuple[str, str, str]) -> Graph:
    judgements = [
        Judgement(f"judgements.csv, line {line}", one, other, kind, "问过本人")
        for line, (one, other, kind) in enumerate(rows, 2)
    ]
    return resolve([paper.reading() for paper in papers], "0", judgements)


def two_counties() -> list[Paper]:
    """Two of one name whom the program keeps apart."""
    one = Paper("x.txt", "2020-03-10").article("太和县").person("苗青禾", "县长@太和县政府@太和县")
    other = Paper("y.txt", "2020-03-12").article("易县").person("苗青禾", "县长@易县政府@易县")
    return [one.event("甲会", "苗青禾"), other.event("乙会", "苗青禾")]


def one_county() -> list[Paper]:
    """Two mentions that the program takes for one person."""
    return [
        Paper(name, "2020-03-10").article("太和县").person("苗青禾", "县长@太和县政府@太和县").event(event, "苗青禾")
        for name, event in (("x.txt", "甲会"), ("y.txt", "乙会"))
    ]


def ids(graph: Graph) -> list[str]:
    return [person.id for person in graph.persons]


APART = ["苗青禾-太和县", "苗青禾-易县"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苗青禾", "苗青禾"),
        ("苗青禾-太和县", "苗青禾-易县"),
        ("https://kg.example/id/person/苗青禾-太和县", "https://kg.example/id/person/%E8%8B%97%E9%9D%92%E7%A6%BE-易县"),
        ("苗青禾@x.txt", "苗青禾@y.txt#a1"),
    ],
)
def test_same_joins_whatever_is_said_of_them(one: str, other: str) -> None:
    assert ids(judge(two_counties())) == APART
    graph = judge(two_counties(), (one, other, "same"))
    assert ids(graph) == ["苗青禾"]
    assert len(graph.participations) == 2
    assert {row.person for row in graph.roles} == {"苗青禾"}
    assert graph.persons[0].reasons == ("判定为一人（judgements.csv, line 2：问过本人）",)
    assert graph.warnings == ()


def test_same_of_two_names_shows_the_first_and_keeps_the_other() -> None:
    papers = [*one_county(), Paper("z.txt", "2020-03-11").article("太和县").person("苗青和").event("丙会", "苗青和")]
    graph = judge(papers, ("苗青禾", "苗青和", "same"))
    (person,) = graph.persons
    assert (person.id, person.name, person.alt_names) == ("苗青禾", "苗青禾", ("苗青和",))
    assert len(graph.participations) == 3


def test_different_parts_what_the_program_joined() -> None:
    assert ids(judge(one_county())) == ["苗青禾"]
    graph = judge(one_county(), ("苗青禾@x.txt", "苗青禾@y.txt", "different"))
    first, second = graph.persons
    assert (first.different_from, second.different_from) == ((second.id,), (first.id,))
    assert any("判定不是一人" in reason for reason in first.reasons)


def test_different_of_one_and_the_same_mention_is_reported() -> None:
    graph = judge(one_county(), ("苗青禾", "苗青禾", "different"))
    assert ids(graph) == ["苗青禾"]
    assert "same mentions" in graph.warnings[0]


def test_not_a_person_goes_with_all_claims_and_the_events_left_empty() -> None:
    paper = Paper("x.txt", "2020-03-10").article("太和县", reporters=("本报综合",)).person("学雷锋", "主任@甲局@太和县")
    paper.person("苗青禾").event("甲会", "学雷锋").event("乙会", "学雷锋", "苗青禾")
    graph = judge([paper], ("学雷锋", "", "not a person"), ("本报综合", "", "not a person"))
    assert ids(graph) == ["苗青禾"]
    assert [event.name for event in graph.events] == ["乙会"]
    assert graph.roles == ()
    assert [credit.name for credit in graph.articles[0].article.credits] == ["本报综合"]
    assert graph.warnings == ()


def test_rename_keeps_the_printed_form_and_meets_the_bearers_of_the_new_name() -> None:
    papers = one_county()
    papers[1] = Paper("y.txt", "2020-03-10").article("太和县").person("苗青乐", "县长@太和县政府@太和县")
    graph = judge(papers, ("苗青乐", "苗青禾", "rename"))
    (person,) = graph.persons
    assert (person.name, person.alt_names) == ("苗青禾", ("苗青乐",))


def test_rename_in_one_article_makes_one_person() -> None:
    paper = (
        Paper("x.txt", "2020-03-10")
        .article("太和县")
        .person("苗青禾")
        .person("苗青乐")
        .event("甲会", "苗青禾", "苗青乐")
    )
    graph = judge([paper], ("苗青乐", "苗青禾", "rename"))
    assert ids(graph) == ["苗青禾"]
    assert len(graph.participations) == 1
    assert graph.ties == ()


def test_a_judgement_on_nobody_is_reported() -> None:
    graph = judge(one_county(), ("水无月", "苗青禾", "same"), ("苗青禾@gone.txt", "", "not a person"))
    assert ids(graph) == ["苗青禾"]
    assert sorted(line.split(":")[0] for line in graph.warnings) == ["judgements.csv, line 2", "judgements.csv, line 3"]


def test_of_two_that_contradict_the_later_one_holds() -> None:
    same, different = ("苗青禾@x.txt", "苗青禾@y.txt", "same"), ("苗青禾@x.txt", "苗青禾@y.txt", "different")
    parted = judge(one_county(), same, different)
    assert len(parted.persons) == 2
    assert parted.warnings == ("judgements.csv, line 2: contradicted by judgements.csv, line 3; the later one holds",)
    assert len(judge(two_counties(), different, same).persons) == 1


W_Z, X_Y, X_Z, Y_Z = ((f"苗青禾@{one}.txt", f"苗青禾@{other}.txt") for one, other in ("wz", "xy", "xz", "yz"))


@pytest.mark.parametrize(
    ("rows", "together", "dropped", "by"),
    [
        ([(*X_Y, "same"), (*Y_Z, "same"), (*X_Z, "different")], ["w", "x", "yz"], 2, 4),
        ([(*X_Y, "same"), (*X_Z, "different"), (*Y_Z, "same")], ["w", "x", "yz"], 2, 3),
        ([(*X_Z, "different"), (*X_Y, "same"), (*Y_Z, "same")], ["w", "xyz"], 2, 4),
        ([(*W_Z, "same"), (*X_Y, "same"), (*Y_Z, "same"), (*X_Z, "different")], ["wyz", "x"], 3, 5),
        ([(*X_Z, "different"), (*Y_Z, "same"), (*X_Y, "same"), (*W_Z, "same")], ["wxyz"], 2, 3),
    ],
)
def test_a_chain_contradicts_as_one_judgement_does(
    rows: list[tuple[str, str, str]], together: list[str], dropped: int, by: int
) -> None:
    areas = {"w": "成县", "x": "太和县", "y": "易县", "z": "文县"}
    papers = [
        Paper(f"{name}.txt").article(area).person("苗青禾", f"县长@{area}政府@{area}").event(f"{name}会", "苗青禾")
        for name, area in areas.items()
    ]
    assert len(judge(papers).persons) == 4
    graph = judge(papers, *rows)
    events = {event.id: event.name[0] for event in graph.events}
    found = {person.id: "" for person in graph.persons}
    for row in graph.participations:
        found[row.person] += events[row.event]
    assert sorted("".join(sorted(letters)) for letters in found.values()) == together
    assert graph.warnings == (
        f"judgements.csv, line {dropped}: contradicted by judgements.csv, line {by}; the later one holds",
    )


def test_other_documents_do_not_change_what_a_judgement_means() -> None:
    """A further namesake does not make a judgement on ids mean somebody else."""
    more = Paper("z.txt", "2020-03-11").article("长乐区").person("苗青禾", "区长@长乐区政府@长乐区")
    rows = [("苗青禾-太和县", "苗青禾-易县", "same")]
    before, after = judge(two_counties(), *rows), judge([*two_counties(), more], *rows)
    assert ids(before) == ["苗青禾"]
    assert len(ids(after)) == 2
    assert after.warnings == ()


COUNTY_OF = {"苗青禾": "太和县", "苗青和": "易县", "苗青何": "文县", "苗青河": "成县"}


def spellings(*names: str) -> list[Paper]:
    """One mention each, of different names; nothing but a judgement can join them."""
    return [
        Paper(f"{COUNTY_OF[name]}.txt")
        .article(COUNTY_OF[name])
        .person(name, f"县长@{COUNTY_OF[name]}政府@{COUNTY_OF[name]}")
        .event(f"{COUNTY_OF[name]}会", name)
        for name in names
    ]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (["苗青禾,苗青和", "苗青和,苗青何"], "苗青禾"),
        (["苗青和,苗青何", "苗青禾,苗青和"], "苗青禾"),
        (["苗青禾,苗青和", "苗青何,苗青和"], "苗青禾"),
        (["苗青何,苗青和", "苗青禾,苗青和"], "苗青何"),
        (["苗青禾,苗青和", "苗青禾,苗青何"], "苗青禾"),
        (["苗青禾,苗青和", "苗青何,苗青禾"], "苗青何"),
        (["苗青和,苗青禾", "苗青禾,苗青何", "苗青何,苗青和"], "苗青和"),
        (["苗青禾,苗青禾", "苗青何,苗青和", "苗青禾,苗青和"], "苗青禾"),
    ],
)
def test_a_chain_of_same_over_names_is_one_person_of_a_name_that_is_nowhere_second(rows: list[str], shown: str) -> None:
    names = ["苗青禾", "苗青和", "苗青何"]
    assert len(judge(spellings(*names)).persons) == 3
    pairs = [row.split(",") for row in rows]
    graph = judge(spellings(*names), *((one, other, "same") for one, other in pairs))
    (person,) = graph.persons
    assert (person.id, person.name) == (shown, shown)
    assert person.alt_names == tuple(sorted({*names} - {shown}))
    assert len(graph.participations) == 3
    assert sorted(person.reasons) == [
        f"判定为一人（judgements.csv, line {line}：问过本人）"
        for line, (one, other) in enumerate(pairs, 2)
        if one != other
    ]
    assert graph.warnings == ()


def test_chains_over_names_that_do_not_meet_stay_apart() -> None:
    graph = judge(spellings(*COUNTY_OF), ("苗青禾", "苗青和", "same"), ("苗青何", "苗青河", "same"))
    assert {person.name: person.alt_names for person in graph.persons} == {
        "苗青禾": ("苗青和",),
        "苗青何": ("苗青河",),
    }


def test_a_pair_that_is_contradicted_gives_no_name() -> None:
    rows = [("苗青禾", "苗青和", "same"), ("苗青和", "苗青何", "same"), ("苗青禾", "苗青何", "different")]
    graph = judge(spellings("苗青禾", "苗青和", "苗青何"), *rows)
    assert {person.name: person.alt_names for person in graph.persons} == {"苗青禾": (), "苗青和": ("苗青何",)}
    assert graph.warnings == ("judgements.csv, line 2: contradicted by judgements.csv, line 4; the later one holds",)


def test_same_takes_along_what_a_rename_joined() -> None:
    """The row means one of the two spellings in an article; the other goes with it."""
    paper = Paper().article("太和县").person("苗青禾").person("苗青乐").event("甲会", "苗青禾", "苗青乐")
    papers = [paper, *spellings("苗青和")]
    graph = judge(papers, ("苗青乐", "苗青禾", "rename"), ("苗青和", "苗青乐", "same"))
    (person,) = graph.persons
    assert (person.name, person.alt_names) == ("苗青和", ("苗青乐", "苗青禾"))


def three_spellings(document: str = "x.txt") -> Paper:
    """An article that, as the judgements below have it, prints one name in three ways."""
    names = ["苗青禾", "苗青乐", "苗青和"]
    paper = Paper(document).article("太和县")
    for name in names:
        paper.person(name)
    return paper.event("甲会", *names)


RENAMES = [("苗青乐", "苗青禾", "rename"), ("苗青和", "苗青禾", "rename")]
PARTED = ("苗青乐", "苗青和", "different")


@pytest.mark.parametrize(
    ("rows", "together", "warning"),
    [
        (
            [*RENAMES, PARTED],
            [("苗青乐",), ("苗青和",)],
            "line 2: contradicted by judgements.csv, line 4; the later one holds, but the name is changed",
        ),
        (
            [RENAMES[0], PARTED, RENAMES[1]],
            [("苗青乐",), ("苗青和",)],
            "line 2: contradicted by judgements.csv, line 3; the later one holds, but the name is changed",
        ),
        (
            [PARTED, *RENAMES],
            [("苗青乐", "苗青和")],
            "line 2: contradicted by judgements.csv, line 4; the later one holds",
        ),
    ],
)
def test_different_and_what_renames_join_contradict_each_other(
    rows: list[tuple[str, str, str]], together: list[tuple[str, ...]], warning: str
) -> None:
    graph = judge([three_spellings()], *rows)
    assert {person.name for person in graph.persons} == {"苗青禾"}
    assert sorted(person.alt_names for person in graph.persons) == sorted(together)
    assert graph.warnings == (f"judgements.csv, {warning}",)


def test_a_rename_that_is_contradicted_in_several_articles_is_reported_once() -> None:
    graph = judge([three_spellings("x.txt"), three_spellings("y.txt")], *RENAMES, PARTED)
    (warning,) = graph.warnings
    assert warning.startswith("judgements.csv, line 2: contradicted by judgements.csv, line 4")


def test_a_rename_that_a_later_one_undoes_joins_nobody() -> None:
    rows = [("苗青乐", "苗青禾", "rename"), ("苗青乐", "苗青和", "rename"), ("苗青乐", "苗青禾", "different")]
    graph = judge([three_spellings()], *rows)
    assert {person.name: person.alt_names for person in graph.persons} == {"苗青禾": (), "苗青和": ("苗青乐",)}
    assert graph.warnings == ()


def test_what_is_no_person_is_joined_with_nobody() -> None:
    rows = [*RENAMES, ("苗青和", "", "not a person"), ("苗青何", "苗青乐", "same")]
    graph = judge([three_spellings(), *spellings("苗青何")], *rows)
    assert [(person.name, person.alt_names) for person in graph.persons] == [("苗青何", ("苗青乐", "苗青禾"))]
    assert graph.warnings == ()


def test_two_are_not_one_by_way_of_what_is_no_person() -> None:
    graph = judge([three_spellings()], *RENAMES, ("苗青禾", "", "not a person"), PARTED)
    assert sorted(person.alt_names for person in graph.persons) == [("苗青乐",), ("苗青和",)]
    assert graph.warnings == ()
