"""Who comes after whom: a post of one holder that another takes over has ended for the first, and so has building."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim, Value
from autokg.claims.courses import Course, Event
from autokg.claims.posts import post_of
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.terms import AKG

Told = Mapping[NamedNode, Sequence[Claim]]


def succeeded(told: Told, courses: Mapping[NamedNode, Course | None]) -> dict[NamedNode, Event]:
    """Return the appointments in one organisation that a later holder's ended, with their end."""
    posts: dict[str, list[NamedNode]] = defaultdict(list)
    persons: dict[NamedNode, Value] = {}
    for subject, claims in told.items():
        for claim in claims:
            if claim.predicate == AKG.jobTitle and (post := post_of(claim.object.value)):
                posts[post].append(subject)
            elif claim.predicate == AKG.holder:
                persons[subject] = claim.object
    ended = {}
    for subjects in posts.values():
        held = {subject: course for subject in sorted(set(subjects), key=str) if (course := courses[subject])}
        for subject, course in held.items():
            # One person may have a post under two titles.
            others = [held[other] for other in held if persons.get(other) != persons.get(subject)]
            begun = [day for other in others if (day := _took_over(course, other))]
            if begun:
                ended[subject] = Event(
                    Status.ENDED, min(begun, key=lambda day: (day.earliest is not None, str(day.earliest)))
                )
    return ended


def _took_over(course: Course, later: Course) -> ImpreciseDate | None:
    """Return when a later holder took over, None if it was not later."""
    if course.status is not Status.ACTUAL or later.status not in (Status.ACTUAL, Status.ENDED):
        return None
    # One who has left is told of at any time: when he held the post tells whether he came later.
    held = [claim.saying.begins or claim.saying.as_of for claim in later.held]
    held = held or [claim.saying.begins or claim.saying.ends for claim in later.support]
    after = [date for date in held if date and course.reported and date.is_after(course.reported)]
    return min(after, key=lambda date: (str(date.earliest), str(date.latest)), default=None)


def dissolved(told: Told, courses: Mapping[NamedNode, Course | None]) -> dict[NamedNode, Event]:
    """Return the stakes in a venture that is over, with its end; one told as held at its end or later goes on."""
    ended = {}
    for subject, claims in told.items():
        course = courses[subject]
        ventures = [claim.object for claim in claims if claim.predicate == AKG.stakeIn]
        over = [end for venture in told if venture in ventures and (end := _given_up(courses[venture]))]
        if over and course and course.status in _GOING_ON and _is_told_before(course, over[0]):
            ended[subject] = over[0]
    return ended


_GOING_ON = (Status.ACTUAL, Status.PLANNED)


def _given_up(course: Course | None) -> Event | None:
    """Return the end of a venture: on the day that a source gives, else by the first source that tells it as over."""
    if course is None or course.status not in (Status.ENDED, Status.CANCELLED):
        return None
    days = [claim.saying.ends for claim in course.support if claim.saying.ends]
    days = days or [claim.saying.as_of for claim in course.support if claim.saying.as_of]
    return Event(course.status, min(days, key=lambda day: (str(day.latest), str(day)), default=None))


def _is_told_before(course: Course, end: Event) -> bool:
    return all(
        date is not None and end.as_of is not None and end.as_of.is_after(date)
        for claim in course.support
        for date in (claim.saying.begins or claim.saying.as_of, claim.saying.as_of)
    )


def handed_over(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims on the end of a production that only one builder's part in it has come to.

    Where the same time tells of another builder that goes on, the production passed from one to the other.
    """
    builders: dict[NamedNode, set[Value]] = defaultdict(set)
    for claim in claims:
        if claim.predicate == AKG.productionBuilder:
            builders[claim.saying.fact].add(claim.object)
    named = [claim for claim in claims if claim.predicate == AKG.status and claim.saying.fact in builders]
    going_on = [claim for claim in named if claim.status is Status.ACTUAL]
    left = {
        claim.saying.fact
        for claim in named
        if claim.status is Status.ENDED
        for other in going_on
        if builders[claim.saying.fact].isdisjoint(builders[other.saying.fact]) and _is_of_one_time(claim, other)
    }
    return [claim for claim in claims if claim.saying.fact in left and claim.predicate in _OF_AN_END]


_OF_AN_END = frozenset({AKG.status, AKG.productionEnd})


def _is_of_one_time(claim: Claim, other: Claim) -> bool:
    mine, theirs = claim.saying.as_of, other.saying.as_of
    return mine is not None and theirs is not None and not mine.is_after(theirs) and not theirs.is_after(mine)
