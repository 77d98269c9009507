"""Parse imprecise dates (EDTF), and compare them by the days they may mean.

    >>> half = ImpreciseDate.parse("2025-41")
    >>> half.earliest, half.latest
    (datetime.date(2025, 7, 1), datetime.date(2025, 12, 31))
    >>> ImpreciseDate.parse("2025").compare(half)
    <Agreement.COARSER: 'coarser'>
    >>> half.in_words()
    'the second half of 2025'

Whole years, months, days and parts of a year are read here, the rarer forms of EDTF (ISO 8601-2) by the `edtf` package,
which takes 10 to 25 ms a literal. The package rejects an approximate half year (`2025-41~`) and intervals of halves,
assumes ten years if an end is unknown, and ends winter with December. A test holds the two to each other.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache

from autokg.errors import DateError

_QUALIFIED = re.compile(r"(?P<point>[^~?%]+)(?P<qualifier>[~?%]?)")
_POINT = re.compile(r"\d{3}[\dX](-\d{2}(-\d{2})?)?|\d{2}XX", re.ASCII)
_OPEN = ("", "..")
_TWO_DIGITS = 2
FORMS = "EDTF: 2025, 2025-07, 2025-07-01, 2025-41 (second half), 2025-33 (first quarter), 2025~, 2022/.."


class Agreement(Enum):
    """How a date stands to another; the value is the word for it in queries and reports."""

    SAME = "same"
    FINER = "finer"
    COARSER = "coarser"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"


class Grain(IntEnum):
    """The unit of a date, finest first; those of a year by their length in months."""

    DAY = 0
    MONTH = 1
    QUARTER = 3
    THIRD = 4
    HALF = 6
    YEAR = 12
    DECADE = 120
    INTERVAL = 121
    OPEN = 122


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date as exact as its source.

    Attributes:
        edtf: the literal without qualifier, so that any EDTF reader takes it.
        approximate: whether the literal was qualified (`~`, `?` or `%`).
        earliest, latest: first and last day it may mean; None if that side is open.

    """

    edtf: str
    approximate: bool
    earliest: dt.date | None
    latest: dt.date | None

    @classmethod
    def parse(cls, text: str) -> ImpreciseDate:
        """Read an EDTF literal; raise `DateError` if it is invalid or means no day."""
        return _parse(text.strip())

    @property
    def is_interval(self) -> bool:
        """Whether the literal names two ends."""
        return "/" in self.edtf

    @property
    def grain(self) -> Grain:
        """The unit the date is given in: a month is one, however many days it has."""
        if self.is_interval:
            return Grain.OPEN if self.earliest is None or self.latest is None else Grain.INTERVAL
        _, _, rest = self.edtf.partition("-")
        if not rest or "X" in self.edtf:
            return Grain.DECADE if "X" in self.edtf else Grain.YEAR
        if len(rest) > _TWO_DIGITS:
            return Grain.DAY
        return Grain(_PARTS_OF_YEAR.get(int(rest), (0, 1))[1])

    def is_after(self, other: ImpreciseDate) -> bool:
        """Return whether it is certainly later: its first day is after the last day of the other."""
        return self._first > other._last

    @property
    def _first(self) -> dt.date:
        return self.earliest or dt.date.min

    @property
    def _last(self) -> dt.date:
        return self.latest or dt.date.max

    def compare(self, other: ImpreciseDate) -> Agreement:
        """Compare this date with another by the days that both may mean."""
        if (self.earliest, self.latest) == (other.earliest, other.latest):
            return Agreement.SAME
        mine, theirs = self._reach(), other._reach()
        if mine[0] > theirs[1] or theirs[0] > mine[1]:
            return Agreement.CONFLICT
        if theirs[0] <= mine[0] and mine[1] <= theirs[1]:
            return Agreement.FINER
        if mine[0] <= theirs[0] and theirs[1] <= mine[1]:
            return Agreement.COARSER
        return Agreement.COMPATIBLE

    def _reach(self) -> tuple[dt.date, dt.date]:
        """Return the days that agree with it: about a month is the one before and after too, about a year half more."""
        first, last = self._first, self._last
        if not self.approximate or self.earliest is None or self.latest is None:
            return first, last
        length = last - first + dt.timedelta(days=1)
        more = length if self.grain <= Grain.MONTH else length / 2
        return max(first - dt.date.min, more) + dt.date.min - more, min(last, dt.date.max - more) + more

    def in_words(self) -> str:
        """Return the date in English, as people write it."""
        if self.is_interval:
            first, last = self.edtf.split("/")
            form = "{0} onwards" if last in _OPEN else "until {1}" if first in _OPEN else "{0} to {1}"
            return form.format(_point_words(first), _point_words(last))
        return "about " * self.approximate + _point_words(self.edtf)

    def __str__(self) -> str:
        return self.edtf + "~" * self.approximate


