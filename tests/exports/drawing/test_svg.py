"""SVG is well formed whatever stands in it, and letters are as wide as the font has them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autokg.exports.drawing.svg import Body, element, letters_beyond_font, measure, number, text, tooltip, write_sheet


@given(st.text(max_size=40), st.text(max_size=40))
@example("", "\r\n")
def test_any_text_gives_well_formed_xml(title: str, content: str) -> None:
    body = Body(100, 50, [element("g", tooltip(content), text(content, 1, 2), id="x")])
    tree = ElementTree.fromstring(write_sheet(title, [content], body))
    words = [each.text or "" for each in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert len(words) == 3
    read = content.replace("\r\n", "\n")  # XML reads both characters as one new line
    assert [len(word) for word in words[1:]] == [len(read)] * 2


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (-0.001, "0"), (2.345, "2.35"), (1234567.891, "1234567.89"), (0, "0")]
)
def test_a_number_has_two_decimals_at_most(value: float, written: str) -> None:
    assert number(value) == written


def test_quotes_in_an_attribute_are_escaped_and_none_is_left_out() -> None:
    assert element("g", id='a"<b', class_="x", stroke_width=None) == '<g id="a&quot;&lt;b" class="x"/>'


def test_the_width_of_a_line() -> None:
    assert measure("Wiil", 10) == pytest.approx(9.44 + 3 * 2.22)
    assert measure("é", 10) == measure("e\u0301", 10) == measure("e", 10)
    assert measure("abc", 10, bold=True) > measure("abc", 10)


def test_a_sheet_is_as_wide_as_its_heading() -> None:
    widths = [
        float(ElementTree.fromstring(write_sheet(title, [], Body(10, 10, []))).get("width", ""))
        for title in ("A", "A title that is much longer than its picture")
    ]
    assert widths[0] < 50
    assert widths[1] > 300


def test_letters_beyond_the_font_are_those_of_other_scripts() -> None:
    assert letters_beyond_font("Škoda и Ωmega ạ 100 € – 도 中") == "中도"
