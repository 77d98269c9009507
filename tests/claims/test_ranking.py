"""How sure and how certain claims are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autokg.claims.claim import Claim
from autokg.claims.ranking import is_told_ahead
from autokg.claims.units import by_unit, is_surer
from autokg.core.terms import AKG
from builders import told


def end(published: str, date: str, status: str = "actual") -> Claim:
    claims = told("production", published, status=status, model="Sample 4", plant="Northport", end=date)
    return next(claim for claim in claims if claim.predicate == AKG.productionEnd)


@pytest.mark.parametrize(
    ("claim", "ahead"),
    [
        (end("2024-12-30", "2024-12-31"), True),
        (end("2024-12-31", "2024-12-31"), False),
        (end("2025-01-01", "2024-12-31"), False),
        (end("2024-06-01", "2024"), True),
        (end("2024-06-01", "2024/.."), False),
        (end("2025-06-01", "2024", "planned"), True),
        (end("2024-06-01", "2025", "ended"), False),
    ],
)
def test_an_end_is_told_ahead_until_its_last_day(claim: Claim, ahead: bool) -> None:
    assert is_told_ahead(claim) is ahead


def test_a_claim_without_a_date_is_told_ahead_only_if_it_is_planned() -> None:
    for status, ahead in (("planned", True), ("actual", False)):
        claim = told("production", "2024-01-01", status=status, model="Sample 4")[0]
        assert claim.date is None
        assert is_told_ahead(claim) is ahead


@pytest.mark.parametrize(("sure", "less"), [(0.9, 0.5), (0.1, None), (0.0, None)])
def test_of_two_readings_of_the_same_words_the_surer_one_counts(sure: float, less: float | None) -> None:
    claim = told("production", "2024-01-01", model="Sample 4")[0]
    one, other = (replace(claim, saying=replace(claim.saying, confidence=given)) for given in (sure, less))
    assert is_surer(one, other)
    assert not is_surer(other, one)
    for claims in ([one, other], [other, one]):
        ((kept,),) = [told_of for unit in by_unit(claims) for told_of in unit.values()]
        assert kept.saying.confidence == sure


def test_a_subject_with_two_anchors_is_judged_with_the_first_in_any_order() -> None:
    supply, one, other = (
        [claim for claim in told("production", "2024-01-01", model=model) if claim.predicate == AKG.ofModel]
        for model in ("Sample 4", "Sample 3", "Sample 4")
    )
    (of_third,), (of_fourth,) = one, other
    both = replace(of_fourth, object=of_third.object)
    for claims in ([both, *supply, of_third], [*supply, both, of_third], [of_third, *supply, both]):
        (unit,) = by_unit(claims)
        assert set(unit) == {of_third.subject, of_fourth.subject}
