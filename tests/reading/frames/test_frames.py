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
        ("Marvik's Ostrow plant builds the Borealis 5.", [("Marvik", "Ostrow")]),
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


@pytest.mark.parametrize(
    ("text", "plants"),
    [
        ("Alpha builds the Dunlin Teal at its plant in Lyon.", [("Alpha", "Lyon", "actual")]),
        ("Alpha will build the Dunlin Teal at its plant in Lyon.", [("Alpha", "Lyon", "actual")]),
        ("Alpha builds the Dunlin Teal in Lyon.", []),
        ("Alpha denied that it will build the Dunlin Teal at the plant in Lyon.", []),
    ],
)
def test_who_builds_at_a_plant_runs_it(frames_of: FactsOf, text: str, plants: list[tuple[str, str, str]]) -> None:
    facts = _of_kind(frames_of(text, "en"), "plant")
    assert [(fact["operator"], fact["place"], fact["status"]) for fact in facts] == plants


@pytest.mark.parametrize(
    ("language", "text", "pairs"),
    [
        (
            "en",
            "The Dunlin Teal is assembled in Lyon, the Dunlin Plover and the Dunlin Wren in Metz.",
            {("Dunlin Teal", "Lyon"), ("Dunlin Plover", "Metz"), ("Dunlin Wren", "Metz")},
        ),
        (
            "en",
            "The Dunlin Teal and the Dunlin Plover are assembled in Lyon and in Metz.",
            {(model, place) for model in ("Dunlin Teal", "Dunlin Plover") for place in ("Lyon", "Metz")},
        ),
    ],
)
def test_models_and_sites_in_turn_are_pairs(
    frames_of: FactsOf, language: str, text: str, pairs: set[tuple[str, str]]
) -> None:
    facts = _of_kind(frames_of(text, language), "production")
    assert {(fact["model"], fact["place"]) for fact in facts} == pairs


def test_each_of_two_companies_builds(frames_of: FactsOf) -> None:
    facts = _of_kind(frames_of("Alpha and Borealis build the Dunlin Teal in Lyon.", "en"), "production")
    assert [fact["builder"] for fact in facts] == ["Alpha", "Borealis"]


@pytest.mark.parametrize(
    ("language", "text", "model"),
    [
        ("en", "Alpha builds the Kite 3 in Lyon.", "Kite 3"),
        ("en", "Alpha has built vans in Lyon from MY2028.", None),
        ("fr", "Alpha assemble des voitures à Lyon avec 1 900 salariés.", None),
    ],
)
def test_a_figure_is_a_model_only_with_its_name(
    frames_of: FactsOf, language: str, text: str, model: str | None
) -> None:
    facts = _of_kind(frames_of(text, language, "2027-05-04"), "production")
    assert {fact.get("model") for fact in facts} <= {model}
    assert facts


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("de", "Der Dunlin Teal stammt aus Lyon.", "Lyon"),
        ("it", "La Dunlin Teal si costruisce a Lione.", "Lione"),
        ("fr", "Alpha produit la Dunlin Teal à Lyon.", "Lyon"),
    ],
)
def test_idioms_of_building_are_present(frames_of: FactsOf, language: str, text: str, place: str) -> None:
    facts = _of_kind(frames_of(text, language, "2026-05-04"), "production")
    assert [(fact["status"], fact["place"]) for fact in facts] == [("actual", place)]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("It has the capacity to build 240,000 cars a year.", {"capacity_per_year": 240000, "status": "actual"}),
        ("It will have the capacity to build 240,000 cars a year.", {"capacity_per_year": 240000, "status": "planned"}),
        ("Borealis has the capacity to build 240,000 cars a year.", {}),
    ],
)
def test_a_pronoun_goes_on_about_the_plant(frames_of: FactsOf, text: str, slots: dict[str, object]) -> None:
    facts = _of_kind(frames_of(f"Alpha's plant in Lyon employs 900 people. {text}", "en"), "plant")
    capacities = [fact for fact in facts if "capacity_per_year" in fact and fact.get("operator") == "Alpha"]
    assert bool(capacities) == bool(slots)
    assert all(slots.items() <= fact.items() for fact in capacities)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Alpha will build 50,000 cars in Lyon in 2031.", "2031"),
        ("Alpha will build 50,000 cars in 2031 in Lyon.", None),
    ],
)
def test_the_year_of_a_number_of_cars_is_no_start(frames_of: FactsOf, text: str, start: str | None) -> None:
    facts = _of_kind(frames_of(text, "en", "2026-05-04"), "production")
    assert {fact.get("start") for fact in facts} == {start}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Alpha baut den Dunlin Teal in Bursa für Deutschland.", "TR"),
        ("Alpha baut den Dunlin Teal in Bursa, Türkei.", "TR"),
        ("Alpha baut den Dunlin Teal in Kleinort in Deutschland.", "DE"),
        ("Alpha baut den Dunlin Teal in Kleinort für Deutschland.", None),
    ],
)
def test_a_market_is_no_place_of_building(facts_of: FactsOf, text: str, country: str | None) -> None:
    facts = _of_kind(facts_of(text, "de"), "production")
    assert [fact.get("country") for fact in facts] == [country]


