"""The language of a question is detected by its words; a question in a language without a lexicon is recognised."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from autokg.answers.languages import detect_language, supported
from autokg.answers.lexicon import LANGUAGES
from autokg.answers.linking import split_words

FOLDER = Path(__file__).parent
FEWEST_RIGHT = 0.98  # of all questions; "fábrica polestar 4" is as Spanish as Portuguese


def _questions(language: str) -> list[str]:
    parts = tomllib.loads((FOLDER / f"questions_{language}.toml").read_text(encoding="utf-8"))
    return [question for part in parts.values() for question in part]


def test_the_language_of_questions_is_detected() -> None:
    pairs = [(question, language) for language in LANGUAGES for question in _questions(language)]
    wrong = [(question, language) for question, language in pairs if _detect(question) != language]
    assert len(wrong) <= (1 - FEWEST_RIGHT) * len(pairs), wrong


def _detect(question: str) -> str:
    return detect_language(split_words(question), text=question)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("polestar 4", "en"),
        ("", "en"),
        ("¿Polestar?", "es"),
        ("Polestar?", "en"),
        ("São modelos", "pt"),
        ("Wer baut die Zoe?", "de"),
        ("Chi fa la Zoe?", "it"),
        ("Qui fait la Zoe ?", "fr"),
    ],
)
def test_words_letters_and_marks_tell_the_language(question: str, language: str) -> None:
    assert _detect(question) == language


def test_names_tell_nothing_about_the_language() -> None:
    words = split_words("Los Angeles plant")
    assert detect_language(words, {0, 1}) == "en"


@pytest.mark.parametrize(
    "question",
    [
        "Waar wordt de Polestar 4 gebouwd?",
        "Welke modellen bouwt Magna in Oostenrijk?",
        "Gdzie produkowany jest Polestar 4?",
        "Kto produkuje samochody dla Toyoty?",
        "Кто производит Polestar 4?",
        "Hvor bygges Polestar 4?",
        "Polestar 4 nerede üretiliyor?",
    ],
)
def test_a_question_in_a_language_without_lexicon_is_recognised(question: str) -> None:
    assert not supported(split_words(question), _names(question))


@pytest.mark.parametrize("question", ["polestar 4", "", "who builds zxcv", "Who builds the Polestar 4?", "zxcv"])
def test_one_unknown_word_is_no_other_language(question: str) -> None:
    assert supported(split_words(question), _names(question))


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_of_a_language_with_lexicon_are_supported(language: str) -> None:
    assert [
        question for question in _questions(language) if not supported(split_words(question), _names(question))
    ] == []


def _names(question: str) -> set[int]:
    known = {"polestar", "renault", "magna", "toyota", "flins", "rav", "canada", "busan"}
    return {at for at, word in enumerate(split_words(question)) if word.key in known}
