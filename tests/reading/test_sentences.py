"""Sentences: a stretch that is too long to be one is cut, so that reading time stays linear."""

from __future__ import annotations

import pytest

from autokg.reading.rules.sentences import split_sentences


@pytest.mark.parametrize(("length", "count"), [(1000, 1), (1001, 2), (2001, 3)])
def test_a_stretch_without_spaces_is_cut_at_a_length(length: int, count: int) -> None:
    assert len(split_sentences("x" * length)) == count


def test_a_long_stretch_is_cut_at_a_mark() -> None:
    text = "the first part of it, " * 60
    sentences = split_sentences(text)
    assert all(text[sentence.start : sentence.end].endswith("it,") for sentence in sentences)
    assert all(sentence.end - sentence.start <= 1000 for sentence in sentences)
    assert "".join(text[sentence.start : sentence.end] + " " for sentence in sentences) == text
