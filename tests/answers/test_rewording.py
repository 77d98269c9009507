"""Words that only tell whose a brand is, existence, and what of a question the base does not hold."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers import ask
from autokg.answers.form import Form, Mode, View
from autokg.answers.understanding import understand
from autokg.errors import NoAnswerError
from autokg.stores import OxigraphStore

TODAY = dt.date(2025, 6, 1)


def _form(question: str, store: OxigraphStore) -> Form:
    form = understand(question, store, TODAY)
    assert form.unknown == ()
    return form


def _slots(question: str, store: OxigraphStore) -> dict[str, set[str]]:
    form = _form(question, store)
    return {condition.slot: {name.label for name in condition.names} for condition in form.conditions}


def _reason(question: str, store: OxigraphStore) -> str:
    with pytest.raises(NoAnswerError) as refusal:
        ask(question, store, TODAY)
    return refusal.value.reason


class TestExistence:
    def test_of_a_plant_it_is_asked_if_it_is_open(self, store: OxigraphStore) -> None:
        assert _form("Does the Musterstadt plant still exist?", store).view is View.PLANT

    def test_of_a_model_it_is_asked_if_it_is_built(self, store: OxigraphStore) -> None:
        assert _form("Does the Example One still exist?", store).view is View.PRODUCTION

    @pytest.mark.parametrize(
        "question",
        ["Since when has Muster Werke existed?", "Does Muster Werke still exist?", "Seit wann gibt es Muster Werke?"],
    )
    def test_of_a_firm_it_is_not_held(self, question: str, store: OxigraphStore) -> None:
        assert _reason(question, store) == "not-held"

    def test_beside_a_noun_it_asks_for_nothing_more(self, store: OxigraphStore) -> None:
        plants = _form("Which plants are in Austria?", store)
        assert _form("Welche Werke gibt es in Österreich?", store).targets == plants.targets


class TestBrandsOfFirms:
    def test_a_firm_before_its_brand_only_tells_whose_it_is(self, store: OxigraphStore) -> None:
        assert _slots("Where are Example Motors' Démo models built?", store) == {"brand": {"Démo"}}

    def test_a_firm_before_a_brand_of_another_one_stays(self, store: OxigraphStore) -> None:
        assert len(_slots("Does Fictif Auto build Sample models?", store)) == 2


class TestKindsOfFirms:
    def test_a_group_before_its_name_is_not_asked_for(self, store: OxigraphStore) -> None:
        form = _form("¿Cuántas marcas tiene el grupo Example Motors?", store)
        assert (form.targets, form.mode) == (("owned",), Mode.COUNT)

    def test_a_group_alone_is(self, store: OxigraphStore) -> None:
        assert _form("À quel groupe appartient Démo ?", store).targets == ("owner",)


class TestSeveral:
    def test_two_kinds_of_facts_are_refused(self, store: OxigraphStore) -> None:
        assert _reason("Who owns Example Motors and who leads it?", store) == "several"

    def test_the_same_thing_built_and_when_is_one_question(self, store: OxigraphStore) -> None:
        assert ask("Who builds the Example Two and when did it start?", store, TODAY).rows


class TestDescribedBrands:
    def test_the_brand_of_a_model_is_no_maker_of_it(self, store: OxigraphStore) -> None:
        form = _form("Who owns the brand that sells the Example Two?", store)
        assert {name.label for name in form.names} == {"Example"}


class TestDenied:
    def test_a_figure_that_is_not_known_is_missing(self, store: OxigraphStore) -> None:
        assert _form("For which Muster Werke plants is no capacity known?", store).missing == ("capacity",)

    def test_a_drive_that_is_denied_is_refused(self, store: OxigraphStore) -> None:
        assert _reason("Which models are not electric?", store) == "not-held"

    def test_a_drive_that_is_asked_for_is_answered(self, store: OxigraphStore) -> None:
        assert _form("Which electric models are built in Austria?", store).drives == ("electric",)

    def test_an_adjective_of_a_model_that_a_named_firm_builds_is_its_origin(self, store: OxigraphStore) -> None:
        assert _reason("Which Austrian model does Fictif Auto build?", store) == "not-held"

    def test_an_adjective_of_plants_is_where_they_are(self, store: OxigraphStore) -> None:
        assert _slots("Which Austrian plants does Muster Werke run?", store)["site"] == {"Austria"}


class TestSpans:
    def test_next_years_are_planned_and_begin_today(self, store: OxigraphStore) -> None:
        form = _form("Which plants open in the next two years?", store)
        assert form.states == ("planned",)
        assert form.window is not None
        assert (form.window.first, form.window.last) == ("2025-06-01", "2027-12-31")

    def test_last_years_go_back(self, store: OxigraphStore) -> None:
        window = _form("Which plants opened in the last two years?", store).window
        assert window is not None
        assert window.first == "2023-01-01"


class TestCounts:
    def test_two_numbers_of_one_thing_are_compared(self, store: OxigraphStore) -> None:
        form = _form("How many plants are in Austria and how many in France?", store)
        assert (form.mode, form.by) == (Mode.COMPARE, "plant")

    def test_plants_in_two_countries_lie_in_either(self, store: OxigraphStore) -> None:
        (site,) = _form("Which plants are in Austria and France?", store).on("site")
        assert {name.label for name in site.names} == {"Austria", "France"}

    def test_how_many_of_a_model_asks_for_a_volume(self, store: OxigraphStore) -> None:
        assert _form("How many Example One does Muster Werke build a year?", store).targets[:1] == ("volume",)


class TestFirmsThatBuildForOthers:
    def test_the_one_that_builds_is_no_brand(self, store: OxigraphStore) -> None:
        slots = _slots("Quels modèles Muster Werke produit-il pour Example ?", store)
        assert set(slots) == {"builder", "client"}

    def test_models_of_a_brand_stay_of_the_brand(self, store: OxigraphStore) -> None:
        assert set(_slots("Quels modèles Sample sont produits en France ?", store)) == {"brand", "site"}


def test_sources_of_a_thing_alone_are_those_of_what_is_built(store: OxigraphStore) -> None:
    form = _form("Where does the information about the Example Two come from?", store)
    assert (form.view, form.about) == (View.SOURCE, View.PRODUCTION)


def test_a_figure_keeps_its_comparator(store: OxigraphStore) -> None:
    answer = ask("What is the capacity of the Musterstadt plant?", store, TODAY)
    assert "over 150,000" in answer.sentence
    row = answer.table(whole=True).rows[0]
    assert row[row.index("150000") + 1] == "over"
