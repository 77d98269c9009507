"""The shadow copy is normalised; its spans lead back to the words as they came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.reading.shadow import Shadow

pytestmark = pytest.mark.slow


def test_spaces_quotes_and_dashes_are_made_one_kind() -> None:
    assert (
        Shadow.of("l\u2019usine\u00a0\u2013 300\u202f000 \u201cvoitures\u201d").text == 'l\'usine – 300 000 "voitures"'
    )


def test_decomposed_letters_are_composed_and_lead_back() -> None:
    raw = "le mode\u0300le neuf"
    shadow = Shadow.of(raw)
    start = shadow.text.index("neuf")
    assert shadow.text == "le modèle neuf"
    assert raw[slice(*shadow.raw_span(start, start + 4))] == "neuf"


def test_invisible_characters_and_runs_of_spaces_vanish() -> None:
    assert Shadow.of("\u202bAlpha\u202c").text == "Alpha"
    assert Shadow.of("the 🚗 Nova").text == "the Nova"
    assert Shadow.of("\x7f Alpha").text == "• Alpha"
    assert Shadow.of("Elek\u00adtro \u200b  auto").text == "Elektro auto"


@given(st.text(max_size=80))
def test_every_span_leads_back_inside_the_text(raw: str) -> None:
    shadow = Shadow.of(raw)
    for position in range(len(shadow.text)):
        start, end = shadow.raw_span(position, position + 1)
        assert 0 <= start <= end <= len(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("the **Nova** in *Lyon*.", "the Nova in Lyon."),
        ("the [Nova](https://a.example/n) in Lyon", "the Nova in Lyon"),
        ("a plant in Leip-\nzig", "a plant in Leipzig"),
        ("Kabel- und\nTeile, Vor-\nund Nachlauf", "Kabel- und\nTeile, Vor-\nund Nachlauf"),
        ("* a point\n* 2 * 3", "* a point\n* 2 * 3"),
        ("---\ntitle: A\n---\nThe Nova", "The Nova"),
        ("the EX-\n30 and Rolls-\nRoyce", "the EX-30 and Rolls-Royce"),
        ("the ~~Luna~~ Nova in Lyon", "the Nova in Lyon"),
        ("about ~~ 5 cars ~~ a day", "about ~~ 5 cars ~~ a day"),
        ("The Nova\n```python\nx = 'Luna'\n```\nin Lyon", "The Nova\n\nin Lyon"),
        ("The Nova\n~~~\nin Lyon", "The Nova\n~~~\nin Lyon"),
        ("The Nova\r\nin Lyon", "The Nova\nin Lyon"),
    ],
)
def test_marks_of_markdown_and_parted_words_are_left_out(raw: str, text: str) -> None:
    shadow = Shadow.of(raw)
    assert shadow.text == text
    assert raw[slice(*shadow.raw_span(0, len(text)))].endswith(raw[-1])


def test_the_next_line_sign_ends_a_line() -> None:
    assert Shadow.of("It works.\u0085It pays.\u2029It ends.").text == "It works.\nIt pays.\nIt ends."
    assert Shadow.of("a line\u2028that goes on").text == "a line that goes on"
