"""What is no question, or in no language that is known, is refused with the reason, before anything is looked up."""

from __future__ import annotations

import pytest

from autokg.answers import ask
from autokg.answers.refusals import check_text, clean
from autokg.errors import NoAnswerError
from autokg.stores import OxigraphStore


def _reason(question: str) -> str:
    with pytest.raises(NoAnswerError) as error:
        check_text(question)
    return error.value.reason


@pytest.mark.parametrize("question", ["", "   ", "?", "¿?", "🚗", "\u202e", "…!"])
def test_a_question_without_words_is_empty(question: str) -> None:
    assert _reason(question) == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s WHERE { ?s ?p ?o }",
        "select * { ?s ?p ?o }",
        "# which models\nSELECT ?s { ?s ?p ?o }",
        "PREFIX a: <https://example.org/> ASK { ?s ?p ?o }",
        "BASE <https://example.org/> SELECT ?s { ?s ?p ?o }",
        "INSERT DATA { <a> <b> <c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP GRAPH <https://example.org/g>",
        "CONSTRUCT WHERE { ?s a ?o }",
    ],
)
def test_sparql_is_pointed_to_query(text: str) -> None:
    with pytest.raises(NoAnswerError, match="autokg query") as error:
        check_text(text)
    assert error.value.reason == "sparql"


@pytest.mark.parametrize("question", ["Describe Example Motors", "Ask who builds it", "Select the Example One"])
def test_words_that_begin_a_query_may_begin_a_question(question: str) -> None:
    check_text(question)


@pytest.mark.parametrize(("length", "refused"), [(1000, False), (1001, True), (10_000, True)])
def test_a_question_has_at_most_a_thousand_characters(length: int, refused: bool) -> None:
    if refused:
        assert _reason("a" * length) == "too-long"
    else:
        check_text("a" * length)


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Who builds the Example One? Where is it built?", True),
        ("Hello? Who builds the Example One?", False),
        ("Who builds the Example One? Thanks", False),
    ],
)
def test_one_question_is_asked_at_a_time(question: str, refused: bool) -> None:
    if refused:
        assert _reason(question) == "several"
    else:
        check_text(question)


def test_a_refusal_is_in_the_language_of_the_question() -> None:
    with pytest.raises(NoAnswerError, match="Die Frage hat") as error:
        check_text("Wer baut den Example Two? " * 100)
    assert error.value.language == "de"
    with pytest.raises(NoAnswerError, match="La question est vide") as error:
        check_text("", "fr")
    assert error.value.language == "fr"


@pytest.mark.parametrize(
    "question",
    [
        "Who builds the \u202eExample Two\u202c?",
        "Who\x00 builds the \x1b[31mExample\x1b[0m Two?",
        "Who builds the\tExample\u00a0Two?\n",
        "Who builds the “Example Two”?",
        "Who builds 'Example Two'?",
    ],
)
def test_quotes_control_and_direction_characters_change_nothing(question: str, store: OxigraphStore) -> None:
    answer = ask(question, store)
    assert answer.rows[0]["builderLabel"] == "Muster Werke"
    assert answer.question == clean(question)


def test_a_refusal_repeats_no_control_character(store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError, match="Zorp") as error:
        ask("Who builds the \x1b[31mZorp\u202e\x07?", store)
    assert str(error.value).replace("\n", "").isprintable()
    assert error.value.reason == "unknown-name"


@pytest.mark.parametrize("question", ["Waar wordt de Example Two gebouwd?", "Кто собирает Example Two?"])
def test_a_language_without_lexicon_is_said_with_those_that_have_one(question: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError, match="language that is not supported") as error:
        ask(question, store)
    assert "English, French, German, Spanish, Italian and Portuguese" in str(error.value)
    assert (error.value.reason, len(str(error.value).splitlines())) == ("language", 3)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("the of a is", "no-content"),
        ("What does the Example Two cost?", "not-held"),
        ("Who paints the Example Two?", "unknown-word"),
    ],
)
def test_a_refusal_has_a_code(question: str, reason: str, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError) as error:
        ask(question, store)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("question", "is_near"),
    [
        ("Who builds the Exumpelvile?", True),
        ("Who builds the exumpelvile?", False),
        ("Exumpelvile is built by whom?", False),
        ("Who builds the sampull wagun?", True),
    ],
)
def test_a_word_that_may_be_no_name_has_near_names_only_if_they_are_alike(
    question: str, store: OxigraphStore, *, is_near: bool
) -> None:
    with pytest.raises(NoAnswerError) as error:
        ask(question, store)
    assert ("Did you mean" in str(error.value)) == is_near
