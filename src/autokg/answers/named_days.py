"""Dates in a question that are finer than a year: "March 2025", "15 March 2025", "the first half of 2025".

A month without its year is one only after a word of time, as in "in March": otherwise it may be the name of a model.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from autokg.answers.lexicon import Lexicon
from autokg.answers.linking import Word

_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?![-\d])")
_DOTTED = re.compile(r"(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|o)?")
_MONTH_FIRST = ("en",)  # 3/4/2025 is April 3 to some readers and March 4 to others
_YEAR_MONTHS = {
    "half_1": (1, 6), "half_2": (7, 12), "quarter_1": (1, 3), "quarter_2": (4, 6), "quarter_3": (7, 9),
    "quarter_4": (10, 12), "begin": (1, 3), "middle": (4, 9), "end": (10, 12),
}  # fmt: skip
_MONTH_DAYS = {"begin": (1, 10), "middle": (11, 20), "end": (21, 31)}
Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The words of a date, first and one past the last, and the first and last day that it may be (ISO 8601)."""

    first: int
    last: int
    days: tuple[str, str]


def find_days(
    words: Sequence[Word], lexicon: Lexicon, question: str, today: dt.date | None, names: Collection[int] = ()
) -> Iterator[NamedDays]:
    """Yield the dates of a question, left to right; a month alone is the last that has begun by `today`.

    `names` are the positions of words of longer names, such as "Nissan March", which are no dates.
    """
    at = 0
    while at < len(words):
        found = _date(words, at, lexicon, question, today)
        if found and not any(word in names for word in range(found.first, found.last)):
            yield found
            at = found.last
        else:
            at += 1


def _date(words: Sequence[Word], at: int, lexicon: Lexicon, question: str, today: dt.date | None) -> NamedDays | None:
    """Return the date that begins at a word, with the part of it that is meant."""
    if numbers := _in_numbers(words, at, lexicon, question):
        return numbers
    keys = [word.key for word in words]
    part, length = lexicon.part(keys, at) or ("", 0)
    last, shape, numbers_of = _shape(keys, at + length, lexicon)
    if days := _days(shape, numbers_of):
        if part and not (days := _part_of(days, part)):
            return None
        return NamedDays(at, last, _iso(days)) if part or len(shape) > 1 else None
    if shape == "m" and not part and today and _follows_time(keys, at, lexicon):
        (month,) = numbers_of
        return NamedDays(at, last, _iso(_month(today.year - (month > today.month), month)))
    return None


def _in_numbers(words: Sequence[Word], at: int, lexicon: Lexicon, question: str) -> NamedDays | None:
    text = question[words[at].start :]
    if iso := _ISO.match(text):
        year, month, day, end = int(iso[1]), int(iso[2]), int(iso[3] or 0), iso.end()
    elif dotted := _DOTTED.match(text):
        if dotted[2] == "/" and lexicon.language in _MONTH_FIRST:
            return None
        year, month, day, end = int(dotted[4]), int(dotted[3]), int(dotted[1]), dotted.end()
    else:
        return None
    last = next((n for n in range(at, len(words)) if words[n].start >= words[at].start + end), len(words))
    days = _days("dmy" if day else "my", (day, month, year) if day else (month, year))
    return NamedDays(at, last, _iso(days)) if days else None


def _shape(keys: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, str, tuple[int, ...]]:
    """Return where a date ends, the order of its day, month and year as letters, and its numbers."""
    shape, last = "", at
    numbers: list[int] = []
    while at < len(keys) and len(shape) < len("dmy"):
        key = keys[at]
        if month := lexicon.month(key):
            letter, number = "m", month
        elif _YEAR.fullmatch(key):
            letter, number = "y", int(key)
        elif day := _DAY.fullmatch(key):
            letter, number = "d", int(day[1])
        elif lexicon.is_in_date(key):
            at += 1
            continue
        else:
            break
        if letter in shape or not any(order.startswith(shape + letter) for order in ("dmy", "mdy", "my", "y")):
            break
        shape, numbers, at = shape + letter, [*numbers, number], at + 1
        last = at
    return last, shape, tuple(numbers)


def _days(shape: str, numbers: Sequence[int]) -> Span | None:
    known = dict(zip(shape, numbers, strict=True))
    with suppress(ValueError):  # 31 June
        if {"y", "m", "d"} <= known.keys():
            day = dt.date(known["y"], known["m"], known["d"])
            return day, day
        if shape in ("my", "ym"):
            return _month(known["y"], known["m"])
        if shape == "y":
            return _month(known["y"], 1)[0], _month(known["y"], 12)[1]
    return None


def _month(year: int, month: int) -> Span:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _part_of(days: Span, part: str) -> Span | None:
    """Return a part of a year or month; of a day, or a quarter of a month, there is none."""
    first, last = days
    if first.year == last.year and (first.month, last.month) == (1, 12):
        months = _YEAR_MONTHS[part]
        return _month(first.year, months[0])[0], _month(first.year, months[1])[1]
    if first.day == 1 and first != last and part in _MONTH_DAYS:
        start, end = _MONTH_DAYS[part]
        return first.replace(day=start), first.replace(day=min(end, last.day))
    return None


def _follows_time(keys: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether a word of time such as "since" ends right before a word."""
    ends = ((start, lexicon.matches(keys[:at], start)) for start in range(max(0, at - 4), at))
    return any(
        found and start + found[1] == at and any(term.table == "time" and term.concept in _BOUNDS for term in found[0])
        for start, found in ends
    )


_BOUNDS = ("in", "since", "after", "before", "by")


def whole_year(year: int) -> tuple[str, str]:
    """Return the first and last day of a year (ISO 8601)."""
    return f"{year:04}-01-01", f"{year:04}-12-31"


def _iso(days: Span) -> tuple[str, str]:
    first, last = days
    return first.isoformat(), last.isoformat()


def as_edtf(first: str | None, last: str | None) -> tuple[str, str]:
    """Return the first and last day of a time (ISO 8601; None if open) as years or months that begin or end then.

    >>> as_edtf("2025-01-01", "2025-12-31"), as_edtf("2024-01-01", "2025-03-31"), as_edtf("2025-03-15", None)
    (('2025', '2025'), ('2024-01', '2025-03'), ('2025-03-15', ''))
    """
    ends = [(day, side) for day, side in ((first, 0), (last, 1)) if day]
    unit = next(unit for unit in _UNITS if all(_bounds(day[:unit])[side] == day for day, side in ends))
    return (first or "")[:unit], (last or "")[:unit]


_UNITS = (len("2025"), len("2025-03"), len("2025-03-15"))


def _bounds(edtf: str) -> tuple[str, str]:
    parts = [int(part) for part in edtf.split("-")]
    first, last = _days("ymd"[: len(parts)], parts) or (edtf, edtf)
    return str(first), str(last)
