"""The gate: a word that the form does not hold refuses the question, whatever else it holds."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers import ask
from autokg.answers.form import Form, View
from autokg.answers.understanding import understand
from autokg.errors import NoAnswerError
from autokg.stores import OxigraphStore

TODAY = dt.date(2025, 6, 1)


def _form(question: str, store: OxigraphStore) -> Form:
    return understand(question, store, TODAY)


def _slots(form: Form) -> dict[str, set[str]]:
    return {condition.slot: {name.label for name in condition.names} for condition in form.conditions}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Which brands does Example Motors own together with Sample Automotive?", "own"),
        ("With whom does Example Motors cooperate on batteries?", "batteries"),
        ("What did Muster Werke build after Sample Automotive ended?", "after"),
        ("When was it first reported that Example Motors would leave Exampleville?", "leave"),
        ("Which sources report on Muster Werke?", "which sources"),
    ],
)
def test_a_word_that_the_form_does_not_hold_is_named(question: str, word: str, store: OxigraphStore) -> None:
    assert word in " ".join(_form(question, store).unknown)


@pytest.mark.parametrize(
    "question",
    [
        "Which sources report on the Example One?",
        "What did Muster Werke build before the Example Two?",
        "Since when is it known that the Example Two will be built?",
    ],
)
def test_words_that_the_form_holds_pass(question: str, store: OxigraphStore) -> None:
    assert _form(question, store).unknown == ()


def test_an_unknown_word_is_named_before_those_that_it_leaves_unused(store: OxigraphStore) -> None:
    assert _form("Who owns the company that builds the Quux?", store).unknown == ("Quux",)


@pytest.mark.parametrize(
    "question",
    [
        "Which French cars are built in Austria?",
        "coches franceses hechos en Austria",
        "cars of German-owned plants in Austria",
        "What country is the owner of Example Motors from?",
    ],
)
def test_where_a_firm_comes_from_is_not_held(question: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError) as refusal:
        ask(question, store, TODAY)
    assert refusal.value.reason == "not-held"


@pytest.mark.parametrize(
    "question", ["Which French cars are sold in Germany?", "Are Austrian-built cars sold in Germany?"]
)
def test_a_country_of_production_is_held(question: str, store: OxigraphStore) -> None:
    form = _form(question, store)
    assert (form.lacking, form.unknown) == ((), ())
    assert set(_slots(form)) == {"site", "market"}


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("What was the largest investment announced in 2023?", ("one_currency",)),
        ("Which investments were announced in 2023?", ()),
    ],
)
def test_investments_of_several_currencies_are_not_ranked(
    question: str, topics: tuple[str, ...], store: OxigraphStore
) -> None:
    assert tuple(topic for topic in _form(question, store).lacking if topic == "one_currency") == topics


@pytest.mark.parametrize(
    ("question", "states"),
    [
        ("Quali accordi sono scaduti?", ("ended",)),
        ("Quali accordi sono in ritardo?", ("overdue",)),
        ("Quali stabilimenti sono scaduti?", ("overdue",)),
    ],
)
def test_of_agreements_what_has_expired_is_over(question: str, states: tuple[str, ...], store: OxigraphStore) -> None:
    form = _form(question, store)
    assert (form.states, form.unknown) == (states, ())


def test_question_words_alone_ask_nothing(store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError) as refusal:
        ask("who where what", store, TODAY)
    assert refusal.value.reason == "no-content"


@pytest.mark.parametrize(
    ("question", "slots"),
    [
        ("Welche Example werden in Frankreich gebaut und nach Korea exportiert?", {"site", "market"}),
        ("Welche Example werden in Frankreich gebaut und in Korea verkauft?", {"site", "market"}),
        ("Welche Example werden in Frankreich und in Österreich gebaut?", {"site"}),
        ("Which models does Muster Werke build for Sample in Austria?", {"builder", "client", "site"}),
        ("Which models does Muster Werke build for Europe?", {"builder", "market"}),
    ],
)
def test_a_place_is_a_market_only_after_selling(question: str, slots: set[str], store: OxigraphStore) -> None:
    assert slots <= set(_slots(_form(question, store)))


def test_what_the_firm_of_a_brand_does_not_build_has_another_builder(store: OxigraphStore) -> None:
    form = _form("Which models of Sample does Sample not build?", store)
    assert {(c.slot, c.negated) for c in form.conditions} == {("brand", False), ("builder", True)}


def test_a_negated_name_alone_is_a_brand(store: OxigraphStore) -> None:
    form = _form("Which models built in France are not Example?", store)
    assert {(c.slot, c.negated) for c in form.conditions} == {("site", False), ("brand", True)}


def test_plants_of_a_brand_that_is_no_firm_are_those_that_build_it(store: OxigraphStore) -> None:
    form = _form("Where does Démo have plants?", store)
    assert (form.view, form.targets[0], set(_slots(form))) == (View.PRODUCTION, "plant", {"brand"})


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which memorandums did Fictif Auto sign?", "memorandum"),
        ("Welche Lizenzverträge wurden nach 2022 geschlossen?", "technologyLicence"),
        ("Quels accords de licence a signés Example Motors ?", "technologyLicence"),
        ("Which contract manufacturing deals does Muster Werke have?", "contractManufacturing"),
    ],
)
def test_a_kind_of_agreement_is_a_condition(question: str, kind: str, store: OxigraphStore) -> None:
    form = _form(question, store)
    assert form.unknown == ()
    assert form.condition("type").names[0].iri.endswith(f"#{kind}")


def test_agreements_of_no_kind_are_all(store: OxigraphStore) -> None:
    assert not _form("Which agreements did Fictif Auto sign?", store).condition("type").names


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("Are more models built in France or in Austria?", "model"),
        ("Does France have more plants than Austria?", "plant"),
        ("Quem tem mais fábricas, a Example Motors ou a Muster Werke?", "plant"),
    ],
)
def test_what_is_compared_is_what_is_counted(question: str, by: str, store: OxigraphStore) -> None:
    form = _form(question, store)
    assert (form.mode.value, form.by) == ("compare", by)


@pytest.mark.parametrize(
    ("question", "target"),
    [
        ("Where is the Example One sold?", "market"),
        ("Where are cars built in France sold?", "market"),
        ("Où sont vendues les voitures produites en France ?", "market"),
        ("Où sont produites les voitures vendues en Allemagne ?", "plant"),
        ("Where are cars built that are sold in Germany?", "plant"),
    ],
)
def test_where_asks_for_markets_if_its_verb_is_of_selling(question: str, target: str, store: OxigraphStore) -> None:
    assert _form(question, store).targets[0] == target


def test_plants_that_were_closed_are_listed_even_if_counted(store: OxigraphStore) -> None:
    form = _form("How many plants has Example Motors closed in France?", store)
    assert (form.mode.value, form.states) == ("list", ("ended",))


def test_what_stands_after_most_is_counted(store: OxigraphStore) -> None:
    assert _form("Who builds the most models for other brands?", store).by == "model"
    assert _form("Who builds the most brands?", store).by == "brand"


@pytest.mark.parametrize("name", ["the Example One", "Démo"])
def test_whether_something_is_built_in_one_place_alone_asks_where(name: str, store: OxigraphStore) -> None:
    form = _form(f"Is {name} built only in France?", store)
    assert (form.mode.value, form.targets) == ("list", ("plant",))
