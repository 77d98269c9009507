"""The tables of the languages: which of their patterns may ask for capitals, and how those are matched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from autokg.reading.language.profile import Language, in_case_of, load_language
from autokg.reading.rules.places import matches_at

CODES = sorted(file.name.removesuffix(".toml") for file in files("autokg.reading.language").joinpath("data").iterdir())
# Tables that are matched by `in_case_of`, or on texts as they are written.
EITHER_CASE = (
    "context.",
    "plants.named",
    "products.",
    "anaphors.",
    "names.legal_forms",
    "names.tails",
    "numbers.",
)


def language_of(code: str) -> Language:
    language = load_language(code)
    assert language is not None
    return language


def sources(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all texts of a data file."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from sources(inner, f"{path}.{key}" if path else key)
    for text in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
        yield path, str(text)


@pytest.mark.parametrize("code", CODES)
def test_only_tables_searched_in_either_case_ask_for_capitals(code: str) -> None:
    asking = {path for path, text in sources(language_of(code).tables) if "(?-i:" in text}
    assert {path for path in asking if not path.startswith((*EITHER_CASE, "macros."))} == set()


def test_a_pattern_disregards_case_in_texts_in_lower_case() -> None:
    language = Language("xx", {"seen": r"The Plant|\Work\w*", "shouted": "(?-i:EV)s?"})
    seen, shouted = language.pattern("seen"), language.pattern("shouted")
    assert [seen.search(in_case_of(seen, text)) is not None for text in ("THE plant", "the Works", "planted")] == [
        True, False, False,
    ]  # fmt: skip
    assert [shouted.search(in_case_of(shouted, text)) is not None for text in ("two EVS", "two evs")] == [True, False]


def test_matches_at_places_are_those_of_a_search() -> None:
    pattern, text = re.compile("ab+|b"), "abbb b cab"
    found = matches_at(re.finditer("(?=[ab])", text), pattern, text)
    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(text)]
