"""What would be left to chance: who would have met whom if only the halls and the diaries had been as full.

Those in high office are at many events, and so meet each other often whatever they think of each other (Keller 2016,
Journal of East Asian Studies 16). Here persons and events are shuffled so that each event keeps how many came and each
person how often they went; a tie counts for as much as it exceeds what the shuffles give.

The shuffle is the curveball of Strona et al. (2014, Nature Communications 5:4114): two events trade those who were at
only one of them. It reaches every such table with equal probability (Carstens 2015, Physical Review E 91).

Two persons who went equally often are alike to chance. What is expected of a pair is therefore the mean over all pairs
of persons who went as often as these two, which is far steadier than what the shuffles give for the pair alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 20200309
SAMPLES = 200
BURN_IN = 20
"""Sweeps before the first sample; in a sweep each event trades with another, all at once."""
THIN = 5
"""Sweeps from one sample to the next, which then has next to nothing of it."""

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
    kinds = _Kinds(went, 1 + max([-1, *went.tolist(), *(person for pair in pairs for person in pair)]))
    total, squares = np.zeros(kinds.count**2), np.zeros(kinds.count**2)
    for table in shuffles(there, went, samples, np.random.Generator(np.random.PCG64(seed))):
        pair, times = _counted(_met(there, table, kinds.people), kinds.people**2)
        kind = kinds.of(pair // kinds.people, pair % kinds.people)
        total += np.bincount(kind, times, len(total))
        squares += np.bincount(kind, times * times, len(total))
    wanted = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    kind = kinds.of(wanted[0], wanted[1])
    drawn = kinds.pairs(kind) * samples
    means = total[kind] / drawn
    deviations = np.sqrt(np.maximum(squares[kind] / drawn - means**2, 0))
    return [Expected(float(mean), float(sd)) for mean, sd in zip(means, deviations, strict=True)]


class _Kinds:
    """Persons, and pairs of them, by how often they went."""

    def __init__(self, went: Numbers, people: int) -> None:
        self.people = people
        _, self._kind, self._persons = np.unique(
            np.bincount(went, minlength=people), return_inverse=True, return_counts=True
        )
        self.count = len(self._persons)

    def of(self, one: Numbers, other: Numbers) -> Numbers:
        """The kind of each pair, below the square of ``count``."""
        mine, theirs = self._kind[one], self._kind[other]
        kind: Numbers = np.minimum(mine, theirs) * self.count + np.maximum(mine, theirs)
        return kind

    def pairs(self, kind: Numbers) -> Numbers:
        """How many pairs are of each of these kinds."""
        one, other = np.divmod(kind, self.count)
        alike: Numbers = self._persons[one] * (self._persons[one] - 1) // 2
        return np.where(one == other, alike, self._persons[one] * self._persons[other])


def shuffles(there: Numbers, went: Numbers, samples: int, chance: np.random.Generator) -> Iterator[Numbers]:
    """Who goes where, dealt out anew ``samples`` times.

    ``there``: for each attendance the event, ascending from 0; ``went``: the person. Each answer is another ``went``,
    persons ascending within an event.
    """
    count = int(there[-1]) + 1 if len(there) else 0
    for sweep in range(BURN_IN + THIN * samples):
        order = chance.permutation(count)
        place = np.empty(count, dtype=np.int64)
        place[order] = np.arange(count)  # those at 2n and 2n + 1 trade
        went = _traded(there, went, place, chance)
        if sweep >= BURN_IN and (sweep - BURN_IN) % THIN == THIN - 1:
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


def _counted(met: Numbers, pairs: int) -> tuple[Numbers, Numbers]:
    """The pairs that met, each once, and how often they did."""
    if pairs > DENSE:
        return np.unique(met, return_counts=True)
    times = np.bincount(met, minlength=1)
    known = np.flatnonzero(times)
    return known, times[known]
