"""What agencies and local papers write: pronouns, appositions, kinds of cars, plants taken up again.

Published on 1 May 2030. A case holds the facts that the sentences must give; what else they give is not asked.
"""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf

Expected = list[dict[str, Any]]

PRONOUNS: list[tuple[str, str, Expected]] = [
    (
        "en",
        "Alpha opened its books on Monday. It hopes to build 1.5 million electric cars in 2031.",
        [{"kind": "production", "product": "electric cars", "builder": "Alpha", "start": "2031", "status": "planned"}],
    ),
    (
        "en",
        "Borealis showed the Borealis Zeta on Friday. It will be built in Graz, Austria.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Graz", "country": "AT", "status": "planned"}],
    ),
    (
        "fr",
        "Alpha a présenté ses comptes. Elle produit des batteries à Lyon.",
        [{"kind": "production", "product": "batteries", "builder": "Alpha"}],
    ),
    (
        "fr",
        "Borealis a dévoilé la Borealis Zeta. Elle sera assemblée à Graz, en Autriche.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Graz", "country": "AT", "status": "planned"}],
    ),
    (
        "fr",
        "Alpha a annoncé qu'elle investirait 40 millions d'euros dans son usine de Metz.",
        [{"kind": "investment", "investor": "Alpha", "amount": 40e6, "currency": "EUR"}],
    ),
]

KINDS_OF_CARS: list[tuple[str, str, Expected]] = [
    (
        "en",
        "The Ohio plant will start building a new battery electric SUV in 2032.",
        [{"kind": "production", "product": "electric SUVs", "start": "2032", "status": "planned"}],
    ),
    (
        "en",
        "Production has started in Hungary on the Borealis Zeta.",
        [{"kind": "production", "model": "Borealis Zeta", "country": "HU", "status": "actual"}],
    ),
    (
        "fr",
        "Dunlin assemblera un petit SUV électrique à Rennes dès 2031.",
        [{"kind": "production", "product": "electric SUVs", "builder": "Dunlin", "place": "Rennes", "start": "2031"}],
    ),
    (
        "de",
        "Borealis will ab 2031 im Werk Graz E-Autos bauen.",
        [{"kind": "production", "product": "electric cars", "builder": "Borealis", "start": "2031"}],
    ),
    (
        "en",
        "Alpha builds 90,000 electric cars a year in Graz.",
        [
            {
                "kind": "production",
                "product": "electric cars",
                "builder": "Alpha",
                "place": "Graz",
                "volume_per_year": 90e3,
            }
        ],
    ),
]

PLANTS: list[tuple[str, str, Expected]] = [
    (
        "fr",
        "Alpha ouvrira en 2031 son usine de Metz. La Borealis Zeta y sera assemblée.",
        [
            {"kind": "plant", "operator": "Alpha", "opened": "2031", "status": "planned"},
            {"kind": "production", "model": "Borealis Zeta", "place": "Metz"},
        ],
    ),
    (
        "es",
        "Alpha inauguró la planta de Figueras. La planta de Figueras producirá 50.000 vehículos al año.",
        [{"kind": "plant", "operator": "Alpha"}, {"kind": "plant", "capacity_per_year": 50e3}],
    ),
    (
        "it",
        "Lo stabilimento di Melfi, inaugurato nel 1993, produce 90.000 auto all'anno.",
        [{"kind": "plant", "opened": "1993"}, {"kind": "plant", "capacity_per_year": 90e3}],
    ),
    (
        "fr",
        "Alpha investira 200 millions d'euros dans l'usine du groupe à Metz, qui produit actuellement l'Alpha Nova.",
        [{"kind": "production", "model": "Alpha Nova", "plant": "usine du groupe à Metz", "place": "Metz"}],
    ),
    (
        "fr",
        "L'usine d'assemblage de Saint-Avold accueillera la Borealis Zeta en 2031.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Saint-Avold", "start": "2031"}],
    ),
    (
        "fr",
        "L'usine Alpha de Metz a dix ans. Ce site de 6 000 salariés fabrique l'Alpha 5.",
        [{"kind": "plant", "employees": 6000}, {"kind": "production", "model": "Alpha 5", "builder": "Alpha"}],
    ),
    (
        "en",
        "Alpha's plant in Graz is busy. The plant's nearly 9,500 workers now build the Alpha Nova.",
        [{"kind": "plant", "employees": 9500}, {"kind": "production", "model": "Alpha Nova", "place": "Graz"}],
    ),
    (
        "pt",
        "A Alpha tem uma fábrica localizada em Anápolis (GO), onde é produzido o Borealis Zeta.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Anápolis"}],
    ),
    (
        "pt",
        "A fábrica da Alpha em Sorocaba produzirá cerca de 70.000 carros por ano.",
        [{"kind": "plant", "capacity_per_year": 70e3, "status": "planned"}],
    ),
    (
        "es",
        "El Borealis Zeta se fabricará en la planta de la multinacional en Figueras a partir de 2031.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Figueras", "start": "2031"}],
    ),
]  # fmt: skip

