"""The page itself: pyvis makes the network, our template holds it, and everything stands in one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html import escape
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg.errors import UsageError
from kg.model import Graph
from kg.view.data import Quotes, facts
from kg.view.links import VIEWS_OF
from kg.view.network import BIG, CORE, LABELS, MOST, Layout, network

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = (
    "chinese.js", "english.js", "words.js", "store.js", "state.js", "filters.js", "picture.js", "hands.js", "quotes.js",
    "charts.js", "panel.js", "things.js", "paths.js", "search.js", "table.js", "takeaway.js", "controls.js", "keys.js",
    "main.js",
)  # fmt: skip
"""Put together in this order into one script; each uses what those before it define."""
VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"

_DATA = re.compile(r'<script type="application/zlib" id="data"[^>]*>([^<]*)</script>')

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "font": {"size": 0}, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "font": {"size": 0}},
    "interaction": {
        "dragNodes": False,
        "dragView": False,
        "zoomView": False,
        "hover": False,
        "selectable": False,
        "keyboard": {"enabled": False},
        "hideEdgesOnDrag": False,
    },
}


def write_view(graph: Graph, path: Path, layout: Layout | None = None) -> None:
    """Write the graph as one HTML file that needs nothing else and asks nobody for anything.

    ``layout`` is that of ``graph``, where it is there already. The same graph gives the same bytes. Raises
    :class:`OSError` where ``path`` cannot be written.
    """
    path.write_text(render(graph, layout), encoding="utf-8", newline="\n")


def render(graph: Graph, layout: Layout | None = None) -> str:
    """The page's HTML."""
    vis = _for_script(VIS.read_text(encoding="utf-8"))
    style = (ASSETS / "view.css").read_text(encoding="utf-8")
    parts = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = f'"use strict";\n(async () => {{\n{parts}\n}})();\n'

    quotes = Quotes(graph)
    picture = Network(cdn_resources="in_line", directed=False)
    # Lists, not add_node and add_edge: those look through all that is there for each one added.
    picture.nodes, picture.edges = network(graph, quotes, layout)
    picture.set_template_dir(str(ASSETS), "template.html")
    picture.templateEnv.filters.update(packed=packed, fingerprint=fingerprint)
    picture.templateEnv.globals.update(
        title=escape("谁与谁同场"),
        policy=_policy(scripts=(vis, script), styles=(style,)),
        vis=vis,
        style=style,
        script=script,
        rest={
            "options": OPTIONS,
            "facts": facts(graph, quotes),
            "settings": {"labels": LABELS, "big": BIG, "core": CORE, "most": MOST, "views": VIEWS_OF},
        },
    )
    return str(picture.generate_html())


def packed(value: object) -> str:
    """JSON, compressed, in characters that end no element and no string; the same value gives the same characters.

    >>> packed({"name": "</script>"})
    'eNqrVspLzE1VslKy0S9OLsosKLFTqgUASWEGoA=='
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)  # half a character: UTF-8 has no room for it, nor has an address
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def unpacked(page: str) -> dict[str, Any]:
    """What :func:`packed` put into a page: ``facts``, ``nodes``, ``edges`` and settings.

    Empty where there is none. Raises :class:`~kg.errors.UsageError` where it cannot be read.
    """
    found = _DATA.search(page)
    try:
        return dict(json.loads(zlib.decompress(base64.b64decode(found[1], validate=True)))) if found else {}
    except (ValueError, zlib.error) as error:
        raise UsageError(f"the data of the page cannot be read ({error}); run `kg build` again") from error


def fingerprint(data: str) -> str:
    """What tells one page's data from another's in an address."""
    return hashlib.sha256(data.encode("ascii")).hexdigest()[:8]


def _for_script(text: str) -> str:
    """Foreign code as it is, but for what would end the element that holds it or change its hash."""
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text.replace("\r\n", "\n"), flags=re.IGNORECASE)


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """A policy under which only what stands in the page runs, and nothing is fetched or sent."""

    def hashes(texts: tuple[str, ...]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "base-uri 'none'; form-action 'none'"
    )