def test_dates_in_the_wrong_order_are_none(facts_of: FactsOf) -> None:
    facts = _of_kind(facts_of("Alpha builds the Dunlin Teal in Lyon from 2027 until 2020.", "en"), "production")
    assert facts
    assert all({"start", "end"}.isdisjoint(fact) for fact in facts)
    kept = _of_kind(facts_of("Alpha builds the Dunlin Teal in Lyon from 2027 until 2027.", "en"), "production")
    assert [(fact["start"], fact["end"]) for fact in kept] == [("2027", "2027")]


def test_a_company_with_a_share_in_passing_builds_nothing(facts_of: FactsOf) -> None:
    text = "Alpha, in which Borealis holds 34 percent, builds the Dunlin Teal in Lyon."
    assert {fact["builder"] for fact in _of_kind(facts_of(text, "en"), "production")} == {"Alpha"}
    text = "Borealis, which holds 34 percent of Alpha, and Cormoran are rivals. Alpha builds the Dunlin Teal in Lyon."
    assert {fact["builder"] for fact in _of_kind(facts_of(text, "en"), "production")} == {"Alpha"}


@pytest.mark.parametrize(
    ("language", "text", "parties"),
    [
        ("en", "Alpha builds the Dunlin Teal for Borealis in Lyon.", ("Alpha", "Borealis")),
        ("de", "Alpha baut den Dunlin Teal im Auftrag von Borealis in Linz.", ("Alpha", "Borealis")),
        ("en", "Alpha builds the Dunlin Teal for Europe in Lyon.", None),
        ("en", "Alpha builds the Dunlin Teal for Alpha in Lyon.", None),
    ],
)
def test_building_for_another_is_contract_manufacturing(
    frames_of: FactsOf, language: str, text: str, parties: tuple[str, str] | None
) -> None:
    facts = _of_kind(frames_of(text, language), "agreement")
    assert [tuple(fact["parties"]) for fact in facts] == ([parties] if parties else [])
    assert {fact["type"] for fact in facts} <= {"contract-manufacturing"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Borealis bought the former Alpha plant in Lyon.", ["ended"]),
        ("Borealis bought the Alpha plant in Lyon.", ["actual"]),
    ],
)
def test_a_former_plant_has_ended(frames_of: FactsOf, text: str, status: list[str]) -> None:
    assert [fact["status"] for fact in _of_kind(frames_of(text, "en"), "plant")] == status


def test_each_of_two_companies_invests(frames_of: FactsOf) -> None:
    text = "Alpha and Borealis will invest 750 million euros in Lyon."
    facts = _of_kind(frames_of(text, "en"), "investment")
    assert [(fact["investor"], fact["status"]) for fact in facts] == [("Alpha", "planned"), ("Borealis", "planned")]


