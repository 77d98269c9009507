"""Pictures in columns: names in boxes, and links from each column to the next, thin lines or ribbons.

No label can be crossed or covered: labels stand in their boxes, boxes of a column never overlap, and links lie between
the columns. A link that leads past a column keeps a lane free in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from autokg.exports.charts.chart import SIZE, Mark, Picture
from autokg.exports.charts.stacking import Box, Slots, place, slots_of
from autokg.exports.drawing.lines import Line
from autokg.exports.drawing.palette import FAINT, INK, style_of, tint
from autokg.exports.drawing.svg import Body, Entry, element, measure, number, shorten, text, tooltip, wrap

WIDTH = 980.0
LINE_HEIGHT = 11.5
DASHES = {Line.SOLID: None, Line.DASHED: "5 3", Line.DASH_DOTTED: "7 2.5 1.5 2.5", Line.DOTTED: "1.5 3"}

_WIDEST_LABEL, _PADDING = 150.0, 6.0
_NARROWEST_GUTTER, _WIDEST_GUTTER = 46.0, 150.0
_SMALL = 8.5
_HEADING = 22.0
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A box of a column.

    Attributes:
        type: what kind of thing it is, which gives the colour.
        detail: a second, smaller line.
        words, nodes, about: as a `Mark` has them.

    """

    key: str
    column: int
    label: str
    type: str
    detail: str = ""
    words: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link between the boxes of two keys.

    Attributes:
        size: how much flows: the thickness of a ribbon, if `place` is given a scale.
        label: what stands at its end.
        tag: what it is beyond its ends, for two links between the same boxes.

    """

    source: str
    target: str
    colour: str
    line: Line = Line.SOLID
    size: float = 1.0
    label: str = ""
    tag: str = ""
    words: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture in columns.

    Attributes:
        headings: of the columns.
        scale: points of thickness for a size of 1; None for thin lines.
        arrows: whether links end in an arrowhead.

    """

    headings: Sequence[str]
    names: Sequence[Name]
    links: Sequence[Link]
    scale: float | None = None
    arrows: bool = False
    legend: Sequence[Entry] = field(default=())

    def draw(self) -> Picture:
        """Return the picture."""
        if not self.names:
            return Picture(Body(0, 0, ()))
        drawing = _Drawing(self)
        return Picture(drawing.body(), self.legend, [*drawing.marks()])


class _Drawing:
    """Columns with the places of all boxes."""

    def __init__(self, columns: Columns) -> None:
        names, links = _with_lanes(columns.names, columns.links)
        self.columns = columns
        self.names = {name.key: name for name in names}
        self.links = links
        self.lines = {name.key: _lines(name) for name in names}
        steps = [_step(link, columns.scale) for link in links]
        ends = [(link.source, link.target) for link in links]
        levels = [[name.key for name in names if name.column == level] for level in range(_last(names) + 1)]
        heights = {name.key: _height(name, self.lines[name.key]) for name in names}
        self.boxes = place(levels, ends, steps, heights)
        self.slots = slots_of(ends, steps, self.boxes)
        widest = max((measure(link.label, _SMALL) for link in links), default=0.0)
        self.strip = widest + 12 if widest else 0.0
        self.lefts, self.widths = self._columns(levels)

    def _columns(self, levels: Sequence[Sequence[str]]) -> tuple[list[float], list[float]]:
        """Return the left edges and the widths of the columns."""
        # A column may be empty, as that of brands is around a product.
        widths = [max((self._width(key, level) for key in keys), default=0.0) for level, keys in enumerate(levels)]
        gutters = max(len(levels) - 1, 1)
        room = (WIDTH - sum(widths)) / gutters
        gutter = min(max(room, _NARROWEST_GUTTER + self.strip), _WIDEST_GUTTER)
        lefts = [1 + sum(widths[:level]) + gutter * level for level in range(len(levels))]
        return lefts, widths

    def _width(self, key: str, level: int) -> float:
        heading = measure(self._heading(level), SIZE, bold=True)
        detail = measure(self.names[key].detail, _SMALL)
        return max(heading, detail + 2 * _PADDING, *(measure(line, SIZE) + 2 * _PADDING for line in self.lines[key]))

    def _heading(self, level: int) -> str:
        return self.columns.headings[level] if level < len(self.columns.headings) else ""

    def body(self) -> Body:
        height = _HEADING + max(box.bottom for box in self.boxes.values()) + 2
        headings = [
            text(self._heading(level), left, SIZE, font_size=SIZE, font_weight="bold", class_="heading")
            for level, left in enumerate(self.lefts)
            if self.widths[level]
        ]
        links = [
            self._link(place, link, slots)
            for place, (link, slots) in enumerate(zip(self.links, self.slots, strict=True))
        ]
        boxes = [self._box(self.names[key], box) for key, box in self.boxes.items() if not _is_lane(key)]
        return Body(self.lefts[-1] + self.widths[-1] + 1, height, [*headings, *links, *boxes])

    def marks(self) -> Iterator[Mark]:
        for name in self.columns.names:
            yield Mark(name.key, name.label, name.words, name.nodes, name.about)
        labels = {name.key: name.label for name in self.columns.names}
        for number_, link in enumerate(self.columns.links):
            yield Mark(f"link-{number_}", f"{labels[link.source]} → {labels[link.target]}", link.words, link.nodes)

    def _box(self, name: Name, box: Box) -> str:
        left, width = self.lefts[name.column], self.widths[name.column]
        colour = style_of(name.type).colour
        lines = self.lines[name.key]
        rows = len(lines) + bool(name.detail)
        first = _HEADING + (box.top + box.bottom - rows * LINE_HEIGHT) / 2 + LINE_HEIGHT * 0.78
        words = [
            text(line, left + _PADDING, first + LINE_HEIGHT * row, font_size=SIZE, class_="label")
            for row, line in enumerate(lines)
        ]
        if name.detail:
            y = first + LINE_HEIGHT * len(lines)
            words.append(text(name.detail, left + _PADDING, y, font_size=_SMALL, fill=FAINT, class_="label"))
        frame = element(
            "rect", x=left, y=_HEADING + box.top, width=width, height=box.height, rx=3, fill=tint(colour),
            stroke=colour, stroke_width=0.8,
        )  # fmt: skip
        return element(
            "g", tooltip("\n".join((name.label, *name.words))), frame, *words, class_="mark name", data_mark=name.key
        )

    def _link(self, place: int, link: Link, slots: Slots) -> str:
        source, target = self.names[link.source], self.names[link.target]
        leaves, reaches = _HEADING + slots.leaves, _HEADING + slots.reaches
        left, edge = self.lefts[source.column], self.lefts[source.column] + self.widths[source.column]
        right = self.lefts[target.column]
        # The last part is level, so that no other line crosses the label that stands there.
        level = right - self.strip
        path = [f"M{number(left if _is_lane(link.source) else edge)},{number(leaves)}", f"H{number(edge)}"]
        bend = (edge + level) / 2
        path.append(f"C{_points((bend, leaves), (bend, reaches), (level, reaches))}")
        has_arrow = self.columns.arrows and not _is_lane(link.target)
        if not link.label:
            path.append(f"H{number(right - 4 * has_arrow)}")
        ribbon = self.columns.scale is not None
        parts = [
            element(
                "path", d="".join(path), fill="none", stroke=link.colour,
                stroke_width=max(slots.thickness, 0.6) if ribbon else 1.3,
                stroke_opacity=(0.55 if link.line is Line.SOLID else 0.28) if ribbon else 0.9,
                stroke_dasharray=None if ribbon else DASHES[link.line],
            )
        ]  # fmt: skip
        if has_arrow:
            parts.append(element("path", d=f"M{_points((right, reaches))}l-6,-3v6z", fill=link.colour))
        if link.label:
            y = reaches + _SMALL * 0.35
            parts.append(text(link.label, right - 8, y, font_size=_SMALL, text_anchor="end", class_="label"))
        told = f"{self.names[link.source].label} → {self.names[link.target].label}"
        key = f"link-{self._number(place)}"
        return element("g", tooltip("\n".join((told, *link.words))), *parts, class_="mark link", data_mark=key)

    def _number(self, place: int) -> int:
        return int(self.links[place].tag.rpartition("#")[2])


