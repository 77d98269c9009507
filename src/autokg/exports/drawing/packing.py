"""Blocks put beside each other on a sheet that is somewhat wider than high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

_ASPECT = 1.4
_GAP = 16.0  # points
_STRETCHES = (1.0, 1.1, 1.2, 1.35, 1.5, 1.7)
_FEW = 40  # blocks for which several widths are tried: beyond, all look alike


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle by its left and upper edge, y downwards."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Block) -> bool:
        """Whether two blocks overlap."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def pack(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the left and upper edges of blocks of some widths and heights, y downwards, so that none overlap.

    Each goes, the highest first, as far up and then left as it fits at a corner of those before; of several widths of
    the sheet, the one that needs the smallest sheet is taken.

    >>> pack([(100, 80), (40, 30), (40, 30)])
    [(0.0, 0.0), (116.0, 0.0), (116.0, 46.0)]
    """
    area = sum((width + _GAP) * (height + _GAP) for width, height in sizes)
    least = max([float((area * _ASPECT) ** 0.5), *(width + _GAP for width, _ in sizes)])
    stretches = _STRETCHES if len(sizes) <= _FEW else _STRETCHES[:1]
    tries = [_pack_within(least * stretch, sizes) for stretch in stretches]
    best = min(tries, key=_size_of_sheet)
    return [(block.x, block.y) for block in best]


def _pack_within(sheet: float, sizes: Sequence[tuple[float, float]]) -> list[Block]:
    placed: dict[int, Block] = {}
    for number in sorted(range(len(sizes)), key=lambda number: (-sizes[number][1], -sizes[number][0], number)):
        placed[number] = _fit(sizes[number], list(placed.values()), sheet)
    return [placed[number] for number in range(len(sizes))]


def _size_of_sheet(blocks: Sequence[Block]) -> float:
    """Return how wide a sheet of the wanted shape is that holds all blocks."""
    width = max((block.x + block.width for block in blocks), default=0.0)
    height = max((block.y + block.height for block in blocks), default=0.0)
    return max(width, height * _ASPECT)


def _fit(size: tuple[float, float], placed: Sequence[Block], sheet: float) -> Block:
    width, height = size[0] + _GAP, size[1] + _GAP
    lefts = sorted({0.0, *(block.x + block.width for block in placed if block.x + block.width + width <= sheet + 1)})
    tops = sorted({0.0, *(block.y + block.height for block in placed)})
    corners = (Block(left, top, width, height) for top, left in product(tops, lefts))
    return next(block for block in corners if not any(map(block.meets, placed)))
