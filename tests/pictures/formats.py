"""Draws what each export for other programs says, read back by readers that are not ours: ``python -m
tests.pictures.formats``.

The pictures of ``kg/export/README.md``: the seeds, built in every format and analysed in a folder of its own. Of a file
that says where nodes stand, how large they are and in which colour, nothing else is drawn.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import igraph
import matplotlib as mpl
import pandas as pd
from lxml import etree
from matplotlib import font_manager
from matplotlib import pyplot as plt
from PIL import Image

import kg
from kg.analyse.run import analyse

HERE = Path(__file__).parent
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
FORMATS = ["graphml", "pajek", "ucinet", "neo4j", "parquet"]
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8d93"]
TOLD = 24
"""So many of the largest nodes have their name in the picture."""

Points = list[tuple[float, float, float, str, str]]
"""x, y upwards, size, colour, label."""
Lines = list[tuple[int, int, float]]
"""From, to, weight."""


def main() -> None:
    """Draw all of them."""
    mpl.use("Agg")
    font_manager.fontManager.addfont(FONT)
    plt.rcParams.update({"font.family": "WenQuanYi Micro Hei", "font.size": 8, "axes.unicode_minus": False})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kg.build("seeds").write(folder, formats=FORMATS)
        analyse(folder)
        for file, draw in PICTURES.items():
            figure, axes = plt.subplots(figsize=(7.2, 4.8), layout="constrained")
            draw(axes, folder)
            drawn = BytesIO()
            figure.savefig(drawn, format="png", dpi=125)
            plt.close(figure)
            Image.open(drawn).convert("RGB").quantize(96).save(HERE / f"format-{file}.png", optimize=True)


def _network(axes: Any, points: Points, lines: Lines, scale: float = 1.0) -> None:
    for one, other, weight in lines:
        (x, y, *_), (u, v, *_) = points[one], points[other]
        axes.plot([x, u], [y, v], color="#b9bbc0", linewidth=0.3 + 0.35 * weight, zorder=1, alpha=0.7)
    xs, ys, sizes, colours, labels = zip(*points, strict=True)
    axes.scatter(xs, ys, s=[(scale * size) ** 2 for size in sizes], c=colours, zorder=2, linewidths=0)
    for at in sorted(range(len(points)), key=lambda at: -sizes[at])[:TOLD]:
        axes.annotate(labels[at][:12], (xs[at], ys[at]), zorder=3, ha="center", va="bottom", fontsize=7)
    axes.set_axis_off()


def _gexf(path: Path) -> tuple[list[dict[str, str]], Points, Lines]:
    """Attributes, points and lines by lxml: what Gephi's importer reads."""
    root = etree.parse(str(path)).getroot()
    titles = {one.get("id"): one.get("title") for one in root.find(".//{*}attributes[@class='node']")}
    nodes, points, number = [], [], {}
    for node in root.iter("{*}node"):
        place, colour, size = (node.find(f"{{*}}{name}") for name in ("position", "color", "size"))
        red, green, blue = (int(colour.get(part)) for part in "rgb")
        number[node.get("id")] = len(points)
        points.append(
            (
                float(place.get("x")), float(place.get("y")), float(size.get("value")),
                f"#{red:02x}{green:02x}{blue:02x}", node.get("label"),
            )
        )  # fmt: skip
        nodes.append({titles[one.get("for")]: one.get("value") for one in node.iter("{*}attvalue")})
    lines = [
        (number[edge.get("source")], number[edge.get("target")], float(edge.get("weight", 1)))
        for edge in root.iter("{*}edge")
    ]
    return nodes, points, lines


def _as_it_stands(name: str) -> Callable[[Any, Path], None]:
    def draw(axes: Any, folder: Path) -> None:
        _, points, lines = _gexf(folder / name)
        _network(axes, points, lines, 0.55)

    return draw


def _by_measures(axes: Any, folder: Path) -> None:
    """Appearance: size by betweenness, colour by community."""
    nodes, points, lines = _gexf(folder / "coattendance.gexf")
    most = max(float(node["betweenness"]) for node in nodes)
    shown = [
        (x, y, 3 + 14 * float(node["betweenness"]) / most, COLOURS[min(int(node["community"]), 6)], label)
        for node, (x, y, _, _, label) in zip(nodes, points, strict=True)
    ]
    _network(axes, shown, lines)


def _graphml(axes: Any, folder: Path) -> None:
    read = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    kinds = list(dict.fromkeys(read.vs["type"]))
    points = [
        (node["x"], node["y"], node["size"], COLOURS[kinds.index(node["type"])], node["label"]) for node in read.vs
    ]
    _network(axes, points, [(edge.source, edge.target, edge["weight"]) for edge in read.es], 0.55)


