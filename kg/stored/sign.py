"""Which graph the tables below OUTPUT are of: a later build in memory leaves them where they are."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

from kg.ask.sql import STORE
from kg.files.outputs import write_json

_SIGN = "of.json"
_ENDS = 65_536
"""So many bytes of both ends, with the size, tell a file from others: at the end stands what all of it holds."""


def sign(folder: Path) -> None:
    """Note that the tables are those of the ``graph.ttl`` beside them."""
    write_json(folder / STORE / _SIGN, {"graph.ttl": _told(folder / "graph.ttl")})


def has_tables(output: Path) -> bool:
    """Whether OUTPUT has tables, and those of its ``graph.ttl``."""
    try:
        noted = json.loads((output / STORE / _SIGN).read_text(encoding="utf-8"))
        return bool(noted == {"graph.ttl": _told(output / "graph.ttl")})
    except (OSError, ValueError):
        return False


def _told(path: Path) -> str:
    size = path.stat().st_size
    with path.open("rb") as file:
        ends = file.read(_ENDS)
        file.seek(max(0, size - _ENDS))
        return f"{size} {blake2b(ends + file.read(), digest_size=16).hexdigest()}"
