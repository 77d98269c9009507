"""Periods of production: "from 2014 to 2020" gives start and end, and an end before the article's day ends it."""

from __future__ import annotations

import pytest

from .conftest import FactsOf

PERIODS = [
    ("en", "Borealis produced the Dunlin Teal in Graz from 2014 to 2020."),
    ("en", "From 2014 to 2020, Borealis produced the Dunlin Teal in Graz."),
    ("en", "The Dunlin Teal was made in Graz between 2014 and 2020."),
    ("de", "Von 2014 bis 2020 baute Borealis den Dunlin Teal in Graz."),
    ("de", "Der Dunlin Teal wurde zwischen 2014 und 2020 in Graz gebaut."),
    ("fr", "De 2014 à 2020, Borealis a produit la Dunlin Teal à Graz."),
    ("fr", "La Dunlin Teal a été produite à Graz entre 2014 et 2020."),
    ("es", "De 2014 a 2020, Borealis produjo el Dunlin Teal en Graz."),
    ("it", "Dal 2014 al 2020 Borealis ha prodotto la Dunlin Teal a Graz."),
    ("pt", "De 2014 a 2020, a Borealis produziu o Dunlin Teal em Graz."),
]


@pytest.mark.parametrize(("language", "text"), PERIODS)
@pytest.mark.parametrize(("published", "status"), [("2021-01-01", "ended"), ("2020-12-31", "actual")])
def test_a_period_has_a_start_and_an_end(
    facts_of: FactsOf, language: str, text: str, published: str, status: str
) -> None:
    facts = [fact for fact in facts_of(text, language, published) if fact["kind"] == "production"]
    assert [(fact["start"], fact["end"]) for fact in facts] == [("2014", "2020")]
    if status == "ended" or language == "en":
        assert [fact["status"] for fact in facts] == [status]


def test_a_start_between_two_years_is_no_period(facts_of: FactsOf) -> None:
    (fact,) = facts_of("Production of the Dunlin Teal in Graz will start between 2026 and 2028.", "en", "2025-01-01")
    assert "end" not in fact
