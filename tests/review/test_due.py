"""What time has passed over is listed on a day after it and not on the day before."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from autokg.building.build import build
from autokg.facts import Fact
from autokg.network.reports import Scope, find_gaps
from autokg.review.due import Due, DueState, find_due
from builders import GAZETTEER, corpus, document, fact


def due(day: str, *facts: Fact, papers: dict[str, str] | None = None) -> list[DueState]:
    """Return what is due on a day of some facts, each with its own paper of a day."""
    documents = [document(id_, published=published) for id_, published in (papers or {"d1": "2024-01-15"}).items()]
    store = build(corpus(*documents, *facts), gazetteer=GAZETTEER).store
    return find_due(store, dt.date.fromisoformat(day))


def made(status: str = "actual", **more: Any) -> Fact:
    return fact("production", status=status, model="Sample 4", plant="Example Northport plant", **more)


HEAD = fact("role", person="A. Person", organization="EM", title="chief executive")
OTHER = fact("role", person="A. Person", organization="EM", title="head of design")


@pytest.mark.parametrize(
    ("told", "before", "after", "why", "words"),
    [
        (made("planned", start="2025-06"), "2025-06-30", "2025-07-01", Due.PLAN, "was due June 2025; no later source"),
        (made(end="2025"), "2025-12-31", "2026-01-01", Due.END, "was to end 2025; no later source"),
        (made(), "2026-01-15", "2026-01-16", Due.UNREPORTED, "last reported January 15, 2024"),
        (HEAD, "2026-01-15", "2026-01-16", Due.HEAD, "last reported January 15, 2024"),
        (OTHER, "2026-01-15", "2026-01-16", Due.UNREPORTED, "last reported January 15, 2024"),
    ],
)
def test_a_state_is_due_when_its_time_has_passed(told: Fact, before: str, after: str, why: Due, words: str) -> None:
    assert due(before, told) == []
    (found,) = due(after, told)
    assert (found.why, found.words) == (why, words)


@pytest.mark.parametrize(("as_of", "listed"), [("2024-01-16", 1), ("2024-01", 0), ("2024-01-15", 0)])
def test_a_fact_of_an_undated_paper_for_a_day_to_come_is_due(as_of: str, listed: int) -> None:
    paper = document("d1", published=None)
    store = build(corpus(paper, made(as_of=as_of)), gazetteer=GAZETTEER).store
    found = find_due(store, dt.date(2024, 1, 15))
    assert [one.why for one in found] == [Due.AHEAD] * listed


@pytest.mark.parametrize(("published", "listed"), [(None, 1), ("2024-01-15", 0)])
def test_a_state_without_any_date_is_due(published: str | None, listed: int) -> None:
    store = build(corpus(document("d1", published=published), made()), gazetteer=GAZETTEER).store
    assert [one.why for one in find_due(store, dt.date(2024, 6, 1))] == [Due.UNDATED] * listed


@pytest.mark.parametrize("today", ["2023-05-31", "2023-06-01", "2024-06-01", "2027-01-01"])
@pytest.mark.parametrize("published", ["2023-01-01", "2023-05", "2023", "2023-06-01", "2024-05-31", "2025"])
def test_what_is_due_as_a_plan_is_an_overdue_plan_of_the_network(published: str, today: str) -> None:
    paper, plan = document("d1", published=published), made("planned", start="2023-05")
    store = build(corpus(paper, plan), gazetteer=GAZETTEER).store
    day = dt.date.fromisoformat(today)
    listed = {f"https://w3id.org/autokg/id/{one.state}" for one in find_due(store, day) if one.why is Due.PLAN}
    assert listed == {str(row[5]) for row in find_gaps(Scope(store), day, ["overdue plan"]).rows}


@pytest.mark.parametrize("status", ["ended", "cancelled", "denied", "reported"])
def test_what_is_over_or_a_rumour_is_never_due(status: str) -> None:
    assert due("2040-01-01", made(status, start="2020")) == []


def stake(owner: str, share: float, doc: str) -> Fact:
    return fact("stake", owner=owner, owned="Zenith Wagons", share_percent=share, documents=(doc,))


@pytest.mark.parametrize(
    ("share", "published", "listed"), [(60, "2024-02-15", 1), (40, "2024-02-15", 0), (60, "2024-01-15", 0)]
)
def test_a_stake_is_due_if_a_later_one_leaves_no_room_for_it(share: float, published: str, listed: int) -> None:
    papers = {"d1": "2024-01-15", "d2": published}
    found = due("2024-03-01", stake("Sample Group", 60, "d1"), stake("EM", share, "d2"), papers=papers)
    assert [(one.why, "sample-group" in one.state) for one in found] == [(Due.STAKE, True)] * listed


def test_what_is_due_is_listed_by_reason_and_then_the_oldest_first() -> None:
    facts = [HEAD, made("planned", start="2025"), fact("production", status="planned", model="Sample 3", start="2024")]
    found = due("2027-01-01", *facts)
    assert [(one.why, one.date) for one in found] == [
        (Due.PLAN, "2024"),
        (Due.PLAN, "2025"),
        (Due.HEAD, "2024-01-15"),
    ]


@pytest.mark.parametrize(("built", "listed"), [("actual", 0), ("planned", 1)])
def test_a_plant_goes_on_while_something_is_built_there(built: str, listed: int) -> None:
    plant = fact("plant", plant="Example Northport plant", documents=("d1",))
    papers = {"d1": "2020-01-15", "d2": "2024-01-15"}
    found = due("2025-01-15", plant, made(built, documents=("d2",)), papers=papers)
    assert [state.label for state in found if state.why is Due.UNREPORTED] == ["Example Northport plant"] * listed
