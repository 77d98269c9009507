"""Boxes stacked in columns: each near the boxes it is linked with, in an order in which few links cross.

>>> boxes = place([["a"], ["b", "c"]], [("a", "b"), ("a", "c")], [5, 5], dict.fromkeys("abc", 10.0))
>>> [(key, box.top, box.bottom) for key, box in boxes.items()]
[('a', 8.0, 18.0), ('b', 0.0, 10.0), ('c', 16.0, 26.0)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = 6.0  # between two boxes of a column

_SWEEPS = 12

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box is, from top to bottom."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Slots:
    """The middle of a link at both of its ends, and how thick it is."""

    leaves: float
    reaches: float
    thickness: float


def place(
    columns: Sequence[Sequence[str]], ends: Sequence[Ends], steps: Sequence[float], heights: Mapping[str, float]
) -> dict[str, Box]:
    """Return the boxes.

    Parameters
    ----------
    columns : sequence of sequence of str
        The keys of each column.
    ends : sequence of (str, str)
        The keys that links connect, each of a column and the next.
    steps : sequence of float
        How much of the edge of a box each link takes.
    heights : mapping of str to float
        The least height of each box.

    """
    near = _neighbours(ends, steps)
    tall = {key: max(height, _taken(key, ends, steps)) for key, height in heights.items()}
    ordered = _order(columns, near)
    tops = {key: top for column in ordered for key, top in _stack(column, tall).items()}
    for sweep in range(_SWEEPS):
        for column in ordered if sweep % 2 == 0 else ordered[::-1]:
            _relax(column, near, tall, tops)
    highest = min(tops.values(), default=0.0)
    return {
        key: Box(round(tops[key] - highest, 2), round(tops[key] - highest + tall[key], 2))
        for column in ordered
        for key in column
    }


def _neighbours(ends: Sequence[Ends], steps: Sequence[float]) -> dict[str, list[tuple[str, float]]]:
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (source, target), step in zip(ends, steps, strict=True):
        near[source].append((target, step))
        near[target].append((source, step))
    return near


def _taken(key: str, ends: Sequence[Ends], steps: Sequence[float]) -> float:
    """Return the height that the links of a box need on the side on which they need more."""
    sides = [0.0, 0.0]
    for pair, step in zip(ends, steps, strict=True):
        for side in (0, 1):
            if pair[side] == key:
                sides[side] += step
    return max(sides)


def _order(columns: Sequence[Sequence[str]], near: Mapping[str, list[tuple[str, float]]]) -> list[list[str]]:
    """Return columns put in order by the mean rank of what each box is linked with in the column before, and back."""
    ordered = [list(column) for column in columns]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        pairs = pairwise(ordered) if forward else pairwise(ordered[::-1])
        for fixed, column in pairs:
            rank = {key: number / max(len(fixed) - 1, 1) for number, key in enumerate(fixed)}
            own = {key: number / max(len(column) - 1, 1) for number, key in enumerate(column)}
            means = {key: _mean([(rank[k], w) for k, w in near.get(key, ()) if k in rank], own[key]) for key in column}
            column.sort(key=lambda key: (means[key], own[key]))
    return ordered


def _mean(values: Sequence[tuple[float, float]], otherwise: float) -> float:
    total = sum(weight for _, weight in values)
    return round(sum(value * weight for value, weight in values) / total, 9) if total else otherwise


def _stack(column: Sequence[str], tall: Mapping[str, float]) -> dict[str, float]:
    tops, y = {}, 0.0
    for key in column:
        tops[key] = y
        y += tall[key] + GAP
    return tops


def _relax(
    column: Sequence[str],
    near: Mapping[str, list[tuple[str, float]]],
    tall: Mapping[str, float],
    tops: dict[str, float],
) -> None:
    """Move the boxes of a column beside what they are linked with, in place; their order stays, and none overlap.

    Boxes that would overlap form a block, which moves as one (pool adjacent violators).
    """
    blocks: list[tuple[list[str], float, float]] = []  # keys, sum of wanted tops of the first key, height
    for key in column:
        middle = _mean([(tops[k] + tall[k] / 2, w) for k, w in near.get(key, ())], tops[key] + tall[key] / 2)
        keys, wanted, height = [key], middle - tall[key] / 2, tall[key] + GAP
        while blocks and blocks[-1][1] / len(blocks[-1][0]) + blocks[-1][2] > wanted / len(keys):
            before, sum_before, height_before = blocks.pop()
            wanted = sum_before + wanted - len(keys) * height_before
            keys, height = before + keys, height_before + height
        blocks.append((keys, wanted, height))
    for keys, wanted, _ in blocks:
        top = wanted / len(keys)
        for key in keys:
            tops[key] = top
            top += tall[key] + GAP


def slots_of(ends: Sequence[Ends], steps: Sequence[float], boxes: Mapping[str, Box]) -> list[Slots]:
    """Return where links leave and reach their boxes: in the order of the boxes at their other ends."""
    leaves, reaches = (_slots(side, ends, steps, boxes) for side in (0, 1))
    return [Slots(*slot) for slot in zip(leaves, reaches, steps, strict=True)]


def _slots(side: int, ends: Sequence[Ends], steps: Sequence[float], boxes: Mapping[str, Box]) -> list[float]:
    totals: dict[str, float] = defaultdict(float)
    for pair, step in zip(ends, steps, strict=True):
        totals[pair[side]] += step
    next_top = {key: (boxes[key].top + boxes[key].bottom - total) / 2 for key, total in totals.items()}
    middles = [0.0] * len(ends)
    for number in sorted(range(len(ends)), key=lambda number: (boxes[ends[number][1 - side]].top, number)):
        key = ends[number][side]
        middles[number] = next_top[key] + steps[number] / 2
        next_top[key] += steps[number]
    return middles
