"""Claims → accepted triples: what holds where sources differ, and by which rule.

Claims that share a slot (subject and property) meet here. Where the ontology says that a property has one value,
values that cannot both hold are a conflict, and the better-ranked claim is accepted; the other stays on record. The
order of claims never matters: every criterion is a property of the claim, and the last is its identifier.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.claims.claim import STATUS_TERMS, Claim, Value
from autokg.claims.decisions import Decisions, Verdict
from autokg.core.dates import Agreement
from autokg.core.enums import Comparator, Position, Status
from autokg.core.ids import digest
from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, GRAPH, RDF, XSD

Slot = list[Claim]

_CERTAINTY = {Status.REPORTED: 0, Status.CANCELLED: 1, Status.PLANNED: 1, Status.ENDED: 2, Status.ACTUAL: 2}
_ABOVE, _BELOW = (Comparator.OVER,), (Comparator.NEARLY,)
_NO_CONFIDENCE = 0.5  # a claim whose reader gave no confidence stands between a sure and an unsure one

# A course of events: a later stage supersedes an earlier one without contradicting it.
_STAGES = [STATUS_TERMS[s] for s in (Status.REPORTED, Status.PLANNED, Status.CANCELLED, Status.ACTUAL, Status.ENDED)]
_UNDONE, _DONE = STATUS_TERMS[Status.CANCELLED], {STATUS_TERMS[Status.ACTUAL], STATUS_TERMS[Status.ENDED]}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both hold, and the rule that settled it."""

    accepted: Claim
    rejected: Claim
    rule: NamedNode

    def __str__(self) -> str:
        rule = self.rule.value.removeprefix(AKG.namespace)
        return f"{self.accepted.slot}: {_local(self.accepted)}, not {_local(self.rejected)} ({rule})"

    def quads(self) -> Iterator[Quad]:
        """Yield what the `judgements` layer says of the conflict."""
        claims = (self.accepted, self.rejected)
        iri = NamedNode(f"{self.accepted.base}conflict/{digest(*(claim.iri.value for claim in claims))}")
        for predicate, value in (
            (RDF.type, AKG.Conflict),
            (AKG.slot, Literal(self.accepted.slot)),
            (AKG.about, self.accepted.subject),
            (AKG.onProperty, self.accepted.predicate),
            (AKG.acceptedClaim, self.accepted.iri),
            (AKG.rejectedClaim, self.rejected.iri),
            (AKG.settledBy, self.rule),
        ):
            yield Quad(iri, predicate, value, GRAPH.judgements)


def _local(claim: Claim) -> str:
    return claim.object.value.removeprefix(claim.base).removeprefix(AKG.namespace)


@dataclass(slots=True)
class Judgement:
    """What became of each claim.

    Attributes:
        outcomes: claim → term for its outcome.
        accepted: the triples that hold.
        conflicts: sorted by slot.

    """

    outcomes: dict[NamedNode, NamedNode] = field(default_factory=dict)
    accepted: set[Triple] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)

    def quads(self) -> Iterator[Quad]:
        """Yield the `accepted` and `judgements` layers."""
        for triple in self.accepted:
            yield Quad(triple.subject, triple.predicate, triple.object, GRAPH.accepted)
        for claim, outcome in self.outcomes.items():
            yield Quad(claim, AKG.outcome, outcome, GRAPH.judgements)
        for conflict in self.conflicts:
            yield from conflict.quads()


def judge(claims: Iterable[Claim], ontology: Ontology, decisions: Decisions | None = None) -> Judgement:
    """Judge claims slot by slot, each slot on its own."""
    verdicts = {iri: decision.decision for iri, decision in (decisions or Decisions()).on_claims().items()}
    dropped = {iri for iri, verdict in verdicts.items() if verdict is Verdict.DEPRECATES}
    preferred = {iri for iri, verdict in verdicts.items() if verdict is Verdict.PREFERS}
    judgement = Judgement()
    for rivals in _by_slot(claims):
        live = [claim for claim in rivals if claim.status is not Status.DENIED and claim.iri.value not in dropped]
        if len(live) < len(rivals):
            judgement.outcomes.update((claim.iri, AKG.dropped) for claim in rivals)
        if live:
            _judge_slot(live, ontology, preferred, judgement)
    judgement.conflicts.sort(key=lambda conflict: (conflict.accepted.slot, conflict.rejected.iri.value))
    return judgement


