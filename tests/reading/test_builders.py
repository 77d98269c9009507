"""Who builds what where a sentence leaves it to the ones around it, or to its order of words.

Published on 1 May 2030. A case holds the facts that the sentences must give; what else they give is not asked.
"""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf

Expected = list[dict[str, Any]]


def _built(model: str, **slots: str) -> dict[str, Any]:
    return {"kind": "production", "model": model, **slots}


TOLD_ELSEWHERE: list[tuple[str, str, Expected]] = [
    (
        "en",
        "Borealis has chosen its Ohio plant. The plant builds the Borealis Zeta.",
        [_built("Borealis Zeta", builder="Borealis")],
    ),
    (
        "en",
        "Alpha builds the Alpha Nova at its plant in Graz. Cormoran watches. The Alpha Zeta is built at the plant in Graz.",
        [_built("Alpha Nova", builder="Alpha"), _built("Alpha Zeta", builder="Alpha")],
    ),
    (
        "fr",
        "Borealis investira 40 millions d'euros dans son usine de Metz. Alpha attend. Cette usine fabrique la Borealis Zeta.",
        [_built("Borealis Zeta", builder="Borealis", place="Metz")],
    ),
]  # fmt: skip

GAPPED: list[tuple[str, str, Expected]] = [
    ("fr", "Alpha produit la Nova 3 à Metz. Borealis la Zeta 4 à Graz.", [_built("Zeta 4", builder="Borealis", place="Graz")]),
    ("de", "Alpha baut den Nova 3 in Metz, Borealis den Zeta 4 in Graz.", [_built("Zeta 4", builder="Borealis", place="Graz")]),
    ("es", "Alpha fabrica el Nova 3 en Metz. Borealis el Zeta 4 en Graz.", [_built("Zeta 4", builder="Borealis", place="Graz")]),
    ("pt", "A Alpha fabrica o Nova 3 em Metz. A Borealis o Zeta 4 em Graz.", [_built("Zeta 4", builder="Borealis", place="Graz")]),
    ("it", "Alpha produce la Nova 3 a Metz. Borealis la Zeta 4 a Graz.", [_built("Zeta 4", builder="Borealis", place="Graz")]),
]  # fmt: skip

FIRST_OF_A_PLANT: list[tuple[str, str, Expected]] = [
    ("en", "The first car to roll off the line at the Graz plant will be the Zeta 4.", [_built("Zeta 4")]),
    ("fr", "Le premier modèle à sortir de l'usine de Metz sera la Zeta 4.", [_built("Zeta 4")]),
    (
        "es",
        "El primer modelo en salir de la planta de Vigo será el Zeta 4.",
        [_built("Zeta 4", plant="planta de Vigo")],
    ),
    (
        "pt",
        "O primeiro carro a sair da fábrica de Goiana será o Zeta 4.",
        [_built("Zeta 4", plant="fábrica de Goiana")],
    ),
]

WORDS: list[tuple[str, str, Expected]] = [
    (
        "en",
        "In Graz, Borealis is a contract assembler of the Alpha Nova and the Cormoran Delta.",
        [_built("Alpha Nova", builder="Borealis", place="Graz"), _built("Cormoran Delta", builder="Borealis")],
    ),
    ("de", "Den Alpha Nova fertigt Alpha in der belgischen Hauptstadt Brüssel.", [_built("Alpha Nova", place="Brüssel")]),
    ("de", "Alpha wächst. Die Marke will den Alpha Nova ab 2031 in Genk fertigen.", [_built("Alpha Nova", builder="Alpha", place="Genk", start="2031")]),
    ("es", "Está previsto que se ensamble el Alpha Nova en Vigo.", [_built("Alpha Nova", place="Vigo")]),
    ("es", "El Alpha Nova será el primero en fabricarse en Vigo.", [_built("Alpha Nova", place="Vigo")]),
    ("fr", "L'usine de Metz accueillera, à partir de 2031, une Zeta 4.", [_built("Zeta 4", place="Metz", start="2031")]),
    ("it", "La produzione della Zeta 4 finirà nel 2031.", [_built("Zeta 4", end="2031")]),
    ("pt", "A fábrica de Goiana também produz o jipe Zeta 4.", [_built("Zeta 4", place="Goiana")]),
    (
        "es",
        "Alpha presentó sus cuentas. La empresa china fabricará el Zeta 4 en Vigo.",
        [_built("Zeta 4", builder="Alpha", place="Vigo")],
    ),
]  # fmt: skip

