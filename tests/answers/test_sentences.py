"""Each family answers in both languages, its tense true to the status, with evidence for all it says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from autokg.answers import Answer, ask, load_families
from autokg.answers.evidence import solutions
from autokg.query.results import tabulate_rows
from autokg.stores import OxigraphStore

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "case"
]
FAMILIES = {family.name: family for family in load_families()}
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])


def test_each_family_has_a_case_in_each_language() -> None:
    told = {(case["family"], case["language"]) for case in CASES}
    assert told == {(name, language) for name in FAMILIES for language in ("en", "fr")}


@every_case
def test_a_question_gets_its_sentence(case: dict[str, Any], store: OxigraphStore) -> None:
    answer = ask(case["question"], store)
    assert (answer.family, answer.language, answer.sentence) == (case["family"], case["language"], case["sentence"])


@every_case
def test_each_row_rests_on_evidence_and_all_evidence_is_of_a_row(case: dict[str, Any], store: OxigraphStore) -> None:
    answer = ask(case["question"], store)
    about = FAMILIES[answer.family].about
    spoken_of = {row[column] for row in answer.rows for column in about if column in row}
    evidenced = {item.subject for item in answer.evidence}
    assert answer.rows
    assert evidenced <= spoken_of
    for row in answer.rows:
        assert evidenced & {row[column] for column in about if column in row}
    for item in answer.evidence:
        assert item.words
        assert item.title


@every_case
def test_the_query_gives_the_rows(case: dict[str, Any], store: OxigraphStore) -> None:
    answer = ask(case["question"], store)
    assert [dict(row) for row in answer.rows] == solutions(store, answer.sparql)


TENSES = [
    ("Who builds the Example One?", "actual", "is built"),
    ("Who builds the Example Two?", "planned", "is to be built"),
    ("Who builds the Sample Pickup?", "ended", "was built"),
    ("Who builds the Fictif Grande?", "cancelled", "was to be built"),
    ("Who builds the Démo City?", "reported", "is reported to be built"),
    ("Qui fabrique l'Example One ?", "actual", "est assurée"),
    ("Qui fabrique l'Example Two ?", "planned", "est prévue"),
    ("Qui fabrique la Sample Pickup ?", "ended", "était assurée"),
    ("Qui fabrique la Fictif Grande ?", "cancelled", "était prévue"),
    ("Qui fabrique la Démo City ?", "reported", "serait prévue"),
]


@pytest.mark.parametrize(("question", "status", "verb"), TENSES, ids=[question for question, _, _ in TENSES])
def test_the_tense_is_true_to_the_status(question: str, status: str, verb: str, store: OxigraphStore) -> None:
    answer = ask(question, store)
    assert {row["status"] for row in answer.rows} == {status}
    assert f" {verb} " in answer.sentence


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_words_every_status_its_rows_can_have(name: str) -> None:
    family = FAMILIES[name]
    for wording in family.wordings.values():
        assert set(wording.verb) <= {"actual", "planned", "ended", "cancelled", "reported"}
        assert set(wording.verb) == set(family.wordings["en"].verb)


def test_what_was_denied_is_not_an_answer(store: OxigraphStore) -> None:
    answer = ask("Where is the Démo City built?", store)
    assert [row["plantLabel"] for row in answer.rows] == ["Placeholder City plant"]
    assert all("denies" not in item.words for item in answer.evidence)


def test_a_quote_comes_with_its_place_and_source(store: OxigraphStore) -> None:
    first, second = ask("Who builds the Example Two?", store).evidence
    assert first.quote == (
        "The electric saloon will be built by Muster Werke at its Musterstadt plant from the second half of 2026, "
        "for Europe and South Korea."
    )
    assert (first.publisher, first.published, first.position) == ("Example Motors", "2024-01-15", "body")
    assert (second.publisher, second.position) == ("Le Courrier fictif", "headline")


def test_a_summary_stands_where_the_text_is_not_kept(store: OxigraphStore) -> None:
    (evidence,) = ask("Who builds the Example 4?", store).evidence
    assert evidence.quote is None
    assert evidence.words == "An Example 4 is to follow in 2028; no works has been named."


def test_contradicting_sources_are_shown_with_the_answer(store: OxigraphStore) -> None:
    (conflict,) = ask("When does production of the Example Two start?", store).conflicts
    assert (conflict["acceptedValue"], conflict["rejectedValue"]) == ("2026-41", "2026-01")
    assert conflict["acceptedQuote"].startswith("The electric saloon")
    assert conflict["rejectedQuote"].startswith("L’Example Two sera fabriquée")
    assert conflict["rule"] == "body over headline and caption"


def test_to_dict_has_the_keys_that_json_readers_rely_on(store: OxigraphStore) -> None:
    answer = ask("Who builds the Exmaple Two?", store)
    data = answer.to_dict()
    assert list(data) == ["question", "family", "answer", "notes", "rows", "evidence", "conflicts", "sparql"]
    assert data["answer"] == answer.sentence
    assert data["notes"] == ["Exmaple Two → Example Two"]
    assert data["rows"][0]["builderLabel"] == "Muster Werke"
    assert data["evidence"][0]["quote"]
    assert None not in data["evidence"][0].values()


def test_nothing_known_is_said_and_nothing_more(store: OxigraphStore) -> None:
    answer: Answer = ask("For which markets is the Fictif Petite built?", store)
    assert answer.sentence == "No source here names a market of the Fictif Petite."
    assert (answer.rows, answer.evidence, answer.conflicts) == ((), (), ())
    french = ask("Qui dirige Muster Werke ?", store)
    assert french.sentence == "Aucune source ici ne dit qui dirige Muster Werke."


def test_the_table_keeps_the_columns_in_order_where_a_row_lacks_one() -> None:
    table = tabulate_rows([{"model": "M", "country": "C"}, {"model": "M", "builder": "B", "country": "C"}])
    assert table.columns == ("model", "builder", "country")
    assert table.rows == (("M", "", "C"), ("M", "B", "C"))