def _pajek(axes: Any, folder: Path) -> None:
    read = igraph.Graph.Read_Pajek(str(folder / "coattendance.net"))
    points = [(node["x"], 1 - node["y"], 5.0 + node.degree() / 4, COLOURS[1], node["name"]) for node in read.vs]
    _network(axes, points, [(edge.source, edge.target, edge["weight"]) for edge in read.es])


def _ucinet(axes: Any, folder: Path) -> None:
    head, _, data = (folder / "coattendance.dl").read_text(encoding="utf-8").partition("\ndata:\n")
    names = head.partition("labels:\n")[2].replace("\n", "").split(",")
    matrix = [[0.0] * len(names) for _ in names]
    for line in data.splitlines():
        one, other, weight = line.split()
        matrix[int(one) - 1][int(other) - 1] = float(weight)
    order = sorted(range(len(names)), key=lambda at: -sum(matrix[at]))[:30]
    image = axes.imshow([[matrix[one][other] for other in order] for one in order], cmap="Blues")
    axes.set_xticks(range(len(order)), [names[at] for at in order], rotation=90, fontsize=6)
    axes.set_yticks(range(len(order)), [names[at] for at in order], fontsize=6)
    axes.figure.colorbar(image, label="shared events")


def _neo4j(axes: Any, folder: Path) -> None:
    """What ``CALL db.schema.visualization()`` shows: labels, and which relationships join them how often."""
    label = {row["id:ID"]: row[":LABEL"] for row in _rows(folder / "neo4j-nodes.csv")}
    edges = Counter(
        (label[row[":START_ID"]], row[":TYPE"], label[row[":END_ID"]]) for row in _rows(folder / "neo4j-edges.csv")
    )
    at = {"Person": (0, 1), "Body": (2, 2), "Area": (4, 1), "Event": (2, 0), "Article": (2, -1.6)}
    for (one, kind, other), count in sorted(edges.items()):
        (x, y), (u, v) = at[one], at[other]
        arrow = {
            "arrowstyle": "->",
            "color": "#8a8d93",
            "connectionstyle": "arc3,rad=0.12",
            "shrinkA": 26,
            "shrinkB": 26,
        }
        if one == other:
            axes.annotate(f"{kind} {count}", (x, y + 0.5), ha="center", fontsize=7, color="#4a4d52")
            continue
        axes.annotate("", (u, v), (x, y), arrowprops=arrow)
        axes.annotate(f"{kind} {count}", (x + 0.62 * (u - x), y + 0.62 * (v - y)), ha="center", fontsize=7)
    counts = Counter(label.values())
    for number, (name, (x, y)) in enumerate(at.items()):
        axes.scatter([x], [y], s=2600, color=COLOURS[number], zorder=3)
        axes.annotate(f"{name}\n{counts[name]}", (x, y), ha="center", va="center", color="white", zorder=4)
    axes.set(xlim=(-0.8, 4.8), ylim=(-2.2, 2.8))
    axes.set_axis_off()


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _parquet(axes: Any, folder: Path) -> None:
    """``persons.nlargest(15, "strength").plot.barh(x="name", y="strength")``."""
    persons: pd.DataFrame = pd.read_parquet(folder / "persons.parquet")
    most = persons.nlargest(15, "strength").iloc[::-1]
    axes.barh(most["name"], most["strength"], color=COLOURS[0])
    axes.set(xlabel="strength")
    axes.spines[["top", "right"]].set_visible(False)


def _spreadsheet(axes: Any, folder: Path) -> None:
    """The first rows of ``nodes.csv``, as Gephi's Data laboratory lists them."""
    persons = [row for row in csv.DictReader((folder / "nodes.csv").open(encoding="utf-8-sig")) if row["degree"]]
    columns = ["Id", "Label", "Kind", "titles", "degree", "betweenness", "community"]
    rows: Sequence[Sequence[str]] = [
        [row[name][:22] for name in columns] for row in sorted(persons, key=lambda row: -int(row["degree"]))[:16]
    ]
    table = axes.table(rows, colLabels=columns, loc="center", cellLoc="left", edges="horizontal")
    table.auto_set_column_width(range(len(columns)))
    axes.set_axis_off()


PICTURES: dict[str, Callable[[Any, Path], None]] = {
    "coattendance": _as_it_stands("coattendance.gexf"),
    "measures": _by_measures,
    "offices": _as_it_stands("offices.gexf"),
    "graph": _as_it_stands("graph.gexf"),
    "spreadsheet": _spreadsheet,
    "graphml": _graphml,
    "pajek": _pajek,
    "ucinet": _ucinet,
    "neo4j": _neo4j,
    "parquet": _parquet,
}
"""Name of a picture → what draws it."""


if __name__ == "__main__":
    main()
