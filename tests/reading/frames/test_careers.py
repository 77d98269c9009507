"""Who leads, who follows and who leaves: roles without a title of their own, and roles that have ended."""

from __future__ import annotations

from typing import Any

import pytest

from ..conftest import FactsOf


def _roles(facts: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [(f["person"], f["organization"], f["title"], f["status"]) for f in facts if f["kind"] == "role"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ada Berg heads Alpha."),
        ("en", "Alpha, led by Ada Berg, builds the Dunlin Teal in Lyon."),
        ("de", "Ada Berg leitet Alpha."),
        ("fr", "Ada Berg dirige Alpha depuis 2025."),
        ("es", "Ada Berg preside Alpha."),
        ("it", "Ada Berg guida Alpha."),
        ("pt", "Ada Berg lidera Alpha."),
    ],
)
def test_who_leads_without_a_title_is_the_head(facts_of: FactsOf, language: str, text: str) -> None:
    assert _roles(facts_of(text, language)) == [("Ada Berg", "Alpha", "head", "actual")]


@pytest.mark.parametrize(
    "text",
    ["The Teal leads the market.", "Alpha leads Beta by a year.", "Alpha, with Ada Berg, builds the Teal in Lyon."],
)
def test_what_is_no_person_or_leads_nothing_has_no_role(facts_of: FactsOf, text: str) -> None:
    assert _roles(facts_of(text, "en")) == []


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "Ada Berg has been appointed chief executive of Alpha, succeeding Ben Holm.", "chief executive"),
        ("en", "Ada Berg is chief executive of Alpha. She replaced Ben Holm.", "chief executive"),
        ("de", "Ada Berg ist Vorstandschefin von Alpha. Sie folgt auf Ben Holm.", "Vorstandschefin"),
        ("fr", "Ada Berg est directrice générale de Alpha. Elle succède à Ben Holm.", "directrice générale"),
        ("es", "Ada Berg es directora general de Alpha. Sustituye a Ben Holm.", "directora general"),
        (
            "it",
            "Ada Berg è amministratrice delegata di Alpha. Prende il posto di Ben Holm.",
            "amministratrice delegata",
        ),
    ],
)
def test_who_is_followed_had_the_role(facts_of: FactsOf, language: str, text: str, title: str) -> None:
    assert _roles(facts_of(text, language)) == [
        ("Ada Berg", "Alpha", title, "actual"),
        ("Ben Holm", "Alpha", title, "ended"),
    ]


def test_who_will_be_followed_has_the_role_until_then(facts_of: FactsOf) -> None:
    roles = _roles(facts_of("Ada Berg will become CEO of Alpha in May, succeeding Ben Holm.", "en"))
    assert [(person, status) for person, _, _, status in roles] == [("Ada Berg", "planned"), ("Ben Holm", "actual")]


def test_who_is_followed_in_a_later_paragraph_has_no_role(facts_of: FactsOf) -> None:
    text = "Ada Berg is chief executive of Alpha.\n\nHe replaced Ben Holm."
    assert _roles(facts_of(text, "en")) == [("Ada Berg", "Alpha", "chief executive", "actual")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alpha CEO Ada Berg said so.", "actual"),
        ("Former Alpha CEO Ada Berg said so.", "ended"),
        ("Ada Berg, former chief executive of Alpha, said so.", "ended"),
        ("Alpha CEO Ada Berg resigned in May.", "ended"),
        ("Ada Berg stepped down as CEO of Alpha in May.", "ended"),
        ("Alpha CEO Ada Berg leaves in June.", "planned"),
        ("Alpha CEO Ada Berg said that the former plant is sold.", "actual"),
    ],
)
def test_a_role_ends_with_former_and_with_leaving(facts_of: FactsOf, text: str, status: str) -> None:
    assert [role[3] for role in _roles(facts_of(text, "en"))] == [status]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "Ada Berg guiderà da settembre Alpha."),
        ("en", "Ada Berg will head Alpha."),
        ("fr", "Ada Berg dirigera Alpha."),
    ],
)
def test_who_will_lead_does_not_yet(facts_of: FactsOf, language: str, text: str) -> None:
    assert _roles(facts_of(text, language)) == [("Ada Berg", "Alpha", "head", "planned")]
