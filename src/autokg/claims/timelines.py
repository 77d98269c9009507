"""Values that change over time, and relations with a state of their own: the present value, former and planned ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim, Value
from autokg.claims.comparing import compare_values
from autokg.claims.courses import Course
from autokg.claims.ranking import Ranking
from autokg.claims.slot_rules import Slot, first_day, last_day, refine, refine_back, settle
from autokg.core.dates import Agreement
from autokg.core.enums import Status
from autokg.core.terms import AKG

# The states whose values belong to a node in a state; what else is told of it is planned or over.
_BELONGING: dict[Status, frozenset[Status]] = {
    Status.ACTUAL: frozenset({Status.ACTUAL}),
    Status.ENDED: frozenset({Status.ACTUAL, Status.ENDED}),
    Status.PLANNED: frozenset({Status.ACTUAL, Status.PLANNED, Status.REPORTED}),
    Status.REPORTED: frozenset({Status.ACTUAL, Status.PLANNED, Status.REPORTED}),
    Status.CANCELLED: frozenset({Status.ACTUAL, Status.PLANNED, Status.REPORTED, Status.CANCELLED}),
    Status.DENIED: frozenset({Status.ACTUAL, Status.PLANNED, Status.REPORTED, Status.DENIED}),
}
_AHEAD = frozenset({Status.PLANNED, Status.REPORTED})
_VOID = frozenset({Status.CANCELLED, Status.DENIED})


def judge_timeline(slot: Slot, *, strict: bool, planned: NamedNode | None, former: NamedNode | None) -> None:
    """Accept the present value; the one before it is former, one announced is planned, and neither is a conflict.

    A strict property holds only at present: a plan never fills it, and what has closed has nobody who runs it.
    """
    states = _value_states(slot)
    wanted = _wanted(slot, strict=strict)
    if slot.course is None and planned is None and former is None:
        wanted = frozenset(Status) - {Status.DENIED}  # a badge, for example, is that of a planned model as well
    own = [
        claim for claim in slot.claims if claim.status in wanted and states.get(claim.object, claim.status) in wanted
    ]
    ranking = Ranking(own, slot.preferred)
    winner = _last_told(ranking) if own else None
    if winner:
        settle(slot, ranking, winner, lambda claim: AKG.superseded if _is_earlier(claim, winner) else None)
        slot.accept(winner)
    rest = [claim for claim in slot.claims if claim not in own]
    _judge_rest(slot, rest, winner, planned)
    _assert_former(slot, winner, former, states)


def _wanted(slot: Slot, *, strict: bool) -> frozenset[Status]:
    if strict and slot.course and slot.course.status is Status.ENDED:
        return frozenset()
    if strict or slot.course is None:
        return _BELONGING[Status.ACTUAL]
    return _BELONGING[slot.course.status]


def _value_states(slot: Slot) -> dict[Value, Status]:
    """Return the state of each thing that is a value; numbers have none."""
    values = {claim.object for claim in slot.claims if isinstance(claim.object, NamedNode)}
    courses = {
        value: Course.of(slot.events([claim for claim in slot.claims if claim.object == value])) for value in values
    }
    return {value: course.status for value, course in courses.items() if course}


def _last_told(ranking: Ranking) -> Claim:
    """Return the best of the claims that no other one succeeds, or the finest that agrees with it."""
    if ranking.is_preferred(ranking.best):
        return ranking.best
    newest = max(ranking.ordered, key=lambda claim: (last_day(claim.saying.as_of), first_day(claim.saying.as_of)))
    present = [claim for claim in ranking.ordered if not _is_earlier(claim, newest)]
    winner = refine(present[0], present, ranking)
    return refine_back(winner, [claim for claim in ranking.ordered if claim not in present])


def _is_earlier(claim: Claim, other: Claim) -> bool:
    """Whether the time for which a claim is told lies before that of another; where it is not known, it does not."""
    mine, theirs = claim.saying.as_of, other.saying.as_of
    if mine is None or theirs is None:
        return False
    begins = other.saying.begins if other.predicate in _OF_THE_PERIOD else None
    first = min(first_day(theirs), first_day(begins)) if begins else first_day(theirs)
    return first > last_day(mine)


# Properties that hold for the period a fact gives; others hold from the day on which they are told.
_OF_THE_PERIOD = frozenset({AKG.sharePercent, AKG.shareMinimum, AKG.shareMaximum, AKG.brandOwner})


def _assert_former(slot: Slot, winner: Claim | None, former: NamedNode | None, states: dict[Value, Status]) -> None:
    """Assert the former values of a relation: those that have ended, and those that another one succeeded."""
    for claim in slot.claims if former else ():
        is_over = states.get(claim.object) is Status.ENDED
        is_succeeded = slot.judgement.outcomes.get(claim.iri) == AKG.superseded
        if former and (is_over or is_succeeded) and (winner is None or claim.object != winner.object):
            slot.judgement.assert_triple(slot.subject, former, claim.object)
            if is_over and claim.status is Status.ENDED:
                slot.judgement.outcomes[claim.iri] = AKG.accepted


def _judge_rest(slot: Slot, rest: Sequence[Claim], winner: Claim | None, planned: NamedNode | None) -> None:
    """Judge claims whose value is not the present one: plans, values that are over, plans that were given up."""
    plans = [claim for claim in rest if claim.status in _AHEAD and not _is_given_up(claim, rest)]
    if any(claim.status is Status.PLANNED for claim in plans):
        firm = [claim for claim in plans if claim.status is Status.PLANNED]
        plan = _last_told(Ranking(firm, slot.preferred))
        if planned and (winner is None or compare_values(plan, winner) is Agreement.CONFLICT):
            slot.judgement.assert_triple(slot.subject, planned, plan.object)
            slot.judgement.outcomes[plan.iri] = AKG.accepted
            rest = [claim for claim in rest if claim is not plan]
    for claim in rest:
        if claim.status in _VOID or _is_given_up(claim, rest):
            slot.judgement.outcomes[claim.iri] = AKG.withdrawn
        elif winner and claim.object == winner.object:
            slot.judgement.outcomes[claim.iri] = AKG.superseded if claim.status in _AHEAD else AKG.supporting
        elif claim.status in _AHEAD:
            slot.judgement.outcomes[claim.iri] = AKG.compatible
        else:
            slot.judgement.supersede(claim, winner)


def _is_given_up(claim: Claim, rest: Iterable[Claim]) -> bool:
    """Whether a plan is cancelled or denied by a source that is not earlier."""
    return claim.status in _AHEAD and any(
        other.status in _VOID and other.object == claim.object and not _is_earlier(other, claim) for other in rest
    )


def judge_relation(slot: Slot, *, planned: NamedNode, former: NamedNode) -> None:
    """Accept each value by its own state: as the node is, or as planned or former beside it.

    A market is one only at present: what has ended served it, and what is not there yet is to serve it.
    """
    wanted = _wanted(slot, strict=False)
    is_current = slot.course is not None and slot.course.status is Status.ACTUAL
    for value in sorted({claim.object for claim in slot.claims}, key=str):
        claims = [claim for claim in slot.claims if claim.object == value]
        course = Course.of(slot.events(claims))
        assert course is not None  # noqa: S101 (every value has a claim)
        term = slot.predicate if course.status in wanted else None
        if is_current and term is None:
            term = {Status.PLANNED: planned, Status.ENDED: former}.get(course.status)
        if term is None and course.status is Status.ENDED:
            term = former
        if term == AKG.forMarket and slot.course and not is_current:
            term = former if slot.course.status is Status.ENDED else planned
        _judge_value(slot, claims, course, term)


def _judge_value(slot: Slot, claims: Sequence[Claim], course: Course, term: NamedNode | None) -> None:
    if term is None:
        slot.drop(claims)
        return
    supporting = [claim for claim in claims if claim.status is course.status] or claims
    best = Ranking(supporting, slot.preferred).best
    for claim in claims:
        outcome = AKG.supporting if claim.status is course.status else AKG.superseded
        slot.judgement.outcomes[claim.iri] = outcome
    slot.judgement.assert_triple(slot.subject, term, best.object)
    slot.judgement.outcomes[best.iri] = AKG.accepted
