"""Reads files: bytes to text, text to articles.

``read_file`` and ``read_bytes`` give a document and its text, ``read_articles`` the articles of the page, ``published``
the days on which it can have appeared, ``normalise`` the words as they are compared everywhere.
"""

from __future__ import annotations

from kg.read.articles import read_articles
from kg.read.dating import published
from kg.read.files import read_bytes, read_file
from kg.read.text import normalise

__all__ = ["normalise", "published", "read_articles", "read_bytes", "read_file"]
