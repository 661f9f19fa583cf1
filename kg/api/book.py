"""A graph as it is used in a notebook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.api.chosen import chosen
from kg.ask.explain import explained
from kg.ask.query import meant
from kg.errors import InputError, UsageError
from kg.export import write_turtle
from kg.graph import coattendance, to_networkx
from kg.model import Graph
from kg.pipeline import Made, write
from kg.report import Report, counts
from kg.store import DEFAULT_BASE, Store

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

_FRAME = 'class="kg" style="width: 100%; height: {height}px; border: 1px solid #ccc"'


class Book:
    """A graph: as tables, as networks, as RDF, and to look at. Made by :func:`kg.build` and :func:`kg.load`.

    The tables are pandas DataFrames made anew for each Book, once; their columns are described in
    :mod:`kg.api.frames`. They need the extra ``notebook``; without it their names raise an
    :class:`~kg.errors.UsageError` that says so, and all else works.
    """

    def __init__(
        self, source: Made | Graph, *, turtle: bytes | None = None, view: Path | None = None, base: str = DEFAULT_BASE
    ) -> None:
        self._made = source if isinstance(source, Made) else None
        self._base = base
        self._given, self._view = turtle, view
        self.model: Graph = source.graph if isinstance(source, Made) else source
        """The rows themselves."""
        self.problems: tuple[InputError, ...] = self._made.problems if self._made else ()
        """What could not be read; of a loaded graph, ``report.json`` tells."""

    # --- tables -----------------------------------------------------------------------------------------------------

    @cached_property
    def persons(self) -> pd.DataFrame:
        """Persons and reporters."""
        return _table("persons", self.model)

    @cached_property
    def bodies(self) -> pd.DataFrame:
        """Party and state organs, companies, schools, …"""
        return _table("bodies", self.model)

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Administrative areas and sites."""
        return _table("areas", self.model)

    @cached_property
    def roles(self) -> pd.DataFrame:
        """Offices held, one row a person and office."""
        return _table("roles", self.model)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Meetings, visits and other occasions."""
        return _table("events", self.model)

    @cached_property
    def participations(self) -> pd.DataFrame:
        """Who took part in which event, as what."""
        return _table("participations", self.model)

    @cached_property
    def ties(self) -> pd.DataFrame:
        """Pairs who shared events."""
        return _table("ties", self.model)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """Articles, and whom and what they speak of."""
        return _table("articles", self.model)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """Input files."""
        return _table("documents", self.model)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """The printed words; ``evidence`` of roles, events and participations names its rows."""
        return _table("evidence", self.model)

    # --- networks ---------------------------------------------------------------------------------------------------

    def networkx(self, mentions: bool = True) -> nx.MultiDiGraph:
        """Everything as one directed graph, as :func:`kg.graph.to_networkx` describes it."""
        return to_networkx(self.model, mentions)

    def coattendance(
        self,
        since: str | None = None,
        until: str | None = None,
        area: str | None = None,
        min_weight: int = 1,
    ) -> nx.Graph:
        """Who met whom, counted anew over the events chosen; nodes and edges as of :func:`kg.graph.coattendance`.

        Args:
            since: first day (``2020-01-01``); events without a day are left out where a first or last day is given.
            until: last day.
            area: name or id of an area; it stands for all its parts. Of events, those held there or attended by
                someone who holds an office there; of persons, those who hold one there or were at an event held there.
            min_weight: pairs that shared fewer of these events are left out, and who then has no pair.

        ``strength`` goes by all who were at an event, also those who are left out here. Participations that are unsure
        count for nothing.

        Raises:
            UsageError: a day that is none, an area that is not in the graph or whose name several have.
        """
        return coattendance(chosen(self.model, since, until, area, min_weight))

    def measured(self, samples: int = 200) -> Book:
        """This graph with what ``kg analyse`` finds: columns of ``persons`` and ``ties``, attributes, triples.

        What ``write`` writes has them, too. Needs the extra ``analyse``.

        Args:
            samples: shuffles behind what chance would give (``expected``, ``z``).

        >>> import kg
        >>> found = kg.load("output").measured(samples=20)
        >>> bool(found.persons.degree.max() == max(degree for _, degree in found.coattendance().degree()))
        True

        Raises:
            UsageError: numpy is not installed, or ``samples`` is less than 2.
        """
        if samples < 2:
            raise UsageError(f"samples={samples}: two shuffles, at least, tell how far chance goes")
        try:
            from kg.analyse.analysis import analysed
        except ModuleNotFoundError as error:
            raise UsageError(_remedy(error.name or "numpy", "analyse")) from error
        graph = replace(self.model, measured=analysed(self.model, samples=samples).measured())
        source = graph if self._made is None else replace(self._made, graph=graph)
        return Book(source, view=self._view, base=self._base)

    # --- questions --------------------------------------------------------------------------------------------------

    @cached_property
    def _turtle(self) -> bytes:
        if self._given is not None:
            return self._given
        stream = io.StringIO()
        write_turtle(self.model, stream, self._base)
        return stream.getvalue().encode("utf-8")

    @cached_property
    def _store(self) -> Store:
        return Store.of(self._turtle, "the graph")

    def rdf(self) -> rdflib.Graph:
        """All triples, as ``graph.ttl`` has them."""
        import rdflib

        return rdflib.Graph().parse(data=self._turtle, format="turtle")

    def query(self, asked: str, **given: object) -> pd.DataFrame:
        """The answer to a ready question (``g.query("company", name="…")``), a ``.rq`` file or SPARQL.

        Prefixes need not be declared. A column a variable, numbers, booleans and days typed; of CONSTRUCT and DESCRIBE
        the columns ``subject``, ``predicate``, ``object``; of ASK one cell ``answer``.

        Raises:
            UsageError: no such question or file, a parameter missing or wrong, or SPARQL that cannot be read.
        """
        query = meant(asked).told({name: str(value) for name, value in given.items()})
        return _table("answer", self._store.query(query))

    def explain(self, name: str) -> None:
        """Print all that the graph says of those who bear ``name``, with the printed words, as ``kg explain`` does.

        Raises:
            UsageError: no one is called so; the message names who is called nearly so.
        """
        print(explained(name, self._store))

    # --- to look at and to keep -------------------------------------------------------------------------------------

    def html(self) -> str:
        """The view as one HTML page; of a loaded graph the one that was written with it, with the articles' text.

        Raises:
            UsageError: a loaded graph has no ``index.html`` beside it.
        """
        if self._view is None:
            from kg.view.page import render

            return render(self.model)
        try:
            return self._view.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{self._view}: {error.strerror}; run `kg build` again, or use kg.build") from error

    def show(self, height: int = 700) -> None:
        """Show the view in the notebook, ``height`` pixels high. Needs IPython (extra ``notebook``)."""
        try:
            from IPython.display import HTML, display
        except ImportError as error:
            raise UsageError(_remedy("IPython")) from error
        # By itself in a frame: its styles and scripts and those of the notebook leave each other alone.
        page = escape(self.html(), quote=True)
        frame = HTML(  # type: ignore[no-untyped-call]
            f'<iframe {_FRAME.format(height=height)} srcdoc="{page}"></iframe>'
        )
        display(frame)  # type: ignore[no-untyped-call]

    def write(self, folder: str | Path, *, formats: Sequence[str] = (), base_iri: str = DEFAULT_BASE) -> Report:
        """Write all that ``kg build`` writes; the files in ``folder`` are replaced all together or not at all.

        Raises:
            UsageError: the graph was loaded (its articles have no text), or ``folder``, ``base_iri`` or one of
                ``formats`` cannot be used; nothing was written.
        """
        if self._made is None:
            raise UsageError("a graph that was loaded has no text of its articles; copy its folder, or use kg.build")
        return write(self._made, Path(folder), base=base_iri, formats=formats)

    @property
    def _said(self) -> str:
        return ", ".join(f"{number} {kind}" for kind, number in counts(self.model).items())

    def __repr__(self) -> str:
        return f"<kg.Book: {self._said}>"

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<tr><th style="text-align: left">{escape(kind)}</th><td>{number}</td></tr>'
            for kind, number in counts(self.model).items()
        )
        unread = f"<p>{len(self.problems)} not read: see <code>problems</code></p>" if self.problems else ""
        return f"<table>{cells}</table>{unread}"


def _remedy(package: str, extra: str = "notebook") -> str:
    return f"{package} is not installed; run pip install -e '.[{extra}]' where kg was installed from"


def _table(name: str, content: object) -> pd.DataFrame:
    """What the function ``name`` of :mod:`kg.api.frames` makes of ``content``."""
    try:
        from kg.api import frames
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pandas":
            raise
        raise UsageError(_remedy("pandas")) from error
    table: pd.DataFrame = getattr(frames, name)(content)
    return table
