"""A picture thought out, down to the point: what goes where on the paper, before any ink.

The sheet has a title and notes at the top, the network in the middle, the legend at the bottom; y is measured upwards
from its lower edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from autokg.exports.drawing.label_lines import Measure, Room, room_for, wrap
from autokg.exports.drawing.layout import extent, lay_out
from autokg.exports.drawing.legend import Spot, entries_for, flow
from autokg.exports.drawing.sketch import Node, Sketch

BORDER = 14.0
TITLE = 20.0
NOTE = 12.0
_NARROWEST = 360.0
_SMALLEST = 4.0
_BY_TIES, _MOST_TIES = 1.6, 60
_BY_MEMBERS, _MOST_MEMBERS = 1.2, 120


@dataclass(frozen=True, slots=True)
class Placed:
    """A node on the sheet: its centre and radius, the lines of its label, and the box of both."""

    node: Node
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    room: Room


@dataclass(frozen=True, slots=True)
class Plate:
    """A sheet.

    Attributes:
        width, height: in points.
        title, notes: each a line of the heading.
        legend: its spots, measured down from `legend_top`.
        by_graphviz: whether Graphviz placed the nodes.

    """

    drawn: Sketch
    width: float
    height: float
    title: str
    notes: tuple[str, ...]
    nodes: tuple[Placed, ...]
    legend: tuple[Spot, ...]
    legend_top: float
    by_graphviz: bool


def compose(drawn: Sketch, title: str, notes: Sequence[str], measure: Measure) -> Plate:
    """Return the sheet for a sketch."""
    radii = radii_of(drawn)
    labels = [wrap(_label(node)) for node in drawn.nodes]
    rooms = [room_for(lines, radius, measure) for lines, radius in zip(labels, radii, strict=True)]
    layout = lay_out(drawn, rooms)
    left, bottom, right, top = extent(layout.places, rooms) if rooms else (0.0, 0.0, 0.0, 0.0)
    inner = max(right - left, _NARROWEST, *map(measure, notes), 1.5 * measure(title))
    legend, legend_height = flow(entries_for(drawn), inner, measure)
    base = BORDER + legend_height + (BORDER if legend else 0)
    shift = BORDER - left + (inner - (right - left)) / 2, base - bottom
    nodes = tuple(
        Placed(node, x + shift[0], y + shift[1], radius, lines, room)
        for node, (x, y), radius, lines, room in zip(
            drawn.nodes, layout.places.tolist(), radii, labels, rooms, strict=True
        )
    )
    height = base + top - bottom + BORDER + TITLE + NOTE * len(notes)
    return Plate(
        drawn, inner + 2 * BORDER, height, title, tuple(notes), nodes, tuple(legend), BORDER + legend_height,
        layout.by_graphviz,
    )  # fmt: skip


def _label(node: Node) -> str:
    return node.label if node.members == 1 else f"{node.label} ({node.members})"


def radii_of(drawn: Sketch) -> list[float]:
    """Return the sizes of nodes: by how many things they stand for where some stand for several, else by their ties."""
    if any(node.members > 1 for node in drawn.nodes):
        return [_SMALLEST + _BY_MEMBERS * sqrt(min(node.members, _MOST_MEMBERS)) for node in drawn.nodes]
    return [_SMALLEST + _BY_TIES * sqrt(min(degree, _MOST_TIES)) for degree in drawn.degrees()]
