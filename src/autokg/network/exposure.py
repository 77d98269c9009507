"""What hangs on a plant, an organisation or a country, alone or with others, and would stop with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from autokg.network.productions import Named, Production

_EXPOSED = ("model", "brand", "market")


@dataclass(frozen=True, slots=True)
class Exposed:
    """A model, brand or market, some or all of whose productions hang on a thing.

    Attributes:
        hanging, total: how many of its productions hang on the thing, and how many there are.
        elsewhere: the sites of the others.

    """

    dimension: str
    node: str
    label: str
    hanging: int
    total: int
    elsewhere: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether it hangs on nothing else."""
        return self.hanging == self.total


@dataclass(frozen=True, slots=True)
class Exposure:
    """All that hangs on a thing.

    Attributes:
        productions: how many productions hang on it.
        volume: cars a year of those productions whose volume is known.
        unknown_volumes: how many productions add to the volume by a number that nobody says.

    """

    productions: int
    volume: int
    unknown_volumes: int
    exposed: tuple[Exposed, ...]


def measure_exposure(productions: Sequence[Production], *things: str) -> Exposure:
    """Return the models, brands, markets and yearly volume that hang on a thing, or on several taken as one.

    Parameters
    ----------
    productions : sequence of Production
        The productions to look at, as `load_productions` gives them; with planned ones among them a model that is
        built elsewhere only by plan does not hang on the thing alone.
    *things : str
        The IRIs of plants, organisations or countries. A production hangs on its plant, on who runs the plant, on
        its builder, on whoever controls these two through any number of majorities, and on the country.

    Returns
    -------
    Exposure
        Models first, then brands, then markets; what hangs on the thing alone comes first in each.

    Examples
    --------
    >>> def built(model, plant):
    ...     on = {"plant": (Named(plant, plant),)}
    ...     return Production(f"{model}@{plant}", "actual", Named(model, model), None, (), on, 10)
    >>> exposure = measure_exposure([built("A", "North"), built("B", "North"), built("B", "South")], "North")
    >>> [(row.label, row.alone, row.elsewhere) for row in exposure.exposed], exposure.volume
    ([('A', True, ()), ('B', False, ('South',))], 20)

    """
    hanging = [production for production in productions if _hangs_on(production, things)]
    volumes = [production.volume for production in hanging if production.volume is not None]
    exposed = [row for dimension in _EXPOSED for row in _exposed(productions, things, dimension)]
    return Exposure(len(hanging), sum(volumes), len(hanging) - len(volumes), tuple(exposed))


def _hangs_on(production: Production, things: Sequence[str]) -> bool:
    return any(map(production.hangs_on, things))


def _exposed(productions: Sequence[Production], things: Sequence[str], dimension: str) -> list[Exposed]:
    groups: dict[Named, list[Production]] = defaultdict(list)
    for production in productions:
        for value in production.get(dimension):
            groups[value].append(production)
    rows = []
    for value, group in groups.items():
        others = [production for production in group if not _hangs_on(production, things)]
        if len(others) < len(group):
            sites = sorted({production.site.label for production in others if production.site})
            hanging = len(group) - len(others)
            rows.append(Exposed(dimension, value.iri, value.label, hanging, len(group), tuple(sites)))
    return sorted(rows, key=lambda row: (not row.alone, -row.hanging, row.label, row.node))
