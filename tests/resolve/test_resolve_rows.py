"""Areas, bodies, roles, events and ties, one matter a test."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Area, Graph, Participation, RoleHeld
from kg.resolve import at_least, resolve
from tests import gold
from tests.resolve.made import Paper


def graph_of(*papers: Paper) -> Graph:
    return resolve([paper.reading() for paper in papers], "0")


def area(graph: Graph, id: str) -> Area:
    return next(area for area in graph.areas if area.id == id)


def role(graph: Graph, id: str) -> RoleHeld:
    return next(role for role in graph.roles if role.id == id)


def participation(graph: Graph, person: str) -> Participation:
    return next(row for row in graph.participations if row.person == person)


# --- persons ---


def test_the_two_liu_tao_of_the_seeds() -> None:
    graph = resolve(gold.readings("seeds"), "0")
    ids = [person.id for person in graph.persons if person.name == "刘涛"]
    assert ids == ["刘涛-焦作市", "刘涛-马村区"]
    names = [person.name for person in graph.persons if not person.byline]
    assert sorted({name for name in names if names.count(name) > 1}) == ["刘涛"]


def test_namesakes_of_the_pages() -> None:
    graph = resolve(gold.readings("pages"), "0")
    several: dict[str, list[str]] = {}
    for person in graph.persons:
        if not person.byline and person.id != person.name:
            several.setdefault(person.name, []).append(person.id.removeprefix(f"{person.name}-"))
    assert several["王伟"] == ["阜阳市", "颍东区"]
    assert several["覃勇"] == ["四川省", "河池市"]
    assert several["李建国"] == ["夏津县", "梅田湖村-浏阳市", "浏阳市"]
    assert several["冷玉梅"] == ["p08", "太和县"]
    # One county head under three offices, and a list of bare names, are no namesakes.
    assert not {"郏志远", "水利民", "诸葛明"} & set(several)


def test_a_bare_name_joins_the_only_one_it_can_mean() -> None:
    known = Paper("x.txt").article("解放区").person("苗青禾", "局长@解放区教育局@解放区")
    bare = Paper("y.txt").article("解放区").person("苗青禾").event("教育工作会", "苗青禾")
    assert [person.id for person in graph_of(known, bare).persons] == ["苗青禾"]
    third = Paper("z.txt").article("解放区").person("苗青禾", "局长@解放区住建局@解放区")
    assert len(graph_of(known, bare, third).persons) == 3


def test_a_passer_by_is_not_taken_for_the_official_of_that_name() -> None:
    known = Paper("x.txt").article("解放区").person("苗青禾", "区长@解放区政府@解放区")
    passing = Paper("y.txt").article("解放区").person("苗青禾")
    assert len(graph_of(known, passing).persons) == 2


def test_two_of_one_name_in_an_article_stay_two_in_its_second_printing() -> None:
    def paper(name: str) -> Paper:
        made = Paper(name).article("焦作市", headline="焦作市人大常委会到马村区开展执法检查")
        return made.person("苗青禾", "副主任@焦作市人大常委会@焦作市").person("苗青禾#2")

    graph = graph_of(paper("x.txt"), paper("y.txt"))
    assert len(graph.persons) == 2
    assert all(len(person.different_from) == 1 for person in graph.persons)


def test_a_reporter_is_never_the_person_of_that_name() -> None:
    graph = graph_of(Paper().article("解放区", reporters=("苗青禾",)).person("苗青禾", "区长@解放区政府@解放区"))
    assert [(person.id, person.byline) for person in graph.persons] == [("苗青禾", False), ("记者-苗青禾", True)]
    assert graph.articles[0].authors == ("记者-苗青禾",)


def test_a_list_of_leaders_is_not_doubled_by_a_misread_home() -> None:
    names = ("苗青禾", "温如玉", "白石", "钟鼎文", "何雨桐", "陆青禾", "沈望舒")
    one, other = Paper("x.txt").article("沁阳市"), Paper("y.txt").article("焦作市")
    for name in names:
        one.person(name, "常委@沁阳市委@沁阳市")
        other.person(name, "市领导@@焦作市")
    assert len(graph_of(one, other).persons) == len(names)


def test_reasons_name_the_articles() -> None:
    papers = [Paper(name).article("解放区").person("苗青禾", "常委@解放区委@解放区") for name in ("x.txt", "y.txt")]
    (person,) = graph_of(*papers).persons
    assert person.reasons == ("同名、同任解放区委常委（x.txt a1；y.txt a1）",)


# --- areas and bodies ---


def test_an_area_of_several_of_its_name_is_qualified_by_what_tells_it_apart() -> None:
    one = Paper("x.txt", home="石家庄市").article("新华区").body("新华区委")
    other = Paper("y.txt", home="沧州市").article("新华区").body("新华区委")
    graph = graph_of(one, other)
    assert {"新华区-石家庄市", "新华区-沧州市", "河北省"} <= {area.id for area in graph.areas}
    assert [(body.id, body.area) for body in graph.bodies] == [
        ("新华区委-沧州市", "新华区-沧州市"),
        ("新华区委-石家庄市", "新华区-石家庄市"),
    ]


def test_what_lies_in_what() -> None:
    graph = graph_of(Paper().article("沁阳市").place("朱庄村", "人民路", "沁阳市文化艺术中心", "常平乡"))
    assert area(graph, "常平乡").within == "沁阳市"
    assert area(graph, "沁阳市").within == "焦作市"
    assert area(graph, "沁阳市").code == "410882"
    # Of a village that no list has it is not known where it lies.
    assert area(graph, "朱庄村-沁阳市") == Area("朱庄村-沁阳市", "朱庄村")
    assert area(graph, "人民路-沁阳市").administrative is False
    assert area(graph, "沁阳市文化艺术中心").within == "沁阳市"


def test_a_far_township_is_found_by_the_county_beside_it() -> None:
    graph = graph_of(Paper().article("解放区").place("嵩县", "黄庄乡"))
    assert area(graph, "黄庄乡-嵩县").within == "嵩县"
    alone = graph_of(Paper().article("解放区").place("黄庄乡"))
    assert area(alone, "黄庄乡-解放区").within is None


def test_a_river_is_no_far_county() -> None:
    graph = graph_of(Paper().article("河池市").place("龙江", "武汉"))
    assert area(graph, "龙江-河池市").code is None
    assert area(graph, "武汉市").code == "420100"


def test_the_name_is_the_form_the_paper_uses() -> None:
    graph = graph_of(Paper().article("甘孜州").place("甘孜州"))
    assert area(graph, "甘孜藏族自治州").name == "甘孜州"
    assert area(graph, "甘孜藏族自治州").alt_names == ("甘孜藏族自治州",)


def test_bodies_have_their_area_and_what_they_are_part_of() -> None:
    paper = Paper().article("解放区").place("老牛河村", "福州", "福州大道")
    paper.body("解放区委", "解放区委组织部", "河南省委", "老牛河村党支部", "河南农业大学")
    paper.body("解放区人大", "解放区人大常委会")
    assert area(graph_of(paper), "福州大道-解放区").within is None
    assert area(graph_of(paper), "福州市").name == "福州市"
    bodies = {body.id: (body.area, body.parent) for body in graph_of(paper).bodies}
    assert bodies == {
        "解放区委": ("解放区", None),
        "解放区委组织部": ("解放区", "解放区委"),
        "河南省委": ("河南省", None),
        "老牛河村党支部-解放区": ("老牛河村-解放区", None),
        "河南农业大学": (None, None),
        "解放区人大": ("解放区", None),
        "解放区人大常委会": ("解放区", None),
    }


# --- roles ---


def test_a_role_gathers_its_claims() -> None:
    one = Paper("x.txt", "2020-03-10").article("解放区").person("苗青禾", "书记@解放区委@解放区", confidence="likely")
    one.event("解放区委常委会议", "苗青禾", date="2020-03-09")
    other = Paper("y.txt", "2020-05-01").article("解放区").person("苗青禾", "书记@解放区委@解放区", confidence="unsure")
    graph = graph_of(one, other)
    held = role(graph, "苗青禾-书记-解放区委")
    assert (held.first_seen, held.last_seen) == ("2020-03-09", "2020-05-01")
    assert held.confidence == "sure"
    assert held.articles == (("x.txt", "a1"), ("y.txt", "a1"))
    assert len(held.evidence) == 2


def test_two_printings_of_one_report_are_one_witness() -> None:
    papers = [Paper(name).article("解放区", headline="解放区委常委会议召开") for name in ("x.txt", "y.txt")]
    for paper in papers:
        paper.person("苗青禾", "书记@解放区委@解放区", confidence="likely")
    assert role(graph_of(*papers), "苗青禾-书记-解放区委").confidence == "likely"


def test_a_former_office_is_an_office_of_its_own() -> None:
    paper = Paper().article("解放区").person("苗青禾", "原书记@解放区委@解放区", "主任@解放区人大常委会@解放区")
    paper.event("座谈会", "苗青禾")
    graph = graph_of(paper)
    assert role(graph, "苗青禾-书记-解放区委-原").former
    assert participation(graph, "苗青禾").role_held == "苗青禾-主任-解放区人大常委会"


# --- events, participations, ties ---


def meeting(name: str, event: str, *persons: str, date: str | None = "2020-03-09", home: str = "解放区") -> Paper:
    paper = Paper(name).article(home)
    for person in persons:
        paper.person(person, f"常委@{home}委@{home}")
    return paper.event(event, *persons, date=date)


def test_two_reports_of_one_event() -> None:
    one = meeting("x.txt", "解放区委常委（扩大）会议", "苗青禾", "温如玉")
    other = meeting("y.txt", "区委常委扩大会议", "温如玉", "白石")
    graph = graph_of(one, other)
    (event,) = graph.events
    assert event.id == "2020-03-09-解放区委常委（扩大）会议"
    assert event.articles == (("x.txt", "a1"), ("y.txt", "a1"))
    assert [tie.id for tie in graph.ties] == ["温如玉-白石", "温如玉-苗青禾", "白石-苗青禾"]
    assert {tie.strength for tie in graph.ties} == {0.5}


def test_events_that_are_not_one() -> None:
    first = meeting("x.txt", "解放区委常委（扩大）会议", "苗青禾")
    assert len(graph_of(first, meeting("y.txt", "解放区委常委（扩大）会议", "苗青禾", date="2020-03-10")).events) == 2
    assert len(graph_of(first, meeting("y.txt", "解放区委常委（扩大）会议", "温如玉")).events) == 2
    assert len(graph_of(first, meeting("y.txt", "解放区脱贫攻坚推进会", "苗青禾")).events) == 2
    assert len(graph_of(first, meeting("y.txt", "解放区委常委（扩大）会议", "苗青禾", date=None)).events) == 2


def test_rounds_of_two_places_are_two_events() -> None:
    one = meeting("x.txt", "苗青禾到颍东区开展执法检查", "苗青禾", home="阜阳市").place("颍东区")
    other = meeting("y.txt", "苗青禾到颍泉区开展执法检查", "苗青禾", home="阜阳市").place("颍泉区")
    assert len(graph_of(one, other).events) == 2


def test_two_events_of_an_article_stay_two() -> None:
    paper = meeting("x.txt", "解放区防汛会议", "苗青禾").event("解放区防汛会议", "苗青禾", date="2020-03-09")
    ids = [event.id for event in graph_of(paper).events]
    assert ids == ["2020-03-09-解放区防汛会议-x-a1-e1", "2020-03-09-解放区防汛会议-x-a1-e2"]


def test_parts_are_joined_in_order() -> None:
    one = Paper("x.txt").article("解放区").person("苗青禾", "书记@解放区委@解放区")
    one.event("解放区委常委会议", "苗青禾", date="2020-03-09", parts=("speaker",), confidence="unsure")
    other = Paper("y.txt").article("解放区").person("苗青禾", "书记@解放区委@解放区")
    other.event("解放区委常委会议", "苗青禾", date="2020-03-09", parts=("chair",), confidence="likely")
    row = participation(graph_of(one, other), "苗青禾")
    assert row.parts == ("chair", "speaker")
    assert row.confidence == "likely"
    assert row.id == "2020-03-09-解放区委常委会议-苗青禾"
    assert len(row.evidence) == 2


def test_what_each_report_says_is_kept_apart() -> None:
    one = Paper("x.txt").article("解放区").person("苗青禾", "书记@解放区委@解放区")
    one.roles[0] = replace(one.roles[0], title="区委书记")
    one.event("解放区委常委会议", "苗青禾", date="2020-03-09", parts=("speaker",))
    other = Paper("y.txt").article("解放区").person("苗青禾", "书记@解放区委@解放区")
    other.event("解放区委常委会议", "苗青禾", date="2020-03-09", parts=("chair", "speaker"))
    bare = Paper("z.txt").article("解放区").person("苗青禾")
    bare.event("解放区委常委会议", "苗青禾", date="2020-03-09")
    graph = graph_of(one, other, bare)
    row = participation(graph, "苗青禾")
    x, y, z = ("x.txt", "a1"), ("y.txt", "a1"), ("z.txt", "a1")
    assert role(graph, "苗青禾-书记-解放区委").titles_in == ((*x, "区委书记"), (*y, "书记"))
    assert row.parts_in == ((*x, "speaker"), (*y, "chair"), (*y, "speaker"), (*z, "attendee"))
    assert row.role_held_in == (x, y)


def test_the_unsure_make_no_tie() -> None:
    paper = Paper().article("解放区").person("苗青禾").person("温如玉")
    paper.event("座谈会", "苗青禾", "温如玉", confidence="unsure")
    graph = graph_of(paper)
    assert len(graph.participations) == 2
    assert graph.ties == ()


def test_took_part_in_the_office_printed_before_the_name() -> None:
    paper = Paper().article("解放区").person("苗青禾", "副书记@解放区委@解放区", "主任@解放区教育局@解放区")
    paper.event("座谈会", "苗青禾").person("温如玉").event("茶话会", "温如玉")
    graph = graph_of(paper)
    assert participation(graph, "苗青禾").role_held == "苗青禾-主任-解放区教育局"
    assert participation(graph, "温如玉").role_held is None


def test_articles_mention_persons_bodies_and_areas() -> None:
    paper = Paper().article("解放区").person("苗青禾", "局长@马村区商务局@马村区").place("人民路").body("和兴集团")
    seen = graph_of(paper).articles[0]
    assert seen.persons == ("苗青禾",)
    assert seen.bodies == ("和兴集团", "马村区商务局")
    assert seen.areas == ("人民路-解放区", "解放区", "马村区")
    assert (seen.published_from, seen.published_to) == ("2020-03-10", "2020-03-10")


def test_at_least_keeps_what_is_sure_enough_and_what_hangs_on_it() -> None:
    paper = Paper("x.txt", "2020-03-10").article("太和县")
    paper.person("苗青禾", "县长@太和县政府@太和县").person("水无月", "局长@太和县水利局@太和县", confidence="likely")
    paper.event("甲会", "苗青禾").event("甲会", "水无月", confidence="likely").event(
        "乙会", "水无月", confidence="unsure"
    )
    graph = resolve([paper.reading()], "0")
    sure, likely = at_least(graph, "sure"), at_least(graph, "likely")
    assert at_least(graph, "unsure") == graph
    assert ([role.role for role in sure.roles], [role.role for role in likely.roles]) == (["县长"], ["局长", "县长"])
    assert [event.name for event in sure.events] == ["甲会"]
    assert {event.name for event in likely.events} == {"甲会"}
    assert [one.person for one in sure.participations] == ["苗青禾"]
    # The words are a name for sure, so the person stays.
    assert [person.id for person in sure.persons] == ["水无月", "苗青禾"]
