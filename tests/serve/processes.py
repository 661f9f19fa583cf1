"""What a server is made of, as Linux tells it in ``/proc``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path


def children(pid: int) -> set[int]:
    """All processes below ``pid``."""
    below: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            direct = {int(child) for child in task.read_text().split()}
        except OSError:
            continue
        below |= direct.union(*map(children, direct))
    return below


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def files_open(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def memory(pid: int) -> int:
    """Resident, in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def busy(pid: int) -> float:
    """CPU seconds so far of the processes below ``pid`` that are still there."""
    ticks = 0
    for child in children(pid):
        try:
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def comes_true(said: Callable[[], bool], within: float = 5) -> bool:
    """Whether it is so before ``within`` seconds are over."""
    until = time.monotonic() + within
    while not said():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