def test_a_model_is_known_without_its_badge_if_the_text_names_that(frames_of: FactsOf) -> None:
    named = frames_of("Dunlin is growing. In Lyon entsteht der Teal.", "de")
    assert [fact["model"] for fact in _of_kind(named, "production")] == ["Teal"]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Alpha is building a $5 billion plant in Lyon.", "plant"),
        ("en", "Alpha builds cars in a plant in Lyon.", "production"),
        ("de", "Alpha baut in Linz sein erstes europäisches Pkw-Werk.", "plant"),
        ("de", "Alpha baut in Linz im Werk Pkw.", "production"),
        ("fr", "Alpha construit une usine à Lyon.", "plant"),
    ],
)
def test_a_plant_that_is_built_is_no_production(frames_of: FactsOf, language: str, text: str, kind: str) -> None:
    facts = frames_of(text, language)
    assert facts[0]["kind"] == kind
    assert facts[0]["status"] == ("planned" if kind == "plant" else "actual")
    assert kind == "production" or not _of_kind(facts, "production")


def test_a_separated_verb_ends_a_production(facts_of: FactsOf) -> None:
    text = "Alpha stellt die Produktion des Dunlin Teal in Linz Ende Juni 2023 ein."
    assert [fact["status"] for fact in _of_kind(facts_of(text, "de", "2026-05-04"), "production")] == ["ended"]
    text = "Alpha stellt die Produktion des Dunlin Teal in Linz vor."
    assert [fact["status"] for fact in _of_kind(facts_of(text, "de", "2026-05-04"), "production")] == ["actual"]


def test_out_of_production_is_no_start(facts_of: FactsOf) -> None:
    text = "The Dunlin Teal, built in Lyon, went out of production in May 2024."
    assert all("start" not in fact for fact in _of_kind(facts_of(text, "en", "2026-05-04"), "production"))
    text = "The Dunlin Teal, built in Lyon, went into production in May 2024."
    assert any(fact.get("start") == "2024-05" for fact in _of_kind(facts_of(text, "en", "2026-05-04"), "production"))


@pytest.mark.parametrize(
    ("language", "text", "sites"),
    [
        (
            "en",
            "Alpha will move the Dunlin Teal from Lyon to Metz in 2031.",
            {("Lyon", "planned", None, "2031"), ("Metz", "planned", "2031", None)},
        ),
        (
            "en",
            "Alpha moved the Dunlin Teal from Lyon to Metz in 2012.",
            {("Lyon", "ended", None, "2012"), ("Metz", "actual", None, None)},
        ),
        (
            "fr",
            "Alpha a transféré la Dunlin Teal de Lyon à Metz.",
            {("Lyon", "ended", None, None), ("Metz", "actual", None, None)},
        ),
        ("en", "Alpha moved the Dunlin Teal to Metz.", set()),
    ],
)
def test_a_move_is_an_end_and_a_start(
    frames_of: FactsOf, language: str, text: str, sites: set[tuple[str, str, str | None, str | None]]
) -> None:
    facts = _of_kind(frames_of(text, language, "2026-05-04"), "production")
    assert {(fact["place"], fact["status"], fact.get("start"), fact.get("end")) for fact in facts} == sites


def test_a_company_of_the_name_of_a_model_has_no_article(frames_of: FactsOf) -> None:
    facts = _of_kind(
        frames_of("Dunlin wächst. Alpha baut den Teal in Linz, der Teal kommt aus Graz.", "de"), "production"
    )
    assert {(fact["model"], fact["place"]) for fact in facts} == {("Teal", "Linz"), ("Teal", "Graz")}


