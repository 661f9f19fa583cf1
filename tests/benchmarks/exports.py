"""How long a large graph takes to write in every format, and how much memory, beside networkx's own writers.

Run by hand: ``python tests/benchmarks/exports.py [PERSONS EVENTS EDGES]``. Each writer runs in a process of its own;
the memory is the highest it needed above that of the graph. The places of the view are computed before, as in a build,
and told apart.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx

from kg.export import EXPORTERS, FORMATS, Options
from kg.export.vocabulary import BASE
from kg.graph import Places, coattendance, to_networkx
from kg.model import Event, Graph, Participation
from kg.view import laid_out, places
from tests.benchmarks.made import made_graph

Write = Callable[[Path], None]


def wide_graph(persons: int, events: int, edges: int) -> Graph:
    """A graph of so many persons, events and edges of ``graph.gexf``; what is missing is made up of participations."""
    graph = made_graph(persons, 4 * persons)
    chance = random.Random(1)
    held = list(graph.events)
    while len(held) < events:
        one = chance.choice(graph.events)
        held.append(replace(one, id=f"{one.id} {len(held)}", name=f"{one.name} {len(held)}", articles=()))
    held = held[:events]
    there = {(part.event, part.person): part for part in graph.participations}
    wanted = edges - to_networkx(graph).number_of_edges()
    attended = [one.id for one in graph.persons if not one.byline]
    while wanted > 0:
        event: Event = chance.choice(held)
        person = chance.choice(attended)
        if (event.id, person) not in there:
            name = f"{event.id}|{person}"
            there[event.id, person] = Participation(name, event.id, person, ("attendee",), None, "sure", ())
            wanted -= 1
    known = {event.id for event in held}
    return replace(
        graph,
        events=tuple(sorted(held, key=lambda event: event.id)),
        participations=tuple(sorted((p for p in there.values() if p.event in known), key=lambda part: part.id)),
        ties=tuple(tie for tie in graph.ties if set(tie.events) <= known),
    )


def measured(write: Write, folder: Path) -> tuple[float, float, float, str]:
    """Seconds, megabytes of memory above those before, megabytes written, and the error if there is one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, problem = time.perf_counter(), ""
        try:
            write(folder)
        except Exception as error:  # that is a result, too
            problem = f"{type(error).__name__}: {error}"[:60]
        took = time.perf_counter() - start
        above = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writing, f"{took}|{above}|{problem}".encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as said:
        took, above, problem = said.read().split("|")
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    for path in folder.iterdir():
        path.unlink()
    return float(took), float(above), size, problem


def ours(graph: Graph, where: Places) -> dict[str, Write]:
    options = Options(BASE, where)

    def one(name: str) -> Write:
        return lambda folder: EXPORTERS[name](graph, folder / name, options)

    def asked(name: str) -> Write:
        return lambda folder: FORMATS[name].write(graph, folder, options)

    def together(folder: Path) -> None:
        for name in EXPORTERS:
            one(name)(folder)
        for name in FORMATS:
            asked(name)(folder)

    return {name: one(name) for name in EXPORTERS} | {name: asked(name) for name in FORMATS} | {"all of them": together}


def theirs(graph: Graph) -> dict[str, Write]:
    """networkx's writers, of the same networks, these made in the time measured as ours make them."""
    return {
        "networkx, graph.gexf": lambda folder: nx.write_gexf(to_networkx(graph), folder / "graph.gexf"),
        "networkx, coattendance.gexf": lambda folder: nx.write_gexf(coattendance(graph), folder / "c.gexf"),
        "networkx, graphml": lambda folder: nx.write_graphml_xml(to_networkx(graph), folder / "graph.graphml"),
        "networkx, pajek": lambda folder: nx.write_pajek(coattendance(graph), folder / "c.net"),
    }


def main() -> None:
    """Print a table."""
    persons, events, edges = map(int, sys.argv[1:4]) if len(sys.argv) > 3 else (2_000, 5_000, 200_000)
    graph = wide_graph(persons, events, edges)
    network = to_networkx(graph)
    print(f"{persons} persons, {len(graph.events)} events, {network.number_of_edges()} edges, {len(graph.ties)} ties")
    del network
    start = time.perf_counter()
    where = places(graph, laid_out(graph))
    print(f"places of the view: {time.perf_counter() - start:.1f} s\n")
    print(f"{'':30}{'s':>8}{'MB RAM':>8}{'MB file':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (ours(graph, where) | theirs(graph)).items():
            took, above, size, problem = measured(write, Path(folder))
            print(f"{name:30}{took:8.1f}{above:8.0f}{size:9.1f}  {problem}", flush=True)


if __name__ == "__main__":
    main()
