"""igraph, a library in C: at a hundred thousand nodes it takes seconds for what networkx takes minutes for.

It is under the GPL, so it is an extra (`pip install autokg[fast]`), which nothing else here needs.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from autokg.network.engines.base import Method, Scores

if TYPE_CHECKING:
    import networkx as nx

_ROUNDS = 2  # of Leiden's method, as igraph has it: more took ten times as long for a modularity better by 0.0003


class IgraphEngine:
    """Measures a graph by igraph."""

    name = "igraph"

    def __init__(self, graph: nx.Graph, weight: str | None = "weight") -> None:
        """Copy a graph, nodes and edges in the order of names, on which the outcome of a method may hang."""
        import igraph  # noqa: PLC0415 (an extra, 0.2 s)

        self._names: list[str] = sorted(graph)
        self._places = {name: place for place, name in enumerate(self._names)}
        edges = graph.edges(data=weight, default=1) if weight else ((*ends, 1) for ends in graph.edges())
        placed = ((self._places[one], self._places[other], value) for one, other, value in edges)
        ordered = sorted((min(one, other), max(one, other), value) for one, other, value in placed)
        self._graph = igraph.Graph(len(self._names), [edge[:2] for edge in ordered])
        self._weights = [edge[2] for edge in ordered] if weight else None

    def pagerank(self) -> Scores:
        """Return the PageRank of each node."""
        return self._named(self._graph.pagerank(weights=self._weights))

    def constraint(self) -> Scores:
        """Return Burt's constraint of each node."""
        return self._named(self._graph.constraint(weights=self._weights))

    def betweenness(self, sources: Sequence[str] | None = None) -> Scores:
        """Return how many pairs have each node between them, from some sources or from all."""
        places = None if sources is None else [self._places[source] for source in sources]
        once = self._graph.betweenness(directed=False, weights=self._weights, sources=places)
        return self._named([2 * score for score in once])  # igraph counts a pair without direction once

    def communities(self, method: Method, resolution: float, seed: int) -> list[set[str]]:
        """Return which nodes belong together."""
        with _seeded(seed):
            if method == "louvain":
                found = self._graph.community_multilevel(weights=self._weights, resolution=resolution)
            else:
                found = self._graph.community_leiden(
                    "modularity", weights=self._weights, resolution=resolution, n_iterations=_ROUNDS
                )
        return [{self._names[place] for place in part} for part in found]

    def _named(self, values: Sequence[float]) -> Scores:
        return dict(zip(self._names, values, strict=True))


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a seeded generator; what it draws from is one for all its graphs."""
    import igraph  # noqa: PLC0415 (an extra, 0.2 s)

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 (no secret is drawn)
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def has_igraph() -> bool:
    """Whether igraph is installed."""
    return importlib.util.find_spec("igraph") is not None
