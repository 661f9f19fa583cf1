"""A build of any size: claims part by part, resolution on the disk, files written a row at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import kg
from kg.ask.sql import STORE
from kg.errors import InputError, KgError, NothingReadError, UsageError
from kg.export import EXPORTERS, STREAMED, WHOLE, left_behind, write_all
from kg.files import outputs
from kg.files.inputs import Inputs
from kg.model import Graph, Judgement
from kg.report import Report
from kg.stored.claims import Claims, parts_of, shapes
from kg.stored.resolution import Resolution, in_memory, opened
from kg.stored.sign import sign
from kg.stored.sorting import scratch
from kg.stored.strongest import ARTICLES, strongest
from kg.stored.tables import concatenated
from kg.view import laid_out, places, write_view
from kg.workers import Each, no_search_for_cycles, workers

_PARTS = ".kg-parts"

Told = Callable[[str], None]
"""Hears how far the work is."""


LARGE = 32_000_000
"""Bytes of input from which on a build is done here unless told otherwise: in memory it would need a gigabyte."""


def suits(found: Inputs, formats: Sequence[str], min_confidence: str | None) -> bool:
    """Whether there is much to read, and nothing is asked for that needs all of it in memory."""
    size = sum(source.path.stat().st_size for source in found.sources if source.path.exists())
    if size < LARGE:
        return False
    try:
        check(formats, min_confidence, found.judgements)
    except UsageError:
        return False
    return True


def check(formats: Sequence[str], min_confidence: str | None, judgements: Sequence[Judgement] = ()) -> None:
    """Raises :class:`~kg.errors.UsageError` for what cannot be done here."""
    if find_spec("pyarrow") is None:
        raise UsageError("--engine store needs pyarrow, which is not installed; run pip install 'kg[tables]'")
    memory = "use --engine memory"
    for name in sorted(WHOLE.intersection(formats)):
        raise UsageError(f"--format {name} needs all of the graph in memory; {memory}")
    if min_confidence is not None:
        raise UsageError(f"--min-confidence needs all of the graph in memory; {memory}")
    if judgements:
        raise UsageError(f"{judgements[0].where}: judgements need all readings in memory; {memory}")


def store_left(output: Path) -> list[str]:
    """A warning of tables of an earlier build, where this one writes none."""
    return [f"{STORE}/ is of an earlier build; --engine store renews it"] if (output / STORE).exists() else []


def build(
    found: Inputs,
    output: Path,
    *,
    base: str,
    formats: Sequence[str] = (),
    jobs: int = 0,
    tagger: str = "none",
    told: Told = lambda _: None,
) -> Report:
    """Read ``found``, write the graph; OUTPUT's files are replaced all together or not at all.

    What was read and extracted is kept in OUTPUT until the build is done: killed and called again on the same files, it
    goes on from there, to the same bytes.

    Raises:
        UsageError: there is no file to read, or another build is at work in ``output``; nothing was written.
        NothingReadError: there are files, but none could be read; nothing was written.
    """
    with outputs.replaced_together(output) as folder, no_search_for_cycles():
        parts = output / _PARTS
        parts.mkdir(exist_ok=True)
        with outputs.locked(parts) as free:
            if outputs.can_lock() and not free:
                raise UsageError(
                    f"{output}: another build is at work there; wait for it or name another folder with -o"
                )
            try:
                report = _build(found, folder, parts, output, base, formats, jobs, tagger, told)
            except KgError:  # called again, it would end in the same way
                shutil.rmtree(parts)
                raise
            shutil.rmtree(parts)
    return replace(report, graph=opened(output / STORE, kg.__version__, report.graph.warnings))


def _build(
    found: Inputs,
    folder: Path,
    parts: Path,
    output: Path,
    base: str,
    formats: Sequence[str],
    jobs: int,
    tagger: str,
    told: Told,
) -> Report:
    for left in parts.glob(".kg-sort-*"):
        shutil.rmtree(left, ignore_errors=True)
    claims = Claims(parts / "made", parts_of(found.sources))
    claims.make(jobs, tagger, lambda stage, count, of: told(f"{stage}: {count} of {of} parts"))
    problems = (*found.problems, *claims.problems)
    if len(claims.problems) == len(found.sources):
        kind = NothingReadError if found.sources else UsageError
        raise kind("\n".join([*map(str, problems), "nothing to read, nothing written: name .txt or .md files"]))
    store = folder / STORE
    (store / "claims").mkdir(parents=True)
    # Processes for all that follows: started now, they have not what this one comes to hold.
    with scratch(parts) as sorting, workers(jobs, len(claims.parts), few=1) as each:
        graph = Resolution(claims, store, sorting, each).graph(kg.__version__, told)
        told("tables")
        for name, shape in shapes().items():
            if name != "articles":  # those of the graph have all that these have
                concatenated(claims.table(name), store / "claims" / f"{name}.parquet", shape)
        warnings = [*found.warnings, *graph.warnings, *left_behind(output, formats)]
        return export(graph, folder, problems, warnings, base=base, formats=formats, each=each, told=told)


def export(
    graph: Graph,
    folder: Path,
    problems: Sequence[InputError],
    warnings: Sequence[str],
    *,
    base: str,
    formats: Sequence[str] = (),
    each: Each | None = None,
    told: Told = lambda _: None,
) -> Report:
    """Writes all files of ``graph`` into ``folder``, which has its tables in ``store/``; ``each`` has the processes for
    what can be done beside.
    """
    if len(graph.articles) <= ARTICLES:
        part = graph = in_memory(graph)
    else:
        part = strongest(graph)
        warnings = [*warnings, *part.warnings]
    report = Report.of(graph, problems, warnings, later=_later(folder / STORE))
    streams = () if part is graph else _STREAMS
    written = (each or Each()).begun(partial(_stream, folder, base, formats), streams)
    told("pictures")
    layout = laid_out(part)
    told("exports")
    rest = {*EXPORTERS, *formats} - STREAMED if streams else None
    write_all(graph, folder, base, formats, places(part, layout), part, rest)
    write_view(part, folder / "index.html", layout)
    outputs.write_json(folder / "report.json", report.as_dict())
    written()
    sign(folder)
    return report


_STREAMS = (("graph.ttl",), tuple(sorted(STREAMED - {"graph.ttl"})))
"""What processes of their own write of a large graph."""


def _stream(folder: Path, base: str, formats: Sequence[str], names: Sequence[str]) -> None:
    """Writes, of what is always written and of ``formats``, that of ``names``."""
    with scratch(folder) as sorting:
        write_all(opened(folder / STORE, kg.__version__, (), sorting), folder, base, formats, only=names)


def _later(store: Path) -> dict[str, int]:
    """As :func:`kg.report.later_mentions`."""
    import pyarrow.parquet as pq

    columns = {"several_persons_can_be_meant": "several_meant", "no_one_named_can_be_meant": "nobody_meant"}
    table = pq.read_table(store / "claims" / "documents.parquet", columns=list(columns.values()))
    return {name: sum(table.column(column).to_pylist()) for name, column in columns.items()}
