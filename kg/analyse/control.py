"""What rank explains: those in high office are at many events, and so meet each other often (Keller 2016)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import correlation

from kg.analyse.measures import Measures
from kg.analyse.mixing import Standing
from kg.model import Value

BEYOND = 2.0
"""Standard deviations above chance from which on a tie is told as beyond it."""


@dataclass(frozen=True, slots=True)
class Control:
    """How much of who met whom rank and busy diaries give."""

    beyond: int
    """Ties at least :data:`BEYOND` deviations above chance."""
    shared: int
    """Shared events, summed over ties."""
    expected: float
    """Of these pairs by chance."""
    ranked: int
    """Ties of which both ends' rank is known."""
    rank_and_weight: float | None
    """Over these, Pearson's correlation of mean rank with shared events; ``None`` where either is always the same."""
    rank_and_z: float | None
    """Likewise with what is beyond chance: what rank still explains once diaries are accounted for."""


def control(found: Measures, standing: Mapping[str, Standing]) -> Control:
    """Of all ties."""
    network, ties = found.network, found.ties
    ranks = [standing.get(person, Standing()).rank for person in network.persons]
    both = [
        (at, (mine + theirs) / 2)
        for at, (one, other) in enumerate(network.ties)
        if (mine := ranks[one]) is not None and (theirs := ranks[other]) is not None
    ]
    return Control(
        beyond=sum((z or 0.0) >= BEYOND for z in ties["z"]),
        shared=sum(network.weights),
        expected=float(sum(value or 0.0 for value in ties["expected"])),
        ranked=len(both),
        rank_and_weight=_correlation([(rank, ties["weight"][at]) for at, rank in both]),
        rank_and_z=_correlation([(rank, ties["z"][at]) for at, rank in both]),
    )


def _correlation(pairs: Sequence[tuple[float, Value]]) -> float | None:
    """Pearson's, of the pairs that are known whole."""
    known = [(one, other) for one, other in pairs if other is not None]
    if len({one for one, _ in known}) < 2 or len({other for _, other in known}) < 2:
        return None
    return correlation([one for one, _ in known], [other for _, other in known])
