r"""Whether words state a date, by other code and other tables than the rules read dates with.

    >>> states_date("2025-41", "from the second half of 2025", "en", None)
    True
    >>> states_date("2025-35", "in the third quarter of fiscal 2026", "en", None)
    False
    >>> states_date("../2028", "not before 2028", "en", None)
    False

A date is its year and a part of that year. The part must be named near the year; if no year is near, the year must be
that of the last or next such part, counted from the article's day. Names of months are those of Unicode CLDR; the other
words are few enough to be one table for all languages.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale

from autokg.reading.stated_numbers import fold_text

_REACH = 40  # characters between a part of a year and its year
_YEAR = re.compile(
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?:[/–-](?:20)?(?P<last>\d\d))?(?!\d|[.,]\d)|'(?P<short>\d\d)(?!\d)"
)
_YEAR_WORD = r"(?:year|an|annee|jahre?s?|ano|anno)"
_RELATIVE = {
    -1: r"last|past|previous|derniere?|passee?|letzte\w*|vergangene\w*|vorige\w*|pasado|scorso|passado",
    0: r"this|current|cette|en cours|diese\w*|laufende\w*|este|quest'|in corso|corrente",
    1: r"next|coming|following|prochaine?|nachste\w*|kommende\w*|proximo|que viene|que vem|prossimo|venturo",
}
_RELATIVE_YEARS = {
    offset: re.compile(rf"(?<!\w)(?:(?:{words}) ?{_YEAR_WORD}|{_YEAR_WORD} (?:{words}))(?!\w)")
    for offset, words in _RELATIVE.items()
}
_ORDINALS = {
    1: r"1(?:st|ere?|re|e|\.er|\.?[oa]|\.)?|i|first|premiere?|erste\w*|primer[ao]?|prim[ao]|primeir[ao]",
    2: r"2(?:nd|eme|nde|e|\.?[oa]|\.)?|ii|second|seconde|deuxieme|zweite\w*|segund[ao]|second[ao]",
    3: r"3(?:rd|eme|e|\.er|\.?[oa]|\.)?|iii|third|troisieme|dritte\w*|tercer[ao]?|terz[ao]|terceir[ao]",
    4: r"4(?:th|eme|e|\.?[oa]|\.)?|iv|fourth|final|last|quatrieme|dernier|vierte\w*|letzte\w*|[cq]uart[ao]|ultimo",
}
_QUARTER = r"(?:quarter|trimestre|quartal\w*|vierteljahr\w*)"
_HALF = r"(?:half|semestre|moitie|halbjahr\w*|jahreshalfte|halfte|mitad|meta|metade)"
# Parts of a year as EDTF numbers them, and with "~" those that the rules round.
_PARTS = {
    "21": r"spring|printemps|fruhling\w*|fruhjahr\w*|primavera",
    "22": r"summer|ete|\w*sommer\w*|verano|estate|verao",
    "23": r"autumn|fall|automne|\w*herbst\w*|otono|autunno|outono",
    "24": r"winter\w*|hiver|invierno|inverno",
    **{str(32 + n): rf"(?:{_ORDINALS[n]}) ?{_QUARTER}|[qt]{n}|{n}[qt]|{_QUARTER} {n}" for n in _ORDINALS},
    **{str(39 + n): rf"(?:{_ORDINALS[n]}) ?{_HALF}|[hs]{n}|{n}[hs]" for n in (1, 2)},
    "33~": r"early|beginning|start|turn|dawn|aube|debut|anfang|beginn|fruh\w*|principios?|inicios?|comienzos|inizi\w*"
    r"|comeco",
    "36~": r"late|end|close|fin|\w*ende|spat\w*|final(?:es)?|fines|fine|fim",
    "06~": r"mid|middle|mi|milieu|courant|mitte|mediados|meta|meados|mezzo",
}
_PATTERNS = {part: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for part, words in _PARTS.items()}
_FIRST_MONTHS = {"21": 3, "22": 6, "23": 9, "24": 12, "33": 1, "34": 4, "35": 7, "36": 10, "40": 1, "41": 7}
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?:20)?(?P<short>\d\d)"
    r"|(?P<year>(?:19|20)\d\d)-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?)(?!\d)"
)
_DEADLINE = re.compile(
    r"(?<!\w)(?:by|before|until|till|later than|latest|bis|vor|spatestens|d'ici|l'horizon|avant|jusqu\w*|au plus tard"
    r"|antes|hasta|para|tardar|entro|prima|fino|ate|por)(?!\w)"
)
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:not|never|n't|nicht|kein\w*|pas|no|non|nao)(?!\w)[^.;]{0,60}\b(?:before|vor|avant|antes|prima)\b"
)
_LOCAL_MONTHS = {("de", 1): {"janner"}, ("de", 2): {"feber"}}

Span = tuple[int, int]


def states_date(edtf: str, text: str, language: str, today: dt.date | None) -> bool:
    """Return whether words state a date that is given in EDTF."""
    folded = fold_text(text)
    dates = [date for date in edtf.split("/") if date not in ("", "..")]
    if edtf.startswith("..") and (not _DEADLINE.search(folded) or _NOT_BEFORE.search(folded)):
        return False
    if all(date.endswith(("-06~", "-07~")) for date in dates):  # the middle of a year is two months
        dates = dates[:1]
    return all(_states(date, folded, language, today) for date in dates)


def _states(date: str, text: str, language: str, today: dt.date | None) -> bool:
    year, _, part = date.partition("-")
    number = int(year.rstrip("~"))
    if not part:
        return any(number == stated for _, stated in _years(text, today and today.year))
    if _is_in_figures(number, part.rstrip("~"), text):
        return True
    return any(_is_of_year(span, number, part, text, today) for span in _spans(part, text, language))


def _is_of_year(span: Span, year: int, part: str, text: str, today: dt.date | None) -> bool:
    """Return whether a part of a year is of this year: one that is named near, else the last or next one."""
    near = {stated for place, stated in _years(text, today and today.year) if _distance(span, place) <= _REACH}
    if near or today is None:
        return year in near
    month = _FIRST_MONTHS.get(part[:2]) or int(part[:2])
    return year - today.year in (0, (month < today.month) - (month > today.month))


def _distance(first: Span, second: Span) -> int:
    return max(first[0] - second[1], second[0] - first[1], 0)


@lru_cache(maxsize=64)
def _years(text: str, current: int | None) -> tuple[tuple[Span, int], ...]:
    """Return the years that words name, relative ones counted from the current year."""
    years: list[tuple[Span, int]] = []
    for match in _YEAR.finditer(text):
        named = [
            match["year"],
            match["last"] and match["year"][:2] + match["last"],
            match["short"] and f"20{match['short']}",
        ]
        years += [(match.span(), int(year)) for year in named if year]
    if current is not None:
        for offset, pattern in _RELATIVE_YEARS.items():
            years += [(match.span(), current + offset) for match in pattern.finditer(text)]
    return tuple(years)


def _spans(part: str, text: str, language: str) -> Iterator[Span]:
    """Yield where words name a part of a year: a season, quarter, half, month or day."""
    exact = part.rstrip("~")
    if pattern := _PATTERNS.get(part) or _PATTERNS.get(exact):
        yield from (match.span() for match in pattern.finditer(text))
    month, _, day = exact.partition("-")
    if int(month) in _months(language):
        for match in _months(language)[int(month)].finditer(text):
            if not day or _names_day(int(day), text, match):
                yield match.span()


def _names_day(day: int, text: str, month: re.Match[str]) -> bool:
    before = rf"(?<!\d)0?{day}(?:st|nd|rd|th|er|o|\.)?(?: de| of)? $"
    return bool(re.search(before, text[: month.start()]) or re.match(rf" 0?{day}(?!\d)", text[month.end() :]))


def _is_in_figures(year: int, part: str, text: str) -> bool:
    """Return whether figures alone name a month or day: 30.3.2025, 2025-03-30, 03/2025."""
    month, _, day = part.partition("-")
    for match in _NUMERIC.finditer(text):
        named = int(match["year"] or f"20{match['short']}"), int(match["iso_month"] or match["month"])
        if named == (year, int(month)) and int(day or 0) in (0, int(match["iso_day"] or match["day"] or 0)):
            return True
    return not day and bool(re.search(rf"(?<![\d./])0?{int(month)}[/.]{year}(?!\d)", text))


@cache
def _months(language: str) -> dict[int, re.Pattern[str]]:
    """Return a pattern for each month's names, whole and short."""
    months = Locale.parse(language).months
    tables = [months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    named = {
        n: {fold_text(table[n]).rstrip(".") for table in tables} | _LOCAL_MONTHS.get((language, n), set())
        for n in range(1, 13)
    }
    return {
        n: re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?:e?s)?(?!\w)\.?")
        for n, names in named.items()
    }
