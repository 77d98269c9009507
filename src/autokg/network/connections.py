"""How two things are connected: the shortest and the strongest chains, each step with what ties its ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from autokg.errors import UsageError
from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Tie:
    """One edge of a step; `along` says whether it leads the way the step goes.

    Attributes:
        through, through_label: the agreement, venture, production or stake that makes it, where one does.
        slot: what `load_edge_evidence` finds its evidence by.

    """

    type: str
    along: bool
    status: str = ""
    start: str = ""
    end: str = ""
    sources: int = 0
    through: str = ""
    through_label: str = ""
    layer: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one thing to the next, and all that ties the two."""

    source: str
    source_label: str
    target: str
    target_label: str
    ties: tuple[Tie, ...]


Chain = tuple[Step, ...]

_TOLD = ("status", "start", "end", "sources", "through", "layer", "slot")


def find_shortest_chains(network: nx.MultiDiGraph, source: str, target: str, *, limit: int = 5) -> list[Chain]:
    """Return the chains of fewest steps between two nodes.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges can be walked both ways.
    source, target : str
        The IRIs of two nodes.
    limit : int
        How many chains to return at most.

    Returns
    -------
    list of Chain
        Chains of equal length; empty where the two are not connected. The chain from a node to itself has no steps.

    Raises
    ------
    UsageError
        Where one of the two is not in the network.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_edges_from([("a", "b", {"type": "partnerOf"}), ("c", "b", {"type": "shareholder"})])
    [0, 0]
    >>> (chain,) = find_shortest_chains(network, "a", "c")
    >>> [(step.source, step.target, tie.type, tie.along) for step in chain for tie in step.ties]
    [('a', 'b', 'partnerOf', True), ('b', 'c', 'shareholder', False)]

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    _require(network, source, target)
    graph = flatten(network)
    if not nx.has_path(graph, source, target):
        return []
    paths = islice(nx.all_shortest_paths(graph, source, target), limit)
    return [_chain(network, path) for path in paths]


def find_strongest_chain(
    network: nx.MultiDiGraph, source: str, target: str, *, weight: str = "sources"
) -> Chain | None:
    """Return the chain with the heaviest ties between two nodes.

    A step is as long as its tie is light (1 / weight), and the chain is the shortest one by that measure: it goes a
    longer way round where the short cut rests on a single source.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges can be walked both ways.
    source, target : str
        The IRIs of two nodes.
    weight : str
        What a tie weighs, as `flatten` takes it.

    Returns
    -------
    Chain or None
        None where the two are not connected.

    Raises
    ------
    UsageError
        Where one of the two is not in the network.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> for ends, sources in {"ac": 1, "ab": 5, "bc": 5}.items():
    ...     _ = network.add_edge(*ends, type="partnerOf", sources=sources)
    >>> [step.target for step in find_strongest_chain(network, "a", "c")]
    ['b', 'c']

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    _require(network, source, target)
    graph = flatten(network, weight)
    try:
        path = nx.dijkstra_path(graph, source, target, weight=lambda *ends: 1 / ends[2]["weight"])
    except nx.NetworkXNoPath:
        return None
    return _chain(network, path)


def _require(network: nx.MultiDiGraph, *nodes: str) -> None:
    for node in nodes:
        if node not in network:
            raise UsageError(f"<{node}> is not in the network {network.name}; it may be in another view")


def _chain(network: nx.MultiDiGraph, path: Sequence[str]) -> Chain:
    label = network.nodes(data="label")
    return tuple(
        Step(source, label[source] or source, target, label[target] or target, _ties(network, source, target))
        for source, target in pairwise(path)
    )


def _ties(network: nx.MultiDiGraph, source: str, target: str) -> tuple[Tie, ...]:
    forth = network.get_edge_data(source, target, default={})
    back = network.get_edge_data(target, source, default={})
    return tuple(_tie(data, along) for edges, along in ((forth, True), (back, False)) for data in edges.values())


def _tie(data: dict[str, Any], along: bool) -> Tie:
    known = {name: data[name] for name in _TOLD if name in data}
    return Tie(data["type"], along, through_label=data.get("throughLabel", ""), **known)
