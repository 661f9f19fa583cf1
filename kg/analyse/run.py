"""``kg analyse``: from what ``kg build`` wrote to measures, in files of their own and in every export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.analyse.analysis import Analysis, analysed
from kg.analyse.chance import SAMPLES
from kg.analyse.measures import tidy
from kg.analyse.report import html, plots
from kg.analyse.windows import WINDOWS
from kg.errors import UsageError
from kg.export import Options, write_measured
from kg.export.loaded import loaded_with_base
from kg.export.tables import Cell, write_csv
from kg.files import outputs
from kg.graph import Place, Places, article_node
from kg.measured import PERSON_COLUMNS, TIE_COLUMNS
from kg.model import Graph
from kg.view import laid_out, places
from kg.view.page import unpacked


def analyse(output: Path, *, window: str | None = None, samples: int = SAMPLES) -> str:
    """Analyse OUTPUT; what to tell the user.

    Raises :class:`~kg.errors.UsageError` where there is no graph, no such window, or no matplotlib.
    """
    if window is not None and window not in WINDOWS:
        raise UsageError(f"--window {window}: give one of {', '.join(WINDOWS)}")
    path = output / "graph.ttl"
    try:
        turtle = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; run `kg build` first or name OUTPUT") from error
    graph, base = loaded_with_base(turtle, str(path))
    found = analysed(graph, window=window, samples=samples)
    pictures = plots(found)
    options = Options(base, _places(output / "index.html", graph))
    with outputs.replaced_together(output) as folder:
        written, left = write_measured(replace(graph, measured=found.measured()), output, folder, options)
        _persons(found, folder / "analysis.csv")
        _ties(found, folder / "analysis-ties.csv")
        _time(found, folder / "analysis-time.csv")
        _mixing(found, folder / "analysis-mixing.csv")
        _cliques(found, folder / "analysis-cliques.csv")
        for picture in pictures:
            (folder / f"analysis-{picture.name}.png").write_bytes(picture.png)
        (folder / "analysis.html").write_text(html(found, pictures), encoding="utf-8", newline="\n")
    network = found.measures.network
    return (
        f"{len(network.persons):,} persons, {len(network.ties):,} ties, by {found.window}: "
        f"{output / 'analysis.html'}, analysis*.csv; measures are in {', '.join(written)}"
        + "".join(f"\nnote: {one}" for one in left)
    )


def _persons(found: Analysis, path: Path) -> None:
    persons = found.measures.network.persons
    rows = (
        [person, found.name(person), *(values[at] for values in found.measures.persons.values())]
        for at, person in enumerate(persons)
    )
    _write(path, ["id", "name", *PERSON_COLUMNS], rows)


def _ties(found: Analysis, path: Path) -> None:
    network = found.measures.network
    rows = (
        [network.persons[one], network.persons[other], *(values[at] for values in found.measures.ties.values())]
        for at, (one, other) in enumerate(network.ties)
    )
    _write(path, ["person", "other", *TIE_COLUMNS], rows)


def _time(found: Analysis, path: Path) -> None:
    """A line a person and window in which they met somebody."""
    rows: list[Sequence[Cell]] = []
    for window in found.windows:
        columns = window.persons.values()
        rows += [
            [window.label, person, found.name(person), *(values[at] for values in columns)]
            for at, person in enumerate(window.network.persons)
        ]
    _write(path, ["window", "id", "name", *PERSON_COLUMNS], rows)


def _mixing(found: Analysis, path: Path) -> None:
    rows = [
        [one.respect, one.persons, one.inside, one.across, one.ei_index, one.assortativity] for one in found.mixings
    ]
    _write(path, ["respect", "persons", "alike", "across", "ei_index", "assortativity"], rows)


def _cliques(found: Analysis, path: Path) -> None:
    """A line a clique and person."""
    rows: list[Sequence[Cell]] = [
        [number, one.body, one.times, person, found.name(person)]
        for number, one in enumerate(found.cliques, 1)
        for person in one.persons
    ]
    _write(path, ["clique", "body", "times", "id", "name"], rows)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    write_csv(path, head, ([cell if isinstance(cell, str) else tidy(cell) for cell in row] for row in rows))


def _places(page: Path, graph: Graph) -> Places:
    """Where the view shows the nodes; where there is none that can be read, where it would."""
    try:
        nodes = unpacked(page.read_text(encoding="utf-8"))["nodes"]
    except (OSError, UnicodeDecodeError, LookupError, UsageError):
        return places(graph, laid_out(graph))
    found: dict[str, dict[str, Place]] = {}
    for node in nodes:
        for view, seat in node["views"].items():
            found.setdefault(view, {})[_name(node)] = Place(seat["x"], seat["y"], seat["size"])
    return found


def _name(node: Mapping[str, str]) -> str:
    kind, _, identity = node["id"].partition(":")
    return article_node(*identity.rsplit("/", 1)) if kind == "article" else node["id"]
