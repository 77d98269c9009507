"""Shares in words: equal parts, "each", the rest, and the owner that a noun names."""

from __future__ import annotations

from typing import Any

import pytest

from ..conftest import FactsOf

Stakes = list[tuple[str, str, float | None]]


def _of_kind(facts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["kind"] == kind]


def _stakes(facts: list[dict[str, Any]]) -> Stakes:
    return [(fact["owner"], fact["owned"], fact.get("share_percent")) for fact in _of_kind(facts, "stake")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Voltaic is owned in equal parts by Alpha and Cormoran."),
        ("en", "Alpha and Cormoran each hold half of Voltaic."),
        ("de", "Voltaic gehört zu gleichen Teilen der Alpha und Cormoran."),
        ("fr", "Voltaic est détenue à parts égales par Alpha et Cormoran."),
        ("es", "Voltaic pertenece a partes iguales a Alpha y Cormoran."),
    ],
)
def test_equal_parts_of_two_are_half_each(frames_of: FactsOf, language: str, text: str) -> None:
    facts = frames_of(text, language)
    if ventures := _of_kind(facts, "joint_venture"):
        assert [(fact["parents"], fact["shares"]) for fact in ventures] == [
            (("Alpha", "Cormoran"), {"Alpha": 50, "Cormoran": 50})
        ]
    else:
        assert _stakes(facts) == [("Alpha", "Voltaic", 50), ("Cormoran", "Voltaic", 50)]


def test_equal_parts_of_three_are_no_halves(frames_of: FactsOf) -> None:
    facts = frames_of("Voltaic is owned in equal parts by Alpha, Borealis and Cormoran.", "en")
    assert _stakes(facts) == [(owner, "Voltaic", None) for owner in ("Alpha", "Borealis", "Cormoran")]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Alpha holds 60% of Voltaic and Borealis the rest.", [("Borealis", "Voltaic", 40)]),
        ("Alpha holds 60% of Voltaic. The rest is held by Borealis.", [("Borealis", "Voltaic", 40)]),
        ("Alpha holds 60% of Voltaic. Borealis builds vans for the rest of Europe.", []),
        ("Alpha builds vans. The rest is held by Borealis.", []),
    ],
)
def test_the_rest_is_what_a_stake_leaves(frames_of: FactsOf, text: str, rest: Stakes) -> None:
    assert [stake for stake in _stakes(frames_of(text, "en")) if stake[0] == "Borealis"] == rest


def test_a_venture_in_equal_parts_has_the_shares_of_its_parents(frames_of: FactsOf) -> None:
    facts = frames_of("Voltaic is a 50-50 joint venture of Alpha and Cormoran.", "en")
    assert [fact.get("shares") for fact in _of_kind(facts, "joint_venture")] == [{"Alpha": 50, "Cormoran": 50}]
    assert not _stakes(facts)


@pytest.mark.parametrize(
    ("text", "stakes"),
    [
        ("Alpha, the owner of Voltaic, opened a school.", [("Alpha", "Voltaic", None)]),
        ("Voltaic builds it with its parent Alpha.", [("Alpha", "Voltaic", None)]),
        ("Alpha raised its stake in Voltaic and now owns 21 percent.", [("Alpha", "Voltaic", 21)]),
        ("Alpha raised its stake in Voltaic from Borealis and now owns 21 percent.", []),
        ("Alpha still has 12.4% of Voltaic.", [("Alpha", "Voltaic", 12.4)]),
        ("Alpha still makes 12.4% of Voltaic.", []),
    ],
)
def test_owners_are_told_by_a_noun_or_by_the_clause_before(frames_of: FactsOf, text: str, stakes: Stakes) -> None:
    assert _stakes(frames_of(text, "en")) == stakes
