"""The kinds of questions beside plain lists: several conditions, negation, time, chains, comparisons, what is unknown."""

from __future__ import annotations

import datetime as dt

import pytest
import rdflib

from autokg.answers import ask
from autokg.answers.facts import Fact
from autokg.answers.form import Condition, Event, Form, Mode, Relation, View, Window
from autokg.answers.telling import Findings, tell
from autokg.answers.understanding import understand
from autokg.answers.words import load_words
from autokg.errors import NoAnswerError
from autokg.stores import OxigraphStore
from autokg.stores.rdflib_bridge import to_rdflib

TODAY = dt.date(2025, 6, 1)


def _form(question: str, store: OxigraphStore) -> Form:
    form = understand(question, store, TODAY)
    assert form.unknown == ()
    return form


def _told(question: str, store: OxigraphStore, day: dt.date = TODAY) -> str:
    return ask(question, store, day).sentence


def _models(question: str, store: OxigraphStore) -> set[str]:
    return {row.get("modelLabel", "") for row in ask(question, store, TODAY).rows}


class TestSeveralConditions:
    def test_both_is_met_by_one_model_in_two_productions(self, store: OxigraphStore) -> None:
        assert _models("Which models are built in both Austria and the United States?", store) == {"Sample Wagon"}

    def test_or_is_met_by_either(self, store: OxigraphStore) -> None:
        form = _form("Which models are built in Austria or in the United States?", store)
        (site,) = form.on("site")
        assert {name.label for name in site.names} == {"Austria", "United States"}
        assert {"Example Two", "Sample Pickup"} <= _models(
            "Which models are built in Austria or France?", store
        ) | _models("Which models are built in Austria or in the United States?", store)

    def test_two_makers_are_alternatives_since_a_model_has_one(self, store: OxigraphStore) -> None:
        models = _models("Which models do Muster Werke and Fictif Auto build?", store)
        assert {"Sample Wagon", "Fictif Petite"} <= models


class TestNegation:
    def test_outside_keeps_a_model_that_is_also_built_inside(self, store: OxigraphStore) -> None:
        assert "Sample Wagon" in _models("Which Sample models are built outside Austria?", store)

    def test_not_in_drops_a_model_that_is_also_built_there(self, store: OxigraphStore) -> None:
        assert "Sample Wagon" not in _models("Which Sample models are not built in Austria?", store)

    def test_not_by_its_maker_needs_another_named_builder(self, store: OxigraphStore) -> None:
        models = _models("Which Example models are not built by Example Motors?", store)
        assert models == {"Example 3", "Example Two"}

    def test_a_maker_that_shares_an_owner_or_a_name_with_the_brand_is_its_own(self, store: OxigraphStore) -> None:
        models = _models("Which cars are not built by their own maker?", store)
        assert "Sample Wagon" in models
        assert not models & {"Example One", "Fictif Petite", "Sample Pickup"}

    @pytest.mark.parametrize(
        ("question", "verdict"),
        [
            ("Does Sample Automotive no longer build the Sample Pickup?", "Yes: "),
            ("Does Sample Automotive no longer build the Sample Wagon?", "No: "),
            ("Does Muster Werke no longer build the Sample Wagon?", "Not confirmed: "),
        ],
    )
    def test_no_longer_is_judged_by_the_phase(self, question: str, verdict: str, store: OxigraphStore) -> None:
        assert _told(question, store).startswith(verdict)


