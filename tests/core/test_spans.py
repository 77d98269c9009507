"""Spans are looked up as if each of them was compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autokg.core.spans import Spans

_SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))))


@given(_SPANS, st.integers(-1, 30))
def test_the_reach_is_the_furthest_end_of_what_has_started(spans: list[tuple[int, int]], position: int) -> None:
    assert Spans(spans).reach(position) == max((end for start, end in spans if start <= position), default=-1)
