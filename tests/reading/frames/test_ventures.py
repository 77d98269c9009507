"""Joint ventures and agreements: who founds one with whom, its name, and who "the two companies" are."""

from __future__ import annotations

from typing import Any

import pytest

from ..conftest import FactsOf


def _of_kind(facts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["kind"] == kind]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha and Cormoran have agreed to set up a 50:50 joint venture."),
        ("en", "Alpha will form a joint venture in Lyon with Cormoran."),
        ("fr", "Alpha va créer une coentreprise avec Cormoran."),
        ("de", "Alpha und Cormoran gründen ein Joint Venture."),
    ],
)
def test_founders_of_a_venture_are_its_parents(frames_of: FactsOf, language: str, text: str) -> None:
    assert [fact["parents"] for fact in _of_kind(frames_of(text, language), "joint_venture")] == [("Alpha", "Cormoran")]


def test_partners_of_the_sentence_before_are_no_error(facts_of: FactsOf) -> None:
    text = "Alpha y Cormoran invertirán 4.100 millones en una fábrica. La sociedad, participada al 50% por ambos socios, crece."
    assert facts_of(text, "es") is not None


def test_a_venture_is_named_in_the_sentence_after(frames_of: FactsOf) -> None:
    text = "Alpha and Cormoran will set up a joint venture. The venture, to be called Lynx Motors, will be in Lyon."
    named = [fact for fact in _of_kind(frames_of(text, "en"), "joint_venture") if "name" in fact]
    assert [(fact["name"], fact["parents"]) for fact in named] == [("Lynx Motors", ("Alpha", "Cormoran"))]


@pytest.mark.parametrize(
    ("first", "parties"),
    [
        ("Alpha presented a van with Cormoran.", [("Alpha", "Cormoran")]),
        ("Alpha presented a van.", []),
        ("Alpha presented a van with Cormoran and Borealis.", []),
    ],
)
def test_both_companies_are_the_two_named_before(
    frames_of: FactsOf, first: str, parties: list[tuple[str, str]]
) -> None:
    facts = frames_of(f"{first} The two companies signed an agreement.", "en")
    assert [fact["parties"] for fact in _of_kind(facts, "agreement")] == parties


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alpha and Cormoran signed a deal to build the Dunlin Teal.", "actual"),
        ("Alpha and Cormoran will sign a deal to build the Dunlin Teal.", "planned"),
    ],
)
def test_a_signed_deal_is_there_though_what_it_plans_is_not(frames_of: FactsOf, text: str, status: str) -> None:
    assert [fact["status"] for fact in _of_kind(frames_of(text, "en"), "agreement")] == [status]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha sold 30% of Borealis to Cormoran."),
        ("it", "Alpha ha ceduto il 30% della controllata Borealis a Cormoran."),
        ("es", "Alpha vendió el 30% de Borealis a Cormoran."),
    ],
)
def test_a_sale_ends_one_stake_and_starts_another(facts_of: FactsOf, language: str, text: str) -> None:
    stakes = _of_kind(facts_of(text, language), "stake")
    assert {(fact["owner"], fact["owned"], fact["status"]) for fact in stakes} == {
        ("Alpha", "Borealis", "ended"),
        ("Cormoran", "Borealis", "actual"),
    }
