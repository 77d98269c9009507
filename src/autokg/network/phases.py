"""The phases of states on the day of the latest source, as answers tell them: current, last known, due to have ended.

No clock decides: the same base gives the same files on any day.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from autokg.claims.state import phase_on
from autokg.network.views import load_values, run_measure_query
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx


def find_day(store: Store) -> dt.date:
    """Return the day of the latest source of a store; today if none has one."""
    (row,) = run_measure_query(store, "latest")
    return dt.date.fromisoformat(row["day"].value) if row["day"] is not None else dt.date.today()


def add_phases(network: nx.MultiDiGraph, store: Store) -> None:
    """Add the `phase` of each edge that has a status."""
    day = find_day(store)
    edges = [edge for *_, edge in network.edges(data=True) if "status" in edge]
    states = {str(edge.get("slot", "")).partition("|")[0] or str(edge.get("through", "")) for edge in edges} - {""}
    reported = {node: value for node, _, value in load_values(store, "last-reported", sorted(states))}
    for edge in edges:
        state = str(edge.get("slot", "")).partition("|")[0] or str(edge.get("through", ""))
        dates = {name: str(edge[name]) for name in ("status", "start", "end") if name in edge}
        told = {"reported": reported[state]} if state in reported else {}
        edge["phase"] = phase_on(day, dates | told).value
