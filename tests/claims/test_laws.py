"""Laws of judging that hold for any stories."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Triple

from autokg.claims.claim import Claim
from autokg.claims.judging import Judgement, judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import local, told, values

pytestmark = pytest.mark.slow  # each law is tried on hundreds of generated stories

ONTOLOGY = load_ontology()
STATUSES = ("planned", "actual", "ended", "cancelled", "reported", "denied")
MONTHS = [f"{year}-{month:02}" for year in range(2022, 2026) for month in (1, 5, 9)]


@st.composite
def stories(draw: st.DrawFn) -> list[Claim]:
    """Draw what one paper tells of the Sample 4 at Northport or of the works there."""
    published = draw(st.one_of(st.none(), st.sampled_from(MONTHS)))
    status = draw(st.sampled_from(STATUSES))
    by = draw(st.sampled_from("abc"))
    slots: dict[str, Any]
    if draw(st.booleans()):
        kind = "production"
        slots = {"model": "Sample 4", "plant": draw(st.sampled_from(["Northport", None])), "country": "KR"}
        slots |= {"start": draw(st.sampled_from([None, *MONTHS, "2023", "../2024", "2024~"]))}
        slots |= {"end": draw(st.sampled_from([None, "2026-06", "2026", "2025/.."]))}
    else:
        kind = "plant"
        slots = {"plant": "Northport", "operator": draw(st.sampled_from(["EM", "Zenith Wagons", None]))}
        slots |= {"capacity_per_year": draw(st.sampled_from([None, 100000, 150000]))}
    return told(kind, published, status=status, by=by, **{key: value for key, value in slots.items() if value})


def judged(parts: list[list[Claim]]) -> Judgement:
    return judge([claim for claims in parts for claim in claims], ONTOLOGY)


def result(judgement: Judgement) -> tuple[set[Triple], dict[Any, Any], list[str], dict[Any, Any]]:
    return judgement.accepted, judgement.outcomes, list(map(str, judgement.conflicts)), judgement.superseded


@given(st.lists(stories(), max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_sources_never_matters(parts: list[list[Claim]], shuffle: Any) -> None:
    expected = result(judged(parts))
    shuffled = list(parts)
    shuffle.shuffle(shuffled)
    assert result(judged(shuffled)) == expected


@given(st.lists(stories(), min_size=1, max_size=7))
@settings(max_examples=100, deadline=None)
def test_a_repeat_changes_nothing(parts: list[list[Claim]]) -> None:
    assert result(judged([*parts, parts[0]])) == result(judged(parts))


@given(st.lists(stories(), max_size=7))
@settings(max_examples=150, deadline=None)
def test_every_claim_has_an_outcome_and_every_state_one_status(parts: list[list[Claim]]) -> None:
    judgement = judged(parts)
    assert {claim.iri for claims in parts for claim in claims} == judgement.outcomes.keys()
    stated = [triple.subject for triple in judgement.accepted if triple.predicate == AKG.status]
    assert len(stated) == len(set(stated))


@given(st.lists(st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS)), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_of_announcements_of_one_class_no_earlier_one_supersedes_a_later(told_of: list[tuple[str, str]]) -> None:
    plans = [
        told("production", day, status="planned", by=f"p{n}", model="Sample 4", plant="Northport", start=start)
        for n, (day, start) in enumerate(told_of)
    ]
    (start,) = values(judged(plans), AKG.productionStart)
    newest = max(day for day, _ in told_of)
    assert start in {announced for day, announced in told_of if day == newest}


@given(st.lists(stories(), max_size=7))
@settings(max_examples=150, deadline=None)
def test_what_goes_on_or_is_planned_ends_after_it_starts(parts: list[list[Claim]]) -> None:
    judgement = judged(parts)
    days = {(t.subject, t.predicate): dt.date.fromisoformat(local(t.object)) for t in judgement.accepted
            if t.predicate in (AKG.startEarliest, AKG.endLatest)}  # fmt: skip
    going_on = {t.subject for t in judgement.accepted if t.predicate == AKG.status and t.object != AKG.ended}
    for subject in going_on:
        start, end = days.get((subject, AKG.startEarliest)), days.get((subject, AKG.endLatest))
        assert start is None or end is None or start <= end
