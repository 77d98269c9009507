"""What a picture's colours, shapes and lines mean, as entries that flow into rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autokg.exports.drawing.label_lines import Measure
from autokg.exports.drawing.lines import MEANINGS, Line
from autokg.exports.drawing.palette import legend_order
from autokg.exports.drawing.sketch import Sketch
from autokg.query.results import in_words

SAMPLE = 24.0  # points that the sample of an entry takes
ROW = 14.0

_GAP = 14.0
_SOURCES = (1, 3, 10, 30, 100)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a legend: a node of a type, or a line of a kind with the sources that its width tells."""

    words: str
    type: str | None = None
    line: Line = Line.SOLID
    sources: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry goes: from the left edge, and down from the upper one, in points."""

    entry: Entry
    x: float
    y: float


def entries_for(drawn: Sketch) -> list[Entry]:
    """Return what is to be explained of a picture: only what is in it.

    >>> from autokg.exports.drawing.sketch import Node, Tie
    >>> nodes = (Node("A", "Company"), Node("B", "Plant"), Node("C", "Plant"))
    >>> ties = (Tie(0, 1, Line.DASHED, 2, True), Tie(0, 2, Line.SOLID, 1, True))
    >>> [entry.words for entry in entries_for(Sketch(nodes, ties))]
    ['company (1)', 'plant (2)', 'holds', 'planned or reported', '1 source', '3 sources']
    """
    types = Counter(node.type for node in drawn.nodes)
    nodes = [Entry(f"{in_words(type_).lower()} ({types[type_]})", type_) for type_ in sorted(types, key=legend_order)]
    drawn_lines = {tie.line for tie in drawn.ties}
    lines = [Entry(words, line=line) for line, words in MEANINGS.items() if line in drawn_lines]
    return [*nodes, *lines, *_widths(max((tie.sources for tie in drawn.ties), default=0))]


def _widths(most: int) -> list[Entry]:
    """Return samples of the widths that are met, up to the first beyond."""
    if most <= 1:
        return []
    shown = [count for number, count in enumerate(_SOURCES) if number == 0 or _SOURCES[number - 1] < most]
    return [Entry("1 source" if count == 1 else f"{count} sources", sources=count) for count in shown]


def flow(entries: Sequence[Entry], width: float, measure: Measure) -> tuple[list[Spot], float]:
    """Return where each entry goes in rows of some width, and the height of all rows."""
    spots: list[Spot] = []
    x = y = 0.0
    for entry in entries:
        needed = SAMPLE + measure(entry.words)
        if x and x + needed > width:
            x, y = 0.0, y + ROW
        spots.append(Spot(entry, x, y))
        x += needed + _GAP
    return spots, y + ROW if spots else 0.0
