"""A timeline by plant: which productions, agreements and joint ventures began and ended when.

A thick bar is what was so if the dates are right, a thin line what may have been: before it where the beginning is
imprecise, after it where the end is, or where nobody says that it ended. The signing of an agreement is a diamond. What
is planned, a rumour or was given up is hollow, each with dashes of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from autokg.claims.state import Phase
from autokg.exports.charts.chart import SIZE, Chart, Mark, Near, Picture, Scope
from autokg.exports.charts.chart_values import Values, load_values
from autokg.exports.charts.events import KEYS, KINDS, Event, find_events
from autokg.exports.drawing.palette import FAINT, PAPER, style_of
from autokg.exports.drawing.svg import Body, Entry, element, measure, number, shorten, text, tooltip
from autokg.exports.picture_texts import LANGUAGES, Wording
from autokg.stores.base import Store
from autokg.stores.kept import kept

MOST = 64  # lines that one picture bears
COLUMNS = ("site", "label", "kind", "status", "phase", "start", "end", "dates", "thing")

_WIDTH, _STEP, _TOP = 560.0, 13.0, 20.0
_WIDEST, _INDENT = 250.0, 12.0
_MOST_YEARS, _LONG = 16, 30
_EARLY = 0.05  # of the lines may begin before the axis does
_GRID = "#E4E4E4"
# How what is not so, or not yet, is dashed: it is hollow.
_HOLLOW = {"planned": "3 2", "reported": "6 2 1.5 2", "cancelled": "1 2", "denied": "1 4"}
_COLOURS = {word: style_of(type_).colour for type_, word in KINDS.items()}


def draw(store: Store, scope: Scope) -> Chart:
    """Return the timeline of a store."""
    values, text = load_values(store, scope.language), scope.text
    found = partial(_with_events, values)
    known = kept(store, "events of charts", scope.language, found, most=len(LANGUAGES))
    events = known.within(scope)
    events.sort(key=lambda event: (event.days or [dt.date.max], event.label, event.thing))
    pinned = [event for event in events if event.is_pinned]
    sites = _choose(pinned)

    def picture() -> Picture:
        return _draw(sites, text)

    shown = [event for inside in sites.values() for event in inside]
    notes = tuple(_notes(len(events), len(pinned), shown, text))
    title, subtitle = _message(pinned, scope), scope.titled(text("timeline_subtitle"))
    rows = [_row(event) for event in events]
    return Chart(title, subtitle, COLUMNS, rows, picture, values, notes, is_cut=len(shown) < len(pinned))


def _with_events(values: Values) -> Near[Event]:
    events = find_events(values)
    return Near(events, ({event.thing, *event.on} for event in events))


def _choose(pinned: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the events of sites, of those with the most first, as many as one picture bears; in order of time."""
    by_site: dict[str, list[Event]] = defaultdict(list)
    for event in pinned:
        by_site[event.site].append(event)
    others = {event.site for event in pinned if event.kind != KINDS["Production"]}
    ranked = sorted(by_site, key=lambda site: (site in others, -len(by_site[site]), site))
    chosen: list[str] = []
    lines = 0
    for site in ranked:
        needed = len(by_site[site]) + 1
        if lines + needed <= MOST or not chosen:
            chosen.append(site)
            lines += needed
    return {
        site: by_site[site][: MOST - 1]
        for site in sorted(chosen, key=lambda site: (site in others, by_site[site][0].days))
    }


def _message(pinned: Sequence[Event], scope: Scope) -> str:
    text = scope.text
    if not pinned:
        return scope.titled_by_name(text("no_date"))
    counts = Counter(event.phase for event in pinned)
    parts = [f"{text.number(counts[phase])} {text(_PHASES.get(phase, phase))}" for phase in Phase if counts[phase]]
    kinds = {event.kind for event in pinned}
    noun = f"{KEYS[kinds.pop()]}s" if len(kinds) == 1 else "events"
    return scope.titled_by_name(text("dated", events=text(noun, len(pinned)), parts=", ".join(parts)))


_PHASES = {Phase.CURRENT: "actual", Phase.RUMOURED: "reported"}  # called as the status is


