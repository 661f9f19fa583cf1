"""How much CPU time text to claims costs, beside jieba alone on the same text in the same run.

Run by hand: ``.venv/bin/python tests/benchmarks/speed.py [FOLDER]``. The pages of FOLDER (seeds/ if none is named) are
read once, five times, twenty times over; each copy is a document of its own. One process; times are CPU seconds, the
smallest of three runs, without the start-up of jieba and of the list of areas.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.posseg

from kg.extract import extract, names_known
from kg.model import Metadata
from kg.read import published, read_articles, read_file


def claims(paths: list[Path], times: int) -> int:
    """Reads every page ``times`` times over, as a build does; how many claims there were."""
    pages = []
    for path in paths:
        for copy in range(times):
            document, text = read_file(path, Metadata(), f"{copy}-{path.name}")
            articles = read_articles(document, text)
            pages.append((published(document, text, articles), text, articles))
    known = frozenset(name for _, _, articles in pages for name in names_known(articles))
    readings = [extract(document, text, articles, known) for document, text, articles in pages]
    return sum(len(reading.roles) + len(reading.participations) for reading in readings)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "seeds")
    paths = sorted([*folder.glob("*.txt"), *folder.glob("*.md")])
    size = sum(path.stat().st_size for path in paths) / 1e6
    text = "".join(path.read_text("utf-8") for path in paths)
    jieba.setLogLevel(60)
    jieba.initialize()
    jieba.posseg.dt.initialize()
    claims(paths, 1)
    for times in (1, 5, 20):
        cost = seconds(lambda times=times: claims(paths, times))
        print(f"kg, text to claims  {size * times:6.2f} MB  {cost:6.2f} s  {cost / size / times:5.2f} s/MB")
    for name, cut in (("jieba.cut", jieba.cut), ("jieba.posseg.cut", jieba.posseg.cut)):
        cost = seconds(lambda cut=cut: list(cut(text)))
        print(f"{name:18}  {size:6.2f} MB  {cost:6.2f} s  {cost / size:5.2f} s/MB")


if __name__ == "__main__":
    main()
