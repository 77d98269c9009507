"""Both sides of each boundary of the state on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.claims.state import Phase, state_on
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
        ("actual", None, "2026-06-29", "2026", Phase.ENDED),
        ("actual", None, "2026-06-30", "2026", Phase.CURRENT),
        ("actual", None, "2026/..", "2026", Phase.CURRENT),
        ("actual", None, None, "2024-06-30", Phase.CURRENT),
        ("actual", None, None, "2024-06-29", Phase.LAST_KNOWN),
        ("actual", None, None, None, Phase.CURRENT),
        ("ended", None, "2026-07-01", "2025", Phase.CURRENT),
        ("ended", None, "2026-06-30", "2025", Phase.ENDED),
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