@lru_cache(maxsize=65536)
def _parse(text: str) -> ImpreciseDate:
    first, slash, last = text.partition("/")
    ends = [first, last] if slash else [first]
    if all(end in _OPEN for end in ends):
        raise DateError(f"{text!r} is not a date", expected=FORMS)
    points = [_parse_point(end, text) for end in ends]
    literal = "/".join(".." if point is None else point.edtf for point in points)
    earliest = points[0].earliest if points[0] else None
    latest = points[-1].latest if points[-1] else None
    if earliest and latest and earliest > latest:
        raise DateError(f"{text!r} ends before it starts", expected="an interval as earlier/later")
    return ImpreciseDate(literal, any(point.approximate for point in points if point), earliest, latest)


def _parse_point(text: str, whole: str) -> ImpreciseDate | None:
    """Read one end of an interval, None where it is open."""
    if text in _OPEN:
        return None
    match = _QUALIFIED.fullmatch(text)
    if not match or not _POINT.fullmatch(match["point"]):
        raise DateError(f"{whole!r} is not a date", expected=FORMS)
    first, last = _bounds(match["point"], whole)
    return ImpreciseDate(match["point"], bool(match["qualifier"]), first, last)


# Months of the parts of a year that EDTF level 2 numbers: the first, and how many. The last season of each hemisphere's
# year goes on into the next one: 21 to 24 are seasons of no stated hemisphere, 25 to 28 northern, 29 to 32 southern.
_PARTS_OF_YEAR = {
    **{base + n: (3 + 3 * n, 3) for base in (21, 25) for n in range(4)},
    **{29 + n: ((8 + 3 * n) % 12 + 1, 3) for n in range(4)},
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},
}


def _bounds(point: str, whole: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a point in time may mean."""
    try:
        year, *rest = (int(part) for part in point.split("-"))
        return _days(year, *rest)
    except (ValueError, OverflowError):
        return _unspecified(point, whole)


def _days(year: int, part: int | None = None, day: int | None = None) -> tuple[dt.date, dt.date]:
    if part is not None and day is not None:
        return dt.date(year, part, day), dt.date(year, part, day)
    first, months = (1, 12) if part is None else _PARTS_OF_YEAR.get(part, (part, 1))
    after = first - 1 + months
    end = dt.date(year + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(year, first, 1), end


def _unspecified(point: str, whole: str) -> tuple[dt.date, dt.date]:
    """Parse the rest with the package: unspecified digits, and text that is no date."""
    from edtf import parse_edtf  # noqa: PLC0415 (0.15 s to import, and such dates are rare)
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        parsed = parse_edtf(point)
        first, last = (dt.date(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict()))
    except (EDTFParseException, ValueError, OverflowError) as error:
        raise DateError(f"{whole!r} is not a date", expected=FORMS) from error
    return first, last


_PARTS = {
    "21": "spring {}", "22": "summer {}", "23": "autumn {}", "24": "winter {}",
    "33": "the first quarter of {}", "34": "the second quarter of {}",
    "35": "the third quarter of {}", "36": "the fourth quarter of {}",
    "37": "the first third of {}", "38": "the second third of {}", "39": "the last third of {}",
    "40": "the first half of {}", "41": "the second half of {}",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {str(base + n): str(21 + n) for base in (25, 29) for n in range(4)}  # told as those of no hemisphere


def _point_words(point: str) -> str:
    if point in _OPEN:
        return ""
    year, _, rest = point.partition("-")
    rest = _SEASONS.get(rest, rest)
    if rest in _PARTS:
        return _PARTS[rest].format(year)
    if not rest or "X" in year:
        return point
    month = _MONTHS[int(rest[:2]) - 1]
    return f"{month} {int(rest[3:])}, {year}" if rest[3:] else f"{month} {year}"
