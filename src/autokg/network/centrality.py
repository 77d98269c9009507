"""Who is central: degree, strength, betweenness, PageRank and Burt's constraint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx

Scores = dict[str, float]

_DIGITS = 9  # sums of floats differ beyond, by the order they are made in
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 1000


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node and its score."""

    rank: int
    node: str
    label: str
    type: str
    value: float


def rank(network: nx.MultiDiGraph, measure: str = "degree", *, weight: str | None = None) -> list[Ranked]:
    """Rank the nodes of a network by a measure, the most central first.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges are taken as ties without direction.
    measure : str
        One of `MEASURES`: `degree` (number of neighbours), `strength` (sum of the weights of ties), `betweenness`
        (share of shortest paths that lead through the node), `pagerank`, `constraint` (how much a node's neighbours
        are tied to each other; a broker has little, so the least comes first).
    weight : str, optional
        What a tie weighs, as `flatten` takes it. A heavier tie is a shorter step.

    Returns
    -------
    list of Ranked
        Nodes of equal value share a rank; among them the order is that of labels. Nodes without any tie have no
        constraint and are left out of that ranking.

    Raises
    ------
    UnknownNameError
        Where there is no such measure.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.MultiDiGraph([("hub", "a"), ("hub", "b"), ("hub", "c")])
    >>> [(row.rank, row.node, row.value) for row in rank(star, "betweenness")][:2]
    [(1, 'hub', 1.0), (2, 'a', 0.0)]
    >>> [(row.node, round(row.value, 3)) for row in rank(star, "constraint")][:2]
    [('hub', 0.333), ('a', 1.0)]

    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    scores = MEASURES[measure](flatten(network, weight))
    rounded = {node: round(value, _DIGITS) for node, value in scores.items() if not isnan(value)}
    sign = 1 if measure == "constraint" else -1
    labels = {node: network.nodes[node].get("label", node) for node in rounded}
    ordered = sorted(rounded, key=lambda node: (sign * rounded[node], labels[node], node))
    rows: list[Ranked] = []
    for place, node in enumerate(ordered, 1):
        tied = rows and rows[-1].value == rounded[node]
        number = rows[-1].rank if tied else place
        rows.append(Ranked(number, node, labels[node], network.nodes[node].get("type", ""), rounded[node]))
    return rows


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


def _degree(graph: nx.Graph) -> Scores:
    return dict(graph.degree())


def _strength(graph: nx.Graph) -> Scores:
    return dict(graph.degree(weight="weight"))


def _betweenness(graph: nx.Graph) -> Scores:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    distant = graph.copy()
    for *_, data in distant.edges(data=True):
        data["distance"] = 1 / data["weight"]
    scores: Scores = nx.betweenness_centrality(distant, weight="distance")
    return scores


def _constraint(graph: nx.Graph) -> Scores:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    scores: Scores = nx.constraint(graph, nodes=list(graph), weight="weight")
    return scores


MEASURES: dict[str, Callable[[nx.Graph], Scores]] = {
    "degree": _degree,
    "strength": _strength,
    "betweenness": _betweenness,
    "pagerank": pagerank,
    "constraint": _constraint,
}
