"""Score each model with each site, and make a production of each clear pair that no rule has read.

The status is that of the model's sentence; builder and country come from the registers, as for all findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autokg.facts import Status
from autokg.reading.attachment.features import Describer, Readings, describe_rivals
from autokg.reading.attachment.pairing import Layout, Pair, find_candidates
from autokg.reading.attachment.weights import Weights, load_weights
from autokg.reading.frames.building_frame import find_dates, is_past, make_production
from autokg.reading.frames.named_sites import site_slots
from autokg.reading.frames.placed_models import find_goods
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.text import Text

FRAME = "attached"
_TOLD = 4  # features that an explanation tells
_READ_MODELS = frozenset({"model read as built", "model read as described"})
# Words of a model's sentence that tell something else of it than where it is built.
_ELSEWHERE = frozenset({"supply", "source", "move", "buy", "sell", "show", "title", "private"})
_REAL_SITES = frozenset({"site is known", "site is a plant", "site read as a plant", "site read for others"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair, its features, its probability among its rivals, and whether the rules read it."""

    pair: Pair
    features: Sequence[str]
    score: float
    is_read: bool

    def passes(self, weights: Weights) -> bool:
        """Return whether it is a fact that the rules have not read."""
        return self.score >= weights.threshold and not self.is_read and self._is_attested()

    def describe(self, weights: Weights) -> str:
        """Return the score in words, with the features that count most: "Nova at Lyon .83 (needs .50): …"."""
        names = f"{self.pair.a.mention.name} at {self.pair.b.mention.name}"
        why = [f"{name} {weights.pairs.get(name, 0):+.1f}" for name in weights.strongest(self.features, _TOLD)]
        note = ", read already" if self.is_read else "" if self._is_attested() else ", a name is not sure"
        return f"{names} {self.score:.2f} (needs {weights.threshold:.2f}{note}): {', '.join(why)}"

    def _is_attested(self) -> bool:
        """Return whether both names are more than guesses by their context: known, or read by the rules elsewhere."""
        known = any(spot.mention.entries or "brand" in spot.mention.parts for spot in self.pair.model.spots)
        return (known or not _READ_MODELS.isdisjoint(self.features)) and not _REAL_SITES.isdisjoint(self.features)


def score_pairs(findings: Sequence[Finding], layout: Layout, weights: Weights | None = None) -> list[Scored]:
    """Return all pairs of an article with their scores, given what rules and frames found."""
    weights = weights or load_weights()
    candidates, readings = find_candidates(layout), Readings.of(findings)
    describer = Describer(layout, candidates, readings)
    described = [(pair, describer.describe(pair)) for pair in candidates.pairs]
    alone = {pair.key: weights.score_pair(features) for pair, features in described}
    rivals = describe_rivals(alone)
    return [
        Scored(pair, features, weights.score_among(alone[pair.key], rivals[pair.key]), readings.has(pair))
        for pair, features in described
    ]


def find_attached(
    findings: Sequence[Finding], text: Text, tagged: Mapping[int, list[Item]], weights: Weights | None = None
) -> Iterator[Finding]:
    """Yield productions of models at sites that the learnt weights attach."""
    weights = weights or load_weights()
    layout = Layout.of(text, tagged)
    for scored in score_pairs(findings, layout, weights):
        if scored.passes(weights):
            yield from _produce(scored, layout)


def _produce(scored: Scored, layout: Layout) -> Iterator[Finding]:
    """Yield the production of a pair, with the status of the model's clause; none of a question or doubt."""
    pair, text = scored.pair, layout.text
    sentence = layout.whole(pair.a.sentence)
    if pair.apart and any(item.kind in _ELSEWHERE for item in sentence.items):
        return
    if not pair.apart and pair.a.mention not in find_goods(sentence):
        return
    clause = (layout.clause_of(pair.a) if pair.apart else None) or sentence
    status = find_status(clause, text)
    if status is None:
        return
    if status is Status.ACTUAL and (clause.has("end") or is_past(clause)):
        status = Status.ENDED
    if status is Status.ACTUAL:
        status = find_status(sentence, text) or status
    where = site_slots(pair.b.mention, layout.whole(pair.b.sentence), text)
    if not {"plant", "place"} & set(where):
        return
    slots = {**({} if pair.apart else find_dates(clause, text, status)), **where}
    for finding in make_production(pair.a.mention, slots, status, clause, text, frame=FRAME):
        yield replace(finding, fixed={"confidence": round(scored.score, 2)})
