"""How concentrated production is: of plants per brand, of brands per plant, by country or market."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from autokg.errors import UnknownNameError
from autokg.network.productions import Named, Production

WEIGHTS = ("models", "volume")


@dataclass(frozen=True, slots=True)
class Concentration:
    """How a group's production is spread.

    Attributes:
        group: what the row is of: a brand, or a brand and a country.
        size: how much is spread: how many models, counted at each place, or how many cars a year.
        count: over how many plants (or brands, …) it is spread.
        hhi: the Herfindahl–Hirschman index, from 1 / count to 1.
        effective: over how many it would be spread if they were equal: 1 / hhi.
        largest, share: the one with the largest share, and that share.

    """

    group: tuple[Named, ...]
    size: float
    count: int
    hhi: float
    effective: float
    largest: Named
    share: float


def herfindahl(sizes: Iterable[float]) -> float:
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
    return sum((size / total) ** 2 for size in given)


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
    ('Acme', 2, 0.556, 'North')

    """
    if weight not in WEIGHTS:
        raise UnknownNameError("weight", weight, WEIGHTS)
    sizes: dict[tuple[Named, ...], dict[tuple[Named, Named], float]] = defaultdict(lambda: defaultdict(float))
    for production in productions:
        for group in product(*(production.get(dimension) for dimension in per)):
            for part in production.get(of):
                if weight == "models":
                    sizes[group][part, production.model] = 1
                elif production.volume:
                    sizes[group][part, production.model] += production.volume
    rows = [_concentration(group, _sum_by_part(parts)) for group, parts in sizes.items() if parts]
    return sorted(rows, key=lambda row: (-row.hhi, -row.size, row.group))


def _sum_by_part(sizes: dict[tuple[Named, Named], float]) -> dict[Named, float]:
    totals: dict[Named, float] = defaultdict(float)
    for part, model in sorted(sizes):
        totals[part] += sizes[part, model]
    return totals


def _concentration(group: tuple[Named, ...], sizes: dict[Named, float]) -> Concentration:
    hhi, total = herfindahl(sizes.values()), sum(sizes.values())
    largest = min(sizes, key=lambda part: (-sizes[part], part))
    return Concentration(group, total, len(sizes), hhi, 1 / hhi, largest, sizes[largest] / total)