class TestTime:
    @pytest.mark.parametrize(
        ("question", "window"),
        [
            ("What was built in Austria in 2015?", Window("2015-01-01", "2015-12-31", Relation.WITHIN, Event.HOLDS)),
            ("What was built in Austria before 2020?", Window(None, "2019-12-31", Relation.BEFORE, Event.HOLDS)),
            ("Which plants opened since 2020?", Window("2020-01-01", None, Relation.SINCE, Event.STARTS)),
            ("Which models will start next year?", Window("2026-01-01", "2026-12-31", Relation.WITHIN, Event.STARTS)),
            ("What ended in 2024?", Window("2024-01-01", "2024-12-31", Relation.WITHIN, Event.ENDS)),
            ("What changed in 2024?", Window("2024-01-01", "2024-12-31", Relation.WITHIN, Event.CHANGES)),
            ("What is due in 2026?", Window("2026-01-01", "2026-12-31", Relation.WITHIN, Event.CHANGES)),
            ("What is new in Austria?", Window("2023-01-01", None, Relation.SINCE, Event.CHANGES)),
        ],
    )
    def test_a_window_has_its_bounds_and_what_happens_in_it(
        self, question: str, window: Window, store: OxigraphStore
    ) -> None:
        assert _form(question, store).window == window

    @pytest.mark.parametrize(("year", "is_built"), [(2011, False), (2012, True), (2023, True), (2024, False)])
    def test_a_production_holds_from_its_start_to_its_end(
        self, year: int, *, is_built: bool, store: OxigraphStore
    ) -> None:
        answer = ask(f"Which models did Sample Automotive build in {year}?", store, TODAY)
        assert (
            not answer.sentence.startswith("No source") and "Sample Pickup was built" in answer.sentence
        ) == is_built

    def test_what_may_fall_in_a_window_is_told_apart(self, store: OxigraphStore) -> None:
        assert "Dates not known well enough to tell: battery packs." in _told(
            "What was built in Austria in 2018?", store
        )

    def test_before_a_year_is_read_as_that_year(self, store: OxigraphStore) -> None:
        assert "before 2022" in ask("What was built in Austria before 2022?", store, TODAY).reading

    @pytest.mark.parametrize(("day", "is_overdue"), [(dt.date(2026, 12, 31), False), (dt.date(2027, 1, 1), True)])
    def test_a_plan_is_overdue_the_day_after_its_last(
        self, day: dt.date, *, is_overdue: bool, store: OxigraphStore
    ) -> None:
        assert ("Example Two" in _told("Which plans are overdue?", store, day)) == is_overdue

    @pytest.mark.parametrize(("year", "is_told"), [(2025, False), (2026, True), (2027, False)])
    def test_a_plan_for_a_year_that_nothing_confirms_is_told(
        self, year: int, *, is_told: bool, store: OxigraphStore
    ) -> None:
        question = f"Which models were due to start in {year} but are not confirmed?"
        assert ("Example Two" in _told(question, store, dt.date(2028, 1, 1))) == is_told

    def test_the_start_of_a_plan_elsewhere_does_not_date_what_is_built(self) -> None:
        built, plan = Fact("a", "current"), Fact("b", "planned", values={"start": "2026", "startLast": "2026-12-31"})
        form, words = Form(View.PRODUCTION, Mode.WHEN, date="start"), load_words("en")
        assert tell(form, Findings([built, plan]), words).startswith("No source here dates it.")
        assert tell(form, Findings([plan]), words).startswith("")

    def test_a_dropped_plan_is_not_a_plan(self, store: OxigraphStore) -> None:
        assert _models("Which planned models were cancelled?", store) == {"Fictif Grande"}

    def test_what_was_before_a_firm_is_over(self, store: OxigraphStore) -> None:
        form = _form("Who owned Fictif Auto before Example Motors?", store)
        assert form.neighbour is not None
        assert form.neighbour.relation == "before"
        assert "Placeholder Cars" in _told("Who owned Fictif Auto before Example Motors?", store)


class TestReadings:
    def test_plants_that_a_firm_runs_are_no_posts(self, store: OxigraphStore) -> None:
        assert _form("Which plants that are run by Muster Werke are in Austria?", store).view is View.PLANT

    def test_who_is_building_asks_for_the_builder(self, store: OxigraphStore) -> None:
        assert _form("Tell me who is currently building the Example One", store).targets == ("builder",)

    def test_models_built_somewhere_belong_to_a_brand(self, store: OxigraphStore) -> None:
        form = _form("Which models that are built in Austria belong to Sample?", store)
        assert (form.view, form.condition("brand").names[0].label) == (View.PRODUCTION, "Sample")

    def test_a_plant_alone_is_described(self, store: OxigraphStore) -> None:
        assert _form("Musterstadt plant", store).mode is Mode.DESCRIBE


