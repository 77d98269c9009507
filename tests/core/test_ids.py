from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autokg.core.ids import digest, fold, slugify


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_is_ascii(text: str) -> None:
    assert slugify(text).isascii()


def test_names_fold_across_case_accents_and_punctuation() -> None:
    assert fold("Citroën C-Elysée") == fold("CITROEN  c elysee")
    assert fold("Lynk & Co") == fold("Lynk and Co")
    assert fold("현대") != fold("현대차")


@given(st.lists(st.text()), st.lists(st.text()))
def test_digests_tell_contents_apart(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)
