"""Plants where they stand: at the middle of their towns, as far as the coordinates of these are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import QuerySolution, QuerySolutions

from autokg.exports.charts.queries import load_chart_query
from autokg.network.productions import Production, load_productions
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class Town:
    """Where a plant stands, in degrees north and east, and the IRI of what the coordinates are taken from."""

    label: str
    latitude: float
    longitude: float
    feature: str | None


@dataclass(frozen=True, slots=True)
class Site:
    """A plant.

    Attributes:
        town: None where the coordinates of its town are not known, or no town is.
        built, planned: how many models are built there, and how many are planned that are not.
        on: the IRIs of all that it has to do with.

    """

    plant: str
    label: str
    country: str | None
    town: Town | None
    built: int
    planned: int
    on: frozenset[str]


def load_sites(store: Store) -> list[Site]:
    """Return the plants of a store, sorted by IRI."""
    result = store.query(load_chart_query("plants").text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    rows: dict[str, list[QuerySolution]] = defaultdict(list)
    for row in result:
        rows[row["plant"].value].append(row)
    productions: dict[str, list[Production]] = defaultdict(list)
    for production in load_productions(store):
        for plant in production.get("plant"):
            productions[plant.iri].append(production)
    return [_site(plant, rows[plant], productions[plant]) for plant in sorted(rows)]


def _site(plant: str, rows: Sequence[QuerySolution], productions: Iterable[Production]) -> Site:
    first = next((row for row in rows if row["latitude"] is not None), rows[0])
    on = {
        plant,
        *(row[name].value for row in rows for name in ("operator", "country", "town") if row[name] is not None),
    }
    models: dict[str, set[str]] = {"actual": set(), "planned": set()}
    for production in productions:
        models[production.status].add(production.model.iri)
        on |= production.things
    country = first["countryLabel"]
    return Site(
        plant,
        first["plantLabel"].value,
        country.value if country is not None else None,
        _town(first),
        len(models["actual"]),
        len(models["planned"] - models["actual"]),
        frozenset(on),
    )


def _town(row: QuerySolution) -> Town | None:
    if row["latitude"] is None:
        return None
    feature = row["feature"]
    degrees = float(row["latitude"].value), float(row["longitude"].value)
    return Town(row["townLabel"].value, *degrees, feature.value if feature is not None else None)
