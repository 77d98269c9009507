"""What a clause takes over from the words around it: who is told to build, the place before "where", no former owner."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf


def _built(facts: list[dict[str, Any]], *slots: str) -> list[tuple[Any, ...]]:
    return [tuple(fact.get(slot) for slot in slots) for fact in facts if fact["kind"] == "production"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha has the Teal built by Borealis in Lyon."),
        ("de", "Alpha lässt den Teal von Borealis in Lyon bauen."),
        ("de", "Alpha lässt den Teal bei Borealis in Lyon fertigen."),
        ("fr", "Alpha fait fabriquer la Teal par Borealis à Lyon."),
        ("es", "Alpha encarga la fabricación del Teal a Borealis en Lyon."),
        ("it", "Alpha fa costruire la Teal a Borealis a Lione."),
    ],
)
def test_who_is_made_to_build_is_the_builder(language: str, text: str, facts_of: FactsOf) -> None:
    assert _built(facts_of(text, language), "model", "builder") == [("Teal", "Borealis")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Alpha baut den Teal bei Lyon."),
        ("es", "Alpha encarga el estudio a Borealis y fabrica el Teal en Lyon."),
        ("it", "Alpha affida lo studio a Borealis e produce la Teal a Lione."),
    ],
)
def test_who_builds_by_itself_is_the_builder(language: str, text: str, facts_of: FactsOf) -> None:
    assert _built(facts_of(text, language), "builder") == [("Alpha",)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha builds the Teal in Lyon. He left for Bursa, Turkey, where Borealis builds the Nova X5."),
        ("de", "Alpha baut den Teal in Lyon. Er fuhr nach Bursa in der Türkei, wo Borealis den Nova X5 baut."),
        ("fr", "Alpha assemble la Teal à Lyon. Il part pour Bursa, en Turquie, où Borealis assemble la Nova X5."),
    ],
)
def test_where_is_the_place_before_it(language: str, text: str, facts_of: FactsOf) -> None:
    assert _built(facts_of(text, language), "place", "country") == [("Lyon", "FR"), ("Bursa", "TR")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The former Alpha plant in Lyon builds the Teal."),
        ("es", "En la antigua fábrica de Alpha en Lyon ya se montan los Teal."),
    ],
)
def test_who_owned_a_plant_before_builds_nothing_there(language: str, text: str, facts_of: FactsOf) -> None:
    assert _built(facts_of(text, language), "model", "builder") == [("Teal", None)]


def test_who_owns_a_plant_builds_there(facts_of: FactsOf) -> None:
    assert _built(facts_of("The Alpha plant in Lyon builds the Teal.", "en"), "builder") == [("Alpha",)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Alpha Nova is already built in Lyon, and the Teal will follow next year."),
        ("de", "Der Alpha Nova wird bereits in Lyon gebaut, der Teal folgt nächstes Jahr."),
        ("fr", "L'Alpha Nova est déjà produite à Lyon, et la Teal suivra en 2027."),
    ],
)
def test_the_next_subject_gives_neither_status_nor_date(language: str, text: str, facts_of: FactsOf) -> None:
    first = next(fact for fact in facts_of(text, language, "2026-03-12") if "Nova" in str(fact.get("model")))
    assert (first["status"], first.get("start")) == ("actual", None)


def test_two_subjects_of_one_verb_share_its_date(facts_of: FactsOf) -> None:
    facts = facts_of("The Alpha Nova and the Teal will be built in Lyon from 2027.", "en", "2026-03-12")
    assert _built(facts, "status", "start") == [("planned", "2027"), ("planned", "2027")]


def test_a_brand_builds_no_model_of_another_by_guess(facts_of: FactsOf) -> None:
    text = "The Dunlin Teal is built in Metz. Alpha is glad. Alpha said that Alpha pays well."
    assert _built(facts_of(text, "en"), "model", "builder") == [("Dunlin Teal", None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Dunlin Teal of the mayor was stolen in Lyon."),
        ("fr", "La Teal de la victime a été retrouvée à Lyon."),
        ("de", "Der Bürgermeister fuhr den Teal in Lyon."),
    ],
)
def test_who_drives_or_loses_a_car_builds_none(language: str, text: str, facts_of: FactsOf) -> None:
    assert _built(facts_of(text, language), "model") == []


def test_a_model_beside_its_town_is_built_there(facts_of: FactsOf) -> None:
    assert _built(facts_of("The mayor is proud of the Dunlin Teal in Lyon.", "en"), "model", "place") == [
        ("Dunlin Teal", "Lyon")
    ]


def test_a_plant_that_nobody_can_place_takes_no_site_of_another_sentence(facts_of: FactsOf) -> None:
    text = "Alpha schließt das Werk in Lyon. Im Mustertaler Werk baut Alpha den Teal."
    assert _built(facts_of(text, "de"), "model", "plant", "place") == [("Teal", None, None)]


def test_the_plant_is_that_of_the_sentence_before(facts_of: FactsOf) -> None:
    text = "Alpha opened its plant in Lyon. The plant builds the Teal."
    assert _built(facts_of(text, "en"), "model", "place") == [("Teal", "Lyon")]
