"""What a build did: for the terminal and for ``report.json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Graph, Reading


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, what was not and why, and what came of it."""

    graph: Graph
    problems: tuple[InputError, ...]
    warnings: tuple[str, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind of thing were left out as not sure enough."""
    later: Mapping[str, int] = field(default_factory=dict)
    """How many later mentions (王书记, 他) were linked to nobody, by why."""

    @classmethod
    def of(
        cls,
        graph: Graph,
        problems: Iterable[InputError],
        warnings: Iterable[str],
        left_out: Mapping[str, int] | None = None,
        later: Mapping[str, int] | None = None,
    ) -> Report:
        """With everything in an order that does not depend on that of the input."""
        unique = {(problem.path, problem.problem): problem for problem in problems}
        return cls(
            graph,
            tuple(unique[key] for key in sorted(unique)),
            tuple(sorted(set(warnings))),
            left_out or {},
            later or {},
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind of thing."""
        return counts(self.graph)

    def as_dict(self) -> dict[str, Any]:
        """The content of ``report.json``; no time of day and no place on this machine, so that it is reproducible."""
        articles: dict[str, int] = {}
        for seen in self.graph.articles:
            articles[seen.article.document] = articles.get(seen.article.document, 0) + 1
        return {
            "program": f"kg {self.graph.version}",
            "counts": self.counts,
            "read": [
                {
                    "document": document.name,
                    "sha256": document.sha256,
                    "encoding": document.encoding,
                    "characters": document.length,
                    "articles": articles.get(document.name, 0),
                    "published_from": document.published_from,
                    "published_to": document.published_to,
                }
                for document in self.graph.documents
            ],
            "not_read": [{"input": _without_place(problem.path), "why": problem.problem} for problem in self.problems],
            "not_sure_enough": dict(self.left_out),
            "later_mentions_not_linked": dict(self.later),
            "warnings": list(self.warnings),
        }

    def summary(self, output: Path | str) -> str:
        """What was found and which file to open, in a few lines; ``output`` is a folder or an address."""
        n = self.counts
        folder = str(output).rstrip("/")
        lines = [
            f"Read {_of(n['documents'], 'document')} with {_of(n['articles'], 'article')}: "
            f"{_of(n['persons'], 'person')}, {_of(n['roles'], 'role')} held, {_of(n['events'], 'event')}, "
            f"{_of(n['coattendances'], 'pair')} who met.",
        ]
        if self.problems:
            lines.append(f"Not read: {len(self.problems)}, as said above and in {folder}/report.json.")
        lines.append(f"To look at it, open   {folder}/index.html")
        lines.append(f"To query it, load     {folder}/graph.ttl")
        lines.append(f"In Gephi, open        {folder}/coattendance.gexf, offices.gexf or graph.gexf")
        return "\n".join(lines)


def _without_place(name: str) -> str:
    """A document's name as it is, with the folders that tell it from others; of a path only its last part."""
    return Path(name).name if Path(name).is_absolute() or name.startswith("..") else name


def _of(count: int, thing: str) -> str:
    return f"{count} {thing}" + ("" if count == 1 else "s")


def counts(graph: Graph) -> dict[str, int]:
    """How many there are of each kind of thing."""
    reporters = sum(person.byline for person in graph.persons)
    return {
        "documents": len(graph.documents),
        "articles": len(graph.articles),
        "persons": len(graph.persons) - reporters,
        "reporters": reporters,
        "roles": len(graph.roles),
        "bodies": len(graph.bodies),
        "areas": len(graph.areas),
        "events": len(graph.events),
        "participations": len(graph.participations),
        "coattendances": len(graph.ties),
    }


def later_mentions(readings: Iterable[Reading]) -> dict[str, int]:
    """How many mentions such as 王书记 were linked to nobody: several persons could be meant, or none who is named."""
    several = nobody = 0
    for reading in readings:
        several += reading.several_meant
        nobody += reading.nobody_meant
    return {"several_persons_can_be_meant": several, "no_one_named_can_be_meant": nobody}


def fewer(whole: Graph, part: Graph) -> dict[str, int]:
    """How many of each kind of thing ``part`` lacks; kinds of which it lacks none are left out."""
    before, after = counts(whole), counts(part)
    return {kind: number - after[kind] for kind, number in before.items() if number > after[kind]}
