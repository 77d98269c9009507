"""Figures of a past time come from the claims on that time, not from the present value."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers import ask
from autokg.answers.evidence import solutions
from autokg.building.build import build
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    papers = [document(f"d{year}", published=f"{year}-03-01") for year in (2018, 2020, 2024, 2025)]
    plant = {"plant": "Example Northport plant", "operator": "EM"}
    heads = [
        fact("plant", documents=("d2018",), employees=1800, employees_comparator="about", as_of="2018", **plant),
        fact("plant", documents=("d2020",), employees=2000, as_of="2019", **plant),
        fact("plant", documents=("d2024",), employees=2500, as_of="2024-01", **plant),
        fact("plant", documents=("d2025",), status="planned", employees=9000, as_of="2022", **plant),
    ]
    share = {"owner": "Lumen Motors", "owned": "EM"}
    shares = [
        fact("stake", documents=("d2020",), share_percent=34, since="2019", **share),
        fact("stake", documents=("d2025",), share_percent=60, since="2025-01", **share),
    ]
    # Neither share says since when it is held; the second is a later report of the same stake.
    told = {"owner": "Lumen Motors", "owned": "Nova Cars"}
    undated = [
        fact("stake", documents=("d2020",), share_percent=60, **told),
        fact("stake", documents=("d2025",), share_percent=75, **told),
    ]
    # A larger share is to come: beside one that is held, and alone.
    to_come = [
        fact("stake", documents=("d2025",), share_percent=35, since="2019", owner="Zenith Wagons", owned="Sample Group"),
        fact("stake", documents=("d2025",), status="planned", share_percent=51, since="2027-01", owner="Zenith Wagons", owned="Sample Group"),
        fact("stake", documents=("d2025",), status="planned", share_percent=60, since="2028", owner="Nova Cars", owned="Sample Group"),
        fact("stake", documents=("d2025",), share_percent=35, owner="Zenith Wagons", owned="Lumen Motors"),
        fact("stake", documents=("d2025",), status="planned", share_percent=20, owner="Zenith Wagons", owned="Lumen Motors"),
        fact("stake", documents=("d2020",), status="planned", share_percent=70, owner="Zenith Wagons", owned="Example Cars"),
        fact("stake", documents=("d2025",), since="2024", owner="Zenith Wagons", owned="Example Cars"),
    ]  # fmt: skip
    return build(corpus(*papers, *heads, *shares, *undated, *to_come), gazetteer=GAZETTEER).store


def answer(store: OxigraphStore, question: str, today: dt.date = TODAY) -> str:
    return ask(question, store, today).sentence


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many people worked at the Northport plant in 2018?", "had about 1,800 employees in 2018"),
        ("How many people worked at the Northport plant in 2019?", "had 2,000 employees in 2019"),
        ("How many people worked at the Northport plant in 2024?", "had 2,500 employees in January 2024"),
        ("How many people work at the Northport plant?", "has 2,500 employees"),
    ],
)
def test_a_figure_is_that_of_the_year_asked_about(question: str, told: str, store: OxigraphStore) -> None:
    assert told in answer(store, question)


def test_a_year_without_a_figure_is_answered_by_the_nearest_ones(store: OxigraphStore) -> None:
    text = answer(store, "How many people worked at the Northport plant in 2022?")
    assert text.startswith("No source here dates it.")
    assert "2,000 employees in 2019" in text
    assert "2,500 employees in January 2024" in text
    assert "1,800" not in text
    assert "9,000" not in text


def test_the_query_of_a_past_figure_gives_the_figures(store: OxigraphStore) -> None:
    sparql = ask("How many people worked at the Northport plant in 2019?", store, TODAY).sparql
    assert {row["value"] for row in solutions(store, sparql)} >= {"1800", "2000", "2500"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who owned EM in 2018?", "No source here"),
        ("Who owned EM in 2019?", "held 34 % of Example Motors from 2019 until January 2025"),
        ("Who owned EM in 2024?", "held 34 % of Example Motors from 2019 until January 2025"),
        ("Who owned EM in 2025?", "(60 %) since January 2025"),
        ("Who owns EM?", "(60 %) since January 2025"),
    ],
)
def test_a_share_is_that_of_the_year_asked_about(question: str, told: str, store: OxigraphStore) -> None:
    assert told in answer(store, question)


@pytest.mark.parametrize(
    ("day", "told"), [(dt.date(2024, 12, 31), "has held 34 %"), (dt.date(2025, 1, 1), "(60 %) since January 2025")]
)
def test_a_share_is_that_of_the_day_on_which_one_asks(day: dt.date, told: str, store: OxigraphStore) -> None:
    assert told in answer(store, "Who owns EM?", day)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who owned Nova Cars in 2020?", "belonged to Lumen Motors (60 %) (reported as over on March 1, 2025)."),
        ("Who owned Nova Cars in 2022?", "belonged to Lumen Motors (60 %) (reported as over on March 1, 2025)."),
        ("Who owns Nova Cars?", "belongs to Lumen Motors (75 %)."),
    ],
)
def test_a_share_without_a_start_holds_until_another_is_reported(
    question: str, told: str, store: OxigraphStore
) -> None:
    assert answer(store, question) == f"Nova Cars {told}"


@pytest.mark.parametrize(("day", "share"), [(dt.date(2025, 2, 28), "60 %"), (dt.date(2025, 3, 1), "75 %")])
def test_a_past_day_has_the_share_reported_by_then(day: dt.date, share: str, store: OxigraphStore) -> None:
    assert f"({share})" in answer(store, "Who owns Nova Cars?", day)


_HELD = "Zenith Wagons has held 35 % of Sample Group since 2019"
_PLAN = "Sample Group is to belong to Zenith Wagons (51 %) from January 2027"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much of Sample Group does Zenith Wagons hold?", f"{_HELD}; {_PLAN}."),
        ("How much of Sample Group did Zenith Wagons hold in 2024?", f"{_HELD}."),
        ("How much of Sample Group will Zenith Wagons hold in 2027?", f"{_PLAN}."),
        (
            "Who will own Sample Group?",
            f"is to belong to Nova Cars (60 %) from 2028; {_PLAN.replace('Sample Group ', '')}.",
        ),
        ("Who will own Sample Group in 2027?", f"{_PLAN}."),
        ("Does Zenith Wagons own Sample Group?", f"No: {_HELD}; {_PLAN}."),
    ],
)
def test_a_share_to_come_is_told_beside_the_one_held(question: str, sentence: str, store: OxigraphStore) -> None:
    told = answer(store, question)
    assert sentence.removesuffix(".") in told
    assert told.count("35 %") == sentence.count("35 %")
    assert told.count("51 %") == sentence.count("51 %")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2027, 1, 31), "is to belong to Zenith Wagons (51 %) from January 2027."),
        (dt.date(2027, 2, 1), "was to belong to Zenith Wagons (51 %) from January 2027"),
    ],
)
def test_a_share_to_come_is_due_on_its_day(day: dt.date, told: str, store: OxigraphStore) -> None:
    assert told in answer(store, "How much of Sample Group does Zenith Wagons hold?", day)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much of Lumen Motors does Zenith Wagons hold?", "Zenith Wagons holds 35 % of Lumen Motors."),
        ("How much of Lumen Motors will Zenith Wagons hold?", "Zenith Wagons is to hold 20 % of Lumen Motors."),
        (
            "When did Zenith Wagons buy Sample Group?",
            "Zenith Wagons has held 35 % of Sample Group since 2019.",
        ),
    ],
)
def test_a_smaller_share_to_come_is_told_where_it_is_asked_for(question: str, told: str, store: OxigraphStore) -> None:
    assert answer(store, question) == told
