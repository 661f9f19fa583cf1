"""``coattendance.dl`` for UCINET, also read by igraph: who met whom and how often.

UTF-8 without a byte order mark, since ``DL`` must be the first thing in the file. A label holds no blank, comma or
quotation mark, at which some reader would cut it, and so needs no quotes, which Gephi and igraph take for a part of it.
"""

from __future__ import annotations

from pathlib import Path

from kg.export import rows
from kg.export.text import identifier
from kg.graph import coattendance
from kg.model import Graph

_CUTS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in " ,;=\"'"})


def write_ucinet(graph: Graph, path: Path) -> None:
    """Persons by their ids; each tie in both directions, so that UCINET has a symmetric matrix."""
    network = coattendance(graph)
    numbers = {node.id: number for number, node in enumerate(rows.nodes(network), start=1)}
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write(f"DL n={len(network)}\nformat = edgelist1\nlabels:\n{','.join(map(label, network))}\ndata:\n")
        for tie in rows.ties(network):
            one, other = numbers[tie.source], numbers[tie.target]
            file.write(f"{one} {other} {tie.weight}\n{other} {one} {tie.weight}\n")


def label(name: str) -> str:
    """A person's node as a label that no reader cuts.

    >>> label("person:John Smith")
    'John%20Smith'
    """
    return identifier(name.removeprefix("person:")).translate(_CUTS)
