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