class TestBounds:
    @pytest.mark.parametrize(("figure", "is_over"), [("149,999", True), ("150,000", False)])
    def test_a_capacity_is_over_a_bound(self, figure: str, is_over: bool, store: OxigraphStore) -> None:
        sentence = _told(f"Which plants in Austria can build more than {figure} cars a year?", store)
        assert sentence.startswith("The Musterstadt plant was a plant" if is_over else "No source here names plants")

    def test_a_number_of_models_is_counted(self, store: OxigraphStore) -> None:
        sentence = _told("Which plants build at least two models?", store)
        assert "Exampleville" in sentence
        assert "Musterstadt" not in sentence


class TestShares:
    def test_less_than_half_is_a_share_and_no_ownership(self, store: OxigraphStore) -> None:
        assert _told("Does Placeholder Cars belong to Example Motors?", store).startswith(("No", "Not"))

    def test_all_is_ownership(self, store: OxigraphStore) -> None:
        assert _told("Does Fictif Auto belong to Example Motors?", store).startswith("Yes")


class TestCommon:
    def test_one_slot_alone_is_asked_for(self, store: OxigraphStore) -> None:
        sentence = _told("Which plants do Example Motors and Fictif Auto share?", store)
        assert "hold" not in sentence

    def test_the_same_plant_is_answered_with_yes_or_no(self, store: OxigraphStore) -> None:
        question = "Are the Sample Wagon and the Example Two built in the same plant?"
        assert _told(question, store).startswith("Yes: ")


class TestChains:
    def test_the_description_is_answered_before_the_rest(self, store: OxigraphStore) -> None:
        sentence = _told("Who owns the company that builds the Example One?", store)
        assert sentence.startswith("Example One has been built by Example Motors")
        assert "Example Motors belonged to Example Holding (75 %)" in sentence

    def test_an_owner_of_something_stands_for_what_it_is(self, store: OxigraphStore) -> None:
        form = _form("Which models does the owner of Fictif Auto build?", store)
        assert [name.label for name in form.condition("builder").names] == ["Example Motors"]
        assert form.chain == Form(
            View.OWNERSHIP, Mode.LIST, ("owner",), form.chain.conditions if form.chain else (), language="en"
        )

    def test_an_owner_that_is_asked_for_is_no_description(self, store: OxigraphStore) -> None:
        assert _form("Who is the owner of Fictif Auto?", store).chain is None


class TestComparisons:
    def test_more_counts_for_each(self, store: OxigraphStore) -> None:
        answer = ask("Are more models built in Austria or in France?", store, TODAY)
        assert answer.form.mode is Mode.COMPARE
        assert answer.sentence == "France (2 models), followed by Austria (1)."

    def test_equal_numbers_are_a_tie(self, store: OxigraphStore) -> None:
        sentence = _told("Who builds more models, Sample Automotive or Muster Werke?", store)
        assert sentence == "Muster Werke and Sample Automotive, 1 model each."

    def test_a_superlative_has_the_facts_on_the_winner(self, store: OxigraphStore) -> None:
        answer = ask("Which plant employs the most people?", store, TODAY)
        assert answer.sentence == (
            "The Sampleton plant (3,200 employees), followed by the Exampleville plant (1,500). "
            "2 others have no figure here."
        )
        assert {row["plantLabel"] for row in answer.rows} == {"Sampleton plant"}
        assert answer.evidence

    def test_an_age_is_as_precise_as_its_source(self, store: OxigraphStore) -> None:
        assert (
            _told("Which is the oldest plant?", store)
            == "The Sampleton plant (1965), followed by the Exampleville plant (1990). 2 others have no date here."
        )


