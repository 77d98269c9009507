"""Titles of charts count what goes on by recent sources, and tell apart what is old, due to have ended or planned."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.building.build import build
from autokg.exports.charts import CHARTS, Chart, Scope
from autokg.facts import Document, Fact
from builders import GAZETTEER, corpus, document, fact


def chart(name: str, *facts: Fact, latest: str = "2024-06-30") -> Chart:
    records: tuple[Document | Fact, ...] = (
        document("d1", published="2022-07-01"),
        document("d2", published=latest),
        *facts,
    )
    return CHARTS[name](build(corpus(*records), gazetteer=GAZETTEER).store, Scope())


def car(model: str, old: bool = False, **slots: Any) -> Fact:
    return fact(
        "production",
        documents=("d1" if old else "d2",),
        model=model,
        brand="Sample",
        plant="Example Northport plant",
        **slots,
    )


def test_a_title_counts_what_recent_sources_tell_and_the_rest_beside_it() -> None:
    title = chart(
        "who-builds", car("Sample 3"), car("Sample 4", old=True), car("Sample 5", status="planned"), latest="2024-07-02"
    ).title
    assert title.startswith("1 model of 1 brand is built at 1 plant in 1 country")
    assert title.endswith("; 1 more is last known from over two years ago; 1 more is planned")


@pytest.mark.parametrize(("latest", "start"), [("2024-07-01", "2 models"), ("2024-07-02", "1 model")])
def test_a_report_counts_for_two_years(latest: str, start: str) -> None:
    assert chart("who-builds", car("Sample 3"), car("Sample 4", old=True), latest=latest).title.startswith(start)


def test_what_was_due_to_have_ended_is_not_built() -> None:
    ended = car("Sample 4", old=True, end="2024-01")
    assert "1 was due to have ended" in chart("who-builds", car("Sample 3"), ended).title


def test_a_sankey_diagram_does_not_count_plans_as_built() -> None:
    plan = car("Sample 4", status="planned", start="2030")
    assert chart("sankey", car("Sample 3"), plan).title.startswith("1 model")
    assert chart("sankey", plan).title.endswith("none of which recent sources tell as built")


def test_the_title_of_a_timeline_names_every_phase_and_sums_up() -> None:
    title = chart(
        "timeline", car("Sample 3", start="2024"), car("Sample 4", old=True, start="2020"),
        car("Sample 5", status="cancelled", start="2023"), latest="2024-07-02",
    ).title  # fmt: skip
    assert title.endswith("1 current, 1 last known, 1 cancelled")


@pytest.mark.parametrize(("latest", "until", "count"), [("2024-06-30", "2022-06-30", 0), ("2024-06-30", "2030", 1)])
def test_a_stake_whose_end_has_passed_is_not_drawn(latest: str, until: str, count: int) -> None:
    stake = fact("stake", documents=("d2",), owner="Acme", owned="Zenith", until=until)
    rows = chart("owners", stake, latest=latest).rows
    assert sum(row["kind"] == "stake" for row in rows) == count
