"""Claims → accepted triples: what holds where sources differ, and by which rule.

Claims that share a slot (subject and property) meet here, unit by unit. States and values have time: a later source
succeeds or revises an earlier one, and only claims on one time that cannot both hold are a conflict. The order of
claims never matters: every criterion is a property of the claim, and the last is its identifier.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.claims.activity import BUILDING, Activity, Built
from autokg.claims.announced_dates import judge_announced, judge_end
from autokg.claims.claim import Claim, date_literal, day_literal
from autokg.claims.courses import Course, Event, events_of
from autokg.claims.decisions import ON_CLAIMS, Decision, Decisions, Verdict
from autokg.claims.derived import BOUNDS, ENDS, STARTS
from autokg.claims.holdings import confirmed, ended_holdings, left_parents
from autokg.claims.judgement import Conflict, Judgement
from autokg.claims.model_years import Filed, end_by_filing, last_filed, years_filed
from autokg.claims.slot_rules import Slot, assert_status, judge_each, judge_parents, judge_single
from autokg.claims.succession import dissolved, handed_over, succeeded
from autokg.claims.timelines import judge_relation, judge_timeline
from autokg.claims.units import by_unit, is_of_production
from autokg.claims.whereabouts import Sites, is_production, less_specific
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, XSD

__all__ = ["Conflict", "Court", "Judgement", "judge"]

_STRICT = frozenset({AKG.operatedBy, AKG.brandOwner})
_GIVEN_UP = (Status.ENDED, Status.CANCELLED)
Events = Mapping[NamedNode, Sequence[Event]]


def judge(
    claims: Iterable[Claim],
    ontology: Ontology,
    decisions: Decisions | None = None,
    places: Iterable[Quad | Triple] = (),
    filed: Iterable[tuple[str, int]] = (),
    *,
    built: Iterable[Built] = (),
) -> Judgement:
    """Judge claims unit by unit.

    `places` tells where plants and towns lie, `filed` which maker filed for which model year, and `built` what is
    built, beside the claims.
    """
    known = list(claims)
    filings = years_filed(known, filed)
    court = Court.of(ontology, decisions or Decisions(), Sites.of(known, places), filings, Activity(built))
    # What is built tells of plants and ventures: it is judged first.
    for unit in sorted(by_unit(known), key=lambda unit: not is_of_production(unit)):
        court.judge_unit(unit)
    court.judgement.sort()
    return court.judgement


@dataclass(frozen=True, slots=True)
class Court:
    """What judging goes by beside the claims, and what it has come to; it judges one unit after another.

    Attributes:
        preferred: claims that editors' decisions prefer, each with the place of that decision, the latest last.
        dropped: claims that decisions deprecate.
        decided: subject or claim → what editors decided on its state.

    """

    ontology: Ontology
    sites: Sites
    filed: Filed
    activity: Activity
    preferred: Mapping[str, int]
    dropped: frozenset[str]
    decided: Mapping[str, Sequence[Event]]
    judgement: Judgement = field(default_factory=Judgement)

    @classmethod
    def of(cls, ontology: Ontology, decisions: Decisions, sites: Sites, filed: Filed, activity: Activity) -> Court:
        """Return a court that goes by decisions and by what is known of all units."""
        verdicts = {iri: made.decision for iri, made in decisions.on_claims().items()}
        dropped = frozenset(iri for iri, verdict in verdicts.items() if verdict is Verdict.DEPRECATES)
        places = {decisions.target(d): place for place, d in enumerate(decisions.all) if d.decision in ON_CLAIMS}
        preferred = {iri: places[iri] for iri, verdict in verdicts.items() if verdict is Verdict.PREFERS}
        decided = {iri: tuple(map(_event, made)) for iri, made in decisions.on_states().items()}
        return cls(ontology, sites, filed, activity, preferred, dropped, decided)

    def afresh(self, built: Iterable[Built] = ()) -> Court:
        """Return a court that goes by the same and has judged nothing yet, but knows what is built."""
        return replace(self, activity=Activity(built), judgement=Judgement())

    def judge_unit(self, unit: Mapping[NamedNode, Sequence[Claim]]) -> None:
        """Judge the claims on some subjects that bear on each other."""
        if self.dropped:
            unit = {subject: self._without_dropped(claims) for subject, claims in unit.items()}
        told = self._merge({subject: claims for subject, claims in unit.items() if claims})
        told = {subject: self._without_handed_over(claims) for subject, claims in told.items()}
        courses = {subject: self._course(subject, claims) for subject, claims in told.items()}
        if len(told) > 1:
            for subject, event in (dissolved(told, courses) | succeeded(told, courses)).items():
                courses[subject] = self._course(subject, told[subject], [event])
            for subject, day in confirmed(told, courses):
                if course := courses[subject]:
                    course.goes_on(day)
        for subject, claims in told.items():
            left = left_parents(subject, told, courses) if len(told) > 1 else ()
            self._judge_subject(subject, claims, courses[subject], left)

    def _without_dropped(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        for claim in claims:
            if claim.iri.value in self.dropped:
                self.judgement.outcomes[claim.iri] = AKG.dropped
        return [claim for claim in claims if claim.iri.value not in self.dropped]

    def _without_handed_over(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        ends = handed_over(claims)
        self.judgement.outcomes.update((claim.iri, AKG.superseded) for claim in ends)
        return [claim for claim in claims if claim not in ends] if ends else claims

    def _merge(self, unit: Mapping[NamedNode, Sequence[Claim]]) -> dict[NamedNode, Sequence[Claim]]:
        """Return the claims by the subject that they are about, which may be more specific than the one they name."""
        merged = less_specific(unit, self.sites) | ended_holdings(unit) if len(unit) > 1 else {}
        if not merged:
            return dict(unit)
        self.judgement.merged.update(merged)
        told = {subject: list(claims) for subject, claims in unit.items() if subject not in merged}
        for subject, targets in merged.items():
            for target in targets:
                told[target] += self._bearing_on(unit[subject], targets)
        return {subject: sorted(claims, key=lambda claim: claim.iri.value) for subject, claims in told.items()}

    def _bearing_on(self, claims: Sequence[Claim], targets: Sequence[NamedNode]) -> Sequence[Claim]:
        """Return the claims that bear on each of several sites: only that all of them came to an end."""
        if len(targets) == 1:
            return claims
        self.judgement.outcomes.update((claim.iri, AKG.supporting) for claim in claims)
        return [claim for claim in claims if claim.predicate == AKG.status and claim.status in _GIVEN_UP]

    def _course(self, subject: NamedNode, claims: Sequence[Claim], more: Sequence[Event] = ()) -> Course | None:
        told = [claim for claim in claims if claim.predicate == AKG.status]
        if all(claim.status is Status.DENIED for claim in told):
            return None
        if any(claim.status is Status.ENDED and claim.subject == subject for claim in told):
            # What is told of a country or town may be of another site: it does not take up again what ended here.
            told = [claim for claim in told if claim.subject == subject or claim.status is not Status.ACTUAL]
        chosen = [claim for claim in told if claim.iri.value in self._preferred_among(told)]
        years = last_filed(told, self.filed)
        filings = [Event(Status.ENDED, end_by_filing(years))] if years else []
        course = Course.of([*events_of(chosen or told), *filings, *self._decided_on(subject, told), *more])
        if course and (day := self.activity.last_built(subject)):
            course.goes_on(day)
        return course

    def _decided_on(self, subject: NamedNode, told: Iterable[Claim]) -> list[Event]:
        """Return what editors decided on a state, named by its thing or by a claim of its status."""
        return [event for iri in (subject, *(c.iri for c in told)) for event in self.decided.get(iri.value, ())]

    def _judge_subject(
        self, subject: NamedNode, claims: Sequence[Claim], course: Course | None, left: Collection[NamedNode]
    ) -> None:
        slots: dict[NamedNode, list[Claim]] = defaultdict(list)
        for claim in claims:
            slots[claim.predicate].append(claim)
        begun = ended = None
        events = self._decided_on(subject, slots.get(AKG.status, ()))
        on_state = {**self.decided, subject.value: events} if events else self.decided
        for predicate in sorted(slots, key=lambda predicate: predicate in ENDS):
            preferred = self._preferred_among(slots[predicate]) if self._has_one_value(predicate) else self.preferred
            decided = self._handed_over(subject, slots[predicate]) if predicate == AKG.operatedBy else on_state
            slot = Slot(subject, predicate, slots[predicate], course, preferred, decided, self.judgement)
            if predicate == AKG.status:
                assert_status(slot)
            elif predicate in STARTS:
                begun = judge_announced(slot)
                self._assert_bounds(subject, predicate, begun.date if begun else None)
            elif predicate in ENDS:
                ended = judge_end(slot, begun)
                self._assert_bounds(subject, predicate, ended.date if ended else None)
            elif predicate == AKG.jointVentureOf:
                judge_parents(slot, left)
            else:
                self._judge_values(slot)
        if course and course.status is Status.ENDED and ended is None:
            self._assert_decided_end(subject, events)
        if course and is_production(subject):
            self._note_production(subject, slots, course)
        if course and course.reported:
            self._assert_reported(subject, course.reported)
        if course and course.status is Status.ENDED and (years := last_filed(slots[AKG.status], self.filed)):
            has_end = any(claim.date and claim.date.latest for claim in slots.get(AKG.productionEnd, ()))
            self._assert_last_filed(subject, years, has_end=has_end)

    def _note_production(self, subject: NamedNode, slots: Mapping[NamedNode, Sequence[Claim]], course: Course) -> None:
        builders, plants = (
            frozenset(
                claim.object
                for claim in slots.get(term, ())
                if isinstance(claim.object, NamedNode)
                and Triple(subject, term, claim.object) in self.judgement.accepted
            )
            for term in BUILDING
        )
        self.activity.add(Built(builders, plants, course.status, course.reported))

    def _handed_over(self, plant: NamedNode, claims: Sequence[Claim]) -> Mapping[str, Sequence[Event]]:
        """Return what is decided of the operators of a plant, with the end of each that another one took over from."""
        ended: dict[str, Sequence[Event]] = {}
        known = self.sites.operators.get(plant, set())
        for operator in sorted({claim.object for claim in claims if isinstance(claim.object, NamedNode)}, key=str):
            iris = [claim.iri.value for claim in claims if claim.object == operator]
            decided = [event for iri in iris for event in self.decided.get(iri, ())]
            told = [claim.saying.as_of for claim in claims if claim.object == operator]
            told += [event.as_of for event in decided]
            if day := self.activity.taken_over(plant, operator, known - {operator}, filter(None, told)):
                ended[iris[0]] = (*self.decided.get(iris[0], ()), Event(Status.ENDED, day))
        return {**self.decided, **ended} if ended else self.decided

    def _has_one_value(self, predicate: NamedNode) -> bool:
        return predicate in {AKG.status, *STARTS, *ENDS} or self.ontology.is_single_valued(predicate)

    def _preferred_among(self, rivals: Sequence[Claim]) -> Collection[str]:
        """Return the claim of a slot that the latest decision prefers; it overrules those on its rivals."""
        chosen = {claim.iri.value for claim in rivals if claim.iri.value in self.preferred}
        if len(chosen) <= 1:
            return chosen
        last = max(chosen, key=self.preferred.__getitem__)
        self.judgement.overruled.update((iri, last) for iri in chosen if iri != last)
        return (last,)

    def _judge_values(self, slot: Slot) -> None:
        planned, former = self.ontology.variants.get(slot.predicate, (None, None))
        if slot.predicate in self.ontology.timelines:
            judge_timeline(slot, strict=slot.predicate in _STRICT, planned=planned, former=former)
        elif planned and former:
            judge_relation(slot, planned=planned, former=former)
        elif self.ontology.is_single_valued(slot.predicate):
            judge_single(slot)
        else:
            judge_each(slot)

    def _assert_bounds(self, subject: NamedNode, predicate: NamedNode, date: ImpreciseDate | None) -> None:
        """Assert the days between which a date lies, so that queries can compare it."""
        if date is None:
            return
        earliest, latest, approximate = BOUNDS[predicate in STARTS]
        for term, day in ((earliest, date.earliest), (latest, date.latest)):
            if day:
                self.judgement.assert_triple(subject, term, day_literal(day))
        if date.approximate:
            self.judgement.assert_triple(subject, approximate, Literal("true", datatype=XSD.boolean))

    def _assert_decided_end(self, subject: NamedNode, decided: Iterable[Event]) -> None:
        """Assert the end that an editor's last decision gives, if no source gives one that holds."""
        days = [event.as_of for event in decided if event.status is Status.ENDED and event.as_of]
        if days:
            predicate = _ENDS.get(subject.value.rpartition("/")[0].rpartition("/")[2], AKG.until)
            self.judgement.assert_triple(subject, predicate, date_literal(days[-1]))
            self._assert_bounds(subject, predicate, days[-1])

    def _assert_last_filed(self, subject: NamedNode, years: tuple[int, int], *, has_end: bool) -> None:
        """Assert the last model year that a maker filed for; the end lies before the end of the next."""
        last, following = years
        self.judgement.assert_triple(subject, AKG.lastFiled, date_literal(ImpreciseDate.parse(str(last))))
        if not has_end:
            self.judgement.assert_triple(subject, AKG.endLatest, day_literal(dt.date(following, 12, 31)))

    def _assert_reported(self, subject: NamedNode, reported: ImpreciseDate) -> None:
        self.judgement.assert_triple(subject, AKG.lastReported, date_literal(reported))
        if reported.latest:
            self.judgement.assert_triple(subject, AKG.lastReportedLatest, day_literal(reported.latest))


# The property for the end, by the collection in the IRI of a state.
_ENDS = {"production": AKG.productionEnd, "plant": AKG.closed}


def _event(decision: Decision) -> Event:
    """Return what an editor decided on a state as an event of its course."""
    return Event(Status.ENDED if decision.decision is Verdict.ENDS else None, decision.day)
