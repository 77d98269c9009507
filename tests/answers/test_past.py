"""What held at a past time is found although something newer is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from autokg.answers import ask
from autokg.answers.runs import Run, Told, runs_of
from autokg.building.build import build
from autokg.core.dates import ImpreciseDate
from autokg.facts import Fact
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

TODAY = dt.date(2026, 6, 1)
_MODEL = {"model": "Sample 3", "brand": "Sample", "builder": "EM", "plant": "Example Northport plant"}
_CAR = {"model": "Sample 4", "brand": "Sample", "plant": "Example Northport plant"}
_WORKS = {"plant": "Zenith Eastport plant", "place": "Eastport", "country": "NO"}


def told(kind: str, day: str, status: str = "actual", **slots: Any) -> Fact:
    return fact(kind, status=status, documents=(f"d{day}",), **slots)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    ann, ben = ({"person": name, "organization": "EM", "title": "CEO"} for name in ("Ann Alpha", "Ben Beta"))
    facts = [
        told("role", "2018-01-10", since="2018-01", **ann),
        told("role", "2021-04-02", since="2021-04", **ben),
        told("role", "2024-09-02", since="2024-09", **ann),
        told("production", "2019-06-01", start="2018", **_MODEL),
        told("production", "2023-01-15", "ended", end="2022-12", **_MODEL),
        told("production", "2025-09-01", start="2025-08", **_MODEL),
        told("production", "2021-05-01", start="2020", builder="Zenith Wagons", **_CAR),
        told("production", "2024-07-01", "ended", end="2024-06", builder="Zenith Wagons", **_CAR),
        told("production", "2024-07-01", builder="Nova Cars", **_CAR),
        told("production", "2026-03-01", builder="Nova Cars", **_CAR),
        told("plant", "2021-05-01", operator="Zenith Wagons", opened="1988", **_WORKS),
        told("plant", "2024-07-01", operator="Nova Cars", **_WORKS),
        told("plant", "2024-07-01", "ended", operator="Zenith Wagons", **_WORKS),
        told("brand", "2026-03-01", brand="Sample", owner="Sample Group", since="2021-01"),
        told("brand", "2026-03-01", "ended", brand="Sample", owner="Nova Cars", since="2017", until="2021-01"),
        told("brand", "2026-03-01", "ended", brand="Sample", owner="Zenith Wagons", since="1930", until="2017"),
        told("stake", "2021-05-01", owner="Sample Group", owned="Nova Cars", share_percent=100, since="2021-01"),
    ]
    days = sorted({evidence.document for one in facts for evidence in one.evidence})
    papers = [document(day, published=day.removeprefix("d")) for day in days]
    return build(corpus(*papers, *facts), gazetteer=GAZETTEER).store


def answer(store: OxigraphStore, question: str, today: dt.date = TODAY) -> str:
    return ask(question, store, today).sentence


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who led EM in 2018?", "Ann Alpha was CEO of Example Motors from January 2018"),
        ("Who led EM in 2019?", "Ann Alpha was CEO of Example Motors from January 2018 (reported as over in April 2021)"),
        ("Who led EM in 2022?", "Ben Beta was CEO of Example Motors from April 2021"),
        ("Who leads EM?", "Ann Alpha has been CEO of Example Motors since September 2024"),
        ("Who led EM before Ben Beta?", "Ann Alpha was CEO of Example Motors from January 2018"),
        ("Where was the Sample 3 built in 2020?", "from 2018 until December 2022."),
        ("Where was the Sample 3 built in 2018?", "from 2018 until December 2022."),
        ("Where was the Sample 3 built in 2017?", "No source here says"),
        ("Where was the Sample 3 built in 2024?", "No source here says"),
        ("Where was the Sample 3 built in 2025?", "since August 2025"),
        ("How many models were built at the Northport plant in 2019?", "1 model: Sample 3"),
        ("Who built the Sample 4 in 2022?", "was built by Zenith Wagons at the Example Northport plant in South Korea from 2020"),
        ("Who built the Sample 4 in 2025?", "has been built by Nova Cars at the Example Northport plant in South Korea since June 2024"),
        ("Who builds the Sample 4?", "has been built by Nova Cars at the Example Northport plant in South Korea since June 2024"),
        ("Who ran the Eastport plant in 2022?", "was a plant of Zenith Wagons in Norway (reported as over on July 1, 2024)"),
        ("Who ran the Eastport plant in 2024?", "plant of Nova Cars in Norway; was a plant of Zenith Wagons in Norway (reported as over on July 1, 2024)."),
        ("Who ran the Eastport plant before Nova Cars?", "was a plant of Zenith Wagons"),
        ("Who ran the Eastport plant before Zenith Wagons?", "No source here dates it."),
        ("Who ran the Northport plant in 2015?", "No source here"),
        ("Who owned Sample before Sample Group?", "belonged to Nova Cars from 2017 until January 2021; belonged to Zenith Wagons"),
        ("Who owned Sample before Nova Cars?", "belonged to Zenith Wagons from 1930 until 2017."),
    ],
)  # fmt: skip
def test_a_past_time_is_answered_by_what_held_then(question: str, expected: str, store: OxigraphStore) -> None:
    assert expected in answer(store, question)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who led EM in 2019?", "Ben Beta"),
        ("Who led EM in 2022?", "Ann Alpha"),
        ("Where was the Sample 3 built in 2020?", "2025"),
        ("Who built the Sample 4 in 2022?", "Nova Cars"),
        ("Who built the Sample 4 in 2025?", "Zenith Wagons"),
        ("Who runs the Eastport plant?", "1988"),
        ("Who owned Sample before Nova Cars?", "Sample Group"),
    ],
)
def test_what_held_at_another_time_is_left_out(question: str, other: str, store: OxigraphStore) -> None:
    assert other not in answer(store, question)


@pytest.mark.parametrize(
    ("day", "question", "expected"),
    [
        (dt.date(2019, 6, 1), "Who leads EM?", "Ann Alpha has been CEO of Example Motors since January 2018"),
        (
            dt.date(2020, 6, 1),
            "Where is the Sample 3 built?",
            "has been built by Example Motors at the Example Northport",
        ),
        (dt.date(2023, 4, 1), "Who leads EM?", "Ben Beta has been CEO of Example Motors since April 2021"),
        (dt.date(2022, 6, 1), "Who builds the Sample 4?", "built by Zenith Wagons"),
        (dt.date(2024, 7, 1), "Who builds the Sample 4?", "built by Nova Cars"),
    ],
)
def test_a_past_day_is_answered_by_what_held_then(
    day: dt.date, question: str, expected: str, store: OxigraphStore
) -> None:
    assert expected in answer(store, question, day)


def said(day: str, begins: str = "", ends: str = "", *, is_over: bool = False) -> Told:
    dates = [ImpreciseDate.parse(date) if date else None for date in (begins, ends)]
    return Told("", is_over, ImpreciseDate.parse(day), *dates)


@pytest.mark.parametrize(
    ("sayings", "runs"),
    [
        ([said("2019", "2018"), said("2023", "", "2022", is_over=True), said("2025", "2025")], ["2018 2022", "2025"]),
        ([said("2019", "2018"), said("2021"), said("2025", "2018")], ["2018"]),
        ([said("2019-01", "2018"), said("2020", "2019-01")], ["2018"]),
        ([said("2019-01", "2018"), said("2020", "2019-02")], ["2018", "2019-02"]),
        ([said("2023", "2018", "2022", is_over=True)], ["2018 2022"]),
        ([], []),
    ],
)
def test_a_state_runs_until_it_is_over_or_begins_anew(sayings: list[Told], runs: list[str]) -> None:
    def text(run: Run) -> str:
        return " ".join(date.edtf for date in (run.start, run.end) if date)

    assert [text(run) for run in runs_of(reversed(sayings))] == runs


@pytest.fixture(scope="module")
def revived() -> OxigraphStore:
    facts = [
        told("production", "2018-02-01", start="2018", **_MODEL),
        told("production", "2023-03-01", "ended", end="2023-02", **_MODEL),
        told("production", "2026-05-01", "planned", start="2027-05", **_MODEL),
        told("production", "2026-05-01", "planned", start="2027-05", **_CAR),
        told("stake", "2019-03-01", owner="Sample Group", owned="Nova Cars", share_percent=40),
        told(
            "stake", "2023-03-01", "ended", owner="Sample Group", owned="Nova Cars", share_percent=40, until="2022-12"
        ),
    ]
    days = sorted({evidence.document for one in facts for evidence in one.evidence})
    papers = [document(day, published=day.removeprefix("d")) for day in days]
    return build(corpus(*papers, *facts), gazetteer=GAZETTEER).store


_ANEW = "is to be built by Example Motors at the Example Northport plant in South Korea from May 2027"


@pytest.mark.parametrize(
    ("question", "start", "expected"),
    [
        ("Is the Sample 3 still built?", "Not any more: ", "from 2018 until February 2023"),
        ("Was the Sample 3 ever built?", "Yes: ", "from 2018 until February 2023"),
        ("Is the Sample 3 no longer built?", "Yes: ", "from 2018 until February 2023"),
        ("Is the Sample 3 built?", "Not yet, but planned: ", _ANEW),
        ("Will the Sample 3 be built again?", "Yes: ", _ANEW),
        ("Wird der Sample 3 erneut gebaut?", "Noch nicht, aber geplant: ", "ab Mai 2027"),
        ("Is the Sample 4 still built?", "Not yet, but planned: ", "Sample 4 is to be built"),
        ("Is the Sample 3 planned?", "Sample 3 is to be built", _ANEW),
    ],
)
def test_what_is_planned_anew_was_built_before(
    question: str, start: str, expected: str, revived: OxigraphStore
) -> None:
    sentence = answer(revived, question)
    assert sentence.startswith(start)
    assert expected in sentence


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Who owned Nova Cars in 2018?", "Possibly"),
        ("Who owned Nova Cars in 2019?", "Sample Group held 40 % of Nova Cars until December 2022."),
        ("Who owned Nova Cars in 2021?", "Sample Group held 40 % of Nova Cars until December 2022."),
        ("Who owned Nova Cars in 2023?", "No source here"),
    ],
)
def test_what_is_told_without_a_start_is_known_from_its_first_report(
    question: str, start: str, revived: OxigraphStore
) -> None:
    assert answer(revived, question).startswith(start)
