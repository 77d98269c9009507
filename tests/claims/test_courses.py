"""The course of a state: what leads where, on one day, later, and without a date."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.claims.claim import Claim
from autokg.claims.judging import Judgement, judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import told, values

ONTOLOGY = load_ontology()


def built(published: str | None, status: str, by: str = "", **more: Any) -> list[Claim]:
    return told("production", published, status=status, by=by, model="Sample 4", plant="Northport", **more)


def status(*parts: list[Claim]) -> str:
    return values(judged(*parts), AKG.status)[0]


def judged(*parts: list[Claim]) -> Judgement:
    return judge([claim for claims in parts for claim in claims], ONTOLOGY)


@pytest.mark.parametrize(
    ("first", "then", "same_day", "later"),
    [
        ("reported", "planned", "planned", "planned"),
        ("planned", "actual", "actual", "actual"),
        ("planned", "cancelled", "cancelled", "cancelled"),
        ("planned", "denied", "denied", "denied"),
        ("planned", "reported", "planned", "planned"),
        ("actual", "ended", "ended", "ended"),
        ("actual", "planned", "actual", "actual"),
        ("actual", "cancelled", "actual", "ended"),
        ("actual", "denied", "actual", "actual"),
        ("ended", "actual", "ended", "actual"),
        ("ended", "planned", "ended", "planned"),
        ("ended", "cancelled", "ended", "ended"),
        ("cancelled", "planned", "cancelled", "planned"),
        ("cancelled", "actual", "actual", "actual"),
        ("denied", "planned", "denied", "planned"),
    ],
)
def test_a_state_leads_to_another_on_one_day_or_later(first: str, then: str, same_day: str, later: str) -> None:
    rumour = built("2023-01-01", "reported")  # sources that only deny tell of no state
    one = built("2024-01-15", first)
    assert status(rumour, one, built("2024-01-15", then, by="b")) == same_day
    assert status(rumour, one, built("2024-01-16", then)) == later


@pytest.mark.parametrize(
    ("dated", "undated", "expected"),
    [
        ("planned", "actual", "actual"),
        ("planned", "ended", "ended"),
        ("reported", "actual", "actual"),
        ("planned", "cancelled", "planned"),
        ("actual", "ended", "actual"),
        ("ended", "actual", "ended"),
        ("cancelled", "actual", "cancelled"),
    ],
)
def test_a_source_without_a_date_only_confirms_or_fulfils(dated: str, undated: str, expected: str) -> None:
    assert status(built("2024-01-15", dated), built(None, undated)) == expected


@pytest.mark.parametrize(
    ("denial", "expected"),
    [
        ({}, "denied"),
        ({"speaker": "A. Stranger"}, "planned"),
        ({"speaker": "EM", "builder": "EM"}, "denied"),
    ],
)
def test_a_plan_is_denied_by_the_party_concerned(denial: dict[str, str], expected: str) -> None:
    plan = built("2024-01-15", "planned", builder="EM")
    assert status(plan, built("2024-02-15", "denied", **denial)) == expected


def test_what_begins_again_has_a_new_run() -> None:
    first = built("2015-01-01", "ended", start="2010", end="2014")
    again = judged(first, built("2020-01-01", "actual", start="2019"))
    assert values(again, AKG.status, AKG.productionStart, AKG.productionEnd) == ["2019", "actual"]
    assert values(judged(first, built("2020-01-01", "planned")), AKG.productionStart) == []
    assert values(judged(first, built("2020-01-01", "actual")), AKG.productionStart) == ["2010"]


def test_a_contradiction_names_the_claim_that_counts_first() -> None:
    judgement = judged(built("2024-01-01", "actual"), built("2024-01-01", "cancelled", by="b"))
    (conflict,) = judgement.conflicts
    assert (conflict.accepted.status, conflict.rejected.status) == ("actual", "cancelled")


@pytest.mark.parametrize(
    ("parts", "status_then"),
    [
        ([("2024-01-01", "actual"), ("2024-06-01", "planned"), ("2024-09-01", "cancelled")], "actual"),
        ([("2024-01-01", "actual"), ("2024-06-01", "reported"), ("2024-09-01", "denied")], "actual"),
        ([("2024-01-01", "actual"), ("2024-09-01", "cancelled")], "ended"),
        ([("2024-01-01", "planned"), ("2024-06-01", "actual"), ("2024-09-01", "cancelled")], "ended"),
        (
            [
                ("2024-01-01", "actual"),
                ("2024-06-01", "planned"),
                ("2024-09-01", "cancelled"),
                ("2025-01-01", "cancelled"),
            ],
            "ended",
        ),
    ],
)
def test_a_plan_to_change_what_goes_on_may_be_given_up_once(parts: list[tuple[str, str]], status_then: str) -> None:
    assert status(*(built(day, told) for day, told in parts)) == status_then


def test_what_is_planned_again_has_the_start_that_is_told_of_it() -> None:
    over = built("2015-01-01", "ended", start="2010", end="2014")
    assert values(judged(over, built("2020-01-01", "planned", start="2027")), AKG.productionStart) == ["2027"]
    undated = built(None, "planned", start="2027")
    assert values(judged(over, built("2020-01-01", "planned"), undated), AKG.productionStart) == ["2027"]


@pytest.mark.parametrize(
    ("days", "reported"),
    [
        (("2023-01-01", "2024-01-01"), "2024-01-01"),
        (("2024-01-01", "2023-01-01"), "2024-01-01"),
        (("2024", "2024-06-01"), "2024"),  # some day of 2024 may be the last
        (("2024-06-01", "2025"), "2025"),
    ],
)
def test_a_state_was_last_reported_for_the_time_that_ends_last(days: tuple[str, str], reported: str) -> None:
    sources = [built("2026-01-01", "actual", by=day, as_of=day) for day in days]
    assert values(judged(*sources), AKG.lastReported) == [reported]


def test_a_contradiction_that_no_time_decides_leaves_what_is_done() -> None:
    year = built("2026-01-01", "actual", as_of="2024")
    given_up = built("2026-01-01", "cancelled", by="b", as_of="2024-06-01")
    judgement = judged(year, given_up)
    (conflict,) = judgement.conflicts
    assert (conflict.accepted.status, conflict.rejected.status) == ("actual", "cancelled")
    assert values(judgement, AKG.status) == ["actual"]