def _notes(events: int, pinned: int, shown: Sequence[Event], text: Wording) -> Iterator[str]:
    if len(shown) < pinned:
        yield text("timeline_drawn", drawn=len(shown), dated=pinned)
    if shown and _edges(shown)[0].year > min(event.days[0] for event in shown).year:
        yield text("timeline_earlier")
    if events > pinned:
        yield text("timeline_undrawn", events - pinned)


def _row(event: Event) -> dict[str, Any]:
    return {name: value for name in COLUMNS if (value := getattr(event, name)) is not None}


def _draw(sites: Mapping[str, Sequence[Event]], words: Wording) -> Picture:
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
            lines.append(_line(event, axis, y + _STEP / 2, words))
            y += _STEP
        y += 4
    marks = [
        Mark(
            event.thing,
            event.label,
            (event.site, *_told(event, words)),
            (event.thing,),
            tuple(sorted(event.on)),
        )
        for event in events
    ]
    body = Body(margin + _WIDTH + 24, y + _STEP, [*_years(axis, y), *lines])
    return Picture(body, list(_legend(events, words)), marks)


def _told(event: Event, words: Wording) -> tuple[str, str, str]:
    """Return kind, status and dates of an event in words."""
    known = [words.words.date(date) for date in (event.start, event.end) if date]
    dates = event.dates if words.language == "en" else " – ".join(known)
    return words(f"kind_{KEYS[event.kind]}"), words(event.status), dates


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


def _legend(events: Sequence[Event], words: Wording) -> Iterator[Entry]:
    box = {"x": 1.0, "y": 3.0, "width": 20.0, "height": 8.0}
    for kind, colour in _COLOURS.items():
        if any(event.kind == kind for event in events):
            yield Entry(words(f"kind_{KEYS[kind]}"), element("rect", **box, **_look(colour)))
    possible = element("line", x1=1, x2=21, y1=7, y2=7, stroke=FAINT, stroke_width=1.5)
    yield Entry(words("possible"), possible)
    if any(event.kind == "agreement" for event in events):
        yield Entry(words("signed"), element("path", d=_diamond(11, 7), **_look(_COLOURS["agreement"])))
    for status in _HOLLOW:
        if any(event.status == status for event in events):
            yield Entry(words(status), element("rect", **box, **_look(FAINT, status)))


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


def _line(event: Event, axis: _Axis, middle: float, words: Wording) -> str:
    """Return the line of an event: its name, what may have been, and what was if the dates are right."""
    dashes, colour = _HOLLOW.get(event.status), _COLOURS[event.kind]
    look = _look(colour, event.status)
    first, last = event.possible
    begun, over = event.sure
    left, right = axis.place(first or axis.first), axis.place(last or axis.last)
    label = shorten(event.label, axis.margin - _INDENT - 10, SIZE)
    marks = [
        text(label, _INDENT, middle + SIZE * 0.35, font_size=SIZE, class_="label"),
        element(
            "line", x1=left, x2=right, y1=middle, y2=middle, stroke=colour, stroke_width=1.5, stroke_opacity=0.55,
            stroke_dasharray=dashes,
        ),
    ]  # fmt: skip
    if event.kind == "agreement" and first and last:
        x = axis.place(first + (last - first) / 2)
        marks.append(element("path", d=_diamond(x, middle), **look))
    elif begun and over:
        width = max(axis.place(over) - axis.place(begun), 1)
        marks.append(element("rect", x=axis.place(begun), y=middle - 4, width=width, height=8, **look))
    elif dashes and first:
        width = max(min(axis.place(last or axis.last), left + 24) - left, 6)
        marks.append(element("rect", x=left, y=middle - 4, width=width, height=8, **look))
    told = f"{event.label}: {', '.join((event.site, *_told(event, words)))}"
    return element("g", tooltip(told), *marks, class_="mark hollow" if dashes else "mark", data_mark=event.thing)


def _look(colour: str, status: str = "actual") -> dict[str, str | float | None]:
    dashes = _HOLLOW.get(status)
    return {"fill": PAPER if dashes else colour, "stroke": colour, "stroke_width": 1.2, "stroke_dasharray": dashes}


def _diamond(x: float, y: float) -> str:
    corners = ((x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5))
    return f"M{'L'.join(f'{number(across)},{number(down)}' for across, down in corners)}Z"
