"""networkx itself, which is always there, and its backends, for graphics cards and what else there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from autokg.errors import UsageError
from autokg.network.engines.base import Method, Scores, Task
from autokg.network.engines.scores import constraint, pagerank

if TYPE_CHECKING:
    import networkx as nx


class BackendEngine:
    """Measures a graph by a backend of networkx, asked for by its name."""

    def __init__(self, name: str, graph: nx.Graph, weight: str | None = "weight") -> None:
        """Take a graph, and which attribute of its edges is their weight; None: all are alike."""
        self.name, self._graph, self._weight = name, graph, weight

    def pagerank(self) -> Scores:
        """Return the PageRank of each node."""
        import networkx as nx  # noqa: PLC0415 (0.2 s)

        return dict(self._run(nx.pagerank, tol=1e-12, max_iter=1000))

    def constraint(self) -> Scores:
        """Return Burt's constraint of each node."""
        import networkx as nx  # noqa: PLC0415 (0.2 s)

        return dict(self._run(nx.constraint))

    def betweenness(self, sources: Sequence[str] | None = None) -> Scores:
        """Return how many pairs have each node between them, from some sources or from all."""
        import networkx as nx  # noqa: PLC0415 (0.2 s)

        if sources is None:
            once = self._run(nx.betweenness_centrality, normalized=False)
        else:
            once = self._run(nx.betweenness_centrality_subset, sources=sources, targets=list(self._graph))
        return {node: 2 * score for node, score in once.items()}  # networkx counts a pair without direction once

    def communities(self, method: Method, resolution: float, seed: int) -> list[set[str]]:
        """Return which nodes belong together."""
        import networkx as nx  # noqa: PLC0415 (0.2 s)

        names = sorted(self._graph)
        numbered = nx.convert_node_labels_to_integers(self._graph, ordering="sorted")  # a set of text has no order
        find = nx.community.leiden_communities if method == "leiden" else nx.community.louvain_communities
        parts = BackendEngine(self.name, numbered, self._weight)._run(find, resolution=resolution, seed=seed)
        return [{names[number] for number in part} for part in parts]

    def _run(self, measure: Callable[..., Any], **options: Any) -> Any:
        import networkx as nx  # noqa: PLC0415 (0.2 s)

        with nx.config(warnings_to_ignore={"cache"}):  # which tells not to change the graph meanwhile
            try:
                return measure(self._graph, weight=self._weight, backend=self.name, **options)
            except NotImplementedError as error:  # it may lack an option only
                raise UsageError(f"the engine {self.name} has no {measure.__name__} for this; use another") from error


class NetworkxEngine(BackendEngine):
    """Measures a graph by networkx, and by NumPy where networkx would need SciPy or minutes."""

    def __init__(self, graph: nx.Graph, weight: str | None = "weight") -> None:
        """Take a graph, and which attribute of its edges is their weight; None: all are alike."""
        super().__init__("networkx", graph, weight)

    def pagerank(self) -> Scores:
        """Return the PageRank of each node."""
        return pagerank(self._graph)

    def constraint(self) -> Scores:
        """Return Burt's constraint of each node."""
        return constraint(self._graph)


def installed_backends() -> list[str]:
    """Return the names of the backends of networkx that are installed."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    return sorted(nx.config.backends)


def backend_has(name: str, task: Task) -> bool:
    """Whether networkx or a backend of it has what a task needs."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    needed = {
        "pagerank": nx.pagerank,
        "constraint": nx.constraint,
        "betweenness": nx.betweenness_centrality,
        "louvain": nx.community.louvain_communities,
        "leiden": getattr(nx.community, "leiden_communities", None),  # networkx 3.5 and later
    }
    return name in getattr(needed[task], "backends", ())