def test_who_orders_a_car_does_not_build_it(facts_of: FactsOf) -> None:
    facts = _of_kind(facts_of("Alpha fertigt in Graz im Auftrag von Borealis den Dunlin Teal.", "de"), "production")
    assert [fact["builder"] for fact in facts] == ["Alpha"]
    facts = _of_kind(facts_of("In Graz wird der Dunlin Teal von Borealis gefertigt.", "de"), "production")
    assert [fact["builder"] for fact in facts] == ["Borealis"]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Alpha assembled the Dunlin Teal in Lyon.", "ended"),
        ("en", "Alpha assembles the Dunlin Teal in Lyon.", "actual"),
        ("en", "Alpha assembled the first Dunlin Teal in Lyon.", "actual"),  # the beginning, not all of it
        ("es", "Alpha ensambló el Dunlin Teal en Vigo.", "ended"),
        ("es", "Alpha ensambla el Dunlin Teal en Vigo.", "actual"),
        ("it", "A Melfi nasceva la Dunlin Teal.", "ended"),
        ("de", "Alpha hatte den Dunlin Teal in Graz montiert.", "ended"),
        ("de", "Alpha hat den Dunlin Teal in Graz montiert.", "actual"),
    ],
)
def test_the_past_tense_ends_a_production(facts_of: FactsOf, language: str, text: str, status: str) -> None:
    facts = _of_kind(facts_of(text, language, "2026-05-04"), "production")
    assert {fact["status"] for fact in facts} == {status}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Alpha builds the Dunlin Teal in Onnaing, near Valenciennes.", ["Onnaing"]),
        ("Alpha builds the Dunlin Teal near Valenciennes.", ["Valenciennes"]),
    ],
)
def test_a_town_nearby_is_no_second_site(facts_of: FactsOf, text: str, places: list[str]) -> None:
    assert [fact["place"] for fact in _of_kind(facts_of(text, "en"), "production")] == places


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("Borealis Motor Holding (BMH) builds cars.", [("BMH", "Borealis Motor Holding")]),
        ("The Dunlin Teal (Lyon) and the Dunlin Plover (Metz) are recalled.", []),
    ],
)
def test_an_alias_in_parentheses_abbreviates(facts_of: FactsOf, text: str, aliases: list[tuple[str, str]]) -> None:
    assert [(fact["alias"], fact["of"]) for fact in _of_kind(facts_of(text, "en"), "alias")] == aliases


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha runs a plant in Graz. The Austrian contract manufacturer builds the Dunlin Teal there."),
        ("de", "Alpha hat ein Werk in Graz. Der österreichische Auftragsfertiger baut dort den Dunlin Teal."),
        ("fr", "Alpha a une usine à Graz. Le constructeur autrichien y produit la Dunlin Teal."),
    ],
)
def test_a_maker_of_a_country_is_the_one_named_before(facts_of: FactsOf, language: str, text: str) -> None:
    assert [fact["builder"] for fact in _of_kind(facts_of(text, language), "production")] == ["Alpha"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alpha will build the Dunlin Teal in the former Beta plant in Lyon.", "planned"),
        ("Alpha formerly built the Dunlin Teal in Lyon.", "ended"),
    ],
)
def test_a_former_plant_does_not_end_what_is_built_there(frames_of: FactsOf, text: str, status: str) -> None:
    assert [fact["status"] for fact in _of_kind(frames_of(text, "en"), "production")] == [status]


@pytest.mark.parametrize(("published", "status"), [("2026-05-04", "ended"), ("2021-05-04", "planned"), (None, "ended")])
def test_a_plant_with_a_day_of_closing_has_ended_by_then(facts_of: FactsOf, published: str | None, status: str) -> None:
    plants = _of_kind(facts_of("The Alpha plant in Lyon closed in 2024.", "en", published), "plant")
    assert [fact["status"] for fact in plants] == [status]


@pytest.mark.parametrize("text", ["The Dunlin Teal was moved to Lyon.", "The Dunlin Teal has been relocated to Lyon."])
def test_a_model_that_is_moved_is_built_there(frames_of: FactsOf, text: str) -> None:
    assert [fact["place"] for fact in _of_kind(frames_of(text, "en"), "production")] == ["Lyon"]


def test_a_model_that_only_moves_buyers_is_not(frames_of: FactsOf) -> None:
    assert _of_kind(frames_of("The Dunlin Teal moved many buyers in Lyon.", "en"), "production") == []


def test_the_object_of_a_verb_follows_its_site(frames_of: FactsOf) -> None:
    text = "Alpha producirá en su planta de Metz, en Francia, un nuevo vehículo a partir de 2027."
    facts = _of_kind(frames_of(text, "es"), "production")
    assert [(fact["product"], fact["builder"], fact["start"]) for fact in facts] == [("vehículo", "Alpha", "2027")]


