"""The compiled queries are plain SPARQL 1.1: rdflib finds the same nodes and values as Oxigraph."""

from __future__ import annotations

import pytest
from pyoxigraph import Triple

from autokg.stores import OxigraphStore
from autokg.stores.rdflib_bridge import to_rdflib
from autokg.validation import compile_shapes, load_shapes
from autokg.validation.shape_compiler import Check
from validation.builders import read, store_of

pytestmark = pytest.mark.slow

FAULTY = """
:p a akg:Production ; akg:status akg:actual ; akg:productionStart "2020" ; akg:productionEnd "2019" .
:f a akg:Plant ; akg:employees 3000000 ; akg:capacityPerYear 0 . :g a akg:Plant ; akg:inCountry :c, :d .
:s a akg:Stake ; akg:stakeOwner :o ; akg:stakeIn :o ; akg:sharePercent 120 ; akg:status akg:actual .
:t a akg:Stake ; akg:sharePercent -5 ; akg:shareMinimum 60 ; akg:shareMaximum 40 . :a a akg:Agreement ; akg:party :b . :b a akg:Brand . :m a akg:VehicleModel ; akg:modelBrand :b, :o .
:j a akg:Appointment ; akg:jobTitle "CEO"@en . :k a akg:Appointment .
"""
MIXED = ':x a :T ; :p 1, 7, "two", :n, "2024-02-30"^^xsd:date, "2024-02-29"^^xsd:date ; :q 3 . :n :q 2 ; a :D .'
NUMBERS = ":x a :T ; :p 1, 3, 7, :n ; :q 3 ."  # rdflib orders numbers and texts, which SPARQL does not
OTHERS = {
    "sh:class :C": (MIXED, 6), "sh:disjoint :q": (":x a :T ; :p 1, 3, 7 ; :q 3 .", 1),
    "sh:not [ sh:path :q ; sh:minCount 1 ]": (MIXED, 1),
    "sh:or ( [ sh:class :D ] [ sh:class :C ] )": (MIXED, 5),
    "sh:minInclusive 3": (NUMBERS, 2), "sh:minExclusive 3": (NUMBERS, 3), "sh:maxInclusive 3": (NUMBERS, 2),
    "sh:maxExclusive 3": (NUMBERS, 3),
}  # fmt: skip


def rows_of_rdflib(triples: list[Triple], query: str) -> set[tuple[str, ...]]:
    return {tuple(str(term) for term in row) for row in to_rdflib(triples).query(query)}  # type: ignore[union-attr]


def rows_of_oxigraph(store: OxigraphStore, query: str) -> set[tuple[str, ...]]:
    return {tuple(term.value for term in row) for row in store.query(query)}  # type: ignore[union-attr]


@pytest.mark.parametrize("check", load_shapes().checks, ids=lambda check: f"{check.shape} {check.component}")
def test_the_bundled_shapes_find_the_same(check: Check) -> None:
    triples = read(FAULTY)
    rows = rows_of_oxigraph(store_of(triples), check.query())
    assert rows
    assert rows_of_rdflib(triples, check.query()) == rows


@pytest.mark.parametrize("constraint", OTHERS)
def test_the_other_constraints_find_the_same(constraint: str) -> None:
    turtle, count = OTHERS[constraint]
    triples = read(turtle)
    part = f'sh:path :p ; sh:message "no" ; {constraint}'
    (check,) = compile_shapes(read(f":S sh:targetClass :T ; sh:property [ {part} ] .")).checks
    rows = rows_of_oxigraph(store_of(triples), check.query())
    assert len(rows) == count
    assert rows_of_rdflib(triples, check.query()) == rows
