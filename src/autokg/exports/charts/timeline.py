"""A timeline by plant: which productions, agreements and joint ventures began and ended when.

A thick bar is what was so if the dates are right, a thin line what may have been: before it where the beginning is
imprecise, after it where the end is, or where nobody says that it ended. The signing of an agreement is a diamond. What
is planned, a rumour or was given up is hollow and dashed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autokg.core.counting import count_of
from autokg.exports.charts.chart import SIZE, Chart, Mark, Near, Picture, Scope
from autokg.exports.charts.chart_values import load_values
from autokg.exports.charts.events import KINDS, Event, find_events
from autokg.exports.drawing.palette import FAINT, PAPER, style_of
from autokg.exports.drawing.svg import Body, Entry, element, measure, number, shorten, text, tooltip
from autokg.stores.base import Store
from autokg.stores.kept import kept

MOST = 64  # lines that one picture bears
COLUMNS = ("site", "label", "kind", "status", "start", "end", "dates", "thing")

_WIDTH, _STEP, _TOP = 560.0, 13.0, 20.0
_WIDEST, _INDENT = 250.0, 12.0
_MOST_YEARS, _LONG = 16, 30
_EARLY = 0.05  # of the lines may begin before the axis does
_GRID = "#E4E4E4"
_HOLLOW = ("planned", "reported", "cancelled", "denied")
_COLOURS = {word: style_of(type_).colour for type_, word in KINDS.items()}


def draw(store: Store, scope: Scope) -> Chart:
    """Return the timeline of a store."""
    values = load_values(store)
    known = kept(store, "events of charts", None, lambda: _with_surroundings(find_events(values)), most=1)
    events = known.within(scope)
    events.sort(key=lambda event: (event.days or [dt.date.max], event.label, event.thing))
    pinned = [event for event in events if event.is_pinned]
    sites = _choose(pinned)

    def picture() -> Picture:
        return _draw(sites)

    shown = sum(map(len, sites.values()))
    notes = tuple(_notes(len(events), len(pinned), shown))
    title, subtitle = _message(pinned, scope), scope.titled("What began and ended when, by plant")
    return Chart(title, subtitle, COLUMNS, [_row(event) for event in events], picture, values, notes)


def _with_surroundings(events: Sequence[Event]) -> Near[Event]:
    return Near(events, ({event.thing, *event.on} for event in events))


def _choose(pinned: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the events of sites, of those with the most first, as many as one picture bears; in order of time."""
    by_site: dict[str, list[Event]] = defaultdict(list)
    for event in pinned:
        by_site[event.site].append(event)
    ranked = sorted(by_site, key=lambda site: (site in _OTHERS, -len(by_site[site]), site))
    chosen: list[str] = []
    lines = 0
    for site in ranked:
        needed = len(by_site[site]) + 1
        if lines + needed <= MOST or not chosen:
            chosen.append(site)
            lines += needed
    return {
        site: by_site[site][: MOST - 1]
        for site in sorted(chosen, key=lambda site: (site in _OTHERS, by_site[site][0].days))
    }


_OTHERS = frozenset(f"{word}s".capitalize() for word in KINDS.values())


def _message(pinned: Sequence[Event], scope: Scope) -> str:
    whose = f"{scope.name}: " if scope.name else ""
    if not pinned:
        return f"{whose}no production, agreement or joint venture has a known date"
    running = sum(event.status == "actual" for event in pinned)
    ended = sum(event.status == "ended" for event in pinned)
    planned = sum(event.status == "planned" for event in pinned)
    parts = [f"{running:,} current", f"{ended:,} ended", f"{planned:,} planned"]
    kinds = {event.kind for event in pinned}
    noun = count_of(
        len(pinned),
        next(iter(kinds)) if len(kinds) == 1 else "production or agreement",
        None if len(kinds) == 1 else "productions and agreements",
    )
    return f"{whose}{noun} with a known date: {', '.join(parts)}"


def _notes(events: int, pinned: int, shown: int) -> Iterator[str]:
    if shown < pinned:
        yield f"{shown:,} are drawn, those of the plants with the most; and {pinned - shown:,} more: use --around."
    if events > pinned:
        yield f"Not drawn: {events - pinned:,}, of which sources give only a latest start date or an earliest end date."


def _row(event: Event) -> dict[str, Any]:
    return {name: value for name in COLUMNS if (value := getattr(event, name)) is not None}


