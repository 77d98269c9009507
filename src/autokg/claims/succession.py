"""Who holds a post after whom: a post of one holder that another takes over has ended for the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.courses import Course, Event
from autokg.claims.posts import post_of
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.terms import AKG

Told = Mapping[NamedNode, Sequence[Claim]]


def succeeded(told: Told, courses: Mapping[NamedNode, Course | None]) -> dict[NamedNode, Event]:
    """Return the appointments in one organisation that a later holder's ended, with their end."""
    posts: dict[str, list[NamedNode]] = defaultdict(list)
    for subject, claims in told.items():
        for claim in claims:
            if claim.predicate == AKG.jobTitle and (post := post_of(claim.object.value)):
                posts[post].append(subject)
    ended = {}
    for holders in posts.values():
        held = {holder: course for holder in sorted(set(holders), key=str) if (course := courses[holder])}
        for holder, course in held.items():
            begun = [day for other in held.values() if other is not course and (day := _took_over(course, other))]
            if begun:
                ended[holder] = Event(
                    Status.ENDED, min(begun, key=lambda day: (day.earliest is not None, str(day.earliest)))
                )
    return ended


def _took_over(course: Course, later: Course) -> ImpreciseDate | None:
    """Return when a later holder took over, None if it was not later."""
    if course.status is not Status.ACTUAL or later.status not in (Status.ACTUAL, Status.ENDED):
        return None
    begun = _begun(later)
    is_later = begun is not None and course.reported is not None and begun.is_after(course.reported)
    return begun if is_later else None


def _begun(course: Course) -> ImpreciseDate | None:
    """Return when a holding began, else the first time it is told for."""
    dates = [claim.saying.begins for claim in course.support if claim.saying.begins]
    dates = dates or [claim.saying.as_of for claim in course.support if claim.saying.as_of]
    return min(dates, key=lambda date: (str(date.earliest), str(date.latest)), default=None)
