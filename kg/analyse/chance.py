"""What would be left to chance: who would have met whom if only the halls and the diaries had been as full.

Those in high office are at many events, and so meet each other often whatever they think of each other (Keller 2016,
Journal of East Asian Studies 16). Here persons and events are shuffled so that each event keeps how many came and each
person how often they went; a tie counts for as much as it exceeds what the shuffles give.

The shuffle is the curveball of Strona et al. (2014, Nature Communications 5:4114): two events trade those who were at
only one of them. It reaches every such table with equal probability (Carstens 2015, Physical Review E 91).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 20200309
SAMPLES = 300
BURN_IN = 20
"""Sweeps before the first sample; in a sweep each event trades with another."""

Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Expected:
    """How often two persons would meet by chance."""

    mean: float
    deviation: float
    """Standard deviation over the samples."""

    def z(self, observed: float) -> float | None:
        """How many standard deviations above chance; ``None`` where chance leaves no choice."""
        return (observed - self.mean) / self.deviation if self.deviation > 1e-9 else None


def expected(
    attendance: Sequence[Iterable[int]], pairs: Sequence[tuple[int, int]], samples: int = SAMPLES, seed: int = SEED
) -> list[Expected]:
    """For each of ``pairs`` (person, person) how often they would meet; ``attendance``: for each event its persons.

    The same input gives the same output.
    """
    people = 1 + max((person for event in attendance for person in event), default=0)
    wanted = np.array([min(pair) * people + max(pair) for pair in pairs], dtype=np.int64)
    order = np.argsort(wanted)
    total, squares = np.zeros(len(pairs)), np.zeros(len(pairs))
    for table in _tables(attendance, samples, random.Random(seed)):
        met, times = np.unique(_met(table, people), return_counts=True)
        at = np.searchsorted(met, wanted[order])
        at[at == len(met)] = 0
        count = np.where(met[at] == wanted[order], times[at], 0) if len(met) else np.zeros(len(pairs))
        total[order] += count
        squares[order] += count.astype(np.float64) ** 2
    means = total / samples
    deviations = np.sqrt(np.maximum(squares / samples - means**2, 0))
    return [Expected(float(mean), float(sd)) for mean, sd in zip(means, deviations, strict=True)]


def _tables(attendance: Sequence[Iterable[int]], samples: int, chance: random.Random) -> Iterator[list[set[int]]]:
    events = [set(event) for event in attendance]
    for sweep in range(BURN_IN + samples):
        chance.shuffle(events)
        for one, other in zip(events[::2], events[1::2], strict=False):
            trade(one, other, chance)
        if sweep >= BURN_IN:
            yield events


def trade(one: set[int], other: set[int], chance: random.Random) -> None:
    """Deal out anew, in place, those who were at only one of two events; each event keeps its number."""
    mine, theirs = one - other, other - one
    if not mine or not theirs:
        return
    free = sorted(mine | theirs)
    chance.shuffle(free)
    one -= mine
    other -= theirs
    one.update(free[: len(mine)])
    other.update(free[len(mine) :])


def _met(events: Sequence[set[int]], people: int) -> Pairs:
    """Every meeting of two, as one number a pair."""
    of_size: dict[int, list[list[int]]] = defaultdict(list)
    for event in events:
        of_size[len(event)].append(sorted(event))
    found = [np.empty(0, dtype=np.int64)]
    for size, rows in of_size.items():
        table = np.array(rows, dtype=np.int64).reshape(len(rows), size)
        one, other = np.triu_indices(size, 1)
        found.append((table[:, one] * people + table[:, other]).ravel())
    return np.concatenate(found)
