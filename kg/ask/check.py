"""Whether an export is as it should be: its shapes (``kg/ontology/shapes.ttl``), told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import rdflib
from rdflib import RDF
from rdflib.collection import Collection
from rdflib.namespace import SH

from kg.errors import UsageError
from kg.store import DEFAULT_BASE, Store

LARGE = 200_000
"""Triples; for more pySHACL takes minutes, and the same shapes are asked as SPARQL."""
SHOWN = 20
"""Complaints that are told one by one."""

Complaint = tuple[str, str]
"""IRI of a thing, and what is wrong with it."""


def check(ttl: Path, large: int = LARGE) -> tuple[bool, str]:
    """Whether the export conforms, and what to tell the user. Raises :class:`~kg.errors.UsageError` without a graph."""
    store = Store(ttl)
    size = len(store)
    by_store = size > large
    found = sorted(set(asked(store, shapes(store.base)) if by_store else validated(ttl, shapes(store.base))))
    how = "SPARQL" if by_store else "pySHACL"
    if not found:
        return True, f"{ttl}: {size:,} triples, all as they should be (by {how})"
    return False, "\n".join([f"{ttl}: {size:,} triples, {len(found):,} complaints (by {how})", *_told(found)])


def shapes(base: str = DEFAULT_BASE) -> rdflib.Graph:
    """The shapes of an export with this base IRI."""
    text = (resources.files("kg") / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text.replace(f"<{DEFAULT_BASE}ns#>", f"<{base}ns#>"), format="turtle")


def validated(ttl: Path, wanted: rdflib.Graph) -> Iterator[Complaint]:
    """What pySHACL complains of."""
    import pyshacl  # takes half a second, and large graphs do without it

    try:
        graph = rdflib.Graph().parse(ttl, format="turtle")
    except Exception as error:  # rdflib's parser raises whatever it meets
        raise UsageError(f"{ttl}: not Turtle to rdflib ({error}); run `kg build` again") from error
    _, report, _ = pyshacl.validate(graph, shacl_graph=wanted, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise UsageError(f"{ttl}: cannot be checked ({report})")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage))


def asked(store: Store, wanted: rdflib.Graph) -> Iterator[Complaint]:
    """The same by SPARQL: one query for each constraint of each shape."""
    for shape in sorted(wanted.subjects(RDF.type, SH.NodeShape), key=str):
        classes = " ".join(sorted(one.n3() for one in wanted.objects(shape, SH.targetClass)))
        target = f"VALUES ?class {{ {classes} }} ?this a ?class ."
        for rule in wanted.objects(shape, SH.property):
            message = str(wanted.value(rule, SH.message))
            for query in _queries(wanted, rule, target):
                yield from ((str(this), message) for (this,) in store.select(query))


def _queries(wanted: rdflib.Graph, rule: Any, target: str) -> Iterator[str]:
    """A SELECT of the things that break each constraint of one property shape."""
    # COALESCE: what cannot be compared breaks the rule too.
    path = _path(wanted, wanted.value(rule, SH.path))
    value = f"SELECT DISTINCT ?this WHERE {{ {target} ?this {path} ?value . %s }}"
    number = f"SELECT ?this WHERE {{ {target} OPTIONAL {{ ?this {path} ?value }} }} GROUP BY ?this HAVING (%s)"
    for constraint, limit in wanted.predicate_objects(rule):
        term = limit.n3()
        if constraint == SH.minCount:
            yield number % f"COUNT(DISTINCT ?value) < {limit}"
        elif constraint == SH.maxCount:
            yield number % f"COUNT(DISTINCT ?value) > {limit}"
        elif constraint == SH.datatype:
            yield value % f"FILTER (!isLiteral(?value) || DATATYPE(?value) != {term})"
        elif constraint == SH["class"]:
            yield value % f"FILTER NOT EXISTS {{ ?value a {term} }}"
        elif constraint == SH["in"]:
            allowed = ", ".join(one.n3() for one in Collection(wanted, limit))
            yield value % f"FILTER (?value NOT IN ({allowed}))"
        elif constraint == SH.pattern:
            yield value % f"FILTER (!REGEX(STR(?value), {term}))"
        elif constraint == SH.minLength:
            yield value % f"FILTER (STRLEN(STR(?value)) < {limit})"
        elif constraint == SH.minInclusive:
            yield value % f"FILTER (COALESCE(!(?value >= {limit}), true))"
        elif constraint == SH.minExclusive:
            yield value % f"FILTER (COALESCE(!(?value > {limit}), true))"
        elif constraint == SH.lessThanOrEquals:
            yield value % f"?this {term} ?other . FILTER (COALESCE(!(?value <= ?other), true))"
        elif constraint not in (SH.path, SH.message):
            raise NotImplementedError(f"shapes.ttl: {constraint} has no SPARQL here")


def _path(wanted: rdflib.Graph, path: Any) -> str:
    """A predicate, or a list of them one after another."""
    return path.n3() if isinstance(path, rdflib.URIRef) else "/".join(one.n3() for one in Collection(wanted, path))


def _told(found: list[Complaint]) -> Iterator[str]:
    yield from (f"  {_name(thing)}: {message}" for thing, message in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"  and {len(found) - SHOWN:,} more:"
        counts = Counter(f"{_kind(thing)} {message}" for thing, message in found[SHOWN:])
        yield from (f"  {count:,} × {what}" for what, count in counts.most_common())


def _kind(iri: str) -> str:
    return iri.split("/id/", 1)[-1].split("/", 1)[0]


def _name(iri: str) -> str:
    """``person 沈望舒`` of the IRI of a person."""
    kind, _, name = unquote(iri.split("/id/", 1)[-1]).partition("/")
    return f"{kind} {name}" if name else iri
