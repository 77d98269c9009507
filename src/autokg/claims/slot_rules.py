"""The claims of one slot: which value holds, which was superseded or revised, and which contradict each other.

Announced dates (`announced_dates`), values that change over time and relations with a state of their own (`timelines`)
have rules of their own; all of them rank claims by one ladder where time does not decide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from autokg.claims.claim import STATUS_TERMS, Claim, Value
from autokg.claims.comparing import compare_values
from autokg.claims.courses import Course, Event, events_of
from autokg.claims.judgement import Conflict, Judgement
from autokg.claims.ranking import Ranking
from autokg.core.dates import Agreement, ImpreciseDate
from autokg.core.enums import Comparator, Status
from autokg.core.terms import AKG

_OUTCOMES: dict[Agreement, NamedNode] = {
    Agreement.SAME: AKG.supporting,
    Agreement.COARSER: AKG.refined,
    Agreement.FINER: AKG.compatible,  # finer than the value that a decision prefers
    Agreement.COMPATIBLE: AKG.compatible,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """The claims on one property of one subject, sorted by identifier.

    Attributes:
        subject: what the accepted value is of; some claims may name it less specifically.
        course: the state of the subject, where it has one.
        decided: claim → what editors decided on its value.

    """

    subject: NamedNode
    predicate: NamedNode
    claims: Sequence[Claim]
    course: Course | None
    preferred: Collection[str]
    decided: Mapping[str, Sequence[Event]]
    judgement: Judgement

    def events(self, claims: Sequence[Claim]) -> Iterator[Event]:
        """Yield what claims and editors tell of the state of one value."""
        yield from events_of(claims)
        yield from (event for claim in claims for event in self.decided.get(claim.iri.value, ()))

    def accept(self, claim: Claim) -> None:
        """Accept a claim with its value."""
        self.judgement.assert_triple(self.subject, self.predicate, claim.object)
        self.judgement.outcomes[claim.iri] = AKG.accepted

    def without(self, claims: Collection[Claim], outcome: NamedNode = AKG.withdrawn) -> Slot:
        """Return the slot without claims that have no effect."""
        self.drop(claims, outcome)
        return replace(self, claims=[claim for claim in self.claims if claim not in claims])

    def drop(self, claims: Iterable[Claim], outcome: NamedNode = AKG.withdrawn) -> None:
        """Leave claims without effect."""
        self.judgement.outcomes.update((claim.iri, outcome) for claim in claims)


def judge_each(slot: Slot) -> None:
    """Accept the best claim of each value; the others support it."""
    winners: set[Value] = set()
    for claim in Ranking(slot.claims, slot.preferred).ordered:
        if claim.status is Status.DENIED:
            slot.judgement.outcomes[claim.iri] = AKG.dropped
        elif claim.object in winners:
            slot.judgement.outcomes[claim.iri] = AKG.supporting
        else:
            winners.add(claim.object)
            slot.accept(claim)


def judge_parents(slot: Slot, left: Collection[NamedNode]) -> None:
    """Accept the parents of a venture; those that left it are former ones."""
    gone = [claim for claim in slot.claims if claim.object in left]
    judge_each(replace(slot, claims=[claim for claim in slot.claims if claim not in gone]))
    judge_each(replace(slot, claims=gone, predicate=AKG.formerJointVentureOf))


def judge_single(slot: Slot) -> None:
    """Accept one value, by the ladder with the later source first; what it contradicts is a conflict."""
    ranking = Ranking(
        [claim for claim in slot.claims if claim.status is not Status.DENIED], slot.preferred, recency=True
    )
    slot.drop((claim for claim in slot.claims if claim.status is Status.DENIED), AKG.dropped)
    if ranking.ordered:
        winner = refine(ranking.best, ranking.ordered, ranking)
        settle(slot, ranking, winner, lambda _: None)
        slot.accept(winner)


def assert_status(slot: Slot) -> None:
    """Assert where the course of a state stands, and say what became of each claim on it."""
    course, judgement = slot.course, slot.judgement
    if course is None:
        slot.drop(slot.claims, AKG.dropped)
        return
    judgement.assert_triple(slot.subject, AKG.status, STATUS_TERMS[course.status])
    winner = Ranking(course.support, slot.preferred).best if course.support else None
    rejected = {loser.iri: kept for kept, loser in course.conflicts}
    for claim in slot.claims:
        if claim in course.support:
            judgement.outcomes[claim.iri] = AKG.accepted if claim is winner else AKG.supporting
        elif claim.iri in rejected:
            judgement.outcomes[claim.iri] = AKG.rejected
            kept = rejected[claim.iri]
            rule = Ranking([kept, claim], slot.preferred).rule(kept, claim)
            judgement.conflicts.append(Conflict(kept, claim, rule))
        else:
            judgement.supersede(claim, winner)


def settle(slot: Slot, ranking: Ranking, winner: Claim, passed: Callable[[Claim], NamedNode | None]) -> None:
    """Compare claims with the winner; what contradicts it is a conflict, unless time passed over it."""
    rejected: dict[tuple[Value, Comparator | None], Claim] = {}
    for claim in ranking.ordered:
        agreement = compare_values(claim, winner)
        if agreement is not Agreement.CONFLICT:
            slot.judgement.outcomes[claim.iri] = _OUTCOMES[agreement]
        elif (outcome := passed(claim)) is not None:
            slot.judgement.supersede(claim, winner, outcome)
        else:
            slot.judgement.outcomes[claim.iri] = AKG.rejected
            rejected.setdefault((claim.object, claim.comparator), claim)
    slot.judgement.conflicts += [Conflict(winner, loser, ranking.rule(winner, loser)) for loser in rejected.values()]


def refine(winner: Claim, claims: Iterable[Claim], ranking: Ranking) -> Claim:
    """Return the finest value that agrees with the best claim, unless a decision prefers that one."""
    for claim in claims:
        if compare_values(claim, winner) is Agreement.FINER and not ranking.is_preferred(winner):
            winner = claim
    return winner


def refine_back(winner: Claim, earlier: Iterable[Claim]) -> Claim:
    """Return the finest value that earlier claims agree on, back to the one that was revised or succeeded."""
    newest_first = sorted(earlier, key=lambda claim: (-first_day(claim.saying.as_of), claim.iri.value))
    for claim in newest_first:
        agreement = compare_values(claim, winner)
        if agreement is Agreement.CONFLICT:
            break
        winner = claim if agreement is Agreement.FINER else winner
    return winner


def first_day(date: ImpreciseDate | None) -> int:
    """Return the ordinal of the first day of a date, 0 if it is not known."""
    return date.earliest.toordinal() if date and date.earliest else 0


def last_day(date: ImpreciseDate | None) -> int:
    """Return the ordinal of the last day of a date, 0 if it is not known."""
    return date.latest.toordinal() if date and date.latest else 0
