"""Questions put to graphs that were written."""

from kg.ask.diff import diff
from kg.ask.explain import explain
from kg.ask.query import listing, query

__all__ = ["diff", "explain", "listing", "query"]
