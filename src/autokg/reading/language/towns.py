"""Countries of towns by their names, where one country only has a town of the name that is worth mentioning.

    >>> country_of_town("Setúbal"), country_of_town("Springfield"), country_of_town("Nowhere")
    ('PT', 'US', None)

The table comes from GeoNames (`benchmarks/reading/towns.py`): towns of 15,000 people or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from autokg.core.ids import fold

_LONGEST = 4  # words


def country_of_town(name: str) -> str | None:
    """Return the country of a town, None if no town or towns of several countries bear the name."""
    return _countries().get(fold(name))


def countries_in(text: str) -> Iterator[str]:
    """Yield the countries of the towns that some words name, the longest name at each place."""
    words = fold(text).split()
    start = 0
    while start < len(words):
        names = ((length, " ".join(words[start : start + length])) for length in range(_LONGEST, 0, -1))
        found = next(((length, _countries()[name]) for length, name in names if name in _countries()), None)
        if found:
            yield found[1]
        start += found[0] if found else 1


@cache
def _countries() -> dict[str, str]:
    table = files("autokg.reading.language").joinpath("towns.txt").read_text(encoding="utf-8")
    by_country = (line.split(" ", 1) for line in table.splitlines())
    return {name: country for country, names in by_country for name in names.split("|")}
