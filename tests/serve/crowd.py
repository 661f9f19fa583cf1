"""Many clients at once who know the answers: for the test and for the benchmark."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from tests.serve.conftest import SLOW, Served
from tests.serve.processes import children, comes_true, files_open, memory

PREFIX = "PREFIX schema: <https://schema.org/> PREFIX kg: <https://kg.example/ns#> "
MIXED = [
    *(f"SELECT ?s {{ ?s schema:name '{name}' }} ORDER BY ?s" for name in ("沈望舒", "白露", "何雨桐", "nobody")),
    *(f"SELECT ?s ?p ?o {{ ?s ?p ?o }} ORDER BY ?s ?p STR(?o) LIMIT {n}" for n in (1, 10, 100, 1000)),
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "SELECT (COUNT(*) AS ?n) { ?a a ?t . ?b a ?t }",
    "ASK { ?s schema:name '钟鼎文' }",
    "ASK { ?s schema:name 'nobody' }",
    "SELECT ?a ?b { ?a kg:coAttended ?b } ORDER BY ?a ?b",
]
LONG = "SELECT * { ?a a ?b . ?c a ?d }"
"""An answer of megabytes."""


@dataclass
class Tally:
    """How the requests went."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def nth(self, part: float) -> float:
        return sorted(self.took)[int(part * (len(self.took) - 1))]


@dataclass(frozen=True)
class Held:
    """What a server holds."""

    children: int
    files: int
    memory: int


def held(server: Served) -> Held:
    pid = server.process.pid
    return Held(len(children(pid)), files_open(pid), memory(pid))


def known_answers(turtle: Path) -> dict[str, object]:
    """Each of :data:`MIXED` with what a store of one's own says."""
    store = ox.Store()
    store.load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    answers = {}
    for query in MIXED:
        found = store.query(PREFIX + query)
        assert not isinstance(found, ox.QueryTriples)
        answers[query] = comparable(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    return answers


def comparable(answer: bytes) -> object:
    """JSON without the labels of blank nodes."""

    def unlabelled(found: dict[str, object]) -> dict[str, object]:
        return {**found, "value": "_:"} if found.get("type") == "bnode" else found

    return json.loads(answer, object_hook=unlabelled)


def leave(server: Served, query: str, after: float) -> None:
    """Asks, and goes before the answer is there or when its first bytes are."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as going:
        going.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(after)
        if after > 0.02:
            going.settimeout(0.5)
            with suppress(TimeoutError):
                going.recv(100)


def visit(server: Served, requests: int, clients: int = 8, seed: int = 1) -> Tally:
    """``requests`` by so many clients at once; of every hundred one asks what takes too long and three leave early."""
    known = known_answers(server.folder / "graph.ttl")
    tally, lock = Tally(), threading.Lock()

    def one(number: int) -> None:
        chance = random.Random(seed * 1_000_003 + number)
        if number % 100 == 50:
            tally.statuses[server.query(SLOW).status] += 1
            return
        if number % 100 in (20, 40, 60):
            leave(server, chance.choice([SLOW, LONG]), chance.choice([0, 0.01, 0.1]))
            return
        query = chance.choice(MIXED)
        start = time.monotonic()
        answer = server.query(query, accept="application/sparql-results+json")
        took = time.monotonic() - start
        right = answer.status == 200 and comparable(answer.body) == known[query]
        with lock:
            tally.took.append(took)
            if not right:
                tally.wrong.append(f"{query}: {answer.status} {answer.text[:200]}")

    with ThreadPoolExecutor(clients) as crowd:
        list(crowd.map(one, range(requests)))
    return tally


def kill_a_query(server: Served) -> int:
    """Ends the process of a slow query in the middle; the status of its answer."""
    before = children(server.process.pid)
    with ThreadPoolExecutor(1) as asker:
        asked = asker.submit(server.query, SLOW)
        assert comes_true(lambda: len(children(server.process.pid) - before) > 0)
        for child in children(server.process.pid) - before:
            os.kill(child, signal.SIGKILL)
        return asked.result(30).status
