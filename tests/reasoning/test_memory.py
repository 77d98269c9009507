"""Rules run in memory: each part of the rule form, and what contradicts an axiom."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, Triple

from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, RDF
from autokg.errors import QueryError
from autokg.query.saved import SavedQuery
from autokg.reasoning import REASONERS, Reasoner, infer
from autokg.reasoning.memory import MemoryReasoner
from autokg.reasoning.rulebook import compile_rulebook

from .worlds import ontology, thing, triples

A, B, C = thing("a"), thing("b"), thing("c")


def rule(where: str, construct: str = "?x akg:about ?y", stratum: int = 1) -> SavedQuery:
    return SavedQuery.parse(
        f"#+ title = 't'\n#+ stratum = {stratum}\nCONSTRUCT {{ {construct} }} WHERE {{ {where} }}", "r"
    )


def closed(graph: str, *queries: SavedQuery, axioms: str = "") -> set[Triple]:
    reasoner = MemoryReasoner(compile_rulebook(ontology(axioms), queries))
    reasoner.load(triples(graph))
    reasoner.close()
    return set(reasoner.derived())


def about(*pairs: tuple[str, str]) -> set[Triple]:
    return {Triple(thing(one), AKG.about, thing(other)) for one, other in pairs}


def test_numbers_are_compared_by_value() -> None:
    graph = (
        ":a akg:amount 51 ; akg:party :b . :b akg:amount 50.0 ; akg:party :c . :c akg:amount 'many' ; akg:party :a ."
    )
    assert closed(graph, rule("?x akg:amount ?n ; akg:party ?y FILTER(?n > 50)")) == about(("a", "b"))
    assert closed(graph, rule("?x akg:amount ?n ; akg:party ?y FILTER(?n = 50)")) == about(("b", "c"))


def test_two_literals_differ_only_where_that_is_known() -> None:
    graph = ":a akg:jobTitle 'chair', 'head' ; akg:since '2020'^^edtf:EDTF, '2021'^^edtf:EDTF ."
    assert closed(graph, rule("?x akg:jobTitle ?n, ?m ; FILTER(?n != ?m)", "?x akg:about ?x")) == about(("a", "a"))
    assert closed(graph, rule("?x akg:since ?n, ?m ; FILTER(?n != ?m)", "?x akg:about ?x")) == set()


def test_alternatives_are_each_a_way() -> None:
    graph = ":a akg:party :b . :b akg:customer :c . :c akg:holder :a ."
    union = "{ ?x akg:party ?y } UNION { ?x akg:customer ?y }"
    assert closed(graph, rule(union)) == about(("a", "b"), ("b", "c"))
    values = "VALUES ?p { akg:party akg:holder } ?x ?p ?y"
    assert closed(graph, rule(values)) == about(("a", "b"), ("c", "a"))
    listed = "?x akg:party ?y FILTER(?y IN (:b, :c))".replace(":b", "<https://example.org/b>").replace(
        ":c", "akg:about"
    )
    assert closed(graph, rule(listed)) == about(("a", "b"))


def test_a_fixed_subject_may_stand_in_body_and_head() -> None:
    one = "<https://example.org/a>"
    graph = ":a akg:party :b . :b akg:party :c ."
    assert closed(graph, rule(f"{one} akg:party ?y . ?y akg:party ?x")) == about(("c", "b"))
    assert closed(graph, rule(f"?x akg:party ?y . {one} akg:party ?x")) == about(("b", "c"))
    assert closed(graph, rule("?x akg:party ?y", f"{one} akg:about ?y")) == about(("a", "b"), ("a", "c"))


def test_what_nothing_joins_is_multiplied() -> None:
    pairs = closed(":a akg:party :b . :b akg:holder :c .", rule("?x akg:party ?v . ?w akg:holder ?y"))
    assert pairs == about(("a", "c"))


def test_a_blank_node_of_a_query_may_be_anything() -> None:
    assert closed(":a akg:party :b , :c .", rule("?x akg:party [] , ?y")) == about(("a", "b"), ("a", "c"))


def test_one_variable_twice_asks_for_the_same_thing() -> None:
    graph = ":a akg:party :a . :b akg:party :c ; akg:holder :c ."
    assert closed(graph, rule("?x akg:party ?x", "?x akg:about ?x")) == about(("a", "a"))
    assert closed(graph, rule("?y akg:holder ?v . ?x akg:party ?x")) == about(("a", "b"))


def test_a_denial_sees_all_that_earlier_strata_give() -> None:
    graph = ":a akg:party :b . :b akg:party :c . :a akg:holder :b , :c ."
    reach = "akg:party a owl:TransitiveProperty ."
    lonely = rule("?x akg:holder ?y FILTER NOT EXISTS { ?x akg:party ?m . ?m akg:party ?y }", stratum=2)
    assert closed(graph, lonely, axioms=reach) - triples(":a akg:party :c .") == about(("a", "b"))


def test_a_rule_that_denies_what_its_own_stratum_may_add_is_refused() -> None:
    denies = rule("?x akg:holder ?y FILTER NOT EXISTS { ?x akg:about ?y }")
    with pytest.raises(QueryError, match=r"denies .*#about, which may still grow"):
        compile_rulebook(ontology(""), [denies])


@pytest.mark.parametrize(
    "where",
    [
        "?x akg:party ?y OPTIONAL { ?y akg:holder ?z }",
        "?x akg:party+ ?y",
        "?x ?p ?y",
        "?x akg:party ?y FILTER(STRLEN(STR(?y)) > 3)",
        "?x akg:party ?z",
        "?x akg:party ?y MINUS { ?x akg:holder ?y }",
        "?x akg:party ?y FILTER NOT EXISTS { ?x akg:holder ?h FILTER(?h != ?y) }",
        "SELECT ?x ?y { ?x akg:party ?y }",
    ],
)
def test_sparql_beyond_the_rule_form_is_an_error_that_names_the_file(where: str) -> None:
    with pytest.raises(QueryError, match=r"ontology/rules/r\.rq: a rule cannot use"):
        compile_rulebook(ontology(""), [rule(where)])


@pytest.mark.parametrize("reasoner", REASONERS)
def test_what_was_given_or_the_ontology_asserts_is_not_inferred(reasoner: Reasoner) -> None:
    bundled = load_ontology()
    asserted = set(compile_rulebook(bundled).assertions)
    graph = triples(":a akg:builder :b . :b akg:builds :a ; a akg:Carmaker . :p akg:status akg:actual .") | asserted
    inferred = infer(bundled, graph, reasoner=reasoner).inferred
    assert Triple(B, RDF.type, AKG.Organization) in inferred
    assert not inferred & graph
    without = infer(bundled, graph - asserted, reasoner=reasoner).inferred
    assert without == inferred


def test_an_ontology_may_assert() -> None:
    says = (
        "akg:planned a akg:Status . [] owl:onProperty akg:status ; owl:someValuesFrom akg:Status ; "
        "rdfs:subClassOf akg:Claim ."
    )
    assert closed(":a akg:status akg:planned .", axioms=says) == {Triple(A, RDF.type, AKG.Claim)}


def test_an_inconsistency_names_its_axiom_and_its_triples() -> None:
    graph = triples(":a a akg:Brand ; akg:derivedFrom :b . :b akg:derivedFrom :a .")
    found = infer(load_ontology(), graph, reasoner="memory").inconsistencies
    assert [(fault.axiom, set(fault.triples)) for fault in found] == [
        ("nothing is both brand and vehicle model", triples(":a a akg:Brand , akg:VehicleModel .")),
        ("“derived from” never holds both ways", triples(":a akg:derivedFrom :b . :b akg:derivedFrom :a .")),
    ]
    assert str(found[0]).startswith(
        "nothing is both brand and vehicle model: <https://example.org/a> rdf:type akg:Brand;"
    )


def test_a_literal_in_the_place_of_a_thing_is_nowhere_a_subject() -> None:
    graph = {Triple(A, AKG.builder, Literal(5)), Triple(A, AKG.atPlant, Literal(5))}
    closure = infer(load_ontology(), graph, reasoner="memory")
    assert closure.inferred == set()
    assert closure.inconsistencies == ()
