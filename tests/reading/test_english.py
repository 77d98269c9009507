"""What English sentences say, kind by kind. Published on 1 May 2030 unless a case says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf, holds

PRODUCTION: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Alpha will build the Alpha Nova at its plant in Graz, Austria, from November 2031.",
        [{"model": "Alpha Nova", "builder": "Alpha", "place": "Graz", "country": "AT", "start": "2031-11", "status": "planned"}],
    ),
    (
        "The new Alpha 5 is assembled in Douai, northern France, by Borealis, the carmaker's electric unit.",
        [{"model": "Alpha 5", "builder": "Borealis", "place": "Douai", "status": "actual"}],
    ),
    (
        "Borealis has begun producing its G6 and G9 models at Cormoran's plant in Graz.",
        [{"model": "G6", "builder": "Borealis", "place": "Graz"}, {"model": "G9", "builder": "Borealis", "place": "Graz"}],
    ),
    (
        "Alpha ended production of the Q8 e-tron in Brussels in February 2029.",
        [{"model": "Q8 e-tron", "builder": "Alpha", "place": "Brussels", "end": "2029-02", "status": "ended"}],
    ),
    (
        "Dunlin will stop making the Teal in Saarlouis, Germany, in November 2030.",
        [{"model": "Teal", "builder": "Dunlin", "end": "2030-11", "country": "DE", "status": "planned"}],
    ),
    (
        "The Alpha Nova will be produced in Zilina, Slovakia, for the European market.",
        [{"model": "Alpha Nova", "place": "Zilina", "country": "SK", "markets": ("Europe",)}],
    ),
    (
        "Cormoran will move production of the Cormoran 7 to Kosice, Slovakia, in 2031.",
        [{"model": "Cormoran 7", "builder": "Cormoran", "place": "Kosice", "start": "2031", "status": "planned"}],
    ),
    (
        "The Alpha Nova could be built in Lyon next year, according to people familiar with the matter.",
        [{"model": "Alpha Nova", "place": "Lyon", "start": "2031", "status": "reported"}],
    ),
    (
        "The Alpha Nova will not be built in Spain.",
        [{"model": "Alpha Nova", "country": "ES", "status": "denied"}],
    ),
    (
        "The Cormoran 3 is to enter production in early 2031 in Chengdu, China, and then in summer 2031 in Mexico.",
        [
            {"model": "Cormoran 3", "place": "Chengdu", "country": "CN", "start": "2031-33~"},
            {"model": "Cormoran 3", "country": "MX", "start": "2031-22"},
        ],
    ),
    (
        "The Borealis Zeta left the production line in Hanover in May 2029.",
        [{"model": "Borealis Zeta", "place": "Hanover", "start": "2029-05", "status": "actual"}],
    ),
    (
        "The Alpha Nova made in Lyon uses battery cells made by Voltaic in Poland.",
        [{"model": "Alpha Nova", "place": "Lyon"}, {"product": "battery cells", "builder": "Voltaic", "country": "PL"}],
    ),
]  # fmt: skip

OTHERS: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "plant",
        "Alpha's factory in Hai Phong has an annual capacity of 250,000 vehicles and employs about 8,000 people.",
        [
            {"capacity_per_year": 250000.0, "plant": "Alpha's factory in Hai Phong"},
            {"employees": 8000, "employees_comparator": "about"},
        ],
    ),
    (
        "plant",
        "Alpha's production plants are located in Ghent (Belgium), Chengdu and Taizhou (China).",
        [
            {"operator": "Alpha", "place": "Ghent", "country": "BE"},
            {"operator": "Alpha", "place": "Chengdu"},
            {"operator": "Alpha", "place": "Taizhou", "country": "CN"},
        ],
    ),
    (
        "plant",
        "Cormoran opened its factory in Graz, Austria, in August 2029.",
        [{"operator": "Cormoran", "plant": "factory in Graz, Austria", "opened": "2029-08"}],
    ),
    (
        "stake",
        "Borealis holds a 34.02% stake in Alpha, while Cormoran keeps the rest.",
        [
            {"owner": "Borealis", "owned": "Alpha", "share_percent": 34.02},
            {"owner": "Cormoran", "owned": "Alpha", "share_percent": 65.98},
        ],
    ),
    (
        "stake",
        "Alpha completed the sale of its 30 per cent stake in Lynx & Co to Zeta Intelligent Technology Co., Ltd.",
        [
            {"owner": "Alpha", "owned": "Lynx & Co", "share_percent": 30.0, "status": "ended"},
            {"owner": "Zeta Intelligent Technology Co., Ltd.", "owned": "Lynx & Co", "share_percent": 30.0},
        ],
    ),
    (
        "stake",
        "The venture, called Zeta Motors, is 60 percent owned by Alpha and 40 percent by Borealis.",
        [
            {"owner": "Alpha", "owned": "Zeta Motors", "share_percent": 60.0},
            {"owner": "Borealis", "owned": "Zeta Motors", "share_percent": 40.0},
        ],
    ),
    ("stake", "Alpha has raised its stake in Borealis to 88 percent.", [{"owner": "Alpha", "share_percent": 88.0}]),
    ("stake", "Alpha, which owns Borealis, grows.", [{"owner": "Alpha", "owned": "Borealis"}]),
    (
        "agreement",
        "Alpha and Borealis have signed a memorandum of understanding to explore collaboration.",
        [{"parties": ("Alpha", "Borealis"), "type": "memorandum"}],
    ),
    (
        "agreement",
        "Alpha, Borealis and Cormoran have sealed a pact to build the Teal.",
        [{"parties": ("Alpha", "Borealis", "Cormoran"), "type": "contract-manufacturing"}],
    ),
    (
        "joint_venture",
        "Zeta Mobility, a 50-50 joint venture between Alpha and Borealis, will begin deliveries in 2031.",
        [{"name": "Zeta Mobility", "parents": ("Alpha", "Borealis")}],
    ),
    (
        "joint_venture",
        "Alpha Borealis is a joint venture between Borealis and Alpha Group.",
        [{"name": "Alpha Borealis", "parents": ("Borealis", "Alpha Group")}],
    ),
    (
        "supply",
        "Voltaic supplies batteries to Alpha.",
        [{"supplier": "Voltaic", "customer": "Alpha", "product": "batteries", "status": "actual"}],
    ),
    (
        "supply",
        "Alpha will use battery cells from Voltaic.",
        [{"supplier": "Voltaic", "customer": "Alpha", "product": "battery cells", "status": "planned"}],
    ),
    (
        "investment",
        "Alpha will invest over 800 million euros in its plant in Graz.",
        [{"investor": "Alpha", "amount": 8e8, "currency": "EUR", "amount_comparator": "over", "target": "plant in Graz"}],
    ),
    ("investment", "Alpha plans to spend $2.5 billion.", [{"investor": "Alpha", "amount": 2.5e9, "currency": "USD"}]),
    (
        "role",
        "Alpha's president and CEO Jane Poole spoke.",
        [{"person": "Jane Poole", "organization": "Alpha", "title": "president and CEO"}],
    ),
    (
        "role",
        "Alpha named Jane Poole as its chief executive officer, effective July 1, 2031.",
        [{"person": "Jane Poole", "organization": "Alpha", "since": "2031-07-01"}],
    ),
    (
        "role",
        "Luca de Molina, chief executive of Borealis, agreed.",
        [{"person": "Luca de Molina", "organization": "Borealis", "title": "chief executive"}],
    ),
    ("model", "The Alpha Nova is an all-electric SUV.", [{"powertrain": "battery electric"}, {"body": "SUV"}]),
    ("alias", "Zeta Korea Motors (ZKM) and Alpha met.", [{"alias": "ZKM", "of": "Zeta Korea Motors"}]),
    ("alias", "Zeta Mobility, formerly known as Omega Motor, met Alpha.", [{"alias": "Omega Motor", "of": "Zeta Mobility"}]),
]  # fmt: skip

NOTHING = [
    "Alpha builds a battery plant in Lyon.",
    "The successor to the Alpha Nova will be built in Lyon.",
    "Alpha is a leading maker of cars.",
    "The weather in Lyon was fine in 2029.",
    "Sales of the Alpha Nova rose by 12 percent in Germany.",
]


@pytest.mark.parametrize(("text", "expected"), PRODUCTION)
def test_production(facts_of: FactsOf, text: str, expected: list[dict[str, Any]]) -> None:
    found = [fact for fact in facts_of(text, "en", "2030-05-01") if fact["kind"] == "production"]
    holds(found, expected)


@pytest.mark.parametrize(("kind", "text", "expected"), OTHERS)
def test_other_kinds(facts_of: FactsOf, kind: str, text: str, expected: list[dict[str, Any]]) -> None:
    holds([fact for fact in facts_of(text, "en", "2030-05-01") if fact["kind"] == kind], expected)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_made_up(facts_of: FactsOf, text: str) -> None:
    assert not [fact for fact in facts_of(text, "en", "2030-05-01") if fact["kind"] == "production"]


def test_the_plant_is_carried_over_and_cited(reading_of: Any) -> None:
    text = "Alpha opened a plant in Lyon in 2029. The plant employs 3,000 workers."
    reading = reading_of(text, "en", "2030-05-01")
    (fact,) = [fact for fact in reading.facts if fact.slots().get("employees")]
    (span,) = [evidence.slots["plant"] for evidence in fact.evidence]
    assert fact.slots()["plant"] == text[span.start : span.end] == "plant in Lyon"


def test_names_that_nobody_knows_are_read_by_their_shape(facts_of: FactsOf) -> None:
    text = "Ostrava Motors GmbH builds the Kestrel 5 in Ostrava. The Kestrel 5 is an electric SUV."
    (fact,) = [fact for fact in facts_of(text, "en", known=False) if fact["kind"] == "production"]
    assert (fact["model"], fact["builder"], fact["place"]) == ("Kestrel 5", "Ostrava Motors GmbH", "Ostrava")


@pytest.mark.parametrize("name", ["Model D", "Type R", "Class E", "Model Y"])
def test_a_letter_after_a_word_for_models_is_part_of_the_name(facts_of: FactsOf, name: str) -> None:
    (found,) = facts_of(f"Dunlin will build the {name} in Graz from 2031.", "en", "2030-05-01")
    assert found["model"] == name


@pytest.mark.parametrize("text", ["Dunlin moves its R&D to Graz.", "Dunlin opens a centre for Type R&D in Graz."])
def test_research_and_development_names_no_model(facts_of: FactsOf, text: str) -> None:
    assert not any("R" in str(found.get("model", "")) for found in facts_of(text, "en", "2030-05-01"))


def test_the_speaker_of_a_quotation_is_told(reading_of: Any) -> None:
    text = 'Jane Poole, CEO of Alpha, said: "We will build the Alpha Nova in Lyon from 2031 onwards."'
    facts = {fact.kind: fact for fact in reading_of(text, "en", "2030-05-01").facts}
    assert (facts["production"].speaker, facts["production"].slots()["builder"]) == ("Jane Poole", "Alpha")
    assert facts["role"].speaker is None


def test_a_reading_says_the_same_twice(reading_of: Any) -> None:
    text = " ".join(text for text, _ in PRODUCTION)
    assert reading_of(text, "en").facts == reading_of(text, "en").facts


def test_what_is_said_of_one_plant_is_not_said_of_another(facts_of: FactsOf) -> None:
    text = "Alpha operates plants in Ghent and opened a factory in Lyon, France, in August 2029."
    assert not [fact for fact in facts_of(text, "en") if fact.get("opened") and "Ghent" in fact["plant"]]
