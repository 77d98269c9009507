"""The features of a pair, and those of its rivals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autokg.reading.attachment.features import Describer, Readings, describe_rivals
from autokg.reading.attachment.pairing import find_candidates

from .conftest import LayoutOf


def _features(layout_of: LayoutOf, words: str, readings: Readings | None = None) -> set[str]:
    layout = layout_of(words)
    candidates = find_candidates(layout)
    return set(Describer(layout, candidates, readings or Readings()).describe(candidates.pairs[0]))


def test_features_tell_the_words_between_mentions_of_a_sentence(layout_of: LayoutOf) -> None:
    found = _features(layout_of, "The Dunlin Teal is built at Graz.")
    assert {"between: make", "near: model first", "near: site after at", "same clause", "site is known"} <= found


def test_features_tell_how_far_sentences_are_apart(layout_of: LayoutOf) -> None:
    found = _features(layout_of, "In Graz is a plant. It rains. The Dunlin Teal sells.")
    assert {"sentences apart 2", "site first, sentences apart 2", "far: site near plant", "same paragraph"} <= found
    assert not any(name.startswith(("between", "near:")) for name in found)


def test_features_tell_what_the_rules_read(layout_of: LayoutOf) -> None:
    words = "The Dunlin Teal sells. It rains in Graz."
    here = _features(layout_of, words, Readings(built=[("Teal", ["Graz"])]))
    elsewhere = _features(layout_of, words, Readings(built=[("Teal", ["Metz"]), ("Alpha 5", ["Graz"])]))
    assert "read here 1, elsewhere 0" in here
    assert {"read here 0, elsewhere 1", "site read for others", "model read as built"} <= elsewhere


def test_features_name_nothing_of_the_text(layout_of: LayoutOf) -> None:
    found = _features(layout_of, "Dunlin Motors builds the Dunlin Teal at its Graz plant.")
    assert not any(name in feature.lower() for feature in found for name in ("dunlin", "teal", "graz"))


_SCORES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.001, 0.999), min_size=1)


@given(_SCORES)
def test_the_best_site_of_a_model_has_the_best_score(scores: dict[tuple[int, int], float]) -> None:
    for (model, site), features in describe_rivals(scores).items():
        others = [score for (m, s), score in scores.items() if m == model and s != site]
        own = scores[model, site]
        assert ("best site" in features) == (own > max(others, default=0.0))
        assert features["lead over other sites"] == own - max(others, default=0.0)
        assert f"good other sites {min(sum(score > 0.5 for score in others), 3)}" in features
