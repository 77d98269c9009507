"""Where on paper each node goes: every connected part by itself, then the parts beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autokg.exports.drawing import graphviz, stress
from autokg.exports.drawing.label_lines import Room
from autokg.exports.drawing.packing import pack
from autokg.exports.drawing.sketch import Sketch
from autokg.exports.drawing.spacing import Places, part

_TALL = 1.2


@dataclass(frozen=True, slots=True)
class Layout:
    """The centres of the nodes of a sketch, in points, y upwards, and by what they were found.

    Attributes:
        by_graphviz: whether Graphviz placed them, not Python alone.

    """

    places: Places
    by_graphviz: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected part: which nodes, the edges between them by their numbers in it, their boxes."""

    nodes: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]
    rooms: tuple[Room, ...]


def lay_out(drawn: Sketch, rooms: Sequence[Room]) -> Layout:
    """Return places for the nodes of a sketch at which their boxes do not overlap."""
    program = graphviz.find_program()
    parts = _connected_parts(drawn, rooms)
    blocks = [_place(each, program) for each in parts]
    return Layout(_beside_each_other(parts, blocks, len(rooms)), program is not None)


def _connected_parts(drawn: Sketch, rooms: Sequence[Room]) -> list[_Part]:
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    graph = nx.Graph((tie.source, tie.target) for tie in drawn.ties)
    graph.add_nodes_from(range(len(drawn.nodes)))
    parts = []
    for nodes in sorted(map(sorted, nx.connected_components(graph))):
        number = {node: number for number, node in enumerate(nodes)}
        edges = sorted((number[one], number[other]) for one, other in graph.subgraph(nodes).edges)
        parts.append(_Part(tuple(nodes), tuple(edges), tuple(rooms[node] for node in nodes)))
    return parts


def _place(each: _Part, program: str | None) -> Places:
    if len(each.nodes) == 1:
        return np.zeros((1, 2))
    places = _by_graphviz(each, program) if program else None
    return part(stress.place(each.edges, each.rooms) if places is None else places, each.rooms)


def _by_graphviz(each: _Part, program: str) -> Places | None:
    """Return the places by Graphviz; what came out tall is laid on its side, labels still upright."""
    places = graphviz.place(program, each.edges, each.rooms)
    if places is None:
        return None
    width, height = np.ptp(places, axis=0)
    if height < _TALL * width:
        return places
    turned = graphviz.place(program, each.edges, [room.turned() for room in each.rooms])
    return places if turned is None else turned[:, ::-1]


def _beside_each_other(parts: Sequence[_Part], blocks: Sequence[Places], count: int) -> Places:
    edges = [extent(places, each.rooms) for each, places in zip(parts, blocks, strict=True)]
    corners = pack([(right - left, top - bottom) for left, bottom, right, top in edges])
    places = np.zeros((count, 2))
    for each, block, (left, _, _, top), (x, y) in zip(parts, blocks, edges, corners, strict=True):
        places[list(each.nodes)] = block + np.array([x - left, -y - top])
    return places


def extent(places: Places, rooms: Sequence[Room]) -> tuple[float, float, float, float]:
    """Return the left, lower, right and upper edge of all boxes together."""
    sides = [
        (x - room.width / 2, y - room.below, x + room.width / 2, y + room.above)
        for (x, y), room in zip(places.tolist(), rooms, strict=True)
    ]
    left, bottom, right, top = zip(*sides, strict=True)
    return min(left), min(bottom), max(right), max(top)
