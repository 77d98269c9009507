"""How a network is made: who is central, which nodes belong together, which links hold it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autokg.network.betweenness import Sample
from autokg.network.centrality import rank
from autokg.network.communities import find_communities
from autokg.network.cuts import find_cut_nodes, find_cut_ties
from autokg.network.reports.extent import say_coverage
from autokg.network.reports.figure import Figure
from autokg.network.reports.scope import Scope, count, require_type, require_weight

if TYPE_CHECKING:
    import networkx as nx

# What a measure means, for a reader who has not met it.
_MEANINGS = {
    "degree": "Degree is the number of neighbours: with how many others a node has ties.",
    "strength": "Strength is the sum of the weights of a node's ties.",
    "betweenness": "Betweenness is the share of the shortest paths between others that lead through a node.",
    "pagerank": "PageRank is high for nodes tied to nodes that are high themselves; all values sum to 1.",
    "constraint": "The least constraint comes first: a broker between others has little.",
}
_COMMUNITY = "A community has more ties inside than to the rest. The members with the most ties come first."
_MEANINGFUL = 0.3  # the modularity from which communities are more than chance


def rank_nodes(
    scope: Scope,
    by: str = "degree",
    *,
    weight: str | None = None,
    type_: str | None = None,
    pivots: int | None = None,
    engine: str | None = None,
) -> Figure:
    """Return the nodes of a network by a measure of centrality, only those of a type where one is named."""
    network = scope.project()
    weight = weight or ("ties" if by == "strength" else None)
    require_weight(network, weight)
    require_type(network, type_)
    ranking = rank(network, by, weight=weight, pivots=pivots, engine=engine)
    ranked = [row for row in ranking.rows if type_ in (None, row.type)]
    rows = tuple((row.rank, row.label, row.type, row.value, row.error or None, row.node) for row in ranked)
    weighed = f", ties weighed by {weight}" if weight else ""
    has = "the least" if by == "constraint" else "the highest"
    leader = f"{ranked[0].label} has {has} {by}{weighed}" if ranked else f"Nothing to rank by {by}"
    sampled = [_say_sample(ranking.sample)] if ranking.sample else []
    notes = [_MEANINGS[by], *sampled, say_coverage(scope.store, network)]
    return Figure(
        "central",
        f"{leader}; {_size(scope, network)}.",
        ("rank", "name", "type", by, "error", "node"),
        rows,
        summary={**_counts(network), **(_numbers(ranking.sample) if ranking.sample else {})},
        notes=tuple(notes),
        queries=scope.queries,
        engine=ranking.engine,
    )


def _numbers(sample: Sample) -> dict[str, float]:
    return {"pivots": sample.size, "seed": sample.seed, "bound": sample.bound}


def _say_sample(sample: Sample) -> str:
    return (
        f"Sampled from {sample.size:,} of {sample.of:,} nodes (seed {sample.seed}). The column error is the standard "
        "error: of the first values most are off by less than twice of it. None is off by more than "
        f"{sample.bound:.2g}, in 95 of 100 samples."
    )


def group(
    scope: Scope,
    *,
    weight: str | None = None,
    resolution: float = 1.0,
    method: str = "louvain",
    engine: str | None = None,
) -> Figure:
    """Return the communities of a network, named after their best-tied members."""
    network = scope.project()
    require_weight(network, weight)
    communities = find_communities(network, weight=weight, resolution=resolution, method=method, engine=engine)
    label = network.nodes(data="label")
    rows = tuple(
        (number, len(part.nodes), part.name, tuple(label[node] or node for node in part.nodes), part.nodes)
        for number, part in enumerate(communities.communities, 1)
    )
    worth = "clearly separate" if communities.modularity >= _MEANINGFUL else "hardly separate: they may be chance"
    parts = (
        f"{count(len(rows), 'community', 'communities')} by {method}, modularity {communities.modularity:.2f} ({worth})"
    )
    return Figure(
        "communities",
        f"{parts if rows else 'No communities'}; {_size(scope, network)}.",
        ("community", "size", "name", "members", "nodes"),
        rows,
        aside=frozenset({"name"}),  # the members, best-tied first, say it already
        summary={**_counts(network), "modularity": communities.modularity},
        notes=(_COMMUNITY, say_coverage(scope.store, network)),
        queries=scope.queries,
        engine=communities.engine,
    )


def find_bridges(scope: Scope, *, type_: str | None = None) -> Figure:
    """Return the nodes whose loss splits a network, only those of a type where one is named."""
    network = scope.project()
    require_type(network, type_)
    cuts = [cut for cut in find_cut_nodes(network) if type_ in (None, cut.type)]
    rows = tuple((cut.label, cut.type, cut.cut_off, cut.pieces, cut.node) for cut in cuts)
    worst = f"without {cuts[0].label}, {count(cuts[0].cut_off, 'node')} would lose the rest" if cuts else ""
    sentence = (
        f"{count(len(rows), 'node')} whose loss would split the network: {worst}"
        if cuts
        else "No node's loss splits it"
    )
    return Figure(
        "bridges",
        f"{sentence}; {_size(scope, network)}.",
        ("name", "type", "cutOff", "pieces", "node"),
        rows,
        summary=_counts(network),
        notes=(*_PIECES, say_coverage(scope.store, network)) if rows else (),
        queries=scope.queries,
    )


_PIECES = ("Without a bridge its part of the network falls into pieces: their sizes, the largest first.",)


def find_bridging_ties(scope: Scope) -> Figure:
    """Return the pairs of nodes whose tie alone holds two sides of a network together, and what ties them."""
    network = scope.project()
    cuts = find_cut_ties(network)
    rows = tuple(
        (cut.source_label, cut.target_label, cut.pieces[1], _through(network, *ends), *ends)
        for cut in cuts
        for ends in [(cut.source, cut.target)]
    )
    return Figure(
        "bridges",
        f"{count(len(rows), 'pair')} whose tie alone connects two parts; {_size(scope, network)}.",
        ("one", "other", "cutOff", "through", "source", "target"),
        rows,
        summary=_counts(network),
        notes=("Cut off: how many nodes would lose the rest without the tie.", say_coverage(scope.store, network)),
        queries=scope.queries,
    )


def _through(network: nx.MultiDiGraph, one: str, other: str) -> tuple[str, ...]:
    both = (network.get_edge_data(*ends, default={}) for ends in ((one, other), (other, one)))
    return tuple(sorted({data.get("throughLabel", data["type"]) for edges in both for data in edges.values()}))


def _counts(network: nx.MultiDiGraph) -> dict[str, int]:
    return {"nodes": network.number_of_nodes(), "edges": network.number_of_edges()}


def _size(scope: Scope, network: nx.MultiDiGraph) -> str:
    if not len(network):
        return f"the network {scope.name} is empty"
    return f"{scope.name} has {count(len(network), 'node')}, {count(network.number_of_edges(), 'edge')}"
