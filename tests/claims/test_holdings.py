"""Which ended stake is the end of one that an earlier source tells as held."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.claims.claim import Claim
from autokg.claims.judging import judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import local, told, values

ONTOLOGY = load_ontology()


def stake(published: str, status: str = "actual", owner: str = "EM", **slots: Any) -> list[Claim]:
    return told("stake", published, status=status, owner=owner, owned="Nova Cars", **slots)


@pytest.mark.parametrize(
    ("parts", "statuses"),
    [
        ([stake("2020-01-01", share_percent=20), stake("2024-01-01", "ended", share_percent=20)], ["ended"]),
        ([stake("2020-01-01", share_percent=20), stake("2024-01-01", "ended")], ["ended"]),
        ([stake("2020-01-01", share_percent=20), stake("2024-01-01", "ended", share_percent=30)], ["actual", "ended"]),
        ([stake("2024-01-01", share_percent=20), stake("2020-01-01", "ended", share_percent=20)], ["actual", "ended"]),
        (
            [
                [*stake("2018-01-01", share_percent=40), *stake("2020-01-01", share_percent=20)],
                stake("2024-01-01", "ended", share_percent=20),
            ],
            ["ended"],
        ),
        (
            [
                [*stake("2018-01-01", share_percent=20), *stake("2020-01-01", share_percent=40)],
                stake("2024-01-01", "ended", share_percent=20),
            ],
            ["actual", "ended"],
        ),
        ([stake("2024-01-01", share_percent=20), stake("2024-01-01", "ended", by="b")], ["actual", "ended"]),
        ([stake("2020-01-01", share_percent=20), stake("2024-01-01", "ended", "Zenith Wagons")], ["actual", "ended"]),
        ([stake("2024-01-01", share_percent=20, until="2023-12")], ["ended"]),
        ([stake("2024-01-01", share_percent=20, until="2025-12")], ["actual"]),
    ],
)
def test_an_ended_stake_is_the_end_of_the_one_held_before(parts: list[list[Claim]], statuses: list[str]) -> None:
    judgement = judge([claim for claims in parts for claim in claims], ONTOLOGY)
    assert values(judgement, AKG.status) == statuses
    assert bool(judgement.merged) is (len(parts) > len(statuses))


def test_shares_of_two_times_do_not_contradict_each_other() -> None:
    judgement = judge([*stake("2020-01-01", share_percent=20), *stake("2024-01-01", share_percent=30)], ONTOLOGY)
    assert (values(judgement, AKG.sharePercent), judgement.conflicts) == (["30"], [])


@pytest.mark.parametrize(
    ("held", "over", "statuses"),
    [
        ("2019-01-05", {"published": "2025-02-05", "dissolved": "2025-01"}, ["ended", "ended", "ended"]),
        ("2019-01-05", {"published": "2025-02-05"}, ["ended", "ended", "ended"]),
        ("2024-12-31", {"published": "2025-02-05", "dissolved": "2025-01"}, ["ended", "ended", "ended"]),
        ("2025-01-01", {"published": "2025-02-05", "dissolved": "2025-01"}, ["ended", "actual", "actual"]),
        ("2026-01-01", {"published": "2025-02-05", "dissolved": "2025-01"}, ["actual", "actual", "actual"]),
    ],
)
def test_the_stakes_in_a_venture_end_with_it_unless_they_are_told_as_held_later(
    held: str, over: dict[str, str], statuses: list[str]
) -> None:
    venture: dict[str, Any] = {"name": "Nova Cars", "parents": ["EM", "Zenith Wagons"]}
    formed = told("joint_venture", held, shares={"EM": 50, "Zenith Wagons": 50}, **venture)
    ended = told("joint_venture", status="ended", **venture, **over)
    judgement = judge([*formed, *ended], ONTOLOGY)
    found = {triple.subject: local(triple.object) for triple in judgement.accepted if triple.predicate == AKG.status}
    assert [found[subject] for subject in sorted(found, key=str)] == statuses


def test_who_bought_out_the_partner_keeps_what_was_a_venture() -> None:
    venture: dict[str, Any] = {"name": "Nova Cars", "parents": ["EM", "Zenith Wagons"]}
    ended = [
        claim for day in ("2020-06-01", "2023-06-01") for claim in told("joint_venture", day, status="ended", **venture)
    ]
    judgement = judge([*ended, *stake("2020-06-01", share_percent=100, since="2002-12", by="b")], ONTOLOGY)
    assert values(judgement, AKG.status) == ["actual", "ended"]


@pytest.mark.parametrize(("held", "stakes"), [("2019-01-05", "cancelled"), ("2025-03-01", "actual")])
def test_the_stakes_in_a_venture_that_is_given_up_are_given_up_unless_they_are_told_later(
    held: str, stakes: str
) -> None:
    venture: dict[str, Any] = {"name": "Nova Cars", "parents": ["EM", "Zenith Wagons"]}
    formed = told("joint_venture", "2019-01-05", **venture)
    given_up = told("joint_venture", "2025-02-05", status="cancelled", **venture)
    share = told("stake", held, by="s", owner="EM", owned="Nova Cars", share_percent=50)
    judgement = judge([*formed, *given_up, *share], ONTOLOGY)
    assert values(judgement, AKG.status) == sorted(["cancelled", stakes])
    assert judgement.conflicts == []
