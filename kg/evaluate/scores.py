"""The scores of a graph, and how they are shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluate.facts import Fact, Facts
from kg.evaluate.found import from_store
from kg.evaluate.gold import from_gold
from kg.evaluate.measures import Certainty, Measure, certainties, compare
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures of a graph."""

    measures: tuple[Measure, ...]
    documents: int
    """How many have an annotation."""
    absent: tuple[str, ...]
    """Those of them that the graph knows nothing of; all their facts count as missed."""
    certainties: tuple[Certainty, ...] = ()
    """What the graph's confidences are worth."""

    def __getitem__(self, name: str) -> Measure:
        return next(measure for measure in self.measures if measure.name == name)

    def table(self) -> str:
        """One line a measure."""
        columns = ("", "precision", "recall", "F1", "right", "missed", "invented")
        lines = [f"{columns[0]:<15}" + "".join(f"{column:>10}" for column in columns[1:])]
        lines += [
            f"{m.name:<15}{m.precision:>10.3f}{m.recall:>10.3f}{m.f1:>10.3f}"
            f"{m.right:>10}{len(m.missed):>10}{len(m.invented):>10}"
            for m in self.measures
        ]
        lines.append(f"{self.documents} annotated documents" + "".join(f"\nnot in the graph: {n}" for n in self.absent))
        if self.certainties:
            lines += ["", f"{'claims called':<22}{'right':>10}{'of':>10}{'share':>10}"]
            lines += [
                f"{f'{c.kind}, {c.confidence}':<22}{c.right:>10}{c.claims:>10}{c.share:>10.3f}"
                for c in self.certainties
            ]
        return "\n".join(lines)

    def details(self) -> str:
        """Every fact missed (``-``) or invented (``+``), under its measure."""
        return "\n".join(self._details())

    def _details(self) -> Iterator[str]:
        for measure in self.measures:
            wrong = [("-", fact) for fact in measure.missed] + [("+", fact) for fact in measure.invented]
            if wrong:
                yield f"\n{measure.name}: {len(measure.missed)} missed (-), {len(measure.invented)} invented (+)"
                # By document, so that what was read in place of what stands beside it.
                for sign, fact in sorted(wrong, key=lambda line: (str(line[1][0]), [str(v) for v in line[1][1:]])):
                    yield f"  {sign} {_pad(str(fact[0]), 28)} {_shown(fact)}"

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "documents": self.documents,
            "absent": list(self.absent),
            "measures": {
                m.name: {
                    "precision": round(m.precision, 4),
                    "recall": round(m.recall, 4),
                    "f1": round(m.f1, 4),
                    "right": m.right,
                    "missed": len(m.missed),
                    "invented": len(m.invented),
                }
                for m in self.measures
            },
            "claims": [
                {"kind": c.kind, "confidence": c.confidence, "right": c.right, "claims": c.claims}
                for c in self.certainties
            ],
        }


def _shown(fact: Fact) -> str:
    """Without the document and the number of the event."""
    return "  ".join(str(value or "—") for value in fact[1:] if not isinstance(value, int))


def _pad(text: str, columns: int) -> str:
    """To a width on the terminal, where a Chinese character takes two columns."""
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * (columns - width)


def score(gold: Path, ttl: Path) -> Scores:
    """Score ``graph.ttl`` against the annotations in a folder.

    Raises:
        UsageError: no annotations, or no graph, or one of them cannot be read.
    """
    return _scores(from_gold(gold), from_store(Store(ttl)))


def _scores(gold: Facts, found: Facts) -> Scores:
    absent = tuple(sorted(gold.documents - found.documents))
    return Scores(compare(gold, found), len(gold.documents), absent, certainties(gold, found))
