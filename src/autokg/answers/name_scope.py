"""What a name covers: a group with its companies and brands, a region with its countries, a place with its plants."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.answers.form import Name
from autokg.core.ids import fold
from autokg.core.terms import AKG
from autokg.names.lookup import Names
from autokg.stores.base import Store
from autokg.stores.kept import kept

_MOST_SCOPES = 2_000  # are kept


@dataclass(frozen=True, slots=True)
class Scope:
    """The companies and brands that an organisation stands for, itself included; IRIs, sorted."""

    companies: tuple[str, ...]
    brands: tuple[str, ...]


def values(iris: Iterable[str]) -> str:
    """Return IRIs as the terms of a VALUES block or an IN list."""
    return " ".join(str(NamedNode(iri)) for iri in iris)


def column(store: Store, query: str) -> list[str]:
    """Return the first column of a SELECT as strings, sorted, without repeats."""
    result = store.query(query)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return sorted({row[0].value for row in result})


def companies_of(names: Sequence[Name], store: Store, *, itself: bool = False) -> Scope:
    """Return what organisations or brands stand for: with their subsidiaries and brands, unless `itself` is said."""
    things = tuple((name.iri, "Brand" in name.kinds) for name in names)
    key = things, itself
    return kept(store, "companies", key, lambda: _find_companies(names, store, itself=itself), _MOST_SCOPES)


def _find_companies(names: Sequence[Name], store: Store, *, itself: bool) -> Scope:
    brands = [name.iri for name in names if "Brand" in name.kinds]
    firms = sorted({name.iri for name in names} - set(brands))
    if firms and not itself:
        firms = column(
            store,
            f"SELECT DISTINCT ?firm WHERE {{ {{ VALUES ?firm {{ {values(firms)} }} }} "
            f"UNION {{ VALUES ?asked {{ {values(firms)} }} ?firm akg:ancestorOrganization ?asked }} }}",
        )
        firms = sorted({*firms, *_named_after(firms, store)})
    if firms:
        brands += brands_of(firms, store)
    return Scope(tuple(firms), tuple(sorted(set(brands))))


def _named_after(firms: Sequence[str], store: Store) -> list[str]:
    """Return the firms whose names begin with that of a firm, as its subsidiaries do.

    They have no brand and no known owner but of a minority.
    """
    keys = column(store, f"SELECT ?key WHERE {{ VALUES ?firm {{ {values(firms)} }} ?firm skos:hiddenLabel ?key }}")
    names = Names(store).keys_of((AKG.Company,))
    longer = [name for key in keys for name in _starting_with(f"{key} ", names)]
    return column(store, _UNOWNED.format(" ".join(str(Literal(name)) for name in longer))) if longer else []


def _starting_with(start: str, names: Sequence[str]) -> Sequence[str]:
    """Return the part of a sorted list of names that begins with some words."""
    return names[bisect_left(names, start) : bisect_left(names, f"{start}\uffff")]


_UNOWNED = (
    "SELECT ?firm WHERE {{ VALUES ?key {{ {} }} ?firm skos:hiddenLabel ?key ; a akg:Company "
    "FILTER NOT EXISTS {{ ?firm akg:ancestorOrganization|akg:jointVentureOf ?parent }} "
    "FILTER NOT EXISTS {{ ?stake akg:stakeIn ?firm "
    "FILTER NOT EXISTS {{ ?stake akg:sharePercent ?part FILTER(?part < 50) }} }} "
    "FILTER NOT EXISTS {{ ?brand akg:brandOwner|akg:listedOwner ?firm }} }}"
)


def brands_of(firms: Sequence[str], store: Store) -> list[str]:
    """Return the brands that belong to some companies: by a source, else by the reference data."""
    return column(
        store,
        f"SELECT DISTINCT ?brand WHERE {{ {{ VALUES ?firm {{ {values(firms)} }} ?brand akg:brandOwner ?firm }} UNION "
        f"{{ VALUES ?firm {{ {values(firms)} }} ?brand akg:listedOwner ?firm ; a akg:Brand "
        "FILTER NOT EXISTS { ?brand akg:brandOwner ?someone } } }",
    )


def ventures_of(firms: Sequence[str], store: Store) -> list[str]:
    """Return the joint ventures of some companies."""
    if not firms:
        return []
    return column(
        store, f"SELECT ?venture WHERE {{ VALUES ?firm {{ {values(firms)} }} ?venture akg:jointVentureOf ?firm }}"
    )


def countries_of(names: Sequence[Name], store: Store) -> tuple[str, ...]:
    """Return the countries and regions that lie in some countries or regions, themselves included."""
    asked = sorted(name.iri for name in names)
    return tuple(
        column(
            store,
            f"SELECT DISTINCT ?inside WHERE {{ {{ VALUES ?inside {{ {values(asked)} }} }} "
            f"UNION {{ VALUES ?asked {{ {values(asked)} }} ?inside akg:inRegion+ ?asked }} }}",
        )
    )


def places_of(names: Sequence[Name], store: Store) -> set[str]:
    """Return some places with the countries and regions that they lie in."""
    asked = values(sorted(name.iri for name in names))
    query = (
        f"SELECT DISTINCT ?around WHERE {{ VALUES ?place {{ {asked} }} ?place (akg:inCountry|akg:inRegion)* ?around }}"
    )
    return set(column(store, query))


def owners_of(brands: Sequence[str], store: Store) -> list[str]:
    """Return the owners of some brands, by sources or the reference data."""
    if not brands:
        return []
    return column(
        store,
        f"SELECT DISTINCT ?owner WHERE {{ VALUES ?brand {{ {values(brands)} }} "
        "?brand akg:brandOwner|akg:listedOwner ?owner }",
    )


def variants_of(names: Sequence[Name], store: Store) -> tuple[Name, ...]:
    """Return models with those whose names go on from theirs, such as an electric version; other things as they are."""
    models = sorted(name.iri for name in names if "VehicleModel" in name.kinds)
    if not models:
        return tuple(names)
    result = store.query(
        f"SELECT DISTINCT ?model ?label WHERE {{ VALUES ?asked {{ {values(models)} }} ?asked rdfs:label ?name . "
        'FILTER(LANG(?name) IN ("en", "")) ?asked akg:modelBrand ?brand . ?model akg:modelBrand ?brand ; '
        'rdfs:label ?label FILTER(STRSTARTS(STR(?label), CONCAT(STR(?name), " "))) } ORDER BY ?label'
    )
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return (*names, *(Name(row["label"].value, row["model"].value, ("VehicleModel",)) for row in result))


def versions_of(names: Sequence[Name], store: Store) -> tuple[Name, ...]:
    """Return the models called like models of which nothing is told, with words between, as "smart EQ fortwo"."""
    models = sorted(name.iri for name in names if "VehicleModel" in name.kinds)
    idle = [
        iri for iri in models if not store.query(f"ASK {{ ?told akg:ofModel {NamedNode(iri)} ; a akg:Production }}")
    ]
    if not idle:
        return ()
    result = store.query(
        f"SELECT DISTINCT ?model ?label ?name WHERE {{ VALUES ?asked {{ {values(idle)} }} ?asked rdfs:label ?name . "
        "?asked akg:modelBrand ?brand . ?model akg:modelBrand ?brand ; rdfs:label ?label FILTER(?model != ?asked) } "
        "ORDER BY ?label"
    )
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return tuple(
        Name(row["label"].value, row["model"].value, ("VehicleModel",))
        for row in result
        if set(fold(row["name"].value).split()) < set(fold(row["label"].value).split())
    )


def models_called(brands: Sequence[Name], store: Store) -> tuple[Name, ...]:
    """Return the models of other brands that bear the names of brands without models after their own."""
    query = (
        f"SELECT DISTINCT ?model ?label WHERE {{ VALUES ?asked {{ {values(sorted(name.iri for name in brands))} }} "
        "FILTER NOT EXISTS { ?own akg:modelBrand ?asked } ?asked rdfs:label ?name . "
        "?model a akg:VehicleModel ; akg:modelBrand/rdfs:label ?brand ; rdfs:label ?label "
        'FILTER(STR(?label) = CONCAT(STR(?brand), " ", STR(?name))) } ORDER BY ?label'
    )
    result = store.query(query)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return tuple(Name(row["label"].value, row["model"].value, ("VehicleModel",)) for row in result)
