r"""Text of a page of a PDF; two columns that are drawn row by row are read one after the other.

>>> rows = [f"left line number {n}    right line number {n}" for n in range(6)]
>>> by_column(rows, find_gutter(rows)).split("\n")[5:7]
['left line number 5', 'right line number 0']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEAST_ROWS = 5  # with words in both columns
_LEAST_WORDS = 3  # in a line of a column on average; the cells of a table have fewer
_MOST_ACROSS = 0.5  # of the rows in two columns: lines of words across the gutter, such as a headline
_JITTER = 8  # characters by which the start of a column differs, as letters have different widths


def read_page(page: PageObject) -> str:
    """Return the text in the order it is drawn, or column by column if that order mixes columns."""
    text = page.extract_text()
    if text.count("\n") < _LEAST_ROWS - 1:
        return text
    try:
        rows = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False).split("\n")
    except Exception:  # the layout is an experiment of the library, and only a help here
        return text
    gutter = find_gutter(rows)
    return by_column(rows, gutter) if gutter and _is_mixed(rows, gutter, text) else text


def find_gutter(rows: Sequence[str]) -> int | None:
    """Return about where in the rows a second column of text begins; None if there is none."""
    starts = [start for row in rows if (start := _second_start(row))]
    if len(starts) < _LEAST_ROWS:
        return None
    gutter = int(median(starts))
    pairs = [pair for row in rows if all(pair := _split(row, gutter))]
    across = sum(_is_across(row, gutter) for row in rows)
    if len(pairs) < _LEAST_ROWS or across > _MOST_ACROSS * len(pairs):
        return None
    words = min(sum(len(pair[side].split()) for pair in pairs) for side in (0, 1))
    return gutter if words >= _LEAST_WORDS * len(pairs) else None


def by_column(rows: Sequence[str], gutter: int) -> str:
    """Return the first column and then the second, between lines that go across both."""
    lines: list[str] = []
    second: list[str] = []
    for row in rows:
        if _is_across(row, gutter):
            lines += [*second, row.strip()]
            second = []
        else:
            left, right = _split(row, gutter)
            lines.append(left)
            second.append(right)
    return "\n".join(filter(None, [*lines, *second]))


def _second_start(row: str) -> int:
    """Return where the words after the widest gap of a row begin; 0 if it has none."""
    gap = max(_GAP.finditer(row), key=lambda gap: gap.end() - gap.start(), default=None)
    return gap.end() if gap else 0


def _split(row: str, gutter: int) -> tuple[str, str]:
    """Return the words of a row in the first and in the second column."""
    start = _second_start(row)
    if not start or abs(start - gutter) > _JITTER:
        indent = len(row) - len(row.lstrip())
        start = 0 if indent >= gutter - _JITTER else len(row)
    return row[:start].strip(), row[start:].strip()


def _is_across(row: str, gutter: int) -> bool:
    """Return whether words of a row reach from the first column into the second."""
    return not _split(row, gutter)[1] and len(row.rstrip()) > gutter + _JITTER


def _is_mixed(rows: Sequence[str], gutter: int, text: str) -> bool:
    """Return whether a text gives most lines of the second column before the next line of the first."""
    drawn = "".join(text.split())
    pairs = [pair for row in rows if all(pair := _split(row, gutter))]
    places = [[drawn.find("".join(part.split())) for part in pair] for pair in pairs]
    mixed = sum(right < below for (_, right), (below, _) in pairwise(places))
    return mixed > len(pairs) / 2
