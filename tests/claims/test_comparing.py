"""How two numbers stand to each other: both sides of each boundary."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.claims.comparing import Bounds
from autokg.core.dates import Agreement
from autokg.core.enums import Comparator

ABOUT, NEARLY, OVER, LEAST, MOST = (
    Comparator(word) for word in ("about", "nearly", "over", "at least", "at most")
)  # fmt: skip
MIRRORED = {Agreement.FINER: Agreement.COARSER, Agreement.COARSER: Agreement.FINER}


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (("34", None), ("34", None), "same"),
        (("34", None), ("34.0", None), "same"),
        (("33.88", None), ("34", None), "finer"),
        (("33.5", None), ("34", None), "finer"),
        (("33.49", None), ("34", None), "conflict"),
        (("34.5", None), ("35", None), "finer"),
        (("34.5", None), ("34", None), "conflict"),
        (("33.94", None), ("33.9", None), "finer"),
        (("33.95", None), ("33.9", None), "conflict"),
        (("2000", None), ("2100", None), "conflict"),
        (("2000", OVER), ("2000", MOST), "conflict"),
        (("2000", LEAST), ("2000", MOST), "compatible"),
        (("2000", OVER), ("2000", NEARLY), "conflict"),
        (("2000", OVER), ("2000", None), "compatible"),
        (("2001", None), ("2000", OVER), "finer"),
        (("1999", None), ("2000", OVER), "conflict"),
        (("2000", None), ("2000", LEAST), "finer"),
        (("1999", None), ("2000", LEAST), "conflict"),
        (("2000", None), ("2000", MOST), "finer"),
        (("2001", None), ("2000", MOST), "conflict"),
        (("2000", NEARLY), ("2000", None), "compatible"),
        (("1800", None), ("2000", NEARLY), "finer"),
        (("1799", None), ("2000", NEARLY), "conflict"),
        (("2100", None), ("2000", ABOUT), "finer"),
        (("2101", None), ("2000", ABOUT), "conflict"),
        (("2055", None), ("2050", ABOUT), "finer"),
        (("2056", None), ("2050", ABOUT), "conflict"),
    ],
)
def test_numbers_agree_within_what_their_words_allow(
    one: tuple[str, Comparator | None], other: tuple[str, Comparator | None], agreement: str
) -> None:
    mine, theirs = (Bounds.of(Decimal(number), comparator) for number, comparator in (one, other))
    assert mine.compare(theirs) is Agreement(agreement)


NUMBERS = st.builds(
    Bounds.of, st.integers(1, 500).map(lambda n: Decimal(n) / 4), st.sampled_from([None, ABOUT, NEARLY, OVER, LEAST, MOST])
)  # fmt: skip


@given(NUMBERS, NUMBERS)
def test_what_one_number_is_to_another_the_other_is_to_it(one: Bounds, other: Bounds) -> None:
    agreement = one.compare(other)
    assert other.compare(one) is MIRRORED.get(agreement, agreement)


@given(NUMBERS)
def test_a_number_agrees_with_itself(number: Bounds) -> None:
    assert number.compare(number) is Agreement.SAME
