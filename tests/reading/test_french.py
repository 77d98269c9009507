"""What French sentences say, kind by kind. Published on 1 May 2030."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf, holds

PRODUCTION: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "L'usine Alpha de Mulhouse produira la future Alpha 308 électrique à partir de 2031.",
        [{"model": "Alpha 308", "builder": "Alpha", "place": "Mulhouse", "start": "2031", "status": "planned"}],
    ),
    (
        "Alpha va fabriquer l'Alpha Nova à Maubeuge dès le premier semestre 2031.",
        [{"model": "Alpha Nova", "builder": "Alpha", "place": "Maubeuge", "start": "2031-40"}],
    ),
    (
        "La Borealis Zeta et la Cormoran 600 sortent de l'usine de Tychy, en Pologne.",
        [{"model": "Borealis Zeta", "country": "PL"}, {"model": "Cormoran 600", "place": "Tychy", "country": "PL"}],
    ),
    (
        "Alpha cessera la production de l'Alpha Nova à Cologne en juillet 2031.",
        [{"model": "Alpha Nova", "builder": "Alpha", "place": "Cologne", "end": "2031-07", "status": "planned"}],
    ),
    (
        "L'Alpha Nova n'est plus produite à Flins depuis mars 2029.",
        [{"model": "Alpha Nova", "place": "Flins", "end": "2029-03", "status": "ended"}],
    ),
    (
        "L'Alpha Nova n'est pas fabriquée en Espagne.",
        [{"model": "Alpha Nova", "country": "ES", "status": "denied"}],
    ),
    (
        "Selon une source proche du dossier, Borealis pourrait assembler l'Alpha Nova à Barcelone.",
        [{"model": "Alpha Nova", "builder": "Borealis", "place": "Barcelone", "status": "reported"}],
    ),
    (
        "La Cormoran 3 devrait entrer en production début 2031 à Chengdu, en Chine, puis à l'été 2031 au Mexique.",
        [
            {"model": "Cormoran 3", "place": "Chengdu", "country": "CN", "start": "2031-33~"},
            {"model": "Cormoran 3", "country": "MX", "start": "2031-22"},
        ],
    ),
    (
        "L'Alpha Nova, destinée au marché intérieur sud-coréen et à l'exportation vers l'Amérique du Nord, sera "
        "produite à Busan.",
        [{"model": "Alpha Nova", "place": "Busan", "markets": ("KR", "North America")}],
    ),
    (
        "Alpha emploie 5 000 salariés sur son site d'Onnaing, où est fabriquée la Yaka Cross.",
        [{"model": "Yaka Cross", "place": "Onnaing"}],
    ),
    (
        "L'Alpha Lodga, la Sanda et le Dokka sont fabriqués à Tanger.",
        [{"model": "Alpha Lodga"}, {"model": "Sanda"}, {"model": "Dokka", "place": "Tanger"}],
    ),
]

OTHERS: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "plant",
        "Le site de Sandouville, largement salué, emploie près de 1 900 personnes.",
        [{"plant": "site de Sandouville", "employees": 1900, "employees_comparator": "nearly"}],
    ),
    (
        "plant",
        "L'usine de Tanger a une capacité de 340\u202f000 véhicules par an.",
        [{"plant": "usine de Tanger", "capacity_per_year": 340000.0}],
    ),
    (
        "plant",
        "L'usine de Cormoran, sise à Graz, est grande.",
        [{"plant": "usine de Cormoran, sise à Graz", "operator": "Cormoran", "place": "Graz"}],
    ),
    (
        "stake",
        "Borealis détient 15 % du capital d'Alpha.",
        [{"owner": "Borealis", "owned": "Alpha", "share_percent": 15.0, "status": "actual"}],
    ),
    (
        "stake",
        "Zeta est détenue à 45 % par Alpha, à 45 % par Borealis et à 10 % par Cormoran.",
        [
            {"owner": "Alpha", "owned": "Zeta", "share_percent": 45.0},
            {"owner": "Borealis", "owned": "Zeta", "share_percent": 45.0},
            {"owner": "Cormoran", "owned": "Zeta", "share_percent": 10.0},
        ],
    ),
    (
        "stake",
        "Alpha cède à Borealis 45 % de Cormoran.",
        [
            {"owner": "Borealis", "owned": "Cormoran"},
            {"owner": "Alpha", "owned": "Cormoran", "share_percent": 45, "status": "ended"},
        ],
    ),
    (
        "agreement",
        "Alpha, le groupe Borealis et Cormoran ont scellé un pacte pour fabriquer l'Alpha Nova.",
        [{"parties": ("Alpha", "Borealis", "Cormoran"), "type": "contract-manufacturing"}],
    ),
    (
        "agreement",
        "Pacte tripartite entre Alpha, Borealis, et Cormoran",
        [{"parties": ("Alpha", "Borealis", "Cormoran")}],
    ),
    (
        "joint_venture",
        "ZCC, coentreprise entre Alpha, Borealis et Cormoran, a inauguré son usine.",
        [{"name": "ZCC", "parents": ("Alpha", "Borealis", "Cormoran")}],
    ),
    (
        "supply",
        "Voltaic fournira des batteries à Alpha pour l'Alpha Nova.",
        [{"supplier": "Voltaic", "customer": "Alpha", "product": "batteries", "status": "planned"}],
    ),
    (
        "investment",
        "Le groupe Alpha investira 10 milliards d'euros dans son usine de Salzgitter.",
        [
            {
                "investor": "Alpha",
                "amount": 1e10,
                "currency": "EUR",
                "target": "usine de Salzgitter",
                "status": "planned",
            }
        ],
    ),
    ("role", "Le PDG d'Alpha, Jeanne Poulain, parle.", [{"person": "Jeanne Poulain", "organization": "Alpha"}]),
    (
        "role",
        "Luca de Molina, directeur général d'Alpha, est content.",
        [{"person": "Luca de Molina", "title": "directeur général"}],
    ),
    (
        "role",
        "Jeanne Poulain a été nommée directrice générale de Borealis en juillet 2029.",
        [{"person": "Jeanne Poulain", "organization": "Borealis", "since": "2029-07"}],
    ),
    (
        "model",
        "L'Alpha Nova, une berline totalement électrique, arrive.",
        [{"model": "Alpha Nova", "body": "sedan"}, {"model": "Alpha Nova", "powertrain": "battery electric"}],
    ),
    (
        "alias",
        "L'Alpha Nova arrive. Découvrez en vidéo, la semaine prochaine, l'Alpha Novaa.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRODUCTION)
def test_production(facts_of: FactsOf, text: str, expected: list[dict[str, Any]]) -> None:
    holds([fact for fact in facts_of(text, "fr", "2030-05-01") if fact["kind"] == "production"], expected)


@pytest.mark.parametrize(("kind", "text", "expected"), OTHERS)
def test_other_kinds(facts_of: FactsOf, kind: str, text: str, expected: list[dict[str, Any]]) -> None:
    holds([fact for fact in facts_of(text, "fr", "2030-05-01") if fact["kind"] == kind], expected)


def test_an_abbreviation_that_the_text_introduces_is_written_out_and_cited(reading_of: Any) -> None:
    text = "Zeta Korea Motors (ZKM) avance. Le CEO de ZKM, Jeanne Poulain, parle."
    (fact,) = [fact for fact in reading_of(text, "fr").facts if fact.kind == "role"]
    assert fact.slots()["organization"] == "Zeta Korea Motors"
    assert fact.evidence[0].slots["organization"].start == 0


def test_our_shareholders_are_the_speakers(facts_of: FactsOf) -> None:
    text = (
        "Le CEO d'Alpha, Jeanne Poulain, a déclaré : « Nous remercions nos principaux actionnaires, Borealis et "
        "Cormoran, pour leur confiance de toujours. »"
    )
    stakes = [fact for fact in facts_of(text, "fr") if fact["kind"] == "stake"]
    holds(stakes, [{"owner": "Borealis", "owned": "Alpha"}, {"owner": "Cormoran", "owned": "Alpha"}])


def test_a_headline_speaks_of_the_articles_own_model(reading_of: Any) -> None:
    text = (
        "L'usine de Busan fabriquera des voitures électriques dès l'aube de 2031\n"
        "Le site de Busan lancera la production de l'Alpha Nova, une berline électrique, au second semestre de 2031."
    )
    facts = [fact for fact in reading_of(text, "fr", "2030-05-01").facts if fact.kind == "production"]
    assert [(fact.slots()["model"], fact.slots()["start"]) for fact in facts] == [
        ("Alpha Nova", "2031-33~"),
        ("Alpha Nova", "2031-41"),
    ]
    assert "model" in facts[0].evidence[0].slots


def test_a_post_may_be_told_by_a_verb(facts_of: FactsOf) -> None:
    roles = [
        fact for fact in facts_of("Jeanne Poulain est la directrice générale d'Alpha.", "fr") if fact["kind"] == "role"
    ]
    holds(roles, [{"person": "Jeanne Poulain", "organization": "Alpha", "title": "directrice générale"}])
