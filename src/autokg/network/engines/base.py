"""What an engine does: it is made of one graph, and measures that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

Scores = dict[str, float]
Method = Literal["louvain", "leiden"]
Task = Literal["pagerank", "constraint", "betweenness", "louvain", "leiden"]


class Engine(Protocol):
    """Measures of one simple undirected graph, which must not change meanwhile.

    An engine is asked only for what its library has. Scores are the same in all engines, but for rounding; communities
    are not, for each library breaks even in its own way.
    """

    @property
    def name(self) -> str:
        """What computes: a library's name."""
        ...

    def pagerank(self) -> Scores:
        """Return the PageRank of each node, the weight of a tie being its strength."""
        ...

    def constraint(self) -> Scores:
        """Return Burt's constraint of each node, NaN for one without ties."""
        ...

    def betweenness(self, sources: Sequence[str] | None = None) -> Scores:
        """Return how many pairs have each node between them, the weight of a tie being its length.

        A pair counts with the share of its shortest paths that lead through the node, and once each way; its first is
        one of the sources, where they are given.
        """
        ...

    def communities(self, method: Method, resolution: float, seed: int) -> list[set[str]]:
        """Return which nodes belong together, in no order; the same in every run."""
        ...
