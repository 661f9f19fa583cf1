"""How much one query and one request may take."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds; what goes beyond them is refused, and the client is told which bound it was."""

    seconds: float = 20
    """Of wall clock a query may run."""
    rows: int = 100_000
    """An answer may have; triples of a CONSTRUCT count as rows."""
    cut_rows: int = 10_000
    """That are given where the client asks for a cut answer rather than none."""
    answer_bytes: int = 64 << 20
    """An answer may be long."""
    memory: int = 2 << 30
    """Bytes that a query may need beside the graph."""
    request_bytes: int = 1 << 20
    """Of a request's body."""
    head_bytes: int = 64 << 10
    """Of a request's address and headers."""
    body_seconds: float = 5
    """In which a request's body must have come."""
    at_once: int = field(default_factory=lambda: max(4, 2 * (os.cpu_count() or 1)))
    """Queries that run at the same time; further ones wait."""
    wait_seconds: float = 10
    """A query may wait for its turn."""

    def as_dict(self) -> dict[str, Any]:
        """For sending it to another process."""
        return asdict(self)
