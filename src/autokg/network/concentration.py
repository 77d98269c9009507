"""How concentrated production is: of plants per brand, of brands per plant, by country or market."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from autokg.errors import UnknownNameError
from autokg.network.productions import Named, Production

WEIGHTS = ("models", "volume")


@dataclass(frozen=True, slots=True)
class Concentration:
    """How a group's production is spread.

    Attributes:
        group: what the row is of: a brand, or a brand and a country.
        size: how much is spread: how many different models, or how many cars a year.
        count: over how many plants (or brands, …) it is spread.
        hhi: the Herfindahl–Hirschman index, from 1 / count to 1.
        effective: over how many it would be spread if they were equal: 1 / hhi.
        largest, share: the one with the largest share, and that share.

    """

    group: tuple[Named, ...]
    size: int
    count: int
    hhi: float
    effective: float
    largest: Named
    share: float


def herfindahl(sizes: Iterable[float | Fraction]) -> float:
    """Return the Herfindahl–Hirschman index of some sizes: the sum of their squared shares.

    Parameters
    ----------
    sizes : iterable of float
        Sizes of 0 or more, not all 0.

    Returns
    -------
    float
        1 where one has all, 1 / n where n are equal.

    Examples
    --------
    >>> herfindahl([50, 50]), herfindahl([100]), round(herfindahl([60, 30, 10]), 2)
    (0.5, 1.0, 0.46)

    """
    given = list(sizes)
    total = sum(given)
    return float(sum((size / total) ** 2 for size in given))


def measure_concentration(
    productions: Sequence[Production], of: str = "plant", per: Sequence[str] = ("brand",), *, weight: str = "models"
) -> list[Concentration]:
    """Return how concentrated `of` is in each group of `per`.

    Parameters
    ----------
    productions : sequence of Production
        The productions to look at, as `load_productions` gives them.
    of : str
        Whose shares are compared, one of `DIMENSIONS`: model, brand, market, plant, builder, country.
    per : sequence of str
        What is compared: ("brand",), ("brand", "country"), ….
    weight : str
        What a share is a share of: `models`, how many models, or `volume`, cars a year, where productions whose
        volume nobody says are left out.

    Returns
    -------
    list of Concentration
        A model (or a volume) counts once in a group; if it has several of `of`, each gets an equal part of it.
        The most concentrated first; among equals the one of the greater size, then by label.

    Raises
    ------
    UnknownNameError
        Where there is no such dimension or weight.

    Examples
    --------
    >>> def built(model, plant):
    ...     on = {"plant": (Named(plant, plant),)}
    ...     return Production(f"{model}@{plant}", "actual", Named(model, model), Named("Acme", "acme"), (), on)
    >>> (row,) = measure_concentration([built("A", "North"), built("B", "North"), built("B", "South")])
    >>> row.group[0].label, row.count, round(row.hhi, 3), row.largest.label
    ('Acme', 2, 0.625, 'North')

    """
    if weight not in WEIGHTS:
        raise UnknownNameError("weight", weight, WEIGHTS)
    groups: dict[tuple[Named, ...], _Parts] = defaultdict(lambda: defaultdict(set))
    for production in productions:
        counted = _counted(production, weight)
        for group in product(*(production.get(dimension) for dimension in per)) if counted.size else ():
            groups[group][counted].update(production.get(of))
    totals = {group: _sum_by_part(parts) for group, parts in groups.items()}
    rows = [_concentration(group, sizes) for group, sizes in totals.items() if sizes]
    return sorted(rows, key=lambda row: (-row.hhi, -row.size, row.group))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What counts once in a group: a model, or the yearly volume of a production."""

    iri: str
    size: int


_Parts = dict[_Counted, set[Named]]


def _counted(production: Production, weight: str) -> _Counted:
    if weight == "models":
        return _Counted(production.model.iri, 1)
    return _Counted(production.iri, production.volume or 0)


def _sum_by_part(parts: _Parts) -> dict[Named, Fraction]:
    """Sum sizes by part, as fractions: sums of floats depend on their order."""
    totals: dict[Named, Fraction] = defaultdict(Fraction)
    for counted, named in parts.items():
        for part in named:
            totals[part] += Fraction(counted.size, len(named))
    return totals


def _concentration(group: tuple[Named, ...], sizes: dict[Named, Fraction]) -> Concentration:
    total = sum(sizes.values())
    hhi = herfindahl(sizes.values())
    largest = min(sizes, key=lambda part: (-sizes[part], part))
    return Concentration(group, int(total), len(sizes), hhi, 1 / hhi, largest, float(sizes[largest] / total))
