"""Answers, the list of due states and the store of a past day tell one state on each day."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers import ask
from autokg.building.as_of import recall
from autokg.building.build import build
from autokg.building.moment import Moment
from autokg.review.due import find_due
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    site = {"model": "Sample 4", "plant": "Example Northport plant", "builder": "EM"}
    plan = fact("production", status="planned", documents=("d1",), start="2021", **site)
    real = fact("production", documents=("d2",), start="2022-02", end="2026-06", **site)
    papers = document("d1", published="2020-01-15"), document("d2", published="2022-03-01")
    return build(corpus(*papers, plan, real), gazetteer=GAZETTEER).store


def phase(store: OxigraphStore, day: str) -> str:
    """Return the phase that an answer tells of the one production."""
    (row,) = ask("Who builds the Sample 4?", store, dt.date.fromisoformat(day)).rows
    return row["phase"]


@pytest.mark.parametrize(
    ("day", "told", "is_due"),
    [
        ("2024-03-01", "current", False),
        ("2024-03-02", "last_known", True),
        ("2026-06-30", "last_known", True),
        ("2026-07-01", "end_due", True),
    ],
)
def test_answers_and_review_agree_on_the_state_of_a_day(
    day: str, told: str, *, is_due: bool, store: OxigraphStore
) -> None:
    assert phase(store, day) == told
    assert bool(find_due(store, dt.date.fromisoformat(day))) is is_due


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-06-30", "has been built by {} since February 2022, to end in June 2026."),
        ("2026-07-01", "was built by {} from February 2022 (was to end in June 2026; no later source here)."),
    ],
)
def test_an_announced_end_is_told_as_to_come_and_then_as_not_confirmed(
    day: str, words: str, store: OxigraphStore
) -> None:
    answer = ask("Who builds the Sample 4?", store, dt.date.fromisoformat(day))
    site = "Example Motors at the Example Northport plant in South Korea"
    assert answer.sentence == f"Sample 4 {words.format(site)}"


@pytest.mark.parametrize(
    ("known", "day", "told"),
    [("2021-12-31", "2021-12-31", "planned"), ("2022-02-28", "2022-02-28", "overdue"), ("2022-03-01", "2022-03-01", "current")],
)  # fmt: skip
def test_a_past_day_is_told_from_what_was_known(known: str, day: str, told: str, store: OxigraphStore) -> None:
    assert phase(recall(store, Moment(public=dt.date.fromisoformat(known)), GAZETTEER).store, day) == told