CLAUSES: list[tuple[str, str, Expected]] = [
    (
        "es",
        "El primero será el Zorzal de la marca Alpha, que se fabricará desde 2031 en la factoría de Figueras.",
        [{"kind": "production", "model": "Zorzal", "place": "Figueras", "start": "2031"}],
    ),
    (
        "fr",
        "Borealis a grandi. En partenariat avec Alpha, il investit 20 millions d'euros.",
        [{"kind": "investment", "investor": "Borealis", "amount": 20e6}],
    ),
    (
        "de",
        "Der Borealis Zeta, der auf dem Alpha Nova basiert, wird im Werk Graz gebaut.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Graz"}],
    ),
    (
        "fr",
        "La Borealis Zeta, qui repose sur la base de l'Alpha Nova, sera produite à Graz.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Graz"}],
    ),
    (
        "en",
        "The Borealis Zeta, which shares its platform with the Alpha Nova, will be built in Graz.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Graz"}],
    ),
    (
        "en",
        "Alpha left the U.S. The Borealis Zeta is built in Graz.",
        [{"kind": "production", "model": "Borealis Zeta", "place": "Graz", "status": "actual"}],
    ),
    (
        "fr",
        "Alpha assemble la 208 électrique et la 508 à Metz.",
        [{"kind": "production", "model": "208", "place": "Metz"}, {"kind": "production", "model": "508", "builder": "Alpha"}],
    ),
]  # fmt: skip

OWNERS: list[tuple[str, str, Expected]] = [
    (
        "fr",
        "Jusqu'ici, Alpha détenait 43,4 % de Borealis.",
        [{"kind": "stake", "owner": "Alpha", "owned": "Borealis", "share_percent": 43.4}],
    ),
    (
        "en",
        "Alpha, which also owns Borealis, Cormoran and Dunlin Motors, is hiring.",
        [{"kind": "stake", "owner": "Alpha", "owned": owned} for owned in ("Borealis", "Cormoran", "Dunlin Motors")],
    ),
    (
        "fr",
        "Alpha, la maison mère de Borealis et Cormoran, recrute.",
        [{"kind": "stake", "owner": "Alpha", "owned": "Borealis"}, {"kind": "stake", "owner": "Alpha", "owned": "Cormoran"}],
    ),
    ("en", "Cormoran, Alpha's luxury brand, is growing.", [{"kind": "brand", "brand": "Cormoran", "owner": "Alpha"}]),
    (
        "en",
        "Voltaic was formed in 2021 by Alpha and its parent company, Borealis.",
        [{"kind": "joint_venture", "name": "Voltaic", "parents": ("Alpha", "Borealis")}],
    ),
    (
        "fr",
        "Voltaic regroupe Alpha, Borealis et Cormoran.",
        [{"kind": "joint_venture", "name": "Voltaic", "parents": ("Alpha", "Borealis", "Cormoran")}],
    ),
    (
        "es",
        "La empresa Voltaic, creada por Alpha y Borealis, contrata.",
        [{"kind": "joint_venture", "name": "Voltaic", "parents": ("Alpha", "Borealis")}],
    ),
    (
        "de",
        "An dem Gemeinschaftsunternehmen Voltaic hält Alpha insgesamt 50 Prozent.",
        [{"kind": "stake", "owner": "Alpha", "owned": "Voltaic", "share_percent": 50.0}],
    ),
]  # fmt: skip

