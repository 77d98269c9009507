"""SVG is well formed whatever stands in it, and letters are as wide as the font has them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autokg.exports.drawing.svg import (
    Body,
    Entry,
    Sheet,
    element,
    letters_beyond_font,
    measure,
    number,
    shorten,
    text,
    tooltip,
    write_sheet,
)


@given(st.text(max_size=40), st.text(max_size=40))
@example("", "\r\n")
def test_any_text_gives_well_formed_xml(title: str, content: str) -> None:
    body = Body(100, 50, [element("g", tooltip(content), text(content, 1, 2), id="x")])
    tree = ElementTree.fromstring(write_sheet(Sheet(title, content, body, notes=[content], source=content)))
    words = [each.text or "" for each in tree.iter("{http://www.w3.org/2000/svg}text")]
    read = content.replace("\r\n", "\n")  # XML reads both characters as one new line
    assert len(words[-1]) == len(read)


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


def test_a_title_wider_than_the_picture_is_broken_into_lines() -> None:
    sheet = Sheet("A title that is much longer than its picture is wide " * 3, "", Body(10, 10, []))
    tree = ElementTree.fromstring(write_sheet(sheet))
    (title,) = (part for part in tree.iter() if part.get("id") == "title")
    assert len(title) > 1
    assert max(measure(line.text or "", 15, bold=True) for line in title) <= float(tree.get("width", ""))


def test_all_that_stands_around_a_picture_is_as_wide_as_it_was_measured_in_any_font() -> None:
    sheet = Sheet("A title", "of a picture", Body(10, 10, []), [Entry("a key", "<g/>")], ["A note."], "A source.")
    lines = [part for part in ElementTree.fromstring(write_sheet(sheet)).iter() if part.tag.endswith("text")]
    assert {line.text: float(line.get("textLength", "")) for line in lines} == {
        "A title": pytest.approx(measure("A title", 15, bold=True), abs=0.01),
        "of a picture": pytest.approx(measure("of a picture", 10), abs=0.01),
        **{words: pytest.approx(measure(words, 9), abs=0.01) for words in ("a key", "A note.", "A source.")},
    }


@given(st.text(max_size=60), st.floats(1, 200))
@example("\x1b[2J" + "\N{BOMB}" * 50, 60)
def test_a_shortened_text_is_no_wider_than_its_room_if_one_letter_fits(content: str, width: float) -> None:
    short = shorten(content, width, 10)
    assert measure(short, 10) <= max(width, 10)
    assert not re.search(r"[\x00-\x1f]", short)


def test_letters_beyond_the_font_are_those_of_other_scripts() -> None:
    assert letters_beyond_font("Škoda и Ωmega ạ 100 € – 도 中") == "中도"
