"""Dates in text → EDTF, by the phrase tables of a language.

    >>> from autokg.reading.language.profile import load_language
    >>> [mention.name for mention in find_dates("from the second half of 2025", load_language("en"), None)]
    ['2025-41']

A date without a year is written with a mark in the year's place, and gets its year from the article's date and the
tense of its clause (`complete`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from autokg.reading.language.profile import Language, lower_source
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.places import matches_at
from autokg.reading.shadow import in_lower_case

NO_YEAR = "----"
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "winter": "24"}
_PARTS = {"early": "{}-33~", "mid": "{0}-06~/{0}-07~", "late": "{}-36~"}
_FIRST_MONTH = {"21": 3, "22": 6, "23": 9, "24": 12, "33": 1, "34": 4, "35": 7, "36": 10, "40": 1, "41": 7}
_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2]))?")  # a year or a month: what EDTF can mark as approximate
_YEAR = re.compile(r"\d{4}")
_NUMERIC = r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<year>(?:19|20)\d\d|\d\d)(?![\d.])"
_BEFORE = r"(?=\w)(?<![\w.,$€])(?<!\d-)"
# "The third quarter of fiscal 2026" is no quarter of a calendar year.
_FISCAL = re.compile(
    r"(?: [^\W\d]+){0,3}? (?:fiscal|financial year|geschäftsjahr\w*|(?:l')?exercice|ejercicio|(?:dell')?esercizio"
    r"|exercício)\b"
)
_GROUP = re.compile(r"\(\?P<\w+>")
_ISO = r"(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?![\d-])"


def find_dates(text: str, language: Language, today: dt.date | None) -> list[Mention]:
    """Return the dates of a text, not overlapping, the longest of those that start together first."""
    mentions = sorted(_all(text, language, today), key=lambda mention: (mention.start, -mention.end))
    chosen: list[Mention] = []
    for mention in mentions:
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return chosen


def complete(edtf: str, today: dt.date | None, *, future: bool) -> str | None:
    """Give a date without a year the next (or last) year that it fits; None if the article has no date."""
    if NO_YEAR not in edtf:
        return edtf
    if today is None:
        return None
    part = edtf.replace(NO_YEAR, "").strip("-./~")[:2]
    month = _FIRST_MONTH.get(part) or int(part)
    past = month <= today.month
    year = today.year + (past and month < today.month if future else -(not past))
    return edtf.replace(NO_YEAR, str(year))


def readings(edtf: str, today: dt.date | None) -> set[str]:
    """Return all that a date as found may be completed to; a period of years is also its first and its last year."""
    completed = {date for future in (True, False) if (date := complete(edtf, today, future=future))}
    return completed | set(years_of_period(edtf) or ())


def years_of_period(edtf: str) -> tuple[str, str] | None:
    """Return the first and the last year of a period such as 2014/2020; None for another date."""
    first, _, last = edtf.partition("/")
    return (first, last) if _YEAR.fullmatch(first) and _YEAR.fullmatch(last) else None


def _all(text: str, language: Language, today: dt.date | None) -> Iterator[Mention]:
    for form, match in _matches(text, language):
        edtf = _edtf(form, match, language, today)
        if edtf and not (NO_YEAR in edtf and _FISCAL.match(match.string, match.end())):
            start = match.start("by") if match["by"] else match.start("date")
            deadline = f"../{edtf}" if match["by"] and "/" not in edtf else edtf
            if match["about"] and _PLAIN.fullmatch(edtf):
                start, deadline = match.start("about"), f"{edtf}~"
            yield Mention(Kind.DATE, start, match.end(), deadline)


@lru_cache(maxsize=4)
def _matches(text: str, language: Language) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return (form, match) of all forms; kept, since an article is searched for its day first and then for the rest."""
    anywhere, forms = _patterns(language)
    lower = in_lower_case(text)
    places = list(anywhere.finditer(lower))
    return tuple((form, match) for form, pattern in forms for match in matches_at(places, pattern, lower))


