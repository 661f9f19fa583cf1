"""``kg build --engine spark``: what workers make is brought home as tables; of these the driver writes all files."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.ask.sql import STORE
from kg.errors import InputError, NothingReadError, UsageError
from kg.export import left_behind
from kg.files import outputs
from kg.report import Report
from kg.spark.claims import claims_of
from kg.spark.files import Files, is_uri
from kg.spark.resolution import resolve
from kg.spark.rows import TABLES, Rows
from kg.stored import build as stored
from kg.stored.arrow import Shape
from kg.stored.resolution import opened
from kg.stored.sorting import scratch
from kg.stored.tables import concatenated
from kg.workers import no_search_for_cycles, workers

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_WORK = ".kg-spark"
_TASK = 4_000_000
"""Bytes of files for one task."""

Told = Callable[[str], None]


def check(formats: Sequence[str], min_confidence: str | None) -> None:
    """Raises :class:`~kg.errors.UsageError` for what cannot be done here."""
    if find_spec("pyspark") is None:
        raise UsageError("--engine spark needs pyspark, which is not installed; run pip install 'kg[spark]'")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError("--engine spark needs Java 17 or later; install it, or name its folder in JAVA_HOME")
    stored.check(formats, min_confidence)


def build(
    given: Sequence[str],
    output: str,
    *,
    base: str,
    master: str | None = None,
    formats: Sequence[str] = (),
    tagger: str = "none",
    told: Told = lambda _: None,
) -> Report:
    """Read ``given``, write the graph.

    Args:
        given: files and folders: addresses (``hdfs://…``) on any file system that Hadoop knows, or paths that are the
            same on all workers.
        output: the folder to write into; an address, or a path that is the same on all workers.
        base: the namespace of the graph's own IRIs.
        master: of the cluster; ``None`` for that of Spark's own configuration.
        formats: as of :func:`kg.pipeline.build`.
        tagger: likewise.
        told: hears how far the build is.

    Raises:
        UsageError: there is no file to read; nothing was written.
        NothingReadError: there are files, but none could be read; nothing was written.
    """
    with tempfile.TemporaryDirectory(prefix="kg-spark-") as there, session(master) as spark:
        files = Files(spark)
        local = Path(there, "output") if is_uri(output) else Path(output)
        with outputs.replaced_together(local) as folder, no_search_for_cycles():
            work = f"{output.rstrip('/')}/{_WORK}" if is_uri(output) else f"file://{local.absolute()}/{_WORK}"
            try:
                report = _build(spark, files, given, folder, work, Path(there), local, base, formats, tagger, told)
            finally:
                files.remove(work)
        if is_uri(output):
            for path in sorted(local.iterdir()):
                files.put(path, f"{output.rstrip('/')}/{path.name}")
            return report
    return replace(report, graph=opened(local / STORE, kg.__version__, report.graph.warnings))


def _build(
    spark: SparkSession,
    files: Files,
    given: Sequence[str],
    folder: Path,
    work: str,
    scratch_folder: Path,
    output: Path,
    base: str,
    formats: Sequence[str],
    tagger: str,
    told: Told,
) -> Report:
    found = files.find(given, scratch_folder / "input")
    stored.check(formats, None, found.inputs.judgements)
    rows = Rows(spark, work, max(spark.sparkContext.defaultParallelism, found.size // _TASK))
    sources = rows.of(("source", one.name, one) for one in found.inputs.sources)
    told("claims")
    claims = claims_of(rows, sources.unionByName(files.contents(rows, found)), tagger)
    problems = (*found.inputs.problems, *(InputError(*problem) for _, problem in rows.collected(claims, "problem")))
    if claims.filter(claims.kind == "documents").isEmpty():
        kind = NothingReadError if found.inputs.sources else UsageError
        raise kind("\n".join([*map(str, problems), "nothing to read, nothing written: name .txt or .md files"]))
    graph = resolve(rows, claims, told)
    told("tables")
    (folder / STORE / "claims").mkdir(parents=True)
    for name in TABLES:
        frame = claims if name.startswith("claims/") else graph[name]
        _bring(
            files, rows.table(frame, name), scratch_folder / "parts", folder / STORE / f"{name}.parquet", TABLES[name]()
        )
    warnings = [line for _, line in rows.collected(claims, "warning")]
    with scratch(folder) as sorting, workers(0, 2, few=1) as each:
        made = opened(folder / STORE, kg.__version__, tuple(warnings), sorting)
        said = [*found.inputs.warnings, *warnings, *left_behind(output, formats)]
        return stored.export(made, folder, problems, said, base=base, formats=formats, each=each, told=told)


def _bring(files: Files, table: str, parts: Path, target: Path, shape: Shape) -> None:
    """Makes one file here of those that Spark has written."""
    parts.mkdir()
    for number, uri in enumerate(files.parts(table)):
        files.get(uri, parts / f"{number:06}")
    concatenated(sorted(parts.iterdir()), target, shape)
    shutil.rmtree(parts)


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """That which is at work, else a new one, which ends with the build."""
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    # Where nobody has said which Python workers are to use: on this machine the one that runs.
    if master is None or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kg").config("spark.ui.showConsoleProgress", "false")
    # Rows are whole pages: a thousand of them are some megabytes.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
    session = (builder.master(master) if master else builder).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()
