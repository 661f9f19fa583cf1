"""Namespaces and the terms of our own that the RDF export uses."""

from __future__ import annotations

import re

from kg.errors import UsageError
from kg.store import DEFAULT_BASE, PREFIXES

BASE = DEFAULT_BASE
"""The namespace of all that is ours, unless told otherwise."""

EVENT_CLASSES = {
    "meeting": "kg:Meeting",
    "ceremony": "kg:Ceremony",
    "press-conference": "kg:PressConference",
    "inspection": "kg:Inspection",
    "visit": "kg:Visit",
    "activity": "kg:Activity",
    "training": "kg:Training",
}
"""Type of an event → its class."""

CLAIM_CLASSES = {"kg:Participation": "参加", "kg:CoAttendance": "同场"}
"""Classes of what is said of several things → what people call it."""


_BASE = re.compile(
    r"https?://[^\s/:@\[\]<>\"{}|\\^`?#%\x00-\x20\x7f]+(:\d{1,5})?"  # host, port
    r"(/(?!\.{1,2}(/|\Z))([^\s/<>\"{}|\\^`?#%\x00-\x20\x7f]|%[0-9A-Fa-f]{2})*)*"  # path, no step up
)


def checked_base(base: str) -> str:
    """``base`` as a namespace: an absolute http(s) IRI ending in ``/``.

    Raises :class:`~kg.errors.UsageError` where it cannot be one.
    """
    if not _BASE.fullmatch(base):
        raise UsageError(f"--base-iri {base!r} is no http(s) IRI of host and path alone; give one like {BASE}")
    return base if base.endswith("/") else base + "/"


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix → namespace of all vocabularies the export uses."""
    return dict(sorted({**PREFIXES, "kg": f"{checked_base(base)}ns#"}.items()))
