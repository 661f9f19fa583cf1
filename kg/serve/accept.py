"""Which of the forms that an answer can have the client wants: HTTP's content negotiation (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def chosen(accept: str, offers: Mapping[str, Sequence[str]]) -> str | None:
    """The name of the offer that ``accept`` likes best, the first of equals; ``None`` where it wants none of them.

    ``offers``: name → the media type that is sent, then others by which it may be called. An empty ``accept`` takes
    anything.

    >>> chosen("text/csv, */*;q=0.1", {"json": ["application/json"], "csv": ["text/csv"]})
    'csv'
    """
    wanted = _ranges(accept) or [("*/*", 1.0)]
    best: tuple[float, str | None] = (0.0, None)
    for name, types in offers.items():
        quality = _quality(types, wanted)
        if quality > best[0]:
            best = (quality, name)
    return best[1]


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_range:
            found.append((media_range, next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)))
    return found


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(types: Sequence[str], wanted: Sequence[tuple[str, float]]) -> float:
    """That of the most specific range that covers the type sent; another name counts only where it is named itself."""
    sent, *others = types
    for covering in ([sent], others, [sent.partition("/")[0] + "/*"], ["*/*"]):
        qualities = [quality for media_range, quality in wanted if media_range in covering]
        if qualities:
            return max(qualities)
    return 0.0
