"""The nodes and edges of a view as every data format writes them, each a mapping from names to values.

A node has `id` (its IRI), `label` and `type`. An edge has `source` and `target` (IRIs) with their labels, `relation`,
`status`, `start` and `end` as EDTF, `over` (when a tie without an end was first told as over), `firstDay` and
`lastDay` (the outermost days these may mean) and `sources`, the number of documents. `directed` is false for a
symmetric tie. `autokg.network.details` tells what else they have. What is not known is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from autokg.exports.network_view import NetworkView, printable
from autokg.network.projection import days_of

if TYPE_CHECKING:
    import networkx as nx

Record = dict[str, Any]

NODE_COLUMNS = ("id", "label", "type", "brand", "group", "country", "wikidata", "latitude", "longitude")
EDGE_COLUMNS = (
    "source", "target", "sourceLabel", "relation", "targetLabel", "status", "phase", "start", "end", "published",
    "firstDay", "lastDay", "sources", "words", "publisher", "url", "confidence", "directed",
)  # fmt: skip


def node_records(view: NetworkView) -> Iterator[Record]:
    """Yield the nodes of a view."""
    for node, data in view.network.nodes(data=True):
        yield {"id": node, **data}


def edge_records(view: NetworkView) -> Iterator[Record]:
    """Yield the edges of a view."""
    label = view.network.nodes(data="label")
    for source, target, data in view.network.edges(data=True):
        ends = {"source": source, "target": target, "sourceLabel": label[source], "targetLabel": label[target]}
        days = {name: day for name, day in zip(("firstDay", "lastDay"), days_of(data), strict=True) if day}
        further = {name: value for name, value in data.items() if name != "type"}
        yield ends | {"relation": data["type"]} | further | days


def columns_of(records: Iterable[Mapping[str, Any]], leading: tuple[str, ...]) -> tuple[str, ...]:
    """Return the leading columns, then those that only some views have, sorted."""
    return (*leading, *sorted({name for record in records for name in record}.difference(leading)))


def is_directed(view: NetworkView) -> bool:
    """Return whether any edge of a view has a direction; a view without edges counts as directed."""
    directions = [directed for *_, directed in view.network.edges(data="directed", default=True)]
    return any(directions) or not directions


def graph_of(view: NetworkView) -> nx.MultiGraph:
    """Return a view for the writers of networkx, undirected if all its ties are; days and control characters as text.

    Edges are keyed by number, since some formats want an id on each.
    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    graph = nx.MultiDiGraph() if is_directed(view) else nx.MultiGraph()
    for record in node_records(view):
        graph.add_node(record.pop("id"), **_as_text(record))
    for number, record in enumerate(edge_records(view)):
        graph.add_edge(record.pop("source"), record.pop("target"), key=f"e{number}", **_as_text(record))
    return graph


def _as_text(record: Record) -> Record:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else printable(value) for name, value in record.items()
    }
