"""Knowledge graphs from pages of Chinese local newspapers.

In Python: :func:`kg.build` and :func:`kg.load` give a :class:`kg.api.Book`. They are imported when first asked for, so
that ``import kg`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Book, build, load

__all__ = ["Book", "__version__", "build", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in ("Book", "build", "load"):
        return getattr(import_module("kg.api"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
