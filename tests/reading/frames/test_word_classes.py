"""Phrases of a language: whole words, stems, and the longest of those that fit."""

from __future__ import annotations

import pytest

from autokg.reading.frames.word_classes import Lexicon, load_lexicon

LEXICON = Lexicon({"make": "build* | put* together", "made": "built", "invest": "puts into"})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["building"], ("make", 1)),
        (["built"], ("made", 1)),
        (["puts", "together"], ("make", 2)),
        (["puts", "into"], ("invest", 2)),
        (["puts", "away"], None),
        (["rebuild"], None),
        (["put"], None),
    ],
)
def test_the_longest_phrase_that_fits_gives_the_class(words: list[str], found: tuple[str, int] | None) -> None:
    assert LEXICON.find(words, 0) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [("motorenwerk", ("plant", 1)), ("werk", ("plant", 1)), ("netzwerk", ("word", 1)), ("werkt", None), ("ferk", None)],
)
def test_a_compound_is_of_the_class_of_its_ending_unless_it_is_listed(word: str, found: tuple[str, int] | None) -> None:
    lexicon = Lexicon({"plant": "werk | *werk", "word": "netzwerk"})
    assert lexicon.find([word], 0) == found


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "it", "pt"])
def test_a_language_names_the_verbs_of_all_frames(code: str) -> None:
    lexicon = load_lexicon(code)
    assert lexicon is not None
    assert {"make", "made", "output", "invest", "hold", "sign", "at", "by", "car", "plant"} <= {
        name.partition("_")[0] for name in lexicon.classes
    }


def test_a_language_without_a_file_has_no_lexicon() -> None:
    assert load_lexicon("xx") is None
