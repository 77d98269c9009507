"""Scores of the nodes of a weighted graph, where networkx is slow or needs SciPy."""

from __future__ import annotations

from collections import defaultdict
from math import nan, sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Scores = dict[str, float]

_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 1000
_SAMPLES = 10


def pagerank(graph: nx.Graph, damping: float = _DAMPING) -> Scores:
    """Return the PageRank of the nodes of a weighted graph.

    The same numbers as networkx's, whose implementation needs SciPy.

    Parameters
    ----------
    graph : networkx.Graph
        A graph whose edges have `weight`.
    damping : float
        The chance to follow a tie rather than jump to any node.

    Returns
    -------
    dict of str to float
        The scores, which add up to 1.

    Examples
    --------
    >>> import networkx as nx
    >>> {node: round(score, 3) for node, score in pagerank(nx.star_graph(2)).items()}
    {0: 0.486, 1: 0.257, 2: 0.257}

    """
    import numpy as np  # noqa: PLC0415 (0.1 s)

    places = {node: place for place, node in enumerate(graph)}
    if not places:
        return {}
    ends = [(places[s], places[t], w) for s, t, w in graph.edges(data="weight", default=1)]
    both = [*ends, *((t, s, w) for s, t, w in ends)]
    source, target = (np.array([end[part] for end in both], dtype=int) for part in (0, 1))
    weight = np.array([end[2] for end in both], dtype=float)
    strength = np.bincount(source, weight, len(places))
    flow = weight / strength[source]
    score = np.full(len(places), 1 / len(places))
    for _ in range(_ROUNDS):
        stranded = score[strength == 0].sum() / len(places)  # who is at a node without ties jumps
        moved = np.bincount(target, score[source] * flow, len(places)) + stranded
        new = damping * moved + (1 - damping) / len(places)
        settled = np.abs(new - score).sum() < _TOLERANCE
        score = new
        if settled:
            break
    return {node: float(score[place]) for node, place in places.items()}


def constraint(graph: nx.Graph) -> Scores:
    """Return Burt's constraint of the nodes of a weighted graph.

    The same numbers as networkx's, which takes minutes on ten thousand nodes without SciPy.

    Parameters
    ----------
    graph : networkx.Graph
        A graph whose edges have `weight`, without loops.

    Returns
    -------
    dict of str to float
        How much of a node's ties lead, directly or through each other, to the same neighbours; NaN without ties.

    References
    ----------
    .. [1] Burt (2004), Structural holes and good ideas, American Journal of Sociology 110.

    Examples
    --------
    >>> import networkx as nx
    >>> {node: round(score, 3) for node, score in constraint(nx.path_graph(3)).items()}
    {0: 1.0, 1: 0.5, 2: 1.0}

    """
    strength = dict(graph.degree(weight="weight"))
    shares = {
        node: {other: data.get("weight", 1) / strength[node] for other, data in graph[node].items()} for node in graph
    }
    scores: Scores = {}
    for node, direct in shares.items():
        invested = defaultdict(float, direct)
        for broker, share in direct.items():
            for other, further in shares[broker].items():
                if other in direct:
                    invested[other] += share * further
        scores[node] = sum(part**2 for part in invested.values()) if direct else nan
    return scores


def betweenness(graph: nx.Graph, pivots: int | None = None) -> tuple[Scores, Scores]:
    """Return the betweenness of the nodes of a weighted graph, and the standard error of each.

    Parameters
    ----------
    graph : networkx.Graph
        A graph whose edges have `weight`; a heavier edge is a shorter step (1 / weight).
    pivots : int, optional
        From how many nodes shortest paths are followed: from all where none is given or there are not more.

    Returns
    -------
    tuple of dict of str to float
        The share of shortest paths that lead through a node, and how far the share of a sample is off by its standard
        error; 0 where all nodes were followed. The sample is drawn in ten parts, and the error is told by how much
        these differ; it is the same in every run. Of nodes that few paths lead through the error is told too small,
        for most parts of the sample meet none of them.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(nx.path_graph(3))
    ({0: 0.0, 1: 1.0, 2: 0.0}, {0: 0.0, 1: 0.0, 2: 0.0})

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    weights = set(nx.get_edge_attributes(graph, "weight").values())
    distance = None if len(weights) <= 1 else "distance"  # equal steps can be counted, which is faster
    measured = nx.Graph()
    measured.add_nodes_from(graph)
    measured.add_edges_from((s, t, {"distance": 1 / weight}) for s, t, weight in graph.edges(data="weight", default=1))
    if pivots is None or pivots >= len(graph):
        return nx.betweenness_centrality(measured, weight=distance), dict.fromkeys(graph, 0.0)
    size = max(1, pivots // _SAMPLES)
    samples = [nx.betweenness_centrality(measured, k=size, weight=distance, seed=seed) for seed in range(_SAMPLES)]
    drawn = {node: [sample[node] for sample in samples] for node in graph}
    means = {node: fmean(values) for node, values in drawn.items()}
    return means, {node: stdev(values) / sqrt(_SAMPLES) for node, values in drawn.items()}
