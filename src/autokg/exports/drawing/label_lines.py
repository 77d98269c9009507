"""Labels as lines of text, and how much room they need."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str], float]

FONT_SIZE = 7.5  # points
LINE_HEIGHT = 9.5

_WIDEST = 20  # characters a line
_MOST = 3
_MARGIN = 8.0
_BREAK = "\x1f"  # stands where a name of two may be broken: textwrap knows only of hyphens


@dataclass(frozen=True, slots=True)
class Room:
    """The box that a node and its label take, in points: its width, and what is above and below the node's centre."""

    width: float
    above: float
    below: float

    @property
    def height(self) -> float:
        """The whole height."""
        return self.above + self.below

    def turned(self) -> Room:
        """Return the room of the same node on paper turned by a right angle, its middle on the node."""
        return Room(self.height, self.width / 2, self.width / 2)


def wrap(label: str) -> tuple[str, ...]:
    r"""Return a label as up to three lines; what cannot be printed is replaced.

    >>> wrap("Sample Examples Placeholder Automobile Works")
    ('Sample Examples', 'Placeholder', 'Automobile Works')
    >>> wrap("A\0B")
    ('A�B',)
    >>> wrap("Example–Sample–Placeholder Alliance")
    ('Example–Sample–', 'Placeholder Alliance')
    """
    printed = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in _one_line(label))
    breakable = re.sub(r"–(?=\S)", f"–{_BREAK} ", printed)
    lines = textwrap.wrap(breakable, _WIDEST, max_lines=_MOST, placeholder=" …")
    return tuple(line.replace(f"{_BREAK} ", "").replace(_BREAK, "") for line in lines) or ("",)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def room_for(lines: Sequence[str], radius: float, measure: Measure) -> Room:
    """Return the room of a node of some radius with its label beneath, and half a margin on every side."""
    width = max(2 * radius, *map(measure, lines))
    return Room(width + _MARGIN, radius + _MARGIN / 2, radius + LINE_HEIGHT * len(lines) + _MARGIN / 2)
