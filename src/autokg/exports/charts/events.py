"""What began and ended: productions, agreements and joint ventures, with the days that their dates may mean.

>>> event = Event("x", "Car at Town", "production", "actual", "2023-41", "2025", None, frozenset())
>>> [str(day) for day in event.possible], [str(day) for day in event.sure]
(['2023-07-01', '2025-12-31'], ['2023-12-31', '2025-01-01'])
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from autokg.claims.state import Phase
from autokg.core.dates import ImpreciseDate
from autokg.exports.charts.chart_values import Values
from autokg.exports.charts.makers import site_of
from autokg.exports.drawing.lines import bound_in_words

Days = tuple[dt.date | None, dt.date | None]

KINDS = {"Production": "production", "Agreement": "agreement", "JointVenture": "joint venture"}
KEYS = {"production": "production", "agreement": "agreement", "joint venture": "venture"}  # of kinds in texts


@dataclass(frozen=True, slots=True)
class Event:
    """A production, agreement or joint venture.

    Attributes:
        thing: its IRI.
        kind: one of `KINDS`.
        start, end: its dates, EDTF; those of an agreement are when it was signed.
        heard: the latest day for which a source states its status.
        on: the IRIs of all that it has to do with.
        site: where a production is, and of anything else its kind.
        phase: of its status on the day of the latest source.

    """

    thing: str
    label: str
    kind: str
    status: str
    start: str | None
    end: str | None
    heard: dt.date | None
    on: frozenset[str]
    site: str = ""
    phase: Phase = Phase.CURRENT

    @property
    def possible(self) -> Days:
        """The first and the last day on which it may have been so; None where nobody says."""
        first, last = _parse(self.start), _parse(self.end)
        if self.kind == "agreement":
            return (first.earliest, first.latest) if first else (None, None)
        heard = self.heard if self.status == "ended" else None
        return first.earliest if first else None, last.latest if last else heard

    @property
    def sure(self) -> Days:
        """The days between which it was so, if its dates are right; one that is not over was so when last heard of."""
        first, last = _parse(self.start), _parse(self.end)
        begun = first.latest if first else None
        over = last.earliest if last else None
        if begun and over is None and self.status == "actual":
            over = max(begun, self.heard or begun)
        return (begun, over) if begun and over and begun <= over else (None, None)

    @property
    def is_pinned(self) -> bool:
        """Whether its beginning or end is known from both sides, or nearly: a bound alone draws no bar."""
        return any(self.possible)

    @property
    def days(self) -> list[dt.date]:
        """All days that are known of it, in their order."""
        return sorted(day for day in (*self.possible, *self.sure) if day)

    @property
    def dates(self) -> str:
        """Its dates in words."""
        start, end = _parse(self.start), _parse(self.end)
        if self.kind == "agreement":
            return f"signed {start.in_words() if start else ''}"
        if start and end and not (start.is_interval or end.is_interval):
            return f"{start.in_words()} to {end.in_words()}"
        return ", ".join(
            filter(None, (bound_in_words("from", "started", start), bound_in_words("until", "ended", end)))
        )


def _parse(text: str | None) -> ImpreciseDate | None:
    return ImpreciseDate.parse(text) if text else None


def find_events(values: Values) -> list[Event]:
    """Return what has a date, sorted by IRI."""
    events = (_event(thing, class_, values) for class_ in KINDS for thing in values.of_class(class_))
    return sorted((event for event in events if event.start or event.end), key=lambda event: event.thing)


_STARTS = ("productionStart", "signedOn", "since")
_ENDS = ("productionEnd", "until")
_ABOUT = ("party", "concernsModel", "concernsPlant", "jointVentureOf", "inCountry")


def _event(thing: str, class_: str, values: Values) -> Event:
    is_production = class_ == "Production"
    heard = values.first(thing, "lastReportedLatest")
    site = site_of(thing, values) if is_production else None
    model = values.first(thing, "ofModel", "ofProduct") if is_production else None
    return Event(
        thing,
        values.label(model or thing),
        KINDS[class_],
        values.status(thing),
        values.first(thing, *_STARTS),
        values.first(thing, *_ENDS) if class_ != "Agreement" else None,
        dt.date.fromisoformat(heard) if heard else None,
        frozenset(
            values.around(thing) if is_production else (thing, *(x for name in _ABOUT for x in values.all(thing, name)))
        ),
        ", ".join(filter(None, (site.label, site.detail))) if site else values.text(f"kinds_{KEYS[KINDS[class_]]}"),
        values.phase(thing),
    )
