"""Who meets their like: of one area, of one body, of one rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.analyse.network import Network
from kg.model import Graph, RoleHeld
from kg.resolve.areas import government_rank
from kg.resolve.offices import Rank, rank


@dataclass(frozen=True, slots=True)
class Standing:
    """What places a person: the highest office held, by what the graph says of it."""

    area: str | None = None
    """:attr:`Area.id`."""
    body: str | None = None
    """:attr:`Body.id`."""
    rank: float | None = None
    """In steps of the civil service (``kg.resolve.offices``); the middle where the words leave it open."""


@dataclass(frozen=True, slots=True)
class Mixing:
    """How much ties join those who are alike in one respect; only ties count of which both ends are known."""

    respect: str
    """``area``, ``body`` or ``rank``."""
    persons: int
    """Whose value is known."""
    inside: float
    """Weight of the ties between those alike; of rank, between equals."""
    across: float
    assortativity: float | None
    """Newman (2003): 1 all meet their like, 0 as by chance, below 0 they avoid it; ``None`` where all are alike."""

    @property
    def ei_index(self) -> float | None:
        """Krackhardt and Stern (1988): (across - inside) / all; -1 all ties inside, 1 none; ``None`` without ties."""
        total = self.inside + self.across
        return (self.across - self.inside) / total if total else None


def standings(graph: Graph) -> dict[str, Standing]:
    """Person → what places them; of several offices the highest that is held and told best."""
    areas = {area.id: area for area in graph.areas}
    bodies = {body.id: body.name for body in graph.bodies}
    found: dict[str, list[tuple[tuple[int, bool, int, str], RoleHeld, Rank | None]]] = defaultdict(list)
    for held in graph.roles:
        if held.former:
            continue
        area = areas.get(held.area) if held.area else None
        level = government_rank(area.name, area.code) if area else None
        known = rank(held.role, bodies.get(held.body) if held.body else None, level)
        # 市领导 may be more than 副市长, but is not known to be, and tells no body.
        order = (known.low if known else -1, held.body is not None, known.high if known else -1, held.id)
        found[held.person].append((order, held, known))
    result = {}
    for person, offices in found.items():
        _, held, known = max(offices, key=lambda office: office[0])
        result[person] = Standing(held.area, held.body, (known.low + known.high) / 2 if known else None)
    return result


def mixings(network: Network, standing: dict[str, Standing]) -> tuple[Mixing, ...]:
    """By area, by body, by rank."""
    known = [standing.get(person, Standing()) for person in network.persons]
    return (
        by_kind("area", network, [one.area for one in known]),
        by_kind("body", network, [one.body for one in known]),
        by_number("rank", network, [one.rank for one in known]),
    )


def by_kind(respect: str, network: Network, values: Sequence[str | None]) -> Mixing:
    """Mixing by something that is the same or not (Newman 2003, eq. 2)."""
    inside = across = 0.0
    ends: dict[str, float] = defaultdict(float)
    for (one, other), weight in zip(network.ties, network.weights, strict=True):
        mine, theirs = values[one], values[other]
        if mine is None or theirs is None:
            continue
        inside, across = (inside + weight, across) if mine == theirs else (inside, across + weight)
        ends[mine] += weight
        ends[theirs] += weight
    total = inside + across
    chance = sum((end / (2 * total)) ** 2 for end in ends.values()) if total else 1.0
    assortativity = (inside / total - chance) / (1 - chance) if chance < 1 - 1e-12 else None
    return Mixing(respect, sum(value is not None for value in values), inside, across, assortativity)


def by_number(respect: str, network: Network, values: Sequence[float | None]) -> Mixing:
    """Mixing by something that is more or less: Pearson's correlation over the ends of ties (Newman 2003, eq. 21)."""
    inside = across = 0.0
    n = ends = products = squares = 0.0
    for (one, other), weight in zip(network.ties, network.weights, strict=True):
        mine, theirs = values[one], values[other]
        if mine is None or theirs is None:
            continue
        inside, across = (inside + weight, across) if mine == theirs else (inside, across + weight)
        n += 2 * weight
        ends += weight * (mine + theirs)
        products += 2 * weight * mine * theirs
        squares += weight * (mine * mine + theirs * theirs)
    mean = ends / n if n else 0.0
    variance = squares / n - mean * mean if n else 0.0
    assortativity = (products / n - mean * mean) / variance if variance > 1e-12 else None
    return Mixing(respect, sum(value is not None for value in values), inside, across, assortativity)