class TestNames:
    def test_a_brand_before_its_model_is_part_of_the_name(self, store: OxigraphStore) -> None:
        form = _form("Is the Sample Sample Wagon built by Muster Werke?", store)
        assert [condition.slot for condition in form.conditions] == ["model", "builder"]

    def test_a_model_is_known_without_its_brand_if_one_is_called_so(self, store: OxigraphStore) -> None:
        answer = ask("Who builds the Wagon?", store, TODAY)
        assert answer.notes == ("Wagon is read as Sample Wagon.",)
        assert "Muster Werke" in answer.sentence

    def test_a_city_stands_for_its_plant_where_a_figure_is_asked(self, store: OxigraphStore) -> None:
        sentence = _told("How many cars a year can the plant in Musterstadt build?", store)
        assert sentence.startswith("The Musterstadt plant can build over 150,000 vehicles a year")

    def test_a_plant_named_by_its_town_is_what_builds(self, store: OxigraphStore) -> None:
        assert _form("What does the Musterstadt plant build?", store).targets in ((), ("model",))
        assert _form("Which plants in Musterstadt build the Sample Wagon?", store).targets[0] == "plant"

    def test_a_name_that_leaves_out_its_ending_gives_way_to_the_owner_of_the_brand(self, store: OxigraphStore) -> None:
        (name,) = _form("What does Sample build?", store).condition("builder").names
        assert (name.label, name.shortened) == ("Sample Automotive", True)

    @pytest.mark.parametrize(
        ("question", "target"),
        [("Which companies belong to Example Motors?", "owned"), ("To whom does Fictif Auto belong?", "owner")],
    )
    def test_the_firm_after_to_is_the_owner(self, question: str, target: str, store: OxigraphStore) -> None:
        assert _form(question, store).targets == (target,)


class TestFigures:
    def test_people_and_capacity_are_asked_for_at_once(self, store: OxigraphStore) -> None:
        question = "How many people work at the Sampleton plant, and what can it build?"
        assert _form(question, store).targets == ("employees", "capacity")
        sentence = _told(question, store)
        assert sentence.startswith("The Sampleton plant has 3,200 employees. ")
        assert sentence.endswith("No source here gives the capacity of Sampleton plant.")


class TestUnknown:
    def test_plants_without_a_figure_are_listed(self, store: OxigraphStore) -> None:
        form = _form("Which plants have no known capacity?", store)
        assert (form.mode, form.missing, form.targets) == (Mode.LIST, ("capacity",), ("plant",))
        assert "Musterstadt" not in _told("Which plants have no known capacity?", store)

    def test_what_is_missing_of_a_model_is_named(self, store: OxigraphStore) -> None:
        assert (
            _told("What is missing about the Example One?", store)
            == "Of Example One, sources here do not give: market."
        )

    def test_a_drive_is_told_only_where_it_is_recorded(self, store: OxigraphStore) -> None:
        assert _told("Which electric models does Muster Werke build?", store) == (
            "Recorded as electric: Example Two. Of the others named here the drive is not recorded: Sample Wagon."
        )

    @pytest.mark.parametrize(
        ("question", "reason"),
        [
            ("Which German brands are built in Austria?", "no home countries"),
            ("Which German carmakers build in Austria?", "no home countries"),
            ("Quels constructeurs allemands produisent en Autriche ?", "pays d’origine"),
            ("Who bought the Musterstadt plant?", "bought"),
            ("Which battery models are built in Austria that paint?", "paint"),
            ("Waar wordt de Example Two gebouwd?", "asked in English, French"),
        ],
    )
    def test_a_word_that_changes_nothing_is_refused(self, question: str, reason: str, store: OxigraphStore) -> None:
        with pytest.raises(NoAnswerError, match=reason):
            ask(question, store, TODAY)

    def test_a_kind_of_body_is_not_recorded(self, store: OxigraphStore) -> None:
        sentence = _told("Which vans does Muster Werke build?", store)
        assert sentence.startswith("Whether a model is “vans” is not recorded here. ")

    def test_a_product_is_a_condition(self, store: OxigraphStore) -> None:
        plants = {row["plantLabel"] for row in ask("Which battery plants are in Austria?", store, TODAY).rows}
        assert plants == {"Musterstadt plant"}


