"""Learnt weights: scores, thresholds and the file that is shipped."""

from __future__ import annotations

import math

import pytest

from autokg.reading.attachment.weights import BIAS, SCORE, Weights, load_weights, log_odds


def test_a_score_is_the_logistic_of_the_sum() -> None:
    weights = Weights({BIAS: -1.0, "same clause": 2.0, "site negated": -4.0}, {}, threshold=0.5)
    assert weights.score_pair(["same clause", "unknown"]) == pytest.approx(1 / (1 + math.exp(-1)))
    assert weights.score_pair(["same clause", "site negated"]) < weights.score_pair([])


def test_a_score_among_rivals_depends_on_both() -> None:
    weights = Weights({}, {SCORE: 1.0, "best site": 1.0}, threshold=0.5)
    assert weights.score_among(0.7, {}) == pytest.approx(0.7)
    assert weights.score_among(0.7, {"best site": 1.0}) > weights.score_among(0.7, {}) > weights.score_among(0.6, {})


@pytest.mark.parametrize("sum_of_weights", [-1e6, 1e6])
def test_no_score_is_certain(sum_of_weights: float) -> None:
    score = Weights({BIAS: sum_of_weights}, {}, threshold=0.5).score_pair([])
    assert math.isfinite(log_odds(score))


def test_the_shipped_weights_name_no_entity_and_are_finite() -> None:
    weights = load_weights()
    assert 0.5 <= weights.threshold < 1
    for table in (weights.pairs, weights.rivals):
        assert list(table) == sorted(table)
        assert all(name == name.lower() and math.isfinite(weight) for name, weight in table.items())
