"""How fast ``kg serve`` answers a crowd, and how fast the ready questions are on a large graph.

Run by hand, from the root of the repository: ``PYTHONPATH=. .venv/bin/python tests/benchmarks/serve.py`` sends 10,000
requests of eight clients to the sample graph. With ``--questions [N]`` it makes a graph of about N triples instead
(1,000,000 if no number is given) and asks each ready question of the store of ``kg query`` and of rdflib, which has
60 seconds for each. Linux only: memory is what ``/proc`` tells.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import rdflib

from kg.ask.questions import questions
from kg.export import write_turtle
from kg.store import DEFAULT_BASE, PREFIXES, Store
from tests.benchmarks.made import made_graph
from tests.samples import sample_graph
from tests.serve.conftest import served, write_output
from tests.serve.crowd import held, visit
from tests.serve.processes import comes_true

LIMIT = 60
"""Seconds that rdflib has for a question."""
TIES = 4
"""Pairs that have met for each person of a made graph."""


def crowd(requests: int) -> None:
    """Prints how ``requests`` went."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(write_output(sample_graph(), Path(folder)), "--max-seconds", "1") as running,
    ):
        visit(running, 60, seed=2)
        before = held(running)
        start = time.monotonic()
        tally = visit(running, requests)
        took = time.monotonic() - start
        comes_true(lambda: held(running).children == before.children, 30)
        after = held(running)
    print(f"{requests} requests in {took:.1f} s: {requests / took:.0f} a second, {len(tally.wrong)} wrong")
    print(f"of those with an answer: p50 {tally.nth(0.5) * 1000:.0f} ms, p99 {tally.nth(0.99) * 1000:.0f} ms")
    for what in ("memory", "files", "children"):
        print(f"{what} before {getattr(before, what)}, after {getattr(after, what)}")


def write_made(triples: int, path: Path) -> None:
    """A made graph of about so many triples."""
    people = 1000
    write_turtle(made_graph(people, people * TIES), path)
    people = people * triples // len(Store(path))
    write_turtle(made_graph(people, people * TIES), path)


def first(store: Store, query: str) -> str:
    return next(store.select(query))[0] or ""


def parameters(store: Store) -> dict[str, dict[str, str]]:
    """For each ready question what has answers in this graph."""
    most = "GROUP BY ?name ORDER BY DESC(COUNT(*)) ?name LIMIT 1"
    name = first(store, f"SELECT ?name {{ ?s kg:coAttended ?o ; schema:name ?name . [] org:member ?s }} {most}")
    other = first(
        store,
        f"SELECT ?name {{ ?t a kg:CoAttendance ; kg:person ?a, ?b ; kg:weight ?n . ?a schema:name '{name}' . "
        "?b schema:name ?name FILTER (?a != ?b) } ORDER BY DESC(?n) LIMIT 1",
    )
    held = "?h org:organization/schema:name ?name ; org:member ?p . ?p kg:coAttended ?o"
    body = first(store, f"SELECT ?name {{ {held} }} {most}")
    second = first(store, f"SELECT ?name {{ {held} FILTER (?name != '{body}') }} {most}")
    role = first(
        store, f"SELECT ?name {{ ?h org:role/schema:name ?name ; org:organization/schema:name '{body}' }} {most}"
    )
    day = first(store, "SELECT ?d { ?e schema:startDate ?d } ORDER BY DESC(?d) LIMIT 1")
    known = {"name": name, "body": body, "role": role, "day": day, "words": "开工仪式"}
    special = {"between": {"one": body, "two": second}, "words": {"one": name, "two": other}}
    return {
        question.name: special.get(question.name)
        or {one.name: known[one.name] for one in question.parameters if not one.optional and one.name in known}
        | {one.name: one.value for one in question.parameters if not one.optional and one.name not in known}
        for question in questions().values()
    }


def ask(graph: rdflib.Graph, query: str, said: SimpleQueue[tuple[int, float]]) -> None:
    start = time.perf_counter()
    rows = len(list(graph.query(query)))
    said.put((rows, time.perf_counter() - start))


def beside(graph: rdflib.Graph, query: str) -> tuple[int | None, str]:
    """How many answers rdflib has, and in how many seconds."""
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {**PREFIXES, "kg": f"{DEFAULT_BASE}ns#"}.items())
    forking = get_context("fork")
    said = forking.SimpleQueue()
    process = forking.Process(target=ask, args=(graph, declared + query, said))
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.kill()
        process.join()
        return None, f">{LIMIT} s"
    if process.exitcode:
        return None, "error"
    rows, took = said.get()
    return rows, f"{took:.3f} s"


def ready_questions(triples: int, rdflib_too: bool) -> None:
    """Prints the seconds of each ready question, here and there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        write_made(triples, path)
        start = time.perf_counter()
        store = Store(path)
        print(
            f"{len(store)} triples, {path.stat().st_size / 1e6:.0f} MB, loaded in {time.perf_counter() - start:.1f} s"
        )
        graph = rdflib.Graph()
        if rdflib_too:
            start = time.perf_counter()
            graph.parse(path, format="turtle")
            print(f"rdflib loaded it in {time.perf_counter() - start:.1f} s")
        print(f"{'question':14} {'rows':>8} {'embedded':>10} {'rdflib':>10}", flush=True)
        for name, given in parameters(store).items():
            query = questions()[name].told(given)
            start = time.perf_counter()
            rows = len(list(store.select(query)))
            took = time.perf_counter() - start
            there, seconds = beside(graph, query) if rdflib_too else (None, "")
            differs = f"  rdflib has {there} rows" if there not in (None, rows) else ""
            print(f"{name:14} {rows:8} {took:8.3f} s {seconds:>10}{differs}  {given or ''}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--requests", type=int, default=10_000)
    options.add_argument("--questions", type=int, nargs="?", const=1_000_000)
    options.add_argument("--alone", action="store_true", help="without rdflib")
    chosen = options.parse_args()
    if chosen.questions:
        ready_questions(chosen.questions, not chosen.alone)
    else:
        crowd(chosen.requests)


if __name__ == "__main__":
    main()
