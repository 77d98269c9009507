"""Who builds where: the last report of a plant or builder, and since when another operator builds at a plant."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from autokg.claims.activity import Activity, Built
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status

PLANT, FIRST, OTHER = (NamedNode(f"https://e.org/{name}") for name in ("plant", "first", "other"))


def built(by: NamedNode, reported: str | None, status: Status = Status.ACTUAL) -> Built:
    day = ImpreciseDate.parse(reported) if reported else None
    return Built(frozenset({by}), frozenset({PLANT}), status, day)


def taken_over(*productions: Built, told: str = "2010") -> str | None:
    day = Activity(productions).taken_over(PLANT, FIRST, {OTHER}, [ImpreciseDate.parse(told)])
    return str(day) if day else None


@pytest.mark.parametrize(
    ("productions", "since"),
    [
        ([built(OTHER, "2024"), built(OTHER, "2022-05"), built(OTHER, "2023-01-01")], "2022-05"),
        ([built(OTHER, "2024"), built(OTHER, "2005")], "2024"),
        ([built(OTHER, "2010-12-31")], None),
        ([built(OTHER, "2011-01-01")], "2011-01-01"),
        ([built(OTHER, None)], None),
        ([built(OTHER, "2024", Status.PLANNED)], None),
        ([built(OTHER, "2024"), built(FIRST, "2009", Status.ENDED)], "2024"),
        ([built(OTHER, "2024"), built(FIRST, "2009")], None),
        ([built(OTHER, "2024"), built(FIRST, "2009", Status.PLANNED)], None),
        ([], None),
    ],
)
def test_another_operator_took_over_when_it_is_first_reported_to_build_later(
    productions: list[Built], since: str | None
) -> None:
    assert taken_over(*productions) == since


def test_a_plant_was_last_reported_to_build_when_the_last_of_its_productions_was() -> None:
    activity = Activity([built(FIRST, "2020"), built(OTHER, "2021-06"), built(OTHER, "2025", Status.ENDED)])
    assert str(activity.last_built(PLANT)) == "2021-06"
    assert str(activity.last_built(FIRST)) == "2020"
    assert activity.last_built(NamedNode("https://e.org/none")) is None
