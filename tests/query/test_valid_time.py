"""What was built within a window: held to the meaning of possibly and certainly, day by day."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autokg.answers.evidence import solutions
from autokg.building.build import build
from autokg.core.dates import ImpreciseDate
from autokg.names.lookup import Names
from autokg.query.saved import get_query
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

EDGES = ["2024-01-01", "2024-06-15", "2024-12-31", "2025-06-30", "2025-12-31"]
ALWAYS = "1900-01-01", "2100-01-01"
STARTS = ["2024", "2024-41", "2024-12-31", "../2024-06", "2025-01/.."]
ENDS = ["2025", "2024-12-31", "2025-12", "../2025-06", "2024-07/.."]


def certainty(
    start: str | None, end: str | None, window: tuple[str, str], status: str = "ended", on: str = "2030-01-01"
) -> str:
    slots: dict[str, Any] = {name: value for name, value in (("start", start), ("end", end)) if value}
    made = fact("production", status=status, model="Sample 4", builder="EM", **slots)
    return ask_window(build(corpus(document(published=on), made), gazetteer=GAZETTEER).store, window)


def ask_window(store: OxigraphStore, window: tuple[str, str]) -> str:
    text = get_query("built-within").fill({"from": window[0], "until": window[1]}, Names(store))
    return "".join(row["certainty"] for row in solutions(store, text))


def meant(start: str, end: str, window: tuple[str, str]) -> str:
    """Try all days that start and end may mean, by the ends of their ranges and of the window."""
    opens, closes = map(dt.date.fromisoformat, window)
    far = dt.date(2000, 1, 1), dt.date(2030, 1, 1)
    marks = {opens, closes, opens - dt.timedelta(1), closes + dt.timedelta(1)}
    ranges = []
    for date in map(ImpreciseDate.parse, (start, end)):
        first, last = date.earliest or far[0], date.latest or far[1]
        ranges.append({first, last} | {mark for mark in marks if first <= mark <= last})
    met = {one <= closes and other >= opens for one, other in product(*ranges) if one <= other}
    return "certainly" if met == {True} else "possibly" if True in met else ""


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STARTS), st.sampled_from(ENDS), st.sampled_from(EDGES), st.sampled_from(EDGES))
@pytest.mark.slow
def test_it_means_what_it_says(start: str, end: str, one: str, other: str) -> None:
    window = min(one, other), max(one, other)
    assume(meant(start, end, ALWAYS))  # an end before the start is a mistake, not a time
    assert certainty(start, end, window) == meant(start, end, window)


@pytest.mark.parametrize("status", ["planned", "reported"])
def test_what_is_not_done_is_never_certain(status: str) -> None:
    assert certainty("2024", "2025", ("2024-01-01", "2025-12-31"), status) == "possibly"


@pytest.mark.parametrize("status", ["cancelled", "denied"])
def test_what_was_given_up_or_denied_is_not_built(status: str) -> None:
    assert certainty("2024", "2025", ("2024-01-01", "2025-12-31"), status) == ""


def test_what_is_built_is_built_on_the_day_that_says_so() -> None:
    assert certainty(None, None, ("2024-03-01", "2024-03-31"), "actual", "2024-03-15") == "certainly"
    assert certainty(None, None, ("2024-03-16", "2024-03-31"), "actual", "2024-03-15") == "possibly"
    assert certainty(None, None, ("2024-03-01", "2024-03-14"), "actual", "2024-03-15") == "possibly"


def test_a_month_of_publication_is_no_day() -> None:
    assert certainty(None, None, ("2024-03-01", "2024-03-31"), "actual", "2024-03") == "possibly"
    assert certainty("2023", None, ("2024-03-01", "2024-03-31"), "actual", "2024-03") == "certainly"
    assert certainty("2023", None, ("2024-03-02", "2024-03-31"), "actual", "2024-03") == "possibly"


def test_what_was_built_is_over_on_the_day_that_says_so() -> None:
    assert certainty("2020", None, ("2024-03-15", "2024-12-31"), "ended", "2024-03-15") == "possibly"
    assert certainty("2020", None, ("2024-03-16", "2024-12-31"), "ended", "2024-03-15") == ""


def test_what_nobody_dates_may_be_of_any_time() -> None:
    made = fact("production", model="Sample 4", builder="EM")
    store = build(corpus(document(published=None), made), gazetteer=GAZETTEER).store
    assert ask_window(store, ("1950-01-01", "1950-12-31")) == "possibly"
