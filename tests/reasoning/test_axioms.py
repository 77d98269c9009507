"""The ontology is understood whole, or the reasoner says what it does not understand."""

from __future__ import annotations

import pytest

from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from autokg.errors import InputError
from autokg.reasoning.axioms import read_theory
from autokg.reasoning.rulebook import compile_rulebook

from .worlds import ontology

NOT_UNDERSTOOD = {
    "functional": "akg:opened a owl:FunctionalProperty .",
    "key": "akg:Plant owl:hasKey ( akg:inCountry ) .",
    "same": ":a owl:sameAs :b .",
    "complement": "akg:Plant owl:complementOf akg:Brand .",
    "one of": "akg:Status owl:equivalentClass [ owl:oneOf ( akg:actual akg:planned ) ] .",
    "all values": "akg:Plant rdfs:subClassOf [ owl:onProperty akg:operatedBy ; owl:allValuesFrom akg:Company ] .",
    "cardinality": "akg:Plant rdfs:subClassOf [ owl:onProperty akg:inCountry ; owl:maxCardinality 1 ] .",
    "datatype range": "akg:opened rdfs:range xsd:date .",
    "unnamed inverse": "akg:builds rdfs:subPropertyOf [ owl:inverseOf akg:builder ] .",
    "property disjointness": "akg:builds owl:propertyDisjointWith akg:operates .",
    "broken list": "akg:builds owl:propertyChainAxiom [ rdf:first akg:builder ] .",
    "imports": ":o owl:imports :p .",
}

NO_RULE = {
    "some values as consequence": (
        "akg:Carmaker rdfs:subClassOf [ owl:onProperty akg:builds ; owl:someValuesFrom akg:Product ] .",
        "Carmaker is a kind of thing with",
    ),
    "union as consequence": (
        "akg:Organization rdfs:subClassOf [ owl:unionOf ( akg:Company akg:Group ) ] .",
        "Organization is a kind of",
    ),
    "all things as condition": ("owl:Thing rdfs:subClassOf akg:Product .", "Thing is a kind of"),
}


@pytest.mark.parametrize("axiom", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_an_axiom_that_is_not_understood_is_an_error_that_names_it(axiom: str) -> None:
    with pytest.raises(InputError, match=r"axiom that is not reasoned with: .*(owl|XMLSchema)#") as caught:
        compile_rulebook(ontology(axiom), queries=())
    assert caught.value.expected


@pytest.mark.parametrize(("axiom", "words"), NO_RULE.values(), ids=NO_RULE)
def test_an_axiom_that_no_rule_can_carry_out_is_an_error_that_says_it(axiom: str, words: str) -> None:
    with pytest.raises(InputError, match=f"no rule can carry out: .*{words}"):
        compile_rulebook(ontology(axiom), queries=())


def test_an_axiom_said_twice_is_one() -> None:
    both = "akg:Plant owl:disjointWith akg:Brand . [] a owl:AllDisjointClasses ; owl:members ( akg:Plant akg:Brand ) ."
    (check,) = read_theory(ontology(both)).rules
    assert check.head is None
    assert {atom.object for atom in check.body} == {AKG.Plant, AKG.Brand}


def test_annotations_and_declarations_are_no_axioms() -> None:
    theory = read_theory(ontology('akg:Plant a owl:Class ; rdfs:comment "built here"@en ; rdfs:seeAlso :b .'))
    assert theory.rules == theory.assertions == ()


def test_axioms_say_themselves_in_the_words_of_the_ontology() -> None:
    bundled = load_ontology()
    words = {rule.words for rule in read_theory(bundled).rules}
    assert {
        "joint venture is a kind of company",
        "thing with “builds” some vehicle model is a kind of carmaker",
        "what has “party” is of class agreement",
        "“builds” is the inverse of “builder”",
        "“located in” then “in country” implies “in country”",
        "“direct parent” never holds both ways",
        "nothing is both organisation and brand",
    } <= words


def test_words_of_a_class_expression_are_those_of_its_parts() -> None:
    (rule,) = read_theory(
        ontology(
            "[ owl:intersectionOf ( akg:Plant [ owl:onProperty akg:status ; owl:hasValue akg:ended ] ) ] "
            'rdfs:subClassOf akg:Place . akg:Plant rdfs:label "plant"@en . akg:Place rdfs:label "place"@en . '
            'akg:status rdfs:label "status"@en . akg:ended rdfs:label "ended"@en .'
        )
    ).rules
    assert rule.words == "plant and thing with “status” ended is a kind of place"
