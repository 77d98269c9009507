"""The neighbourhood of a thing, cut out of a network."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from autokg.names.lookup import Names
from autokg.network.views import run_measure_query
from autokg.query.saved import find_terms
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx

# Half the industry sells to the United States: what two models have in common by that is no neighbourhood.
_ENDS_OF_THE_WAY = frozenset({"Country", "Region"})


def find_start(things: Collection[NamedNode], network: nx.MultiDiGraph, store: Store) -> set[str]:
    """Return the nodes of a network from which the neighbourhood of things is reached.

    These are the things and what they consist of: the models of a brand, the members, ventures and brands of a company,
    the plants in a town, country or region. If none of them is in the network, their owners.
    """
    rows = run_measure_query(store, "around", thing=things)
    parts = {row["part"].value for row in rows if row["kind"].value == "part"} | {thing.value for thing in things}
    owners = {row["part"].value for row in rows if row["kind"].value == "owner"}
    return parts.intersection(network) or owners.intersection(network)


def cut_around_name(network: nx.MultiDiGraph, name: str, store: Store, hops: int = 1) -> nx.MultiDiGraph:
    """Return the part of a network that is near the things of a name; raise `UnknownNameError` if there are none."""
    return cut_around(network, find_start(find_terms(name, "thing", Names(store)), network, store), hops)


def cut_around(network: nx.MultiDiGraph, nodes: Iterable[str], hops: int = 1) -> nx.MultiDiGraph:
    """Return the part of a network within some steps of one of some nodes.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges can be walked both ways, but no way leads on from a country or
        region.
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
    >>> row.nodes["b"]["type"] = "Country"
    >>> list(cut_around(row, ["a"], 2))
    ['a', 'b']

    """
    reached = front = {node for node in nodes if node in network}
    for _ in range(hops):
        beyond = {other for node in front for other in chain(network.successors(node), network.predecessors(node))}
        front = {node for node in beyond - reached if network.nodes[node].get("type") not in _ENDS_OF_THE_WAY}
        reached = reached | beyond
    cut = network.copy()
    cut.remove_nodes_from([node for node in network if node not in reached])
    return cut
