"""What a picture's colours, shapes and lines mean."""

from __future__ import annotations

from collections import Counter

from autokg.exports.drawing.lines import MEANINGS, Line, width_of
from autokg.exports.drawing.palette import INK, legend_order, outline_of, style_of
from autokg.exports.drawing.sketch import Sketch
from autokg.exports.drawing.svg import SAMPLE, Entry, element, number
from autokg.exports.picture_texts import Wording
from autokg.query.results import in_words

TIE = "#8C8C8C"
DASHES = {Line.SOLID: None, Line.DASHED: "4 2.5", Line.DASH_DOTTED: "6 2 1 2", Line.DOTTED: "1 2"}

_SOURCES = (1, 3, 10, 30, 100)
_MIDDLE = 7.0


def entries_for(drawn: Sketch, text: Wording) -> list[Entry]:
    """Return what is to be explained of a picture: only what is in it.

    >>> from autokg.exports.drawing.sketch import Node, Tie
    >>> from autokg.exports.picture_texts import load_wording
    >>> nodes = (Node("A", "Company"), Node("B", "Plant"), Node("C", "Plant"))
    >>> ties = (Tie(0, 1, Line.DASHED, 2, True), Tie(0, 2, Line.SOLID, 1, True))
    >>> [entry.words for entry in entries_for(Sketch(nodes, ties), load_wording("en"))]
    ['company (1)', 'plant (2)', 'holds', 'planned', '1 source', '3 sources']
    """
    types = Counter(node.type for node in drawn.nodes)
    nodes = [
        Entry(f"{text.type_of(type_, in_words(type_).lower())} ({types[type_]})", mark(type_, SAMPLE / 2, _MIDDLE, 5))
        for type_ in sorted(types, key=legend_order)
    ]
    drawn_lines = {tie.line for tie in drawn.ties}
    lines = [Entry(text(key), _line(line, 1)) for line, key in MEANINGS.items() if line in drawn_lines]
    return [*nodes, *lines, *_widths(max((tie.sources for tie in drawn.ties), default=0), text)]


def _widths(most: int, text: Wording) -> list[Entry]:
    """Return samples of the widths that are met, up to the first beyond."""
    if most <= 1:
        return []
    shown = [count for place, count in enumerate(_SOURCES) if place == 0 or _SOURCES[place - 1] < most]
    return [Entry(text("sources", count), _line(Line.SOLID, count)) for count in shown]


def _line(line: Line, sources: int) -> str:
    return element(
        "line", x1=0, x2=SAMPLE - 2, y1=_MIDDLE, y2=_MIDDLE, stroke=TIE, stroke_width=width_of(sources),
        stroke_dasharray=DASHES[line],
    )  # fmt: skip


def mark(type_: str, x: float, y: float, radius: float, name: str | None = None) -> str:
    """Return the mark of a node of a type."""
    style = style_of(type_)
    if corners := outline_of(style.shape):
        points = " ".join(f"{number(x + radius * right)},{number(y - radius * up)}" for right, up in corners)
        return element("polygon", points=points, fill=style.colour, stroke=INK, stroke_width=0.6, id=name)
    return element("circle", cx=x, cy=y, r=radius, fill=style.colour, stroke=INK, stroke_width=0.6, id=name)
