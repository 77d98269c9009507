"""Who is central: degree, strength, betweenness, PageRank and Burt's constraint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError
from autokg.network.scores import Scores, betweenness, constraint, pagerank
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx

_DIGITS = 9  # sums of floats differ beyond, by the order they are made in
_EXACT = 2000  # nodes up to which all shortest paths are followed: some seconds
_PIVOTS = 500


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node and its score.

    Attributes:
        error: the standard error of a value that was sampled, else 0.

    """

    rank: int
    node: str
    label: str
    type: str
    value: float
    error: float = 0.0


def rank(
    network: nx.MultiDiGraph, measure: str = "degree", *, weight: str | None = None, pivots: int | None = None
) -> list[Ranked]:
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
    pivots : int, optional
        From how many nodes betweenness follows shortest paths; by default from all of up to 2,000, else from 500.

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
    graph = flatten(network, weight)
    errors: Scores = {}
    if measure == "betweenness" and (pivots is not None or len(graph) > _EXACT):
        scores, errors = betweenness(graph, pivots or _PIVOTS)
    else:
        scores = MEASURES[measure](graph)
    return _ranked(network, scores, errors, ascending=measure == "constraint")


def _ranked(network: nx.MultiDiGraph, scores: Scores, errors: Scores, *, ascending: bool) -> list[Ranked]:
    rounded = {node: round(value, _DIGITS) for node, value in scores.items() if not isnan(value)}
    about = {node: network.nodes[node] for node in rounded}
    labels = {node: data.get("label", node) for node, data in about.items()}
    sign = 1 if ascending else -1
    rows: list[Ranked] = []
    for place, node in enumerate(sorted(rounded, key=lambda node: (sign * rounded[node], labels[node], node)), 1):
        value, error = rounded[node], round(errors.get(node, 0.0), _DIGITS)
        number = rows[-1].rank if rows and rows[-1].value == value else place
        rows.append(Ranked(number, node, labels[node], about[node].get("type", ""), value, error))
    return rows


def _degree(graph: nx.Graph) -> Scores:
    return dict(graph.degree())


def _strength(graph: nx.Graph) -> Scores:
    return dict(graph.degree(weight="weight"))


def _betweenness(graph: nx.Graph) -> Scores:
    return betweenness(graph)[0]


MEASURES: dict[str, Callable[[nx.Graph], Scores]] = {
    "degree": _degree,
    "strength": _strength,
    "betweenness": _betweenness,
    "pagerank": pagerank,
    "constraint": constraint,
}