def _by_slot(claims: Iterable[Claim]) -> Iterator[Slot]:
    """Yield the claims of each slot, sorted by identifier; of two with one identifier, the surer counts."""
    slots: dict[tuple[NamedNode, NamedNode], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        slot, iri = slots[claim.subject, claim.predicate], claim.iri.value
        if iri not in slot or _sureness(claim) > _sureness(slot[iri]):
            slot[iri] = claim
    for rivals in slots.values():
        yield [rivals[iri] for iri in sorted(rivals)]


def _sureness(claim: Claim) -> float:
    """Return how sure the reader was."""
    return -1 if claim.confidence is None else claim.confidence


def _judge_slot(claims: Slot, ontology: Ontology, preferred: Collection[str], judgement: Judgement) -> None:
    if len(claims) == 1:
        _accept(claims[0], judgement)
    elif ontology.is_single_valued(claims[0].predicate):
        _settle(_Ranking(claims, preferred), judgement)
    else:
        _accept_each(_Ranking(claims, preferred), judgement)


def _accept(claim: Claim, judgement: Judgement) -> None:
    judgement.accepted.add(Triple(claim.subject, claim.predicate, claim.object))
    judgement.outcomes[claim.iri] = AKG.accepted


def _accept_each(ranking: _Ranking, judgement: Judgement) -> None:
    """Accept the best claim of each value; the others support it."""
    winners: dict[Value, Claim] = {}
    for claim in ranking.ordered:
        if winners.setdefault(claim.object, claim) is claim:
            _accept(claim, judgement)
        else:
            judgement.outcomes[claim.iri] = AKG.supporting


def _settle(ranking: _Ranking, judgement: Judgement) -> None:
    """Choose the one value of a slot: the best-ranked claim's, or the finest that agrees with it."""
    compare = _compare_status if ranking.claims[0].predicate == AKG.status else _compare
    winner = ranking.best(_stage if compare is _compare_status else None)
    for claim in ranking.ordered:
        if compare(claim, winner) is Agreement.FINER and not ranking.is_preferred(winner):
            winner = claim
    rejected: dict[tuple[Value, bool], Claim] = {}
    for claim in ranking.ordered:
        agreement = compare(claim, winner)
        judgement.outcomes[claim.iri] = _OUTCOMES[agreement]
        if agreement is Agreement.CONFLICT:
            rejected.setdefault((claim.object, claim.comparator in _ABOVE), claim)
        elif agreement is not Agreement.SAME and compare is _compare_status:
            judgement.outcomes[claim.iri] = AKG.superseded
    _accept(winner, judgement)
    for loser in rejected.values():
        judgement.conflicts.append(Conflict(winner, loser, ranking.rule(winner, loser)))


_OUTCOMES: dict[Agreement, NamedNode] = {
    Agreement.SAME: AKG.supporting,
    Agreement.COARSER: AKG.refined,
    Agreement.FINER: AKG.compatible,  # finer than what a person's decision prefers
    Agreement.COMPATIBLE: AKG.compatible,
    Agreement.CONFLICT: AKG.rejected,
}


class _Ranking:
    """The live claims of one slot, ordered by the criteria; the best comes first, equals by their identifiers.

    They are given sorted by identifier, and sorting keeps the order of equals.
    """

    def __init__(self, claims: Slot, preferred: Collection[str]) -> None:
        voices: dict[Value, set[str]] = defaultdict(set)
        for claim in claims:
            voices[claim.object].add(claim.voice)
        self.claims = claims
        self._preferred = preferred
        self._voices = {value: len(heard) for value, heard in voices.items()}
        self._keys = {claim.iri: tuple(measure(claim, self) for _, measure in _CRITERIA) for claim in claims}
        self.ordered = sorted(claims, key=lambda claim: self._keys[claim.iri], reverse=True)

    def best(self, stage: Callable[[Claim], int] | None = None) -> Claim:
        """Return the best claim; a stage, where given, counts before all but a decision."""
        if stage is None:
            return self.ordered[0]
        return max(self.ordered, key=lambda claim: (self.is_preferred(claim), stage(claim)))

    def is_preferred(self, claim: Claim) -> bool:
        """Whether a person's decision prefers the claim."""
        return claim.iri.value in self._preferred

    def rule(self, winner: Claim, loser: Claim) -> NamedNode:
        """Return the first criterion that tells two claims apart."""
        measures = zip(_CRITERIA, self._keys[winner.iri], self._keys[loser.iri], strict=True)
        return next((rule for (rule, _), mine, other in measures if mine != other), AKG.byIdentifier)

    def voices(self, claim: Claim) -> int:
        """Return how many independent voices give the claim's value."""
        return self._voices[claim.object]


# The criteria of MODEL in their order; greater is better.
_CRITERIA: tuple[tuple[NamedNode, Callable[[Claim, _Ranking], float]], ...] = (
    (AKG.byDecision, lambda claim, ranking: ranking.is_preferred(claim)),
    (AKG.actualOverPlanned, lambda claim, _: _CERTAINTY[claim.status]),
    (AKG.bodyOverHeadline, lambda claim, _: claim.position is Position.BODY),
    (AKG.exactOverApproximate, lambda claim, _: not claim.approximate),
    (AKG.finerOverVaguer, lambda claim, _: -claim.date.days if claim.date else 0),
    (AKG.laterOverEarlier, lambda claim, _: claim.published.toordinal() if claim.published else 0),
    (AKG.moreVoices, lambda claim, ranking: ranking.voices(claim)),
    (AKG.moreConfidence, lambda claim, _: _NO_CONFIDENCE if claim.confidence is None else claim.confidence),
)


def _compare(claim: Claim, other: Claim) -> Agreement:
    """Tell how the value of a claim stands to another's."""
    if claim.object == other.object:
        sides = {_side(claim), _side(other)}
        return Agreement.CONFLICT if sides == {"above", "below"} else Agreement.SAME
    if claim.date and other.date:
        return claim.date.compare(other.date)
    mine, theirs = _interval(claim), _interval(other)
    if mine is None or theirs is None or mine[0] > theirs[1] or theirs[0] > mine[1]:
        return Agreement.CONFLICT
    if theirs[0] <= mine[0] and mine[1] <= theirs[1]:
        return Agreement.FINER
    return Agreement.COARSER if mine[0] <= theirs[0] and theirs[1] <= mine[1] else Agreement.COMPATIBLE


def _side(claim: Claim) -> str:
    """Return the side of its number that a claim's words put the truth on."""
    return "above" if claim.comparator in _ABOVE else "below" if claim.comparator in _BELOW else ""


def _interval(claim: Claim) -> tuple[float, float] | None:
    """Return the numbers that the words of a source allow for; "about" and "nearly" are not given a width."""
    if not isinstance(claim.object, Literal) or claim.object.datatype not in (XSD.integer, XSD.decimal):
        return None
    number = float(claim.object.value)
    if claim.comparator in (Comparator.OVER, Comparator.AT_LEAST):
        return (math.nextafter(number, math.inf) if claim.comparator is Comparator.OVER else number, math.inf)
    return (-math.inf, number) if claim.comparator is Comparator.AT_MOST else (number, number)


def _stage(claim: Claim) -> int:
    return next((number for number, stage in enumerate(_STAGES) if stage == claim.object), -1)


def _compare_status(claim: Claim, other: Claim) -> Agreement:
    """Tell two stages apart: only what was given up contradicts what was done."""
    if claim.object == other.object:
        return Agreement.SAME
    pair = {claim.object, other.object}
    return Agreement.CONFLICT if _UNDONE in pair and pair & _DONE else Agreement.COARSER