class TestSources:
    def test_the_publishers_are_named_with_the_days(self, store: OxigraphStore) -> None:
        assert _told("Who says that Muster Werke builds the Example Two?", store) == (
            "2 sources speak of it: Example Motors and Le Courrier fictif. "
            "First said on January 15, 2024, last said on January 16, 2024."
        )


RERUN = [
    "Who builds the Example Two?",
    "Which models are built in both Austria and the United States?",
    "Which Sample models are built outside Austria?",
    "Which Example models are not built by Example Motors?",
    "Which cars are not built by their own maker?",
    "Are more models built in Austria or in France?",
    "How many models are built in Austria?",
    "What was built in Austria in 2015?",
    "Which plants have no known capacity?",
    "Who owns Example Motors?",
]


@pytest.fixture(scope="module")
def graph(store: OxigraphStore) -> rdflib.Graph:
    return to_rdflib(store.quads())


@pytest.mark.parametrize("question", RERUN)
def test_the_query_gives_the_same_rows_in_another_engine(
    question: str, store: OxigraphStore, graph: rdflib.Graph
) -> None:
    sparql = ask(question, store, TODAY).sparql
    own = {tuple(term.value if term else None for term in row) for row in store.query(sparql)}  # type: ignore[union-attr]
    other = {tuple(str(term) if term is not None else None for term in row) for row in graph.query(sparql)}  # type: ignore[union-attr]
    assert own == other


def test_a_condition_stands_for_a_firm_alone_in_questions_on_posts(store: OxigraphStore) -> None:
    (condition,) = _form("Who leads Example Motors?", store).conditions
    assert condition == Condition("organization", condition.names, itself=True)


class TestEachOne:
    def test_where_two_models_are_built_is_told_of_each(self, store: OxigraphStore) -> None:
        (condition,) = _form("Where are the Sample Wagon and the Example One built?", store).conditions
        assert {name.label for name in condition.names} == {"Sample Wagon", "Example One"}

    def test_places_of_two_questions_in_one_are_alternatives(self, store: OxigraphStore) -> None:
        both = _models("Which models come from Austria and which from the United States?", store)
        assert {"Sample Wagon", "Sample Pickup"} <= both

    def test_what_a_plant_named_by_its_town_builds_is_models(self, store: OxigraphStore) -> None:
        assert _form("What does the plant in Musterstadt build?", store).targets in ((), ("model",))
        assert _form("Which plant in Musterstadt builds the Sample Wagon?", store).targets == ("plant",)

    @pytest.mark.parametrize(
        ("question", "is_or"),
        [
            ("La Sample Wagon est-elle fabriquée en Autriche ou en France ?", True),
            ("La Sample Wagon, elle est fabriquée ou ?", False),
            ("Où la Sample Wagon est-elle fabriquée ?", False),
        ],
    )
    def test_a_french_word_means_or_only_after_a_name(
        self, question: str, *, is_or: bool, store: OxigraphStore
    ) -> None:
        form = _form(question, store)
        assert (form.mode is Mode.YES_NO) == is_or
        assert ("plant" in form.targets) != is_or


class TestFirstSaid:
    @pytest.mark.parametrize(
        ("question", "start"),
        [
            ("Since when is it known that Muster Werke will build the Example Two?", "First said "),
            ("Seit wann ist bekannt, dass Muster Werke den Example Two bauen wird?", "Zuerst gemeldet "),
            ("Depuis quand sait-on que Muster Werke fabriquera l'Example Two ?", "Première mention "),
        ],
    )
    def test_the_first_report_is_asked_and_not_the_start(self, question: str, start: str, store: OxigraphStore) -> None:
        answer = ask(question, store, TODAY)
        assert answer.form.view is View.SOURCE
        assert answer.sentence.startswith((start, "Said ", "Gemeldet ", "Mention "))


