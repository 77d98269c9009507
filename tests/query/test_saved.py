"""Every saved query answers the invented corpus, the same on Oxigraph and on rdflib."""

from __future__ import annotations

import re

import pytest
import rdflib
from pyoxigraph import QuerySolutions

from autokg.core.terms import PREFIXES
from autokg.names.lookup import Names
from autokg.query.saved import THING_TYPES, SavedQuery, load_queries
from autokg.stores import OxigraphStore
from autokg.stores.base import Triples
from autokg.stores.rdflib_bridge import from_node

from .golden import Case, Row, load_cases, shorten

# rdflib's own evaluator asks a Dataset for what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")

QUERIES = load_queries()
CASES = load_cases()
every_query = pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)


def rows_of_oxigraph(store: OxigraphStore, text: str, columns: tuple[str, ...] | None = None) -> list[Row]:
    result = store.query(text)
    if isinstance(result, Triples):
        return sorted((shorten(t.subject), shorten(t.predicate), shorten(t.object)) for t in result)
    assert isinstance(result, QuerySolutions)
    chosen = columns or [variable.value for variable in result.variables]
    return [tuple(shorten(row[column]) for column in chosen) for row in result]


def rows_of_rdflib(dataset: rdflib.Dataset, text: str) -> list[Row]:
    result = dataset.query(text, initNs=PREFIXES)
    found = [
        tuple("" if term is None else shorten(from_node(term)) for term in row)  # type: ignore[union-attr]
        for row in result
    ]
    return sorted(set(found)) if result.type == "CONSTRUCT" else found


@every_query
def test_says_what_it_answers(query: SavedQuery) -> None:
    assert query.title
    assert query.question.endswith("?")
    for parameter in query.parameters.values():
        assert parameter.example
        assert parameter.type in {*THING_TYPES, "date", "status", "text"}


@every_query
def test_has_a_golden_case(query: SavedQuery) -> None:
    cases = [case for case in CASES if case.query == query.name]
    assert any(case.rows or case.includes for case in cases)


def test_golden_cases_are_of_queries_that_exist() -> None:
    assert {case.query for case in CASES} == set(QUERIES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_gives_the_expected_rows(case: Case, store: OxigraphStore, names: Names) -> None:
    rows = rows_of_oxigraph(store, QUERIES[case.query].fill(case.parameters, names), case.columns)
    distinct = tuple(dict.fromkeys(rows))
    if case.rows is not None:
        assert distinct == case.rows
    assert set(case.includes) <= set(distinct)


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.slow
def test_gives_the_same_rows_on_rdflib(case: Case, store: OxigraphStore, dataset: rdflib.Dataset, names: Names) -> None:
    text = QUERIES[case.query].fill(case.parameters, names)
    assert sorted(rows_of_rdflib(dataset, text)) == sorted(rows_of_oxigraph(store, text))


@every_query
@pytest.mark.slow
def test_runs_as_it_stands_with_the_same_rows_on_both(
    query: SavedQuery, store: OxigraphStore, dataset: rdflib.Dataset
) -> None:
    assert sorted(rows_of_rdflib(dataset, query.text)) == sorted(rows_of_oxigraph(store, query.text)) != []


@every_query
def test_declares_its_prefixes(query: SavedQuery) -> None:
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
    declared = set(re.findall(r"^PREFIX (\w+):", body, re.MULTILINE))
    bare = re.sub(r'"[^"]*"|<[^>]*>', "", re.sub(r"^PREFIX .*$", "", body, flags=re.MULTILINE))
    assert set(re.findall(r"\b([a-z]+):\w", bare)) <= declared


@every_query
def test_orders_its_rows(query: SavedQuery) -> None:
    assert "CONSTRUCT" in query.text or "ORDER BY" in query.text
