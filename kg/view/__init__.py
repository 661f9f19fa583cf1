"""The graph to look at: one HTML file that opens by double click and asks no network for anything."""

from kg.view.network import laid_out, places
from kg.view.page import write_view

__all__ = ["laid_out", "places", "write_view"]
