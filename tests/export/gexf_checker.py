"""What the GEXF 1.3 specification asks (https://gexf.net/schema.html), and what Gephi's importer warns of besides.

Independent of the program: it reads the file as XML and knows the rules alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise

from lxml import etree

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
NS = {"g": GEXF, "viz": VIZ}

Element = etree._Element


def _number(low: float = -math.inf, high: float = math.inf) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        return re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text) is not None and low <= float(text) <= high

    return holds


def _one_of(*words: str) -> Callable[[str], bool]:
    return words.__contains__


def _token(text: str) -> bool:
    """As XML Schema has it: on one line, no space at the ends, none doubled (of the spaces that XML knows)."""
    return re.search("[\t\n\r]|^ | $|  ", text) is None


def _id(text: str) -> bool:
    return text != "" and text.strip() == text and "\n" not in text  # Gephi warns of others


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _anything(_: str) -> bool:
    return True


SCHEMA = "{http://w3.org/2001/XMLSchema-instance}schemaLocation"
COUNT = _number(0)
BYTE = _one_of(*map(str, range(256)))
TYPES = {
    "string": _anything,
    "integer": lambda text: re.fullmatch(r"-?\d+", text) is not None and -(2**31) <= int(text) < 2**31,
    "long": lambda text: re.fullmatch(r"-?\d+", text) is not None and -(2**63) <= int(text) < 2**63,
    "double": _number(),
}
"""Type of a column → what its values are; of the specification's twenty-three those that come up."""

Holds = Callable[[str], bool]
RULES: dict[str, tuple[dict[str, Holds], dict[str, Holds], str]] = {
    "gexf": ({"version": _one_of("1.3")}, {SCHEMA: _anything}, "meta? graph"),
    "meta": ({}, {"lastmodifieddate": _day}, "(creator|keywords|description)*"),
    "creator": ({}, {}, ""),
    "keywords": ({}, {}, ""),
    "description": ({}, {}, ""),
    "graph": (
        {},
        {
            "mode": _one_of("static", "dynamic"),
            "defaultedgetype": _one_of("directed", "undirected"),
            "timeformat": _one_of("date"),
            "timerepresentation": _one_of("timestamp", "interval"),
            "idtype": _one_of("string"),
            "start": _day,
            "end": _day,
        },
        "attributes* nodes edges",
    ),
    "attributes": ({"class": _one_of("node", "edge")}, {"mode": _one_of("static", "dynamic")}, "attribute*"),
    "attribute": ({"id": _id, "title": _id, "type": TYPES.__contains__}, {}, "(default|options)*"),
    "nodes": ({}, {"count": COUNT}, "node*"),
    "node": ({"id": _id}, {"label": _token}, "(attvalues|spells|color|position|size)*"),
    "edges": ({}, {"count": COUNT}, "edge*"),
    "edge": (
        {"id": _id, "source": _id, "target": _id},
        {"weight": _number(), "label": _token, "kind": _token, "type": _one_of("directed", "undirected")},
        "(attvalues|spells|color)*",
    ),
    "attvalues": ({}, {}, "attvalue*"),
    "attvalue": ({"for": _id, "value": _anything}, {}, ""),
    "spells": ({}, {}, "spell spell*"),
    "spell": ({}, {"timestamp": _day, "start": _day, "end": _day}, ""),
    "color": ({"r": BYTE, "g": BYTE, "b": BYTE}, {"a": _number(0, 1)}, ""),
    "position": ({"x": _number(), "y": _number()}, {"z": _number()}, ""),
    "size": ({"value": _number(0)}, {}, ""),
}
"""Element → attributes it must have, attributes it may have, children in their order."""
DRAWN = ("color", "position", "size")
"""Elements of the namespace viz."""


def problems(root: Element) -> list[str]:
    """All that is wrong with a file, in words; nothing where it is right."""
    return [*_grammar(root), *_columns(root), *_network(root), *_times(root), *_looks(root)]


def _grammar(root: Element) -> Iterator[str]:
    if root.tag != f"{{{GEXF}}}gexf":
        yield f"root {root.tag}"
    for element in root.iter():
        name = etree.QName(element)
        if name.localname not in RULES or name.namespace != (VIZ if name.localname in DRAWN else GEXF):
            yield f"unknown element {element.tag}"
            continue
        must, may, content = RULES[name.localname]
        for attribute in must.keys() - element.attrib.keys():
            yield f"missing {name.localname}/{attribute}"
        for attribute, value in element.attrib.items():
            holds = (must | may).get(attribute)
            if holds is None:
                yield f"unknown attribute {name.localname}/{attribute}"
            elif not holds(value):
                yield f"value {name.localname}/{attribute}={value!r}"
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        pattern = re.sub(r"(\w+)", r"(\1 )", content).replace(" (", "(").replace("? (", "?(").replace("* (", "*(")
        if re.fullmatch(pattern, children) is None:
            yield f"content {name.localname}: {children[:80]!r}"
        # Of a class each of these stands once: readers take the last and drop the others.
        for child, times in Counter(etree.QName(one).localname for one in element).items():
            if name.localname in ("node", "edge") and times > 1:
                yield f"twice {child} in {name.localname} {element.get('id')}"


