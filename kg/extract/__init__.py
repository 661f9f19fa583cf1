"""What an article says: names, titles, events, read by a grammar of the genre."""

from kg.extract.reading import extract, names_known, prepare

__all__ = ["extract", "names_known", "prepare"]
