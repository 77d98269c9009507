"""Gaps are what a base does not know, or not any more; coverage is how much of it a figure is about."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.building.build import build
from autokg.errors import UnknownNameError
from autokg.network.reports import GAPS, Scope, expose, find_gaps
from autokg.network.reports.extent import say_coverage
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 1, 1)


def store_of(*records: object) -> OxigraphStore:
    return build(corpus(*records), gazetteer=GAZETTEER).store  # type: ignore[arg-type]


def gaps(store: OxigraphStore, today: dt.date = TODAY) -> set[tuple[object, object]]:
    return {(row[0], row[1]) for row in find_gaps(Scope(store), today).rows}


def test_a_brand_without_owner_and_a_plant_without_operator_are_gaps() -> None:
    store = store_of(
        document(),
        fact("production", model="Zorg 1", brand="Zorg", plant="Zorg Town plant"),
        fact("production", model="Sample 4", brand="Sample", plant="Example Northport plant"),
    )
    found = gaps(store)
    assert ("no owner", "Zorg") in found
    assert ("no owner", "Sample") not in found
    assert ("no operator", "Zorg Town plant") in found
    assert ("no operator", "Example Northport plant") not in found


@pytest.mark.parametrize(("today", "is_overdue"), [("2025-06-30", False), ("2025-07-01", True)])
def test_a_plan_is_overdue_from_the_day_after_its_last_possible_day(today: str, is_overdue: bool) -> None:
    plan = fact("production", status="planned", model="Sample 4", plant="Example Northport plant", start="2025-06")
    found = gaps(store_of(document(), plan), dt.date.fromisoformat(today))
    assert (("overdue plan", "Sample 4 at Example Northport plant") in found) == is_overdue


@pytest.mark.parametrize(
    ("reported", "today", "is_old"),
    [
        ("2024-01-15", "2026-01-15", False),
        ("2024-01-15", "2026-01-16", True),
        ("2024-01-30", "2026-01-30", False),
        ("2024-01-30", "2026-01-31", True),
    ],
)
def test_a_state_is_old_two_years_after_its_last_report(reported: str, today: str, is_old: bool) -> None:
    store = store_of(
        document(published=reported), fact("production", model="Sample 4", plant="Example Northport plant")
    )
    found = gaps(store, dt.date.fromisoformat(today))
    assert (("not reported lately", "Sample 4 at Example Northport plant") in found) == is_old


@pytest.mark.parametrize(("documents", "is_gap"), [(("d1",), True), (("d1", "d2"), False)])
def test_a_tie_with_one_source_is_a_gap(documents: tuple[str, ...], is_gap: bool) -> None:
    deal = fact("agreement", documents=documents, type="supply", parties=["Example Motors", "Sample Group"])
    found = gaps(store_of(document("d1"), document("d2"), deal))
    assert any(gap == "one source" for gap, _ in found) == is_gap


def test_only_the_named_kinds_are_listed() -> None:
    store = store_of(document(), fact("production", model="Zorg 1", brand="Zorg", plant="Zorg Town plant"))
    figure = find_gaps(Scope(store), TODAY, ["no owner"])
    assert [row[0] for row in figure.rows] == ["no owner"]
    assert figure.sentence == "1 brand without an owner on 2026-01-01."
    with pytest.raises(UnknownNameError, match="no gap named 'no owners'; did you mean no owner"):
        find_gaps(Scope(store), TODAY, ["no owners"])
    assert set(find_gaps(Scope(OxigraphStore()), TODAY).summary) == set(GAPS)


def test_production_in_a_region_is_that_of_its_countries_and_places() -> None:
    store = store_of(
        document(),
        fact("production", model="Sample 4", plant="Example Northport plant"),
        fact("production", model="Sample 3", country="DE"),
    )
    for name in ("Northport", "South Korea", "Asia"):
        assert [row[1] for row in expose(store, name).rows if row[0] == "model"] == ["Sample 4"]
    assert [row[1] for row in expose(store, "Europe").rows if row[0] == "model"] == ["Sample 3"]


def test_coverage_counts_the_things_of_a_figure() -> None:
    store = store_of(document(), fact("production", model="Sample 4", plant="Example Northport plant"))
    rows = store.query("SELECT ?model { ?model a akg:VehicleModel ; rdfs:label 'Sample 4'@en }")
    nodes = [row["model"].value for row in rows]  # type: ignore[union-attr]
    assert say_coverage(store, nodes).startswith("Covers 1 of ")
    assert say_coverage(store, nodes).endswith(" of the base.")
    assert say_coverage(OxigraphStore(), []) == "Covers nothing of the base."