PLANTS: list[tuple[str, str, Expected]] = [
    (
        "en",
        "The Alpha plant in Graz employs 900 people.",
        [{"kind": "plant", "operator": "Alpha", "place": "Graz", "employees": 900}],
    ),
    (
        "fr",
        "Alpha produit la Nova 3 à l'usine de Metz. L'usine de Metz emploie 900 personnes.",
        [{"kind": "plant", "place": "Metz", "operator": "Alpha", "employees": 900}],
    ),
    (
        "en",
        "Alpha opened a $2 billion factory in Graz. Borealis waits. The plant will assemble the Nova 3.",
        [{"kind": "plant", "operator": "Alpha", "place": "Graz"}, _built("Nova 3", builder="Alpha", place="Graz")],
    ),
    ("fr", "Le site slovaque de Trnava fabrique la Nova 3.", [_built("Nova 3", place="Trnava")]),
    ("es", "La planta gallega de Vigo fabrica el Nova 3.", [_built("Nova 3", place="Vigo")]),
    ("it", "Lo stabilimento pugliese di Melfi produce la Nova 3.", [_built("Nova 3", place="Melfi")]),
    ("pt", "A fábrica baiana de Goiana produz o Nova 3.", [_built("Nova 3", place="Goiana")]),
    ("de", "Der österreichische Autobauer Alpha will in Graz mit der Fertigung des Nova 3 beginnen.", [_built("Nova 3", builder="Alpha", place="Graz")]),
    (
        "it",
        "Alpha costruirà nello stabilimento di Torino 20.000 veicoli elettrici all'anno.",
        [{"kind": "production", "product": "electric cars", "builder": "Alpha", "place": "Torino", "volume_per_year": 20000}],
    ),
]  # fmt: skip

TIES: list[tuple[str, str, Expected]] = [
    (
        "en",
        "Alpha will move the Nova 3 from its Lyon factory in France to its Graz plant in Austria. "
        "The plant, which employs 900 people, already assembles the Zeta 4.",
        [_built("Zeta 4", plant="Graz plant"), {"kind": "plant", "place": "Graz", "employees": 900}],
    ),
    ("fr", "L'usine de Metz a assemblé la Nova 3 jusqu'en mars 2029.", [_built("Nova 3", end="2029-03")]),
    (
        "fr",
        "Alpha produira à Metz la Nova 3. La fabrication en série doit démarrer en 2032.",
        [_built("Nova 3", start="2032")],
    ),
    (
        "de",
        "Alpha baut in Graz den Nova 3. In den Standort investiert der Konzern mehr als eine Milliarde Euro.",
        [{"kind": "investment", "investor": "Alpha", "amount": 1e9, "currency": "EUR"}],
    ),
    (
        "es",
        "Alpha monta desde noviembre de 2029 el Nova 3 en Vigo.",
        [_built("Nova 3", builder="Alpha", place="Vigo", start="2029-11")],
    ),
    ("es", "Alpha y Borealis crearon una empresa conjunta.", [{"kind": "joint_venture", "parents": ("Alpha", "Borealis")}]),
    (
        "en",
        "Alpha owns half of Voltaic, the joint venture it formed with Borealis in 2023.",
        [{"kind": "joint_venture", "name": "Voltaic"}],
    ),
]  # fmt: skip

OTHER_KINDS: list[tuple[str, str, Expected]] = [
    (
        "en",
        "Alpha already offers an electric SUV called the Alpha Nova.",
        [{"kind": "model", "model": "Alpha Nova", "body": "SUV"}, {"kind": "model", "powertrain": "battery electric"}],
    ),
    (
        "en",
        "Alpha broke ground on Monday on a $2 billion (1.8 billion euros) battery plant in Ohio.",
        [{"kind": "investment", "investor": "Alpha", "amount": 2e9, "currency": "USD"}],
    ),
    ("pt", "O Nova 3, híbrido, chega em maio.", [{"kind": "model", "model": "Nova 3", "powertrain": "hybrid"}]),
    ("en", "Alpha and its affiliate Borealis are hiring.", [{"kind": "stake", "owner": "Alpha", "owned": "Borealis"}]),
    (
        "pt",
        "A data foi dada pelo presidente da Alpha no Brasil, Rui Prado.",
        [{"kind": "role", "person": "Rui Prado", "organization": "Alpha", "title": "presidente"}],
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*TOLD_ELSEWHERE, *GAPPED, *FIRST_OF_A_PLANT, *WORDS, *PLANTS, *TIES, *OTHER_KINDS],
)
def test_words_are_read(language: str, text: str, expected: Expected, facts_of: FactsOf) -> None:
    found = facts_of(text, language, "2030-05-01")
    for slots in expected:
        assert any(all(fact.get(slot) == value for slot, value in slots.items()) for fact in found), (slots, found)


def test_a_plant_of_several_takes_no_builder(facts_of: FactsOf) -> None:
    found = facts_of(
        "Alpha invests 10 million euros in the plant in Graz. Borealis invests 20 million euros in the plant in Graz. "
        "The Zeta 4 is built at the plant in Graz.",
        "en",
    )
    assert [fact.get("builder") for fact in found if fact["kind"] == "production"] == [None]


def test_a_plant_among_several_companies_takes_no_builder(facts_of: FactsOf) -> None:
    (built,) = facts_of("Alpha and Borealis compete. The plant in Graz builds the Zeta 4.", "en")
    assert (built["model"], built.get("builder")) == ("Zeta 4", None)


@pytest.mark.parametrize(
    ("text", "builder"),
    [
        ("Alpha Nova cars made in Lyon have their cells supplied by Borealis.", None),
        ("Alpha Nova cars are made in Lyon by Borealis.", "Borealis"),
    ],
)
def test_who_supplies_a_part_builds_no_car(facts_of: FactsOf, text: str, builder: str | None) -> None:
    built = [fact for fact in facts_of(text, "en") if fact["kind"] == "production"]
    assert [fact.get("builder") for fact in built] == [builder]
