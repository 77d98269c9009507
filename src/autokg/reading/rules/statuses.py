"""Tense, modal words, negation and rumour → the status of a fact."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from autokg.core.dates import ImpreciseDate
from autokg.facts import Status
from autokg.reading.language.profile import Language

_IN_ORDER = (Status.DENIED, Status.CANCELLED, Status.REPORTED, Status.ENDED, Status.PLANNED)


@lru_cache(maxsize=256)
def tell_status(clause: str, language: Language) -> Status:
    """Return the status that the words of a clause give; plain statements are actual.

    "Not in Lyon, but in Metz" denies only a place.
    """
    clause = language.pattern("status.contrast").sub(" ", clause)
    for status in _IN_ORDER:
        if language.finds(f"status.{status.value}", clause):
            return status
    return Status.ACTUAL


def by_date(status: Status, start: str | None, end: str | None, today: dt.date | None) -> Status:
    """Correct an actual fact that starts after the article's date, and one that has ended by then."""
    if today is None or status not in (Status.ACTUAL, Status.PLANNED, Status.ENDED):
        return status
    first = ImpreciseDate.parse(start).earliest if start else None
    ending = ImpreciseDate.parse(end) if end else None
    if status is Status.ACTUAL and first and first > today:
        return Status.PLANNED
    if status is Status.ENDED and ending and (ending.earliest or today) > today:  # "ended in May", told in May
        return Status.PLANNED
    last = ending.latest if ending else None
    if status is Status.ACTUAL and last and last < today:
        return Status.ENDED
    return status
