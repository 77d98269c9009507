"""The claims of one slot: which value holds, which was superseded or revised, and which contradict each other.

Announced dates, values that change over time and relations with a state of their own each have their rule; all of them
rank claims by one ladder where time does not decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from autokg.claims.claim import STATUS_TERMS, Claim, Value
from autokg.claims.comparing import compare_values
from autokg.claims.courses import Course, Event, events_of
from autokg.claims.derived import ENDS
from autokg.claims.judgement import Conflict, Judgement
from autokg.claims.model_years import filed_year
from autokg.claims.ranking import Ranking, certainty, confidence, is_told_ahead
from autokg.core.dates import Agreement, Grain, ImpreciseDate
from autokg.core.enums import Comparator, Status
from autokg.core.terms import AKG

# What papers print within so many days tells one announcement; a later one revises it.
ANNOUNCEMENT = dt.timedelta(days=14)
_MUCH_WEAKER = 0.5  # of the confidence of the best: too little to revise an announcement

_OUTCOMES: dict[Agreement, NamedNode] = {
    Agreement.SAME: AKG.supporting,
    Agreement.COARSER: AKG.refined,
    Agreement.FINER: AKG.compatible,  # finer than the value that a decision prefers
    Agreement.COMPATIBLE: AKG.compatible,
}
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


def judge_single(slot: Slot) -> None:
    """Accept one value, by the ladder with the later source first; what it contradicts is a conflict."""
    ranking = Ranking(
        [claim for claim in slot.claims if claim.status is not Status.DENIED], slot.preferred, recency=True
    )
    slot.drop((claim for claim in slot.claims if claim.status is Status.DENIED), AKG.dropped)
    if ranking.ordered:
        winner = _refine(ranking.best, ranking.ordered, ranking)
        _settle(slot, ranking, winner, lambda _: None)
        slot.accept(winner)


def judge_end(slot: Slot, begun: Claim | None) -> Claim | None:
    """Accept when a state ends; an end before the present run began is of an earlier one."""
    course, start = slot.course, begun.date if begun else None
    if course and course.status is not Status.ENDED and start:
        past = [claim for claim in slot.claims if claim.date and start.is_after(claim.date)]
        slot = slot.without(past, AKG.superseded)
    if course and course.status is Status.ACTUAL:
        void = [claim for claim in slot.claims if claim.status in _VOID]
        slot = slot.without([claim for claim in slot.claims if any(_takes_back(other, claim) for other in void)])
        slot = slot.without([claim for claim in void if claim.status is Status.CANCELLED])
        slot = slot.without([claim for claim in slot.claims if _is_outlived(claim, course, slot)], AKG.superseded)
    return judge_announced(slot)


def _is_outlived(claim: Claim, course: Course, slot: Slot) -> bool:
    """Whether a source or an editor tells of a state as going on after an end that lay ahead when it was told."""
    told = [other.saying.as_of for other in course.held if not (other.saying.ends and other.saying.ends.latest)]
    told += [event.as_of for event in slot.decided.get(slot.subject.value, ()) if event.status is None]
    end = claim.date
    return end is not None and is_told_ahead(claim) and any(day is not None and day.is_after(end) for day in told)


def _takes_back(void: Claim, claim: Claim) -> bool:
    """Whether a denial or cancellation of an end is of the one that a source announced before."""
    is_open = claim.status is Status.REPORTED or is_told_ahead(claim)
    is_of_it = compare_values(void, claim) is not Agreement.CONFLICT and not _precedes(void, claim)
    return is_open and is_of_it and (void.status is Status.CANCELLED or void.saying.may_deny)


def judge_announced(slot: Slot) -> Claim | None:
    """Accept the date of the latest announcement and return its claim; an earlier one is revised."""
    live = [claim for claim in slot.claims if claim.status is not Status.DENIED]
    slot.drop((claim for claim in slot.claims if claim.status is Status.DENIED), AKG.dropped)
    present = _of_this_run(slot, live)
    if not present:
        for claim in live:
            slot.judgement.supersede(claim, None)
        return None
    ranking = Ranking(present, slot.preferred)
    winner = ranking.best if ranking.is_preferred(ranking.best) else _last_announced(ranking)

    def passed(claim: Claim) -> NamedNode | None:
        if _goes_on_after(claim, winner):
            return None
        if certainty(claim) < certainty(winner) and not _is_rumour_of_now(claim, winner):
            return AKG.superseded
        rivals = [other for other in present if compare_values(other, winner) is Agreement.SAME]
        is_earlier = _precedes(claim, winner) and not any(_same_period(claim, other) for other in rivals)
        return AKG.revised if is_earlier and not ranking.is_preferred(winner) else None

    _settle(slot, ranking, winner, passed)
    for claim in live:
        if claim not in present:
            slot.judgement.supersede(claim, winner)
    if slot.predicate in ENDS and _is_bound(winner) and slot.course and slot.course.status is Status.ACTUAL:
        slot.drop([winner], AKG.compatible)  # that a thing has not ended by then is no end of it
        return None
    slot.accept(winner)
    return winner


def _of_this_run(slot: Slot, live: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims on the present run of a state; of what began again, the first start still stands."""
    course = slot.course
    if course is None or course.since is None:
        return live
    present = [claim for claim in live if course.concerns(claim)]
    is_start = slot.predicate not in ENDS
    return live if not present and is_start and course.status is Status.ACTUAL else present


