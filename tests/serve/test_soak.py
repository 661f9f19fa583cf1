"""A crowd at once: no wrong answer, nobody held up, nothing left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.serve.conftest import SLOW, Served
from tests.serve.crowd import MIXED, held, kill_a_query, visit
from tests.serve.processes import children, comes_true

Starter = Callable[..., Served]
GROWTH = 60
"""MiB that the server may have grown by, with pages of the first thousand answers still in hand."""


def test_a_crowd_has_its_answers_and_leaves_nothing_behind(serve: Starter, output: Path) -> None:
    running = serve(output, "--max-seconds", "1")
    visit(running, 60, seed=2)
    assert comes_true(lambda: held(running).children == 1)
    before = held(running)
    tally = visit(running, 1000)
    assert tally.wrong == []
    assert len(tally.took) == 960
    assert dict(tally.statuses) == {503: 10}
    assert comes_true(lambda: held(running).children == before.children)
    assert comes_true(lambda: held(running).files <= before.files)
    assert held(running).memory < before.memory + GROWTH


def test_a_slow_query_holds_nobody_up(serve: Starter, output: Path) -> None:
    running = serve(output, "--max-seconds", "6")
    with ThreadPoolExecutor(1) as slow:
        asked = slow.submit(running.query, SLOW)
        assert comes_true(lambda: len(children(running.process.pid)) > 1)
        answers = [running.query(query).status for query in MIXED]
        assert not asked.done()
        assert answers == [200] * len(MIXED)
        assert asked.result(30).status == 503


def test_a_query_that_is_killed_is_a_503_and_no_answer(serve: Starter, output: Path) -> None:
    running = serve(output)
    assert [kill_a_query(running) for _ in range(3)] == [503] * 3
    assert running.query("ASK {}").status == 200


def test_the_process_that_holds_the_graph_may_be_killed(serve: Starter, output: Path) -> None:
    running = serve(output)
    assert running.query("ASK {}").status == 200
    before = held(running)
    for _ in range(3):
        for child in children(running.process.pid):
            os.kill(child, signal.SIGKILL)
        assert running.query("ASK {}").status in (200, 503)
        assert comes_true(lambda: running.query("ASK {}").status == 200)
    # The process of the last query may not have been buried yet.
    assert comes_true(lambda: held(running).children == before.children)
    assert comes_true(lambda: held(running).files <= before.files)


def test_an_answer_in_the_middle_of_which_its_process_is_killed_does_not_look_whole(
    serve: Starter, output: Path
) -> None:
    running = serve(output)
    long = "SELECT * { ?a ?b ?c . ?d a ?e } LIMIT 100000"
    whole = running.query(long, format="json").body
    before, killed = children(running.process.pid), 0
    with ThreadPoolExecutor(1) as asker:
        asked = asker.submit(running.query, long, format="json")
        while not asked.done():
            time.sleep(0.01)
            for child in children(running.process.pid) - before:
                os.kill(child, signal.SIGKILL)
                killed += 1
        answer = asked.result(30)
    assert killed > 0
    assert answer.status == 503 or answer.body == whole
