"""Productions with all they hang on: what exposure and concentration are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pyoxigraph import QuerySolution

from autokg.errors import UnknownNameError
from autokg.network.views import run_measure_query
from autokg.stores.base import Store

LIVE = frozenset({"actual", "planned"})

# What productions are grouped by. A builder is the operator of the plant where none is named.
DIMENSIONS = ("model", "brand", "market", "plant", "builder", "place", "country", "region")


@dataclass(frozen=True, order=True, slots=True)
class Named:
    """A thing by its label and IRI."""

    label: str
    iri: str


@dataclass(frozen=True, slots=True)
class Production:
    """The building of one model at one site, and what it hangs on.

    Attributes:
        on: the things it hangs on, by their role: plant, operator, builder, owner, place, country, region.
        volume: how many cars a year, None where nobody says.

    """

    iri: str
    status: str
    model: Named
    brand: Named | None
    markets: tuple[Named, ...]
    on: dict[str, tuple[Named, ...]]
    volume: int | None = None

    def hangs_on(self, iri: str) -> bool:
        """Whether the production hangs on a thing, in any role."""
        return any(thing.iri == iri for things in self.on.values() for thing in things)

    @property
    def things(self) -> frozenset[str]:
        """The IRIs of all that it has to do with, itself among them."""
        others = (
            self.model,
            *filter(None, [self.brand]),
            *self.markets,
            *(one for on in self.on.values() for one in on),
        )
        return frozenset({self.iri, *(thing.iri for thing in others)})

    def get(self, dimension: str) -> tuple[Named, ...]:
        """Return what a production has in a dimension; raise `UnknownNameError` where there is none of the name."""
        match dimension:
            case "model":
                return (self.model,)
            case "brand":
                return (self.brand,) if self.brand else ()
            case "market":
                return self.markets
            case "builder":
                return self.on.get("builder") or self.on.get("operator", ())
            case "plant" | "place" | "country" | "region":
                return self.on.get(dimension, ())
            case _:
                raise UnknownNameError("dimension", dimension, DIMENSIONS)

    @property
    def site(self) -> Named | None:
        """The nearest that is known of where it is: the plant, else the place, the builder or the country."""
        return next((thing for role in ("plant", "place", "builder", "country") for thing in self.get(role)), None)


def load_productions(store: Store, status: Collection[str] = LIVE) -> list[Production]:
    """Return the productions of some statuses, sorted by IRI."""
    rows: dict[str, list[QuerySolution]] = defaultdict(list)
    for row in run_measure_query(store, "productions"):
        if row["status"].value in status:
            rows[row["production"].value].append(row)
    return [_production(iri, rows[iri]) for iri in sorted(rows)]


def _production(iri: str, rows: list[QuerySolution]) -> Production:
    first = rows[0]
    model, volume = _named(first, "model"), first["volume"]
    assert model is not None  # noqa: S101 (the query asks for one)
    roles = sorted({row["role"].value for row in rows})
    on = {role: _all(_named(row, "on") for row in rows if row["role"].value == role) for role in roles}
    markets = _all(_named(row, "market") for row in rows)
    number = None if volume is None else int(float(volume.value))
    return Production(iri, first["status"].value, model, _named(first, "brand"), markets, on, number)


def _named(row: QuerySolution, column: str) -> Named | None:
    node = row[column]
    return None if node is None else Named(row[f"{column}Label"].value, node.value)


def _all(things: Iterable[Named | None]) -> tuple[Named, ...]:
    return tuple(sorted({thing for thing in things if thing is not None}))
