"""From many typed edges to one weighted tie per pair, which is what most measures are defined on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def flatten(network: nx.MultiDiGraph, weight: str | None = None) -> nx.Graph:
    """Return the undirected network with one weighted tie per pair of nodes.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it.
    weight : str, optional
        What a tie weighs: nothing said, 1; `ties`, the number of agreements, ventures, productions or plain links
        between the two; else the sum of a numeric attribute of these, such as `sources`, `share` or `volume`, where
        pairs without it are not tied.

    Returns
    -------
    networkx.Graph
        The nodes with their attributes; edges with `weight`. An edge from a node to itself ties nothing.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", through="deal 1", sources=3)
    >>> _ = network.add_edge("b", "a", through="deal 1", sources=2)
    >>> _ = network.add_edge("a", "b", through="deal 2", sources=1)
    >>> [flatten(network, weight).edges["a", "b"]["weight"] for weight in (None, "ties", "sources")]
    [1, 2, 4]

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    graph = nx.Graph()
    graph.add_nodes_from(network.nodes(data=True))
    totals = ((pair, 1 if weight is None else sum(tie.values())) for pair, tie in _ties(network, weight).items())
    graph.add_edges_from((*pair, {"weight": total}) for pair, total in totals if total)
    return graph


def _ties(network: nx.MultiDiGraph, weight: str | None) -> dict[tuple[str, str], dict[str, float]]:
    """Return for each pair what each thing that ties it weighs; one that ties it by two edges counts once."""
    ties: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for source, target, key, data in network.edges(keys=True, data=True):
        if source != target:
            tie = ties[(source, target) if source < target else (target, source)]
            through = data.get("through", key)
            value = 1 if weight in (None, "ties") else data.get(weight, 0)
            tie[through] = max(value, tie.get(through, 0))
    return {pair: ties[pair] for pair in sorted(ties)}
