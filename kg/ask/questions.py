"""Ready questions: SPARQL files of ``kg/questions/``, each with what it asks and what it wants to be told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import pyoxigraph as ox

from kg.errors import UsageError

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PARAMETER = re.compile(
    r"# \?(?P<name>\w+) (?P<kind>text|date|integer|person|body|role) (?P<default>= )?(?P<value>\S+): "
    r"(?P<chinese>[^;]+); (?P<english>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question wants to be told."""

    name: str
    kind: str
    """``date`` (2020-03-09), ``integer`` or ``text``; ``person``, ``body`` and ``role`` are the name of one."""
    value: str
    """An example, or, where it is :attr:`optional`, what is taken if nothing is given."""
    optional: bool
    chinese: str
    english: str
    """What is meant by it, in both languages."""

    def term(self, given: str) -> ox.Literal:
        """``given`` as RDF. Raises :class:`~kg.errors.UsageError` where it is not of the parameter's kind."""
        try:
            if self.kind == "date":
                return ox.Literal(date.fromisoformat(given).isoformat(), datatype=ox.NamedNode(f"{_XSD}date"))
            if self.kind == "integer":
                return ox.Literal(str(int(given)), datatype=ox.NamedNode(f"{_XSD}integer"))
        except ValueError:
            like = "a day like 2020-03-09" if self.kind == "date" else "a whole number"
            raise UsageError(f"{self.name}={given}: give {like}") from None
        return ox.Literal(given)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with a name."""

    name: str
    chinese: str
    english: str
    parameters: tuple[Parameter, ...]
    query: str

    def told(self, given: Mapping[str, str]) -> str:
        """The query with the values of its parameters in their places, as literals whatever they hold.

        Raises :class:`~kg.errors.UsageError` where one is missing, not known, or not of its kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given.keys() - known.keys():
            wanted = ", ".join(known) or "nothing"
            raise UsageError(f"{self.name}: {name} is not asked for; it wants {wanted}")
        query = self.query
        for parameter in self.parameters:
            if parameter.name not in given and not parameter.optional:
                raise UsageError(
                    f"{self.name}: {parameter.name} is missing ({parameter.english}); "
                    f"add {parameter.name}=…, e.g. {parameter.name}={parameter.value}"
                )
            literal = str(parameter.term(given.get(parameter.name, parameter.value)))
            # pyoxigraph's own substitution wants the variable among those selected.
            query = re.sub(rf"\?{parameter.name}\b", literal.replace("\\", r"\\"), query)
        return query

    @property
    def usage(self) -> str:
        """``company name=… [least=1]``."""
        wanted = (f"[{p.name}={p.value}]" if p.optional else f"{p.name}=…" for p in self.parameters)
        return " ".join([self.name, *wanted])


@cache
def questions() -> dict[str, Question]:
    """All ready questions by name."""
    files = sorted((resources.files("kg") / "questions").iterdir(), key=lambda file: file.name)
    found = (_question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in files)
    return {question.name: question for question in found}


def _question(name: str, query: str) -> Question:
    chinese, english, *rest = (line for line in query.splitlines() if line.startswith("#"))
    parameters = tuple(
        Parameter(
            found["name"], found["kind"], found["value"], bool(found["default"]), found["chinese"], found["english"]
        )
        for found in (_PARAMETER.fullmatch(line) for line in rest)
        if found
    )
    return Question(name, chinese.removeprefix("# zh: "), english.removeprefix("# en: "), parameters, query)
