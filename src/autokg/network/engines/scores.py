"""Scores of the nodes of a weighted graph, where networkx is slow or needs SciPy."""

from __future__ import annotations

from collections import defaultdict
from math import nan
from typing import TYPE_CHECKING

from autokg.network.engines.base import Scores

if TYPE_CHECKING:
    import networkx as nx

_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 1000


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