def _draw(sites: Mapping[str, Sequence[Event]]) -> Picture:
    events = [event for site in sites.values() for event in site]
    if not events:
        return Picture(Body(0, 0, ()))
    labels = [*((site, True) for site in sites), *((event.label, False) for event in events)]
    margin = min(max(measure(label, SIZE, bold=bold) + _INDENT for label, bold in labels) + 10, _WIDEST)
    axis = _Axis(*_edges(events), margin)
    lines: list[str] = []
    y = _TOP
    for site, inside in sites.items():
        heading = shorten(site, margin, SIZE / 1.08)
        lines.append(text(heading, 0, y + SIZE, font_size=SIZE, font_weight="bold", class_="label"))
        y += _STEP + 2
        for event in inside:
            lines.append(_line(event, axis, y + _STEP / 2))
            y += _STEP
        y += 4
    marks = [
        Mark(
            event.thing,
            event.label,
            (event.site, event.kind, event.status, event.dates),
            (event.thing,),
            tuple(sorted(event.on)),
        )
        for event in events
    ]
    body = Body(margin + _WIDTH + 24, y + _STEP, [*_years(axis, y), *lines])
    return Picture(body, list(_legend(events)), marks)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days at both ends of the picture, and how far from its left edge the first is."""

    first: dt.date
    last: dt.date
    margin: float

    def place(self, day: dt.date) -> float:
        """Return where a day is; one before the axis is at its left end."""
        return self.margin + _WIDTH * max((day - self.first).days, 0) / (self.last - self.first).days


def _edges(events: Sequence[Event]) -> tuple[dt.date, dt.date]:
    """Return the first day of the first year of the axis, and the last day of the year after the last.

    If all is long ago for a few only, these few begin before the axis.
    """
    firsts = sorted(event.days[0] for event in events)
    days = [day for event in events for day in (*event.days, *filter(None, [event.heard]))]
    first, last = min(firsts[0], *days).year, max(days).year + 1
    if last - first > _LONG:
        first = max(first, min(firsts[int(len(firsts) * _EARLY)].year, last - _LONG))
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _legend(events: Sequence[Event]) -> Iterator[Entry]:
    for kind, colour in _COLOURS.items():
        if any(event.kind == kind for event in events):
            yield Entry(kind, element("rect", x=1, y=3, width=20, height=8, **_look(colour)))
    yield Entry("possible by the dates", element("line", x1=1, x2=21, y1=7, y2=7, stroke=FAINT, stroke_width=1.5))
    if any(event.kind == "agreement" for event in events):
        yield Entry("signed", element("path", d=_diamond(11, 7), **_look(_COLOURS["agreement"])))
    if any(event.status in _HOLLOW for event in events):
        yield Entry(
            "planned, reported or cancelled", element("rect", x=1, y=3, width=20, height=8, **_look(FAINT, hollow=True))
        )


def _years(axis: _Axis, bottom: float) -> Iterator[str]:
    """Yield a line for every year, or every other, fifth …, with its number above and below."""
    span = axis.last.year - axis.first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, span) if span <= step * _MOST_YEARS)
    for year in range(axis.first.year, axis.last.year + 1):
        if year % step == 0:
            x = axis.place(dt.date(year, 1, 1))
            yield element("line", x1=x, x2=x, y1=_TOP - 4, y2=bottom, stroke=_GRID)
            for y in (_TOP - 8, bottom + 11):
                yield text(str(year), x, y, font_size=SIZE, fill=FAINT, text_anchor="middle", class_="label")


def _line(event: Event, axis: _Axis, middle: float) -> str:
    """Return the line of an event: its name, what may have been, and what was if the dates are right."""
    hollow, colour = event.status in _HOLLOW, _COLOURS[event.kind]
    first, last = event.possible
    begun, over = event.sure
    left, right = axis.place(first or axis.first), axis.place(last or axis.last)
    label = shorten(event.label, axis.margin - _INDENT - 10, SIZE)
    marks = [
        text(label, _INDENT, middle + SIZE * 0.35, font_size=SIZE, class_="label"),
        element(
            "line", x1=left, x2=right, y1=middle, y2=middle, stroke=colour, stroke_width=1.5, stroke_opacity=0.55,
            stroke_dasharray="3 2" if hollow else None,
        ),
    ]  # fmt: skip
    if event.kind == "agreement" and first and last:
        x = axis.place(first + (last - first) / 2)
        marks.append(element("path", d=_diamond(x, middle), **_look(colour, hollow=hollow)))
    elif begun and over:
        width = max(axis.place(over) - axis.place(begun), 1)
        marks.append(
            element("rect", x=axis.place(begun), y=middle - 4, width=width, height=8, **_look(colour, hollow=hollow))
        )
    elif hollow and first:
        width = max(min(axis.place(last or axis.last), left + 24) - left, 6)
        marks.append(element("rect", x=left, y=middle - 4, width=width, height=8, **_look(colour, hollow=True)))
    told = f"{event.label}: {event.site}, {event.kind}, {event.status}, {event.dates}"
    return element("g", tooltip(told), *marks, class_="mark hollow" if hollow else "mark", data_mark=event.thing)


def _look(colour: str, *, hollow: bool = False) -> dict[str, str | float | None]:
    dashes = "3 2" if hollow else None
    return {"fill": PAPER if hollow else colour, "stroke": colour, "stroke_width": 1.2, "stroke_dasharray": dashes}


def _diamond(x: float, y: float) -> str:
    corners = ((x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5))
    return f"M{'L'.join(f'{number(across)},{number(down)}' for across, down in corners)}Z"