MONEY_AND_PEOPLE: list[tuple[str, str, Expected]] = [
    (
        "pt",
        "A Alpha anunciou investimento de R$ 1,2 bilhão na fábrica de Gravataí.",
        [{"kind": "investment", "investor": "Alpha", "amount": 1.2e9, "currency": "BRL"}],
    ),
    (
        "en",
        "Alpha will build the Alpha Nova in Ohio and invest an additional $2.1 billion in a plant.",
        [{"kind": "investment", "investor": "Alpha", "amount": 2.1e9, "currency": "USD"}],
    ),
    (
        "en",
        "Demand is strong, said Park Min-ho, chief executive of Borealis.",
        [{"kind": "role", "person": "Park Min-ho", "organization": "Borealis", "title": "chief executive"}],
    ),
    (
        "de",
        "Das sagte Alpha-Produktionschef Karl Lindner.",
        [{"kind": "role", "person": "Karl Lindner", "organization": "Alpha", "title": "Produktionschef"}],
    ),
    (
        "es",
        "Lo dijo el director global de Calidad de Borealis, Ana Ferrer.",
        [{"kind": "role", "person": "Ana Ferrer", "organization": "Borealis"}],
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*PRONOUNS, *KINDS_OF_CARS, *PLANTS, *CLAUSES, *OWNERS, *MONEY_AND_PEOPLE],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_facts_of_press_prose(language: str, text: str, expected: Expected, facts_of: FactsOf) -> None:
    found = facts_of(text, language, "2030-05-01")
    for slots in expected:
        assert any(all(fact.get(slot) == value for slot, value in slots.items()) for fact in found), (slots, found)


NOT_SAID: list[tuple[str, str, str, str]] = [
    ("en", "Alpha (NYSE: ALP) builds the Alpha Nova in Graz.", "alias", "ALP"),
    ("en", "New York, 25 April 2030. A new electric SUV is to be built at an Alpha plant in Ohio.", "production", "York"),
    ("fr", "Le site (avec Alpha et Borealis) a débuté la production de batteries à Metz.", "production", "Borealis"),
    ("en", "The Alpha Nova is an electric car.", "production", "electric cars"),
    ("pt", "A fábrica de Goiana fará as picapes Zorzal (Alpha) e Gavia (Borealis).", "alias", "Zorzal"),
    ("en", "Alpha Group made cars in Graz. The company owns 15% of Alpha.", "stake", "Alpha"),
    ("pt", "A Alpha fará o Alpha 5 em Betim. A Borealis investe para a fabricação de um carro novo.", "production", "Borealis"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "word"), NOT_SAID)
def test_what_is_not_said_is_not_read(language: str, text: str, kind: str, word: str, facts_of: FactsOf) -> None:
    found = [fact for fact in facts_of(text, language, "2030-05-01") if fact["kind"] == kind]
    assert not any(word in str(value) for fact in found for value in fact.values()), found


def test_each_thing_is_built_at_its_own_place(facts_of: FactsOf) -> None:
    found = facts_of("Alpha builds the Borealis 3 in Graz and the Borealis 5 in Lyon.", "en")
    assert [(fact["model"], fact["place"]) for fact in found] == [("Borealis 3", "Graz"), ("Borealis 5", "Lyon")]


def test_things_built_together_are_built_at_each_place(facts_of: FactsOf) -> None:
    found = facts_of("Alpha builds the Borealis 3 and the Borealis 5 in Graz and Lyon.", "en")
    assert len({(fact["model"], fact["place"]) for fact in found}) == 4
