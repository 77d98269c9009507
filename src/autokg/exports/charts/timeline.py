"""A timeline: which productions, agreements and joint ventures began and ended when.

A thick bar is what was so if the dates are right, a thin line what may have been: before it where the beginning is
imprecise, after it where the end is, or where nobody says that it ended. The signing of an agreement is a diamond. What
is planned, a rumour or was given up is hollow and dashed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from autokg.exports.charts.chart import CONFIG, Chart, Scope, Spec, heading
from autokg.exports.charts.events import KINDS, Event, load_events
from autokg.exports.drawing.palette import PAPER, style_of
from autokg.stores.base import Store

MOST = 100  # lines that one picture bears
COLUMNS = ("label", "kind", "status", "start", "end", "dates", "sources", "thing")

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
    return Chart(title, COLUMNS, rows, partial(_spec, title, shown, notes), notes)


def _notes(events: int, pinned: int, shown: int) -> Iterator[str]:
    if shown < pinned:
        yield f"{shown} of {pinned} are drawn, those with most sources; a picture around a thing has more of its own."
    if events > pinned:
        yield f"{events - pinned} are not drawn: only a day is known by which they had begun, or until which they ran."


def _row(event: Event) -> dict[str, Any]:
    return {name: value for name in COLUMNS if (value := getattr(event, name)) is not None}


def _spec(title: str, events: Sequence[Event], notes: Sequence[str]) -> Spec:
    base = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": heading(title, notes),
        "config": CONFIG,
    }
    if not events:  # axes of nothing cannot be painted
        return {**base, "data": {"values": []}, "mark": "point"}
    left, right = _edges(events)
    kinds = [kind for kind in _COLOURS if any(event.kind == kind for event in events)]
    legend = {"domain": kinds, "range": [_COLOURS[kind] for kind in kinds]}
    colour = {"field": "kind", "type": "nominal", "scale": legend, "legend": _LEGEND}
    time = {"type": "temporal", "title": None, "scale": {"type": "utc"}}
    edges = {"type": "utc", "domain": {"signal": f"[utc({left.year}, 0, 1), utc({right.year}, 11, 31)]"}}
    hollow = {"test": "datum.hollow"}
    fill = {"condition": {**hollow, "value": PAPER}, **colour}
    dash = {"condition": {**hollow, "value": [3, 2]}, "value": [1, 0]}
    return {
        **base,
        "width": 620,
        "height": {"step": 15},
        "data": {"values": [_mark(number, event, left, right) for number, event in enumerate(events)]},
        "encoding": {
            "y": {"field": "line", "type": "ordinal", "title": None, "axis": _AXIS},
            "stroke": colour,
            "tooltip": [{"field": name} for name in ("label", "kind", "status", "dates", "sources")],
        },
        "layer": [
            {
                "params": [{"name": "zoom", "select": {"type": "interval", "encodings": ["x"]}, "bind": "scales"}],
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5, "clip": True},
                "encoding": {"x": {"field": "from", **time, "scale": edges}, "x2": {"field": "to"}, "strokeDash": dash},
            },
            {
                "transform": [{"filter": "isValid(datum.begun)"}],
                "mark": {"type": "bar", "height": 8, "strokeWidth": 1.2, "clip": True},
                "encoding": {
                    "x": {"field": "begun", **time},
                    "x2": {"field": "over"},
                    "fill": fill,
                    "strokeDash": dash,
                },
            },
            {
                "transform": [{"filter": "isValid(datum.signed)"}],
                "mark": {
                    "type": "point",
                    "shape": "diamond",
                    "size": 70,
                    "opacity": 1,
                    "strokeWidth": 1.2,
                    "clip": True,
                },
                "encoding": {"x": {"field": "signed", **time}, "fill": fill},
            },
        ],
    }


_LEGEND = {"title": None, "orient": "top", "symbolType": "square", "symbolSize": 40, "symbolStrokeWidth": 6}
# Lines are numbered, for two things may bear one name; the number is not shown.
_AXIS = {
    "labelExpr": "slice(datum.label, 4)",
    "labelLimit": 400,
    "domain": False,
    "ticks": False,
    "grid": True,
    "gridColor": "#eee",
}


def _edges(events: Sequence[Event]) -> tuple[dt.date, dt.date]:
    """Return the first day of the first year that anything is known of, and the last day of the year after the last."""
    days = [day for event in events for day in (*event.days, *filter(None, [event.heard]))]
    return dt.date(min(days).year, 1, 1), dt.date(max(days).year + 1, 12, 31)


def _mark(number: int, event: Event, left: dt.date, right: dt.date) -> dict[str, Any]:
    """Return what is drawn of an event."""
    first, last = event.possible
    begun, over = event.sure
    mark: dict[str, Any] = {name: getattr(event, name) for name in ("label", "kind", "status", "dates", "sources")}
    mark |= {"line": f"{number:03} {event.label}", "hollow": event.status in _HOLLOW}
    if event.kind == "agreement":
        day = first and last and first + (last - first) / 2
        return mark | _days({"from": first, "to": last, "signed": day})
    spans = {"from": first or left, "to": last or right, "begun": begun, "over": over}
    return mark | _days(spans)


def _days(days: Mapping[str, dt.date | None]) -> dict[str, str]:
    return {name: day.isoformat() for name, day in days.items() if day}
