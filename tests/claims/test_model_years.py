"""Filings by model year: what they cover, and when a maker's silence is an end."""

from __future__ import annotations

import pytest

from autokg.claims.claim import Claim
from autokg.claims.judging import Judgement, judge
from autokg.claims.model_years import covered_year
from autokg.core.dates import ImpreciseDate
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import told, values

ONTOLOGY = load_ontology()


def filed(year: int, maker: str = "Sample USA", model: str = "Sample 4", published: str | None = None) -> list[Claim]:
    bounds = {"start": f"../{year}", "end": f"{year}/.."}
    day = published or f"{year + 1}-12-01"
    return told(
        "production",
        day,
        by=f"{maker}-{model}-{year}".replace(" ", "-"),
        model=model,
        country="KR",
        speaker=maker,
        **bounds,
    )


@pytest.mark.parametrize(
    ("begins", "ends", "year"),
    [
        ("../2020", "2020/..", 2020),
        ("../2020", "2021/..", None),
        ("2020", "2020/..", None),
        ("../2020", "2020", None),
        ("../2020-05", "2020-05/..", None),
    ],
)
def test_a_filing_covers_one_year(begins: str, ends: str, year: int | None) -> None:
    assert covered_year(ImpreciseDate.parse(begins), ImpreciseDate.parse(ends)) == year
    assert covered_year(ImpreciseDate.parse(begins), None) is None


PRESS = [told("production", "2023-06-01", model="Sample 4", country="KR")]
ENDED = [
    ([filed(2020)], "actual", []),
    ([filed(2020), filed(2021)], "actual", []),
    ([filed(2020), filed(2021, model="Sample 3")], "ended", ["2020"]),
    ([filed(2020), filed(2023, model="Sample 3")], "ended", ["2020"]),
    ([filed(2020), filed(2021, model="Sample 3", maker="Another USA")], "actual", []),
    ([filed(2021), filed(2020, model="Sample 3")], "actual", []),
    ([filed(2020), filed(2021, model="Sample 3"), *PRESS], "actual", []),
]


@pytest.mark.parametrize(("parts", "status", "last"), ENDED)
def test_what_a_maker_files_no_more_has_ended(parts: list[list[Claim]], status: str, last: list[str]) -> None:
    claims = [claim for claims in parts for claim in claims]
    judgement = judge(claims, ONTOLOGY)
    node = next(claim.subject for claim in claims if claim.predicate == AKG.ofModel)
    of_it = Judgement(accepted={triple for triple in judgement.accepted if triple.subject == node})
    assert (values(of_it, AKG.status), values(of_it, AKG.lastFiled)) == ([status], last)


@pytest.mark.parametrize(
    ("published", "reported"),
    [("2024-04-11", "2020"), ("2021-01-01", "2020"), ("2020-12-31", "2020-12-31"), ("2019-09-01", "2019-09-01")],
)
def test_a_filing_speaks_of_its_model_year_as_far_as_it_has_come(published: str, reported: str) -> None:
    assert values(judge(filed(2020, published=published), ONTOLOGY), AKG.lastReported) == [reported]


@pytest.mark.parametrize(("year", "status"), [(2021, "ended"), (2022, "ended"), (2023, "actual")])
def test_a_filing_takes_up_what_ended_only_if_no_car_of_its_year_is_older(year: int, status: str) -> None:
    end = told("production", "2021-06-01", status="ended", model="Sample 4", country="KR")
    assert values(judge([*end, *filed(year)], ONTOLOGY), AKG.status) == [status]


@pytest.mark.parametrize(("status", "expected"), [("planned", "ended"), ("actual", "actual")])
def test_only_a_source_that_tells_it_as_going_on_outweighs_the_silence_of_a_filing(status: str, expected: str) -> None:
    other = told("production", "2019-01-01", status=status, model="Sample 4", country="KR")
    result = judge([*other, *filed(2020), *filed(2021, model="Sample 3")], ONTOLOGY)
    assert expected in values(result, AKG.status)
    assert ("ended" in values(result, AKG.status)) is (expected == "ended")
