"""The scores of a tiny graph, each worked out by hand beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.evaluate import Measure, Scores, score
from kg.store import Store, named_query

CONTRACT = Path(__file__).parent / "data" / "contract" / "queries"

TTL = """
@prefix schema: <https://schema.org/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix kg: <BASEns#> .
@prefix : <BASEid/> .

:d1 a schema:DigitalDocument ; schema:name "one.txt" .
:d3 a schema:DigitalDocument ; schema:name "three.txt" .

:a1 a schema:NewsArticle ; schema:isPartOf :d1 ; schema:headline "“双创”例会召开" ;
    schema:author :reporter ; schema:mentions :wang, :li1, :sun, :committee, :south .
:a2 a schema:NewsArticle ; schema:isPartOf :d1 ; schema:mentions :stray .
# of a document without annotation: counts nowhere
:a3 a schema:NewsArticle ; schema:isPartOf :d3 ; schema:headline "别的" ; schema:mentions :other .

:reporter a schema:Person ; schema:name "方记" .
:wang a schema:Person ; schema:name "王甲" .
:li1 a schema:Person ; schema:name "李乙" .
:sun a schema:Person ; schema:name "孙丙" .
:stray a schema:Person ; schema:name "高效能" .
:other a schema:Person ; schema:name "别人" .

:committee a org:Organization ; schema:name "南关区委" .
:south a schema:AdministrativeArea ; schema:name "南关区" .
:secretary a org:Role ; schema:name "书记" .
:leader a org:Role ; schema:name "区领导" .

:m1 a org:Membership ; org:member :wang ; org:role :secretary ; org:organization :committee ; kg:area :south ;
    prov:wasDerivedFrom :a1 .
:m2 a org:Membership ; org:member :li1 ; org:role :leader ; org:organization :committee ; kg:area :south ;
    prov:wasDerivedFrom :a1 .

:e1 a schema:Event ; schema:name "南关区双创例会" ; schema:startDate "2020-05-06"^^xsd:date ;
    schema:subjectOf :a1 ; kg:participation :p1, :p2, :p3 .
:p1 kg:participant :wang ; kg:part kg:chair, kg:speaker .
:p2 kg:participant :li1 ; kg:part kg:attendee .
:p3 kg:participant :sun ; kg:part kg:attendee .

