"""Which models and sites of a text are paired, and at which mentions."""

from __future__ import annotations

import pytest

from autokg.reading.attachment.pairing import Candidates, find_candidates

from .conftest import LayoutOf


def _names(candidates: Candidates) -> set[tuple[str, str]]:
    return {(max(pair.model.names), max(pair.site.names)) for pair in candidates.pairs}


def test_every_model_is_paired_with_every_town(layout_of: LayoutOf) -> None:
    found = find_candidates(layout_of("The Dunlin Teal is small. The Alpha 5 is not. In Graz and in Metz it rains."))
    assert _names(found) == {(model, site) for model in ("Dunlin Teal", "Alpha 5") for site in ("Graz", "Metz")}


def test_a_short_name_is_the_same_model(layout_of: LayoutOf) -> None:
    found = find_candidates(layout_of("The Dunlin Teal is small. It rains in Graz. The Teal is red."))
    assert [len(model.spots) for model in found.models] == [2]


def test_a_pair_has_the_nearest_mentions(layout_of: LayoutOf) -> None:
    layout = layout_of("In Graz it rains. The Dunlin Teal is red. It is cheap. It sells. In Graz it snows.")
    (pair,) = find_candidates(layout).pairs
    assert (pair.a.sentence, pair.b.sentence, pair.apart) == (1, 0, 1)


@pytest.mark.parametrize(
    ("words", "sites"),
    [
        ("The Dunlin Teal is made in Linz, near Graz.", {"Linz"}),
        ("The Dunlin Teal is made in Linz (Graz).", {"Linz"}),
        ("The Dunlin Teal is made in Linz, Graz.", {"Linz"}),
        ("The Dunlin Teal is made in Linz, Graz and Metz.", {"Linz", "Graz", "Metz"}),
        ("The Dunlin Teal is made in Linz and Graz.", {"Linz", "Graz"}),
        ("The Dunlin Teal is made in Austria.", set()),
    ],
)
def test_a_town_that_only_locates_another_is_no_site(layout_of: LayoutOf, words: str, sites: set[str]) -> None:
    assert {max(site.names) for site in find_candidates(layout_of(words)).sites} == sites


@pytest.mark.parametrize(("copies", "pairs"), [(999, 1), (1000, 1), (1001, 0)])
def test_a_text_with_too_many_mentions_has_no_pairs(layout_of: LayoutOf, copies: int, pairs: int) -> None:
    layout = layout_of("The Dunlin Teal is in Graz.\n\n" * copies)
    assert len(find_candidates(layout).pairs) == pairs


def test_a_text_without_models_has_no_pairs(layout_of: LayoutOf) -> None:
    assert find_candidates(layout_of("It rains in Graz.")).pairs == ()
