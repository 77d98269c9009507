"""What all importers of NHTSA's publications share: licence, trust and the definition of a model year."""

from __future__ import annotations

import re

from autokg.errors import InputError

LICENCE = "US federal government work, public domain in the United States"
CONFIDENCE = 0.9


def read_model_year(text: str) -> int:
    """Return a model year; raise `InputError` if there is none."""
    if not re.fullmatch(r"(19|20)\d\d", text.strip()):
        raise InputError(f"{text!r} is not a model year", expected="four digits")
    return int(text)


def year_bounds(year: int) -> dict[str, str]:
    """Return start and end of a production that fell into a model year.

    A model year is not a date: its cars were first built before the end of that year, and last built not before its
    beginning. So both stand as bounds, which filings of several years close in on.
    """
    return {"start": f"../{year}", "end": f"{year}/.."}
