"""The dates that sources announce for a state: the last announcement holds, and an earlier one is revised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.comparing import compare_values
from autokg.claims.courses import Course
from autokg.claims.derived import ENDS
from autokg.claims.model_years import filed_year
from autokg.claims.ranking import Ranking, certainty, confidence, is_told_ahead
from autokg.claims.slot_rules import Slot, first_day, refine, refine_back, settle
from autokg.core.dates import Agreement, Grain, ImpreciseDate
from autokg.core.enums import Status
from autokg.core.terms import AKG

# What papers print within so many days tells one announcement; a later one revises it.
ANNOUNCEMENT = dt.timedelta(days=14)
_MUCH_WEAKER = 0.5  # of the confidence of the best: too little to revise an announcement

_AHEAD = frozenset({Status.PLANNED, Status.REPORTED})
_VOID = frozenset({Status.CANCELLED, Status.DENIED})


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
    if course and course.status is Status.ENDED:
        slot = slot.without([claim for claim in slot.claims if _is_overruled(claim, slot)], AKG.superseded)
    return judge_announced(slot)


def _is_overruled(claim: Claim, slot: Slot) -> bool:
    """Whether an editor ended a state at another time than an end that was told by then."""
    told, end = claim.saying.as_of, claim.date
    decided = [event.as_of for event in slot.decided.get(slot.subject.value, ()) if event.status is Status.ENDED]
    return end is not None and any(
        day is not None and (told is None or not told.is_after(day)) and (end.is_after(day) or day.is_after(end))
        for day in decided
    )


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

    settle(slot, ranking, winner, passed)
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
    newest = max(strong, key=lambda claim: first_day(claim.saying.as_of))
    winner = next(claim for claim in strong if not _precedes(claim, newest))
    winner = refine(winner, [claim for claim in contenders if not _precedes(claim, newest)], ranking)
    return refine_back(winner, [claim for claim in contenders if _precedes(claim, newest)])


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
