"""The neighbourhood of a thing, cut out of a network."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def cut_around(network: nx.MultiDiGraph, nodes: Iterable[str], hops: int = 1) -> nx.MultiDiGraph:
    """Return the part of a network within some steps of one of some nodes.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges can be walked both ways.
    nodes : iterable of str
        IRIs; those that are not in the network have no neighbourhood in it.
    hops : int
        How many steps from the nearest of them.

    Returns
    -------
    networkx.MultiDiGraph
        The nodes within reach in the order of the network, and all edges between them.

    Examples
    --------
    >>> import networkx as nx
    >>> row = nx.MultiDiGraph([("a", "b"), ("c", "b"), ("c", "d")])
    >>> list(cut_around(row, ["a"])), list(cut_around(row, ["a"], 2))
    (['a', 'b'], ['a', 'b', 'c'])

    """
    reached = front = {node for node in nodes if node in network}
    for _ in range(hops):
        beyond = {other for node in front for other in chain(network.successors(node), network.predecessors(node))}
        front = beyond - reached
        reached = reached | front
    cut = network.copy()
    cut.remove_nodes_from([node for node in network if node not in reached])
    return cut
