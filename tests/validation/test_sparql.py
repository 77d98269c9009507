"""A SPARQL constraint asked once of all nodes finds what pySHACL finds asking it of each."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Triple

from autokg.core.terms import GRAPH
from autokg.errors import ShapeError
from autokg.validation import compile_shapes, find_breaches
from validation.builders import ours, pyshacls, read, store_of

pytestmark = pytest.mark.slow

PREFIX = ':shapes sh:declare [ sh:prefix "e" ; sh:namespace "https://e.org/" ] .'
ASKED_ONCE = {
    "a pattern": "SELECT $this ?value WHERE { $this e:p ?value . FILTER(isIRI(?value)) }",
    "no pattern for the node": "SELECT $this WHERE { FILTER NOT EXISTS { $this e:p ?any } }",
    "a filter on the node": "SELECT $this WHERE { FILTER($this = e:n0) }",
    "an optional part": "SELECT $this ?value WHERE { OPTIONAL { $this e:p ?value . FILTER(?value != $this) } }",
    "a union": "SELECT $this ?value WHERE { { $this e:p ?value } UNION { ?value e:q $this } }",
    "a sum": """SELECT $this (SUM(?one) AS ?value) WHERE {
        { SELECT DISTINCT $this ?one WHERE { $this e:p ?one } } } GROUP BY $this HAVING (SUM(?one) > 2)""",
    "a count of none": "SELECT $this (COUNT(DISTINCT ?one) AS ?value) WHERE { OPTIONAL { $this e:p ?one } } GROUP BY $this",
    "an absence in a sum": """SELECT $this (SUM(?one) AS ?value) WHERE {
        { SELECT DISTINCT $this ?other ?one WHERE {
            ?other e:q $this ; e:p ?one . FILTER NOT EXISTS { ?other e:r ?any } } }
    } GROUP BY $this""",
    "a nested select": "SELECT $this WHERE { { SELECT $this (MAX(?one) AS ?most) WHERE { $this e:p ?one } GROUP BY $this } FILTER(?most > 1) }",
    "a path": "SELECT $this ?value WHERE { $this (e:q|^e:r)/e:p ?value }",
    "any property": "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER(isLiteral(?value)) }",
}  # fmt: skip
ASKED_OF_EACH = {
    "a limit": "SELECT $this ?value WHERE { $this e:p ?value } ORDER BY ?value LIMIT 1",
    "an aggregate over all": "SELECT $this WHERE { { SELECT (COUNT(*) AS ?all) WHERE { ?a e:p ?b } } FILTER(?all > 2) }",
    "a sum of rows": "SELECT $this (SUM(?one) AS ?value) WHERE { $this e:p ?one } GROUP BY $this",
}


def shape(select: str) -> list[Triple]:
    query = f'sh:prefixes :shapes ; sh:select """{select}""" ; sh:message "said: {{?value}} of {{$this}}"@en'
    return read(f"{PREFIX} :Shape sh:targetSubjectsOf :p, :q ; sh:sparql [ {query} ] .")


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
    data = draw.draw(edges(numbers="SUM" in ASKED_ONCE[case] or "MAX" in ASKED_ONCE[case]))
    store, shapes = store_of(data), shape(ASKED_ONCE[case])
    assert ours(shapes, store) == pyshacls(shapes, store)


@pytest.mark.parametrize("case", ASKED_ONCE)
def test_each_query_finds_something(case: str) -> None:
    data = read(":n0 :p :n1 ; :q :n1 . :n1 :p 1, 2 . :n2 :p :n0 ; :r :n0 ; :q :n0 . :n3 :q :n0 .")
    assert ours(shape(ASKED_ONCE[case]), store_of(data))


def test_the_node_is_bound_in_each_group() -> None:
    """PySHACL finds :n1 too, for rdflib drops a filter on a variable that its own group does not bind."""
    query = "SELECT $this WHERE { { FILTER(false) } UNION { FILTER($this = e:n0) } }"
    breaches = ours(shape(query), store_of(read(":n0 :p 1 . :n1 :p 1 .")))
    assert [breach[0] for breach in breaches] == [NamedNode("https://e.org/n0")]


@pytest.mark.parametrize("case", ASKED_OF_EACH)
def test_what_depends_on_the_node_is_handed_on(case: str) -> None:
    assert [handed.name for handed in compile_shapes(shape(ASKED_OF_EACH[case])).handed_on] == ["Shape"]


def test_what_is_handed_on_is_checked_all_the_same() -> None:
    compiled = compile_shapes(shape(ASKED_OF_EACH["a limit"]))
    found = find_breaches(store_of(read(":n0 :p 1, 2 . :n1 :q 2 .")), compiled)
    assert [(breach.focus, breach.value) for breach in found] == [(NamedNode("https://e.org/n0"), Literal(1))]


def test_a_triple_of_two_layers_is_summed_once() -> None:
    data, shapes = read(":n0 :p 2 ."), shape(ASKED_ONCE["a sum"])
    assert ours(shapes, store_of(data, GRAPH.accepted, GRAPH.reference)) == set()


def test_a_query_with_a_mistake_is_told() -> None:
    with pytest.raises(ShapeError, match="shape Shape: the SPARQL of sh:sparql has a mistake"):
        compile_shapes(shape("SELECT $this WHERE { $this e:p"))
