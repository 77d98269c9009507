"""A timeline: which productions, agreements and joint ventures began and ended when.

A thick bar is what was so if the dates are right, a thin line what may have been: before it where the beginning is
imprecise, after it where the end is, or where nobody says that it ended. The signing of an agreement is a diamond. What
is planned, a rumour or was given up is hollow and dashed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from autokg.exports.charts.chart import SIZE, Chart, Scope
from autokg.exports.charts.events import KINDS, Event, load_events
from autokg.exports.drawing.palette import FAINT, PAPER, style_of
from autokg.exports.drawing.svg import Body, element, measure, number, text, tooltip
from autokg.stores.base import Store

MOST = 100  # lines that one picture bears
COLUMNS = ("label", "kind", "status", "start", "end", "dates", "sources", "thing")

_WIDTH, _STEP, _TOP = 620.0, 15.0, 34.0
_LONGEST = 70  # characters of a name
_MOST_YEARS = 16
_GRID = "#E4E4E4"
_HOLLOW = ("planned", "reported", "cancelled")
_COLOURS = {word: style_of(type_).colour for type_, word in KINDS.items()}


def draw(store: Store, scope: Scope) -> Chart:
    """Return the timeline of a store."""
    events = [event for event in load_events(store) if scope.takes(event.thing, *event.on)]
    pinned = [event for event in events if event.is_pinned]
    best = sorted(pinned, key=lambda event: (-event.sources, event.thing))[:MOST]
    shown = sorted(best, key=lambda event: (event.days, event.label, event.thing))
    rows = [_row(event) for event in sorted(events, key=lambda event: (event.days, event.label, event.thing))]
    notes = tuple(_notes(len(events), len(pinned), len(shown)))
    title = scope.titled("What began and ended when")
    return Chart(title, COLUMNS, rows, partial(_body, shown), notes)


def _notes(events: int, pinned: int, shown: int) -> Iterator[str]:
    if shown < pinned:
        yield f"{shown} of {pinned} are drawn, those with the most sources; use `around` to draw all of one thing."
    if events > pinned:
        yield f"{events - pinned} are not drawn: sources give only a latest start date or an earliest end date."


def _row(event: Event) -> dict[str, Any]:
    return {name: value for name in COLUMNS if (value := getattr(event, name)) is not None}


def _body(events: Sequence[Event]) -> Body:
    if not events:
        return Body(_WIDTH, 0, ())
    margin = max(measure(_shorten(event.label), SIZE) for event in events) + 8
    axis = _Axis(*_edges(events), margin)
    bottom = _TOP + _STEP * len(events)
    lines = [_line(event, axis, _TOP + _STEP * (row + 0.5)) for row, event in enumerate(events)]
    elements = [*_legend(events, margin), *_years(axis, bottom), *lines]
    return Body(margin + _WIDTH + 20, bottom + _STEP, elements)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days at both ends of the picture, and how far from its left edge the first is."""

    first: dt.date
    last: dt.date
    margin: float

    def place(self, day: dt.date) -> float:
        return self.margin + _WIDTH * (day - self.first).days / (self.last - self.first).days


def _edges(events: Sequence[Event]) -> tuple[dt.date, dt.date]:
    """Return the first day of the first year that anything is known of, and the last day of the year after the last."""
    days = [day for event in events for day in (*event.days, *filter(None, [event.heard]))]
    return dt.date(min(days).year, 1, 1), dt.date(max(days).year + 1, 12, 31)


def _shorten(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _legend(events: Sequence[Event], left: float) -> Iterator[str]:
    kinds = [kind for kind in _COLOURS if any(event.kind == kind for event in events)]
    entries: list[tuple[str, str | None]] = [(kind, _COLOURS[kind]) for kind in kinds]
    if any(event.status in _HOLLOW for event in events):
        entries.append(("hollow: planned, reported or cancelled", None))
    for words, colour in entries:
        yield element("rect", x=left, y=1, width=9, height=9, **_look(colour or FAINT, hollow=colour is None))
        yield text(words, left + 14, 9, font_size=SIZE)
        left += 14 + measure(words, SIZE) + 16


def _years(axis: _Axis, bottom: float) -> Iterator[str]:
    """Yield a line for every year, or every other, fifth …, with its number above and below."""
    span = axis.last.year - axis.first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, span) if span <= step * _MOST_YEARS)
    for year in range(axis.first.year, axis.last.year + 1):
        if year % step == 0:
            x = axis.place(dt.date(year, 1, 1))
            yield element("line", x1=x, x2=x, y1=_TOP - 2, y2=bottom, stroke=_GRID)
            for y in (_TOP - 6, bottom + 11):
                yield text(str(year), x, y, font_size=SIZE, fill=FAINT, text_anchor="middle")


def _line(event: Event, axis: _Axis, middle: float) -> str:
    """Return the line of an event: its name, what may have been, and what was if the dates are right."""
    hollow, colour = event.status in _HOLLOW, _COLOURS[event.kind]
    first, last = event.possible
    begun, over = event.sure
    is_signing = event.kind == "agreement"
    left, right = axis.place(first or axis.first), axis.place(last or axis.last)
    dashes = "3 2" if hollow else None
    marks = [
        text(_shorten(event.label), axis.margin - 8, middle + SIZE * 0.35, font_size=SIZE, text_anchor="end"),
        element(
            "line", x1=left, x2=right, y1=middle, y2=middle, stroke=colour, stroke_width=2, stroke_opacity=0.5,
            stroke_dasharray=dashes,
        ),
    ]  # fmt: skip
    if is_signing and first and last:
        x = axis.place(first + (last - first) / 2)
        marks.append(element("path", d=_diamond(x, middle), **_look(colour, hollow=hollow)))
    elif begun and over:
        width = axis.place(over) - axis.place(begun)
        look = _look(colour, hollow=hollow)
        marks.append(element("rect", x=axis.place(begun), y=middle - 4, width=width, height=8, **look))
    told = f"{event.label}: {event.kind}, {event.status}, {event.dates}, sources: {event.sources}"
    return element("g", tooltip(told), *marks, class_="mark hollow" if hollow else "mark")


def _look(colour: str, *, hollow: bool) -> dict[str, str | float | None]:
    dashes = "3 2" if hollow else None
    return {"fill": PAPER if hollow else colour, "stroke": colour, "stroke_width": 1.2, "stroke_dasharray": dashes}


def _diamond(x: float, y: float) -> str:
    corners = ((x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5))
    return f"M{'L'.join(f'{number(across)},{number(down)}' for across, down in corners)}Z"