def _points(*points: tuple[float, float]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _last(names: Sequence[Name]) -> int:
    return max(name.column for name in names)


def _lines(name: Name) -> list[str]:
    lines = wrap(" ".join(name.label.split()), _WIDEST_LABEL, partial(measure, size=SIZE))
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], shorten(" ".join(lines[_MOST_LINES - 1 :]), _WIDEST_LABEL, SIZE)]
    return lines


def _height(name: Name, lines: Sequence[str]) -> float:
    return 3.0 if _is_lane(name.key) else (len(lines) + bool(name.detail)) * LINE_HEIGHT + 3.0


def _step(link: Link, scale: float | None) -> float:
    """Return how much of the edge of a box a link takes."""
    if scale is not None:
        return link.size * scale
    return LINE_HEIGHT if link.label else 2.4


_LANE = "~"


def _is_lane(key: str) -> bool:
    return key.startswith(_LANE)


def _with_lanes(names: Sequence[Name], links: Sequence[Link]) -> tuple[list[Name], list[Link]]:
    """Return names and links in which each link leads to the next column: one that leads further has lanes between."""
    columns: Mapping[str, Name] = {name.key: name for name in names}
    all_names, steps = list(names), list[Link]()
    for number_, link in enumerate(links):
        source, target = columns[link.source], columns[link.target]
        keys = [f"{_LANE}{number_}-{level}" for level in range(source.column + 1, target.column)]
        all_names += [Name(key, source.column + 1 + level, "", target.type) for level, key in enumerate(keys)]
        ends = [link.source, *keys, link.target]
        for start, end in itertools.pairwise(ends):
            label = link.label if end == link.target else ""
            steps.append(replace(link, source=start, target=end, label=label, tag=f"{link.tag}#{number_}"))
    return all_names, steps


def line_entry(words: str, colour: str, line: Line = Line.SOLID) -> Entry:
    """Return the entry of a legend for a line."""
    sample = element("line", x1=0, x2=20, y1=7, y2=7, stroke=colour, stroke_width=2, stroke_dasharray=DASHES[line])
    return Entry(words, sample)


def box_entry(words: str, type_: str) -> Entry:
    """Return the entry of a legend for boxes of a type."""
    colour = style_of(type_).colour
    return Entry(words, element("rect", x=2, y=2, width=18, height=10, rx=3, fill=tint(colour), stroke=colour))


__all__ = ["INK", "Columns", "Link", "Name", "box_entry", "line_entry"]
