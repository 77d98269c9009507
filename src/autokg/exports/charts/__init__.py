"""Pictures that answer a question: who builds what, who owns whom, what began when, what goes where."""

from __future__ import annotations

from collections.abc import Callable

from autokg.exports.charts import makers, matrix, owners, sankey, timeline, worldmap
from autokg.exports.charts.chart import Chart, Scope, find_leader
from autokg.stores.base import Store

__all__ = ["CHARTS", "Chart", "Scope", "find_leader"]

CHARTS: dict[str, Callable[[Store, Scope], Chart]] = {
    "who-builds": makers.draw,
    "owners": owners.draw,
    "timeline": timeline.draw,
    "sankey": sankey.draw,
    "matrix": matrix.draw,
    "map": worldmap.draw,
}
