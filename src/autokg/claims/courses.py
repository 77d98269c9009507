"""The course of a state: what a production, stake, deal, post or plant has gone through, and where it stands.

Each source tells a state for a time. In order of time a plan comes true or is given up, what is comes to an end, and
may begin again; a step back needs a later source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from autokg.claims.claim import Claim
from autokg.claims.model_years import built_for
from autokg.claims.whereabouts import is_production
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status

# Where a state leads to, without regard to how much later the other is told.
_ONWARD: dict[Status, frozenset[Status]] = {
    Status.REPORTED: frozenset(Status),
    Status.PLANNED: frozenset({Status.ACTUAL, Status.ENDED, Status.CANCELLED, Status.DENIED}),
    Status.CANCELLED: frozenset({Status.ACTUAL, Status.ENDED}),
    Status.DENIED: frozenset({Status.ACTUAL, Status.ENDED}),
    Status.ACTUAL: frozenset({Status.ENDED}),
    Status.ENDED: frozenset(),
}
# Where it leads to if a source is later for certain: revival, resumption, and a venture given up.
_LATER: dict[Status, frozenset[Status]] = {
    Status.REPORTED: frozenset(),
    Status.PLANNED: frozenset(),
    Status.CANCELLED: frozenset({Status.PLANNED}),
    Status.DENIED: frozenset({Status.PLANNED}),
    Status.ACTUAL: frozenset({Status.CANCELLED}),
    Status.ENDED: frozenset({Status.ACTUAL, Status.PLANNED}),
}
_DONE, _UNDONE = frozenset({Status.ACTUAL, Status.ENDED}), frozenset({Status.CANCELLED, Status.DENIED})
_AHEAD = frozenset({Status.PLANNED, Status.REPORTED})
# The order of a life, by which sources of one day are taken.
_STAGES = {
    status: stage
    for stage, status in enumerate(
        (Status.REPORTED, Status.PLANNED, Status.DENIED, Status.CANCELLED, Status.ACTUAL, Status.ENDED)
    )
}


@dataclass(frozen=True, slots=True)
class Event:
    """A state as told for a time.

    Attributes:
        claim: the claim that tells it; None for an editor's decision or what follows from other sources.
        status: None where the state that holds is confirmed.

    """

    status: Status | None
    as_of: ImpreciseDate | None
    claim: Claim | None = None

    @property
    def ends(self) -> ImpreciseDate | None:
        """The end that the source gives."""
        return self.claim.saying.ends if self.claim else None

    @property
    def is_of_production(self) -> bool:
        """Whether the source tells it of a production."""
        return self.claim is not None and is_production(self.claim.subject)

    @property
    def begins(self) -> ImpreciseDate | None:
        """The beginning that the source gives."""
        return self.claim.saying.begins if self.claim else None


@dataclass(slots=True)
class Course:
    """Where a state stands.

    Attributes:
        support: the claims that tell the present state, in this run.
        held: the claims that tell that the present run goes on, also where it has ended since.
        since: the time from which the present run is told: what was told before is of an earlier run.
        reported: the latest time for which the present state is told.
        conflicts: pairs of claims that cannot both hold, the accepted one first.

    """

    status: Status
    support: list[Claim] = field(default_factory=list)
    held: list[Claim] = field(default_factory=list)
    since: ImpreciseDate | None = None
    reported: ImpreciseDate | None = None
    conflicts: list[tuple[Claim, Claim]] = field(default_factory=list)
    _has_plan: bool = False  # whether a change is planned of what goes on

    @classmethod
    def of(cls, events: Iterable[Event]) -> Course | None:
        """Follow events in order of time, given in any order; those without a time can only confirm or fulfil."""
        known = list(events)
        dated = sorted((event for event in known if event.as_of), key=_moment)
        undated = sorted((event for event in known if not event.as_of), key=_moment)
        course: Course | None = None
        for event in (*dated, *undated):
            if course is not None:
                course._take(event)
            elif event.status is not None:
                course = cls(event.status)
                course._enter(event)
        return course

    def concerns(self, claim: Claim) -> bool:
        """Whether a claim is told in the present run, or at a time that is not known."""
        as_of = claim.saying.as_of
        return self.since is None or as_of is None or not self.since.is_after(as_of)

    def goes_on(self, day: ImpreciseDate) -> None:
        """Note that what is told of other things tells that the present state goes on."""
        if self.status is Status.ACTUAL and (self.reported is None or _end(day) > _end(self.reported)):
            self.reported = day

    def _take(self, event: Event) -> None:
        if event.status is None or event.status is self.status:
            self._confirm(event)
        elif self._is_of_a_change(event):
            self._has_plan = event.status in _AHEAD
        elif self._leads_to(event):
            event = self._given_up(event)
            self._contradict(event, won=True)
            if event.status in _LATER[self.status] or self.status in _UNDONE:
                self.since, self.held = event.as_of, []
            self._enter(event)
        else:
            self._contradict(event, won=False)

    def _given_up(self, event: Event) -> Event:
        """Return the end of a production that went on and is given up; of a deal it may never have come to anything."""
        is_given_up = self.status is Status.ACTUAL and event.status is Status.CANCELLED
        return replace(event, status=Status.ENDED) if is_given_up and event.is_of_production else event

    def _is_of_a_change(self, event: Event) -> bool:
        """Whether a source plans a change of what goes on, or tells that the one planned is given up."""
        if self.status is not Status.ACTUAL or event.as_of is None:
            return False
        if event.status in _UNDONE:
            return self._has_plan or event.ends is not None
        return event.status in _AHEAD

    def _enter(self, event: Event) -> None:
        self.status, self.support, self.reported = event.status or self.status, [], None
        self._confirm(event)

    def _confirm(self, event: Event) -> None:
        if event.claim:
            self.support.append(event.claim)
            if self.status is Status.ACTUAL:
                self.held.append(event.claim)
        if event.as_of and (self.reported is None or _end(event.as_of) > _end(self.reported)):
            self.reported = event.as_of

    def _leads_to(self, event: Event) -> bool:
        """Whether an event changes the state."""
        status = event.status
        assert status is not None  # noqa: S101 (the caller has told a confirmation from a state)
        if status is Status.DENIED and not (event.claim and event.claim.saying.may_deny):
            return False
        if event.as_of is None and self.reported is not None:
            return status in _DONE and self.status in (Status.PLANNED, Status.REPORTED)
        if status is Status.ENDED and self._began_after(event.ends):
            return False
        if status in _ONWARD[self.status]:
            return True
        return status in _LATER[self.status] and self._is_later(event)

    def _is_later(self, event: Event) -> bool:
        told = built_for(event.claim.saying) if event.claim else event.as_of
        return told is not None and (self.reported is None or told.is_after(self.reported))

    def _began_after(self, end: ImpreciseDate | None) -> bool:
        """Whether the present run begins after an end that is told of an earlier one."""
        if self.status not in (Status.ACTUAL, Status.PLANNED) or end is None:
            return False
        return any(claim.saying.begins and claim.saying.begins.is_after(end) for claim in self.support)

    def _contradict(self, event: Event, *, won: bool) -> None:
        """Note a contradiction between a thing done and a thing given up or denied that no time parts."""
        pair = {self.status, event.status}
        if event.claim is None or not self.support or not (pair & _DONE and pair & _UNDONE):
            return
        if won and self._is_later(event):
            return
        known = self.support[0]
        self.conflicts.append((event.claim, known) if won else (known, event.claim))


def _moment(event: Event) -> tuple[int, int, int, int, str]:
    """Return the place of an event in time; decisions come last on their day."""
    first, last = _start(event.as_of), _end(event.as_of)
    stage = -1 if event.status is None else _STAGES[event.status]
    return (first, last, event.claim is None, stage, event.claim.iri.value if event.claim else "")


def _start(date: ImpreciseDate | None) -> int:
    return date.earliest.toordinal() if date and date.earliest else 0


def _end(date: ImpreciseDate | None) -> int:
    return date.latest.toordinal() if date and date.latest else 0


def events_of(claims: Iterable[Claim]) -> Iterator[Event]:
    """Yield what claims tell of a state, each for its time."""
    for claim in claims:
        yield Event(claim.status, claim.saying.as_of, claim)
