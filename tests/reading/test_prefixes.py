"""The first letters of what a pattern matches: none that it begins with is missing."""

from __future__ import annotations

import re

import pytest

from autokg.reading.language.profile import load_language
from autokg.reading.rules.places import matches_at
from autokg.reading.rules.prefixes import prefixes_of, quick_pattern

TEXT = (
    "the new plant in aville builds 40,000 cars a year; production of the x2 begins in may, said ada bee. "
    "das neue werk in bestadt, das zur gruppe gehört, soll ab 2027 kleinwagen bauen; die fertigung läuft an. "
    "l'usine de cébourg, qui emploie 900 salariés, produira le futur modèle dès 2028, a annoncé le groupe."
)


@pytest.mark.parametrize(
    ("source", "prefixes"),
    [
        ("cars?", {"car"}),
        ("(?:re)?built", {"reb", "bui"}),
        ("(?<=x)[ab]c|(?P<n>d){2}", {"ac", "bc", "d"}),
        (r"(?:very )*big|\w+ly", {"", "ver", "big"}),
        ("[a-z]x", {""}),
        ("a*+b", {"a", "b"}),
    ],
)
def test_prefixes_are_those_that_matches_begin_with(source: str, prefixes: set[str]) -> None:
    assert prefixes_of(source) == prefixes


def test_a_pattern_that_may_begin_anyhow_has_no_quick_one() -> None:
    assert quick_pattern(r"\w+ish") is None
    assert quick_pattern("(?:so )?") is None


def test_quick_places_are_at_the_start_of_words_and_in_lower_case() -> None:
    quick = quick_pattern("(?-i:EVs)|, and")
    assert quick is not None
    assert [match.start() for match in quick.finditer("evs, and sevs")] == [0, 3]


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "it", "pt"])
def test_scanning_finds_what_searching_does(code: str) -> None:
    language = load_language(code)
    assert language is not None
    paths = [f"{table}.{name}" for table in ("production", "status", "clauses") for name in language.tables[table]]
    compared = 0
    for path in paths:
        pattern = language.pattern(path) if language.table(path) not in (True, False) else None
        quick = quick_pattern(pattern.pattern) if pattern else None
        if pattern and quick:
            found = [match.span() for match in matches_at(quick.finditer(TEXT), pattern, TEXT)]
            assert found == [match.span() for match in pattern.finditer(TEXT)], path
            compared += len(found)
    assert compared


def test_a_span_is_scanned_as_it_is_searched() -> None:
    pattern = re.compile(r"(?!\B\w)(?:build|built)(?!\B\w)")
    quick, text = quick_pattern(pattern.pattern), "build rebuilt built builds"
    assert quick is not None
    for end in range(len(text)):
        found = [match.span() for match in matches_at(quick.finditer(text, 2, end), pattern, text, end)]
        assert found == [match.span() for match in pattern.finditer(text, 2, end)]
