"""Who is central: degree, strength, betweenness, PageRank and Burt's constraint."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError, UsageError
from autokg.network.betweenness import Sample, Scored, measure_betweenness
from autokg.network.engines import Scores, Task, choose_engine, require_engine
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx

MEASURES = ("degree", "strength", "betweenness", "pagerank", "constraint")

_DIGITS = 9  # sums of floats differ beyond, by the order they are made in
_EXACT = 2000  # nodes up to which all shortest paths are followed: some seconds
_PIVOTS = 500
_COUNTED, _COUNTER = {"degree": None, "strength": "weight"}, "networkx"


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


@dataclass(frozen=True, slots=True)
class Ranking:
    """The nodes of a network by a measure.

    Attributes:
        engine: what computed it.
        sample: from how many nodes it was sampled; None where it is exact.

    """

    rows: tuple[Ranked, ...]
    engine: str
    sample: Sample | None = None


def rank(
    network: nx.MultiDiGraph,
    measure: str = "degree",
    *,
    weight: str | None = None,
    pivots: int | None = None,
    engine: str | None = None,
) -> Ranking:
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
    engine : str, optional
        What computes it: `networkx`, `igraph` or a backend of networkx; by default what suits the size.

    Returns
    -------
    Ranking
        Nodes of equal value share a rank; among them the order is that of labels. Nodes without any tie have no
        constraint and are left out of that ranking.

    Raises
    ------
    UnknownNameError
        Where there is no such measure or engine.
    UsageError
        Where the engine does not have the measure.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.MultiDiGraph([("hub", "a"), ("hub", "b"), ("hub", "c")])
    >>> [(row.rank, row.node, row.value) for row in rank(star, "betweenness").rows][:2]
    [(1, 'hub', 1.0), (2, 'a', 0.0)]
    >>> [(row.node, round(row.value, 3)) for row in rank(star, "constraint").rows][:2]
    [('hub', 0.333), ('a', 1.0)]

    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    require_engine(engine)
    graph = flatten(network, weight)
    found = _score(graph, measure, pivots, engine)
    rows = _ranked(network, found.scores, found.errors, ascending=measure == "constraint")
    return Ranking(tuple(rows), found.engine, found.sample)


def _score(graph: nx.Graph, measure: str, pivots: int | None, engine: str | None) -> Scored:
    if measure == "betweenness":
        sampled = pivots or (_PIVOTS if len(graph) > _EXACT else None)
        return measure_betweenness(graph, sampled, engine=engine)
    if measure in _COUNTED:
        if engine not in (None, _COUNTER):
            raise UsageError(f"{measure} needs no engine; remove {engine}")
        return Scored(dict(graph.degree(weight=_COUNTED[measure])), _COUNTER)
    task: Task = "pagerank" if measure == "pagerank" else "constraint"
    chosen = choose_engine(task, graph, engine)
    return Scored(chosen.pagerank() if task == "pagerank" else chosen.constraint(), chosen.name)


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
