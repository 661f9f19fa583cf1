"""Questions put to graphs that were written."""

from kg.ask.diff import diff
from kg.ask.explain import explain

__all__ = ["diff", "explain"]
