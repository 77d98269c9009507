"""What hangs on a plant, an organisation, a country or a place, and how concentrated production is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from autokg.core.terms import AKG
from autokg.errors import UnknownNameError, UsageError
from autokg.facts import Status
from autokg.names.lookup import Found, Names
from autokg.network.concentration import Concentration, measure_concentration
from autokg.network.exposure import Exposed, Exposure, measure_exposure
from autokg.network.productions import DIMENSIONS, LIVE, Production, load_productions
from autokg.network.reports.extent import say_coverage
from autokg.network.reports.figure import Cell, Figure
from autokg.network.reports.scope import count, listed
from autokg.network.views import load_measure_query
from autokg.query.saved import THING_TYPES, find_terms
from autokg.stores.base import Store

_ON = ("plant", "organization", "place")
_PLACES = (AKG.Country, AKG.Region, AKG.Place)
_SEVERAL = {"country": "countries"}
_COUNTED = {"models": "model", "volume": "volume of a production"}


def expose(store: Store, name: str, *, status: Collection[str] | None = LIVE) -> Figure:
    """Return what would stop with a plant, an organisation, or production in a place, country or region."""
    things = _find_things(store, name)
    productions = _load(store, status)
    exposure = measure_exposure(productions, *(iri for iri, _ in things))
    rows = tuple(
        (row.dimension, row.label, row.alone, row.hanging, row.total, row.elsewhere, row.node)
        for row in exposure.exposed
    )
    return Figure(
        "exposure",
        _sentence([label for _, label in things], exposure),
        ("what", "name", "alone", "hanging", "total", "elsewhere", "node"),
        rows,
        summary={
            "on": tuple(iri for iri, _ in things),
            "productions": exposure.productions,
            "volumePerYear": exposure.volume,
            "unknownVolumes": exposure.unknown_volumes,
        },
        notes=(*_HOW_TO_READ, _coverage(store, productions)) if rows else (),
        queries=_queries(),
    )


_HOW_TO_READ = ("Alone: no other production is known for it. Hanging and total count productions, a model at a site.",)


def _in_words(thing: Found) -> str:
    """Return a thing as a sentence has it; a town or country does not stop, its production does."""
    return f"production in {thing.label}" if thing.kind in _PLACES else thing.label


def _find_things(store: Store, name: str) -> list[tuple[str, str]]:
    """Return the things with a name that production can depend on, by IRI and label."""
    names = Names(store)
    kinds = [kind for type_ in _ON for kind in THING_TYPES[type_] or ()]
    if matches := names.find(name, kinds):
        return sorted({(thing.iri.value, _in_words(thing)) for thing in matches})
    other_matches = names.find(name)
    if other_matches:
        kind = other_matches[0].kind.value.rpartition("#")[2]
        raise UsageError(f"{name} is a {kind}; exposure needs a plant, an organisation, a place, a country or a region")
    return [(term.value, name) for term in find_terms(name, "thing", names)]


def _sentence(names: Sequence[str], exposure: Exposure) -> str:
    name = listed(names)
    if not exposure.productions:
        return f"Nothing that is known to be built hangs on {name}."
    alone = [row for row in exposure.exposed if row.alone]
    lost = [words for dimension in ("model", "brand", "market") if (words := _lost(alone, dimension))]
    sentence = (
        f"If {name} {'stops' if len(names) == 1 else 'stop'}, {count(exposure.productions, 'production')} would stop"
    )
    sentence += f", and {listed(lost)} would have nothing else known" if lost else ", but all it touches has others"
    return f"{sentence}. {_volume(exposure)}"


def _lost(alone: Sequence[Exposed], dimension: str) -> str:
    number = sum(row.dimension == dimension for row in alone)
    return count(number, dimension) if number else ""


def _volume(exposure: Exposure) -> str:
    known = exposure.productions - exposure.unknown_volumes
    if not known:
        return "No source states the volume per year."
    sentence = f"Known volume: {exposure.volume:,} cars a year"
    return (
        f"{sentence}, of {known} of the {exposure.productions} productions."
        if exposure.unknown_volumes
        else f"{sentence}."
    )


def concentrate(
    store: Store,
    of: str = "plant",
    per: Sequence[str] = ("brand",),
    *,
    weight: str = "models",
    status: Collection[str] | None = LIVE,
) -> Figure:
    """Return how concentrated production is: of plants per brand, of brands per plant and country, …."""
    if of in per:
        raise UsageError(f"`of`: {of} is one of the groups too; count something else, or compare other groups")
    parse_dimensions(of)
    productions = _load(store, status)
    groups_measured = measure_concentration(productions, of, per, weight=weight)
    rows = tuple(map(_spread, groups_measured))
    whole = sum(row.count == 1 for row in groups_measured)
    groups = (
        count(len(groups_measured), per[0], _plural(per[0]))
        if len(per) == 1
        else f"{len(groups_measured):,} pairs of {listed(per)}"
    )
    sentence = f"{whole:,} of {groups} have one {of} only" if groups_measured else "Nothing to measure"
    return Figure(
        "concentration",
        f"{sentence}; Herfindahl–Hirschman index of {_plural(of)} by {weight}.",
        (*per, "hhi", "effective", _plural(of), weight, "largest", "share",
         *(f"{dimension}Node" for dimension in per), "largestNode"),
        rows,
        notes=(
            "The index is the sum of squared shares: 1 if one has all. Effective is 1 / index.",
            f"Each {_COUNTED[weight]} counts once, in equal parts if it has several {_plural(of)}.",
            *(("Productions without a known volume are left out.",) if weight == "volume" else ()),
            _coverage(store, productions),
        ),
        queries=_queries(),
    )  # fmt: skip


def _coverage(store: Store, productions: Iterable[Production]) -> str:
    return say_coverage(store, {thing for production in productions for thing in production.things})


def _plural(dimension: str) -> str:
    return _SEVERAL.get(dimension, f"{dimension}s")


def _spread(row: Concentration) -> tuple[Cell, ...]:
    labels, iris = (tuple(getattr(thing, part) for thing in row.group) for part in ("label", "iri"))
    numbers = row.hhi, row.effective, row.count, row.size
    return (*labels, *numbers, row.largest.label, row.share, *iris, row.largest.iri)


def parse_dimensions(text: str) -> tuple[str, ...]:
    """Read the dimensions to group productions by, separated by commas."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in DIMENSIONS:
            raise UnknownNameError("dimension", name, DIMENSIONS)
    if not names:
        raise UsageError(f"name at least one dimension: {', '.join(DIMENSIONS)}")
    return names


def _load(store: Store, status: Collection[str] | None) -> list[Production]:
    return load_productions(store, [each.value for each in Status] if status is None else status)


def _queries() -> dict[str, str]:
    return {"productions": load_measure_query("productions").text}
