"""Which formats can be written here: all of them, but for one whose library an installation may lack."""

from __future__ import annotations

from kg.errors import UsageError
from kg.export import FORMATS


def _can(name: str) -> bool:
    try:
        FORMATS[name].check()
    except UsageError:
        return False
    return True


WRITABLE = [name for name in FORMATS if _can(name)]
