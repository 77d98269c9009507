"""Sentences: a stretch that is too long to be one is cut, so that reading time stays linear."""

from __future__ import annotations

import textwrap

import pytest

from autokg.reading.rules.sentences import split_sentences, unwrap


@pytest.mark.parametrize(("length", "count"), [(1000, 1), (1001, 2), (2001, 3)])
def test_a_stretch_without_spaces_is_cut_at_a_length(length: int, count: int) -> None:
    assert len(split_sentences("x" * length)) == count


@pytest.mark.parametrize("length", range(996, 1004))
def test_a_mark_near_the_longest_length_does_not_stop_the_cutting(length: int) -> None:
    text = f"{'x' * length}, y{'z' * 1000}"
    sentences = split_sentences(text)
    assert all(sentence.end - sentence.start <= 1000 for sentence in sentences)
    assert "".join(text[s.start : s.end] for s in sentences).replace(" ", "") == text.replace(" ", "")


def test_a_long_stretch_is_cut_at_a_mark() -> None:
    text = "the first part of it, " * 60
    sentences = split_sentences(text)
    assert all(text[sentence.start : sentence.end].endswith("it,") for sentence in sentences)
    assert all(sentence.end - sentence.start <= 1000 for sentence in sentences)
    assert "".join(text[sentence.start : sentence.end] + " " for sentence in sentences) == text


PROSE = (
    "Alpha will build the new Nova at its plant in Lyon, France, from next spring, the maker said on Thursday. The plant"
    " also makes the Luna and employs about 1,900 people, most of whom have worked there for longer than ten years."
)


@pytest.mark.parametrize("width", [15, 20, 25, 29, 30, 40, 60, 72, 100])
def test_wrapped_text_is_joined_whatever_its_width(width: int) -> None:
    assert unwrap(textwrap.fill(PROSE, width)).replace("Thursday.\n", "Thursday. ") == PROSE


@pytest.mark.parametrize(
    "text",
    [
        "Model: Nova\nPlant: Lyon\nStart: 2031\nCars: 9000",
        "- a hatch\n- a saloon\n- an estate",
        "Alpha in Lyon\n\nbuilds cars",
    ],
)
def test_short_lines_of_their_own_are_not_joined(text: str) -> None:
    assert unwrap(text) == text


@pytest.mark.parametrize("text", [", " * 20_000, "1.0." * 10_000, "Alpha, Beta, " * 4_000])
def test_a_list_without_end_is_cut_like_other_text(text: str) -> None:
    assert all(sentence.end - sentence.start <= 1001 for sentence in split_sentences(text))


COLUMN = """Alpha chooses Lyon for its new car, the Nova
Alpha will build the Vela
Orbit at its plant in Lyon,
in the second half of 2031.
The plant employs some 2,400
people, says the firm, which
is the largest of its kind."""


def test_a_headline_wider_than_the_column_does_not_part_its_lines() -> None:
    text = unwrap(COLUMN)
    assert [text[sentence.start : sentence.end] for sentence in split_sentences(text)] == [
        "Alpha chooses Lyon for its new car, the Nova",
        "Alpha will build the Vela Orbit at its plant in Lyon, in the second half of 2031.",
        "The plant employs some 2,400 people, says the firm, which is the largest of its kind.",
    ]


@pytest.mark.parametrize("bullet", ["•", "▪", "➢", "1.", "(2)", "b)", "-"])
def test_an_item_of_a_list_is_no_part_of_the_line_before(bullet: str) -> None:
    items = [
        "Alpha will build the Nova at its plant in Lyon from 31",
        "Borealis builds the Zeta in Graz, it said in the May",
    ]
    listed = "\n".join(f"{bullet} {item}" for item in items)
    assert unwrap(listed) == listed
    assert unwrap("\n".join(items)) == " ".join(items)
