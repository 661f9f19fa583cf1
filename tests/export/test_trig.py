"""graph.trig: an article's graph can be dropped, and read again, and nothing else changes."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, permutations
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.rdf import write_trig
from kg.export.terms import segment
from kg.export.text import clean
from kg.export.vocabulary import BASE
from kg.model import (
    Article,
    ArticleSeen,
    CoAttendance,
    Document,
    Event,
    Evidence,
    Graph,
    Participation,
    Person,
    RoleHeld,
)
from kg.pipeline import build
from tests.samples import hostile_graph, sample_graph

ROOT = Path(__file__).parents[2]
KG, SCHEMA, ORG = BASE + "ns#", "https://schema.org/", "http://www.w3.org/ns/org#"
Key = tuple[str, str]


def iri(kind: str, *ids: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/{kind}/{'/'.join(segment(one) for one in ids)}")


def loaded(graph: Graph) -> tuple[str, ox.Store]:
    stream = io.StringIO()
    write_trig(graph, stream)
    store = ox.Store()
    store.bulk_load(stream.getvalue().encode(), format=ox.RdfFormat.TRIG)
    return stream.getvalue(), store


@pytest.fixture(scope="module", params=["sample", "hostile", "seeds", "pages"])
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    if request.param in ("sample", "hostile"):
        return sample_graph() if request.param == "sample" else hostile_graph()
    folder = ROOT / "seeds" if request.param == "seeds" else ROOT / "tests" / "data" / "dev" / "pages"
    return build([folder], tmp_path_factory.mktemp("built")).graph


def tellers(claim: RoleHeld | Event | Participation) -> set[Key]:
    return {(one.document, one.article) for one in claim.evidence}


def only_here(graph: Graph) -> dict[Key, set[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal | None]]]:
    """Article → what must be gone without it: subject, predicate, and object where not all of them."""
    found: dict[Key, set[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal | None]]] = defaultdict(set)

    def only(articles: set[Key], *said: tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal | None]) -> None:
        if len(articles) == 1:
            found[next(iter(articles))].update(said)

    naming: dict[str, set[Key]] = defaultdict(set)
    for seen in graph.articles:
        for person in (*seen.persons, *seen.authors):
            naming[person].add((seen.article.document, seen.article.id))
    for held in graph.roles:
        subject = iri("role-held", held.id)
        naming[held.person] |= tellers(held)
        only(tellers(held), (subject, ORG + "member", None), (subject, SCHEMA + "name", None))
        for title in held.titles:
            printing = {(document, article) for document, article, printed in held.titles_in if printed == title}
            only(printing or tellers(held), (subject, KG + "title", ox.Literal(clean(title))))
    for event in graph.events:
        only(tellers(event), (iri("event", event.id), SCHEMA + "name", None))
    for one in graph.participations:
        subject = iri("participation", one.id)
        naming[one.person] |= tellers(one)
        only(tellers(one), (subject, KG + "participant", None))
        only(tellers(one), (iri("event", one.event), KG + "participation", subject))
        for part in one.parts:
            telling = {(document, article) for document, article, told in one.parts_in if told == part}
            only(telling or tellers(one), (subject, KG + "part", ox.NamedNode(KG + part)))
        if one.role_held:
            only(set(one.role_held_in) or tellers(one), (subject, KG + "as", None))
    for person in graph.persons:
        kind, name = ("reporter", person.id.removeprefix("记者-")) if person.byline else ("person", person.id)
        only(naming[person.id], (iri(kind, name), SCHEMA + "name", None))
    return found


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The text of each article's graph, by the article's IRI as it is written."""
    for block in text.split("\n}\n")[:-1]:
        name, _, _ = block[block.rindex("\n<id/article/", 0, block.index(" {\n")) + 1 :].partition(" {\n")
        yield name, block[block.index(f"\n{name} {{\n") :] + "\n}\n"


def test_each_article_can_be_dropped_and_read_again(graph: Graph) -> None:
    text, store = loaded(graph)
    head = text[: text.index("\n\n")]
    here = only_here(graph)
    written = dict(blocks(text))
    assert len(written) == len(graph.articles) == len(list(store.named_graphs()))
    evidence = defaultdict(set)
    for claim in (*graph.roles, *graph.events, *graph.participations):
        for one in claim.evidence:
            evidence[one.document, one.start, one.end].add((one.document, one.article))
    before = len(store)
    for seen in graph.articles:
        key = seen.article.document, seen.article.id
        article = iri("article", *key)
        own = set(store.quads_for_pattern(None, None, None, article))
        assert len(own) > 3
        said = [(s, ox.NamedNode(p), o) for s, p, o in here[key]]
        for pattern in said:
            assert list(store.quads_for_pattern(*pattern)), pattern

        store.update(f"DROP GRAPH <{article.value}>")
        assert len(store) == before - len(own)  # so all other graphs are as they were
        assert not list(store.quads_for_pattern(article, None, None))
        assert not list(store.quads_for_pattern(None, None, article))
        for (document, start, end), articles in evidence.items():
            if articles == {key}:
                words = ox.NamedNode(f"{iri('evidence', document).value}-{start}-{end}")
                assert not list(store.quads_for_pattern(words, None, None))
                assert not list(store.quads_for_pattern(None, None, words))
        for pattern in said:
            assert not list(store.quads_for_pattern(*pattern)), pattern

        store.load(f"{head}\n{written[f'<{article.value.removeprefix(BASE)}>']}".encode(), format=ox.RdfFormat.TRIG)
        assert len(store) == before
        assert set(store.quads_for_pattern(None, None, None, article)) == own


