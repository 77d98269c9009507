"""Models beside a site in sentences without a verb of building, and words that speak of something else."""

from __future__ import annotations

from typing import Any

import pytest

from ..conftest import FactsOf

_BEFORE = "Alpha builds vans in Zedlitz. "


def _productions(facts: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    productions = [fact for fact in facts if fact["kind"] == "production" and "model" in fact]
    return [(fact["model"], fact.get("place")) for fact in productions]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "The Dunlin Teal has one birthplace, at Graz.", "Graz"),
        ("en", "The works at Linz have room for the Dunlin Teal.", "Linz"),
        ("fr", "Une seule adresse pour la Dunlin Teal, l'usine de Metz.", "Metz"),
        ("en", f"{_BEFORE}The Dunlin Teal has one birthplace, at Zedlitz.", "Zedlitz"),
        ("en", "The Dunlin Teal has one birthplace, at Zedlitz.", None),
        ("en", "The Dunlin Teal was unveiled at Graz.", None),
        ("en", "The Dunlin Teal is on sale in Graz.", None),
        ("en", "The Dunlin Teal has never seen Graz.", None),
        ("en", "The successor of the Dunlin Teal has one birthplace, at Graz.", None),
        ("en", "The Dunlin Teal has two birthplaces, at Graz and at Linz.", None),
    ],
)
def test_a_site_beside_a_model_is_where_it_is_built(
    frames_of: FactsOf, language: str, text: str, place: str | None
) -> None:
    expected = [("Dunlin Teal", place)] if place else []
    assert _productions(frames_of(text, language, "2026-05-04")) == expected


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Alpha builds the Dunlin Teal in Metz since 2019 and the Dunlin Plover.", ["2019", None]),
        ("Alpha builds the Dunlin Teal and, since 2019, the Dunlin Plover in Metz.", [None, "2019"]),
        ("Since 2019 Alpha has built the Dunlin Teal, since 2021 the Dunlin Plover in Metz.", ["2019", "2021"]),
        ("Alpha builds the Dunlin Teal and the Dunlin Plover in Metz since 2019.", ["2019", "2019"]),
    ],
)
def test_a_date_between_goods_belongs_to_one_of_them(frames_of: FactsOf, text: str, starts: list[str | None]) -> None:
    facts = [fact for fact in frames_of(text, "en", "2026-05-04") if fact["kind"] == "production"]
    assert [fact.get("start") for fact in sorted(facts, key=lambda fact: str(fact["model"]), reverse=True)] == starts


@pytest.mark.parametrize(
    ("text", "plant"),
    [
        ("Alpha's first plant produces the Dunlin Teal.", None),
        ("Alpha's Metz plant produces the Dunlin Teal.", "Alpha's Metz plant"),
    ],
)
def test_a_plant_that_no_town_tells_apart_is_no_site(facts_of: FactsOf, text: str, plant: str | None) -> None:
    facts = [fact for fact in facts_of(text, "en") if fact["kind"] == "production"]
    assert [fact.get("plant") for fact in facts] == [plant]


@pytest.mark.parametrize(
    ("between", "place"),
    [(" ", "Metz"), ("\n\n", None)],
)
def test_a_site_is_carried_on_within_its_paragraph(frames_of: FactsOf, between: str, place: str | None) -> None:
    text = f"Alpha builds the Dunlin Plover in Metz.{between}Production of the Dunlin Teal begins in 2031."
    assert _productions(frames_of(text, "en", "2026-05-04"))[-1] == ("Dunlin Teal", place)


def test_plain_goods_are_not_placed_by_the_sentence_before(frames_of: FactsOf) -> None:
    facts = frames_of("Alpha builds the Dunlin Plover in Metz. Borealis builds trucks.", "en")
    assert [fact.get("place") for fact in facts if "product" in fact] == [None]


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("Alpha has a plant in Metz.", "Alpha"),
        ("Alpha operates a plant in Metz.", "Alpha"),
        ("Alpha visits a plant in Metz.", None),
    ],
)
def test_who_has_a_plant_runs_it(frames_of: FactsOf, text: str, operator: str | None) -> None:
    plants = [fact for fact in frames_of(text, "en") if fact["kind"] == "plant"]
    assert [fact["operator"] for fact in plants] == ([operator] if operator else [])


