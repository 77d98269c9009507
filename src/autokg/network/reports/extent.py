"""Say how much of a base a figure covers, so that nobody takes a gap in the sources for a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from autokg.network.reports.scope import count, listed
from autokg.network.views import run_measure_query
from autokg.stores.base import Store

_KINDS = ("organisation", "brand", "plant", "model")


def say_coverage(store: Store, nodes: Collection[str]) -> str:
    """Return how many of the things of a base are among the nodes of a figure, and what its filings leave out."""
    things: dict[str, set[str]] = defaultdict(set)
    markets: set[str] = set()
    for row in run_measure_query(store, "coverage"):
        if row["kind"].value == "filings":
            markets.add(row["label"].value)
        else:
            things[row["kind"].value].add(row["thing"].value)
    parts = [
        f"{covered:,} of {count(len(things[kind]), kind)}"
        for kind in _KINDS
        if (covered := len(things[kind].intersection(nodes)))
    ]
    covers = f"Covers {listed(parts)} of the base" if parts else "Covers nothing of the base"
    filings = f"; filings tell only of cars sold in the {listed(sorted(markets))}" if markets else ""
    return f"{covers}{filings}."
