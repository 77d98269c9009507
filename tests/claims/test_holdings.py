"""Which ended stake is the end of one that an earlier source tells as held."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.claims.claim import Claim
from autokg.claims.judging import judge
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import told, values

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
