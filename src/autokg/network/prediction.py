"""Likely next partners, by how alike the neighbourhoods of two organisations are, and how often that came true.

A prediction is worth what its method was worth before: `backtest` predicts from what was there on earlier days and
counts how many of the predictions were followed by a tie.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from autokg.core.dates import ImpreciseDate
from autokg.errors import UnknownNameError
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx

Pair = tuple[str, str]
Scored = tuple[str, str, float]

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Prediction:
    """Two nodes that are not tied, and the score of a tie; common are the neighbours both have."""

    source: str
    source_label: str
    target: str
    target_label: str
    score: float
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backtest:
    """How predictions from one day on came out.

    Attributes:
        predicted: how many pairs were predicted.
        hits: how many of them were tied after that day.
        new: how many pairs of nodes known on that day were tied after it.
        candidates: how many pairs were not tied on that day: what a blind guess draws from.

    """

    day: dt.date
    predicted: int
    hits: int
    new: int
    candidates: int

    @property
    def hit_rate(self) -> float:
        """The share of the predictions that came true."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def chance(self) -> float:
        """The hit rate of a blind guess."""
        return self.new / self.candidates if self.candidates else 0.0


def predict(network: nx.MultiDiGraph, method: str = "resource-allocation", *, limit: int = 10) -> list[Prediction]:
    """Return the likeliest ties between nodes that have none.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges are taken as ties without direction.
    method : str
        One of `METHODS`: `common-neighbours` counts the neighbours both have; `adamic-adar` and `resource-allocation`
        count those with many neighbours less; `jaccard` is the share of all neighbours that both have;
        `preferential-attachment` multiplies the numbers of neighbours.
    limit : int
        How many ties to return at most.

    Returns
    -------
    list of Prediction
        The likeliest first; among equals the order is that of labels. Pairs that score 0 are left out.

    Raises
    ------
    UnknownNameError
        Where there is no such method.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph([("a", "m"), ("b", "m"), ("a", "n"), ("b", "n"), ("c", "n")])
    >>> [(found.source, found.target, found.common) for found in predict(network, "common-neighbours", limit=1)]
    [('a', 'b', ('m', 'n'))]

    """
    graph = flatten(network)
    label = {node: data.get("label", node) for node, data in network.nodes(data=True)}
    found = []
    for score, one, other in _best(graph, method, label, limit):
        common = tuple(sorted(label[node] for node in set(graph[one]) & set(graph[other])))
        found.append(Prediction(one, label[one], other, label[other], score, common))
    return found


def backtest(
    network: nx.MultiDiGraph, days: Sequence[dt.date], method: str = "resource-allocation", *, limit: int = 10
) -> list[Backtest]:
    """Return how predictions made on earlier days came out.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it. An edge was there from the first day of its start on, or where that is not
        known from the day of its first publication; what has neither is left out.
    days : sequence of datetime.date
        The days to predict from.
    method, limit
        As `predict` takes them.

    Returns
    -------
    list of Backtest
        One for each day, in their order. Only ties between nodes that were known on the day count: no method can
        foresee a newcomer.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> for pair, start in {"am": "2019", "bm": "2019", "cm": "2019", "ab": "2021"}.items():
    ...     _ = network.add_edge(*pair, start=start)
    >>> (test,) = backtest(network, [dt.date(2020, 1, 1)])
    >>> test.predicted, test.hits, round(test.hit_rate, 2), round(test.chance, 2)
    (3, 1, 0.33, 0.33)

    """
    dated = [
        (*sorted((source, target)), day)
        for source, target, data in network.edges(data=True)
        if source != target and (day := _first_day(data))
    ]
    return [_backtest(dated, day, method, limit) for day in days]


def _first_day(edge: Mapping[str, Any]) -> dt.date | None:
    start = ImpreciseDate.parse(edge["start"]).earliest if "start" in edge else None
    return start or (dt.date.fromisoformat(edge["published"]) if "published" in edge else None)


def _backtest(dated: Sequence[tuple[str, str, dt.date]], day: dt.date, method: str, limit: int) -> Backtest:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    known = nx.Graph()
    known.add_edges_from(sorted((one, other) for one, other, since in dated if since <= day))
    later = {(one, other) for one, other, since in dated if since > day and one in known and other in known}
    new = {pair for pair in later if not known.has_edge(*pair)}
    best = _best(known, method, {node: node for node in known}, limit)
    hits = sum((one, other) in new for _, one, other in best)
    candidates = len(known) * (len(known) - 1) // 2 - known.number_of_edges()
    return Backtest(day, len(best), hits, len(new), candidates)


def _best(graph: nx.Graph, method: str, label: Mapping[str, str], limit: int) -> list[tuple[float, str, str]]:
    """Return the pairs of the highest scores, (score, one, other)."""
    if method not in METHODS:
        raise UnknownNameError("method", method, METHODS)
    scored = ((round(score, _DIGITS), one, other) for one, other, score in METHODS[method](graph))
    found = sorted(
        (pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], label[pair[1]], label[pair[2]], pair[1:])
    )
    return found[:limit]


def _two_steps_apart(graph: nx.Graph) -> list[Pair]:
    """Return the pairs that are not tied and have a neighbour in common, each once."""
    pairs = {pair for node in graph for pair in combinations(sorted(graph[node]), 2)}
    return sorted(pair for pair in pairs if not graph.has_edge(*pair))


def _common_neighbours(graph: nx.Graph) -> Iterator[Scored]:
    for one, other in _two_steps_apart(graph):
        yield one, other, len(set(graph[one]) & set(graph[other]))


def _adamic_adar(graph: nx.Graph) -> Iterable[Scored]:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    scored: Iterable[Scored] = nx.adamic_adar_index(graph, _two_steps_apart(graph))
    return scored


def _resource_allocation(graph: nx.Graph) -> Iterable[Scored]:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    scored: Iterable[Scored] = nx.resource_allocation_index(graph, _two_steps_apart(graph))
    return scored


def _jaccard(graph: nx.Graph) -> Iterable[Scored]:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    scored: Iterable[Scored] = nx.jaccard_coefficient(graph, _two_steps_apart(graph))
    return scored


def _preferential_attachment(graph: nx.Graph) -> Iterable[Scored]:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    apart = [pair for pair in combinations(sorted(graph), 2) if not graph.has_edge(*pair)]
    scored: Iterable[Scored] = nx.preferential_attachment(graph, apart)
    return scored


METHODS: dict[str, Callable[[nx.Graph], Iterable[Scored]]] = {
    "resource-allocation": _resource_allocation,
    "adamic-adar": _adamic_adar,
    "common-neighbours": _common_neighbours,
    "jaccard": _jaccard,
    "preferential-attachment": _preferential_attachment,
}