def _is_bound(claim: Claim) -> bool:
    """Whether a date is open to one side: it tells how early or late at most."""
    return claim.date is not None and claim.date.grain is Grain.OPEN


def _goes_on_after(claim: Claim, end: Claim) -> bool:
    """Whether a source has a thing go on after an end that is past; a model year begins in the year before."""
    if is_told_ahead(end) or claim.predicate not in ENDS or not _is_bound(claim) or not (claim.date and end.date):
        return False
    year = filed_year(claim.saying)
    last = ImpreciseDate.parse(f"{year - 1}/..") if year else claim.date
    return last.is_after(end.date)


def _is_rumour_of_now(claim: Claim, winner: Claim) -> bool:
    """Whether a rumour contradicts a plan of its time."""
    return claim.status is Status.REPORTED and winner.status in _AHEAD and not _precedes(claim, winner)


def _last_announced(ranking: Ranking) -> Claim:
    """Return the best claim of the last announcement, or the finest that agrees with it and was not revised since."""
    candidates = _without_bounds(ranking.ordered)
    certain = max(map(certainty, candidates))
    contenders = [claim for claim in candidates if certainty(claim) == certain]
    surest = max(map(confidence, contenders))
    strong = [claim for claim in contenders if confidence(claim) >= surest * _MUCH_WEAKER]
    newest = max(strong, key=lambda claim: _first(claim.saying.as_of))
    winner = next(claim for claim in strong if not _precedes(claim, newest))
    winner = _refine(winner, [claim for claim in contenders if not _precedes(claim, newest)], ranking)
    return _refine_back(winner, [claim for claim in contenders if _precedes(claim, newest)])


def _without_bounds(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Leave out bounds where a date stands: one that no bound tells not to have come true."""
    bounds = [claim for claim in claims if _is_bound(claim)]
    dates = [claim for claim in claims if claim not in bounds]
    standing = [date for date in dates if not any(_overtakes(bound, date) for bound in bounds)]
    return standing or bounds


def _overtakes(bound: Claim, date: Claim) -> bool:
    """Whether a bound tells what a date only announces, or is told later and rules out what lay ahead."""
    if bound.predicate not in ENDS and certainty(date) < certainty(bound):
        return True
    if not is_told_ahead(date) or compare_values(bound, date) is not Agreement.CONFLICT:
        return False
    return _precedes(date, bound)


def _precedes(claim: Claim, other: Claim) -> bool:
    """Whether a claim belongs to an earlier announcement than another."""
    mine, theirs = claim.saying.as_of, other.saying.as_of
    if not (mine and theirs and mine.latest and theirs.earliest):
        return False
    return theirs.earliest - mine.latest > ANNOUNCEMENT


def _same_period(claim: Claim, other: Claim) -> bool:
    """Whether two claims are told within one announcement, as far as their times are known."""
    known = claim.saying.as_of and other.saying.as_of
    return bool(known) and not _precedes(claim, other) and not _precedes(other, claim)


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
        _settle(slot, ranking, winner, lambda claim: AKG.superseded if _is_earlier(claim, winner) else None)
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
    newest = max(ranking.ordered, key=lambda claim: (_last(claim.saying.as_of), _first(claim.saying.as_of)))
    present = [claim for claim in ranking.ordered if not _is_earlier(claim, newest)]
    winner = _refine(present[0], present, ranking)
    return _refine_back(winner, [claim for claim in ranking.ordered if claim not in present])


def _is_earlier(claim: Claim, other: Claim) -> bool:
    """Whether the time for which a claim is told lies before that of another; where it is not known, it does not."""
    mine, theirs = claim.saying.as_of, other.saying.as_of
    if mine is None or theirs is None:
        return False
    begins = other.saying.begins if other.predicate in _OF_THE_PERIOD else None
    first = min(_first(theirs), _first(begins)) if begins else _first(theirs)
    return first > _last(mine)


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
    """Accept each value by its own state: as the node is, or as planned or former beside it."""
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


def _settle(slot: Slot, ranking: Ranking, winner: Claim, passed: Callable[[Claim], NamedNode | None]) -> None:
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


def _refine(winner: Claim, claims: Iterable[Claim], ranking: Ranking) -> Claim:
    """Return the finest value that agrees with the best claim, unless a decision prefers that one."""
    for claim in claims:
        if compare_values(claim, winner) is Agreement.FINER and not ranking.is_preferred(winner):
            winner = claim
    return winner


def _refine_back(winner: Claim, earlier: Iterable[Claim]) -> Claim:
    """Return the finest value that earlier claims agree on, back to the one that was revised or succeeded."""
    newest_first = sorted(earlier, key=lambda claim: (-_first(claim.saying.as_of), claim.iri.value))
    for claim in newest_first:
        agreement = compare_values(claim, winner)
        if agreement is Agreement.CONFLICT:
            break
        winner = claim if agreement is Agreement.FINER else winner
    return winner


def _first(date: ImpreciseDate | None) -> int:
    return date.earliest.toordinal() if date and date.earliest else 0


def _last(date: ImpreciseDate | None) -> int:
    return date.latest.toordinal() if date and date.latest else 0
