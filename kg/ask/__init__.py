"""Questions put to graphs that were written."""

from kg.ask.diff import diff
from kg.ask.explain import explain
from kg.ask.query import listing, query
from kg.ask.sql import sql

__all__ = ["diff", "explain", "listing", "query", "sql"]
