"""Edges have the phase of their status on the day of the latest source."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from autokg.building.build import build
from autokg.facts import Document, Fact
from autokg.network import project
from autokg.network.phases import add_phases, find_day
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact


def store(*facts: Fact, published: str = "2024-01-15") -> OxigraphStore:
    records: tuple[Document | Fact, ...] = (document(), document("d2", published=published), *facts)
    return build(corpus(*records), gazetteer=GAZETTEER).store


def phases(built: OxigraphStore) -> set[str]:
    network = project(built, "ownership")
    add_phases(network, built)
    return {phase for *_, phase in network.edges(data="phase") if phase}


def stake(**slots: Any) -> Fact:
    return fact("stake", owner="Sample Group", owned="Example Motors", **slots)


def test_the_day_is_that_of_the_latest_source_with_a_full_date() -> None:
    assert find_day(store(stake(), published="2026-03-01")) == dt.date(2026, 3, 1)
    assert find_day(store(stake(), published="2026")) == dt.date(2024, 1, 15)
    assert find_day(OxigraphStore()) == dt.date.today()


@pytest.mark.parametrize(("latest", "phase"), [("2026-01-15", "current"), ("2026-01-16", "last_known")])
def test_a_state_is_last_known_two_years_after_its_last_report(latest: str, phase: str) -> None:
    assert phases(store(stake(), published=latest)) == {phase}


@pytest.mark.parametrize(("latest", "phase"), [("2025-06-30", "current"), ("2025-07-01", "end_due")])
def test_a_state_with_an_announced_end_is_due_to_have_ended_after_it(latest: str, phase: str) -> None:
    assert phases(store(stake(until="2025-06-30"), published=latest)) == {phase}


@pytest.mark.parametrize(("latest", "phase"), [("2025-12-31", "planned"), ("2026-01-01", "overdue")])
def test_a_plan_is_overdue_after_its_date(latest: str, phase: str) -> None:
    assert phases(store(stake(status="planned", since="2025"), published=latest)) == {phase}