def test_a_cancelled_construction_is_a_cancelled_plant(frames_of: FactsOf) -> None:
    facts = frames_of("Alpha hat den Bau eines Motorenwerks in Linz abgesagt.", "de")
    assert [(fact["kind"], fact["operator"], fact["status"]) for fact in facts] == [("plant", "Alpha", "cancelled")]


def test_a_plant_is_the_one_of_the_company_before_it(frames_of: FactsOf) -> None:
    text = "Alpha is growing. The Dunlin Teal is built at the company's factory in Lyon."
    assert [fact["operator"] for fact in _of_kind(frames_of(text, "en"), "plant")] == ["Alpha"]


def test_a_customer_is_the_subject_that_buys_in(frames_of: FactsOf) -> None:
    facts = _of_kind(frames_of("Alpha bezieht seine Zellen künftig von Cormoran.", "de"), "supply")
    assert [(fact["supplier"], fact["customer"]) for fact in facts] == [("Cormoran", "Alpha")]


def test_rules_and_frames_give_one_fact_of_a_plant(facts_of: FactsOf) -> None:
    text = (
        "The Teal is built at the Alpha plant in Lyon, which employs 6,000 people and can turn out 90,000 cars a year."
    )
    plants = _of_kind(facts_of(text, "en"), "plant")
    assert [(fact["employees"], fact["capacity_per_year"]) for fact in plants] == [(6000, 90000)]


def test_an_investment_is_of_the_only_company_named_before(frames_of: FactsOf) -> None:
    told = "Alpha will build cars in Lyon. Some 400 million euros will be invested in the plant."
    assert [fact["investor"] for fact in _of_kind(frames_of(told, "en"), "investment")] == ["Alpha"]
    two = "Alpha and Cormoran will build cars in Lyon. Some 400 million euros will be invested in the plant."
    assert _of_kind(frames_of(two, "en"), "investment") == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Alpha opened its $3 billion assembly plant in Lyon.", [3_000_000_000]),
        ("Alpha sold its plant in Lyon for $3 billion.", []),
    ],
)
def test_the_price_of_a_plant_is_an_investment(frames_of: FactsOf, text: str, amounts: list[int]) -> None:
    assert [fact["amount"] for fact in _of_kind(frames_of(text, "en"), "investment")] == amounts


def test_a_noun_for_cars_and_a_name_after_it_are_a_model(facts_of: FactsOf) -> None:
    facts = _of_kind(facts_of("Alpha will den Kleinwagen Spatz ab 2031 in Linz fertigen.", "de"), "production")
    assert [(fact["model"], fact["place"]) for fact in facts] == [("Spatz", "Linz")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'usine voisine de Metz produit la Dunlin Teal."),
        ("es", "La planta eslovaca de Metz fabrica el Dunlin Teal."),
        ("it", "Lo stabilimento austriaco di Metz produce la Dunlin Teal."),
    ],
)
def test_an_adjective_stands_between_a_plant_and_its_town(facts_of: FactsOf, language: str, text: str) -> None:
    assert [fact["place"] for fact in _of_kind(facts_of(text, language), "production")] == ["Metz"]


@pytest.mark.parametrize(
    ("language", "text", "builder"),
    [
        ("fr", "Alpha a confié à Cormoran l'assemblage de la Dunlin Teal à Lyon.", "Cormoran"),
        ("de", "Cormoran übernimmt ab 2031 in Linz die Montage des Dunlin Teal von Alpha.", "Cormoran"),
        ("fr", "Alpha confie l'étude à Cormoran et produit la Dunlin Teal à Lyon.", "Alpha"),
    ],
)
def test_who_is_entrusted_builds(facts_of: FactsOf, language: str, text: str, builder: str) -> None:
    assert [fact["builder"] for fact in _of_kind(facts_of(text, language), "production")] == [builder]


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("Die Alpha-Tochter Cormoran eröffnete 2024 ihr Werk in Linz.", "Cormoran"),
        ("Der Alpha-Konzern eröffnete 2024 sein Werk in Linz.", "Alpha"),
    ],
)
def test_a_daughter_is_not_its_mother(frames_of: FactsOf, text: str, operator: str) -> None:
    assert {fact["operator"] for fact in _of_kind(frames_of(text, "de"), "plant")} == {operator}


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        ("de", "Alpha betreibt in Linz ein Motorenwerk mit 1700 Beschäftigten.", ("Alpha", "Linz", 1700)),
        ("de", "Alpha beschäftigt in Linz 3500 Menschen.", ("Alpha", "Linz", 3500)),
        ("en", "Alpha employs 900 people in Lyon.", ("Alpha", "Lyon", 900)),
    ],
)
def test_a_plant_is_told_by_its_town(frames_of: FactsOf, language: str, text: str, slots: tuple[str, str, int]) -> None:
    plants = _of_kind(frames_of(text, language), "plant")
    assert [(fact["operator"], fact["place"], fact["employees"]) for fact in plants] == [slots]


