"""Months, days and parts of years are times in six languages; a name that is also a month stays a name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.answers import ask
from autokg.answers.form import Form, Relation
from autokg.answers.lexicon import LANGUAGES, load_lexicon
from autokg.answers.linking import split_words
from autokg.answers.named_days import as_edtf, find_days
from autokg.answers.understanding import understand
from autokg.answers.words import load_words
from autokg.building.build import build
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

TODAY = dt.date(2026, 6, 15)
_SITE = {"brand": "Sample", "plant": "Example Northport plant", "builder": "EM"}


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    march = Entry(
        id="sample-march", type=EntityType.MODEL, name="Sample March", brand="sample", aliases=(Alias(name="March"),)
    )
    facts = [
        fact("production", documents=("d1",), model="Sample March", start="2011", **_SITE),
        fact("production", documents=("d1",), model="Sample 3", start="2025-03-15", **_SITE),
        fact("production", documents=("d1",), model="Sample 4", start="2025-05", **_SITE),
    ]  # fmt: skip
    gazetteer = Gazetteer([*GAZETTEER.entries, march])
    return build(corpus(document("d1", published="2025-06-01"), *facts), gazetteer=gazetteer).store


def form(question: str, store: OxigraphStore) -> Form:
    return understand(question, store, TODAY)


def days(question: str, store: OxigraphStore) -> tuple[str | None, str | None]:
    window = form(question, store).window
    assert window is not None
    return window.first, window.last


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Who built the Sample 3 in March 2025?", "2025-03-01", "2025-03-31"),
        ("Who built the Sample 3, June 2024?", "2024-06-01", "2024-06-30"),
        ("Who built the Sample 3 in Feb. 2024?", "2024-02-01", "2024-02-29"),
        ("Who built the Sample 3 on 15 March 2025?", "2025-03-15", "2025-03-15"),
        ("Who built the Sample 3 on March 15th, 2025?", "2025-03-15", "2025-03-15"),
        ("Who built the Sample 3 on 2025-03-15?", "2025-03-15", "2025-03-15"),
        ("Who built the Sample 3 on 15.3.2025?", "2025-03-15", "2025-03-15"),
        ("Who has built the Sample 3 since March 2025?", "2025-03-01", None),
        ("Who built the Sample 3 after March 2025?", "2025-04-01", None),
        ("Who built the Sample 3 before March 2025?", None, "2025-02-28"),
        ("Who built the Sample 3 until March 2025?", None, "2025-03-31"),
        ("Who built the Sample 3 by end of March 2025?", None, "2025-03-31"),
        ("Who built the Sample 3 by the end of 2025?", None, "2025-12-31"),
        ("Who built the Sample 3 before 2025?", None, "2024-12-31"),
        ("Who built the Sample 3 from January 2024 to March 2025?", "2024-01-01", "2025-03-31"),
        ("Who built the Sample 3 in the first half of 2025?", "2025-01-01", "2025-06-30"),
        ("Who built the Sample 3 in Q4 2025?", "2025-10-01", "2025-12-31"),
        ("Who built the Sample 3 in early March 2025?", "2025-03-01", "2025-03-10"),
        ("Who built the Sample 3 in March?", "2026-03-01", "2026-03-31"),
        ("Who built the Sample 3 in August?", "2025-08-01", "2025-08-31"),
        ("Who built the Sample 3 in 2025?", "2025-01-01", "2025-12-31"),
        ("Wer baute den Sample 3 im März 2025?", "2025-03-01", "2025-03-31"),
        ("Wer baute den Sample 3 seit Ende März 2025?", "2025-03-21", None),
        ("Wer baute den Sample 3 am 15. März 2025?", "2025-03-15", "2025-03-15"),
        ("Wer baute den Sample 3 im zweiten Halbjahr 2025?", "2025-07-01", "2025-12-31"),
        ("Wer baute den Sample 3 bis Ende 2025?", None, "2025-12-31"),
        ("Qui construisait la Sample 3 en août 2025 ?", "2025-08-01", "2025-08-31"),
        ("Qui construisait la Sample 3 le 1er mars 2025 ?", "2025-03-01", "2025-03-01"),
        ("Qui construit la Sample 3 depuis mars 2025 ?", "2025-03-01", None),
        ("¿Quién fabricaba el Sample 3 en marzo de 2025?", "2025-03-01", "2025-03-31"),
        ("¿Quién fabricaba el Sample 3 el 15 de marzo de 2025?", "2025-03-15", "2025-03-15"),
        ("¿Quién fabricaba el Sample 3 hasta marzo de 2025?", None, "2025-03-31"),
        ("Chi produceva la Sample 3 nel marzo 2025?", "2025-03-01", "2025-03-31"),
        ("Chi produceva la Sample 3 entro marzo 2025?", None, "2025-03-31"),
        ("Quem produzia o Sample 3 em março de 2025?", "2025-03-01", "2025-03-31"),
        ("Quem produz o Sample 3 desde março de 2025?", "2025-03-01", None),
    ],
)
def test_the_window_is_the_time_that_is_named(
    question: str, first: str | None, last: str | None, store: OxigraphStore
) -> None:
    asked = form(question, store)
    assert asked.window is not None
    assert (asked.window.first, asked.window.last) == (first, last)
    assert asked.unknown == ()
    assert [name.label for name in asked.names] == ["Sample 3"]


@pytest.mark.parametrize(
    "question",
    [
        "Where is the March built?",
        "Who builds the Sample March?",
        "Where was the Sample March built in 2025?",
        "Where was the March built in March 2025?",
        "Which plant builds the March?",
    ],
)
def test_a_name_that_is_a_month_stays_a_name_where_no_time_is_meant(question: str, store: OxigraphStore) -> None:
    assert [name.label for name in form(question, store).names] == ["Sample March"]


@pytest.mark.parametrize(
    ("question", "models"),
    [
        ("Which models did EM start building in March 2025?", {"Sample 3"}),
        ("Which models did EM start building in April 2025?", set()),
        ("Which models did EM start building by the end of March 2025?", {"Sample 3", "Sample March"}),
        ("Which models did EM start building since April 2025?", {"Sample 4"}),
    ],
)
def test_what_happened_in_a_month_is_that_of_the_month(question: str, models: set[str], store: OxigraphStore) -> None:
    sentence = ask(question, store, TODAY).sentence.partition("Known:")[0]
    assert {model for model in ("Sample 3", "Sample 4", "Sample March") if model in sentence} == models


def test_a_date_in_numbers_that_could_be_two_days_is_not_read(store: OxigraphStore) -> None:
    assert form("Who built the Sample 3 on 3/4/2025?", store).unknown
    assert days("Qui construisait la Sample 3 le 3/4/2025 ?", store) == ("2025-04-03", "2025-04-03")


@pytest.mark.parametrize("text", ["31 June 2025", "2025-13", "0 March 2025", "March 15 20", "in the March plant"])
def test_what_is_no_date_is_none(text: str) -> None:
    found = find_days(split_words(text), load_lexicon("en"), text, TODAY)
    assert [date for date in found if date.first == 0] == []


@given(st.sampled_from(LANGUAGES), st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_a_date_is_read_as_answers_write_it(language: str, day: dt.date) -> None:
    for edtf in (day.isoformat(), day.isoformat()[:7]):
        text = load_words(language).date(edtf)
        (found,) = find_days(split_words(text), load_lexicon(language), text, None)
        assert as_edtf(*found.days) == (edtf, edtf)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("Who built the Sample 3 in March 2025?", "March 2025"),
        ("Who built the Sample 3 since March 2025?", "since March 2025"),
        ("Who built the Sample 3 before March 2025?", "before March 2025"),
        ("Who built the Sample 3 until March 2025?", "before April 2025"),
        ("Who built the Sample 3 from January 2025 to March 2025?", "January 2025–March 2025"),
        ("Who built the Sample 3 from 2024 to 2025?", "2024–2025"),
    ],
)
def test_the_reading_tells_the_month(question: str, reading: str, store: OxigraphStore) -> None:
    assert ask(question, store, TODAY).reading == f"Read as: builders · model Sample 3 · {reading}"


def test_a_span_before_a_month_is_no_span_within_it(store: OxigraphStore) -> None:
    window = form("Who built the Sample 3 until March 2025?", store).window
    assert window is not None
    assert window.relation is Relation.BEFORE
