"""Both sides of each boundary of the state on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.claims.state import Phase, StateOn, state_on
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status

DAY = dt.date(2026, 6, 30)


def date(text: str | None) -> ImpreciseDate | None:
    return ImpreciseDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("status", "start", "end", "reported", "phase"),
    [
        ("planned", "2026-06-29", None, None, Phase.OVERDUE),
        ("planned", "2026-06-30", None, None, Phase.PLANNED),
        ("planned", "2026", None, None, Phase.PLANNED),
        ("planned", "2026/..", None, None, Phase.PLANNED),
        ("planned", None, None, "2010", Phase.PLANNED),
        ("planned", "2025-03", None, "2025-03-31", Phase.OVERDUE),
        ("planned", "2025-03", None, "2025-04-01", Phase.PLANNED),
        ("planned", "2023-03", None, "2024-06-30", Phase.PLANNED),
        ("planned", "2023-03", None, "2024-06-29", Phase.OVERDUE),
        ("actual", "2026-06-30", None, "2026", Phase.CURRENT),
        ("actual", "2026-07-01", None, "2026", Phase.PLANNED),
        ("actual", "2026", None, "2026", Phase.CURRENT),
        ("ended", "2026-07-01", "2027", "2027", Phase.PLANNED),
        ("actual", None, "2026-06-29", "2026", Phase.ENDED),
        ("actual", None, "2026-06-29", "2026-06-29", Phase.ENDED),
        ("actual", None, "2026-06-29", "2026-06-28", Phase.END_DUE),
        ("actual", None, "2025", "2025", Phase.ENDED),
        ("actual", None, "2025", "2025-06", Phase.END_DUE),
        ("actual", None, "2026-06-29", "2026-06/..", Phase.ENDED),
        ("actual", None, "2026-06-29", None, Phase.ENDED),
        ("actual", None, "2026-06-30", "2026", Phase.CURRENT),
        ("actual", None, "2026/..", "2026", Phase.CURRENT),
        ("actual", None, None, "2024-06-30", Phase.CURRENT),
        ("actual", None, None, "2024-06-29", Phase.LAST_KNOWN),
        ("actual", None, None, None, Phase.CURRENT),
        ("ended", None, "2026-07-01", "2025", Phase.CURRENT),
        ("ended", None, "2026-06-30", "2025", Phase.ENDED),
        ("ended", None, "2026-06-29", "2026-06-28", Phase.ENDED),
        ("ended", None, None, "2025", Phase.ENDED),
        ("cancelled", "2020", None, None, Phase.CANCELLED),
        ("reported", "2020", None, None, Phase.RUMOURED),
        ("denied", "2020", None, None, Phase.DENIED),
    ],
)
def test_a_state_is_told_for_the_day(
    status: str, start: str | None, end: str | None, reported: str | None, phase: Phase
) -> None:
    state = state_on(DAY, Status(status), date(start), date(end), date(reported))
    assert state.phase is phase
    assert state.is_current is (phase is Phase.CURRENT)


def test_an_old_report_is_told_with_its_date() -> None:
    assert state_on(DAY, Status.ACTUAL, last_reported=date("2010-08")).in_words() == "in August 2010"


def test_two_years_before_a_leap_day_is_a_day() -> None:
    leap = dt.date(2024, 2, 29)
    assert state_on(leap, Status.ACTUAL, last_reported=date("2022-02-28")).phase is Phase.CURRENT
    assert state_on(leap, Status.ACTUAL, last_reported=date("2022-02-27")).phase is Phase.LAST_KNOWN


@pytest.mark.parametrize(
    ("day", "status", "date"),
    [
        (dt.date(2020, 12, 31), Status.PLANNED, "2020"),
        (dt.date(2021, 1, 1), Status.PLANNED, "2020"),
        (dt.date(2022, 12, 31), Status.ACTUAL, "2021"),
        (dt.date(2023, 1, 1), Status.ACTUAL, "2022"),
        (dt.date(2023, 1, 1), Status.ENDED, "2022"),
        (dt.date(2019, 12, 31), Status.ACTUAL, "2020"),
        (dt.date(2021, 12, 31), Status.ENDED, "2021"),
        (dt.date(2023, 1, 1), Status.CANCELLED, None),
        (dt.date(2023, 1, 1), Status.REPORTED, None),
    ],
)
def test_a_state_on_a_day_has_the_date_to_say_with_it(day: dt.date, status: Status, date: str | None) -> None:
    start, end, reported = map(ImpreciseDate.parse, ("2020", "2022", "2021"))
    assert str(state_on(day, status, start, end, reported).date or "") == (date or "")


def test_an_announced_end_is_told_as_due() -> None:
    state = state_on(DAY, Status.ACTUAL, end=date("2026-21"), last_reported=date("2026-03-12"))
    assert state.in_words() == "was to end spring 2026; no later source"
    assert not state.is_current


def test_a_state_without_a_date_to_say_has_no_words() -> None:
    assert StateOn(Phase.ENDED).in_words() == ""
    assert StateOn(Phase.CURRENT, ImpreciseDate.parse("2020")).in_words() == ""
