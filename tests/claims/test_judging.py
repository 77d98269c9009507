from __future__ import annotations

import random
from typing import Any

import pytest
from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.decisions import Decision, Decisions
from autokg.claims.judging import Judgement, judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from autokg.facts.corpus import Corpus
from builders import claims_of, document, fact

ONTOLOGY = load_ontology()
BESIDE = {
    *(AKG.lastReported, AKG.lastReportedLatest, AKG.startEarliest, AKG.startLatest, AKG.startApproximate),
    *(AKG.endEarliest, AKG.endLatest, AKG.endApproximate),
}


def start(
    edtf: str, doc: str = "d1", status: str = "planned", about: dict[str, Any] | None = None, **more: Any
) -> Claim:
    """Return the claim that production of the Sample 4 at Northport starts then."""
    one = fact("production", status=status, documents=(doc,), model="Sample 4", plant="Northport", start=edtf, **more)
    made = claims_of(one, documents=(document(doc, **(about or {})),))
    return next(claim for claim in made if claim.predicate == AKG.productionStart)


def headcount(number: int, doc: str = "d1", **more: Any) -> Claim:
    one = fact("plant", documents=(doc,), plant="Northport", employees=number, **more)
    return next(c for c in claims_of(one, documents=(document(doc),)) if c.predicate == AKG.employees)


def accepted(judgement: Judgement) -> set[str]:
    """Return the accepted values, without the bounds and times beside them."""
    return {str(getattr(triple.object, "value", "")) for triple in judgement.accepted if triple.predicate not in BESIDE}


def rules(judgement: Judgement) -> list[NamedNode]:
    return [conflict.rule for conflict in judgement.conflicts]


def judged(*claims: Claim, decisions: Decisions | None = None) -> Judgement:
    return judge(claims, ONTOLOGY, decisions)


def test_the_finer_of_two_dates_that_agree_is_kept() -> None:
    year, half = start("2025"), start("2025-41", "d2")
    result = judged(year, half)
    assert accepted(result) == {"2025-41"}
    assert result.conflicts == []
    assert result.outcomes == {year.iri: AKG.refined, half.iri: AKG.accepted}


def test_dates_that_overlap_are_compatible() -> None:
    one, other = start("2025-05/2025-08"), start("2025-41", "d2")
    result = judged(one, other)
    assert result.conflicts == []
    assert AKG.compatible in result.outcomes.values()


@pytest.mark.parametrize(
    ("winner", "loser", "rule"),
    [
        (start("2026"), start("2025-41", "d2", status="reported"), AKG.actualOverPlanned),
        (start("2027"), start("2025-41~", "d2"), AKG.exactOverApproximate),
        (start("2025-41"), start("2026", "d2"), AKG.finerOverVaguer),
        (start("2026", about={"publisher": "EM"}, builder="EM"), start("2025-41", "d2"), AKG.ownOverThirdParty),
        (start("2026", confidence=0.9), start("2025", "d2", confidence=0.4), AKG.moreConfidence),
    ],
)
def test_a_conflict_is_settled_by_the_first_rule_that_tells_the_claims_apart(
    winner: Claim, loser: Claim, rule: NamedNode
) -> None:
    result = judged(loser, winner)
    assert accepted(result) == {winner.object.value}
    assert rules(result) == [rule]
    assert result.outcomes[loser.iri] == AKG.rejected


def test_the_body_outranks_the_headline() -> None:
    quote = {"document": "d1", "quote": "From early 2025.", "start": 0, "end": 16}
    headline = start("2025-33", evidence=[{**quote, "position": "headline"}])
    result = judged(headline, start("2025-41"))
    assert accepted(result) == {"2025-41"}
    assert rules(result) == [AKG.bodyOverHeadline]