:e2 a schema:Event ; schema:name "植树" ; schema:subjectOf :a1 ; kg:participation :p4, :p5 .
:p4 kg:participant :wang ; kg:part kg:attendee .
:p5 kg:participant :stray ; kg:part kg:attendee .
"""

GOLD = {
    "document": "one.txt",
    "articles": [
        {
            "headline": '"双创" 例会召开',
            "reporters": ["方记", "白描"],
            "organisations": ["南关区委", "南关区政府"],
            "places": ["南关区", "柳树乡"],
            "persons": [
                {"name": "王甲", "roles": [{"role": "书记", "org": "南关区委", "place": "南关区"}]},
                {"name": "李乙", "note": "one", "roles": [{"role": "区领导", "org": None, "place": "南关区"}]},
                {"name": "李乙", "note": "the other", "roles": []},
                {"name": "孙丙", "roles": [{"role": "村民", "org": None, "place": "柳树乡"}]},
            ],
            "events": [
                {
                    "name": "双创工作例会",
                    "date": "2020-05-06",
                    "participants": [
                        {"name": "王甲", "parts": ["chair"]},
                        {"name": "李乙", "parts": ["attendee"]},
                        {"name": "李乙", "parts": ["attendee"]},
                    ],
                },
                {
                    "name": "义务植树",
                    "date": "2020-03-12",
                    "participants": [
                        {"name": "王甲", "parts": ["attendee"]},
                        {"name": "孙丙", "parts": ["attendee"]},
                        {"name": "钱丁", "parts": ["attendee"]},
                    ],
                },
            ],
        },
        {
            "headline": None,
            "reporters": ["方记"],
            "organisations": ["南关区委"],
            "places": [],
            "persons": [{"name": "王甲", "roles": []}],
            "events": [],
        },
    ],
}


def _score(folder: Path, base: str = "https://kg.example/") -> Scores:
    (folder / "gold").mkdir()
    (folder / "gold" / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (folder / "graph.ttl").write_text(TTL.replace("BASE", base), encoding="utf-8")
    return score(folder / "gold", folder / "graph.ttl")


@pytest.fixture
def scores(tmp_path: Path) -> Scores:
    return _score(tmp_path)


# right, missed, invented; the comment says which
EXPECTED = {
    "headline": (1, 0, 0),  # quotes and the space do not count; "别的" is of a document without annotation
    "reporter": (1, 1, 0),  # 白描
    "person": (3, 1, 1),  # the second 李乙; 高效能
    "role": (2, 1, 0),  # 村民
    "role with body": (1, 2, 1),  # 村民, 区领导 without a body; 区领导 with one
    "event": (1, 1, 1),  # e1: 2 of 4 people in common; e2: 1 of 4 and another name
    "participation": (3, 3, 2),  # e1: one 李乙 missed, 孙丙 invented; e2: 孙丙, 钱丁 missed, 高效能 invented
    "part": (3, 3, 3),  # as above, and speaker invented
    # annotated: 李乙-李乙, 李乙-王甲; 孙丙-王甲, 孙丙-钱丁, 王甲-钱丁
    # found: 李乙-王甲, 孙丙-王甲 (at the other event, which does not matter), 孙丙-李乙; 王甲-高效能
    "co-attendance": (2, 3, 2),
    "date": (1, 1, 0),  # e2 has none
    "body": (1, 1, 0),  # 南关区政府
    "place": (1, 1, 0),  # 柳树乡
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_measure_counts_what_was_worked_out_by_hand(scores: Scores, name: str) -> None:
    measure = scores[name]
    assert (measure.right, len(measure.missed), len(measure.invented)) == EXPECTED[name], (
        measure.missed,
        measure.invented,
    )


def test_all_measures_are_tested(scores: Scores) -> None:
    assert [measure.name for measure in scores.measures] == list(EXPECTED)


def test_another_base_iri_scores_the_same(tmp_path: Path, scores: Scores) -> None:
    (tmp_path / "other").mkdir()
    assert _score(tmp_path / "other", "https://data.example.org/paper/") == scores


def test_ratios() -> None:
    measure = Measure("m", 3, (("d", "x"),), (("d", "y"), ("d", "z"), ("d", "z")))
    assert (measure.precision, measure.recall) == (0.5, 0.75)
    assert measure.f1 == pytest.approx(0.6)
    assert Measure("nothing", 0, (), ()).f1 == 1.0
    assert Measure("all wrong", 0, (("d", "x"),), (("d", "y"),)).f1 == 0.0


def test_a_document_absent_from_the_graph_is_missed_and_named(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "two.json").write_text(json.dumps(GOLD | {"document": "two.txt"}), encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(TTL.replace("BASE", "https://kg.example/"), encoding="utf-8")
    scores = score(tmp_path / "gold", tmp_path / "graph.ttl")
    assert scores.absent == ("two.txt",)
    assert "two.txt" in scores.table()
    person = scores["person"]
    assert (person.right, len(person.missed), person.invented) == (0, 4, ())


def test_details_name_what_is_wrong_and_where(scores: Scores) -> None:
    lines = scores.details().splitlines()
    wrong = [line.split() for line in lines if line.startswith("  ")]
    assert ["+", "one.txt", "高效能"] in wrong
    assert ["-", "one.txt", "孙丙", "村民", "柳树乡"] in wrong
    assert len(wrong) == sum(missed + invented for _, missed, invented in EXPECTED.values())


@pytest.mark.parametrize(
    ("annotation", "says"),
    [
        (None, "no annotations"),
        ("{", "no annotation as"),
        ("[]", "no annotation as"),
        ('{"document": "a"}', "'articles'"),
    ],
)
def test_bad_annotations_are_named(tmp_path: Path, annotation: str | None, says: str) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    if annotation is not None:
        (gold / "bad.json").write_text(annotation, encoding="utf-8")
    with pytest.raises(UsageError, match=says) as error:
        score(gold, tmp_path / "graph.ttl")
    assert "bad.json" in str(error.value) or annotation is None


@pytest.mark.parametrize("text", [None, "no turtle"])
def test_a_missing_or_broken_graph_is_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "graph.ttl"
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"graph\.ttl"):
        Store(path)


def test_the_queries_are_those_of_the_interface() -> None:
    names = sorted(path.stem for path in CONTRACT.glob("*.rq"))
    assert names
    for name in names:
        assert named_query(name) == (CONTRACT / f"{name}.rq").read_text(encoding="utf-8")
