"""Evidence comes in the order of the rows, and of each thing first what most of its accepted values rest on."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers import ask
from autokg.building.build import build
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    site = {"model": "Sample 4", "plant": "Example Northport plant", "builder": "EM"}
    papers = [document(f"d{year}", published=f"{year}-03-01", title=f"T{year}") for year in (2018, 2024, 2025)]
    start = fact("production", documents=("d2024",), start="2023-05", **site)
    volume = fact("production", documents=("d2025",), volume_per_year=9000, status="planned", **site)
    former = fact(
        "production",
        status="ended",
        documents=("d2018",),
        model="Sample 4",
        builder="Aaa Werke",
        country="DE",
        end="2017",
    )
    return build(corpus(*papers, start, volume, former), gazetteer=GAZETTEER).store


def test_what_holds_now_comes_first_with_what_decides_it(store: OxigraphStore) -> None:
    answer = ask("Who builds the Sample 4?", store, dt.date(2025, 6, 1))
    assert [row["phase"] for row in answer.rows] == ["current", "ended"]
    assert [item.title for item in answer.evidence] == ["T2024", "T2018", "T2025"]
    assert answer.evidence[0].accepted > answer.evidence[2].accepted
