"""Measures of a knowledge base as a network: `kb.network.central()` and others, each a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from autokg.api.arguments import Day, to_day, to_first_day
from autokg.core.checked import checked
from autokg.network import reports
from autokg.network.reports import Figure, Scope
from autokg.network.reports.figure import footer, quoted, source_of
from autokg.network.reports.figure import render as render_figure

if TYPE_CHECKING:
    from autokg.stores import Store

__all__ = ["Figure", "Measures", "footer", "quoted", "render_figure", "source_of"]

Words = str | Iterable[str]
_CURRENT = "actual,planned"


class Measures:
    """Measures of one knowledge base.

    `view` and `status` take several names, comma-separated or as a collection; `on` keeps only ties that may hold on a
    day. Each measure returns a `Figure`: a sentence, rows, notes, and the queries behind them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @checked(pivots=10)
    def central(
        self,
        by: str = "degree",
        *,
        view: Words = "partners",
        weight: str | None = None,
        type: str | None = None,  # noqa: A002 (the word that users expect)
        pivots: int | None = None,
        engine: str | None = None,
        status: Words = _CURRENT,
        on: Day | None = None,
    ) -> Figure:
        """Rank nodes by `degree`, `strength`, `betweenness`, `pagerank` or `constraint`."""
        scope = self._scope(view, status, on)
        return reports.rank_nodes(scope, by, weight=weight, type_=type, pivots=pivots, engine=engine)

    @checked(resolution=0.01)
    def communities(
        self,
        method: str = "louvain",
        *,
        view: Words = "partners",
        weight: str | None = None,
        resolution: float = 1.0,
        engine: str | None = None,
        status: Words = _CURRENT,
        on: Day | None = None,
    ) -> Figure:
        """Group nodes into communities by the method `louvain` or `leiden`."""
        scope = self._scope(view, status, on)
        return reports.group(scope, weight=weight, resolution=resolution, method=method, engine=engine)

    @checked(chains=1)
    def path(
        self,
        source: str,
        target: str,
        *,
        view: Words = "partners,ownership",
        weight: str = "sources",
        chains: int = 3,
        status: Words = _CURRENT,
        on: Day | None = None,
    ) -> Figure:
        """Find the shortest chains between two things and the strongest one, with the evidence of each step."""
        return reports.connect(self._scope(view, status, on), source, target, weight=weight, limit=chains)

    @checked()
    def bridges(
        self,
        *,
        ties: bool = False,
        view: Words = "partners",
        type: str | None = None,  # noqa: A002 (the word that users expect)
        status: Words = _CURRENT,
        on: Day | None = None,
    ) -> Figure:
        """Find the nodes, or with `ties` the ties, whose loss splits the network."""
        scope = self._scope(view, status, on)
        return reports.find_bridging_ties(scope) if ties else reports.find_bridges(scope, type_=type)

    @checked()
    def concentration(
        self, of: str = "plant", per: Words = "brand", *, weight: str = "models", status: Words = _CURRENT
    ) -> Figure:
        """Measure how concentrated production is, for example in plants per brand."""
        live, groups = reports.parse_status(_joined(status)), reports.parse_dimensions(_joined(per))
        return reports.concentrate(self._store, of, groups, weight=weight, status=live)

    @checked()
    def exposure(self, name: str, *, status: Words = _CURRENT) -> Figure:
        """Find the models, brands, markets and yearly volume that depend on a plant, organisation, country or place."""
        return reports.expose(self._store, name, status=reports.parse_status(_joined(status)))

    @checked()
    def gaps(
        self,
        only: Words = (),
        *,
        view: Words = "partners,ownership",
        status: Words = _CURRENT,
        today: Day | None = None,
    ) -> Figure:
        """List brands without owner, plants without operator, ties with one source, overdue plans and old states.

        `only` names kinds of gaps, of `autokg.network.reports.GAPS`: `no owner`, `one source` and so on.
        """
        day = dt.date.today() if today is None else to_day("today", today)
        names = [name.strip() for name in _joined(only).split(",") if name.strip()]
        return reports.find_gaps(self._scope(view, status), day, names)

    @checked()
    def compare(
        self,
        first: Day,
        second: Day,
        *,
        view: Words = "partners,ownership",
        published: bool = False,
        status: Words = "all",
    ) -> Figure:
        """Find what joined, left and changed between two days.

        With `published`, compare the bases recomputed from the sources published by each day, instead of the ties that
        hold on each day.
        """
        days = to_first_day("first", first), to_first_day("second", second)
        reports.require_order(*days)
        if not published:
            return reports.compare_days(self._scope(view, status), *days)
        from autokg.building.as_of import recall  # noqa: PLC0415 (0.3 s that other measures do without)
        from autokg.building.moment import Moment  # noqa: PLC0415

        pasts = [recall(self._store, Moment(public=day)) for day in days]
        earlier, later = (replace(self._scope(view, status), store=past.store) for past in pasts)
        figure = reports.compare_scopes(earlier, later, f"as published by {days[0]} and by {days[1]}")
        return replace(figure, notes=(*figure.notes, *(note for past in pasts for note in past.notes())))

    def _scope(self, view: Words, status: Words, on: Day | None = None) -> Scope:
        views, statuses = reports.parse_views(_joined(view)), reports.parse_status(_joined(status))
        return Scope(self._store, views, statuses, None if on is None else to_first_day("on", on))


def _joined(words: Words) -> str:
    return words if isinstance(words, str) else ",".join(map(str, words))