def test_nothing_that_an_article_says_stands_outside_its_graph(graph: Graph) -> None:
    _, store = loaded(graph)
    unnamed = {(quad.subject, quad.predicate, quad.object) for quad in store if quad.graph_name == ox.DefaultGraph()}
    named = {(quad.subject, quad.predicate, quad.object) for quad in store if quad.graph_name != ox.DefaultGraph()}
    assert not unnamed & named
    assert {quad.subject for quad in store} >= {quad.graph_name for quad in store} - {ox.DefaultGraph()}
    across = {"firstSeen", "lastSeen", "confidence", "weight", "strength", "reason", "possiblySameAs"}
    assert not {KG + local for local in across} & {predicate.value for _, predicate, _ in named}


# --- two articles on one meeting --------------------------------------------------------------------------------------

A, B = ("x.txt", "a1"), ("x.txt", "a2")


def _two_reports() -> Graph:
    """A names 甲 and 丙, who chairs; B names 乙 and 丙 by office. No article shows 甲 and 乙 together."""

    def words(article: Key, start: int) -> Evidence:
        return Evidence(*article, start, start + 2, "某某", start, "made")

    def seen(article: Key, *persons: str) -> ArticleSeen:
        text = Article(article[1], article[0], "news", article[1], (), "甲乙丙", 0, 0, 3, ())
        return ArticleSeen(text, None, None, (), persons, (), ())

    persons = ("丙", "乙", "甲")
    return Graph(
        "0",
        documents=(Document("x.txt", "0" * 64, "0" * 64, "utf-8", "text/plain", 3),),
        articles=(seen(A, "丙", "甲"), seen(B, "丙", "乙")),
        persons=tuple(Person(name, name) for name in persons),
        roles=(
            RoleHeld("丙-主任", "丙", "主任", None, None, ("主任", "村主任"), False, None, None, (A, B), "sure",
                     (words(A, 10), words(B, 40)), ((*A, "主任"), (*B, "村主任"))),
        ),
        events=(Event("会", "会", "meeting", None, None, (A, B), (words(A, 20), words(B, 50))),),
        participations=(
            Participation("会-丙", "会", "丙", ("chair", "attendee"), "丙-主任", "sure", (words(A, 22), words(B, 52)),
                          ((*A, "chair"), (*B, "attendee")), (B,)),
            Participation("会-乙", "会", "乙", ("attendee",), None, "sure", (words(B, 54),)),
            Participation("会-甲", "会", "甲", ("attendee",), None, "sure", (words(A, 24),)),
        ),
        ties=tuple(
            CoAttendance(f"{one}-{other}", (one, other), ("会",), 1, 0.5, None, None)
            for one, other in combinations(persons, 2)
        ),
    )  # fmt: skip


def test_what_two_articles_say_differently() -> None:
    _, store = loaded(_two_reports())

    def where(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal | None = None) -> set[str]:
        quads = store.quads_for_pattern(subject, ox.NamedNode(predicate), value)
        names = {iri("article", *A): "A", iri("article", *B): "B", ox.DefaultGraph(): "none"}
        return {names[quad.graph_name] for quad in quads}

    office, chaired = iri("role-held", "丙-主任"), iri("participation", "会-丙")
    assert where(office, ORG + "member") == {"A", "B"}
    # Its name is made of all titles, and would tell of one that is gone.
    assert where(office, SCHEMA + "name", ox.Literal("丙：主任、村主任")) == {"none"}
    assert where(office, KG + "title", ox.Literal("主任")) == {"A"}
    assert where(office, KG + "title", ox.Literal("村主任")) == {"B"}
    assert where(office, KG + "confidence") == {"none"}
    assert where(chaired, KG + "part", ox.NamedNode(KG + "chair")) == {"A"}
    assert where(chaired, KG + "part", ox.NamedNode(KG + "attendee")) == {"B"}
    assert where(chaired, KG + "as") == {"B"}
    assert where(iri("event", "会"), SCHEMA + "attendee", iri("person", "甲")) == {"A"}
    assert where(iri("event", "会"), SCHEMA + "attendee", iri("person", "丙")) == {"A", "B"}
    ties = {("丙", "甲"): {"A"}, ("丙", "乙"): {"B"}, ("乙", "甲"): {"none"}}
    for pair, expected in ties.items():
        tie = iri("tie", "-".join(pair))
        assert where(tie, KG + "event") == where(tie, SCHEMA + "name") == where(tie, KG + "person") == expected
        assert where(tie, KG + "weight") == {"none"}
        for one, other in permutations(pair):
            assert where(iri("person", one), KG + "coAttended", iri("person", other)) == expected
