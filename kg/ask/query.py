"""SPARQL over an export: a ready question, a file, or a query as it is typed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from kg.ask.questions import Question, questions
from kg.errors import UsageError
from kg.store import RESULT_FORMATS, TRIPLE_FORMATS, Store

FORMATS = ("table", *RESULT_FORMATS, *TRIPLE_FORMATS)


def query(asked: str, given: Sequence[str], ttl: Path, form: str = "table") -> str:
    """The answer to ``asked``: the name of a ready question, the path of a ``.rq`` file, or SPARQL.

    ``given`` are a ready question's parameters, ``name=value``; ``form`` is of :data:`FORMATS`. Prefixes need not be
    declared.

    Raises:
        UsageError: no such question or file, a parameter missing or wrong, SPARQL that cannot be read, a form that the
            kind of query cannot be given in, or no graph.
    """
    if form not in FORMATS:
        raise UsageError(f"--format {form}: give one of {', '.join(FORMATS)}")
    question = meant(asked)
    store = Store(ttl)
    answer = store.query(question.told(_pairs(given)))
    if isinstance(answer, ox.QueryTriples):
        return _triples(answer, form, store.prefixes)
    if form in TRIPLE_FORMATS:
        raise UsageError(
            f"--format {form}: only CONSTRUCT and DESCRIBE give triples; give one of table, {', '.join(RESULT_FORMATS)}"
        )
    if form != "table":
        return answer.serialize(format=RESULT_FORMATS[form]).decode("utf-8")  # type: ignore[union-attr]
    if isinstance(answer, ox.QuerySolutions):
        return _table(answer)
    return "yes" if answer else "no"


def listing() -> str:
    """All ready questions, with what each wants."""
    lines = ["kg query QUESTION [parameter=value …]", ""]
    for question in questions().values():
        lines += [f"  {question.usage}", f"      {question.english} {question.chinese}"]
        lines += [f"      {one.name}: {one.english} {one.chinese}" for one in question.parameters]
    return "\n".join(lines)


def meant(asked: str) -> Question:
    """The ready question of that name, or one made from a file or from SPARQL; errors as of :func:`query`."""
    ready = questions().get(asked)
    if ready:
        return ready
    path = Path(asked)
    if asked.endswith(".rq"):
        try:
            return Question(path.name, "", "", (), path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{asked}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if asked.isidentifier() or asked.replace("-", "").isalpha():
        raise UsageError(f"{asked}: no such question; `kg query --list` shows {', '.join(questions())}")
    return Question("the query", "", "", (), asked)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair}: a parameter is given as name=value")
        pairs[name] = value
    return pairs


def _triples(answer: ox.QueryTriples, form: str, prefixes: dict[str, str]) -> str:
    if form in RESULT_FORMATS:
        raise UsageError(f"--format {form}: triples are given as {', '.join(TRIPLE_FORMATS)}")
    data = ox.serialize(answer, format=TRIPLE_FORMATS.get(form, ox.RdfFormat.TURTLE), prefixes=prefixes)
    return (data or b"").decode("utf-8")


def _table(answer: ox.QuerySolutions) -> str:
    names = [variable.value for variable in answer.variables]
    # `nameIri` says what `name` is the name of: for programs and links, not for reading.
    shown = [at for at, name in enumerate(names) if not (name.endswith("Iri") and name[:-3] in names)]
    found = [["" if term is None else str(getattr(term, "value", term)) for term in row] for row in answer]
    return as_table([names[at] for at in shown], [[row[at] for at in shown] for row in found])


def as_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns below their names, and how many rows there are."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(cell.replace("[", r"\[") for cell in row))
    text = io.StringIO()
    widest = (
        sum(max([len(cell) * 2 for cell in column] + [8]) + 2 for column in zip(*rows, strict=True)) if rows else 80
    )
    Console(file=text, width=max(80, widest), highlight=False).print(table)
    said = "\n".join(line.rstrip() for line in text.getvalue().rstrip("\n").split("\n"))
    return f"{said}\n\n{len(rows)} row{'s' if len(rows) != 1 else ''}"
