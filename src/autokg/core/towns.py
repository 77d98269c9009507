"""Look up countries of towns by name, if only one country has a notable town of the name.

    >>> country_of_town("Setúbal"), country_of_town("Springfield"), country_of_town("Nowhere")
    ('PT', 'US', None)

The table comes from GeoNames (`benchmarks/reading/towns.py`): towns of 15,000 people or more. States of the United
States and provinces of Canada, which the press names after a town, are in a table of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from autokg.core.ids import fold

_LONGEST = 4  # words


def country_of_town(name: str) -> str | None:
    """Return the country of a town, None if no town, or towns of several countries, have the name."""
    return _read_table("towns.txt").get(fold(name))


def countries_in(text: str) -> Iterator[str]:
    """Yield the countries of the towns and states that some words name, the longest name at each place."""
    words = fold(text).split()
    start = 0
    while start < len(words):
        names = ((length, " ".join(words[start : start + length])) for length in range(_LONGEST, 0, -1))
        match = next(((length, _countries()[name]) for length, name in names if name in _countries()), None)
        if match:
            yield match[1]
        start += match[0] if match else 1


def country_of_state(name: str) -> str | None:
    """Return the country of a state or province, None for any other name ("Georgia" is a country too)."""
    return _read_table("states.txt").get(fold(name))


@cache
def _countries() -> dict[str, str]:
    return _read_table("towns.txt") | _read_table("states.txt")


@cache
def _read_table(name: str) -> dict[str, str]:
    table = files("autokg.core").joinpath(name).read_text(encoding="utf-8")
    by_country = (line.split(" ", 1) for line in table.splitlines())
    return {name: country for country, names in by_country for name in names.split("|")}
