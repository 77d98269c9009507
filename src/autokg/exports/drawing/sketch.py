"""A network made ready for paper: one node a thing, one line a pair of things, no places yet.

>>> import networkx as nx
>>> network = nx.MultiDiGraph()
>>> network.add_node("a", label="Acme", type="Company")
>>> network.add_node("b", label="Hill plant", type="Plant")
>>> _ = network.add_edge("a", "b", type="plannedOperatorOf", status="planned", sources=1)
>>> _ = network.add_edge("a", "b", type="operates", status="actual", sources=2)
>>> sketch(network).ties
(Tie(source=0, target=1, line=<Line.SOLID: 'solid'>, sources=3, arrow=True),)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from autokg.exports.drawing.lines import MEANINGS, Line, is_mutual, line_of

if TYPE_CHECKING:
    import networkx as nx

_End = TypeVar("_End", int, str)
_STRENGTH = {line: number for number, line in enumerate(MEANINGS)}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing to be drawn.

    Attributes:
        members: how many things it stands for.

    """

    label: str
    type: str
    members: int = 1


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two nodes, given by their numbers.

    Attributes:
        line: the strongest of the edges it stands for: what holds over what is planned over what is over.
        sources: of all these edges together.
        arrow: whether the direction means something.

    """

    source: int
    target: int
    line: Line
    sources: int
    arrow: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is to be drawn."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    def degrees(self) -> list[int]:
        """Return how many lines end at each node."""
        counts = [0] * len(self.nodes)
        for tie in self.ties:
            counts[tie.source] += 1
            counts[tie.target] += 1
        return counts


def sketch(network: nx.MultiDiGraph) -> Sketch:
    """Return what is to be drawn of a network as `project` gives it; a tie of a thing to itself is not."""
    numbers = {node: number for number, node in enumerate(network)}
    nodes = tuple(
        Node(str(data.get("label", node)), str(data.get("type", "")), int(data.get("members", 1)))
        for node, data in network.nodes(data=True)
    )
    pairs: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for source, target, data in network.edges(data=True):
        if source != target:
            pairs.setdefault(ends_of(numbers[source], numbers[target], data), []).append(data)
    return Sketch(nodes, tuple(_tie(*ends, pairs[ends]) for ends in sorted(pairs)))


def ends_of(source: _End, target: _End, edge: Mapping[str, Any]) -> tuple[_End, _End]:
    """Return between which two nodes an edge is a line: of one that holds both ways in their order."""
    return (min(source, target), max(source, target)) if is_mutual(edge["type"]) else (source, target)


def _tie(source: int, target: int, edges: list[Mapping[str, Any]]) -> Tie:
    line = min(map(line_of, edges), key=_STRENGTH.__getitem__)
    arrow = not all(is_mutual(edge["type"]) for edge in edges)
    return Tie(source, target, line, sum(int(edge.get("sources", 1)) for edge in edges), arrow)
