"""All that ``kg analyse`` finds in a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.analyse.chance import SAMPLES
from kg.analyse.cliques import Clique, cliques
from kg.analyse.control import Control, control
from kg.analyse.measures import Measures, measures
from kg.analyse.mixing import Mixing, mixings, standings
from kg.analyse.network import network
from kg.analyse.windows import Window, window_for, windows
from kg.model import Graph, Measured, Value


@dataclass(frozen=True, slots=True)
class Analysis:
    """The results; ids are those of the graph."""

    measures: Measures
    mixings: tuple[Mixing, ...]
    control: Control
    cliques: tuple[Clique, ...]
    window: str
    """How long each of :attr:`windows` is."""
    windows: tuple[Window, ...]
    samples: int
    """Shuffles behind what is expected by chance."""
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, identity: str) -> str:
        """What a person or body is called; the id where two bear the name."""
        return self.names.get(identity, identity)

    def measured(self) -> Measured:
        """For exports to carry; what is not defined is left out."""
        network = self.measures.network

        def known(columns: Mapping[str, Sequence[Value]], at: int) -> dict[str, Value]:
            return {name: values[at] for name, values in columns.items() if values[at] is not None}

        return Measured(
            {person: known(self.measures.persons, at) for at, person in enumerate(network.persons)},
            {
                (network.persons[one], network.persons[other]): known(self.measures.ties, at)
                for at, (one, other) in enumerate(network.ties)
            },
            self.samples,
        )


def analysed(graph: Graph, *, window: str | None = None, samples: int = SAMPLES) -> Analysis:
    """Analyse a graph; ``window`` is of ``windows.WINDOWS``, chosen by the length of time if not given."""
    whole = network(graph)
    length = window or window_for(graph)
    called = [*((one.id, one.name) for one in graph.persons), *((one.id, one.name) for one in graph.bodies)]
    times: dict[str, int] = {}
    for _, name in called:
        times[name] = times.get(name, 0) + 1
    found, standing = measures(whole, samples), standings(graph)
    return Analysis(
        found,
        mixings(whole, standing),
        control(found, standing),
        cliques(whole, graph),
        length,
        tuple(windows(graph, length)),
        samples,
        {identity: name for identity, name in called if times[name] == 1},
    )
