"""Charts of what is no network: what began and ended when, what flows where, what stands where."""

from __future__ import annotations

from collections.abc import Callable

from autokg.exports.charts import sankey, timeline, worldmap
from autokg.exports.charts.chart import Chart, Scope
from autokg.stores.base import Store

__all__ = ["CHARTS", "Chart", "Scope"]

CHARTS: dict[str, Callable[[Store, Scope], Chart]] = {
    "timeline": timeline.draw,
    "sankey": sankey.draw,
    "map": worldmap.draw,
}
