"""The results of ``kg analyse`` for people: tables and plots in one HTML file, and the plots as PNG."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader

from kg.analyse.analysis import Analysis
from kg.analyse.control import BEYOND
from kg.errors import UsageError
from kg.measured import PERSON_COLUMNS
from kg.model import Value

TOP = 15
"""Rows of a table."""
LABELS = 24
"""Windows that are named below the plot, at most."""
BROKERS = ("betweenness", "constraint", "participation", "degree")
"""What is told of those with the highest betweenness."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of the report."""

    name: str
    chinese: str
    english: str
    png: bytes
    svg: str


def plots(analysis: Analysis) -> tuple[Plot, ...]:
    """All plots. Raises :class:`~kg.errors.UsageError` where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError as error:
        raise UsageError("kg analyse draws with matplotlib; install it: pip install 'kg[analyse]'") from error
    matplotlib.use("Agg")
    made = [
        _plot("degrees", "多少人见过多少人", "How many met how many", analysis, _degrees),
        _plot("beyond-chance", "场次多于偶然的程度", "Ties beyond chance", analysis, _beyond_chance),
    ]
    made.append(_plot("time", "各期人数与同场对数", "Persons and ties over time", analysis, _over_time))
    return tuple(made)


def html(analysis: Analysis, pictures: Sequence[Plot]) -> str:
    """The report as one file that needs nothing else."""
    environment = Environment(loader=PackageLoader("kg.analyse", "assets"), autoescape=True)
    environment.filters["figure"] = _figure
    environment.filters["base64"] = lambda text: base64.b64encode(text.encode()).decode("ascii")
    network, measures = analysis.measures.network, analysis.measures
    return environment.get_template("report.html").render(
        columns=PERSON_COLUMNS,
        plots=pictures,
        samples=analysis.samples,
        summary=[
            ("人物 persons", len(network.persons)),
            ("同场对数 ties", len(network.ties)),
            ("两人以上的事件 events of two or more", len(network.attendance)),
            ("社群 communities", len(set(measures.persons["community"]))),
        ],
        most=[(name, values[0]) for name, values in _highest(analysis, "degree", ("degree",))],
        brokers=[(name, *values) for name, values in _highest(analysis, BROKERS[0], BROKERS)],
        broker_columns=BROKERS,
        control=analysis.control,
        beyond=BEYOND,
        ties=list(_beyond(analysis)),
        mixings=[
            (one.respect, one.persons, one.inside, one.across, one.ei_index, one.assortativity)
            for one in analysis.mixings
        ],
        cliques=[
            (analysis.name(one.body), "、".join(map(analysis.name, one.persons)), one.times)
            for one in sorted(analysis.cliques, key=lambda one: (-len(one.persons), one.body))[:TOP]
        ],
    )


def _highest(analysis: Analysis, column: str, told: Sequence[str]) -> Iterator[tuple[str, list[Value]]]:
    """Those highest in a measure, and what they have in those ``told``."""
    persons, values = analysis.measures.network.persons, analysis.measures.persons
    for at in sorted(range(len(persons)), key=lambda at: (-(values[column][at] or 0), persons[at]))[:TOP]:
        if values[column][at]:
            yield analysis.name(persons[at]), [values[name][at] for name in told]


def _beyond(analysis: Analysis) -> Iterator[tuple[str, Value, Value, Value]]:
    network, ties = analysis.measures.network, analysis.measures.ties
    known = [at for at, z in enumerate(ties["z"]) if z is not None]
    for at in sorted(known, key=lambda at: (-(ties["z"][at] or 0.0), network.ties[at]))[:TOP]:
        pair = "、".join(analysis.name(network.persons[end]) for end in network.ties[at])
        yield pair, ties["weight"][at], ties["expected"][at], ties["z"][at]


def _figure(value: Value | str) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else value


# --- plots ------------------------------------------------------------------------------------------------------------


def _plot(name: str, chinese: str, english: str, analysis: Analysis, draw: Callable[[Any, Analysis], None]) -> Plot:
    from matplotlib import pyplot as plt

    # Text stays text in the SVG; no date and no chance in ids, so that the same graph gives the same bytes.
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kg", "font.size": 9}):
        figure, axes = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
        draw(axes, analysis)
        axes.spines[["top", "right"]].set_visible(False)
        png, svg = io.BytesIO(), io.StringIO()
        figure.savefig(png, format="png", dpi=160, metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)
    return Plot(name, chinese, english, png.getvalue(), svg.getvalue())


def _degrees(axes: Any, analysis: Analysis) -> None:
    degrees = sorted((value or 0 for value in analysis.measures.persons["degree"]), reverse=True)
    axes.step(range(1, len(degrees) + 1), degrees, where="mid", color="#0072b2")
    axes.set(xlabel="persons, most connected first", ylabel="persons met", ylim=(0, None))


def _beyond_chance(axes: Any, analysis: Analysis) -> None:
    ties = analysis.measures.ties
    expected, shared = [value or 0 for value in ties["expected"]], [value or 0 for value in ties["weight"]]
    axes.scatter(expected, shared, s=9, alpha=0.5, color="#d55e00", linewidths=0)
    top = max([1.0, *expected, *shared])
    axes.plot([0, top], [0, top], color="#8a8d93", linewidth=0.8)
    axes.set(xlabel="events shared, expected by chance", ylabel="events shared")


def _over_time(axes: Any, analysis: Analysis) -> None:
    labels = [window.label for window in analysis.windows]
    places = range(len(labels))
    axes.plot(places, [len(window.network.persons) for window in analysis.windows], color="#0072b2", label="persons")
    axes.plot(places, [len(window.network.ties) for window in analysis.windows], color="#d55e00", label="ties")
    axes.set_xticks(places[:: -(-len(labels) // LABELS) or 1], labels[:: -(-len(labels) // LABELS) or 1], rotation=60)
    axes.set_ylim(0, None)
    axes.legend(frameon=False)
