"""Rows of :mod:`kg.model` as rows of Arrow tables and back, by the types of their fields.

A tuple is a list, a tuple of unlike things a struct of ``_1``, ``_2``, …, a row within a row a struct of its fields.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]
"""From a value of a row to one of a table, or back; given no ``None``."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one kind stand in a table."""

    columns: dict[str, Any]
    """Name of a column → its Arrow type."""
    encode: Convert
    """What makes the values of the columns, as a tuple, of a row."""
    decode: Convert
    """What makes a row of the values of the columns, in their order."""

    @classmethod
    def of(cls, row: type) -> Shape:
        """A column a field."""
        return cls(columns(row), encoder(row), decoder(row))

    @classmethod
    def in_document(cls, row: type) -> Shape:
        """Of pairs: the name of a document, which stands in a column of its own, and a row."""
        encode, decode = encoder(row), decoder(row)
        return cls(
            _arrow_document() | columns(row),
            lambda pair: (pair[0], *encode(pair[1])),
            lambda values: (values[0], decode(values[1:])),
        )


def _arrow_document() -> dict[str, Any]:
    return {"document": _arrow(str)}


@cache
def columns(row: type) -> dict[str, Any]:
    """Name of a field → its Arrow type."""
    return {name: _arrow(hint) for name, hint in _hints(row).items()}


@cache
def encoder(row: type) -> Convert:
    """What makes the values of the columns, as a tuple, of a row."""
    hints = _hints(row)
    take = attrgetter(*hints)
    steps = [(at, step) for at, hint in enumerate(hints.values()) if (step := _encode(hint))]
    if len(hints) == 1:
        return lambda one: (take(one),)
    if not steps:
        return take

    def encode(one: Any) -> tuple[Any, ...]:
        values = list(take(one))
        for at, step in steps:
            if values[at] is not None:
                values[at] = step(values[at])
        return tuple(values)

    return encode


@cache
def decoder(row: type) -> Convert:
    """What makes a row of the values of its columns, given in their order."""
    steps = [(at, step) for at, hint in enumerate(_hints(row).values()) if (step := _decode(hint))]

    def decode(values: Any) -> Any:
        found = list(values)
        for at, step in steps:
            if found[at] is not None:
                found[at] = step(found[at])
        return row(*found)

    return decode


def _hints(row: type) -> dict[str, Any]:
    hints = get_type_hints(row)
    return {field.name: _known(hints[field.name]) for field in fields(row)}


def _known(hint: Any) -> Any:
    """The type where there is a value."""
    if get_origin(hint) is UnionType:
        return next(one for one in get_args(hint) if one is not NoneType)
    return hint


def _items(hint: Any) -> tuple[list[Any], bool]:
    """The types in a tuple, and whether they are all of one."""
    inside = [_known(one) for one in get_args(hint)]
    if inside[-1] is Ellipsis:
        return inside[:1], True
    return inside, len(set(inside)) == 1


def _arrow(hint: Any) -> Any:
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return pa.struct(list(columns(hint).items()))
    inside, alike = _items(hint)
    if alike:
        return pa.list_(_arrow(inside[0]))
    return pa.struct([(f"_{at}", _arrow(one)) for at, one in enumerate(inside, 1)])


def _encode(hint: Any) -> Convert | None:
    """``None`` where a value can stand as it is."""
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return encoder(hint)
    if get_origin(hint) is not tuple:
        return None
    inside, alike = _items(hint)
    steps = [_encode(one) for one in inside]
    if not any(steps):
        return None
    if alike:
        step = steps[0]
        assert step
        return lambda values: [step(one) for one in values]
    return lambda values: tuple(s(one) if s else one for s, one in zip(steps, values, strict=True))


def _decode(hint: Any) -> Convert | None:
    if is_dataclass(hint):
        assert isinstance(hint, type)
        decode = decoder(hint)
        return lambda struct: decode(struct.values())
    if get_origin(hint) is not tuple:
        return None
    inside, alike = _items(hint)
    steps = [_decode(one) for one in inside]
    if alike:
        step = steps[0]
        return (lambda values: tuple(map(step, values))) if step else tuple
    return lambda struct: tuple(s(one) if s else one for s, one in zip(steps, struct.values(), strict=True))
