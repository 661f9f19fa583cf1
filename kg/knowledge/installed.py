"""Data files of installed packages."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kg.errors import InputError


def data_file(package: str, *parts: str) -> Path:
    """Where a file of an installed package lies.

    The package is found, not imported: importing it costs more than reading the file.

    Raises :class:`~kg.errors.InputError` where the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise InputError(package, "is not installed; install kg with its dependencies")
    return Path(spec.origin).parent.joinpath(*parts)
