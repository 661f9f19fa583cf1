"""How long a large graph takes to measure and to write in every format, and how much memory, beside networkx.

Run by hand: ``python tests/benchmarks/exports.py [PERSONS EVENTS EDGES]``; edges are pairs who met. Each line is a
process of its own; the memory is the highest it needed above that of the graph. The places of the view are computed
before, as in a build, and told apart. networkx is given ten minutes for a measure (``--patience`` seconds).
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import networkx as nx

from kg.analyse import measures
from kg.analyse.analysis import analysed
from kg.analyse.chance import expected
from kg.analyse.network import network
from kg.export import EXPORTERS, FORMATS, Options
from kg.export.vocabulary import BASE
from kg.graph import Places, coattendance, to_networkx
from kg.model import Graph, Participation
from kg.resolve.ties import ties_of
from kg.view import laid_out, places
from kg.view.groups import communities
from tests.benchmarks.made import made_graph

Write = Callable[[Path], None]


def wide_graph(persons: int, events: int, edges: int) -> Graph:
    """A graph of so many persons and events in which so many pairs have met, or a few more."""
    graph = made_graph(persons, 4 * persons)
    chance = random.Random(1)
    held = list(graph.events)
    while len(held) < events:
        one = chance.choice(graph.events)
        held.append(replace(one, id=f"{one.id} {len(held)}", name=f"{one.name} {len(held)}", articles=()))
    held = sorted(held[:events], key=lambda event: event.id)
    known = {event.id for event in held}
    took = {(one.event, one.person): one for one in graph.participations if one.event in known}
    present: dict[str, set[str]] = {event.id: set() for event in held}
    for event, person in took:
        present[event].add(person)
    met = {pair for people in present.values() for pair in combinations(sorted(people), 2)}
    guests = [one.id for one in graph.persons if not one.byline]
    while len(met) < edges:
        event, person = chance.choice(held).id, chance.choice(guests)
        if person not in present[event]:
            met.update((min(person, other), max(person, other)) for other in present[event])
            present[event].add(person)
            name = f"{event}|{person}"
            took[event, person] = Participation(name, event, person, ("attendee",), None, "sure", ())
    parts = tuple(sorted(took.values(), key=lambda part: part.id))
    return replace(graph, events=tuple(held), participations=parts, ties=tuple(ties_of(held, parts)))


def measured(write: Write, folder: Path, patience: int = 0) -> tuple[float, float, float, str]:
    """Seconds, megabytes of memory above those before, megabytes written, and the error if there is one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, problem = time.perf_counter(), ""
        signal.signal(signal.SIGALRM, _out_of_patience)
        signal.alarm(patience)
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


def _out_of_patience(*_: object) -> None:
    raise TimeoutError("ended")


def ours(graph: Graph, where: Places) -> dict[str, Write]:
    options = Options(BASE, where)

    def one(name: str) -> Write:
        return lambda folder: EXPORTERS[name](graph, folder / name, options)

    def asked(name: str) -> Write:
        return lambda folder: FORMATS[name].write(graph, folder, options)

    def together(folder: Path) -> None:
        found = replace(graph, measured=analysed(graph).measured())
        for name, write in EXPORTERS.items():
            write(found, folder / name, options)
        for form in FORMATS.values():
            form.write(found, folder, options)

    return (
        {name: one(name) for name in EXPORTERS}
        | {name: asked(name) for name in FORMATS}
        | {"all measures and all of these": together}
    )


def theirs(graph: Graph) -> dict[str, Write]:
    """networkx's writers, of the same networks, these made in the time measured as ours make them."""
    return {
        "networkx, graph.gexf": lambda folder: nx.write_gexf(to_networkx(graph), folder / "graph.gexf"),
        "networkx, coattendance.gexf": lambda folder: nx.write_gexf(coattendance(graph), folder / "c.gexf"),
        "networkx, graphml": lambda folder: nx.write_graphml_xml(to_networkx(graph), folder / "graph.graphml"),
        "networkx, pajek": lambda folder: nx.write_pajek(coattendance(graph), folder / "c.net"),
    }


Measure = Callable[[], object]


def our_measures(graph: Graph) -> dict[str, Measure]:
    """Each measure that takes its time, from persons and ties to values."""
    whole = network(graph)
    made = whole.graph()
    return {
        "betweenness": lambda: measures.betweenness(made),
        "betweenness of ties": made.edge_betweenness,
        "closeness": lambda: measures.closeness(made),
        "eigenvector": lambda: made.eigenvector_centrality(weights="weight"),
        "PageRank": lambda: made.pagerank(weights="weight"),
        "cores": made.coreness,
        "communities": lambda: communities(len(whole.persons), [(*t, 1.0) for t in whole.ties]),
        "constraint": lambda: made.constraint(weights="weight"),
        "expected by chance": lambda: expected(whole.attendance, whole.ties),
        "all of kg analyse": lambda: analysed(graph),
    }


def their_measures(graph: Graph) -> dict[str, Measure]:
    """The same by networkx, which has no Leiden of its own: Louvain."""
    made = coattendance(graph)
    return {
        "betweenness": lambda: nx.betweenness_centrality(made),
        "betweenness of ties": lambda: nx.edge_betweenness_centrality(made),
        "closeness": lambda: nx.closeness_centrality(made),
        "eigenvector": lambda: nx.eigenvector_centrality(made, max_iter=1000),
        "PageRank": lambda: nx.pagerank(made),
        "cores": lambda: nx.core_number(made),
        "communities": lambda: nx.community.louvain_communities(made, seed=1),
        "constraint": lambda: nx.constraint(made, weight="weight"),
    }


def main() -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("size", type=int, nargs="*", default=[2_000, 5_000, 200_000])
    arguments.add_argument("--patience", type=int, default=600)
    given = arguments.parse_args()
    graph = wide_graph(*given.size)
    print(
        f"{len(graph.persons)} persons and reporters, {len(graph.events)} events, {len(graph.participations)} "
        f"participations, {len(graph.ties)} pairs; {to_networkx(graph).number_of_edges()} edges in graph.gexf"
    )
    start = time.perf_counter()
    where = places(graph, laid_out(graph))
    print(f"places of the view: {time.perf_counter() - start:.1f} s\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'':32}{'s':>8}{'MB RAM':>8}{'MB file':>9}")
        for title, write in (ours(graph, where) | theirs(graph)).items():
            took, above, size, problem = measured(write, folder)
            print(f"{title:32}{took:8.1f}{above:8.0f}{size:9.1f}  {problem}", flush=True)
        print(f"\n{'':32}{'s':>8}{'MB RAM':>8}{'networkx':>9}{'MB RAM':>8}")
        peers = their_measures(graph)
        for title, measure in our_measures(graph).items():
            took, above, *_ = measured(lambda _, measure=measure: measure(), folder)  # type: ignore[misc]
            line = f"{title:32}{took:8.2f}{above:8.0f}"
            if title in peers:
                took, above, _, problem = measured(lambda _, title=title: peers[title](), folder, given.patience)  # type: ignore[misc]
                line += f"{took:9.1f}{above:8.0f}  {problem}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