def test_more_voices_count_and_one_speaker_in_two_papers_is_one_voice() -> None:
    two_papers = [start("2026", "d1"), start("2026", "d2")]
    one_person = [start("2025", "d3", speaker="A. Person"), start("2025", "d4", speaker="A. Person")]
    result = judged(*one_person, *two_papers)
    assert accepted(result) == {"2026"}
    assert rules(result) == [AKG.moreVoices]


def test_where_nothing_else_tells_claims_apart_the_identifier_does() -> None:
    result = judged(start("2025"), start("2026", "d2"))
    assert rules(result) == [AKG.byIdentifier]


def test_denied_claims_drop_out() -> None:
    denied = start("2025", "d2", status="denied")
    result = judged(start("2026"), denied)
    assert result.conflicts == []
    assert result.outcomes[denied.iri] == AKG.dropped


def test_several_values_of_a_multi_valued_property_never_conflict() -> None:
    one = fact("production", model="Sample 4", plant="Northport", markets=["KR", "US"])
    result = judge(claims_of(one), ONTOLOGY)
    assert {"KR", "US"} <= {value.rpartition("/")[2] for value in accepted(result)}
    assert result.conflicts == []


def test_numbers_conflict_unless_their_bounds_agree() -> None:
    assert rules(judged(headcount(2000), headcount(2100, "d2", employees_comparator="about"))) == [
        AKG.exactOverApproximate
    ]
    assert judged(headcount(2100), headcount(2000, "d2", employees_comparator="over")).conflicts == []
    assert len(judged(headcount(1900), headcount(2000, "d2", employees_comparator="at least")).conflicts) == 1


def test_over_a_number_and_nearly_that_number_contradict_each_other() -> None:
    nearly, over = headcount(2000, employees_comparator="nearly"), headcount(2000, "d2", employees_comparator="over")
    result = judged(nearly, over, headcount(2000, "d3", employees_comparator="about"))
    assert accepted(result) == {"2000"}
    assert len(result.conflicts) == 1
    assert list(result.outcomes.values()).count(AKG.rejected) == 1


def test_a_later_stage_supersedes_an_earlier_one_without_conflict() -> None:
    claims = [
        claim
        for doc, status in (("d1", "planned"), ("d2", "actual"), ("d3", "ended"))
        for claim in claims_of(
            fact("production", status=status, documents=(doc,), model="Sample 4", plant="Northport"),
            documents=(document(doc),),
        )
        if claim.predicate == AKG.status
    ]
    result = judged(*claims)
    assert accepted(result) == {AKG.ended.value}
    assert result.conflicts == []
    assert list(result.outcomes.values()).count(AKG.superseded) == 2


def test_what_was_given_up_contradicts_what_was_done() -> None:
    claims = [
        claim
        for doc, status in (("d1", "cancelled"), ("d2", "actual"))
        for claim in claims_of(
            fact("production", status=status, documents=(doc,), model="Sample 4", plant="Northport"),
            documents=(document(doc),),
        )
        if claim.predicate == AKG.status
    ]
    assert len(judged(*claims).conflicts) == 1


def decision(verdict: str, claim: Claim, on: str = "2026-01-31") -> Decision:
    return Decision.model_validate(
        {"decision": verdict, "claim": claim.iri.value, "by": "A. Editor", "on": on, "reason": "read both"}
    )


def test_a_decision_overrules_every_rule() -> None:
    weak, strong = start("2025-33~"), start("2025-41", "d2", status="actual")
    result = judged(weak, strong, decisions=Decisions.of([decision("prefers", weak)]))
    assert accepted(result) == {"2025-33"}
    assert rules(result) == [AKG.byDecision]


def test_a_deprecated_claim_drops_out() -> None:
    strong, weak = start("2025-41", status="actual"), start("2026", "d2")
    result = judged(strong, weak, decisions=Decisions.of([decision("deprecates", strong)]))
    assert accepted(result) == {"2026"}
    assert result.outcomes[strong.iri] == AKG.dropped