def _columns(root: Element) -> Iterator[str]:
    for kind in ("node", "edge"):
        columns = root.xpath(f".//g:attributes[@class='{kind}']/g:attribute", namespaces=NS)
        yield from _twice(f"column of {kind}", (column.get("id") for column in columns))
        types = {column.get("id"): TYPES.get(column.get("type"), _anything) for column in columns}
        for element in root.iterfind(f".//g:{kind}", NS):
            values = element.findall("g:attvalues/g:attvalue", NS)
            yield from _twice(f"value of {kind} {element.get('id')}", (value.get("for") for value in values))
            for value in values:
                name, text = value.get("for"), value.get("value")
                if name not in types:
                    yield f"undeclared column {name} of {kind}"
                elif not types[name](text) or text == "":  # an empty value Gephi leaves out without a word
                    yield f"type of {kind} {element.get('id')}: {name}={text[:80]!r}"


def _network(root: Element) -> Iterator[str]:
    nodes = [node.get("id") for node in root.iterfind(".//g:node", NS)]
    edges = root.findall(".//g:edge", NS)
    known = set(nodes)
    yield from _twice("id of node", nodes)
    yield from _twice("id of edge", (edge.get("id") for edge in edges))
    undirected = root.find("g:graph", NS).get("defaultedgetype") == "undirected"
    between = []
    for edge in edges:
        ends = (edge.get("source"), edge.get("target"))
        if not set(ends) <= known:
            yield f"end of edge {edge.get('id')}: {ends}"
        if not float(edge.get("weight", "1")) > 0:
            yield f"weight of edge {edge.get('id')}: {edge.get('weight')}"
        between.append((*(sorted(ends) if undirected else ends), edge.get("kind")))
    yield from _twice("parallel edges of one kind", between)
    for kind, count in (("node", len(nodes)), ("edge", len(edges))):
        said = root.find(f".//g:{kind}s", NS).get("count")
        if said is not None and said != str(count):
            yield f"count of {kind}s: {said}, not {count}"


def _times(root: Element) -> Iterator[str]:
    graph = root.find("g:graph", NS)
    way = graph.get("timerepresentation", "interval")
    spells = root.findall(".//g:spell", NS)
    if spells and (graph.get("mode") != "dynamic" or graph.get("timeformat") is None):
        yield "time in a graph that says it has none"
    wanted = {"timestamp"} if way == "timestamp" else {"start", "end"}
    if any(set(spell.attrib) != wanted for spell in spells):
        yield f"time not told as {way}"
        return
    lives = {node.get("id"): _life(node) for node in root.iterfind(".//g:node", NS)}
    for element in (*root.iterfind(".//g:node", NS), *root.iterfind(".//g:edge", NS)):
        life = _life(element)
        for one, other in pairwise(life):
            if other[0] < one[1] or other == one:
                yield f"time of {element.get('id')} overlaps"
        for first, last in life:
            if way == "interval" and not first < last:  # no length: Gephi's timeline hardly ever meets it
                yield f"time of {element.get('id')} without length"
            if not graph.get("start", "") <= first <= last <= graph.get("end", ""):
                yield f"time of {element.get('id')} outside that of the graph"
            for end in {element.get("source"), element.get("target")} & lives.keys():
                if lives[end] and not any(a <= first and last <= b for a, b in lives[end]):
                    yield f"time of edge {element.get('id')} outside that of {end}"


def _life(element: Element) -> list[tuple[str, str]]:
    spells = element.findall("g:spells/g:spell", NS)
    return [(one.get("start", one.get("timestamp")), one.get("end", one.get("timestamp"))) for one in spells]


def _looks(root: Element) -> Iterator[str]:
    places = [node.find("viz:position", NS) for node in root.iterfind(".//g:node", NS)]
    placed = [(place.get("x"), place.get("y")) for place in places if place is not None]
    if placed and len(placed) != len(places):
        yield f"places of {len(placed)} of {len(places)} nodes"
    yield from _twice("place", placed)


def _twice(what: str, things: Iterable[object]) -> Iterator[str]:
    yield from (f"twice {what}: {one}" for one, times in Counter(things).items() if times > 1)
