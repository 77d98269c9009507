"""No cell of a CSV file starts a formula, and numbers stay numbers."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.core.csv_text import guard_cell, write_csv


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1+1", "-x", "@SUM(A1)", "\t=1"])
def test_a_text_that_starts_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert guard_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["a=b", "", " =1", "-12.5", "+3", -5, 2.5, None, True])
def test_other_cells_and_numbers_stay_as_they_are(cell: object) -> None:
    assert guard_cell(cell) == cell


@pytest.mark.parametrize(("cell", "written"), [("a\rb", "a\nb"), ("a\r\nb", "a\nb"), ("a\nb", "a\nb")])
def test_each_end_of_a_line_is_a_line_feed(cell: str, written: str) -> None:
    assert guard_cell(cell) == written


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=5))
def test_each_cell_comes_back_but_for_the_apostrophe(cells: list[str]) -> None:
    text = write_csv(["column"] * len(cells), [cells])
    _, row = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert row == [str(guard_cell(cell)) for cell in cells]
