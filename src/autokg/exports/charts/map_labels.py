"""Names beside the squares of a map, none over another or over a square; one that has no room is not written.

>>> alone, close = Square("Graz", 50, 50, 10), Square("Wien", 56, 50, 10)
>>> [(name.text, name.x, name.align) for name in place_names([alone, close], 200, 100)]
[('Graz', 43.0, 'right'), ('Wien', 63.0, 'left')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autokg.exports.drawing.svg import measure

SIZE = 10  # of the letters, in pixels

_HEIGHT = 1.1 * SIZE
_GAP = 2.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Square:
    """What a name is to stand beside: its middle and its side."""

    name: str
    x: float
    y: float
    side: float

    @property
    def box(self) -> Box:
        """Where it stands."""
        half = self.side / 2
        return self.x - half, self.y - half, self.x + half, self.y + half


@dataclass(frozen=True, slots=True)
class Name:
    """A name: where it begins, ends or has its middle, as `align` says, and its middle from top to bottom."""

    text: str
    x: float
    y: float
    align: str

    @property
    def box(self) -> Box:
        """Where it stands, or a little more."""
        width = measure(self.text, SIZE)
        left = {"left": self.x, "right": self.x - width, "center": self.x - width / 2}[self.align]
        return left - 1, self.y - _HEIGHT / 2, left + width + 1, self.y + _HEIGHT / 2


def place_names(squares: Sequence[Square], width: float, height: float, others: Sequence[Square] = ()) -> list[Name]:
    """Return the names that have room in a frame, the first squares first; other squares are kept free too."""
    taken = [square.box for square in (*squares, *others)]
    placed: list[Name] = []
    for square in squares:
        around = [box for box in taken if box != square.box]
        for name in _candidates(square):
            box = left, top, right, bottom = name.box
            is_inside = left >= 0 and top >= 0 and right <= width and bottom <= height
            if is_inside and not any(_overlap(box, other) for other in around):
                placed.append(name)
                taken.append(box)
                break
    return placed


def _candidates(square: Square) -> Iterator[Name]:
    beside, above = square.side / 2 + _GAP, square.side / 2 + _GAP + _HEIGHT / 2
    for x, y, align in (
        (beside, 0.0, "left"),
        (-beside, 0.0, "right"),
        (0.0, -above, "center"),
        (0.0, above, "center"),
        (beside, -above / 2, "left"),
        (beside, above / 2, "left"),
        (-beside, -above / 2, "right"),
        (-beside, above / 2, "right"),
    ):
        yield Name(square.name, round(square.x + x, 2), round(square.y + y, 2), align)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