class TestOrigin:
    @pytest.mark.parametrize(
        "question", ["chinese brands built in France", "fábricas francesas na Áustria", "French plants in Austria"]
    )
    def test_where_a_firm_comes_from_is_not_held(self, question: str, store: OxigraphStore) -> None:
        with pytest.raises(NoAnswerError) as error:
            ask(question, store, TODAY)
        assert error.value.reason == "not-held"

    def test_an_adjective_alone_is_where_things_are(self, store: OxigraphStore) -> None:
        assert _form("Which Austrian plants build the Sample Wagon?", store).lacking == ()


class TestOnly:
    def test_only_there_leaves_out_what_is_built_elsewhere_too(self, store: OxigraphStore) -> None:
        assert "Sample Wagon" in _models("Which Sample models are built in the United States?", store)
        assert _models("Which Sample models are built only in the United States?", store) == {"Sample Pickup"}

    def test_whether_it_is_built_only_there_is_answered_with_where(self, store: OxigraphStore) -> None:
        form = _form("Is the Sample Wagon built only in Austria?", store)
        assert (form.mode, form.targets) == (Mode.LIST, ("plant",))
        assert not form.on("site") or not list(form.on("site"))

    def test_only_before_a_status_says_no_more(self, store: OxigraphStore) -> None:
        assert _form("Which productions are only planned?", store).states == ("planned",)

    def test_only_that_restricts_nothing_is_refused(self, store: OxigraphStore) -> None:
        with pytest.raises(NoAnswerError) as error:
            ask("Who builds only electric cars?", store, TODAY)
        assert error.value.reason == "unknown-word"


class TestDescribedPlants:
    def test_a_plant_is_described_by_what_it_builds(self, store: OxigraphStore) -> None:
        form = _form("Who runs the plant that builds the Example One?", store)
        assert [name.label for name in form.condition("plant").names] == ["Exampleville plant"]

    def test_a_plant_that_no_source_names_is_said_to_be_unknown(self, store: OxigraphStore) -> None:
        with pytest.raises(NoAnswerError, match="No source here names plants") as error:
            ask("Who runs the plant that builds the Example 4?", store, TODAY)
        assert error.value.reason == "not-held"


class TestEvents:
    @pytest.mark.parametrize(
        ("question", "claim"),
        [
            ("Which models ended in France in 2019?", "production of a model in France ends in 2019"),
            ("Which models started in France in 2019?", "production of a model in France starts in 2019"),
            ("Which plants closed in France in 2019?", "a plant in France closes in 2019"),
            ("Which plants opened in Austria in 2019?", "a plant in Austria opens in 2019"),
        ],
    )
    def test_that_nothing_started_or_ended_is_said_so(self, question: str, claim: str, store: OxigraphStore) -> None:
        assert _told(question, store).startswith(f"No source here says that {claim}.")

    def test_compared_places_are_named_in_the_language_of_the_question(self, store: OxigraphStore) -> None:
        sentence = _told("Werden mehr Modelle in Österreich oder in Frankreich gebaut?", store)
        assert sentence == "Frankreich (2 Modelle), dahinter Österreich (1)."


class TestWhatDoesNotFit:
    def test_two_places_that_nothing_joins_are_not_taken_for_one(self, store: OxigraphStore) -> None:
        with pytest.raises(NoAnswerError, match="Austria and France") as error:
            ask("Which models built in Austria are in France?", store, TODAY)
        assert error.value.reason == "unclear"

    def test_a_town_in_its_country_is_one_place(self, store: OxigraphStore) -> None:
        assert _form("Which models are built in Musterstadt, Austria?", store).unjoined == ()

    def test_what_is_built_is_no_part_of_a_question_on_owners(self, store: OxigraphStore) -> None:
        assert "built" in understand("Who owns the brand whose cars are built in Austria?", store, TODAY).unknown

    @pytest.mark.parametrize("question", ["Who owns firms in Austria?", "Who leads firms in Austria?"])
    def test_owners_and_posts_have_no_place(self, question: str, store: OxigraphStore) -> None:
        assert understand(question, store, TODAY).unknown == ("Austria",)


