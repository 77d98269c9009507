"""Which ended stake is the end of the one that an earlier source tells as held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.comparing import compare_values
from autokg.claims.courses import Course
from autokg.core.dates import Agreement, ImpreciseDate
from autokg.core.enums import Status
from autokg.core.terms import AKG

Unit = Mapping[NamedNode, Sequence[Claim]]


def ended_holdings(unit: Unit) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """Return the ended stakes that are the end of one held before, each with that one.

    A stake told as ended by the source of the present one, or with another share, was another one before it.
    """
    owners = {subject: owner for subject in unit for owner in _values(unit[subject], AKG.stakeOwner)}
    found: dict[NamedNode, tuple[NamedNode, ...]] = {}
    for subject, owner in owners.items():
        if _is_over(unit[subject]):
            held = [s for s, other in owners.items() if other == owner and not _is_over(unit[s])]
            if len(held) == 1 and _ends(unit[subject], unit[held[0]]):
                found[subject] = (held[0],)
    return found


def _is_over(claims: Sequence[Claim]) -> bool:
    return all(claim.status is Status.ENDED for claim in claims)


def _ends(over: Sequence[Claim], held: Sequence[Claim]) -> bool:
    """Whether a stake is told as ended later than it is told as held, with a share that agrees with the last one."""
    later = all(
        one.saying.as_of and other.saying.as_of and one.saying.as_of.is_after(other.saying.as_of)
        for one in over
        for other in held
        if other.status is Status.ACTUAL
    )
    shares = [claim for claim in held if claim.predicate == AKG.sharePercent and claim.status is Status.ACTUAL]
    days = [claim.saying.as_of for claim in shares if claim.saying.as_of]
    shares = [claim for claim in shares if not any(_is_after(day, claim.saying.as_of) for day in days)]
    agree = all(
        compare_values(one, other) is not Agreement.CONFLICT
        for one in over
        if one.predicate == AKG.sharePercent
        for other in shares
    )
    return later and agree


def _is_after(day: ImpreciseDate, other: ImpreciseDate | None) -> bool:
    return other is not None and day.is_after(other)


def confirmed(unit: Unit, courses: Mapping[NamedNode, Course | None]) -> list[tuple[NamedNode, ImpreciseDate]]:
    """Return the ventures and stakes that what is told of each other confirms, with the day.

    A stake in a venture tells that the venture goes on; who is named as its parent holds a stake.
    """
    found = []
    for stake, claims in unit.items():
        owners = set(_values(claims, AKG.stakeOwner))
        for venture in _values(claims, AKG.stakeIn):
            course = courses[stake]
            if venture in unit and course and course.status is Status.ACTUAL:
                found += [(venture, course.reported)] if course.reported else []
                found += [(stake, day) for day in _named_as_parents(unit[venture], owners)]
    return found


def left_parents(venture: NamedNode, unit: Unit, courses: Mapping[NamedNode, Course | None]) -> set[NamedNode]:
    """Return the parents of a venture that goes on whose stakes in it have ended, unless a source names them later."""
    course, parents = courses[venture], set(_values(unit[venture], AKG.jointVentureOf))
    if not parents or course is None or course.status is not Status.ACTUAL:
        return set()
    held: dict[NamedNode, list[Course]] = defaultdict(list)
    for stake, claims in unit.items():
        if (holding := courses[stake]) and venture in _values(claims, AKG.stakeIn):
            for owner in _values(claims, AKG.stakeOwner):
                held[owner].append(holding)
    return {
        owner
        for owner, holdings in held.items()
        if all(holding.status is Status.ENDED for holding in holdings)
        and not any(
            holding.reported and named.is_after(holding.reported)
            for named in _named_as_parents(unit[venture], {owner})
            for holding in holdings
        )
    }


def _named_as_parents(venture: Sequence[Claim], owners: set[NamedNode]) -> Iterator[ImpreciseDate]:
    for claim in venture:
        is_of_them = claim.predicate == AKG.jointVentureOf and claim.object in owners
        if is_of_them and claim.status is Status.ACTUAL and claim.saying.as_of:
            yield claim.saying.as_of


def _values(claims: Sequence[Claim], term: NamedNode) -> Iterator[NamedNode]:
    for claim in claims:
        if claim.predicate == term and isinstance(claim.object, NamedNode):
            yield claim.object
