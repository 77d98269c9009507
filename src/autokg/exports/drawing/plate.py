"""A picture thought out, down to the point: where nodes and labels go.

Both axes begin at the upper left corner, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import sqrt

from autokg.exports.drawing.label_lines import FONT_SIZE, room_for, wrap
from autokg.exports.drawing.layout import extent, lay_out
from autokg.exports.drawing.sketch import Node, Sketch
from autokg.exports.drawing.svg import measure

_NARROWEST = 360.0
_SMALLEST = 4.0
_BY_TIES, _MOST_TIES = 1.6, 60
_BY_MEMBERS, _MOST_MEMBERS = 1.2, 120


@dataclass(frozen=True, slots=True)
class Placed:
    """A node: its centre and radius, and the lines of its label."""

    node: Node
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture without its heading and legend.

    Attributes:
        width, height: in points.
        by_graphviz: whether Graphviz placed the nodes.

    """

    drawn: Sketch
    width: float
    height: float
    nodes: tuple[Placed, ...]
    by_graphviz: bool


def compose(drawn: Sketch) -> Plate:
    """Return where everything in a picture goes."""
    radii = radii_of(drawn)
    labels = [wrap(_label(node)) for node in drawn.nodes]
    in_points = partial(measure, size=FONT_SIZE)
    rooms = [room_for(lines, radius, in_points) for lines, radius in zip(labels, radii, strict=True)]
    layout = lay_out(drawn, rooms)
    left, bottom, right, top = extent(layout.places, rooms) if rooms else (0.0, 0.0, 0.0, 0.0)
    width = max(right - left, _NARROWEST)
    aside = (width - (right - left)) / 2 - left
    nodes = tuple(
        Placed(node, x + aside, top - y, radius, lines)
        for node, (x, y), radius, lines in zip(drawn.nodes, layout.places.tolist(), radii, labels, strict=True)
    )
    return Plate(drawn, width, top - bottom, nodes, layout.by_graphviz)


def _label(node: Node) -> str:
    return node.label if node.members == 1 else f"{node.label} ({node.members})"


def radii_of(drawn: Sketch) -> list[float]:
    """Return the sizes of nodes: by how many things they stand for where some stand for several, else by their ties."""
    if any(node.members > 1 for node in drawn.nodes):
        return [_SMALLEST + _BY_MEMBERS * sqrt(min(node.members, _MOST_MEMBERS)) for node in drawn.nodes]
    return [_SMALLEST + _BY_TIES * sqrt(min(degree, _MOST_TIES)) for degree in drawn.degrees()]