def test_a_later_decision_overrules_an_earlier_one() -> None:
    one, other = start("2025"), start("2026", "d2")
    word = Decisions.of([decision("deprecates", one, "2026-03-01"), decision("prefers", one, "2026-02-01")])
    assert accepted(judged(one, other, decisions=word)) == {"2026"}


def told_of(published: str, doc: str, status: str = "actual") -> list[Claim]:
    """Return what a paper of a day tells of the Sample 4 at Northport."""
    one = fact("production", status=status, documents=(doc,), model="Sample 4", plant="Northport")
    return claims_of(one, documents=(document(doc, published=published),))


def ruled(verdict: str, claim: Claim, as_of: str | None, *, by_thing: bool = True, on: str = "2026-02-01") -> Decisions:
    """Return an editor's decision on the state that a claim is on."""
    named = {"state": claim.subject.value} if by_thing else {"claim": claim.iri.value}
    record = {"decision": verdict, **named, "as_of": as_of, "by": "A. Editor", "on": on, "reason": "a visit"}
    return Decisions.of([Decision.model_validate(record)])


def state(judgement: Judgement) -> tuple[str, str]:
    """Return the status and the time for which it was last told."""
    values = {triple.predicate: str(getattr(triple.object, "value", "")) for triple in judgement.accepted}
    return values[AKG.status].rpartition("#")[2], values[AKG.lastReported]


@pytest.mark.parametrize("by_thing", [True, False])
@pytest.mark.parametrize("status", ["actual", "planned", "ended"])
def test_a_state_that_an_editor_confirms_is_told_for_that_time(status: str, by_thing: bool) -> None:
    claims = told_of("2021-05-01", "d1", status)
    on = next(claim for claim in claims if claim.predicate == AKG.status)
    assert state(judged(*claims)) == (status, "2021-05-01")
    for as_of, told in (("2025-06", "2025-06"), (None, "2026-02-01"), ("2020", "2021-05-01")):
        decisions = ruled("confirms", on, as_of, by_thing=by_thing)
        assert state(judged(*claims, decisions=decisions)) == (status, told)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-06-30", ("ended", "2025-06")),
        ("2025-07-01", ("actual", "2025-07-01")),
    ],
)
def test_a_state_that_an_editor_ends_is_over_until_a_later_source_tells_otherwise(
    published: str, expected: tuple[str, str]
) -> None:
    first, second = told_of("2021-05-01", "d1"), told_of(published, "d2")
    decisions = ruled("ends", first[0], "2025-06")
    assert state(judged(*first, decisions=decisions)) == ("ended", "2025-06")
    assert state(judged(*first, *second, decisions=decisions)) == expected


@pytest.mark.parametrize("by_thing", [True, False])
@pytest.mark.parametrize(
    ("told", "end", "held"),
    [
        ("2025-06-30", "2026-03", ["2025-06"]),  # announced by then for another time
        ("2025-06-30", "2025-06-15", ["2025-06-15"]),  # the same time, told finer
        ("2025-07-01", "2026-03", ["2026-03"]),  # a later source tells otherwise
    ],
)
def test_an_end_by_an_editor_overrules_what_was_announced_before(
    told: str, end: str, held: list[str], by_thing: bool
) -> None:
    one = fact("production", documents=("d1",), model="Sample 4", plant="Northport", end=end)
    announced = claims_of(one, documents=(document("d1", published=told),))
    on = next(claim for claim in announced if claim.predicate == AKG.status)
    decisions = ruled("ends", on, "2025-06", by_thing=by_thing)
    result = judged(*announced, decisions=decisions)
    assert [getattr(t.object, "value", "") for t in result.accepted if t.predicate == AKG.productionEnd] == held


def test_a_decision_on_a_state_leaves_other_states_alone() -> None:
    here = told_of("2021-05-01", "d1")
    there = claims_of(fact("production", model="Sample 3", plant="Northport"))
    assert state(judged(*there, decisions=ruled("ends", here[0], "2025-06"))) == ("actual", "2024-01-15")


