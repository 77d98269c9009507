"""Where names and flows stand in a Sankey diagram: names in columns, flows as ribbons between them.

Names are put beside what they flow to: each column is ordered by the mean place of its neighbours, to and fro until it
has settled, which leaves few ribbons to cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autokg.exports.charts.flows import LAYERS, End, Flow, sizes_of

GAP = 9.0  # between two names of a column
THINNEST = 3.0  # a box, so that its name has room
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Where a name stands, from top to bottom."""

    end: End
    size: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Where a flow leaves its source and reaches its target, from the top of a box."""

    flow: Flow
    leaves: float
    reaches: float
    thickness: float


def place(flows: Sequence[Flow], scale: float) -> tuple[list[Box], list[Ribbon]]:
    """Return where names and flows stand; `scale` is how thick a flow of 1 is.

    >>> boxes, ribbons = place([Flow((0, "A"), (1, "P"), 2, 0), Flow((0, "B"), (1, "P"), 1, 0)], scale=10)
    >>> [(box.end[1], box.top, box.bottom) for box in boxes]
    [('A', 0.0, 20.0), ('B', 29.0, 39.0), ('P', 4.5, 34.5)]
    >>> [(ribbon.leaves, ribbon.reaches) for ribbon in ribbons]
    [(0.0, 4.5), (29.0, 24.5)]
    """
    sizes = sizes_of(flows)
    columns = _order(flows, sizes)
    tall = {end: max(size * scale, THINNEST) for end, size in sizes.items()}
    heights = [sum(tall[end] for end in column) + GAP * (len(column) - 1) for column in columns]
    boxes: dict[End, Box] = {}
    for column, height in zip(columns, heights, strict=True):
        top = (max(heights, default=0) - height) / 2
        for end in column:
            boxes[end] = Box(end, sizes[end], top, top + tall[end])
            top = boxes[end].bottom + GAP
    return list(boxes.values()), _ribbons(flows, boxes, scale)


def _order(flows: Sequence[Flow], sizes: Mapping[End, int]) -> list[list[End]]:
    """Return the names of each column that has any, in their order."""
    columns = [[end for end in sizes if end[0] == layer] for layer in range(len(LAYERS))]
    columns = [sorted(column, key=lambda end: (-sizes[end], end)) for column in columns if column]
    for sweep in range(_SWEEPS):
        # To the right every column is put in order by what it comes from, to the left by what it goes to.
        for column in columns[1:] if sweep % 2 == 0 else columns[-2::-1]:
            rank = {end: number for one in columns for number, end in enumerate(one)}
            means = {end: _mean_rank(end, flows, rank, incoming=sweep % 2 == 0) for end in column}
            column.sort(key=lambda end: (means[end], end))
    return columns


def _mean_rank(end: End, flows: Iterable[Flow], rank: Mapping[End, int], *, incoming: bool) -> float:
    """Return the mean place of what a name flows from or to; its own place where there is nothing."""
    found = [
        (rank[flow.source if incoming else flow.target], flow.width)
        for flow in flows
        if end == (flow.target if incoming else flow.source)
    ]
    if not found:
        return rank[end]
    return sum(place * width for place, width in found) / sum(width for _, width in found)


def _ribbons(flows: Sequence[Flow], boxes: Mapping[End, Box], scale: float) -> list[Ribbon]:
    """Return the ribbons: at each name they lie in the order of the names at their other ends."""
    leaves = _stack(flows, boxes, scale, outgoing=True)
    reaches = _stack(flows, boxes, scale, outgoing=False)
    return [Ribbon(flow, leaves[flow], reaches[flow], flow.width * scale) for flow in flows]


def _stack(flows: Iterable[Flow], boxes: Mapping[End, Box], scale: float, *, outgoing: bool) -> dict[Flow, float]:
    tops = {end: box.top for end, box in boxes.items()}
    stacked: dict[Flow, float] = {}
    for flow in sorted(flows, key=lambda flow: boxes[flow.target if outgoing else flow.source].top):
        own = flow.source if outgoing else flow.target
        stacked[flow] = tops[own]
        tops[own] += flow.width * scale
    return stacked
