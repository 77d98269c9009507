"""What holds the network together: nodes and ties whose loss splits it.

Where agreements are nodes, as in the views `agreements` and `all`, they are found like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autokg.network.ties import flatten

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class CutNode:
    """A node whose loss splits its part of the network.

    Attributes:
        pieces: the sizes of what is left, the largest first.

    """

    node: str
    label: str
    type: str
    pieces: tuple[int, ...]

    @property
    def cut_off(self) -> int:
        """How many nodes lose the rest: all but the largest piece."""
        return sum(self.pieces[1:])


@dataclass(frozen=True, slots=True)
class CutTie:
    """Two nodes whose tie is all that holds their sides together."""

    source: str
    source_label: str
    target: str
    target_label: str
    pieces: tuple[int, int]


def find_cut_nodes(network: nx.MultiDiGraph) -> list[CutNode]:
    """Return the nodes whose loss splits the network, the most damaging first.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it; its edges are taken as ties without direction.

    Returns
    -------
    list of CutNode
        Sorted by how many nodes are cut off, then by label.

    Notes
    -----
    The blocks that no single loss splits and the nodes they share form a forest [1]_; one walk over it gives the
    sizes of all pieces, so that the time grows with the number of edges only.

    References
    ----------
    .. [1] Hopcroft, Tarjan (1973), Algorithm 447: efficient algorithms for graph manipulation.

    Examples
    --------
    >>> import networkx as nx
    >>> chain = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")])
    >>> [(cut.node, cut.pieces) for cut in find_cut_nodes(chain)]
    [('b', (2, 1)), ('c', (2, 1))]

    """
    pieces = {view.node: view.pieces for view in _Forest(flatten(network)).views() if len(view.beyond) > 0}
    cuts = [
        CutNode(node, data.get("label", node), data.get("type", ""), pieces[node])
        for node, data in network.nodes(data=True)
        if node in pieces
    ]
    return sorted(cuts, key=lambda cut: (-cut.cut_off, cut.label, cut.node))


def find_cut_ties(network: nx.MultiDiGraph) -> list[CutTie]:
    """Return the pairs whose tie alone holds two sides together, the most even split first.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it. Several edges between two nodes are one tie.

    Returns
    -------
    list of CutTie
        Sorted by the size of the smaller side, then by labels.

    Examples
    --------
    >>> import networkx as nx
    >>> chain = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")])
    >>> [(cut.source, cut.target, cut.pieces) for cut in find_cut_ties(chain)]
    [('b', 'c', (2, 2)), ('a', 'b', (3, 1)), ('c', 'd', (3, 1))]

    """
    label = network.nodes(data="label")
    cuts: dict[tuple[str, str], CutTie] = {}
    for view in _Forest(flatten(network)).views():
        if len(view.block) == 2:  # noqa: PLR2004 (a block of two nodes is a tie that no other way goes round)
            source, target = sorted(view.block)
            far = 1 + sum(view.beyond)
            pieces = max(far, view.size - far), min(far, view.size - far)
            cuts[source, target] = CutTie(source, label[source] or source, target, label[target] or target, pieces)
    return sorted(
        cuts.values(), key=lambda cut: (-cut.pieces[1], cut.source_label, cut.target_label, cut.source, cut.target)
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What lies beyond a node as seen from one block of it, on the walk away from the root of the forest.

    Attributes:
        beyond: the sizes of what hangs on the node by its other blocks, the node not counted.
        size: of the whole component.

    """

    node: str
    block: frozenset[str]
    beyond: tuple[int, ...]
    size: int

    @property
    def pieces(self) -> tuple[int, ...]:
        """The sizes of what is left where the node is lost, the largest first."""
        return tuple(sorted((*self.beyond, self.size - 1 - sum(self.beyond)), reverse=True))


class _Forest:
    """The blocks of a graph by number, and of which blocks each node is."""

    def __init__(self, graph: nx.Graph) -> None:
        import networkx as nx  # noqa: PLC0415 (0.2 s)

        self.blocks = [frozenset(block) for block in nx.biconnected_components(graph)]
        self.blocks_of: dict[str, list[int]] = defaultdict(list)
        for number, block in enumerate(self.blocks):
            for node in block:
                self.blocks_of[node].append(number)

    def views(self) -> Iterator[_View]:
        """Yield a view of every node from the block of it that is nearest to the root of its tree."""
        seen: set[int] = set()
        for root in range(len(self.blocks)):
            if root not in seen:
                entries = self._walk(root)
                seen.update(entries)
                yield from self._measure(entries)

    def _walk(self, root: int) -> dict[int, str | None]:
        """Return the blocks of a tree in an order away from its root, each with the node it is entered by."""
        entries: dict[int, str | None] = {root: None}
        ahead = [root]
        while ahead:
            block = ahead.pop()
            for node in self.blocks[block] - {entries[block]}:
                for other in self.blocks_of[node]:
                    if other != block:
                        entries[other] = node
                        ahead.append(other)
        return entries

    def _measure(self, entries: dict[int, str | None]) -> list[_View]:
        below: dict[int, int] = {}
        beyond: dict[tuple[str, int], tuple[int, ...]] = {}
        for block in reversed(list(entries)):
            inner = self.blocks[block] - {entries[block]}
            for node in inner:
                beyond[node, block] = tuple(below[other] for other in self.blocks_of[node] if other != block)
            below[block] = len(inner) + sum(sum(beyond[node, block]) for node in inner)
        size = below[next(iter(entries))]
        return [_View(node, self.blocks[block], sizes, size) for (node, block), sizes in beyond.items()]
