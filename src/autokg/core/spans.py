"""Spans of a text, looked up by position in logarithmic time.

>>> spans = Spans([(5, 9), (0, 3)])
>>> spans.reach(4), spans.reach(5)
(3, 9)
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Pairs of start and end, which may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Sort the spans."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(itertools.accumulate((end for _, end in ordered), max, initial=-1))

    def reach(self, position: int) -> int:
        """Return the furthest end of the spans that start at or before a position; -1 if none does."""
        return self._reach[bisect_right(self._starts, position)]
