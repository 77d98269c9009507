"""Which of several claims is better: the ladder of criteria within one announcement period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim, Saying, Value
from autokg.claims.derived import ENDS
from autokg.core.enums import Position, Status
from autokg.core.terms import AKG

CERTAINTY = {
    Status.DENIED: 0,
    Status.REPORTED: 0,
    Status.CANCELLED: 1,
    Status.PLANNED: 1,
    Status.ENDED: 2,
    Status.ACTUAL: 2,
}
_NO_CONFIDENCE = 0.5  # a claim whose reader gave no confidence stands between a sure and an unsure one


def sureness(saying: Saying) -> tuple[float, str]:
    """Return how sure a reader was, with an identifier that tells equals apart."""
    return (-1 if saying.confidence is None else saying.confidence, saying.iri.value)


def confidence(claim: Claim) -> float:
    """Return the confidence of a claim, a middling one where its reader gave none."""
    given = claim.saying.confidence
    return _NO_CONFIDENCE if given is None else given


def certainty(claim: Claim) -> int:
    """Return how certain a claim is; an end told before it comes is a plan, even of what goes on."""
    return CERTAINTY[Status.PLANNED if claim.predicate in ENDS and is_told_ahead(claim) else claim.status]


def is_told_ahead(claim: Claim) -> bool:
    """Whether a date may still have lain ahead when it was told; an end that is past is told by its status."""
    date, as_of = claim.date, claim.saying.as_of
    if date is None or claim.status is not Status.ACTUAL:
        return claim.status is Status.PLANNED
    return bool(date.latest and as_of and as_of.latest and date.latest > as_of.latest)


class Ranking:
    """Claims of one slot, ordered by the criteria; the best comes first, equals by their identifiers."""

    def __init__(self, claims: Sequence[Claim], preferred: Collection[str] = (), *, recency: bool = False) -> None:
        """Rank claims, given in any order; `preferred` are the IRIs of those that a decision prefers.

        With recency the later source goes before the one that more voices agree with.
        """
        self._criteria = _WITH_RECENCY if recency else _CRITERIA
        self._claims, self._preferred = claims, preferred
        rivals = claims if len(claims) > 1 else ()  # most slots have one claim: nothing is measured then
        self._keys = {claim.iri: tuple(measure(claim, self) for _, measure in self._criteria) for claim in rivals}
        by_identifier = sorted(rivals, key=lambda claim: claim.iri.value)
        self.ordered = sorted(by_identifier, key=lambda claim: self._keys[claim.iri], reverse=True) or list(claims)

    @cached_property
    def _voices(self) -> dict[Value, int]:
        heard: dict[Value, list[Saying]] = defaultdict(list)
        for claim in self._claims:
            heard[claim.object].append(claim.saying)
        return {value: _count_voices(sayings) for value, sayings in heard.items()}

    @property
    def best(self) -> Claim:
        """The best claim."""
        return self.ordered[0]

    def is_preferred(self, claim: Claim) -> bool:
        """Whether an editor's decision prefers the claim."""
        return claim.iri.value in self._preferred

    def rule(self, winner: Claim, loser: Claim) -> NamedNode:
        """Return the first criterion that tells two claims apart."""
        measures = zip(self._criteria, self._keys[winner.iri], self._keys[loser.iri], strict=True)
        return next((rule for (rule, _), mine, other in measures if mine != other), AKG.byIdentifier)

    def voices(self, claim: Claim) -> int:
        """Return how many independent voices give the claim's value."""
        return self._voices[claim.object]


def _told_on(claim: Claim) -> int:
    as_of = claim.saying.as_of
    return as_of.earliest.toordinal() if as_of and as_of.earliest else 0


def _count_voices(sayings: Sequence[Saying]) -> int:
    """Count independent voices: one person in two papers is one, two copies of one text are one."""
    return min(len({saying.voice for saying in sayings}), len({saying.words for saying in sayings}))


# The criteria in their order; greater is better.
Criterion = tuple[NamedNode, Callable[[Claim, Ranking], float]]
_CRITERIA: tuple[Criterion, ...] = (
    (AKG.byDecision, lambda claim, ranking: ranking.is_preferred(claim)),
    (AKG.actualOverPlanned, lambda claim, _: certainty(claim)),
    (AKG.ownOverThirdParty, lambda claim, _: claim.saying.own),
    (AKG.bodyOverHeadline, lambda claim, _: claim.saying.position is Position.BODY),
    (AKG.exactOverApproximate, lambda claim, _: not claim.approximate),
    (AKG.finerOverVaguer, lambda claim, _: -claim.date.grain if claim.date else 0),
    (AKG.moreVoices, lambda claim, ranking: ranking.voices(claim)),
    (AKG.moreConfidence, lambda claim, _: confidence(claim)),
)
_WITH_RECENCY: tuple[Criterion, ...] = (
    *_CRITERIA[:-2],
    (AKG.laterOverEarlier, lambda claim, _: _told_on(claim)),
    *_CRITERIA[-2:],
)
