"""The state of a thing on a day: what its last report still says then.

>>> from autokg.core.enums import Status
>>> plan = state_on(dt.date(2026, 1, 1), Status.PLANNED, start=ImpreciseDate.parse("2021"))
>>> plan.phase.value, plan.in_words()
('overdue', 'was due 2021; no later source')
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.errors import DateError

# A state that no source has told for longer is told in the past, with its date.
YEARS_CURRENT = 2
# An end of "2020 or later": a filing for that model year is the last known.
FILED = re.compile(r"(\d{4})/\.\.")


class Phase(StrEnum):
    """What is to be said of a state on a day."""

    PLANNED = "planned"
    OVERDUE = "overdue"
    CURRENT = "current"
    LAST_KNOWN = "last_known"
    END_DUE = "end_due"
    ENDED = "ended"
    CANCELLED = "cancelled"
    RUMOURED = "rumoured"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class StateOn:
    """A state on a day.

    Attributes:
        date: the date to say with it: when a plan or an end was due, when a state was last reported, when it ended.

    """

    phase: Phase
    date: ImpreciseDate | None = None

    @property
    def is_current(self) -> bool:
        """Whether the state may be told in the present."""
        return self.phase is Phase.CURRENT

    def in_words(self) -> str:
        """Return what qualifies the state in English; empty if the present tense is enough."""
        form = _WORDS.get(self.phase)
        return form.format(self.date.in_words()) if form and self.date else ""


_WORDS = {
    Phase.OVERDUE: "was due {}; no later source",
    Phase.LAST_KNOWN: "in {}",
    Phase.END_DUE: "was to end {}; no later source",
    Phase.ENDED: "until {}",
}
_REAL = frozenset({Status.ACTUAL, Status.ENDED})
_FIXED = {
    Status.ENDED: Phase.ENDED,
    Status.CANCELLED: Phase.CANCELLED,
    Status.REPORTED: Phase.RUMOURED,
    Status.DENIED: Phase.DENIED,
}


def state_on(
    day: dt.date,
    status: Status,
    start: ImpreciseDate | None = None,
    end: ImpreciseDate | None = None,
    last_reported: ImpreciseDate | None = None,
) -> StateOn:
    """Return the state on a day, from the status and dates as last reported."""
    if status is Status.PLANNED:
        return _plan_on(day, start, last_reported)
    if status in _REAL and start is not None and start.earliest is not None and start.earliest > day:
        return StateOn(Phase.PLANNED, start)  # on that day it still lay ahead
    if status is Status.ENDED and end is not None and end.earliest is not None and end.earliest > day:
        return StateOn(Phase.CURRENT, last_reported)
    if status is not Status.ACTUAL:
        return StateOn(_FIXED[status], end if status is Status.ENDED else None)
    if end is not None and end.latest is not None and end.latest < day:
        return StateOn(Phase.END_DUE if _lay_ahead(end.latest, last_reported) else Phase.ENDED, end)
    return _reported(day, last_reported)


def phase_on(day: dt.date, values: Mapping[str, str]) -> Phase:
    """Return the phase of a state on a day by its `status`, `start`, `end` and `reported` (EDTF), where they are known.

    A filing for a model year is its last report. A state without a status is one that goes on.
    """
    filed = FILED.fullmatch(values.get("end", ""))
    start, end, reported = (_read_date(values.get(name)) for name in ("start", "end", "reported"))
    status = Status(values.get("status") or "actual")
    return state_on(day, status, start, end, _read_date(filed[1]) if filed else reported).phase


def _read_date(edtf: str | None) -> ImpreciseDate | None:
    with suppress(DateError):
        return ImpreciseDate.parse(edtf) if edtf else None
    return None


def _lay_ahead(end: dt.date, last_reported: ImpreciseDate | None) -> bool:
    """Whether all sources tell of an end before it comes: announced it was, but nobody tells that it came."""
    return last_reported is not None and last_reported.latest is not None and last_reported.latest < end


def _plan_on(day: dt.date, start: ImpreciseDate | None, last_reported: ImpreciseDate | None) -> StateOn:
    """Return a plan, overdue if its last possible day has passed without a later report."""
    if start is None or start.latest is None or start.latest >= day:
        return StateOn(Phase.PLANNED, start)
    # A source or an editor that tells of the plan after it was due confirms it, for as long as a state counts.
    is_confirmed = last_reported is not None and last_reported.is_after(start)
    is_planned = is_confirmed and _reported(day, last_reported).phase is Phase.CURRENT
    return StateOn(Phase.PLANNED if is_planned else Phase.OVERDUE, start)


def _reported(day: dt.date, last_reported: ImpreciseDate | None) -> StateOn:
    """Return a present state, or the last one known where its report is old."""
    if last_reported is None or last_reported.latest is None:
        return StateOn(Phase.CURRENT)
    is_old = last_reported.latest < oldest_current(day)
    return StateOn(Phase.LAST_KNOWN if is_old else Phase.CURRENT, last_reported)


def oldest_current(day: dt.date) -> dt.date:
    """Return the first day of which a report still counts: two years before a day; before 29 February the 28th."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=max(1, day.year - YEARS_CURRENT), day=last)
