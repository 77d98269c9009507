"""Announced dates, values that change over time and relations: both sides of each boundary."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode

from autokg.claims.claim import Claim
from autokg.claims.judging import Judgement, judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, XSD
from builders import local, told, values

ONTOLOGY = load_ontology()
TRUE = Literal("true", datatype=XSD.boolean)
Slots = dict[str, Any]


def judged(*parts: list[Claim]) -> Judgement:
    return judge([claim for claims in parts for claim in claims], ONTOLOGY)


def built(published: str | None, status: str = "actual", **slots: Any) -> list[Claim]:
    return told("production", published, status=status, model="Sample 4", plant="Northport", **slots)


def filed(year: int) -> list[Claim]:
    """Return a filing for a model year, published two years later."""
    return built(f"{year + 2}-04-01", speaker="Sample USA", start=f"../{year}", end=f"{year}/..")


def outcome(judgement: Judgement, claims: list[Claim], term: Any) -> str:
    claim = next(claim for claim in claims if claim.predicate == term)
    return judgement.outcomes[claim.iri].value.rpartition("#")[2]


ENDS = [
    # A bound of a filing revises no end that is past, and contradicts it if it lies more than a year later.
    ([built("2025-11", "ended", end="2020"), filed(2022)], ["2020"], 1),
    ([built("2025-11", "ended", end="2020"), filed(2021)], ["2020"], 0),
    ([built("2025-11", "ended", end="2020-12-31"), built("2021-06-01", end="2021/..")], ["2020-12-31"], 1),
    ([built("2025-11", "ended", end="2021-01-01"), built("2021-06-01", end="2021/..")], ["2021-01-01"], 0),
    # It tells no end of what goes on, and leaves an end that is announced alone where the two agree.
    ([built("2023-01-01"), filed(2022)], [], 0),
    ([built("2023-01-01", end="2027"), filed(2024)], ["2027"], 0),
    # What was to end before is known to have gone on.
    ([built("2022-01-01", end="2023"), built("2024-06-01", end="2024/..")], [], 0),
    ([built("2022-01-01", end="2024"), built("2024-06-01", end="2024/..")], ["2024"], 0),
    # A vague end agrees with an exact one within reach, told at one time or later.
    ([built("2025-11", end="2026-05-31"), built("2025-11", end="2026-06~", by="b")], ["2026-05-31"], 0),
    ([built("2025-11-01", end="2026-05-31"), built("2025-12-01", end="2026-06~")], ["2026-05-31"], 0),
    ([built("2025-11-01", end="2026-05-31"), built("2025-12-01", end="2026-08~")], ["2026-08"], 0),
    ([built("2025-11-01", end="2026-05-31"), built("2025-12-01", end="2026")], ["2026-05-31"], 0),
    # Hindsight beats what was announced.
    ([built("2025-10-25", end="2026-02"), built("2025-11-01", "ended", end="2025-10")], ["2025-10"], 0),
]


@pytest.mark.parametrize(("parts", "ends", "conflicts"), ENDS)
def test_an_end_is_the_one_told_last_and_a_bound_is_none(
    parts: list[list[Claim]], ends: list[str], conflicts: int
) -> None:
    result = judged(*parts)
    assert values(result, AKG.productionEnd) == ends
    assert len([c for c in result.conflicts if c.accepted.predicate == AKG.productionEnd]) == conflicts


STARTS = [
    ([built("2024-01-01", "planned", start="2025-05-31"), built("2024-02-01", "planned", start="2025")], "2025-05-31"),
    ([built("2024-01-01", "planned", start="2025-02"), built("2024-01-15", "planned", start="2025-03")], "conflict"),
    ([built("2024-01-01", "planned", start="2025-02"), built("2024-01-16", "planned", start="2025-03")], "2025-03"),
    ([built("2024-01-01", "planned", start="2025-02"), built("2025-09-01", start="../2025-08")], "../2025-08"),
    ([built("2025-07-01", start="2025-02"), built("2025-09-01", start="../2025-08")], "2025-02"),
    ([built("2025-07-01", start="2025-02"), built("2025-09-01", start="../2025-02")], "2025-02"),
    ([built("2025-07-01", start="2025-02"), built("2025-09-01", start="../2025-01")], "conflict"),
    ([built("2022-07-01", "planned", start="2025-02"), built("2025-09-01", start="2023-02")], "2023-02"),
]


@pytest.mark.parametrize(("parts", "start"), STARTS)
def test_a_start_is_the_one_announced_last(parts: list[list[Claim]], start: str) -> None:
    result = judged(*parts)
    if start == "conflict":
        assert len(result.conflicts) == 1
    else:
        assert values(result, AKG.productionStart) == [start]
        assert result.conflicts == []


def test_an_end_before_the_start_is_of_an_earlier_run() -> None:
    first = built("2015-01-01", start="1995")
    again = built("2022-06-01", start="2021")
    history = built("2024-08-05", "ended", end="2016")
    result = judged(first, again, history)
    assert values(result, AKG.status) == ["actual"]
    assert values(result, AKG.productionStart) == ["2021"]
    assert values(result, AKG.productionEnd) == []
    assert outcome(result, history, AKG.productionEnd) == "superseded"


def test_what_is_planned_again_is_not_ended_by_its_history() -> None:
    plan = built("2024-01-01", "planned", start="2027")
    assert values(judged(plan, built("2025-01-01", "ended", end="2016")), AKG.status) == ["planned"]
    assert values(judged(plan, built("2028-01-01", "ended", end="2027-12")), AKG.status) == ["ended"]


def outcomes(judgement: Judgement, claims: list[Claim], term: Any) -> list[str]:
    return [judgement.outcomes[one.iri].value.rpartition("#")[2] for one in claims if one.predicate == term]


def invested(published: str, amount: float, by: str = "", **slots: Any) -> list[Claim]:
    about = {"investor": "EM", "currency": "EUR", "target": "Northport", "date": "2024"}
    return told("investment", published, by=by, amount=amount, **about | slots)


@pytest.mark.parametrize(
    ("parts", "amount", "lost"),
    [
        # The later source goes before the one that more agree with; of one day, the one that more agree with.
        ([invested("2024-01-01", 5e6), invested("2024-01-01", 5e6, "b"), invested("2024-06-01", 6e6)], "6000000", 1),
        ([invested("2024-01-01", 5e6), invested("2024-01-01", 5e6, "b"), invested("2024-01-01", 6e6, "c")], "5000000", 1),
        ([invested("2024-01-01", 5e6), invested("2024-01-01", 6e6, "c"), invested("2024-01-01", 6e6, "d")], "6000000", 1),
        ([invested("2024-01-01", 5e6), invested("2024-06-01", 5e6)], "5000000", 0),
        ([invested("2024-01-01", 5.02e6), invested("2024-06-01", 5e6, amount_comparator="about")], "5020000", 0),
        ([invested("2024-01-01", 5e6, status="planned"), invested("2024-06-01", 6e6, status="denied")], "5000000", 0),
    ],
)  # fmt: skip
def test_of_single_values_the_later_and_then_the_finer_holds(parts: list[list[Claim]], amount: str, lost: int) -> None:
    result = judged(*parts)
    assert values(result, AKG.amount) == [amount]
    assert len(result.conflicts) == lost
    assert [conflict.accepted.predicate for conflict in result.conflicts] == [AKG.amount] * lost
    denied = [outcomes(result, part, AKG.amount) for part in parts if part[0].status == "denied"]
    assert denied in ([], [["dropped"]])


def test_what_only_denials_tell_of_is_dropped_with_its_end() -> None:
    denial = built("2024-01-01", "denied", end="2025")
    result = judged(denial)
    assert values(result, AKG.status, AKG.productionEnd) == []
    assert outcomes(result, denial, AKG.status) == outcomes(result, denial, AKG.productionEnd) == ["dropped"]


def test_of_sources_on_one_state_one_is_accepted_and_the_others_support_it() -> None:
    one, other = built("2024-01-01"), built("2024-01-01", by="b")
    result = judged(one, other)
    assert sorted(outcomes(result, [*one, *other], AKG.status)) == ["accepted", "supporting"]


def test_a_date_of_an_earlier_run_gives_way_to_that_of_the_present_one() -> None:
    first, over = built("2010-06-01", start="2010"), built("2015-06-01", "ended")
    again = built("2020-06-01", start="2020")
    result = judged(first, over, again)
    assert values(result, AKG.productionStart) == ["2020"]
    (early,) = [claim for claim in first if claim.predicate == AKG.productionStart]
    (late,) = [claim for claim in again if claim.predicate == AKG.productionStart]
    assert result.superseded[early.iri] == late.iri


@pytest.mark.parametrize(
    ("between", "outcome_of_first", "conflicts"), [([], "revised", 0), (["2024-01-10"], "rejected", 1)]
)
def test_an_announcement_is_not_revised_by_what_another_of_its_time_said(
    between: list[str], outcome_of_first: str, conflicts: int
) -> None:
    first = built("2024-01-01", "planned", start="2025-02")
    rivals = [built(day, "planned", start="2025-03") for day in (*between, "2024-01-20")]
    result = judged(first, *rivals)
    assert values(result, AKG.productionStart) == ["2025-03"]
    assert outcome(result, first, AKG.productionStart) == outcome_of_first
    assert len(result.conflicts) == conflicts


def test_the_party_concerned_is_refined_by_a_finer_date_of_the_same_announcement() -> None:
    own = built("2024-01-01", "planned", start="2025", builder="EM", speaker="EM")
    paper = built("2024-01-01", "planned", start="2025-06", by="b")
    assert values(judged(own, paper), AKG.productionStart) == ["2025-06"]
    other = built("2024-01-01", "planned", start="2026-06", by="b")
    assert values(judged(own, other), AKG.productionStart) == ["2025"]


def run(published: str | None, status: str = "actual", **slots: Any) -> list[Claim]:
    return told("plant", published, status=status, plant="Example Northport plant", **slots)


@pytest.mark.parametrize(
    ("first", "then", "conflicts"),
    [
        (run("2020-01-01", capacity_per_year=200000), run("2023-01-01", capacity_per_year=300000), 0),
        # That the plant opened before tells nothing of since when it has its capacity.
        (run("2020-01-01", capacity_per_year=200000), run("2023-01-01", capacity_per_year=300000, opened="1999"), 0),
        # A source without a date is neither earlier nor later.
        (run(None, capacity_per_year=200000), run("2023-01-01", capacity_per_year=300000), 1),
        (run("2020-01-01", capacity_per_year=200000), run(None, capacity_per_year=300000), 1),
    ],
)
def test_a_later_value_succeeds_an_earlier_one(first: list[Claim], then: list[Claim], conflicts: int) -> None:
    result = judged(first, then)
    assert len(result.conflicts) == conflicts
    assert conflicts or values(result, AKG.capacityPerYear) == ["300000"]


def test_plans_beside_a_present_value_are_told_as_what_they_came_to() -> None:
    now = run("2024-01-01", capacity_per_year=300000)
    plan = run("2024-06-01", "planned", capacity_per_year=400000)
    earlier = run("2023-06-01", "planned", capacity_per_year=350000)
    fulfilled = run("2023-05-01", "planned", capacity_per_year=300000)
    dropped = run("2023-04-01", "planned", capacity_per_year=500000)
    denial = run("2023-07-01", "cancelled", capacity_per_year=500000)
    result = judged(now, plan, earlier, fulfilled, dropped, denial)
    assert values(result, AKG.capacityPerYear, AKG.plannedCapacityPerYear) == ["300000", "400000"]
    told_of = [outcome(result, part, AKG.capacityPerYear) for part in (now, plan, earlier, fulfilled, dropped, denial)]
    assert told_of == ["accepted", "accepted", "compatible", "superseded", "withdrawn", "withdrawn"]


def test_an_operator_that_left_is_accepted_as_former_and_one_that_followed_takes_its_place() -> None:
    left = run("2024-01-01", "ended", operator="EM")
    result = judged(run("2020-01-01", operator="EM"), left)
    assert (values(result, AKG.operatedBy), values(result, AKG.formerOperator)) == ([], ["example-motors"])
    assert outcome(result, left, AKG.operatedBy) == "accepted"
    early, late = run("2020-01-01", operator="EM"), run("2024-01-01", operator="Zenith Wagons")
    result = judged(early, late)
    assert values(result, AKG.formerOperator) == ["example-motors"]
    (first,), (then,) = ([c for c in part if c.predicate == AKG.operatedBy] for part in (early, late))
    assert result.superseded[first.iri] == then.iri


def test_the_badge_of_a_planned_model_is_its_brand() -> None:
    planned = told("production", "2024-01-01", status="planned", model="Zenith One", brand="Sample")
    assert values(judged(planned), AKG.modelBrand) == ["sample"]
    denied = told("production", "2024-01-01", status="denied", model="Zenith One", brand="Sample")
    assert values(judged(denied), AKG.modelBrand) == []


def test_a_builder_that_left_is_former_also_of_what_is_planned_again() -> None:
    over, plan = (
        told("production", day, status=status, model="Sample 4", plant="Example Northport plant", builder=builder)
        for day, status, builder in (("2015-01-01", "ended", "Zenith Wagons"), ("2024-01-01", "planned", "EM"))
    )
    result = judged(over, plan)
    assert values(result, AKG.formerProductionBuilder) == ["zenith-wagons-73c70dde"]
    assert values(result, AKG.productionBuilder) == ["example-motors"]


def test_a_market_is_accepted_by_the_source_of_its_present_state() -> None:
    plan, real = (
        built(day, state, markets=["US"]) for day, state in (("2023-01-01", "planned"), ("2024-01-01", "actual"))
    )
    result = judged(plan, real)
    assert [outcome(result, part, AKG.forMarket) for part in (plan, real)] == ["superseded", "accepted"]


@pytest.mark.parametrize(
    ("status", "term"),
    [
        ("actual", AKG.forMarket),
        ("ended", AKG.formerlyForMarket),
        ("planned", AKG.plannedForMarket),
        ("reported", AKG.plannedForMarket),
        ("cancelled", AKG.plannedForMarket),
    ],
)
def test_a_market_is_one_at_present_only(status: str, term: NamedNode) -> None:
    result = judged(built("2024-01-01", status, markets=["US"]))
    assert [
        triple.predicate
        for triple in result.accepted
        if local(triple.object) == "US" and "Market" in str(triple.predicate)
    ] == [term]


@pytest.mark.parametrize(("start", "expected"), [("2025~", [TRUE]), ("2025", [])])
def test_an_approximate_start_is_marked(start: str, expected: list[Literal]) -> None:
    result = judged(built("2024-01-01", start=start))
    assert [triple.object for triple in result.accepted if triple.predicate == AKG.startApproximate] == expected
