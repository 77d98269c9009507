"""The base that ships answers what people want to know, as its facts have it."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal

from autokg.answers import Answer, ask
from autokg.answers.evidence import solutions
from autokg.building.bundled import open_bundled
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from autokg.names.lookup import Names
from autokg.query.results import is_empty
from autokg.query.saved import load_queries
from autokg.stores import OxigraphStore
from corpus import build_example

pytestmark = pytest.mark.slow

WRITTEN = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))
QUESTIONS: list[dict[str, Any]] = WRITTEN["question"]
TODAY = dt.date(2026, 11, 28)
# Examples that no fact that ships answers: a claim is named by a hash, and no source here tells of supplies or rumours.
WITHOUT_ANSWER = {"evidence-of", "supplies-of", "rumoured"}


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    return open_bundled()


def holds(answer: Answer, part: Mapping[str, str]) -> bool:
    """Return whether a row has all values; several things of a slot stand in one cell, a term by its IRI."""
    return any(all(_has(row.get(key, ""), value) for key, value in part.items()) for row in answer.rows)


def _has(cell: str, value: str) -> bool:
    return value in (cell.rpartition("#")[2], *cell.split(", "))


def test_there_are_enough_of_them() -> None:
    assert len(QUESTIONS) >= 60


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_the_base_answers(question: dict[str, Any], store: OxigraphStore) -> None:
    answer = ask(question["ask"], store, TODAY)
    assert [row for row in question.get("rows", ()) if not holds(answer, row)] == []
    assert [row for row in question.get("absent", ()) if holds(answer, row)] == []
    assert [words for words in question.get("says", ()) if words not in answer.sentence] == []
    shown = {(conflict["acceptedValue"], conflict["rejectedValue"]) for conflict in answer.conflicts}
    assert {tuple(pair) for pair in question.get("conflicts", ())} <= shown
    assert bool(answer.evidence) == bool(answer.rows)


@pytest.mark.parametrize("asked", WRITTEN["query"], ids=lambda asked: asked["name"])
def test_a_query_answers(asked: dict[str, Any], store: OxigraphStore) -> None:
    chosen = build_example().store if asked.get("corpus") == "invented" else store
    rows = solutions(chosen, load_queries()[asked["name"]].fill(asked.get("parameters", {}), Names(chosen)))
    assert [part for part in asked["rows"] if not any(part.items() <= row.items() for row in rows)] == []


def test_every_competency_question_of_the_ontology_has_an_expected_answer() -> None:
    needs = (t.object for t in load_ontology().triples if t.predicate == AKG.competencyQuestion)
    needed = {name.value for name in needs if isinstance(name, Literal)}
    asked = {question["query"] for question in QUESTIONS} | {query["name"] for query in WRITTEN["query"]}
    assert needed <= asked


@pytest.mark.parametrize("name", sorted(set(load_queries()) - WITHOUT_ANSWER))
def test_the_examples_of_a_query_give_rows(name: str, store: OxigraphStore) -> None:
    query = load_queries()[name]
    examples = {parameter.name: parameter.example for parameter in query.parameters.values()}
    text = query.fill(examples, Names(store)).partition("\nORDER BY")[0]  # the first row is enough, in any order
    assert not is_empty(store.query(text))
