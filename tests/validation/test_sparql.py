"""A SPARQL constraint asked once of all nodes finds what pySHACL finds asking it of each."""

from __future__ import annotations

import re

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Triple

from autokg.core.terms import GRAPH
from autokg.validation import compile_shapes, find_breaches
from validation.builders import ours, pyshacls, read, store_of

pytestmark = pytest.mark.slow

PREFIX = ':shapes sh:declare [ sh:prefix "akg" ; sh:namespace "https://w3id.org/autokg/ontology#" ] .'
ASKED_ONCE = {
    "a pattern": "SELECT $this ?value WHERE { $this e:p ?value . FILTER(?value > 1) }",
    "a pattern of a known prefix": "SELECT $this ?value WHERE { $this akg:party ?value }",
    "no pattern for the node": "SELECT $this WHERE { FILTER NOT EXISTS { $this e:p ?any } }",
    "a filter on the node": "SELECT $this WHERE { FILTER($this = e:n0) }",
    "a sum": """SELECT $this (SUM(?one) AS ?value) WHERE {
        { SELECT DISTINCT $this ?one WHERE { $this e:p ?one } } } GROUP BY $this HAVING (SUM(?one) > 2)""",
    "an absence in a sum": """SELECT $this (SUM(?one) AS ?value) WHERE {
        { SELECT DISTINCT $this ?other ?one WHERE {
            ?other e:q $this ; e:p ?one . FILTER NOT EXISTS { ?other e:r ?any } } }
    } GROUP BY $this""",
    "a path": "SELECT $this ?value WHERE { $this (e:q|^e:r)/e:p ?value }",
    "any property": "SELECT $this ?value WHERE { $this ?property ?value . FILTER(?value = 2) }",
}
ASKED_OF_EACH = {
    "a limit": "SELECT $this ?value WHERE { $this e:p ?value } ORDER BY ?value LIMIT 1",
    "a count": "SELECT $this (COUNT(?o) AS ?value) WHERE { $this e:p ?o } GROUP BY $this",
    "a union": "SELECT $this WHERE { { FILTER($this = e:n0) } UNION { $this e:p 9 } }",
    "an optional part": "SELECT $this WHERE { OPTIONAL { $this e:r ?r } FILTER($this = e:n0) }",
    "small letters": "SELECT $this where { $this e:p 1 }",
    "no WHERE": "SELECT $this { $this e:p 1 }",
    "a path of the result": "SELECT $this ?path WHERE { $this ?path 1 }",
}


def shape(select: str, more: str = "") -> list[Triple]:
    query = re.sub(r"\be:(\w+)", r"<https://e.org/\1>", select)
    constraint = f'sh:prefixes :shapes ; sh:select """{query}""" ; sh:message "said: so"@en {more}'
    return read(f"{PREFIX} :Shape sh:targetObjectsOf :q, :r ; sh:sparql [ {constraint} ] .")


def edges(numbers: bool) -> st.SearchStrategy[list[Triple]]:
    """Triples of three properties; of :p with numbers alone where a sum is asked for, which IRIs have none of."""
    nodes = [NamedNode(f"https://e.org/n{number}") for number in range(4)]
    figures = [Literal(number) for number in range(4)]
    first, second, third = (st.just(NamedNode(f"https://e.org/{name}")) for name in "pqr")
    told = st.sampled_from([*figures] if numbers else [*figures, *nodes])
    one = st.builds(Triple, st.sampled_from(nodes), first, told)
    other = st.builds(Triple, st.sampled_from(nodes), st.one_of(second, third), st.sampled_from(nodes))
    return st.lists(st.one_of(one, other), max_size=12)


@pytest.mark.parametrize("case", ASKED_ONCE)
@settings(max_examples=8, deadline=None)
@given(draw=st.data())
def test_the_same_as_pyshacl(case: str, draw: st.DataObject) -> None:
    data = draw.draw(edges(numbers="SUM" in ASKED_ONCE[case]))
    store, shapes = store_of(data), shape(ASKED_ONCE[case])
    assert ours(shapes, store) == pyshacls(shapes, store)


@pytest.mark.parametrize("case", ASKED_ONCE)
def test_each_query_finds_something(case: str) -> None:
    data = read(":n0 :p 3 ; :q :n1 ; :r :n2 . :n1 :p 1, 2 ; :q :n0 . :n2 :q :n3 ; akg:party :n0 .")
    assert ours(shape(ASKED_ONCE[case]), store_of(data))


@pytest.mark.parametrize("case", ASKED_OF_EACH)
def test_what_depends_on_the_node_goes_to_pyshacl(case: str) -> None:
    compiled = compile_shapes(shape(ASKED_OF_EACH[case]))
    assert compiled.checks == ()
    found = find_breaches(store_of(read(":n0 :p 1, 2 . :n1 :q :n0 .")), compiled)
    assert {(breach.focus, breach.component) for breach in found} == {
        (NamedNode("https://e.org/n0"), "SPARQLConstraintComponent")
    }


@pytest.mark.parametrize("more", ["; sh:deactivated true", '; sh:message "{?value} is too much"@en'])
def test_a_constraint_with_more_than_a_query_is_not_compiled(more: str) -> None:
    assert compile_shapes(shape(ASKED_ONCE["a pattern"], more)).checks == ()


def test_a_sum_over_all_nodes_is_not_compiled() -> None:
    query = "SELECT $this WHERE { { SELECT (SUM(?o) AS ?all) WHERE { ?s e:p ?o } } FILTER(?all > 2) }"
    assert compile_shapes(shape(query)).checks == ()


def test_a_triple_of_two_layers_is_summed_once() -> None:
    data, shapes = read(":n1 :q :n0 . :n0 :p 2 ."), shape(ASKED_ONCE["a sum"])
    assert ours(shapes, store_of(data, GRAPH.accepted, GRAPH.reference)) == set()
