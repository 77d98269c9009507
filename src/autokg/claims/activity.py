"""Who builds where, as judged: what is built tells that a plant or a venture goes on, and who has left a plant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.terms import AKG

BUILDING = (AKG.productionBuilder, AKG.atPlant)


@dataclass(frozen=True, slots=True)
class Built:
    """A production as judged: its builders and plants, its state, and when that was last reported."""

    builders: frozenset[NamedNode]
    plants: frozenset[NamedNode]
    status: Status
    reported: ImpreciseDate | None


class Activity:
    """The productions of builders and plants."""

    def __init__(self, productions: Iterable[Built] = ()) -> None:
        """Take productions that were judged before."""
        self._of: dict[NamedNode, list[Built]] = defaultdict(list)
        for production in productions:
            self.add(production)

    def add(self, production: Built) -> None:
        """Note a production of its builders and plants."""
        for thing in production.builders | production.plants:
            self._of[thing].append(production)

    def by_thing(self) -> Iterator[tuple[NamedNode, Built]]:
        """Yield each production with each of its builders and plants."""
        return ((thing, production) for thing, productions in self._of.items() for production in productions)

    def last_built(self, thing: NamedNode) -> ImpreciseDate | None:
        """Return when a plant or a builder was last reported to build; None if nothing tells."""
        days = [one.reported for one in self._of.get(thing, ()) if one.status is Status.ACTUAL and one.reported]
        return max(days, key=lambda day: (str(day.latest or ""), day.edtf), default=None)

    def taken_over(
        self, plant: NamedNode, operator: NamedNode, others: Collection[NamedNode], told: Iterable[ImpreciseDate]
    ) -> ImpreciseDate | None:
        """Return since when another operator is reported to build at a plant; None if the first may still run it.

        `others` are the organisations known to run the plant at some time; `told` is when the first is told to.
        """
        productions, times = self._of.get(plant, ()), list(told)
        if not times or any(operator in one.builders and one.status is not Status.ENDED for one in productions):
            return None
        days = [
            one.reported
            for one in productions
            if one.status is Status.ACTUAL and one.reported and not one.builders.isdisjoint(others)
        ]
        later = [day for day in days if all(day.is_after(time) for time in times)]
        return min(later, key=lambda day: (str(day.earliest or ""), day.edtf), default=None)
