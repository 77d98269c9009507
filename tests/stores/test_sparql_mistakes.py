"""A mistake in SPARQL is named where it is made, whatever the parser says of it."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.errors import QueryError
from autokg.query.saved import load_queries
from autokg.stores import OxigraphStore
from autokg.stores.sparql_mistakes import explain_mistake, refuse_deep
from autokg.stores.sparql_tokens import find_service, names_dataset, tokenize

MISTAKES = {
    "": "1:1: the query is empty; expected SELECT",
    " # a comment": "1:1: the query is empty",
    "SELEC": "1:1: a query does not begin with 'SELEC'; expected SELECT, CONSTRUCT, ASK, DESCRIBE; did you mean SELECT?",
    "PREFX e: <https://e.org/> ASK {}": "1:1: a query does not begin with 'PREFX'; expected SELECT, CONSTRUCT, ASK, DESCRIBE; did you mean PREFIX?",
    "PREFIX e: <https://e.org/>": "the query ends after its prefixes",
    "INSERT DATA { <a:a> <a:b> <a:c> }": "1:1: INSERT is an update, and is refused: queries only read",
    "PREFIX e: <https://e.org/>\nLOAD <http://e.org>": "2:1: LOAD is an update, and is refused",
    "SELECT ?x, ?y WHERE { ?x a ?y }": "1:10: variables of SELECT are separated by spaces, not commas",
    "SELECT COUNT(?x) WHERE { ?x ?y ?z }": "1:8: COUNT needs brackets; expected (COUNT(…) AS ?name)",
    "SELECT ?x WHER { ?x ?y ?z }": "1:11: unknown SPARQL keyword or function 'WHER'; did you mean WHERE?",
    "SELECT ?x {\n  ?x a ?y FLITER(?x = 1) }": "2:11: unknown SPARQL keyword or function 'FLITER'; did you mean FILTER?",
    "SELECT plant { ?plant a akg:Plant }": "1:8: unknown SPARQL keyword or function 'plant'; a variable is written ?plant",
    "SELECT ?x WHERE { ?x ?y ?z": "1:17: this { is not closed",
    "SELECT ?x { ?x ?y ?z }}": "1:23: this } closes no bracket",
    "SELECT ?x { FILTER(?x = 1] }": "1:26: this ] closes no bracket",
    'SELECT ?x { ?x ?y "a }': '1:19: a string that starts with " does not end in its line',
    "SELECT ?x { ?x ?y “a” }": "1:19: typographic quotation mark “",
    "SELECT ?x ?y (COUNT(?z) AS ?n) { ?x ?y ?z } GROUP BY ?x": "1:11: ?y is selected with an aggregate but not in GROUP BY",
    "SELECT ?x { ?x ?y ?z } ORDER ?x": "1:24: ORDER needs BY",
    "SELECT ?x { ?x ?y ?z } LIMIT ?x": "1:30: LIMIT needs a number, not ?x",
    "SELECT ?x { ?x foo:b ?y }": "1:16: the prefix foo: is not declared; known without declaring: agreement, akg, ",
    "SELECT ?x { ?x agk:b ?y }": "1:16: the prefix agk: is not declared; did you mean akg?",
    "SELECT ?x { ?x ?y }": "1:19: the triple ?x ?y … is not complete",
    "SELECT ?x { ?x ?y ?z ; ?w . ?x ?v 1 }": "1:27: the triple ?w … is not complete",
    "SELECT ?x { ?x ?y ?z ?x ?w ?v }": "1:22: a triple ends before ?x; expected `.`, `;` or `,`",
    "SELECT ?x { VALUES ?x { 1 2 } ?x a ?y ?x a ?c }": "1:39: a triple ends before ?x",
    "SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }": "the SPARQL has a mistake here or just before",
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_named(text: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        OxigraphStore().query(text)
    assert told in str(caught.value)


@pytest.mark.parametrize("text", [query.text for query in load_queries().values()], ids=load_queries())
def test_no_mistake_is_seen_in_a_sound_query(text: str) -> None:
    assert explain_mistake(text, ()).problem == "the SPARQL has a mistake: "


@given(st.text(alphabet="SELECTFROM ?x{}()<>\"'\\#.:;@^-1\n“é"))
def test_the_tokens_of_a_text_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == text


@given(
    st.sampled_from(["'{}'", '"{}"', '"""{}"""', "# {}\n", "<https://e.org/{}>", "?{}", "e:{}"]),
    st.sampled_from(["FROM", "service"]),
)
def test_a_keyword_in_another_token_is_none(form: str, word: str) -> None:
    text = f"ASK {{ ?s ?p {form.format(word)} }}"
    assert not names_dataset(text)
    assert find_service(text) is None


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{", "}"), ("OPTIONAL {", "}"), ("FILTER EXISTS {", "}"), ("{ SELECT * {", "}}"), ("FILTER(STR(", "))")],
)
def test_deep_nesting_is_refused_before_the_parser_runs_out_of_stack(opening: str, closing: str) -> None:
    with pytest.raises(QueryError, match=r"1:.*: the query is nested too deep; expected at most 200 brackets"):
        OxigraphStore().query(f"SELECT * {{ {opening * 20_000} {closing * 20_000} }}")


@pytest.mark.parametrize("chain", ["UNION {}", "MINUS {}", "BIND(1 AS ?x)", "&& true", "+ 1", "| a", "OPTIONAL {}"])
def test_long_chains_are_refused(chain: str) -> None:
    with pytest.raises(QueryError, match="the query has too many operators; expected at most 2,000"):
        refuse_deep(f"SELECT ?s {{ {chain * 2_001} }}")
    refuse_deep(f"SELECT ?s {{ {chain * 2_000} }}")


@pytest.mark.parametrize(("depth", "is_refused"), [(199, False), (200, True)])  # a bracket more for the query itself
def test_the_depth_that_is_allowed(depth: int, is_refused: bool) -> None:
    text = f"SELECT * {{ {'{' * depth}{'}' * depth} }}"
    with pytest.raises(QueryError) if is_refused else nullcontext():
        OxigraphStore().query(text)


def test_long_lists_and_texts_are_neither() -> None:
    numbers = " ".join(map(str, range(20_000)))
    marks = "'" + "+-*/" * 2_000 + "{" * 300 + "'"
    result = OxigraphStore().query(f"SELECT ?x {{ VALUES ?x {{ {numbers} {marks} }} }}")
    assert len(list(result)) == 20_001  # type: ignore[arg-type]