def _patterns(language: Language) -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    """Return a pattern for the places where any form matches, found in one go through a text, and that of each form."""
    if "dates" not in language.compiled:
        table = language.table("dates") or {}
        forms = {**table.get("forms", {}), "numeric": _NUMERIC, "iso": _ISO}
        sources = {form: lower_source(_write_out(source, table)) for form, source in forms.items()}
        by, about = (lower_source(table.get(word, "(?!)")) for word in ("by", "about"))
        unnamed = "|".join(_GROUP.sub("(?:", source) for source in sources.values())
        marked = f"(?:(?P<by>{by}) ?|(?P<about>{about}) ?)?"
        language.compiled["dates"] = (
            re.compile(rf"{_BEFORE}(?={marked}(?:{unnamed})(?!\w))"),
            [
                (form.rstrip("0123456789"), re.compile(rf"{_BEFORE}{marked}(?P<date>{source})(?!\w)"))
                for form, source in sources.items()
            ],
        )
    patterns: tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]] = language.compiled["dates"]
    return patterns


def _write_out(source: str, table: dict[str, Any]) -> str:
    """Return the source of a form with its parts written out."""
    relative = "|".join(table.get("years", {}).values()) or "(?!)"
    parts = {
        "day": r"(?P<day>\d{1,2})",
        "month": f"(?P<month>{'|'.join(table['months'])})",
        "season": f"(?P<season>{'|'.join(table['seasons'].values())})",
        "ordinal": f"(?P<ordinal>{'|'.join(table['ordinals'])})",
        "year": rf"(?P<year>(?:19|20)\d\d(?!\d)|{relative})",
        "year2": r"(?P<year2>(?:19|20)\d\d(?!\d))",
        "part": f"(?P<part>{'|'.join(table['parts'].values())})",
        "n": r"(?P<n>[1-4])",
    }
    for name, value in parts.items():
        source = source.replace("{" + name + "}", value)
    return source


def _edtf(form: str, match: re.Match[str], language: Language, today: dt.date | None) -> str | None:
    """Return the EDTF form of a match, None if it names no day that is known."""
    group = match.groupdict()
    year = _year(group.get("year"), language, today)
    if group.get("year") and year is None:
        return None
    if form in ("numeric", "iso"):
        return _numeric(group, year or "")
    if group.get("month"):
        return _month(group, year or NO_YEAR, language)
    if form in ("quarter", "half", "season"):
        return f"{year or NO_YEAR}-{_part_of_year(form, group, language)}"
    return _year_form(group, year, language) if year else None


def _part_of_year(form: str, group: dict[str, str | None], language: Language) -> str:
    if form == "season":
        return _SEASONS[_which(language, "seasons", group.get("season") or "")]
    return str((32 if form == "quarter" else 39) + _number(group, language))


def _year_form(group: dict[str, str | None], year: str, language: Language) -> str | None:
    if part := group.get("part"):
        return _PARTS[_which(language, "parts", part)].format(year)
    second = group.get("year2")
    if second and year >= second:
        return None
    return f"{year}/{second}" if second else year


def _numeric(group: dict[str, str | None], year: str) -> str | None:
    month, day = int(group["m"] or 0), int(group["d"] or 1)
    year = year if len(year) > 2 else f"20{year}"  # noqa: PLR2004 (a year of two figures)
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(int(year), month)[1]):  # noqa: PLR2004
        return None
    return f"{year}-{month:02}-{day:02}" if group["d"] else f"{year}-{month:02}"


def _month(group: dict[str, str | None], year: str, language: Language) -> str | None:
    name = group["month"] or ""
    months = enumerate(language.table("dates.months"), 1)
    number = next(number for number, pattern in months if re.fullmatch(pattern, name, re.IGNORECASE))
    if day := group.get("day"):
        longest = calendar.monthrange(int(year) if year != NO_YEAR else 2000, number)[1]
        return f"{year}-{number:02}-{int(day):02}" if 1 <= int(day) <= longest else None
    return f"{year}-{number:02}" + "~" * bool(group.get("part"))


def _number(group: dict[str, str | None], language: Language) -> int:
    if group.get("n"):
        return int(group["n"] or 0)
    ordinals = enumerate(language.table("dates.ordinals"), 1)
    word = group.get("ordinal") or ""
    return next(number for number, pattern in ordinals if re.fullmatch(pattern, word, re.IGNORECASE))


def _which(language: Language, table: str, text: str) -> str:
    patterns: Iterable[tuple[str, str]] = language.table(f"dates.{table}").items()
    return next(key for key, pattern in patterns if re.fullmatch(pattern, text, re.IGNORECASE))


def _year(text: str | None, language: Language, today: dt.date | None) -> str | None:
    """Return a year in figures, a relative one counted from the article's date."""
    if text is None or text.isdigit():
        return text
    if today is None:
        return None
    return str(today.year + int(_which(language, "years", text)))
