"""Which nodes belong together: communities by Louvain's or Leiden's method, named after their best-tied members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError, UsageError
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx

METHODS = ("louvain", "leiden")

_SEED = 0  # Louvain visits nodes in a shuffled order: always the same one
_NAMED_AFTER = 2


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that belong together; the best-tied come first and give the name."""

    name: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """All communities of a network, the largest first.

    Attributes:
        modularity: how much more ties there are within them than by chance, up to 1; from 0.3 they mean something.

    """

    communities: tuple[Community, ...]
    modularity: float


def find_communities(
    network: nx.MultiDiGraph, *, weight: str | None = None, resolution: float = 1.0, method: str = "louvain"
) -> Partition:
    """Part a network into communities.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges are taken as ties without direction.
    weight : str, optional
        What a tie weighs, as `flatten` takes it.
    resolution : float
        Above 1 gives smaller communities, below 1 larger ones.
    method : str
        `louvain`, or `leiden` where a networkx backend that has it is installed.

    Returns
    -------
    Partition
        The communities and their modularity. Nodes without ties are communities of their own.

    Raises
    ------
    UnknownNameError
        Where there is no such method.
    UsageError
        Where no installed library has it.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "x"), ("x", "y"), ("y", "z"), ("z", "x")])
    >>> found = find_communities(network)
    >>> [(community.name, community.nodes) for community in found.communities]
    [('a, b and 1 more', ('a', 'b', 'c')), ('x, y and 1 more', ('x', 'y', 'z'))]
    >>> round(found.modularity, 3)
    0.357

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    graph = flatten(network, weight)
    names = sorted(graph)
    numbered = nx.convert_node_labels_to_integers(graph, ordering="sorted")  # a set of text has no steady order
    parts = _part(numbered, method, resolution)
    modularity = nx.community.modularity(numbered, parts, resolution=resolution) if numbered.size() else 0.0
    communities = [_community([names[number] for number in part], graph) for part in parts]
    communities.sort(key=lambda community: (-len(community.nodes), community.name, community.nodes))
    return Partition(tuple(communities), modularity)


def _part(graph: nx.Graph, method: str, resolution: float) -> Iterable[set[int]]:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    if method not in METHODS:
        raise UnknownNameError("method", method, METHODS)
    try:
        find = getattr(nx.community, f"{method}_communities")
        parts: Iterable[set[int]] = find(graph, weight="weight", resolution=resolution, seed=_SEED)
    except (AttributeError, NotImplementedError) as error:  # networkx before 3.5, or without a backend
        raise UsageError(f"no library that is installed finds communities by {method}; use louvain") from error
    return parts


def _community(nodes: list[str], graph: nx.Graph) -> Community:
    strength = graph.subgraph(nodes).degree(weight="weight")
    label = graph.nodes(data="label")
    labels = {node: label[node] or node for node in nodes}
    ordered = sorted(nodes, key=lambda node: (-strength[node], labels[node], node))
    name = ", ".join(labels[node] for node in ordered[:_NAMED_AFTER])
    others = len(nodes) - _NAMED_AFTER
    return Community(f"{name} and {others} more" if others > 0 else name, tuple(ordered))
