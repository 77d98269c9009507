"""Define a past moment: sources published by one date, retrieved by another, or both."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from autokg.core.dates import ImpreciseDate
from autokg.errors import DateError, UsageError


class Timing(Enum):
    """Say whether a document was known at a moment."""

    KNOWN = "known"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Moment:
    """Select documents published by one day, retrieved by another, or both. None sets no limit."""

    public: dt.date | None = None
    read: dt.date | None = None

    @classmethod
    def of(cls, public: str | None = None, read: str | None = None) -> Moment:
        """Parse dates as users write them, at least one; a year or month means its last day.

        >>> Moment.of("2024-02")
        Moment(public=datetime.date(2024, 2, 29), read=None)
        """
        if public is None and read is None:
            raise ValueError("a moment needs a day")
        return cls(_last_day(public, "as_of"), _last_day(read, "known_by"))

    @property
    def last(self) -> dt.date:
        """The last day on which a decision may have been taken."""
        return min(day for day in (self.public, self.read) if day)

    def tell(self, published: dt.date | None, read: dt.date | None) -> Timing:
        """Classify a document by the days from which it was certainly public and retrieved; None if unknown."""
        pairs = [(day, reached) for day, reached in ((self.public, published), (self.read, read)) if day]
        if any(reached is None for _, reached in pairs):
            return Timing.UNDATED
        return Timing.LATER if any(reached and reached > day for day, reached in pairs) else Timing.KNOWN

    def __str__(self) -> str:
        days = (("public by", self.public), ("read by", self.read))
        return " and ".join(f"{words} {day}" for words, day in days if day)


def _last_day(text: str | None, argument: str) -> dt.date | None:
    if text is None:
        return None
    try:
        day = ImpreciseDate.parse(text).latest
    except DateError as error:
        raise UsageError(f"`{argument}`: {error}") from error
    if day is None:
        expected = "a date such as 2025-01-31, or a month or year"
        raise UsageError(f"`{argument}`: {text!r} has no last day; expected {expected}")
    return day