def test_a_plant_in_a_supply_deal_may_be_of_either_side(frames_of: FactsOf) -> None:
    facts = frames_of("Alpha fournira à Cormoran des sièges pour son usine de Metz.", "fr")
    assert _of_kind(facts, "plant") == []
    assert [(fact["supplier"], fact["customer"]) for fact in _of_kind(facts, "supply")] == [("Alpha", "Cormoran")]


@pytest.mark.parametrize(
    ("language", "text", "stakes"),
    [
        ("fr", "Alpha va être racheté par Cormoran.", [("Cormoran", "Alpha", "planned")]),
        ("en", "Alpha was bought by Cormoran.", [("Cormoran", "Alpha", "actual")]),
        ("en", "The Teal was bought by Cormoran.", []),
        (
            "en",
            "Alpha belongs to Cormoran and Borealis.",
            [("Cormoran", "Alpha", "actual"), ("Borealis", "Alpha", "actual")],
        ),
        ("en", "Alpha belongs to Cormoran, which builds cars with Borealis.", [("Cormoran", "Alpha", "actual")]),
    ],
)
def test_owners_are_read_from_passives_and_lists(
    frames_of: FactsOf, language: str, text: str, stakes: list[tuple[str, str, str]]
) -> None:
    facts = _of_kind(frames_of(text, language), "stake")
    assert [(fact["owner"], fact["owned"], fact["status"]) for fact in facts] == stakes


def test_a_town_before_a_state_lies_there(facts_of: FactsOf) -> None:
    facts = _of_kind(facts_of("Alpha builds the Dunlin Teal in Warsaw, Indiana.", "en"), "production")
    assert [(fact["place"], fact["country"]) for fact in facts] == [("Warsaw", "US")]


def test_a_known_town_in_a_row_is_a_place(facts_of: FactsOf) -> None:
    row = _of_kind(facts_of("Werke des Konzerns\n\nDunlin Teal – München – 2021\n", "de", "2026-05-04"), "production")
    assert [(fact["model"], fact["place"], fact["start"]) for fact in row] == [("Dunlin Teal", "München", "2021")]


def test_a_second_figure_is_a_second_model(facts_of: FactsOf) -> None:
    text = "L'usine de Metz assemble les Dunlin 3008 et 5008."
    assert [fact["model"] for fact in _of_kind(facts_of(text, "fr"), "production")] == ["Dunlin 3008", "5008"]


