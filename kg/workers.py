"""The same work for many documents, on several cores where that is quicker."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TypeVar

_A = TypeVar("_A")
_B = TypeVar("_B")

FEW = 20
"""Up to so many documents are done before other processes would have started."""


class Each:
    """Applies a function to each item: in some processes, or in this one."""

    def __init__(self, pool: ProcessPoolExecutor | None = None, count: int = 1) -> None:
        self._pool, self._count = pool, count

    def __call__(self, work: Callable[[_A], _B], items: Sequence[_A]) -> list[_B]:
        """The result for each item, in their order."""
        if self._pool is None:
            return [work(item) for item in items]
        return list(self._pool.map(work, items, chunksize=max(1, len(items) // (8 * self._count))))

    def as_done(self, work: Callable[[_A], _B], items: Sequence[_A]) -> Iterator[_B]:
        """The results, each as soon as it is there; for few items that each take long."""
        if self._pool is None:
            yield from map(work, items)
            return
        for done in as_completed([self._pool.submit(work, item) for item in items]):
            yield done.result()

    def begun(self, work: Callable[[_A], _B], items: Sequence[_A]) -> Callable[[], list[_B]]:
        """Begins and goes on; what is returned waits for the results, in their order."""
        if self._pool is None:
            done = [work(item) for item in items]
            return lambda: done
        waiting = [self._pool.submit(work, item) for item in items]
        return lambda: [one.result() for one in waiting]


@contextmanager
def workers(jobs: int, items: int, prepare: Callable[[], object] = lambda: None, *, few: int = FEW) -> Iterator[Each]:
    """Processes for so many items: ``jobs`` of them, one a core if 0; this one alone if there are no more than ``few``.

    ``prepare`` is called before there are several: what it loads is theirs together where processes are forked.
    """
    count = min(jobs or os.cpu_count() or 1, items)
    if count <= 1 or items <= few:
        yield Each()
        return
    prepare()
    with ProcessPoolExecutor(count, initializer=_end_with_parent) as pool:
        yield Each(pool, count)


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Leave off Python's search for cycles, here and in processes started within: for work that makes none.

    Among millions of rows that search takes a fifth of the time.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _end_with_parent() -> None:
    """So that no process stays behind where the program is killed, and none complains about a Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
