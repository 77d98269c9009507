"""Dates that are only about or by a year, years that are counts after all, and shares of joint ventures."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.articles.article import read_article
from autokg.reading.gate import Gate

from .conftest import FactsOf, ReadingOf

FISCAL: list[tuple[str, str]] = [
    ("en", "Alpha will build the Alpha Nova in Graz from the third quarter of fiscal 2034."),
    ("en", "Alpha will build the Alpha Nova in Graz from the third quarter of the current financial year."),
    ("fr", "Alpha produira l'Alpha Nova à Metz au troisième trimestre de l'exercice 2034."),
    ("de", "Alpha baut den Alpha Nova ab dem dritten Quartal des Geschäftsjahres in Graz."),
]


@pytest.mark.parametrize(("language", "text"), FISCAL)
def test_a_quarter_of_a_fiscal_year_is_no_calendar_quarter(facts_of: FactsOf, language: str, text: str) -> None:
    starts = [fact.get("start") for fact in facts_of(text, language) if fact["kind"] == "production"]
    assert starts
    assert not any("-35" in start for start in starts if start)


STARTS: list[tuple[str, str, str]] = [
    ("en", "Alpha plans to build the Alpha Nova in Graz around 2034.", "2034~"),
    ("en", "Alpha plans to build the Alpha Nova in Graz by 2034.", "../2034"),
    ("en", "Alpha plans to build the Alpha Nova in Graz before 2034.", "../2034"),
    ("fr", "Alpha prévoit de produire l'Alpha Nova à Metz vers 2034.", "2034~"),
    ("fr", "Alpha prévoit de produire l'Alpha Nova à Metz d'ici 2034.", "../2034"),
    ("fr", "Alpha prévoit de produire l'Alpha Nova à Metz à l'horizon 2034.", "../2034"),
    ("de", "Alpha will den Alpha Nova etwa 2034 in Graz bauen.", "2034~"),
    ("de", "Alpha will den Alpha Nova spätestens 2034 in Graz bauen.", "../2034"),
    ("es", "Alpha fabricará el Alpha Nova en Vigo hacia 2034.", "2034~"),
    ("es", "Alpha fabricará el Alpha Nova en Vigo antes de 2034.", "../2034"),
    ("it", "Alpha produrrà la Alpha Nova a Melfi intorno al 2034.", "2034~"),
    ("it", "Alpha produrrà la Alpha Nova a Melfi entro il 2034.", "../2034"),
    ("pt", "A Alpha produzirá o Alpha Zeta em Betim por volta de 2034.", "2034~"),
    ("pt", "A Alpha produzirá o Alpha Zeta em Betim até 2034.", "../2034"),
]


@pytest.mark.parametrize(("language", "text", "start"), STARTS)
def test_about_and_by_a_year(language: str, text: str, start: str, facts_of: FactsOf) -> None:
    assert [fact["start"] for fact in facts_of(text, language, "2030-05-01")] == [start]


COUNTS: list[tuple[str, str, str, float]] = [
    ("en", "The Alpha plant in Graz employs 2000 people.", "employees", 2000),
    ("de", "Das Werk Graz beschäftigt rund 2000 Menschen.", "employees", 2000),
    ("fr", "L'usine de Metz emploie 1950 salariés.", "employees", 1950),
    ("en", "The Alpha plant in Graz can build 2030 cars a year.", "capacity_per_year", 2030),
]


@pytest.mark.parametrize(("language", "text", "slot", "number"), COUNTS)
def test_a_number_like_a_year_counts_people_and_cars(
    language: str, text: str, slot: str, number: float, facts_of: FactsOf
) -> None:
    assert [fact[slot] for fact in facts_of(text, language, "2030-05-01")] == [number]


def test_a_year_before_cars_stays_a_year(facts_of: FactsOf) -> None:
    (fact,) = facts_of("Alpha baut ab 2031 Elektroautos in Graz.", "de", "2030-05-01")
    assert fact["start"] == "2031"


SHARES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "en",
        "Alpha and Borealis set up a 50-50 joint venture called Ampora.",
        {"name": "Ampora", "parents": ("Alpha", "Borealis"), "shares": {"Alpha": 50.0, "Borealis": 50.0}},
    ),
    (
        "en",
        "Ampora Cells, a joint venture between Alpha (51%) and Borealis (49%), will build cells.",
        {"name": "Ampora Cells", "shares": {"Alpha": 51.0, "Borealis": 49.0}},
    ),
    (
        "fr",
        "Voltaic est une coentreprise entre Alpha (51 %) et Borealis (49 %).",
        {"name": "Voltaic", "shares": {"Alpha": 51.0, "Borealis": 49.0}},
    ),
    (
        "de",
        "Voltaic ist ein 50:50-Joint-Venture von Alpha und Borealis.",
        {"name": "Voltaic", "shares": {"Alpha": 50.0, "Borealis": 50.0}},
    ),
    ("en", "Voltaic is a joint venture between Alpha and Borealis.", {"name": "Voltaic", "parents": ("Alpha", "Borealis")}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SHARES)
def test_shares_of_joint_ventures(language: str, text: str, expected: dict[str, Any], facts_of: FactsOf) -> None:
    (fact,) = [fact for fact in facts_of(text, language) if fact["kind"] == "joint_venture"]
    assert {slot: fact[slot] for slot in expected} == expected
    assert ("shares" in fact) is ("shares" in expected)


def test_the_gate_turns_shares_away_that_nobody_said(reading_of: ReadingOf) -> None:
    text = "Voltaic is a joint venture between Alpha (51%) and Borealis (49%)."
    (fact,) = [fact for fact in reading_of(text, "en").facts if fact.kind == "joint_venture"]
    gate = Gate.of(read_article(text.encode(), language="en"))
    assert gate.find_fault(fact) is None
    wrong = fact.model_copy(update={"shares": {"Alpha": 60.0, "Borealis": 40.0}})
    assert "shares" in str(gate.find_fault(wrong))
    stranger = fact.model_copy(update={"shares": {"Cormoran": 51.0, "Borealis": 49.0}})
    assert "shares" in str(gate.find_fault(stranger))