class TestSides:
    @pytest.mark.parametrize(
        ("question", "slot", "target"),
        [
            ("Whom does Specimen Batteries supply?", "supplier", "customer"),
            ("Who supplies Example Motors?", "customer", "supplier"),
            ("¿A quién suministra baterías Specimen Batteries?", "supplier", "customer"),
        ],
    )
    def test_the_question_word_tells_who_gives(
        self, question: str, slot: str, target: str, store: OxigraphStore
    ) -> None:
        form = _form(question, store)
        assert (form.targets[0], bool(form.condition(slot).names)) == (target, True)

    def test_a_firm_after_the_verb_is_the_brand_that_another_builds(self, store: OxigraphStore) -> None:
        form = _form("When was it first reported that Muster Werke will build Samples?", store)
        assert {c.slot: c.names[0].label for c in form.conditions} == {"builder": "Muster Werke", "brand": "Sample"}

    def test_brands_of_a_firm_are_no_description_of_a_builder(self, store: OxigraphStore) -> None:
        form = _form("Which brands of Example Motors are not built in Austria?", store)
        assert (form.targets, form.chain) == (("brand",), None)
        assert [c.slot for c in form.conditions] == ["brand", "site"]

    def test_the_greatest_after_one_leaves_that_one_out(self, store: OxigraphStore) -> None:
        sentence = _told("Which plant employs the most people after Sampleton?", store)
        assert sentence.startswith("The Exampleville plant (1,500 employees)")


class TestCounts:
    def test_what_was_last_reported_long_ago_is_counted_apart(self) -> None:
        facts = [
            Fact("a", "current", {"model": ("One",)}, {"model": ("one",)}),
            Fact("b", "last_known", {"model": ("Two",)}, {"model": ("two",)}),
        ]
        form, words = Form(View.PRODUCTION, Mode.COUNT, ("model",)), load_words("en")
        told = tell(form, Findings(facts, number=2), words)
        assert told == "2 models. Now: One; last reported over two years ago: Two."
        assert tell(form, Findings(facts[:1], number=1), words) == "1 model: One."

    def test_cars_of_a_brand_are_no_product(self, store: OxigraphStore) -> None:
        form = _form("Who builds Sample cars?", store)
        assert form.condition("brand").names[0].label == "Sample"


class TestNamesApart:
    def test_a_model_is_named_apart_from_its_brand(self, store: OxigraphStore) -> None:
        form = _form("Does Sample still build the Wagon?", store)
        assert form.condition("model").names[0].label == "Sample Wagon"

    def test_firms_joined_by_and_have_the_part_of_the_first(self, store: OxigraphStore) -> None:
        (brands, _) = _form("¿Qué modelos de Sample y Fictif se fabrican en Austria?", store).conditions
        assert {name.label for name in brands.names} == {"Sample", "Fictif"}

    @pytest.mark.parametrize(
        "question", ["Fictif Auto è di Example Motors?", "Desde quando a Example Motors é dona da Fictif Auto?"]
    )
    def test_whether_one_is_of_the_other_asks_for_its_owner(self, question: str, store: OxigraphStore) -> None:
        form = _form(question, store)
        assert form.view is View.OWNERSHIP
        assert {c.slot: c.names[0].label for c in form.conditions} == {
            "owner": "Example Motors",
            "owned": "Fictif Auto",
        }

    def test_brands_of_subsidiaries_are_brands_of_a_firm(self, store: OxigraphStore) -> None:
        assert _told("How many brands does Example Motors own?", store).startswith("3 brands")

    def test_a_plan_without_a_date_may_hold_in_a_year_to_come(self, store: OxigraphStore) -> None:
        form = _form("Which models come from Austria in 2027?", store)
        assert form.window is not None
        assert form.window.is_ahead
        assert "was built" not in _told("Which models come from Sampleton in 2027?", store).split("Known")[0]


class TestGermanClauses:
    def test_the_verb_at_the_end_of_a_clause_belongs_to_it(self, store: OxigraphStore) -> None:
        form = _form("Wem gehört die Firma, die den Example One baut?", store)
        assert form.condition("owned").names[0].label == "Example Motors"
