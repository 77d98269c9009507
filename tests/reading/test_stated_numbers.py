"""Numbers are found in their words by code that shares nothing with the rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from autokg.reading import stated_dates, stated_numbers
from autokg.reading.stated_numbers import LANGUAGES, find_numbers_stated, find_shares_stated


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("twenty-two thousand cars", "en", {22_000}),
        ("a quarter of a million cars", "en", {250_000}),
        ("two and a half million", "en", {2_500_000}),
        ("$1.2bn and £38m", "en", {1.2e9, 38e6}),
        ("1,234 or 1.5 of 4,000,000.50", "en", {1234, 1.5, 4_000_000.5}),
        ("anderthalb Millionen, eine Viertelmillion", "de", {1_500_000, 250_000}),
        ("1.234 und 1,5 Mrd. Euro", "de", {1234, 1.5e9}),
        ("deux millions et demi, le demi-million", "fr", {2_500_000, 500_000}),
        ("1 150 personnes, 1,2 milliard d’euros", "fr", {1150, 1.2e9}),
        ("medio millón, dos mil millones, 12 mil", "es", {500_000, 2e9, 12_000}),
        ("un millón y medio", "es", {1_500_000}),
        ("mezzo milione, 1,2 miliardi, 20mila", "it", {500_000, 1.2e9, 20_000}),
        ("meio milhão, 1,2 mil milhões, R$ 5,5 bi", "pt", {500_000, 1.2e9, 5.5e9}),
        ("the Model 3 costs 40", "en", {3, 40}),
        ("A380 and v2.0b", "en", set()),
        ("12 Werke", "nl", {12}),
    ],
)
def test_numbers_in_words_and_figures_have_their_values(text: str, language: str, numbers: set[float]) -> None:
    assert find_numbers_stated(text, language) == numbers


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("half of it", {50}),
        ("zu gleichen Teilen", {50}),
        ("à parts égales", {50}),
        ("two thirds", {round(200 / 3, 6)}),
        ("die volle Kontrolle", {100}),
        ("the whole and the halves", {100}),
        ("a car", set()),
    ],
)
def test_shares_in_words(text: str, shares: set[float]) -> None:
    assert {round(share, 4) for share in find_shares_stated(text)} >= {round(share, 4) for share in shares}
    assert bool(find_shares_stated(text)) is bool(shares)


def test_the_rest_is_what_the_numbers_leave() -> None:
    assert find_shares_stated("the rest", frozenset({30.0})) == {70}
    assert find_shares_stated("a part", frozenset({30.0})) == set()


@given(number=st.integers(min_value=0, max_value=10**12), language=st.sampled_from(sorted(LANGUAGES)))
def test_a_number_is_found_as_its_language_groups_it(number: int, language: str) -> None:
    assert number in find_numbers_stated(format_decimal(number, locale=language), language)


def test_the_second_opinion_shares_no_code_with_the_rules() -> None:
    for module in (stated_dates, stated_numbers):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {name for name in imported if name.startswith("autokg")} <= {"autokg.reading.stated_numbers"}
