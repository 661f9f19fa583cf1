"""The rows of a graph as pandas DataFrames; this module alone needs pandas.

The index is ``id`` (of documents the file name, of articles ``NAME#a1``, of evidence ``NAME-start-end``). Columns have
the names of the model's fields and mean what :mod:`kg.model` says of them:

* days are ``datetime64``, ``NaT`` where unknown
* ``confidence``, ``type`` and ``kind`` are categories, the first of them ordered (``unsure`` < ``likely`` < ``sure``)
* yes and no are ``bool``, numbers ``int64`` or ``float64``, texts and ids ``string``, missing where unknown
* what can be several is a tuple, for ``explode``

>>> import kg
>>> g = kg.load("output")
>>> words = g.roles.explode("evidence").join(g.evidence[["exact"]], on="evidence")
>>> words.loc[words.person == "吴军", "exact"].iloc[0]
'区委书记吴军'

What :mod:`kg.model` has not: ``date`` of an article is its day where that is known; ``articles`` are ids of articles;
``one`` and ``other`` of a tie are its persons. An article has no text here. Measures are what :mod:`kg.measured` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import pandas as pd
import pyoxigraph as ox

from kg.measured import PERSON_COLUMNS, TIE_FINDINGS, Column
from kg.model import ARTICLE_KINDS, CONFIDENCES, EVENT_TYPES, Evidence, Graph, Value
from kg.store import PREFIXES

_SURE = pd.CategoricalDtype(list(CONFIDENCES[::-1]), ordered=True)
_EVENT = pd.CategoricalDtype(list(EVENT_TYPES))
_ARTICLE = pd.CategoricalDtype(list(ARTICLE_KINDS))
_DAY = "datetime64[s]"
_TEXT = "string[python]"  # not of pyarrow, which takes no half characters

_Types = Mapping[str, Any]


def persons(graph: Graph) -> pd.DataFrame:
    """Persons and reporters (``byline``); where measured (:meth:`kg.api.book.Book.measured`), measures of persons."""
    types = {
        "name": _TEXT, "alt_names": object, "different_from": object, "possibly_same": object, "reasons": object,
        "byline": bool, "confidence": _SURE,
    }  # fmt: skip
    table = _of(graph.persons, types)
    if graph.measured is None:
        return table
    return _with(table, PERSON_COLUMNS, [graph.measured.persons.get(person.id, {}) for person in graph.persons])


def bodies(graph: Graph) -> pd.DataFrame:
    """Bodies; ``parent`` is one of them, ``area`` an area."""
    return _of(graph.bodies, {"name": _TEXT, "area": _TEXT, "parent": _TEXT, "alt_names": object})


def areas(graph: Graph) -> pd.DataFrame:
    """Areas and sites (``administrative`` false)."""
    types = {"name": _TEXT, "code": _TEXT, "within": _TEXT, "administrative": bool, "alt_names": object}
    return _of(graph.areas, types)


def roles(graph: Graph) -> pd.DataFrame:
    """Offices held."""
    types = {
        "person": _TEXT, "role": _TEXT, "body": _TEXT, "area": _TEXT, "titles": object, "former": bool,
        "first_seen": _DAY, "last_seen": _DAY, "articles": object, "confidence": _SURE, "evidence": object,
    }  # fmt: skip
    return _of(graph.roles, types)


def events(graph: Graph) -> pd.DataFrame:
    """Events; ``place`` is an area."""
    types = {"name": _TEXT, "type": _EVENT, "date": _DAY, "place": _TEXT, "articles": object, "evidence": object}
    return _of(graph.events, types)


def participations(graph: Graph) -> pd.DataFrame:
    """Who took part in what."""
    types = {
        "event": _TEXT, "person": _TEXT, "parts": object, "role_held": _TEXT, "confidence": _SURE, "evidence": object
    }  # fmt: skip
    return _of(graph.participations, types)


def ties(graph: Graph) -> pd.DataFrame:
    """Pairs who shared events; where measured, measures of ties."""
    types = {
        "one": _TEXT, "other": _TEXT, "events": object, "weight": "int64", "strength": "float64", "first_seen": _DAY,
        "last_seen": _DAY,
    }  # fmt: skip
    rows = ((*tie.persons, tie.events, tie.weight, tie.strength, tie.first_seen, tie.last_seen) for tie in graph.ties)
    table = _frame([tie.id for tie in graph.ties], rows, types)
    if graph.measured is None:
        return table
    return _with(table, TIE_FINDINGS, [graph.measured.ties.get(tie.persons, {}) for tie in graph.ties])


def articles(graph: Graph) -> pd.DataFrame:
    """Articles; ``authors`` and ``persons`` are persons, ``bodies`` and ``areas`` such."""
    types = {
        "document": _TEXT, "kind": _ARTICLE, "headline": _TEXT, "subheads": object, "date": _DAY,
        "published_from": _DAY, "published_to": _DAY, "authors": object, "persons": object, "bodies": object,
        "areas": object,
    }  # fmt: skip
    rows = (
        (
            seen.article.document, seen.article.kind, seen.article.headline, seen.article.subheads,
            seen.published_from if seen.published_from == seen.published_to else None,
            seen.published_from, seen.published_to, seen.authors, seen.persons, seen.bodies, seen.areas,
        )
        for seen in graph.articles
    )  # fmt: skip
    return _frame([_article(seen.article.document, seen.article.id) for seen in graph.articles], rows, types)


def documents(graph: Graph) -> pd.DataFrame:
    """Input files; ``length`` in code points."""
    types = {
        "sha256": _TEXT, "text_sha256": _TEXT, "encoding": _TEXT, "media_type": _TEXT, "length": "int64",
        "source": _TEXT, "url": _TEXT, "published_from": _DAY, "published_to": _DAY,
    }  # fmt: skip
    rows = (
        (
            one.sha256, one.text_sha256, one.encoding, one.media_type, one.length, one.metadata.source,
            one.metadata.url, one.published_from, one.published_to,
        )
        for one in graph.documents
    )  # fmt: skip
    return _frame([one.name for one in graph.documents], rows, types)


def evidence(graph: Graph) -> pd.DataFrame:
    """Words at one place of a document: ``exact`` at ``start`` to ``end``; the ``rules`` that read them there."""
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    for claims in (graph.roles, graph.events, graph.participations):
        for claim in claims:
            for one in claim.evidence:
                found.setdefault((one.document, one.start, one.end), []).append(one)
    types = {
        "document": _TEXT, "articles": object, "start": "int64", "end": "int64", "exact": _TEXT, "rules": object
    }  # fmt: skip
    places = sorted(found)
    rows = (
        (
            place[0],
            tuple(sorted({_article(one.document, one.article) for one in found[place]})),
            *place[1:],
            found[place][0].exact,
            # A graph that was loaded has them joined.
            tuple(sorted({rule for one in found[place] for rule in one.rule.split("; ")})),
        )
        for place in places
    )
    return _frame([_place(found[place][0]) for place in places], rows, types)


def answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> pd.DataFrame:
    """The answer to a query."""
    if isinstance(found, ox.QuerySolutions):
        names = [variable.value for variable in found.variables]
        return pd.DataFrame([[_value(term) for term in row] for row in found], columns=names)
    if isinstance(found, ox.QueryTriples):
        triples = [[_value(term) for term in (one.subject, one.predicate, one.object)] for one in found]
        return pd.DataFrame(triples, columns=["subject", "predicate", "object"])
    return pd.DataFrame({"answer": [bool(found)]})


def _value(term: object) -> object:
    """A literal by its type, of all else the text."""
    text = str(getattr(term, "value", term))
    if term is None or not isinstance(term, ox.Literal):
        return None if term is None else text
    match term.datatype.value.removeprefix(PREFIXES["xsd"]):
        case "integer":
            return int(text)
        case "double" | "decimal" | "float":
            return float(text)
        case "boolean":
            return text in ("true", "1")
        case "date":
            return pd.Timestamp(text)
    return text


def _article(document: str, article: str) -> str:
    return f"{document}#{article}"


def _place(one: Evidence) -> str:
    return f"{one.document}-{one.start}-{one.end}"


_READ: dict[str, Callable[[Any], object]] = {
    "articles": lambda row: tuple(_article(*key) for key in row.articles),
    "evidence": lambda row: tuple(dict.fromkeys(map(_place, row.evidence))),
}
"""Fields that hold more than ids."""


def _of(rows: Sequence[Any], types: _Types) -> pd.DataFrame:
    """Fields of rows as columns; references as ids."""
    read = [_READ.get(name) or attrgetter(name) for name in types]
    return _frame([row.id for row in rows], ([one(row) for one in read] for row in rows), types)


def _with(table: pd.DataFrame, columns: Mapping[str, Column], values: list[Mapping[str, Value]]) -> pd.DataFrame:
    """``table`` with measures, one of ``values`` a row; missing where not defined."""
    return table.assign(
        **{
            name: pd.array([row.get(name) for row in values], dtype="Int64" if column.type == "integer" else "Float64")
            for name, column in columns.items()
        }
    )


def _frame(ids: list[str], rows: Iterable[Sequence[object]], types: _Types) -> pd.DataFrame:
    table = list(rows)
    index = pd.Index(ids, dtype=_TEXT, name="id")
    columns = {
        name: pd.Series([row[at] for row in table], index=index, dtype=object).astype(kind)
        for at, (name, kind) in enumerate(types.items())
    }
    return pd.DataFrame(columns, index=index)
