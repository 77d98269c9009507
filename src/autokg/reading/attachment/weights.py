"""The learnt weights: two logistic models, the second of which sees the scores of rival pairs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

BIAS, SCORE = "bias", "score of the pair alone"
_CLEAREST = 9.0  # log odds beyond which a score changes nothing


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of features by name, in log odds.

    Attributes:
        pairs: of a pair alone.
        rivals: of its score and those of its rivals.
        threshold: the probability from which a pair is a fact.

    """

    pairs: Mapping[str, float]
    rivals: Mapping[str, float]
    threshold: float

    def score_pair(self, features: Iterable[str]) -> float:
        """Return the probability of a pair alone."""
        return _logistic(self.pairs.get(BIAS, 0) + sum(self.pairs.get(name, 0) for name in features))

    def strongest(self, features: Iterable[str], count: int) -> list[str]:
        """Return the features with the largest weights for or against a pair."""
        return sorted(features, key=lambda name: (-abs(self.pairs.get(name, 0)), name))[:count]

    def score_among(self, alone: float, rivals: Mapping[str, float]) -> float:
        """Return the probability of a pair among its rivals."""
        known = {**rivals, SCORE: log_odds(alone)}
        return _logistic(self.rivals.get(BIAS, 0) + sum(self.rivals.get(name, 0) * x for name, x in known.items()))


UNUSED = Weights({}, {}, threshold=2)  # no pair passes


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_CLEAREST, min(_CLEAREST, odds))))


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds."""
    return math.log(probability / (1 - probability))


@cache
def load_weights() -> Weights:
    """Return the weights that `benchmarks/reading/train.py` wrote."""
    text = files("autokg.reading.attachment").joinpath("weights.json").read_text(encoding="utf-8")
    return Weights(**json.loads(text))
