"""What files say of nodes and edges beside their labels: brand, group, place; the words that decided, and their source.

| of a node | |
| --- | --- |
| `brand`, `group`, `country` | labels of what it belongs to; the group is the head of all owners |
| `wikidata` | IRI in Wikidata |
| `latitude`, `longitude` | degrees |

| of an edge | |
| --- | --- |
| `phase` | of its status on the day of the latest source: `current`, `last_known`, `end_due`, `ended`, `planned`, … |
| `words` | quote or summary that decided |
| `publisher`, `document`, `url` | where these words stand |
| `confidence` | of the reading, from 0 to 1 |
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError
from autokg.network.centrality import MEASURES, rank
from autokg.network.communities import find_communities
from autokg.network.edge_evidence import find_deciding, load_all_evidence
from autokg.network.phases import add_phases
from autokg.network.views import load_values
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx

COMMUNITY = "community"

_NUMBERS = ("latitude", "longitude")


def describe(network: nx.MultiDiGraph, store: Store) -> None:
    """Add what the store says of the nodes and edges of a network."""
    describe_nodes(network, store)
    describe_edges(network, store)
    add_phases(network, store)


def add_measures(network: nx.MultiDiGraph, measures: Collection[str]) -> None:
    """Add measures to the nodes: `community` (a number, the largest is 1), or what `network central` ranks by."""
    for measure in measures:
        for node, value in _measure(network, measure).items():
            network.nodes[node][measure] = value


def _measure(network: nx.MultiDiGraph, measure: str) -> dict[str, float]:
    if measure != COMMUNITY:
        if measure not in MEASURES:
            raise UnknownNameError("measure", measure, [COMMUNITY, *MEASURES])
        return {row.node: row.value for row in rank(network, measure).rows}
    parts = find_communities(network).communities
    return {node: number for number, part in enumerate(parts, 1) for node in part.nodes}


def describe_nodes(network: nx.MultiDiGraph, store: Store) -> None:
    """Add brand, group, country, Wikidata and coordinates to the nodes of a network, where they are known."""
    for node, name, value in load_values(store, "node-details", network):
        network.nodes[node].setdefault(name, float(value) if name in _NUMBERS else value)


def describe_edges(network: nx.MultiDiGraph, store: Store) -> None:
    """Add the deciding words, their source and confidence to the edges of a network."""
    evidence = load_all_evidence(store, network)
    for source, target, edge in network.edges(data=True):
        if piece := find_deciding(evidence.get((source, target, edge.get("slot", "")), ())):
            about = {
                "words": piece.words, "publisher": piece.publisher, "document": piece.document, "url": piece.url,
                "confidence": piece.confidence,
            }  # fmt: skip
            edge.update({name: value for name, value in about.items() if value not in (None, "")})
