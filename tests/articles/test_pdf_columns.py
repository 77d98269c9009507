"""Two columns of a page are read one after the other, however they are drawn."""

from __future__ import annotations

from itertools import chain

import pytest

from autokg.articles.article import read_article
from autokg.articles.pdf_columns import by_column, find_gutter

from .test_article import pdf_of

LEFT = ["Alpha will build the new", "Nova at its plant in Lyon", "from next spring, said the", "maker on Thursday at noon.",
        "It employs 900 people and", "makes the Luna there too."]  # fmt: skip
RIGHT = ["Beta builds the Sol and the", "Terra in Metz, where it has", "made cars since 1969. It has", "another plant near Graz, but",
         "that one will close in 2030,", "as the union said in March."]  # fmt: skip
ROWS = [f"{left:<32}{right}" for left, right in zip(LEFT, RIGHT, strict=True)]


def _drawn(pieces: list[tuple[int, int, str]]) -> bytes:
    return pdf_of("".join(f") Tj 1 0 0 1 {x} {y} Tm ({text}" for x, y, text in pieces))


LEFT_PIECES = [(50, 700 - 14 * row, text) for row, text in enumerate(LEFT)]
RIGHT_PIECES = [(320, 700 - 14 * row, text) for row, text in enumerate(RIGHT)]


@pytest.mark.parametrize(
    "pieces",
    [list(chain.from_iterable(zip(LEFT_PIECES, RIGHT_PIECES, strict=True))), LEFT_PIECES + RIGHT_PIECES],
    ids=["row by row", "column by column"],
)
def test_columns_are_not_mixed(pieces: list[tuple[int, int, str]]) -> None:
    text = read_article(_drawn(pieces), language="en").text
    assert text.split("\n") == LEFT + RIGHT


def test_lines_across_both_columns_stay_in_their_place() -> None:
    headline = "A headline that goes across both columns of it"
    assert by_column([headline, *ROWS, headline], 32).split("\n") == [headline, *LEFT, *RIGHT, headline]


@pytest.mark.parametrize(
    ("rows", "gutter"),
    [
        (ROWS, 32),
        (ROWS[:5], 32),
        (ROWS[:4], None),
        ([*ROWS, *("words of a line that goes on and on and on" for _ in range(3))], 32),
        ([*ROWS, *("words of a line that goes on and on and on" for _ in range(4))], None),
        ([f"{'Nova':<32}{'Lyon 2030'}"] * 9, None),
        (LEFT, None),
        ([], None),
    ],
    ids=["columns", "five rows", "four rows", "half across", "most across", "a table", "one column", "nothing"],
)
def test_columns_are_told_from_tables_and_plain_text(rows: list[str], gutter: int | None) -> None:
    assert find_gutter(rows) == gutter
