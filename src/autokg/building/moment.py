"""Define a past moment: sources published by one date, retrieved by another, or both; also without filings."""

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
    """Select documents published by one day, retrieved by another, or both. None sets no limit.

    Attributes:
        filings: whether filings by model year count, which tell only of cars sold in the country of the authority.

    """

    public: dt.date | None = None
    read: dt.date | None = None
    filings: bool = True

    @classmethod
    def of(cls, public: str | None = None, read: str | None = None, *, filings: bool = True) -> Moment:
        """Parse dates as users write them; a year or month means its last day.

        >>> Moment.of("2024-02")
        Moment(public=datetime.date(2024, 2, 29), read=None, filings=True)
        """
        if public is None and read is None and filings:
            raise ValueError("a moment needs a day, or to be without filings")
        return cls(_last_day(public, "as_of"), _last_day(read, "known_by"), filings)

    @property
    def last(self) -> dt.date:
        """The last day on which a decision may have been taken."""
        return min((day for day in (self.public, self.read) if day), default=dt.date.max)

    def tell(self, published: dt.date | None, read: dt.date | None) -> Timing:
        """Classify a document by the days from which it was certainly public and retrieved; None if unknown."""
        pairs = [(day, reached) for day, reached in ((self.public, published), (self.read, read)) if day]
        if any(reached is None for _, reached in pairs):
            return Timing.UNDATED
        return Timing.LATER if any(reached and reached > day for day, reached in pairs) else Timing.KNOWN

    def __str__(self) -> str:
        days = (("public by", self.public), ("read by", self.read))
        dates = " and ".join(f"{words} {day}" for words, day in days if day)
        return " ".join(filter(None, (dates, "" if self.filings else "without filings")))


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
