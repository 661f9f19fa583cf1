"""What would be left to chance: who would have met whom if only the halls and the diaries had been as full.

Those in high office are at many events, and so meet each other often whatever they think of each other (Keller 2016,
Journal of East Asian Studies 16). Here persons and events are shuffled so that each event keeps how many came and each
person how often they went; a tie counts for as much as it exceeds what the shuffles give.

The shuffle is the curveball of Strona et al. (2014, Nature Communications 5:4114): two events trade those who were at
only one of them. It reaches every such table with equal probability (Carstens 2015, Physical Review E 91).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 20200309
SAMPLES = 300
BURN_IN = 20
"""Sweeps before the first sample; in a sweep each event trades with another, all at once."""

DENSE = 4_000_000
"""Up to so many pairs of persons, known or not, are counted in one table; beyond, they are sorted."""

Numbers = npt.NDArray[np.int64]


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
    events = [sorted(set(event)) for event in attendance]
    there = np.repeat(np.arange(len(events)), [len(event) for event in events])
    went = np.array([person for event in events for person in event], dtype=np.int64)
    people = 1 + max([-1, *went.tolist(), *(person for pair in pairs for person in pair)])
    wanted = np.array([min(pair) * people + max(pair) for pair in pairs], dtype=np.int64)
    total, squares = np.zeros(len(pairs)), np.zeros(len(pairs))
    for table in shuffles(there, went, samples, np.random.Generator(np.random.PCG64(seed))):
        count = _times(_met(there, table, people), wanted, people * people)
        total += count
        squares += count * count
    means = total / samples
    deviations = np.sqrt(np.maximum(squares / samples - means**2, 0))
    return [Expected(float(mean), float(sd)) for mean, sd in zip(means, deviations, strict=True)]


def shuffles(there: Numbers, went: Numbers, samples: int, chance: np.random.Generator) -> Iterator[Numbers]:
    """Who goes where, dealt out anew ``samples`` times.

    ``there``: for each attendance the event, ascending from 0; ``went``: the person. Each answer is another ``went``,
    persons ascending within an event.
    """
    count = int(there[-1]) + 1 if len(there) else 0
    for sweep in range(BURN_IN + samples):
        order = chance.permutation(count)
        place = np.empty(count, dtype=np.int64)
        place[order] = np.arange(count)  # those at 2n and 2n + 1 trade
        went = _traded(there, went, place, chance)
        if sweep >= BURN_IN:
            yield went


def _traded(there: Numbers, went: Numbers, place: Numbers, chance: np.random.Generator) -> Numbers:
    """Each two events deal out anew those who were at only one of them; each event keeps its number."""
    trade = place[there] // 2
    both = _twice(trade * (went.max(initial=0) + 1) + went)
    free = np.flatnonzero(~both)
    # The seats, event by event within a trade, are taken by the same people in a chance order.
    seats = free[np.argsort(place[there[free]], kind="stable")]
    takers = free[np.argsort(trade[free] + chance.random(len(free)), kind="stable")]
    after = went.copy()
    after[seats] = went[takers]
    return after[np.argsort(there * (after.max(initial=0) + 1) + after)]


def _twice(keys: Numbers) -> npt.NDArray[np.bool_]:
    """Which of ``keys``, none of which is there more than twice, has a twin."""
    order = np.argsort(keys)
    twins = np.flatnonzero(keys[order[1:]] == keys[order[:-1]])
    found = np.zeros(len(keys), dtype=bool)
    found[order[twins]] = found[order[twins + 1]] = True
    return found


def _met(there: Numbers, went: Numbers, people: int) -> Numbers:
    """Every meeting of two, as one number a pair."""
    starts = np.flatnonzero(np.diff(there, prepend=-1))
    sizes = np.diff(starts, append=len(there))
    found = [np.empty(0, dtype=np.int64)]
    for size in np.unique(sizes):
        table = went[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(int(size), 1)
        found.append((table[:, one] * people + table[:, other]).ravel())
    return np.concatenate(found)


def _times(met: Numbers, wanted: Numbers, pairs: int) -> Numbers:
    """How often each of ``wanted`` is in ``met``."""
    if pairs <= DENSE:
        return np.bincount(met, minlength=pairs)[wanted]
    known, times = np.unique(met, return_counts=True)
    at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    return np.where(known[at] == wanted, times[at], 0) if len(known) else np.zeros(len(wanted), dtype=np.int64)
