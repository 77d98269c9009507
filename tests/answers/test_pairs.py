"""What meets two conditions at a time is as far along as its weaker side; what is compared is counted side by side."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from autokg.answers import Answer, ask
from autokg.answers.pairs import weakest
from autokg.building.build import build
from autokg.errors import NoAnswerError
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from builders import corpus, document, fact, plant_at

TODAY = dt.date(2026, 6, 1)
_PLANTS = {"Northport": "BE", "Eastport": "BE", "Southport": "NL", "Westport": "NL"}


def _entries() -> list[Entry]:
    plants = [plant_at(name, country) for name, country in _PLANTS.items()]
    models = [
        Entry(id=f"{brand}-{number}".lower(), type=EntityType.MODEL, name=f"{brand} {number}", brand=brand.lower())
        for brand in ("Star", "Moon")
        for number in ("Alto", "Brio", "Corto")
    ]
    return [
        *(Entry(id=name.lower(), type=EntityType.COMPANY, name=name) for name in ("Alphamotor", "Betawerke")),
        *plants,
        Entry(id="star", type=EntityType.BRAND, name="Star", organization="alphamotor"),
        Entry(id="moon", type=EntityType.BRAND, name="Moon", organization="betawerke"),
        *models,
    ]


@cache
def _store() -> OxigraphStore:
    built = [
        ("Star Alto", "Northport", "actual"), ("Moon Alto", "Northport", "actual"),
        ("Star Brio", "Eastport", "actual"), ("Moon Brio", "Eastport", "ended"),
        ("Star Alto", "Southport", "actual"), ("Star Brio", "Southport", "actual"), ("Star Corto", "Westport", "planned"),
    ]  # fmt: skip
    facts = [
        *(fact("plant", plant=f"{plant} plant", operator="Alphamotor") for plant in ("Northport", "Eastport")),
        fact("plant", plant="Northport plant", operator="Alphamotor", capacity_per_year=100_000),
        fact("brand", brand="Star", owner="Alphamotor"),
        fact("brand", brand="Moon", owner="Betawerke"),
        *(
            fact("production", model=model, brand=model.split()[0], plant=f"{plant} plant", status=status)
            for model, plant, status in built
        ),
    ]
    return build(corpus(document(published="2026-05-01"), *facts), gazetteer=Gazetteer(_entries())).store


def _ask(question: str) -> Answer:
    return ask(question, _store(), TODAY)


class TestBoth:
    @pytest.mark.parametrize(
        "question",
        [
            "Which plants build both Star and Moon models?",
            "Which plants build Star and Moon?",
            "Quelles usines fabriquent à la fois Star et Moon ?",
            "Welche Werke bauen sowohl Star als auch Moon?",
            "¿Qué plantas fabrican a la vez Star y Moon?",
            "Quali stabilimenti producono sia Star che Moon?",
            "Que fábricas produzem tanto Star quanto Moon?",
        ],
    )
    def test_a_pair_is_over_where_one_side_is(self, question: str) -> None:
        now, _, over = _ask(question).sentence.partition(";")
        assert "Northport" in now
        assert "Northport" not in over
        assert "Eastport" in over
        assert "Southport" not in now + over

    def test_two_models_are_both_asked_for(self) -> None:
        sentence = _ask("In which countries are both the Star Alto and the Star Brio built?").sentence
        assert sentence.startswith("2 countries.")

    def test_nothing_for_both_is_no_denial_of_one(self) -> None:
        sentence = _ask("Which plants build both the Star Corto and the Moon Alto?").sentence
        assert sentence.startswith("0 plants for both Star Corto and Moon Alto. Known: ")

    def test_a_count_leaves_out_what_is_over(self) -> None:
        assert _ask("How many plants build both Star and Moon?").sentence.startswith("1 plant")

    def test_what_two_brands_share_now_stands_before_what_they_shared(self) -> None:
        sentence = _ask("Do Star and Moon share plants?").sentence
        assert "the Northport plant (formerly: Eastport plant)" in sentence

    def test_the_weakest_side_of_what_all_have(self) -> None:
        assert weakest([{"a": "current", "b": "ended"}, {"a": "planned", "c": "current"}]) == {"a": "planned"}
        assert weakest([]) == {}


class TestComparison:
    @pytest.mark.parametrize(
        ("question", "first"),
        [
            ("Does Belgium have more plants than the Netherlands?", "Belgium and Netherlands, 2 plants each."),
            ("Are more models built in Northport or in Westport?", "Northport (2 models), followed by Westport (0)."),
            ("Is Star or Moon built in more plants?", "Star (3 plants), followed by Moon (1)."),
            ("Baut Star mehr Modelle als Moon?", "Star (2 Modelle), dahinter Moon (1)."),
        ],
    )
    def test_the_two_sides_are_counted(self, question: str, first: str) -> None:
        assert _ask(question).sentence == first


class TestBrands:
    def test_the_plants_of_a_brand_are_where_its_models_are_built(self) -> None:
        answer = _ask("Where does Moon have plants?")
        assert "Northport plant" in answer.sentence
        assert "Eastport plant" in answer.sentence
        assert "Southport" not in answer.sentence

    def test_a_negation_before_a_brand_leaves_out_its_models(self) -> None:
        answer = _ask("Which models built in Belgium are not Star?")
        assert "Moon Alto" in answer.sentence
        assert "Star" not in answer.sentence

    def test_a_negation_holds_for_both_of_two_firms(self) -> None:
        answer = _ask("Welche Modelle aus Belgien sind weder von Star noch von Moon?")
        assert "nicht" in answer.reading
        assert "Alto" not in answer.sentence

    def test_a_count_for_each_thing_is_a_number(self) -> None:
        assert _ask("How many models are built at more than one plant?").sentence.startswith("2 models: Star Alto")

    def test_the_home_country_of_an_owner_is_not_held(self) -> None:
        with pytest.raises(NoAnswerError, match="home countries"):
            _ask("In which country is the owner of Moon?")


def _plant(*, listed: str, operator: str, name: str) -> OxigraphStore:
    firms = [Entry(id=firm.lower(), type=EntityType.COMPANY, name=firm) for firm in ("Gammamotor", "Deltawerke")]
    plant = Entry(
        id="works", type=EntityType.PLANT, name=name, country="BE", organization=listed.lower(), source="a test"
    )
    told = fact("plant", plant=name, operator=operator)
    return build(corpus(document(published="2026-05-01"), told), gazetteer=Gazetteer([*firms, plant])).store


class TestListedOperators:
    question = "Which plants does Gammamotor run in Belgium?"

    def test_a_plant_that_another_firm_runs_now_is_not_of_the_firm_listed(self) -> None:
        store = _plant(listed="Gammamotor", operator="Deltawerke", name="Ostwerk plant")
        assert ask(self.question, store, TODAY).sentence.startswith("No source here")

    def test_a_plant_that_bears_the_name_of_the_firm_listed_is_of_it(self) -> None:
        store = _plant(listed="Gammamotor", operator="Deltawerke", name="Gammamotor Ost plant")
        assert "Gammamotor Ost plant" in ask(self.question, store, TODAY).sentence.partition("Known")[0]


class TestEndedProducts:
    def _ask(self, end: str) -> str:
        made = [
            fact("production", model="Star Alto", brand="Star", plant="Northport plant", as_of="2026-03"),
            fact("production", product="Star cars", plant="Northport plant", status="ended", end=end),
            fact("plant", plant="Northport plant", operator="Alphamotor"),
        ]
        store = build(corpus(document(published="2026-05-01"), *made), gazetteer=Gazetteer(_entries())).store
        return ask("Which models are built in Northport?", store, TODAY).sentence

    def test_an_end_of_all_cars_after_the_last_report_of_a_model_is_told(self) -> None:
        assert self._ask("2026-04").endswith("until April 2026.")

    def test_an_end_before_the_last_report_of_a_model_is_not(self) -> None:
        assert "Star cars" not in self._ask("2025-12")


def test_a_ranking_tells_how_many_have_no_figure() -> None:
    sentence = _ask("Which plant has the highest capacity?").sentence
    assert sentence.endswith("3 others have no figure here.")


def test_only_what_is_told_as_built_is_counted_in_a_list() -> None:
    assert _ask("Which plants build Star?").sentence.startswith("3 plants. Now: ")