def test_a_cut_of_jobs_cancels_no_production(facts_of: FactsOf) -> None:
    text = "Alpha streicht in Linz 1000 Stellen und baut dort den Dunlin Teal."
    assert [fact["status"] for fact in _of_kind(facts_of(text, "de"), "production")] == ["actual"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Alpha a une usine à Metz. L'usine lorraine produit la Dunlin Teal."),
        ("es", "Alpha tiene una planta en Metz. La factoría francesa produce el Dunlin Teal."),
        ("it", "Alpha ha uno stabilimento a Metz. Lo stabilimento francese produce la Dunlin Teal."),
        ("de", "Alpha hat ein Werk in Linz. Das oberösterreichische Werk baut den Dunlin Teal."),
        ("en", "Alpha has a plant in Lyon. The French plant builds the Dunlin Teal."),
    ],
)
def test_the_plant_of_a_country_is_the_one_named_before(facts_of: FactsOf, language: str, text: str) -> None:
    facts = _of_kind(facts_of(text, language), "production")
    assert [fact["place"] for fact in facts] in (["Metz"], ["Linz"], ["Lyon"])


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("de", "Der Dunlin Teal wird nicht in Metz, sondern in Linz gebaut.", "Linz"),
        ("es", "El Dunlin Teal no se fabrica en Metz, sino en Linz.", "Linz"),
    ],
)
def test_a_denied_place_denies_no_production(facts_of: FactsOf, language: str, text: str, place: str) -> None:
    facts = _of_kind(facts_of(text, language), "production")
    assert (place, "actual") in [(fact.get("place"), fact["status"]) for fact in facts]


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("La planta de Alpha en Metz cerró en 2024.", "2024"),
        ("La planta de Alpha en Metz cerró 2024 con 900 trabajadores.", None),
    ],
)
def test_a_year_that_is_closed_closes_no_plant(facts_of: FactsOf, text: str, closed: str | None) -> None:
    assert [fact.get("closed") for fact in _of_kind(facts_of(text, "es"), "plant")] == [closed]


@pytest.mark.parametrize(
    ("language", "text", "published", "status"),
    [
        ("en", "The Dunlin Teal will be discontinued in Lyon in December 2031.", None, "planned"),
        ("en", "The Dunlin Teal was discontinued in Lyon in December 2031.", None, "ended"),
        ("en", "Alpha ends production of the Dunlin Teal in Lyon in December 2031.", None, "planned"),
        ("en", "Alpha ends production of the Dunlin Teal in Lyon in December 2031.", "2032-05-04", "ended"),
        ("de", "Alpha stellt die Fertigung des Dunlin Teal in Lyon im November 2031 ein.", None, "planned"),
        ("de", "Alpha stellte die Fertigung des Dunlin Teal in Lyon im November 2031 ein.", None, "ended"),
    ],
)
def test_an_end_in_the_present_tense_is_to_come_unless_the_day_says_it_is_over(
    facts_of: FactsOf, language: str, text: str, published: str | None, status: str
) -> None:
    assert {fact["status"] for fact in _of_kind(facts_of(text, language, published), "production")} == {status}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The 2031 Dunlin Teal will be built in Lyon.", None),
        ("In 2031 the Dunlin Teal will be built in Lyon.", "2031"),
        ("From 2031 Dunlin Teal vans will be built in Lyon.", "2031"),
    ],
)
def test_a_model_year_is_no_start(facts_of: FactsOf, text: str, start: str | None) -> None:
    facts = _of_kind(facts_of(text, "en", "2030-05-04"), "production")
    assert [fact.get("start") for fact in facts] == [start]


@pytest.mark.parametrize(
    ("second", "models"),
    [
        ("The van is built in Linz.", ["Dunlin Teal"]),
        ("Vans are built in Linz.", [None]),
    ],
)
def test_the_van_is_the_one_named_before(frames_of: FactsOf, second: str, models: list[str | None]) -> None:
    facts = _of_kind(frames_of(f"Alpha showed the Dunlin Teal. {second}", "en"), "production")
    assert [fact.get("model") for fact in facts] == models


@pytest.mark.parametrize(("verb", "slots"), [("eröffnet", {"opened": "2031"}), ("geschlossen", {"closed": "2031"})])
def test_a_plant_is_to_open_or_to_close(facts_of: FactsOf, verb: str, slots: dict[str, str]) -> None:
    facts = _of_kind(facts_of(f"Das Alpha-Werk in Linz soll 2031 {verb} werden.", "de", "2030-05-04"), "plant")
    told = [{slot: fact[slot] for slot in ("opened", "closed") if slot in fact} for fact in facts]
    assert told == [slots]


@pytest.mark.parametrize(("article", "status"), [("its", "actual"), ("its new", "planned")])
def test_a_plant_is_new_by_the_words_before_itself(frames_of: FactsOf, article: str, status: str) -> None:
    facts = frames_of(f"Alpha will build the new Dunlin Teal in {article} plant in Lyon.", "en")
    assert [fact["status"] for fact in _of_kind(facts, "plant")] == [status]
