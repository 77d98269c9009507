"""Questions as people ask them: what is answered, what is refused, and why."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from autokg.answers import ask
from autokg.answers.form import Mode, View
from autokg.answers.lexicon import LANGUAGES, load_lexicon
from autokg.answers.understanding import understand
from autokg.errors import NoAnswerError
from autokg.stores import OxigraphStore

VARIANTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("variants.toml").read_text(encoding="utf-8"))
TODAY = dt.date(2025, 5, 31)


@pytest.mark.parametrize("question", [question for questions in VARIANTS.values() for question in questions])
def test_a_question_is_answered_with_evidence(question: str, store: OxigraphStore) -> None:
    answer = ask(question, store, TODAY)
    assert answer.rows
    assert answer.evidence


FORMS = [
    ("Where is the Example One built?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("Where was the Example One built in 2021?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("Does Muster Werke build the Sample Wagon?", View.PRODUCTION, Mode.YES_NO, {"builder", "model"}),
    ("How many models are built in Austria?", View.PRODUCTION, Mode.COUNT, {"site"}),
    ("Which plant builds the most models?", View.PRODUCTION, Mode.SUPERLATIVE, set()),
    ("Since when has Muster Werke built the Sample Wagon?", View.PRODUCTION, Mode.WHEN, {"builder", "model"}),
    ("Which models does Muster Werke build for Example?", View.PRODUCTION, Mode.LIST, {"builder", "client"}),
    ("What is the capacity of the Musterstadt plant?", View.PLANT, Mode.HOW_MUCH, {"plant"}),
    ("Who owns Example Motors?", View.OWNERSHIP, Mode.LIST, {"owned"}),
    ("Who leads Example Motors?", View.ROLE, Mode.LIST, {"organization"}),
    ("Wer baut den Example One?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("Qui fabrique l'Example One ?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("¿Dónde se fabrica el Example One?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("Dove viene prodotta la Example One?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("Onde é fabricado o Example One?", View.PRODUCTION, Mode.LIST, {"model"}),
    ("example one plant", View.PRODUCTION, Mode.LIST, {"model"}),
    ("Example Motors", View.THING, Mode.DESCRIBE, set()),
]


@pytest.mark.parametrize(("question", "view", "mode", "slots"), FORMS, ids=[form[0] for form in FORMS])
def test_a_question_is_read_as_its_form(
    question: str, view: View, mode: Mode, slots: set[str], store: OxigraphStore
) -> None:
    form = understand(question, store, TODAY)
    assert (form.view, form.mode, form.unknown) == (view, mode, ())
    assert slots <= {condition.slot for condition in form.conditions}


@pytest.mark.parametrize(
    "question",
    [
        "WHO BUILDS THE EXAMPLE TWO",
        "  who   builds the example two ??",
        "Who builds “Example Two”?",
        "Hello, can you tell me who builds the Example Two today, please?",
        "Who builds the \u200fExample Two\u200f?\x00",
        "Who builds the ExampleTwo?".replace("ExampleTwo", "example two"),
    ],
)
def test_case_marks_and_courtesies_do_not_matter(question: str, store: OxigraphStore) -> None:
    answer = ask(question, store, TODAY)
    assert answer.notes == ()
    assert "Muster Werke" in str(answer)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("x" * 10_000, "10000 characters"),
        ("SELECT ?s WHERE { ?s ?p ?o }", "autokg query"),
        ("PREFIX akg: <https://w3id.org/autokg/ontology#> SELECT * { ?s ?p ?o }", "autokg query"),
        ("the of a is", "nothing that could be looked up"),
        ("Кто собирает Example Two?", "English, French, German, Spanish, Italian and Portuguese"),
        ("What does the Example Two cost?", "holds no prices"),
        ("How many Example Two were sold in 2025?", "holds no sales figures"),
        ("Where is the Zzyzx built?", "No name “Zzyzx” is known here"),
        ("Who builds the Example 33?", "33"),
        ("Who paints the Example Two?", "do not understand “paints”"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_reason(question: str, reason: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError, match=reason.replace("?", r"\?")) as error:
        ask(question, store, TODAY)
    assert len(str(error.value).splitlines()) <= 3


@pytest.mark.parametrize("model", ["Example 5", "Example 33", "Example One Plus"])
def test_another_number_or_word_is_another_model(model: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError):
        ask(f"Where is the {model} built?", store, TODAY)


@pytest.mark.parametrize(
    ("question", "chosen"),
    [("Who builds the Sampel Wagon?", "Sample Wagon"), ("Who owns Exmple Motors?", "Example Motors")],
)
def test_a_near_spelling_is_taken_and_said(question: str, chosen: str, store: OxigraphStore) -> None:
    answer = ask(question, store, TODAY)
    assert [note for note in answer.notes if note.endswith(f"is read as {chosen}.")]


def test_yes_is_said_only_of_what_meets_all_conditions(store: OxigraphStore) -> None:
    assert ask("Does Muster Werke build the Sample Wagon?", store, TODAY).sentence.startswith("Yes: ")
    answer = ask("Does Fictif Auto build the Sample Wagon?", store, TODAY)
    assert answer.sentence.startswith(
        "No source here says that Sample Wagon is built by Fictif Auto. Known: Sample Wagon"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who builds the Example Two?",
        "Which plant builds the most models?",
        "How many models are built in Austria?",
        "Who owns Example Motors?",
        "Which plants are in Austria?",
    ],
)
def test_the_query_runs_again_by_itself(question: str, store: OxigraphStore) -> None:
    answer = ask(question, store, TODAY)
    result = store.query(answer.sparql)
    assert isinstance(result, QuerySolutions)
    assert list(result)
    assert "PREFIX akg:" in answer.sparql


def test_a_count_is_the_number_of_its_query(store: OxigraphStore) -> None:
    answer = ask("How many models are built in Austria?", store, TODAY)
    result = store.query(answer.sparql)
    assert isinstance(result, QuerySolutions)
    (row,) = result
    assert answer.sentence.startswith(f"{row['n'].value} model")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_the_words_of_a_question(language: str) -> None:
    assert load_lexicon(language).opens(
        {"en": "Is", "fr": "Est", "de": "Ist", "es": "Es", "it": "È", "pt": "É"}[language], "yes_no"
    )


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What share of Fictif Auto does Example Motors hold?", "en"),
        ("Quelle part de Fictif Auto détient Example Motors ?", "fr"),
        ("Welchen Anteil an Fictif Auto hält Example Motors?", "de"),
        ("Wie hoch ist der Anteil von Example Motors an Fictif Auto?", "de"),
        ("Che quota di Fictif Auto detiene Example Motors?", "it"),
    ],
)
def test_a_share_is_of_the_firm_that_the_mark_names(question: str, language: str, store: OxigraphStore) -> None:
    rows = ask(question, store, TODAY, language).rows
    assert {(row["ownedLabel"], row["ownerLabel"]) for row in rows} == {("Fictif Auto", "Example Motors")}