def test_the_order_of_claims_never_matters() -> None:
    years = ["2025", "2025-41", "2025-40~", "2026", "2025-01/2025-08", "../2025-03"]
    claims = [start(edtf, f"d{number}") for number, edtf in enumerate(years)]
    results = []
    for seed in range(10):
        random.Random(seed).shuffle(claims)
        result = judged(*claims)
        results.append(
            (accepted(result), result.outcomes, [(c.accepted.iri, c.rejected.iri, c.rule) for c in result.conflicts])
        )
    assert all(result == results[0] for result in results)


def test_of_two_readers_that_found_the_same_the_surer_counts_in_any_order() -> None:
    unsure, sure, rival = (
        headcount(n, doc=d, confidence=c) for n, d, c in ((1, "d1", 0.2), (1, "d1", 0.9), (2, "d2", 0.5))
    )
    assert unsure.iri == sure.iri
    for told in ((unsure, sure, rival), (sure, unsure, rival), (rival, sure, unsure)):
        assert accepted(judged(*told)) == {"1"}


NORTHPORT = "Example Northport plant"


def test_nobody_runs_a_plant_that_has_closed_whoever_ran_it_before() -> None:
    closed = fact("plant", status="ended", documents=("d2",), plant=NORTHPORT, operator="EM", closed="2020")
    first = fact("plant", plant=NORTHPORT, operator="Zenith Wagons", opened="1968")
    told = [*claims_of(first), *claims_of(closed, documents=(document("d2", published="2024-02-01"),))]
    (plant,) = {claim.subject for claim in told if claim.predicate == AKG.operatedBy}
    runs = {claim.object for claim in told if claim.predicate == AKG.operatedBy}
    assert operators(judged(*told), plant) == {(AKG.formerOperator, who) for who in runs}


def test_a_plant_that_opened_again_is_run_by_who_is_told_since() -> None:
    closed = fact("plant", status="ended", plant=NORTHPORT, operator="EM", closed="2020")
    again = fact("plant", documents=("d2",), plant=NORTHPORT, operator="Zenith Wagons")
    told = [*claims_of(closed), *claims_of(again, documents=(document("d2", published="2025-02-01"),))]
    before, since = (claim for claim in told if claim.predicate == AKG.operatedBy)
    expected = {(AKG.formerOperator, before.object), (AKG.operatedBy, since.object)}
    assert operators(judged(*told), before.subject) == expected


def operators(judgement: Judgement, plant: NamedNode) -> set[tuple[NamedNode, object]]:
    terms = (AKG.operatedBy, AKG.formerOperator, AKG.plannedOperator)
    return {(t.predicate, t.object) for t in judgement.accepted if t.subject == plant and t.predicate in terms}


@pytest.mark.parametrize(
    ("first", "second", "winner"), [("2026-02-01", "2026-03-01", 1), ("2026-03-01", "2026-02-01", 0)]
)
def test_of_two_preferred_claims_of_one_slot_the_one_decided_on_later_holds(
    first: str, second: str, winner: int
) -> None:
    claims = headcount(1000), headcount(2000, "d2"), headcount(3000, "d3")
    decisions = Decisions.of([decision("prefers", claims[0], first), decision("prefers", claims[1], second)])
    result = judged(*claims, decisions=decisions)
    assert accepted(result) == {claims[winner].object.value}
    assert result.overruled == {claims[1 - winner].iri.value: claims[winner].iri.value}
    (message,) = decisions.unheeded({claim.iri.value for claim in claims}, Corpus({}, []), result.overruled)
    assert ": overruled by a later one: " in message


def test_two_preferred_claims_on_several_values_both_hold() -> None:
    deal = fact("agreement", type="alliance", parties=["EM", "Sample Group"])
    parties = [claim for claim in claims_of(deal) if claim.predicate == AKG.party]
    decisions = Decisions.of([decision("prefers", claim) for claim in parties])
    result = judged(*parties, decisions=decisions)
    assert (len(accepted(result)), result.overruled) == (2, {})
