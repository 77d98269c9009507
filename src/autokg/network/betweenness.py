"""Betweenness: of all nodes exactly, or from a sample of them with its error."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, log, sqrt
from typing import TYPE_CHECKING

from autokg.network.engines import Engine, Scores, choose_engine

if TYPE_CHECKING:
    import networkx as nx

SEED = 0  # of every sample
_PARTS = 50  # of a sample, whose differences tell its error
_ODDS = 0.05
_UNIT = 720_720  # a tie of weight 1 is so long: ties of 1 to 16 are whole numbers of it, so equal ways stay equal
_WHOLE = 16


@dataclass(frozen=True, slots=True)
class Sample:
    """From how many nodes shortest paths were followed, and what that leaves unsure.

    Attributes:
        size, of: how many nodes were drawn, and from how many.
        bound: in 95 of 100 samples no value is off by more than this.

    """

    size: int
    of: int
    seed: int
    bound: float


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of nodes.

    Attributes:
        engine: what computed them.
        errors: their standard errors; none where they are exact.

    """

    scores: Scores
    engine: str
    errors: Scores = field(default_factory=dict)
    sample: Sample | None = None


def measure_betweenness(graph: nx.Graph, pivots: int | None = None, *, engine: str | None = None) -> Scored:
    """Return the betweenness of the nodes of a weighted graph.

    Parameters
    ----------
    graph : networkx.Graph
        A graph whose edges have `weight`; a heavier edge is a shorter step (1 / weight).
    pivots : int, optional
        From how many nodes shortest paths are followed: from all where none is given or there are not more. Above 50
        it is rounded down to a multiple of 50.
    engine : str, optional
        What computes it, as `choose_engine` takes it.

    Returns
    -------
    Scored
        The share of shortest paths that lead through each node. Of a sample it is right on average, and how far off
        it may be is told in two ways. The standard error is taken from how much parts of the sample differ: of central
        nodes most values are off by less than twice of it, but of those that few paths lead through it is too small,
        for most parts meet none of these. The bound (Hoeffding's, for all nodes at once) holds for them too, and is
        wide.

    Notes
    -----
    The sample is the same in every run and every engine, so that they agree to rounding.

    References
    ----------
    .. [1] Brandes, Pich (2007), Centrality estimation in large networks, International Journal of Bifurcation and
       Chaos 17.

    Examples
    --------
    >>> import networkx as nx
    >>> measure_betweenness(nx.path_graph(3)).scores
    {0: 0.0, 1: 1.0, 2: 0.0}
    >>> sampled = measure_betweenness(nx.star_graph(99), 50)
    >>> sampled.sample.size, round(sampled.scores[0], 1), round(sampled.errors[0], 3)
    (50, 1.0, 0.014)

    """
    lengths, weight = _with_lengths(graph)
    chosen = choose_engine("betweenness", lengths, engine, weight=weight)
    pairs = max((len(graph) - 1) * (len(graph) - 2), 1)
    if pivots is None or pivots >= len(graph):
        exact = chosen.betweenness()
        return Scored({node: exact[node] / pairs for node in graph}, chosen.name)
    parts = _parts(graph, pivots)
    means, errors = _estimate(graph, chosen, parts, pairs)
    size = sum(map(len, parts))
    return Scored(means, chosen.name, errors, Sample(size, len(graph), SEED, _bound(size, len(graph))))


def _with_lengths(graph: nx.Graph) -> tuple[nx.Graph, str | None]:
    """Return a graph whose edges have a length, and the name of that; None where steps can be counted.

    Lengths are whole numbers: engines differ in which of two nearly equal sums they take for the shorter.
    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    weights = set(nx.get_edge_attributes(graph, "weight", 1).values())
    if len(weights) <= 1:
        return graph, None
    unit = _UNIT * ceil(max(weights) / _WHOLE)
    lengths = nx.Graph()
    lengths.add_nodes_from(graph)
    lengths.add_edges_from((*ends, {"length": round(unit / weight)}) for *ends, weight in graph.edges(data="weight"))
    return lengths, "length"


def _parts(graph: nx.Graph, pivots: int) -> list[list[str]]:
    """Draw nodes, in parts of equal size."""
    drawn = random.Random(SEED).sample(sorted(graph), pivots)  # noqa: S311 (no secret is drawn)
    number = min(pivots, _PARTS)
    return [drawn[part::number][: pivots // number] for part in range(number)]


def _estimate(graph: nx.Graph, engine: Engine, parts: Sequence[Sequence[str]], pairs: int) -> tuple[Scores, Scores]:
    """Return what all parts of a sample say, and its standard error; a sample of nearly all has nearly none."""
    import numpy as np  # noqa: PLC0415 (0.1 s)

    scale = len(graph) / len(parts[0]) / pairs
    said = map(engine.betweenness, parts)
    drawn = np.stack([np.fromiter((part[node] for node in graph), float, len(graph)) for part in said]) * scale
    unseen = sqrt((1 - len(parts) * len(parts[0]) / len(graph)) / len(parts))
    means, errors = drawn.mean(axis=0), drawn.std(axis=0, ddof=1) * unseen
    return dict(zip(graph, means.tolist(), strict=True)), dict(zip(graph, errors.tolist(), strict=True))


def _bound(size: int, nodes: int) -> float:
    """Return Hoeffding's bound for all nodes at once: paths from one node give each other a share from 0 to 1."""
    return nodes / (nodes - 1) * sqrt(log(2 * nodes / _ODDS) / (2 * size))
