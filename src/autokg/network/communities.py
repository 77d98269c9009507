"""Which nodes belong together: communities by Louvain's or Leiden's method, named after their best-tied members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError
from autokg.network.engines import Method, choose_engine, require_engine
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx

METHODS: tuple[Method, ...] = ("louvain", "leiden")

_SEED = 0  # Louvain visits nodes in a shuffled order: always the same one
_NAMED_AFTER = 2
_DIGITS = 9  # sums of floats differ beyond, by the order they are made in


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
        engine: what found them.

    """

    communities: tuple[Community, ...]
    modularity: float
    engine: str


def find_communities(
    network: nx.MultiDiGraph,
    *,
    weight: str | None = None,
    resolution: float = 1.0,
    method: str = "louvain",
    engine: str | None = None,
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
        `louvain`, or `leiden`, which networkx does not have.
    engine : str, optional
        What finds them: `networkx`, `igraph` or a backend of networkx; by default what suits the method and the size.

    Returns
    -------
    Partition
        The communities and their modularity. Nodes without ties are communities of their own. Each engine finds the
        same in every run; two engines find others, of about the same modularity.

    Raises
    ------
    UnknownNameError
        Where there is no such method or engine.
    UsageError
        Where the engine, or none that is installed, has the method.

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

    if method not in METHODS:
        raise UnknownNameError("method", method, METHODS)
    known: Method = "leiden" if method == "leiden" else "louvain"
    require_engine(engine, known)
    graph = flatten(network, weight)
    chosen = choose_engine(known, graph, engine)
    parts = chosen.communities(known, resolution, _SEED) if len(graph) else []
    modularity = nx.community.modularity(graph, parts, resolution=resolution) if graph.size() else 0.0
    labels = {node: label or node for node, label in graph.nodes(data="label")}
    strength = _strength_within(graph, parts)
    communities = [_community(part, labels, strength) for part in parts]
    communities.sort(key=lambda community: (-len(community.nodes), community.name, community.nodes))
    return Partition(tuple(communities), round(modularity, _DIGITS), chosen.name)


def _strength_within(graph: nx.Graph, parts: Sequence[set[str]]) -> dict[str, float]:
    """Return how strongly each node is tied to its own part."""
    part_of = {node: number for number, part in enumerate(parts) for node in part}
    strength = dict.fromkeys(graph, 0.0)
    for one, other, weight in graph.edges(data="weight"):
        if part_of[one] == part_of[other]:
            strength[one] += weight
            strength[other] += weight
    return strength


def _community(part: set[str], labels: Mapping[str, str], strength: Mapping[str, float]) -> Community:
    ordered = sorted(part, key=lambda node: (-strength[node], labels[node], node))
    name = ", ".join(labels[node] for node in ordered[:_NAMED_AFTER])
    others = len(ordered) - _NAMED_AFTER
    return Community(f"{name} and {others} more" if others > 0 else name, tuple(ordered))
