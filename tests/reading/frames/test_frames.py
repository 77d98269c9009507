"""What frames read that no word order foresees: sentences of our own, in three languages."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ..conftest import FactsOf


def _of_kind(facts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["kind"] == kind]


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        (
            "en",
            "The Teal and the Dunlin Plover, both small vans, are put together in Lyon by Alpha.",
            {"builder": "Alpha", "place": "Lyon"},
        ),
        ("fr", "Alpha assemblera la Dunlin Teal à Lyon à partir de 2031.", {"builder": "Alpha", "start": "2031"}),
        ("de", "Der Dunlin Teal wird von Alpha in Linz gebaut.", {"place": "Linz"}),
    ],
)
def test_builders_and_places_are_read_in_any_order(
    frames_of: FactsOf, language: str, text: str, slots: dict[str, str]
) -> None:
    facts = _of_kind(frames_of(text, language, "2026-05-04"), "production")
    assert any(slots.items() <= fact.items() for fact in facts)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alpha builds the Dunlin Teal in Lyon.", ["actual"]),
        ("Alpha will build the Dunlin Teal in Lyon.", ["planned"]),
        ("Alpha could build the Dunlin Teal in Lyon.", ["reported"]),
        ("Alpha ruled out building the Dunlin Teal in Lyon.", ["denied"]),
        ("Alpha denied that it will build the Dunlin Teal in Lyon.", ["denied"]),
        ("Alpha denied a report; Alpha will build the Dunlin Teal in Lyon.", ["planned"]),
        ("Analysts doubt that Alpha will ever build the Dunlin Teal in Lyon.", []),
        ("Will Alpha build the Dunlin Teal in Lyon?", []),
        ("It is unclear whether Alpha will build the Dunlin Teal in Lyon.", []),
    ],
)
def test_a_status_is_told_by_the_clause(frames_of: FactsOf, text: str, status: list[str]) -> None:
    assert [fact["status"] for fact in _of_kind(frames_of(text, "en"), "production")] == status


def test_neither_nor_names_no_place(frames_of: FactsOf) -> None:
    facts = _of_kind(frames_of("Alpha builds the Dunlin Teal in Lyon rather than in Metz.", "en"), "production")
    assert [fact["place"] for fact in facts] == ["Lyon"]


def test_a_row_of_a_list_says_where_a_model_is_built(frames_of: FactsOf) -> None:
    row = _of_kind(
        frames_of("The plant in Lyon is new.\nDunlin Teal – Lyon, France – 2024", "en", "2026-05-04"), "production"
    )
    assert [(fact["model"], fact["country"], fact["start"]) for fact in row] == [("Dunlin Teal", "FR", "2024")]


def test_the_noun_beside_a_model_says_what_it_is(frames_of: FactsOf) -> None:
    assert _of_kind(frames_of("The Dunlin Teal, a compact electric SUV, is built in Lyon.", "en"), "model") == [
        {
            "kind": "model",
            "status": "actual",
            "model": "Dunlin Teal",
            "powertrain": "battery electric",
            "body": "SUV",
            "segment": "compact",
        }
    ]


def test_a_list_of_shares_gives_a_stake_each(frames_of: FactsOf) -> None:
    facts = _of_kind(frames_of("Voltaic is held 60 % by Alpha and 40 % by Borealis.", "en"), "stake")
    assert [(fact["owner"], fact["share_percent"]) for fact in facts] == [("Alpha", 60), ("Borealis", 40)]


@pytest.mark.parametrize("clause", ["Alpha builds the Dunlin Teal in Lyon, ", "Alpha builds the Dunlin Teal in Lyon. "])
def test_time_grows_with_the_length_of_a_text_only(facts_of: FactsOf, clause: str) -> None:
    durations = []
    for count in (400, 1600):
        start = time.process_time()
        facts_of(clause * count, "en")
        durations.append(time.process_time() - start)
    assert durations[1] < durations[0] * 12  # four times the length; a square would take sixteen


@pytest.mark.parametrize("text", ["(" * 5000, "9 " * 5000, "\U0001f697 \u202eAlpha builds", "– – – :", "Alpha's"])
def test_odd_text_is_read_without_an_error(frames_of: FactsOf, text: str) -> None:
    assert isinstance(frames_of(text, "en"), list)


def test_a_site_goes_on_until_another_is_named(frames_of: FactsOf) -> None:
    text = "Alpha has a new plant in Lyon. The Dunlin Teal, a small van, is built there.\nThe Dunlin Plover is built in Metz."
    facts = _of_kind(frames_of(text, "en"), "production")
    assert [(fact["model"], fact["place"]) for fact in facts] == [("Dunlin Teal", "Lyon"), ("Dunlin Plover", "Metz")]


def test_a_known_town_gives_its_country(frames_of: FactsOf) -> None:
    facts = _of_kind(frames_of("Alpha builds the Dunlin Teal in Setúbal.", "en"), "production")
    assert [fact["country"] for fact in facts] == ["PT"]


@pytest.mark.parametrize(
    "text", ["The Dunlin Teal is not built in Lyon.", "Alpha never built the Dunlin Teal in Lyon."]
)
def test_what_is_not_built_is_no_fact(frames_of: FactsOf, text: str) -> None:
    assert _of_kind(frames_of(text, "en"), "production") == []


def test_a_region_after_a_town_is_no_second_site(frames_of: FactsOf) -> None:
    facts = _of_kind(frames_of("Alpha builds the Dunlin Teal in Akron, Ohio.", "en"), "production")
    assert [fact["place"] for fact in facts] == ["Akron"]


@pytest.mark.parametrize(
    ("text", "plants"),
    [
        ("Marvik's Ostrow plant is Poland's oldest.", [("Marvik", "Ostrow")]),
        ("Marvik's Ostrow plant builds the Borealis 5.", []),  # the production names it
        ("Marvik's Ostrow plant", []),  # a headline
    ],
)
def test_a_plant_that_is_named_with_its_company_is_a_fact(
    facts_of: FactsOf, text: str, plants: list[tuple[str, str]]
) -> None:
    facts = _of_kind(facts_of(text, "en"), "plant")
    assert [(fact["operator"], fact["place"]) for fact in facts] == plants


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'usine de Kovarna à Busan emploie 2 000 personnes."),
        ("es", "La planta de Kovarna en Busan emplea a 2.000 personas."),
        ("de", "Das Werk von Kovarna in Busan beschäftigt 2.000 Menschen."),
    ],
)
def test_the_name_between_a_plant_and_its_town_runs_it(facts_of: FactsOf, language: str, text: str) -> None:
    (fact,) = _of_kind(facts_of(text, language), "plant")
    assert (fact["operator"], fact["place"], fact["employees"]) == ("Kovarna", "Busan", 2000)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Livia de Norr es el consejero delegado de Borealis."),
        ("it", "Livia de Norr è l'amministratore delegato di Borealis."),
        ("pt", "Livia de Norr é o presidente da Borealis."),
    ],
)
def test_a_name_with_a_particle_is_read_whole(facts_of: FactsOf, language: str, text: str) -> None:
    assert [fact["person"] for fact in _of_kind(facts_of(text, language), "role")] == ["Livia de Norr"]
