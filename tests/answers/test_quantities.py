"""Numbers in questions that bound a figure."""

from __future__ import annotations

import pytest

from autokg.answers.form import Comparator
from autokg.answers.lexicon import load_lexicon
from autokg.answers.linking import split_words
from autokg.answers.quantities import find_bounds


def _bounds(question: str, language: str) -> list[tuple[Comparator, float]]:
    return [bound for _, _, bound in find_bounds(split_words(question), load_lexicon(language), question)]


@pytest.mark.parametrize(
    ("language", "question", "comparator", "number"),
    [
        ("en", "plants with more than 300,000 cars a year", Comparator.OVER, 300_000),
        ("en", "at least three models", Comparator.AT_LEAST, 3),
        ("en", "three or more models", Comparator.AT_LEAST, 3),
        ("en", "stakes under 2.5 %", Comparator.UNDER, 2.5),
        ("en", "up to 1 million cars", Comparator.AT_MOST, 1_000_000),
        ("fr", "plus de 300 000 voitures", Comparator.OVER, 300_000),
        ("de", "mindestens 1,5 Millionen Autos", Comparator.AT_LEAST, 1_500_000),
        ("es", "más de 10.000 empleados", Comparator.OVER, 10_000),
        ("it", "meno di 5 modelli", Comparator.UNDER, 5),
        ("pt", "pelo menos 200 mil carros", Comparator.AT_LEAST, 200_000),
        ("en", "more than 2000 employees", Comparator.OVER, 2000),
    ],
)
def test_a_number_bounds_a_figure(language: str, question: str, comparator: Comparator, number: float) -> None:
    assert _bounds(question, language) == [(comparator, number)]


@pytest.mark.parametrize("question", ["Polestar 4", "built after 2000", "closed up to 2020", "two plants"])
def test_a_number_alone_or_a_year_bounds_nothing(question: str) -> None:
    assert _bounds(question, "en") == []
