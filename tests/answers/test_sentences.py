"""Sentences over the invented corpus, word for word; the tense is true to the day asked."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from autokg.answers import ask
from autokg.stores import OxigraphStore

CASES: list[dict[str, str]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "case"
]
TODAY = dt.date(2025, 5, 31)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_a_question_gets_its_sentence(case: dict[str, str], store: OxigraphStore) -> None:
    assert ask(case["question"], store, TODAY, case.get("language")).sentence == case["sentence"]


@pytest.mark.parametrize(
    ("day", "verb"),
    [(dt.date(2026, 12, 31), "is to be built"), (dt.date(2027, 1, 1), "was to be built")],
)
def test_a_plan_is_overdue_once_its_last_day_has_passed(day: dt.date, verb: str, store: OxigraphStore) -> None:
    assert verb in ask("Who builds the Example Two?", store, day).sentence


@pytest.mark.parametrize(
    ("day", "verb"), [(dt.date(2025, 5, 31), "has been built"), (dt.date(2025, 6, 1), "was built")]
)
def test_a_state_is_past_once_its_last_report_is_two_years_old(day: dt.date, verb: str, store: OxigraphStore) -> None:
    assert f"Sample Wagon {verb}" in ask("What does Muster Werke build?", store, day).sentence


def test_to_dict_has_the_keys_that_json_readers_rely_on(store: OxigraphStore) -> None:
    data = ask("Who builds the Example Two?", store, TODAY).to_dict()
    assert list(data) == [
        "question", "language", "form", "reading", "answer", "notes", "rows", "evidence", "conflicts", "sparql",
    ]  # fmt: skip
    assert data["rows"][0]["builderLabel"] == "Muster Werke"
    assert data["rows"][0]["phase"] == "planned"
    assert data["evidence"][0]["quote"]


def test_contradicting_sources_are_shown_with_the_answer(store: OxigraphStore) -> None:
    (conflict,) = ask("When does production of the Example Two start?", store, TODAY).conflicts
    assert (conflict["acceptedValue"], conflict["rejectedValue"]) == ("2026-41", "2026-01")
