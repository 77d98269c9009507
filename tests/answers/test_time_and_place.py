"""What goes on now and what is over: places that are left out, plans beside an end, days of investments, posts."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from autokg.answers import Answer, ask
from autokg.building.build import build
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from builders import corpus, document, fact, plant_at

TODAY = dt.date(2026, 6, 1)
_COUNTRIES = {"Northport": "BE", "Eastport": "BE", "Southport": "NL"}
_PRODUCTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Star Alto", "Northport", {"status": "ended", "end": "2024"}), ("Star Alto", "Southport", {}),
    ("Star Brio", "Northport", {}), ("Star Brio", "Southport", {}),
    ("Star Corto", "Eastport", {"status": "ended", "end": "2020"}), ("Star Duo", "Southport", {}),
)  # fmt: skip


def _entries() -> list[Entry]:
    plants = [plant_at(name, country) for name, country in _COUNTRIES.items()]
    models = [
        Entry(id=f"star-{name}".lower(), type=EntityType.MODEL, name=f"Star {name}", brand="star")
        for name in ("Alto", "Brio", "Corto", "Duo", "Eco")
    ]
    firms = [Entry(id=name.lower(), type=EntityType.COMPANY, name=name) for name in ("Alphamotor", "Betawerke")]
    return [*firms, *plants, Entry(id="star", type=EntityType.BRAND, name="Star", organization="alphamotor"), *models]


@cache
def _store() -> OxigraphStore:
    now = [
        *(fact("plant", plant=f"{plant} plant", operator="Alphamotor") for plant in _COUNTRIES),
        fact("brand", brand="Star", owner="Alphamotor", since="2018"),
        fact("brand", brand="Star", owner="Betawerke", status="ended", since="1990", until="2017"),
        *(
            fact("production", model=model, brand="Star", plant=f"{plant} plant", builder="Alphamotor", **about)
            for model, plant, about in _PRODUCTIONS
        ),
        fact("role", person="Ann Alpha", organization="Alphamotor", title="CEO", since="2025-06"),
        fact("role", person="Bob Beta", organization="Alphamotor", title="Chairman"),
        *(
            fact("investment", investor="Alphamotor", amount=amount, currency="EUR", target="Northport plant", date=day)
            for day, amount in (("2020", 5e6), ("2023-04", 7e6))
        ),
    ]
    plan = fact("production", model="Star Eco", brand="Star", plant="Eastport plant", builder="Alphamotor",
                status="planned", start="2012", documents=("d2",))  # fmt: skip
    documents = document(published="2026-05-01"), document("d2", published="2011-05-01")
    return build(corpus(*documents, *now, plan), gazetteer=Gazetteer(_entries())).store


def _ask(question: str) -> Answer:
    return ask(question, _store(), TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "Which Star models are not built in Belgium?",
        "Quels modèles Star ne sont pas fabriqués en Belgique ?",
        "Welche Modelle von Star werden nicht in Belgien gebaut?",
        "¿Qué modelos de Star no se fabrican en Bélgica?",
        "Quali modelli Star non sono prodotti in Belgio?",
        "Que modelos da Star não são produzidos na Bélgica?",
    ],
)
def test_a_place_is_left_out_by_what_is_built_there_now(question: str) -> None:
    """The Alto is built elsewhere since it ended there; the Brio is built at both, the Corto nowhere."""
    told = {(row["modelLabel"], row["plantLabel"]) for row in _ask(question).rows}
    assert told == {("Star Alto", "Southport plant"), ("Star Duo", "Southport plant")}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Since when does Star no longer belong to Betawerke?", "Star belonged to Betawerke from 1990 until 2017."),
        ("Since when does Star belong to Alphamotor?", "Star has belonged to Alphamotor since 2018."),
        ("Depuis quand Star n'appartient plus à Betawerke ?", "Star a appartenu à Betawerke de 1990 à 2017."),
        ("Seit wann gehört Star nicht mehr zu Betawerke?", "Star gehörte zu Betawerke von 1990 bis 2017."),
        ("¿Desde cuándo Star ya no pertenece a Betawerke?", "Star perteneció a Betawerke desde 1990 hasta 2017."),
        ("Da quando Star non appartiene più a Betawerke?", "Star apparteneva a Betawerke dal 1990 fino al 2017."),
        ("Desde quando a Star já não pertence à Betawerke?", "Star pertenceu à Betawerke de 1990 até 2017."),
    ],
)
def test_since_when_no_longer_asks_for_the_end(question: str, sentence: str) -> None:
    assert _ask(question).sentence == sentence


@pytest.mark.parametrize(
    ("question", "is_head"),
    [
        ("Who is CEO of Alphamotor?", True),
        ("Who has been CEO of Alphamotor since June 2025?", True),
        ("Chi è amministratore delegato di Alphamotor?", True),
        ("¿Quién es consejero delegado de Alphamotor?", True),
        ("Quem é o diretor executivo da Alphamotor?", True),
        ("Who leads Alphamotor?", False),
    ],
)
def test_a_post_that_is_named_is_a_condition(question: str, is_head: bool) -> None:
    people = {row["personLabel"] for row in _ask(question).rows}
    assert people == ({"Ann Alpha"} if is_head else {"Ann Alpha", "Bob Beta"})


def test_another_post_is_no_yes() -> None:
    assert _ask("Is Bob Beta CEO of Alphamotor?").sentence.startswith("Not confirmed: Bob Beta is Chairman")
    assert _ask("Is Ann Alpha CEO of Alphamotor?").sentence.startswith("Yes: Ann Alpha")


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("Which investments were made in 2023?", {"7000000"}),
        ("Which investments were made since 2020?", {"5000000", "7000000"}),
        ("Welche Investitionen gab es 2020?", {"5000000"}),
    ],
)
def test_an_investment_counts_by_its_own_day(question: str, amounts: set[str]) -> None:
    assert {row["amount"] for row in _ask(question).rows} == amounts


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Does Alphamotor still build cars in Eastport?", "Not any more: Star Corto "),
        ("Baut Alphamotor in Eastport noch Autos?", "Nicht mehr: Das Modell Star Corto "),
        ("Alphamotor construit-il encore des voitures à Eastport ?", "Plus maintenant : le modèle Star Corto "),
        ("¿Alphamotor todavía fabrica coches en Eastport?", "Ya no: el Star Corto "),
        ("Alphamotor produce ancora auto a Eastport?", "Non più: il modello Star Corto "),
        ("A Alphamotor ainda fabrica carros em Eastport?", "Já não: o Star Corto "),
        ("Does Alphamotor still build the Brio in Northport?", "Yes"),
    ],
)
def test_what_is_still_built_is_told_before_plans(question: str, start: str) -> None:
    assert _ask(question).sentence.startswith(start)
