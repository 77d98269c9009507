"""The importer of vPIC's tables, NHTSA's patterns of vehicle identification numbers, joined with the label filings.

It takes the SQLite form in which packages that decode VINs carry the tables. The tables say which plants a manufacturer
has registered for a model year, and which models; they seldom say which plant builds which model. So a fact comes only
where one town is left: the filings name the country in which a model of that year was finished, and of the plants that
the manufacturers of that model have registered for the year, those in that country lie in one town.

The manufacturer of record speaks; it is not always the builder.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from autokg.core.ids import fold
from autokg.core.resources import find_resource
from autokg.errors import InputError
from autokg.facts import Production, read_jsonl
from autokg.facts.corpus import read_lines
from autokg.importing.base import Options, Outcome, Reject, Row, Source, take_fact
from autokg.importing.cell_values import read_country
from autokg.importing.input_file import hash_file
from autokg.importing.sources.filed_names import brand_name, model_name
from autokg.importing.sources.filings import CONFIDENCE, LICENCE, year_bounds
from autokg.importing.summaries import say_country
from autokg.names.gazetteer import EntityType, Gazetteer, load_gazetteer

SOURCE = Source(
    title="Product Information Catalog and Vehicle Listing (vPIC), tables of VIN patterns",
    publisher="NHTSA",
    language="en",
    url="https://vpic.nhtsa.dot.gov/downloads/",
    licence=LICENCE,
)
_MODEL, _CITY, _COUNTRY = 28, 31, 75
# A place in a pattern: a set of characters, any digit, or one character.
_TOKEN = re.compile(r"\[([^\]]*)\]|(.)")
_ANY, _DIGITS, _WIDTH = None, frozenset("0123456789"), 14
_PATTERNS = "SELECT VinSchemaId, Keys, ElementId, AttributeId FROM Pattern WHERE ElementId IN (?, ?, ?)"
_NAMES = """
    SELECT m.Id, mk.Name, m.Name FROM Model m JOIN Make_Model mm ON mm.ModelId = m.Id JOIN Make mk ON mk.Id = mm.MakeId
"""
_YEARS = """
    SELECT w.WmiId, w.VinSchemaId, w.YearFrom, COALESCE(w.YearTo, 9999), COALESCE(m.Name, '')
    FROM Wmi_VinSchema w JOIN Wmi i ON i.Id = w.WmiId LEFT JOIN Manufacturer m ON m.Id = i.ManufacturerId
    WHERE COALESCE(w.YearTo, 9999) >= ?
"""

Pattern = tuple[frozenset[str] | None, ...]


@dataclass(slots=True)
class _Tables:
    """The patterns of models and plants by scheme, and the schemes and name behind each manufacturer's code."""

    models: dict[int, list[tuple[str, Pattern]]] = field(default_factory=lambda: defaultdict(list))
    plants: dict[int, list[tuple[str, str, Pattern]]] = field(default_factory=lambda: defaultdict(list))
    schemas: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    makers: dict[int, str] = field(default_factory=dict)

    def registered(self, year: int) -> dict[str, set[tuple[str, str, str]]]:
        """Return for each model of a year the (manufacturer, town, country) of all plants that may build it."""
        plants_by_model: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for wmi, maker in self.makers.items():
            current = [schema for schema, first, last in self.schemas[wmi] if first <= year <= last]
            plants = [plant for schema in current for plant in self.plants.get(schema, ())]
            for model, keys in (model for schema in current for model in self.models.get(schema, ())):
                plants_by_model[model].update(
                    (maker, town, land) for town, land, code in plants if _overlap(keys, code)
                )
        return plants_by_model


def read_pattern(keys: str) -> Pattern:
    """Return the characters that a pattern allows at each place, None where it allows any.

    >>> [sorted(allowed) if allowed else None for allowed in read_pattern("A[BC]*|*K")][:8]
    [['A'], ['B', 'C'], None, None, None, None, ['K'], None]
    """
    start, _, rest = keys.partition("|")
    return (*_places(start, 5), *_places(rest, _WIDTH - 5))


def _places(keys: str, width: int) -> list[frozenset[str] | None]:
    places: list[frozenset[str] | None] = []
    for group, character in _TOKEN.findall(keys):
        places.append(frozenset(group) if group else {"*": _ANY, "#": _DIGITS}.get(character, frozenset(character)))
    return [*places, *[_ANY] * width][:width]


def _overlap(one: Pattern, other: Pattern) -> bool:
    """Return whether a number can match both patterns."""
    return all(a is None or b is None or a & b for a, b in zip(one, other, strict=True))


