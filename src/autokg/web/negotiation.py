"""Choose a media type by the `Accept` header (RFC 9110).

>>> choose("text/turtle;q=0.5, application/ld+json", ["text/turtle", "application/ld+json"])
'application/ld+json'
>>> choose("text/*, */*;q=0.1", ["application/json", "text/csv"]), choose("image/png", ["text/csv"])
('text/csv', None)
"""

from __future__ import annotations

from collections.abc import Sequence

_EXACT, _TYPE, _ANY = 2, 1, 0  # how specific a range is


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type offered that a client likes best, the first of equals; None if it takes none."""
    if not accept or not accept.strip():
        return offered[0]
    ranges = [_parse(part) for part in accept.split(",") if part.strip()]
    quality = {media: _quality(media, ranges) for media in offered}
    best = max(offered, key=lambda media: quality[media])
    return best if quality[best] > 0 else None


def _parse(text: str) -> tuple[str, float]:
    media, *parameters = (part.strip() for part in text.split(";"))
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip().lower() == "q":
            return media.lower(), _number(value)
    return media.lower(), 1.0


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality of the most specific range that a media type is in; 0 if it is in none."""
    fitting = [(specific, quality) for name, quality in ranges if (specific := _fit(media, name)) is not None]
    return max(fitting)[1] if fitting else 0.0


def _fit(media: str, name: str) -> int | None:
    """Return how specific a range is that has a media type, None if it does not have it."""
    if name == media:
        return _EXACT
    if name == f"{media.partition('/')[0]}/*":
        return _TYPE
    return _ANY if name in ("*/*", "*") else None


def choose_language(accept: str | None, offered: Sequence[str]) -> str:
    """Return the language offered that a client likes best by `Accept-Language`; the first if it names none of them.

    >>> choose_language("fr-CA, de;q=0.5", ["en", "fr", "de"]), choose_language(None, ["en", "fr"])
    ('fr', 'en')
    """
    ranges = [_parse(part) for part in (accept or "").split(",") if part.strip()]
    quality = {
        language: max((q for name, q in ranges if name.split("-")[0] == language), default=0.0) for language in offered
    }
    return max(offered, key=lambda language: quality[language])
