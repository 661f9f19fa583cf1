"""The graph in Python, for notebooks and scripts.

>>> import kg
>>> g = kg.load("output")
>>> len(g.persons) > 60
True
>>> g.coattendance(area="焦作市", min_weight=2).number_of_edges() > 0
True
"""

from __future__ import annotations

from pathlib import Path

from kg.api.book import Book
from kg.errors import UsageError
from kg.export.loaded import loaded_with_base
from kg.model import CONFIDENCES
from kg.pipeline import made

__all__ = ["Book", "build", "load"]


def build(*given: str | Path, jobs: int = 0, min_confidence: str = CONFIDENCES[-1], tagger: str = "none") -> Book:
    """Read files and folders; nothing is written.

    Args:
        given: files and folders to read.
        jobs: how many processes; 0 for one a core.
        min_confidence: of ``sure``, ``likely``, ``unsure``; claims that the program is less sure of are left out.
        tagger: what proposes names that the grammar alone is unsure of: ``none`` or ``lac``.

    Raises:
        UsageError: there is no file to read, or ``min_confidence`` or ``tagger`` is unknown.
        NothingReadError: there are files, but none could be read. Where only some could not, ``problems`` names them.
    """
    if min_confidence not in CONFIDENCES:
        raise UsageError(f"min_confidence={min_confidence!r} is unknown; name one of {', '.join(CONFIDENCES)}")
    return Book(made([Path(one) for one in given], jobs=jobs, min_confidence=min_confidence, tagger=tagger))


def load(path: str | Path) -> Book:
    """What ``kg build`` wrote: its folder, or the ``graph.ttl`` in it.

    The articles have no text; :mod:`kg.export.loaded` lists what else the file does not hold.

    Raises:
        UsageError: there is no such file, or it is not what ``kg build`` writes.
    """
    path = Path(path)
    file = path / "graph.ttl" if path.is_dir() else path
    try:
        turtle = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}; run `kg build` first or name its OUTPUT") from error
    graph, base = loaded_with_base(turtle, str(file))
    return Book(graph, turtle=turtle, view=file.parent / "index.html", base=base)
