"""Which family takes a question, and what a name in it stands for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from autokg.answers import Family, ask, load_families
from autokg.answers.answer import count_slips
from autokg.answers.families import LANGUAGES, parse_question
from autokg.core.terms import AKG, GRAPH, RDF
from autokg.errors import NoAnswerError
from autokg.names.entity import Thing
from autokg.query.saved import load_queries
from autokg.stores import OxigraphStore
from corpus import BASE

VARIANTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("variants.toml").read_text(encoding="utf-8"))
PAIRS = [(question, family) for family, questions in VARIANTS.items() for question in questions]


@pytest.mark.parametrize(("question", "family"), PAIRS, ids=[question for question, _ in PAIRS])
def test_a_family_takes_its_questions(question: str, family: str, store: OxigraphStore) -> None:
    answer = ask(question, store)
    assert answer.family == family
    assert answer.evidence


def test_every_family_is_asked_in_several_ways() -> None:
    assert set(VARIANTS) == {family.name for family in load_families()}
    assert min(map(len, VARIANTS.values())) >= 3


@pytest.mark.parametrize("family", load_families(), ids=lambda family: family.name)
def test_a_family_takes_its_own_example(family: Family) -> None:
    name, example = family.name, family.example
    assert name in {parsed.family.name for parsed in parse_question(example)}


@pytest.mark.parametrize("family", load_families(), ids=lambda family: family.name)
def test_the_slots_of_a_family_are_parameters_of_its_query(family: Family) -> None:
    query = load_queries()[family.query]
    given = set(family.given)
    for language in LANGUAGES:
        for expression in family.wordings[language].expressions:
            assert set(expression.groupindex) | given <= set(query.parameters)


@pytest.mark.parametrize(
    "question",
    [
        "WHO BUILDS THE EXAMPLE TWO",
        "  who   builds the example two ??",
        "Who builds “Example Two”?",
        "Hello, can you tell me who builds the Example Two today, please?",
        "Et qui fabrique l’Example Two actuellement ?",
    ],
)
def test_case_marks_and_courtesies_do_not_matter(question: str, store: OxigraphStore) -> None:
    answer = ask(question, store)
    assert [row["builderLabel"] for row in answer.rows] == ["Muster Werke"]
    assert answer.notes == ()


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Who builds the Exmaple Two?", "Exmaple Two → Example Two"),
        ("Who builds the Sampel Wagon?", "Sampel Wagon → Sample Wagon"),
        ("Qui fabrique la Fictif Petitte ?", "Fictif Petitte → Fictif Petite"),
        ("Who owns Exmple Motors?", "Exmple Motors → Example Motors"),
        ("What is built at the Musterstdt plant?", "Musterstdt plant → Musterstadt plant"),
        ("Which plants are in Frnace?", "Frnace → France"),
        ("Who owns EM?", "EM → Example Motors"),
        ("Que fabrique l'usine d'Exampleville ?", "usine d'Exampleville → Exampleville plant"),
        ("Who builds the Sample Break?", "Sample Break → Sample Wagon"),
    ],
)
def test_a_name_understood_as_another_is_said(question: str, note: str, store: OxigraphStore) -> None:
    answer = ask(question, store)
    assert answer.notes == (note,)
    assert answer.rows


@pytest.mark.parametrize(
    "question",
    ["Which plants are in Austria?", "Quelles usines y a-t-il en Corée du Sud ?", "Who owns Example Motors'?"],
)
def test_an_article_or_the_language_of_a_country_is_no_slip(question: str, store: OxigraphStore) -> None:
    assert ask(question, store).notes == ()


@pytest.mark.parametrize("model", ["Example 5", "Example 33", "Example 2", "Example One Plus", "Example X"])
def test_another_number_or_word_is_another_model(model: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError, match=f"no model named '{model}' is known here; did you mean .*Example"):
        ask(f"Where is the {model} built?", store)


def test_numbers_are_never_slips_of_each_other(store: OxigraphStore) -> None:
    assert ask("Who builds the Example 3?", store).rows != ask("Who builds the Example 4?", store).rows
    for asked, known in (("example 3", "example 4"), ("ex 90", "ex 30"), ("e 208", "e 2008"), ("id 3", "id 4")):
        assert count_slips(asked, known) is None


def test_a_name_between_two_is_a_guess_and_not_taken() -> None:
    store = OxigraphStore()
    for slug, label in (("a", "Samplemotor"), ("b", "Samplemoter")):
        thing = Thing(NamedNode(f"{BASE}organization/{slug}"), AKG.Company, label)
        store.load(thing.quads())
    with pytest.raises(NoAnswerError, match="did you mean Samplemoter, Samplemotor"):
        ask("Who owns Samplemotar?", store)


def test_an_unknown_name_gets_near_names_of_its_type(store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError, match="no model named 'Exampel 7' is known here; did you mean Example"):
        ask("Where is the Exampel 7 built?", store)
    with pytest.raises(NoAnswerError, match="no model named 'Zzyzx' is known here; no name here is near it"):
        ask("Where is the Zzyzx built?", store)


@pytest.mark.parametrize(
    "question", ["What is the weather like?", "Pourquoi ?", "", "???", "Example Two", "Who?", "builds the Example Two"]
)
def test_a_question_outside_the_families_gets_one_example_of_each(question: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError, match="no family of questions takes") as error:
        ask(question, store)
    for family in load_families():
        assert family.example in str(error.value)


@pytest.mark.parametrize(
    "plant",
    ["the factory in Musterstadt", "the Musterstadt factory", "the works at Musterstadt", "l'usine de Musterstadt"],
)
def test_the_one_plant_of_a_place_is_told_by_it(plant: str, store: OxigraphStore) -> None:
    answer = ask(f"What is the capacity of {plant}?", store)
    assert [row["plantLabel"] for row in answer.rows] == ["Musterstadt plant"]


def test_a_place_of_two_plants_tells_none() -> None:
    store = OxigraphStore()
    place = Thing(NamedNode(f"{BASE}place/p"), AKG.Place, "Exampleton")
    store.load(place.quads())
    for slug in ("one", "two"):
        plant = Thing(NamedNode(f"{BASE}plant/{slug}"), AKG.Plant, f"Works {slug}")
        store.load([*plant.quads(), Quad(plant.iri, AKG.locatedIn, place.iri, GRAPH.reference)])
    with pytest.raises(NoAnswerError, match="no plant named 'factory in Exampleton' is known here"):
        ask("What is the capacity of the factory in Exampleton?", store)


def test_a_name_may_hold_what_sparql_takes_for_syntax(store: OxigraphStore) -> None:
    answer = ask('Who builds the Fictif {Spéciale} "$1" \\ N?', store)
    assert [row["builderLabel"] for row in answer.rows] == ["Fictif Auto"]


def test_a_row_without_evidence_is_left_out() -> None:
    store = OxigraphStore()
    model = Thing(NamedNode(f"{BASE}model/m"), AKG.VehicleModel, "Example Nine")
    builder = Thing(NamedNode(f"{BASE}organization/o"), AKG.Company, "Example Works")
    production = NamedNode(f"{BASE}production/p")
    store.load([*model.quads(), *builder.quads()])
    store.load(
        Quad(production, predicate, value, GRAPH.accepted)
        for predicate, value in (
            (RDF.type, AKG.Production),
            (AKG.ofModel, model.iri),
            (AKG.productionBuilder, builder.iri),
            (AKG.status, AKG.actual),
        )
    )
    answer = ask("Who builds the Example Nine?", store)
    assert len(list(store.query(answer.sparql))) == 1  # type: ignore[arg-type]
    assert answer.rows == ()
    assert answer.sentence == "No source here says who builds the Example Nine."


def test_a_reference_alone_is_no_answer(store: OxigraphStore) -> None:
    placeholder = NamedNode(f"{BASE}brand/demo")
    listed = list(store.quads(GRAPH.reference))
    assert (
        Quad(placeholder, AKG.listedOwner, NamedNode(f"{BASE}organization/example-motors"), GRAPH.reference) in listed
    )
    bare = OxigraphStore()
    bare.load(listed)
    assert ask("Who owns the brand Démo?", bare).rows == ()
