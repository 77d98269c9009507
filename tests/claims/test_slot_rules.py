"""Announced dates, values that change over time and relations: both sides of each boundary."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.claims.claim import Claim
from autokg.claims.judging import Judgement, judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import told, values

ONTOLOGY = load_ontology()
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
