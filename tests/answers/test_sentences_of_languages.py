"""Sentences and readings in French, German, Spanish, Italian and Portuguese, word for word; the language is detected."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from autokg.answers import ask
from autokg.answers.lexicon import LANGUAGES
from autokg.stores import OxigraphStore

FILE = Path(__file__).with_name("sentences_of_languages.toml")
CASES: list[dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
TODAY = dt.date(2025, 5, 31)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_a_question_gets_its_sentence(case: dict[str, str], store: OxigraphStore) -> None:
    answer = ask(case["question"], store, TODAY)
    assert (answer.language, answer.reading, answer.sentence) == (case["language"], case["reading"], case["sentence"])


def test_each_language_has_as_many_sentences() -> None:
    counts = Counter(case["language"] for case in CASES)
    assert set(counts) == set(LANGUAGES) - {"en"}
    assert len(set(counts.values())) == 1
