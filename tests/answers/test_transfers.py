"""What is sold, closed last, held most and built how many times is not answered as what stands next to it."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from autokg.answers import Answer, ask
from autokg.answers.form import Mode, View
from autokg.building.build import build
from autokg.errors import NoAnswerError
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from builders import corpus, document, fact

TODAY = dt.date(2026, 6, 1)
_FIRMS = ("Alpha Motor", "Beta Cars", "Gamma Capital", "Delta Werke")
_PLANTS = ("Northport", "Eastport", "Southport")


def _entries() -> list[Entry]:
    plants = [
        Entry(id=name.lower(), type=EntityType.PLANT, name=f"{name} plant", country="BE", place=name,
              organization="alpha-motor", source="a test")
        for name in _PLANTS
    ]  # fmt: skip
    firms = [Entry(id=name.lower().replace(" ", "-"), type=EntityType.COMPANY, name=name) for name in _FIRMS]
    return [
        *firms,
        *plants,
        Entry(id="star", type=EntityType.BRAND, name="Star"),
        Entry(id="moon", type=EntityType.BRAND, name="Moon", organization="alpha-motor"),
        Entry(id="moon-one", type=EntityType.MODEL, name="Moon One", brand="moon"),
        Entry(id="star-two", type=EntityType.MODEL, name="Star Two", brand="star"),
        Entry(id="star-one", type=EntityType.MODEL, name="Star One", brand="star"),
    ]


@cache
def _store() -> OxigraphStore:
    facts = [
        fact("brand", brand="Star", owner="Alpha Motor", since="1990", until="2008"),
        fact("brand", brand="Star", owner="Beta Cars", since="2008"),
        fact("brand", brand="Moon", owner="Alpha Motor"),
        fact("stake", owner="Beta Cars", owned="Delta Werke", share_percent=20),
        fact("stake", owner="Gamma Capital", owned="Delta Werke", share_percent=60),
        fact("plant", plant="Northport plant", operator="Alpha Motor", opened="1999", closed="2010"),
        fact("plant", plant="Eastport plant", operator="Alpha Motor", opened="1960", closed="2015"),
        fact("plant", plant="Southport plant", operator="Alpha Motor", opened="2020"),
        fact("production", model="Star One", builder="Beta Cars", plant="Southport plant", status="actual",
             volume_per_year=9000, as_of="2023"),
        fact("production", model="Star Two", builder="Beta Cars", plant="Southport plant", status="ended", end="2021"),
        fact("production", model="Moon One", builder="Beta Cars", plant="Southport plant", status="actual"),
    ]  # fmt: skip
    return build(corpus(document(), *facts), gazetteer=Gazetteer(_entries())).store


def _ask(question: str) -> Answer:
    return ask(question, _store(), TODAY)


def _reason(question: str) -> str:
    with pytest.raises(NoAnswerError) as refused:
        _ask(question)
    return refused.value.reason


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which plant closed last in Belgium?", "The Eastport plant (2015), before that the Northport plant (2010)."),
        ("When did the last plant in Belgium close?", "The Eastport plant (2015), before that the Northport plant"),
        ("Which plant closed first?", "The Northport plant (2010), followed by the Eastport plant (2015)."),
        ("Which is the oldest plant?", "The Southport plant (2020)."),
        ("Which is the newest plant?", "The Southport plant (2020)"),
        ("Quelle usine a fermé en dernier ?", "L’usine d’Eastport (2015), précédé de l’usine de Northport (2010)."),
    ],
)
def test_what_closed_last_is_ranked_by_its_end(question: str, first: str) -> None:
    assert _ask(question).sentence.startswith(first)


@pytest.mark.parametrize("question", ["Which plant will close first?", "Which is the oldest plant that closed?"])
def test_what_is_to_close_and_the_age_of_what_closed_are_not_ranked(question: str) -> None:
    assert _reason(question) == "unknown-word"


@pytest.mark.parametrize(
    "question",
    [
        "Did Alpha Motor sell the Southport plant?",
        "Which plants were sold?",
        "Which plants did Alpha Motor sell?",
        "Which brands did Alpha Motor sell?",
        "Did Beta Cars sell shares of Delta Werke?",
        "To whom did Alpha Motor sell Star?",
        "Did Alpha Motor sell Star to Beta Cars?",
        "Quelles usines Alpha Motor a-t-il vendues ?",
        "Welche Werke hat Alpha Motor verkauft?",
        "¿Qué plantas vendió Alpha Motor?",
        "Quali stabilimenti ha ceduto Alpha Motor?",
        "Que fábricas vendeu a Alpha Motor?",
    ],
)
def test_the_sale_of_a_plant_or_share_is_refused(question: str) -> None:
    assert _reason(question) == "not-held"


@pytest.mark.parametrize(
    "question",
    [
        "Did Alpha Motor sell Star?",
        "Alpha Motor a-t-il cédé Star ?",
        "Hat Alpha Motor Star verkauft?",
        "¿Vendió Alpha Motor Star?",
        "Alpha Motor ha venduto Star?",
    ],
)
def test_the_sale_of_a_brand_is_told_by_its_owners(question: str) -> None:
    answer = _ask(question)
    assert (answer.form.view, answer.form.mode) == (View.OWNERSHIP, Mode.LIST)
    assert [(row["ownerLabel"], row["end"]) for row in answer.rows] == [("Alpha Motor", "2008")]


def test_when_a_brand_was_sold_is_the_end_of_its_ownership() -> None:
    assert _ask("When did Alpha Motor sell Star?").sentence.startswith(
        "Star belonged to Alpha Motor from 1990 until 2008."
    )


@pytest.mark.parametrize("question", ["Is Star sold in Belgium?", "Which models does Star sell?"])
def test_what_is_sold_somewhere_or_is_a_model_has_a_market(question: str) -> None:
    assert _ask(question).form.view is View.PRODUCTION


@pytest.mark.parametrize(
    "question",
    [
        "How much does Beta Cars hold of Delta Werke?",
        "Wie viel hält Beta Cars an Delta Werke?",
        "Combien de Delta Werke Beta Cars détient-il ?",
        "¿Controla Beta Cars a Delta Werke?",
        "A Beta Cars controla a Delta Werke?",
        "Does Beta Cars still hold shares of Delta Werke?",
    ],
)
def test_who_holds_is_the_owner_and_not_the_thing_owned(question: str) -> None:
    form = _ask(question).form
    assert form.view is View.OWNERSHIP
    assert {name.label for name in form.condition("owner").names} == {"Beta Cars"}
    assert {name.label for name in form.condition("owned").names} == {"Delta Werke"}


def test_an_article_is_no_sign_of_an_owner() -> None:
    assert _ask("Quem controla a Delta Werke?").form.targets == ("owner",)
    assert _ask("Quais empresas pertencem à Gamma Capital?").form.targets == ("owned",)
    assert _ask("Quem era dono da Star antes da Beta Cars?").rows[0]["ownerLabel"] == "Alpha Motor"


@pytest.mark.parametrize(
    "question",
    [
        "Which company owns the largest share of Delta Werke?",
        "Who is the largest shareholder of Delta Werke?",
        "Wer ist der größte Aktionär von Delta Werke?",
    ],
)
def test_the_largest_owner_is_told_with_the_second(question: str) -> None:
    assert [row["ownerLabel"] for row in _ask(question).rows] == ["Gamma Capital"]
    assert "(60\xa0%)" in _ask(question).sentence or "(60 %)" in _ask(question).sentence
    assert "Beta Cars (20" in _ask(question).sentence


@pytest.mark.parametrize(
    "question",
    [
        "How many cars did Beta Cars build in Southport in 2023?",
        "How many Star One were built in 2023?",
        "Combien de voitures ont été produites à Southport en 2023 ?",
        "Wie viele Autos wurden 2023 in Southport gebaut?",
        "¿Cuántos coches se fabricaron en Southport en 2023?",
        "Quante auto sono state prodotte a Southport nel 2023?",
        "Quantos carros foram produzidos em Southport em 2023?",
    ],
)
def test_a_number_of_cars_built_is_a_volume(question: str) -> None:
    answer = _ask(question)
    assert answer.form.targets[0] == "volume"
    assert answer.rows[0]["volume"] == "9000"


@pytest.mark.parametrize(
    "question", ["How many models did Beta Cars build in 2023?", "How many different cars does Beta Cars build?"]
)
def test_a_number_of_models_is_no_volume(question: str) -> None:
    assert _ask(question).form.mode is Mode.COUNT


def test_a_volume_that_no_source_gives_is_not_told_as_no_production() -> None:
    sentence = _ask("How many cars did Alpha Motor build in Northport in 2005?").sentence
    assert sentence.startswith("No source here gives a yearly volume")


@pytest.mark.parametrize(
    "question",
    [
        "Who owns Star and who owned it in 2000?",
        "What share of Delta Werke does Beta Cars hold, and how much in 2020?",
        "Wem gehört Star und wem gehörte er 2000?",
        "Qui possède Star et qui la possédait en 2000 ?",
    ],
)
def test_a_question_about_two_times_is_two_questions(question: str) -> None:
    assert _reason(question) == "several"


@pytest.mark.parametrize(
    "question", ["Where and by whom was the Star One built in 2023?", "Who builds the Star One and where?"]
)
def test_two_question_words_of_one_time_are_one_question(question: str) -> None:
    assert _ask(question).rows


def test_what_is_built_today_leaves_out_what_ended() -> None:
    assert "Others: formerly: Star Two (until 2021)." in _ask("How many models does Beta Cars build today?").sentence


@pytest.mark.parametrize(
    "question",
    ["Which models does Beta Cars build for other brands?", "¿Qué modelos fabrica Beta Cars para otras marcas?"],
)
def test_models_for_other_brands_are_asked_as_built_for_others(question: str) -> None:
    answer = _ask(question)
    assert "for_whom" in answer.form.modality
    assert answer.form.condition("builder").names[0].label == "Beta Cars"


def test_a_plan_that_nobody_confirmed_is_no_change() -> None:
    papers = [document("old", published="2020-01-01"), document("new", published="2022-01-01")]
    works = {"builder": "Beta Cars", "plant": "Southport plant", "start": "2021"}
    facts = [
        fact("production", documents=("old",), model="Star One", status="planned", **works),
        fact("production", documents=("new",), model="Star Two", status="actual", **works),
    ]
    store = build(corpus(*papers, *facts), gazetteer=Gazetteer(_entries())).store
    sentence = ask("What changed for Beta Cars in 2021?", store, TODAY).sentence
    assert "Star Two" in sentence
    assert "Star One" not in sentence


@pytest.mark.parametrize(("published", "is_said"), [(None, True), ("2026-01-01", False)])
def test_a_state_that_no_dated_source_tells_is_said_to_have_no_date(published: str | None, is_said: bool) -> None:
    told = fact("production", model="Star One", builder="Beta Cars", plant="Southport plant")
    store = build(corpus(document("d1", published=published), told), gazetteer=Gazetteer(_entries())).store
    notes = ask("Who builds the Star One?", store, TODAY).notes
    assert ("Where no source bears a date, it is not known when this held." in notes) == is_said
