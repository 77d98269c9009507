"""Dates, names, queries and URLs as users give them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from autokg.core.dates import ImpreciseDate
from autokg.core.ids import NOT_IN_IRI
from autokg.errors import DateError, UsageError
from autokg.query.saved import SavedQuery, find_query, get_query, is_sparql, load_queries

Day: TypeAlias = str | int | dt.date

_RUNS = re.compile("(?:javascript|vbscript|data):", re.IGNORECASE)
_URL = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:[^{NOT_IN_IRI}]+")


def require_url(url: str | None) -> None:
    """Raise `UsageError` if a URL is given that is none, or that a browser would run."""
    if url is not None and (not _URL.fullmatch(url) or _RUNS.match(url)):
        raise UsageError(f"`url`: {url!r} is not a URL; expected such as https://example.com/news")


def as_names(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return names; text is a single name.

    >>> as_names("rules"), as_names(["rules", "llm"])
    (('rules',), ('rules', 'llm'))
    """
    return (names,) if isinstance(names, str) else tuple(names)


def day_text(day: Day) -> str:
    """Return a date, or a year as a number, as ISO text; text as it is.

    >>> day_text(dt.datetime(2025, 6, 1, 12)), day_text(2025), day_text("2025-06")
    ('2025-06-01', '2025', '2025-06')
    """
    return day.date().isoformat() if isinstance(day, dt.datetime) else str(day)


def to_day(name: str, day: Day) -> dt.date:
    """Return a day; raise `UsageError` for text that is no date, and for a month or a year."""
    date = _parse(name, day)
    if date.earliest is None or date.earliest != date.latest:
        raise UsageError(f"`{name}`: {day!r} is not a single day; {_EXPECTED}")
    return date.earliest


def to_first_day(name: str, day: Day) -> dt.date:
    """Return a day; a month or a year means its first day."""
    date = _parse(name, day)
    if date.earliest is None:
        raise UsageError(f"`{name}`: {day!r} has no first day; {_EXPECTED}")
    return date.earliest


_EXPECTED = "expected a date such as 2025-01-31"


def _parse(name: str, day: Day) -> ImpreciseDate:
    try:
        return ImpreciseDate.parse(day_text(day))
    except DateError as error:
        raise UsageError(f"`{name}`: {day!r} is not a date; {_EXPECTED}") from error


def is_query(text: str | Path) -> bool:
    """Return whether a path, the name of a saved query or SPARQL is meant."""
    return isinstance(text, Path) or text in load_queries() or is_sparql(text)


def to_query(query: str | Path) -> SavedQuery:
    """Return a query by the path of its file, its name, or its text."""
    if isinstance(query, Path):
        return find_query(str(query), None)
    return SavedQuery.parse(query) if is_sparql(query) else get_query(query)