def import_vpic_tables(path: Path, options: Options) -> Iterator[Outcome]:
    """Yield a production for each filed model, country and model year of which one town is left."""
    document = options.source.over(SOURCE).over(Source(sha256=hash_file(path))).document("nhtsa-vpic")
    gazetteer = load_gazetteer()
    filed = _filed_models()
    tables = _read(path, gazetteer, min(year for _, _, _, year in filed))
    registered = {year: tables.registered(year) for year in {year for _, _, _, year in filed}}
    for model, brand, country, year in filed:
        matches = [(maker, town) for maker, town, where in registered[year].get(fold(model), ()) if where == country]
        towns = {town for _, town in matches}
        row = Row(f"{path}: {model}, {country}, {year}", {"towns": ", ".join(sorted(towns))})
        place = _place(towns, country, gazetteer)
        if not place:
            yield Reject(row.where, _reason(towns), row.cells)
            continue
        makers = " / ".join(sorted({maker for maker, _ in matches}))
        slots = {
            "kind": "production", "speaker": makers, "confidence": CONFIDENCE, "model": model, "brand": brand,
            "place": place, "country": country, "markets": ["US"], **year_bounds(year),
        }  # fmt: skip
        words = f"Model year {year}: of the plants registered for the {model}, those in {say_country(country)} "
        yield take_fact(row, document, f"{words}lie at {place}.", slots)


def _reason(towns: set[str]) -> str:
    if len(towns) > 1:
        return f"{len(towns)} towns are left: {', '.join(sorted(towns))}"
    return "no plant is known in that town" if towns else "no plant is registered in that country"


def _place(towns: set[str], country: str, gazetteer: Gazetteer) -> str | None:
    """Return the one town, by its name in the reference data, if a plant is known there.

    A town with the name of a brand is left out: the tables name companies where they should name towns.
    """
    entries = {entry.id: entry for town in towns for entry in gazetteer.find(town, {EntityType.PLACE})}
    unknown = [town for town in towns if not gazetteer.find(town, {EntityType.PLACE})]
    if len(entries) != 1 or unknown or any(gazetteer.find(town, {EntityType.BRAND}) for town in towns):
        return None
    (entry,) = entries.values()
    plants = {plant.place for plant in gazetteer.entries if plant.type is EntityType.PLANT and plant.country == country}
    return entry.name if entry.country == country and plants & set(entry.names) else None


def _filed_models() -> list[tuple[str, str, str, int]]:
    """Return (model, brand, country, model year) of the bundled label filings, sorted."""
    filed = set()
    for path in sorted(find_resource("data", "filings").glob("aala-*.jsonl")):
        year = int(path.stem.rpartition("-")[2])
        for record in read_jsonl(read_lines(path), str(path)):
            if isinstance(record, Production) and record.model and record.brand and record.country:
                filed.add((record.model, record.brand, record.country, year))
    return sorted(filed)


def _read(path: Path, gazetteer: Gazetteer, first_year: int) -> _Tables:
    """Read the tables; raise `InputError` if this is no such database."""
    tables = _Tables()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            for wmi, schema, first, last, maker in connection.execute(_YEARS, (first_year,)):
                tables.schemas[wmi].append((schema, first, last))
                tables.makers[wmi] = maker
            _read_patterns(connection, gazetteer, tables)
    except sqlite3.Error as error:
        raise InputError(
            f"not the tables of vPIC ({error})", source=str(path), expected="an SQLite database"
        ) from error
    return tables


def _read_patterns(connection: sqlite3.Connection, gazetteer: Gazetteer, tables: _Tables) -> None:
    """Read the patterns of models, and those of plants that give both town and country."""
    wanted = {schema for schemas in tables.schemas.values() for schema, _, _ in schemas}
    names = {str(number): (make, model) for number, make, model in connection.execute(_NAMES)}
    countries = {str(number): _country(name) for number, name in connection.execute("SELECT Id, Name FROM Country")}
    plants: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for schema, keys, element, value in connection.execute(_PATTERNS, (_MODEL, _CITY, _COUNTRY)):
        if schema in wanted and element == _MODEL and value in names:
            tables.models[schema].append((_model_key(*names[value], gazetteer), read_pattern(keys)))
        elif schema in wanted and element != _MODEL:
            plants[schema, keys][element] = value
    for (schema, keys), patterns in plants.items():
        country = countries.get(patterns.get(_COUNTRY, ""))
        if country and _CITY in patterns:
            tables.plants[schema].append((patterns[_CITY].title(), country, read_pattern(keys)))


@cache
def _model_key(make: str, model: str, gazetteer: Gazetteer) -> str:
    return fold(model_name(brand_name(make, gazetteer), model, gazetteer))


def _country(name: str) -> str | None:
    try:
        return read_country(name.partition("(")[0].strip())
    except InputError:
        return None