@pytest.mark.parametrize(
    ("text", "slot", "number"),
    [
        ("It employs 2,500.", "employees", 2500),
        ("It employs 2,500 hens.", "employees", None),
        ("It opened before it employed 2019.", "employees", None),
        ("It has a capacity of 80,000.", "capacity_per_year", 80000),
        ("It has a capacity of 80,000 litres.", "capacity_per_year", None),
        ("Borealis employs 2,500.", "employees", None),
    ],
)
def test_a_number_without_a_noun_counts_what_the_verb_says(
    frames_of: FactsOf, text: str, slot: str, number: int | None
) -> None:
    facts = frames_of(f"Alpha's plant in Metz is old. {text}", "en")
    assert [fact[slot] for fact in facts if fact["kind"] == "plant" and slot in fact] == ([number] if number else [])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dunlin Motors passed from Borealis to Alpha in 2008."),
        ("fr", "Dunlin Motors est passée de Borealis à Alpha en 2008."),
        ("de", "Dunlin Motors ging 2008 von Borealis an Alpha."),
    ],
)
def test_a_company_passes_from_one_owner_to_another(frames_of: FactsOf, language: str, text: str) -> None:
    stakes = [fact for fact in frames_of(text, language, "2026-05-04") if fact["kind"] == "stake"]
    assert [(stake["owner"], stake["status"]) for stake in stakes] == [("Borealis", "ended"), ("Alpha", "actual")]
    assert (stakes[0]["until"], stakes[1]["since"]) == ("2008", "2008")


def test_a_plant_passes_from_one_operator_to_another(frames_of: FactsOf) -> None:
    plants = [f for f in frames_of("The Metz plant passed from Borealis to Alpha.", "en") if "operator" in f]
    assert [(plant["operator"], plant["status"]) for plant in plants] == [("Borealis", "ended"), ("Alpha", "actual")]


@pytest.mark.parametrize(
    ("language", "text", "stakes"),
    [
        ("en", "Good news for Cormoran, now owned by Alpha.", [("Alpha", "Cormoran")]),
        ("en", "Alpha bought Borealis and Cormoran.", [("Alpha", "Borealis"), ("Alpha", "Cormoran")]),
        ("en", "Alpha bought 900 trucks from Borealis.", []),
        ("en", "Alpha bought a plant of Borealis.", []),
        ("de", "Alpha gehören 15 Prozent von Borealis.", [("Alpha", "Borealis")]),
        ("en", "The stake of Cormoran is held by Alpha at 51 per cent.", [("Alpha", "Cormoran")]),
    ],
)
def test_owners_without_a_share(frames_of: FactsOf, language: str, text: str, stakes: list[tuple[str, str]]) -> None:
    facts = [fact for fact in frames_of(text, language) if fact["kind"] == "stake"]
    assert [(fact["owner"], fact["owned"]) for fact in facts] == stakes


def test_a_line_that_opens_with_a_town_lists_what_is_built_there(frames_of: FactsOf) -> None:
    assert _productions(frames_of("Graz: the Dunlin Teal, by hand.", "en")) == [("Dunlin Teal", "Graz")]
    assert _productions(frames_of("Graz, the Dunlin Teal, by hand.", "en")) == []


@pytest.mark.parametrize("alias", ["DNL.DE", "NYSE: DNL", "DNL_p.DE"])
def test_where_a_share_is_traded_is_no_alias(facts_of: FactsOf, alias: str) -> None:
    assert not [f for f in facts_of(f"Dunlin Motors ({alias}) builds cars in Graz.", "en") if f["kind"] == "alias"]


def test_a_company_that_bears_the_text_runs_no_plant_of_another(frames_of: FactsOf) -> None:
    text = "Alpha grows. Alpha hires. Alpha sells more. Near the plant in Graz, Borealis rents a hall."
    assert not [fact for fact in frames_of(text, "en") if fact["kind"] == "plant" and fact.get("operator") == "Alpha"]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "In May 2024 the last Dunlin Teal left the plant in Metz.", "ended"),
        ("fr", "La dernière Dunlin Teal a quitté la ligne de Metz en mai 2024.", "ended"),
        ("en", "The last Dunlin Teal will leave the line in Metz in May 2031.", "planned"),
    ],
)
def test_production_ends_with_the_last_of_a_model(facts_of: FactsOf, language: str, text: str, status: str) -> None:
    productions = [f for f in facts_of(text, language, "2026-05-04") if f["kind"] == "production"]
    assert productions
    assert all(f["status"] == status and "end" in f and "start" not in f for f in productions)


def test_the_home_of_a_maker_is_no_site(frames_of: FactsOf) -> None:
    facts = frames_of("Alpha assembles the Dunlin Teal for a carmaker from Graz.", "en")
    assert _productions(facts) == [("Dunlin Teal", None)]
