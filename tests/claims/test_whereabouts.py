"""Which production a source means if it names only a town, a country or a builder."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import NamedNode, Triple

from autokg.claims.claim import Claim
from autokg.claims.judging import judge
from autokg.core.ids import DEFAULT_BASE
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import told, values

ONTOLOGY = load_ontology()
NORTHPORT = NamedNode(f"{DEFAULT_BASE}plant/example-northport")
KOREA = NamedNode(f"{DEFAULT_BASE}country/KR")
PLACES = [Triple(NORTHPORT, AKG.inCountry, KOREA)]


def built(published: str, status: str = "actual", model: str = "Sample 4", **slots: Any) -> list[Claim]:
    return told("production", published, status=status, model=model, **slots)


HERE = built("2020-01-01", plant="Northport", builder="EM")


@pytest.mark.parametrize(
    ("less", "merged", "status"),
    [
        (built("2024-01-01", "ended", country="KR"), 1, ["ended"]),
        (built("2024-01-01", "ended", country="KR", builder="EM"), 1, ["ended"]),
        (built("2024-01-01", "ended", builder="EM"), 1, ["ended"]),
        (built("2024-01-01", "ended", country="KR", builder="Zenith Wagons"), 0, ["actual", "ended"]),
        (built("2024-01-01", "ended", country="JP"), 0, ["actual", "ended"]),
        (built("2024-01-01", "ended", "Sample 3", country="KR"), 0, ["actual", "ended"]),
        (built("2024-01-01", "ended", builder="Zenith Wagons"), 0, ["actual", "ended"]),
        (built("2024-01-01", "ended"), 1, ["ended"]),
    ],
)
def test_what_is_told_without_its_plant_is_of_the_plant_there(
    less: list[Claim], merged: int, status: list[str]
) -> None:
    judgement = judge([*HERE, *less], ONTOLOGY, places=PLACES)
    assert len(judgement.merged) == merged
    assert values(judgement, AKG.status) == status


def test_only_the_end_counts_for_each_of_several_plants() -> None:
    other = built("2020-01-01", plant="Southport works")
    at = next(claim.object for claim in other if claim.predicate == AKG.atPlant)
    assert isinstance(at, NamedNode)
    places = [*PLACES, Triple(at, AKG.inCountry, KOREA)]
    going_on = judge([*HERE, *other, *built("2024-01-01", country="KR", start="2010")], ONTOLOGY, places=places)
    assert values(going_on, AKG.lastReported) == ["2020-01-01", "2020-01-01"]
    assert values(going_on, AKG.productionStart) == []
    ended = judge([*HERE, *other, *built("2024-01-01", "ended", country="KR")], ONTOLOGY, places=places)
    assert values(ended, AKG.status) == ["ended", "ended"]


@pytest.mark.parametrize(
    ("less", "more", "merged"),
    [
        # From a builder alone to a country, from a country to a town; what is equally vague is not merged.
        (built("2020-01-01", builder="EM"), built("2024-01-01", country="KR", builder="EM"), 1),
        (built("2020-01-01", country="KR"), built("2024-01-01", place="Northport", country="KR"), 1),
        (built("2020-01-01", place="Northport", country="KR"), built("2024-01-01", place="Southport", country="KR"), 0),
        (built("2020-01-01", builder="EM"), built("2024-01-01", builder="Zenith Wagons"), 0),
        (built("2020-01-01", country="KR", builder="EM"), built("2024-01-01", place="Northport", country="KR"), 1),
        (built("2020-01-01", builder="EM"), built("2024-01-01", place="Northport", country="KR"), 0),
    ],
)
def test_the_vaguer_telling_is_merged_into_the_finer_one(less: list[Claim], more: list[Claim], merged: int) -> None:
    judgement = judge([*less, *more], ONTOLOGY)
    assert len(judgement.merged) == merged


@pytest.mark.parametrize(("operator", "merged"), [("example-motors", 1), ("sample-group", 0)])
def test_who_runs_the_plant_is_its_builder_where_no_other_is_told(operator: str, merged: int) -> None:
    here = built("2020-01-01", plant="Northport")
    listed = Triple(NORTHPORT, AKG.listedOperator, NamedNode(f"{DEFAULT_BASE}organization/{operator}"))
    judgement = judge([*here, *built("2024-01-01", country="KR", builder="EM")], ONTOLOGY, places=[*PLACES, listed])
    assert len(judgement.merged) == merged
