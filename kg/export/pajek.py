"""``coattendance.net`` for Pajek (2.00 and later), also read by Gephi and networkx: who met whom and how often.

UTF-8 with a byte order mark, by which Pajek knows it, and lines that end as on Windows, where it runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.export import rows
from kg.export.text import identifier
from kg.graph import Place, Places, coattendance
from kg.model import Graph


def write_pajek(graph: Graph, path: Path, places: Places | None = None) -> None:
    """Persons by their ids (unique, readable), edges by the number of events shared.

    ``places`` become coordinates between 0 and 1, as Pajek wants them, y downwards as in the view.
    """
    network = coattendance(graph)
    numbers = {node.id: number for number, node in enumerate(rows.nodes(network), start=1)}
    standing = (places or {}).get("who", {})
    at = _within_one({name: standing[name] for name in network if name in standing})
    with path.open("w", encoding="utf-8-sig", newline="\r\n") as file:
        file.write(f"*Vertices {len(network)}\n")
        for number, name in enumerate(network, start=1):
            where = " {:.4f} {:.4f} 0.5000".format(*at[name]) if name in at else ""
            file.write(f"{number} {quoted(name)}{where}\n")
        file.write("*Edges\n")
        file.writelines(f"{numbers[tie.source]} {numbers[tie.target]} {tie.weight}\n" for tie in rows.ties(network))


def quoted(name: str) -> str:
    """A person's node as a label in quotes; the format knows no sign that escapes one.

    >>> quoted('person:文"晓')
    '"文%22晓"'
    """
    label = identifier(name.removeprefix("person:")).replace('"', "%22")
    return f'"{label}"'


def _within_one(places: Mapping[str, Place]) -> dict[str, tuple[float, float]]:
    """The same figure in a square of side 1, a little off its edges."""
    if not places:
        return {}
    left, top = min(place.x for place in places.values()), min(place.y for place in places.values())
    right, bottom = max(place.x for place in places.values()), max(place.y for place in places.values())
    side = max(right - left, bottom - top) or 1.0
    return {
        name: (0.05 + 0.9 * (place.x - left) / side, 0.05 + 0.9 * (place.y - top) / side)
        for name, place in places.items()
    }
