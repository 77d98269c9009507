"""Read the country in which a car was finished, as label filings write it: a code of the agency, a city, or both.

    >>> read_assembly("CN ; J", known_city=lambda _: None)
    ('CA', 'JP')
    >>> read_assembly("Northport, H", known_city=lambda city: "KR")
    Traceback (most recent call last):
    ...
    autokg.errors.InputError: 'Northport, H' names a city in South Korea and the code of Hungary

The agency's codes are its own: CN is Canada and CH China. A cell may also hold text that ran over from the columns
beside it, mostly the country of the engine. If that may be a second country of assembly, the cell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from autokg.core import geography
from autokg.errors import InputError

CODES = {
    "US": "US", "USA": "US", "CN": "CA", "CAN": "CA", "M": "MX", "MX": "MX", "MEX": "MX", "J": "JP", "JP": "JP",
    "K": "KR", "KR": "KR", "G": "DE", "GER": "DE", "UK": "GB", "GB": "GB", "I": "IT", "IT": "IT", "F": "FR",
    "FR": "FR", "SE": "SE", "SW": "SE", "H": "HU", "HU": "HU", "SL": "SK", "SK": "SK", "SI": "SG", "A": "AT",
    "AT": "AT", "AU": "AT", "BE": "BE", "N": "NL", "NL": "NL", "FN": "FI", "FI": "FI", "SP": "ES", "ESP": "ES",
    "ES": "ES", "CH": "CN", "TH": "TH", "SA": "ZA", "ZA": "ZA", "IN": "IN", "BR": "BR", "CZ": "CZ", "PL": "PL",
    "RS": "RS", "TR": "TR", "T": "TR",
}  # fmt: skip

CityCountry = Callable[[str], str | None]
_ENGINE = re.compile(r"\(.*?\d\.\d ?L.*?\)")
_REMARK = re.compile(r"\s*\([^)]*\)")
_ANOTHER = re.compile(r"\s*(?:;|\||\n)\s*")


def read_assembly(cell: str, known_city: CityCountry) -> tuple[str, ...]:
    """Return the countries in the order of the cell; raise `InputError` if they are unclear."""
    parts = [_REMARK.sub("", part).strip() for part in _ANOTHER.split(cell) if part and not _ENGINE.search(part)]
    countries = [country for part in parts for country in _read_part(part, known_city)]
    if not countries:
        raise InputError(f"{cell!r} names no country" if cell.strip() else "no country of final assembly")
    return tuple(dict.fromkeys(countries))


def _read_part(part: str, known_city: CityCountry) -> list[str]:
    """Read `M`, `M / CN`, `US US`, or a city with a code or country."""
    several = [piece.strip() for piece in part.split("/")]
    if all(piece in CODES for piece in several):
        return [CODES[piece] for piece in several]
    words = re.split(r"[\s,]+", part)
    codes = {CODES[word] for word in words if word in CODES}
    if len(codes) == 1 and all(word in CODES for word in words):
        return [*codes]
    return [_read_city(part, known_city) if "," in part or not codes else _read_named(part) or _refuse(part)]


def _read_city(part: str, known_city: CityCountry) -> str:
    """Read `City, code`, `code, City` and `City Country`."""
    head, _, tail = (piece.strip() for piece in part.partition(","))
    if head in CODES:
        return CODES[head]
    named, city = _read_named(part), known_city(head)
    if named or not tail:
        return named or city or _refuse(part)
    if city is None:
        raise InputError(
            f"{part!r} names a city that is not in the reference data, and a code that may belong to another cell"
        )
    if tail in CODES and CODES[tail] != city and not _may_be_state(tail, city):
        raise InputError(
            f"{part!r} names a city in {geography.region_name(city)} and the code of "
            f"{geography.region_name(CODES[tail])}"
        )
    return city


def _may_be_state(code: str, country: str) -> bool:
    """Return whether two letters after a city may be those of a state: `IN` is Indiana, `CA` California."""
    return country == "US" and len(code) == 2  # noqa: PLR2004


def _read_named(part: str) -> str | None:
    """Return the country named in a part of a cell."""
    words = re.split(r"[\s,]+", part)
    for size in (2, 1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            code = geography.find_region(name) if len(name) > 2 else None  # noqa: PLR2004 (names, not ISO codes)
            if code and geography.is_country(code):
                return code
    return None


def _refuse(part: str) -> str:
    raise InputError(f"{part!r} does not name a single country of final assembly")
