"""What is loaded is what was built, but for what its RDF does not hold."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError
from kg.export import write_turtle
from kg.export.loaded import loaded
from kg.export.text import clean
from kg.model import Article, Credit, Document, Evidence, Graph, Metadata
from kg.pipeline import made
from tests.samples import hostile_graph, sample_graph

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def turtle(graph: Graph, base: str = "https://kg.example/") -> bytes:
    stream = io.StringIO()
    write_turtle(graph, stream, base)
    return stream.getvalue().encode()


# --- a graph as its RDF holds it, written down anew -------------------------------------------------------------------


def texts(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({clean(value) for value in values}))


def maybe(value: str | None) -> str | None:
    return None if value is None else clean(value)


def blanked(graph: Graph) -> Graph:
    """``graph`` without what ``kg.export.loaded`` says is missing."""
    rules: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for claims in (graph.roles, graph.events, graph.participations):
        for claim in claims:
            for one in claim.evidence:
                rules[one.document, one.start, one.end].add(clean(one.rule))

    def words(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(
            sorted(
                {
                    replace(
                        one, at=-1, exact=clean(one.exact),
                        rule="; ".join(sorted(rules[one.document, one.start, one.end])),
                    )
                    for one in evidence
                }
            )
        )  # fmt: skip

    def document(one: Document) -> Document:
        metadata = Metadata(source=maybe(one.metadata.source) or None, url=maybe(one.metadata.url) or None)
        return replace(one, metadata=metadata, published_why=None)

    def article(one: Article) -> Article:
        credits = tuple(Credit(name, 0, 0) for name in texts(tuple(credit.name for credit in one.credits)))
        return replace(
            one, headline=maybe(one.headline), subheads=texts(one.subheads), credits=credits, text="", head_until=0,
            body_at=0, body_until=0, pieces=(), reporters=(), home=None,
        )  # fmt: skip

    return Graph(
        version=clean(graph.version),
        documents=tuple(map(document, graph.documents)),
        articles=tuple(
            replace(seen, article=article(seen.article), bodies=tuple(sorted(seen.bodies)), words=())
            for seen in graph.articles
        ),
        persons=tuple(
            replace(
                one, name=clean(one.name), alt_names=texts(one.alt_names), reasons=texts(one.reasons), confidence="sure"
            )
            for one in graph.persons
        ),
        bodies=tuple(
            replace(one, name=clean(one.name), alt_names=texts(one.alt_names))
            for one in sorted(graph.bodies, key=lambda body: body.id)
        ),
        areas=tuple(
            replace(one, name=clean(one.name), code=maybe(one.code), alt_names=texts(one.alt_names))
            for one in sorted(graph.areas, key=lambda area: area.id)
        ),
        roles=tuple(
            replace(one, titles=texts(one.titles), evidence=words(one.evidence), titles_in=()) for one in graph.roles
        ),
        events=tuple(replace(one, name=clean(one.name), evidence=words(one.evidence)) for one in graph.events),
        participations=tuple(
            replace(one, evidence=words(one.evidence), parts_in=(), role_held_in=()) for one in graph.participations
        ),
        ties=tuple(sorted(graph.ties, key=lambda tie: tie.id)),
    )


@pytest.fixture(scope="module")
def seeds() -> Graph:
    return made([SEEDS], jobs=1).graph


KINDS = [
    "version", "documents", "articles", "persons", "bodies", "areas", "roles", "events", "participations", "ties",
    "warnings",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["sample", "hostile", "seeds"])
def test_what_is_loaded_is_what_was_written(which: str, kind: str, seeds: Graph) -> None:
    graph = {"sample": sample_graph, "hostile": hostile_graph, "seeds": lambda: seeds}[which]()
    assert getattr(loaded(turtle(graph), which), kind) == getattr(blanked(graph), kind)


def test_the_base_changes_nothing() -> None:
    graph = sample_graph()
    assert loaded(turtle(graph, "http://127.0.0.1:8000/x/"), "x") == loaded(turtle(graph), "y")


def test_written_again_it_says_the_same(seeds: Graph) -> None:
    """But for rules: several of one place are one when loaded, which changes the number of triples."""

    def but_rules(text: bytes) -> list[bytes]:
        return [line for line in text.splitlines() if b"kg:rule " not in line and b"void:triples" not in line]

    first = turtle(seeds)
    assert but_rules(turtle(loaded(first, "seeds"))) == but_rules(first)


# --- what cannot be loaded --------------------------------------------------------------------------------------------


def test_no_folder_no_graph(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"graph\.ttl: .*run `kg build`"):
        kg.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a", "not Turtle"),
        ("<https://a.example/b> <https://a.example/c> 1 .", "not a graph that `kg build` wrote .*uriSpace"),
    ],
)
def test_something_else_is_named(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        kg.load(tmp_path)


def test_a_thing_that_lacks_something_is_named(tmp_path: Path) -> None:
    lacking = turtle(sample_graph()).replace(b"    org:role <", b"    kg:nothing <")
    (tmp_path / "graph.ttl").write_bytes(lacking)
    with pytest.raises(UsageError, match=r"role-held/.* has no org:role"):
        kg.load(tmp_path / "graph.ttl")
