"""The whole way, on one screen: files → documents → articles → readings → graph → what is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import kg
from kg.errors import InputError, NothingReadError, UsageError
from kg.export import checked_base, checked_formats, left_behind, write_all
from kg.extract import prepare
from kg.extract.tagger import check as check_tagger
from kg.files import inputs, outputs
from kg.model import CONFIDENCES, Graph, Reading
from kg.report import Report, fewer, later_mentions
from kg.resolve import at_least, resolve
from kg.steps import claims, known_to_all, read
from kg.store import DEFAULT_BASE
from kg.stored import build as stored
from kg.stored.build import Told
from kg.view import laid_out, places, write_view
from kg.workers import no_search_for_cycles, workers

_T = TypeVar("_T")

ENGINES = ("auto", "memory", "store", "spark")
"""``memory`` holds all that was read in memory, ``store`` in tables below OUTPUT, ``spark`` on a cluster."""


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """A graph, and what there is to say of how it was made."""

    graph: Graph
    readings: tuple[Reading, ...]
    problems: tuple[InputError, ...]
    """What could not be read."""
    warnings: tuple[str, ...]
    """Of the input as files; those of its content are the graph's."""
    left_out: Mapping[str, int]
    """How many of each kind of thing were not sure enough."""


def build(
    given: Sequence[Path | str],
    output: Path | str,
    *,
    base_iri: str = DEFAULT_BASE,
    keep_stages: bool = False,
    jobs: int = 0,
    min_confidence: str = CONFIDENCES[-1],
    tagger: str = "none",
    formats: Sequence[str] = (),
    engine: str = "auto",
    master: str | None = None,
    told: Told = lambda _: None,
) -> Report:
    """Read files and folders, write the graph; OUTPUT's files are replaced all together or not at all.

    Args:
        given: files and folders to read.
        output: the folder to write into.
        base_iri: the namespace of the graph's own IRIs.
        keep_stages: also write what each stage made, as JSON lines in ``stages/``.
        jobs: how many processes; 0 for one a core.
        tagger: of ``TAGGERS``: what proposes names that the grammar alone is unsure of.
        min_confidence: of ``CONFIDENCES``; claims that the program is less sure of are left out.
        formats: of ``kg.export.FORMATS``: what else to write the graph as.
        engine: of :data:`ENGINES`: where the work is done; ``auto`` for ``store`` where there is much to read.
        master: of the cluster that ``spark`` works on, as Spark names it (``local[2]``, ``yarn``); its own
            configuration says if none is named. ``given`` and ``output`` may then be addresses (``hdfs://…``).
        told: hears how far a build is that is not done in memory.

    Raises:
        UsageError: there is no file to read, or ``output``, ``base_iri``, ``tagger`` or one of ``formats`` cannot be
            used; nothing was written.
        NothingReadError: there are files, but none could be read; nothing was written.
    """
    base, also = checked_base(base_iri), checked_formats(formats)
    check_tagger(tagger)
    least = None if min_confidence == CONFIDENCES[-1] else min_confidence
    if engine not in ENGINES:
        raise UsageError(f"--engine {engine!r} is unknown; name one of {', '.join(ENGINES)}")
    if keep_stages and engine in ("store", "spark"):
        raise UsageError("--keep-stages needs all readings in memory; use --engine memory")
    if engine == "spark":
        from kg.spark import build as on_spark  # only here: the others go without pandas

        on_spark.check(also, least)
        where, into = list(map(str, given)), str(output)
        return on_spark.build(where, into, base=base, master=master, formats=also, tagger=tagger, told=told)
    paths, output = list(map(Path, given)), Path(output)
    outputs.check(output)
    found = inputs.find(paths)
    if engine == "auto":
        engine = "store" if not keep_stages and stored.suits(found, also, least) else "memory"
    if engine == "store":
        stored.check(also, least, found.judgements)
        return stored.build(found, output, base=base, formats=also, jobs=jobs, tagger=tagger, told=told)
    result = made(paths, jobs=jobs, min_confidence=min_confidence, tagger=tagger)
    return write(result, output, base=base, formats=also, keep_stages=keep_stages)


def made(given: Sequence[Path], *, jobs: int = 0, min_confidence: str = CONFIDENCES[-1], tagger: str = "none") -> Made:
    """Read files and folders; nothing is written. Arguments and errors as of :func:`build`."""
    check_tagger(tagger)
    found = inputs.find(given)
    with no_search_for_cycles(), workers(jobs, len(found.sources), prepare) as each:
        pages, unread = _apart(each(read, found.sources))
        known = known_to_all(pages)
        readings, unused = _apart(each(partial(claims, known=known, tagger=tagger), pages))
        del pages
    problems = (*found.problems, *unread, *unused)
    if not readings:
        kind = NothingReadError if found.sources else UsageError
        raise kind("\n".join([*map(str, problems), "nothing to read, nothing written: name .txt or .md files"]))
    with no_search_for_cycles():
        whole = resolve(readings, kg.__version__, found.judgements)
    graph = at_least(whole, min_confidence)
    return Made(graph, tuple(readings), problems, tuple(found.warnings), fewer(whole, graph))


def write(
    result: Made,
    output: Path,
    *,
    base: str = DEFAULT_BASE,
    formats: Sequence[str] = (),
    keep_stages: bool = False,
) -> Report:
    """Write what was made; OUTPUT's files are replaced all together or not at all.

    Raises:
        UsageError: ``output``, ``base`` or one of ``formats`` cannot be used; nothing was written.
    """
    base, also, graph = checked_base(base), checked_formats(formats), result.graph
    report = Report.of(
        graph,
        result.problems,
        [*result.warnings, *graph.warnings, *left_behind(output, also), *stored.store_left(output)],
        left_out=result.left_out,
        later=later_mentions(result.readings),
    )
    with outputs.replaced_together(output) as folder:
        layout = laid_out(graph)
        write_all(graph, folder, base, also, places(graph, layout))
        write_view(graph, folder / "index.html", layout)
        outputs.write_json(folder / "report.json", report.as_dict())
        if keep_stages:
            _write_stages(folder / "stages", result.readings)
    return report


def _apart(results: Sequence[_T | InputError]) -> tuple[list[_T], list[InputError]]:
    good = [result for result in results if not isinstance(result, InputError)]
    return good, [result for result in results if isinstance(result, InputError)]


def _write_stages(folder: Path, readings: Sequence[Reading]) -> None:
    folder.mkdir()
    outputs.write_json_lines(folder / "documents.jsonl", (dataclasses.asdict(one.document) for one in readings))
    for kind in ("articles", "persons", "roles", "events", "participations", "entities"):
        rows = (
            {"document": one.document.name} | dataclasses.asdict(row) for one in readings for row in getattr(one, kind)
        )
        outputs.write_json_lines(folder / f"{kind}.jsonl", rows)
