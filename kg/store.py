"""``graph.ttl``, opened for SPARQL.

The queries of ``kg/queries/`` are the ones that the interface promises to answer; ``kg evaluate`` asks nothing else, so
that it scores what a user of the graph gets.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import pyoxigraph as ox

from kg.errors import RefusedError, UsageError

DEFAULT_BASE = "https://kg.example/"
PREFIXES = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Of all vocabularies that an export uses, but ``kg``, whose namespace hangs on its base IRI."""
RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""In which the answer of SELECT or ASK can be given."""
TRIPLE_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""In which that of CONSTRUCT or DESCRIBE can."""
_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+kg:\s*<([^>]*)ns#>", re.MULTILINE)

# What is no keyword of a query: strings, IRIs, comments.
_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    r"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'(?:[^'\\\n]|\\.)*'|"
    r'<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*',  # `a<b){SERVICE…}>` is no IRI
    re.DOTALL,
)
# Keywords, and no variables, local names or language tags that are spelt alike. In doubt a keyword: the parser takes
# `1SERVICE` for a number and one, and `SERVICE:x`, `a:.SERVICE` likewise.
_NOT_AFTER = r"(?<![?$:@A-Za-z_\u0080-\uffff-])"
_BEYOND = re.compile(_NOT_AFTER + r"(SERVICE|FROM)\b", re.IGNORECASE)
_CHANGES = re.compile(_NOT_AFTER + r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)

_TOKENS = 6
"""Of what could have stood in a place, so many are named."""

Row = tuple[str | None, ...]
"""One answer: the text of each variable in the order of SELECT, ``None`` where it is unbound."""


def local_name(iri: str | None) -> str:
    """What an IRI ends in: ``王五`` of ``https://kg.example/id/person/王五``, ``chair`` of ``https://kg.example/ns#chair``."""
    return re.split(r"[/#]", iri or "")[-1]


def _in_words(error: str) -> str:
    """What the parser complains of, without the sets of characters that it would have taken.

    >>> _in_words("error at 1:6: expected one of [_], ['a' ..= 'z'], Prefix not found")
    'error at 1:6: Prefix not found'
    """
    where, expected, tokens = error.partition(": expected ")
    if not expected:
        return error
    tokens = re.sub(r"\[[^\]]*\](, |$)", "", tokens.removeprefix("one of ").replace("\n", " "))
    known = [token for token in tokens.rstrip(", ").split(", ") if token]
    said = [token for token in known if " " in token and '"' not in token]
    if said:
        return f"{where}: {said[0]}"
    most = ", ".join(known[:_TOKENS]) + (", …" if len(known) > _TOKENS else "")
    return f"{where}: expected {most}" if known else f"{where}: this cannot stand here"


LARGE = 200_000_000
"""Bytes of Turtle from which on a graph is indexed on the disk: in memory it would need some gigabytes."""
_INDEX = "sparql-"
_HEAD = 8192
"""In so many bytes stand the prefixes."""


def _index_of(path: Path) -> Path:
    """The folder of the index of this file as it is now."""
    there = path.stat()
    return path.parent / "store" / f"{_INDEX}{there.st_mtime_ns}-{there.st_size}"


def _indexed(path: Path, index: Path) -> ox.Store:
    if not index.exists():
        _make_index(path, index)
    return ox.Store.read_only(str(index))


def _make_index(path: Path, index: Path) -> None:
    """Under another name until it is whole; what somebody who was killed has left there is made anew."""
    making = index.with_name(f".{_INDEX}making")
    try:
        index.parent.mkdir(exist_ok=True)
        store = ox.Store(str(making))  # locks it
    except OSError as error:
        raise UsageError(
            f"{path}: its index cannot be made ({error}); wait if somebody else makes it, else see that {index.parent} "
            "can be written"
        ) from error
    try:
        store.clear()
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
        store.flush()
    except (SyntaxError, ValueError) as error:
        del store
        shutil.rmtree(making)
        raise UsageError(f"{path}: not Turtle ({error}); run `kg build` again") from error
    del store
    for old in index.parent.glob(f"{_INDEX}*"):
        shutil.rmtree(old)
    making.rename(index)


@cache
def named_query(name: str) -> str:
    """The text of ``kg/queries/NAME.rq``."""
    return (resources.files("kg") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


class Store:
    """An opened graph: in memory, or, where it is :data:`LARGE`, in an index on the disk that is made once.

    Raises:
        UsageError: the file is missing or is not Turtle; the index cannot be written, or somebody else makes it.
    """

    def __init__(self, path: Path) -> None:
        try:
            index = _index_of(path)
            if index.exists() or path.stat().st_size >= LARGE:
                with path.open("rb") as file:
                    head = file.read(_HEAD)
                self._store = _indexed(path, index)
                self._tell(head)
                return
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}; run `kg build` first or name --output") from error
        self._fill(data, str(path))

    @classmethod
    def of(cls, turtle: bytes, name: str) -> Store:
        """A graph that is no file; ``name`` is what messages call it."""
        store = cls.__new__(cls)
        store._fill(turtle, name)
        return store

    def _fill(self, data: bytes, name: str) -> None:
        self._store = ox.Store()
        try:
            self._store.bulk_load(data, format=ox.RdfFormat.TURTLE)
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"{name}: not Turtle ({error}); run `kg build` again") from error
        self._tell(data[:_HEAD])

    def _tell(self, head: bytes) -> None:
        prefix = _PREFIX.search(head.decode("utf-8", "replace"))
        self.base = prefix.group(1) if prefix else DEFAULT_BASE
        """The IRI that ``kg build --base-iri`` was given."""

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace of all that a query need not declare."""
        return dict(sorted({**PREFIXES, "kg": f"{self.base}ns#"}.items()))

    def __len__(self) -> int:
        """How many triples."""
        return len(self._store)

    def select(self, query: str) -> Iterator[Row]:
        """The answers to a SELECT written for the default base IRI, whatever base the graph has."""
        solutions = self.query(query)
        assert isinstance(solutions, ox.QuerySolutions), "not a SELECT"
        for solution in solutions:
            # A term is an IRI, a blank node or a literal; each has its text in `value`.
            yield tuple(None if term is None else str(getattr(term, "value", term)) for term in solution)

    def query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer to any query; prefixes that it does not declare are those of the export.

        Raises :class:`~kg.errors.UsageError` where the query cannot be read, of it
        :class:`~kg.errors.RefusedError` where it would ask elsewhere or change the graph.
        """
        keywords = _WORDS.sub(" ", query)
        beyond = _BEYOND.search(keywords)
        if beyond:
            raise RefusedError(
                f"{beyond[0].upper()}: a query asks this graph alone; ask the other one by itself "
                "(a prefix or a name that is spelt so: call it otherwise)"
            )
        asked = query.replace(f"<{DEFAULT_BASE}ns#>", f"<{self.base}ns#>")
        try:
            return self._store.query(asked, prefixes=self.prefixes)
        except SyntaxError as error:
            change = _CHANGES.search(keywords)
            if change:
                raise RefusedError(f"{change[0].upper()}: the graph is read only; `kg build` changes it") from error
            raise UsageError(f"not SPARQL: {_in_words(str(error))}") from error

    def ask_named(self, name: str) -> Iterator[Row]:
        """The answers to ``kg/queries/NAME.rq``."""
        return self.select(named_query(name))
