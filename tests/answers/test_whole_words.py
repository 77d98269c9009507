"""Words that change a question are either part of its form or refuse it; none is dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from autokg.answers import ask
from autokg.answers.form import Event, Relation
from autokg.answers.understanding import understand
from autokg.building.build import build
from autokg.errors import NoAnswerError
from autokg.facts import Fact
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

TODAY = dt.date(2026, 6, 1)
_NORTH = {"plant": "Example Northport plant"}
_EAST = {"plant": "Zenith Eastport plant", "place": "Eastport", "country": "KR"}
_CAR, _VAN, _BUS = ({"model": f"Sample {n}", "brand": "Sample"} for n in (3, 4, 5))


def told(kind: str, day: str, status: str = "actual", **slots: Any) -> Fact:
    return fact(kind, status=status, documents=(f"d{day}",), **slots)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    facts = [
        told("plant", "2026-01-01", operator="EM", **_NORTH, place="Northport", country="KR", capacity_per_year=90000),
        told("plant", "2026-01-01", operator="Zenith Wagons", **_EAST, opened="2025-03", capacity_per_year=40000),
        told("production", "2026-01-01", builder="EM", start="2022", **_CAR, **_NORTH),
        told("production", "2024-01-01", "ended", builder="Zenith Wagons", start="2012", end="2021", **_CAR, **_EAST),
        told("production", "2026-01-01", builder="Zenith Wagons", start="2025", method="CKD", **_VAN, **_EAST),
        told("production", "2024-01-01", "ended", builder="EM", start="2014", end="2020", **_BUS, **_NORTH),
        told("production", "2026-01-01", builder="EM", **_BUS | {"model": "Sample 5 (second)"}, **_NORTH),
        told("stake", "2026-01-01", owner="EM", owned="Zenith Wagons", share_percent=30),
        told("stake", "2026-01-01", owner="Coast Fund", owned="Zenith Wagons", share_percent=20),
    ]
    days = sorted({evidence.document for one in facts for evidence in one.evidence})
    papers = [document(day, published=day.removeprefix("d")) for day in days]
    return build(corpus(*papers, *facts), gazetteer=GAZETTEER).store


def answer(store: OxigraphStore, question: str) -> str:
    return ask(question, store, TODAY).sentence


@pytest.mark.parametrize(
    ("question", "expected", "absent"),
    [
        ("Which models are no longer built in South Korea?", "Sample 5", "Sample 3"),
        ("Who built the Sample 3 before that?", "Zenith Wagons", "Example Motors"),
        ("Wer baute den Sample 3 vorher?", "Zenith Wagons", "Example Motors"),
        ("Qui construisait la Sample 3 avant ?", "Zenith Wagons", "Example Motors"),
        ("Which models are assembled from kits?", "Sample 4", "Sample 3"),
        ("Welche Modelle werden aus Bausätzen montiert?", "Sample 4", "Sample 3"),
        ("Which models are assembled as SKD?", "No source", "Now"),
        ("Which new plants are there in South Korea?", "Eastport", "Northport"),
        ("Which carmakers have a stake in Zenith Wagons?", "Example Motors", "Coast Fund"),
        ("Who has a stake in Zenith Wagons?", "Coast Fund", "Sample Group"),
        ("Which carmaker has its cars built by Zenith Wagons?", "Sample", "builders"),
        ("Which models does Example Motosr build?", "Sample 3", "Sample 4"),
        ("Which models stopped production in the last ten years?", "Sample 5", "Sample 4"),
        ("Quels modèles ont été arrêtés ces dix dernières années ?", "Sample 5", "Sample 4"),
        ("Which plant built the most models in 2015?", "Zenith Eastport plant and Example Northport plant|Example Northport plant and Zenith Eastport plant", "2 models"),
        ("For which markets is the Sample 3 built?", "No source here names markets", "xx"),
        ("Which has the larger capacity, Northport or Eastport?", "Northport", "xx"),
        ("Which plants are not run by Example Motors or Zenith Wagons?", "No source here names plants", "xx"),
        ("Which brands of Sample Group are not built in South Korea?", "anywhere but in South Korea", "xx"),
        ("Which three plants build the most models?", "Example Northport plant (2 models) and Zenith Eastport plant (1 model).", "xx"),
        ("Is the Northport plant bigger than the Eastport plant?", "Northport plant (90,000", "unclear"),
        ("How many cars a year can Example Motors build?", "90,000", "xx"),
        ("Which is the last company to build the Sample 5 in Northport?", "Example Motors", "No source"),
        ("¿Qué modelos se fabrican en Northport y en Eastport?", "Sample 3", "Sample 4"),
        ("Who built the Sample 3 until 2021?", "Zenith Wagons", "xx"),
        ("Who builds the Sample 5?", "Sample 5 (second)", "xx"),
    ],
)  # fmt: skip
def test_a_word_that_changes_the_question_changes_the_answer(
    question: str, expected: str, absent: str, store: OxigraphStore
) -> None:
    sentence = answer(store, question)
    assert any(option in sentence for option in expected.split("|"))
    assert absent not in sentence


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which big plants are in South Korea?", "big"),
        ("Which models are mainly built in South Korea?", "mainly"),
        ("Which small models are built in South Korea?", "small"),
        ("Which models does Example Motors build for other markets?", "other"),
        ("Where do the Sample 3 batteries come from?", "batteries"),
        ("Which cars are built by a joint venture of Example Motors?", "cars"),
        ("What was the largest plant in 2015?", "figures of past years"),
        ("サンプル3は誰が作っていますか", "not supported"),
        ("Кто строит Sample 3?", "not supported"),
    ],
)
def test_a_question_that_cannot_be_answered_whole_is_refused_in_three_lines(
    question: str, reason: str, store: OxigraphStore
) -> None:
    with pytest.raises(NoAnswerError, match=reason) as refusal:
        ask(question, store, TODAY)
    assert 1 < len(str(refusal.value).split("\n")) <= 3


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Which models ended after 2020?", "2021-01-01", "2026-06-01"),
        ("Which models ended since 2020?", "2020-01-01", "2026-06-01"),
        ("Which models will end after 2026?", "2027-01-01", None),
        ("Which models of Sample in Northport ended after 2020?", "2021-01-01", "2026-06-01"),
        ("Which models from South Korea ended in 2020?", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_window_begins_with_its_word_and_ends_today(
    question: str, first: str, last: str | None, store: OxigraphStore
) -> None:
    window = understand(question, store, TODAY).window
    assert window
    assert (window.first, window.last, window.event) == (first, last, Event.ENDS)


def test_a_year_without_since_is_that_year(store: OxigraphStore) -> None:
    window = understand("Which models were built from Northport in 2015?", store, TODAY).window
    assert window
    assert window.relation is Relation.WITHIN


def test_a_corrected_name_is_told(store: OxigraphStore) -> None:
    assert "Exampel Motors is read as Example Motors." in ask("Who leads Exampel Motors?", store, TODAY).notes


@pytest.mark.parametrize(("status", "reading"), [("planned", "built by Mazda Motor"), ("cancelled", "brand Mazda")])
def test_a_name_of_a_firm_and_a_brand_is_the_firm_if_it_builds_or_is_to_build(status: str, reading: str) -> None:
    plan = told("production", "2026-01-01", status, model="Sample 7", brand="Sample", builder="Mazda", place="Nanjing")
    built = build(corpus(document("d2026-01-01", published="2026-01-01"), plan)).store
    assert reading in ask("What does Mazda build?", built, TODAY).reading
