"""Builders that an article tells once are carried over only where they can be meant."""

from __future__ import annotations

import pytest

from ..conftest import FactsOf


@pytest.mark.parametrize(
    ("text", "builders"),
    [
        ("Alpha builds the Dunlin Teal in Lyon, France. The Dunlin Teal is built in Lyon.", ["Alpha", "Alpha"]),
        ("Alpha builds the Dunlin Teal in Lyon, France. The Dunlin Teal is also built in China.", ["Alpha", None]),
        (
            "Alpha builds the Dunlin Teal in Lyon. Alpha grows. Alpha hires people. Alpha earned money. "
            "The Cormoran Nid is built in Metz, says Cormoran.",
            ["Alpha", None],
        ),
    ],
)
def test_a_builder_is_not_carried_to_another_country_or_badge(
    frames_of: FactsOf, text: str, builders: list[str | None]
) -> None:
    facts = [fact for fact in frames_of(text, "en", "2026-05-04") if fact["kind"] == "production"]
    assert [fact.get("builder") for fact in facts] == builders


@pytest.mark.parametrize(
    ("language", "sentence", "builder"),
    [
        ("en", "In Graz, the company builds the Nova 3.", "Alpha"),
        ("de", "In Graz baut das Unternehmen den Nova 3.", "Alpha"),
        ("en", "In Graz, the Zonkers build the Nova 3.", None),
        ("it", "L'argentina Pampeana non produrrà in Brasile la Nova 3.", None),
    ],
)
def test_a_subject_that_is_not_read_is_not_the_company_of_the_article(
    facts_of: FactsOf, language: str, sentence: str, builder: str | None
) -> None:
    found = facts_of(f"Alpha. Alpha. Alpha.\n\n{sentence}", language, "2030-05-01")
    assert [fact.get("builder") for fact in found if fact["kind"] == "production"] == [builder]


def test_a_point_of_the_compass_is_no_town(facts_of: FactsOf) -> None:
    found = facts_of("Borealis likes its West German car plant. The Alpha Nova is made there.", "en")
    assert not [fact for fact in found if fact.get("place") == "West"]


def test_a_platform_is_no_model(facts_of: FactsOf) -> None:
    found = facts_of(
        "La piattaforma elettrica VS-1 viene costruita a Melfi. La Alpha Nova viene costruita a Melfi.", "it"
    )
    assert {fact["model"] for fact in found if fact["kind"] == "production" and "model" in fact} == {"Alpha Nova"}
