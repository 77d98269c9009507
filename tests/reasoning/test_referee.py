"""owlrl, which reads the axioms in its own way, gives the same triples as the compiled rules."""

from __future__ import annotations

import owlrl
import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import Triple

from autokg.claims.decisions import Decisions
from autokg.claims.judging import judge
from autokg.claims.layers import reference_quads
from autokg.claims.mapping import map_corpus
from autokg.core.ids import DEFAULT_BASE
from autokg.core.resources import find_resource
from autokg.core.terms import AKG, OWL
from autokg.facts.corpus import load_corpus
from autokg.names.gazetteer import load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reasoning import infer
from autokg.reasoning.memory import MemoryReasoner
from autokg.reasoning.owl import close
from autokg.reasoning.rulebook import compile_rulebook
from autokg.stores.rdflib_bridge import to_rdflib

from .worlds import BUNDLED, graphs, ontology, thing, triples

pytestmark = pytest.mark.slow

# axioms, and triples that they bear on
KINDS = {
    "subclass": ("akg:Company rdfs:subClassOf akg:Organization .", ":a a akg:Company ."),
    "equivalent classes": ("akg:Company owl:equivalentClass akg:Group .", ":a a akg:Company . :b a akg:Group ."),
    "subproperty": ("akg:builder rdfs:subPropertyOf akg:supplier .", ":a akg:builder :b ."),
    "equivalent properties": (
        "akg:builder owl:equivalentProperty akg:supplier .",
        ":a akg:builder :b . :c akg:supplier :d .",
    ),
    "chain": (
        "akg:about owl:propertyChainAxiom ( akg:builder akg:supplier akg:holder ) .",
        ":a akg:builder :b . :b akg:supplier :c . :c akg:holder :d , :e .",
    ),
    "inverse": ("akg:builds owl:inverseOf akg:builder .", ":a akg:builder :b . :c akg:builds :d ."),
    "symmetric": ("akg:partnerOf a owl:SymmetricProperty .", ":a akg:partnerOf :b ."),
    "transitive": (
        "akg:locatedIn a owl:TransitiveProperty .",
        ":a akg:locatedIn :b . :b akg:locatedIn :c . :c akg:locatedIn :d , :a .",
    ),
    "domain and range": (
        "akg:builder rdfs:domain akg:Product ; rdfs:range [ owl:intersectionOf ( akg:Company akg:Group ) ] .",
        ":a akg:builder :b .",
    ),
    "some values": (
        "[] owl:onProperty akg:builds ; owl:someValuesFrom akg:Product ; rdfs:subClassOf akg:Carmaker .",
        ":a akg:builds :b . :b a akg:Product . :c akg:builds :d .",
    ),
    "some values of anything": (
        "[] owl:onProperty akg:builds ; owl:someValuesFrom owl:Thing ; rdfs:subClassOf akg:Carmaker .",
        ":a akg:builds :b .",
    ),
    "some values, nested": (
        "[] owl:onProperty akg:operates ; owl:someValuesFrom [ owl:onProperty akg:builds ; owl:someValuesFrom akg:Product ]"
        " ; rdfs:subClassOf akg:Carmaker .",
        ":o akg:operates :a . :a akg:builds :b . :b a akg:Product .",
    ),
    "a value as condition": (
        "[] owl:onProperty akg:status ; owl:hasValue akg:actual ; rdfs:subClassOf akg:Stake .",
        ":a akg:status akg:actual . :b akg:status akg:planned .",
    ),
    "a value as consequence": (
        "akg:Stake rdfs:subClassOf [ owl:onProperty akg:status ; owl:hasValue akg:actual ] .",
        ":a a akg:Stake .",
    ),
    "a value as definition": (
        "akg:Stake owl:equivalentClass [ owl:onProperty akg:status ; owl:hasValue akg:actual ] .",
        ":a a akg:Stake . :b akg:status akg:actual .",
    ),
    "intersection as condition": (
        "[ owl:intersectionOf ( akg:Company akg:Group akg:Brand ) ] rdfs:subClassOf akg:Carmaker .",
        ":a a akg:Company , akg:Group , akg:Brand . :b a akg:Company , akg:Brand .",
    ),
    "intersection as definition": (
        "akg:Carmaker owl:equivalentClass [ owl:intersectionOf ( akg:Company akg:Group ) ] .",
        ":a a akg:Carmaker . :b a akg:Company , akg:Group . :c a akg:Group .",
    ),
    "union": (
        "[ owl:unionOf ( akg:Company akg:Group ) ] rdfs:subClassOf akg:Carmaker .",
        ":a a akg:Company . :b a akg:Group . :c a akg:Brand .",
    ),
    "disjoint classes": ("akg:Company owl:disjointWith akg:Plant .", ":a a akg:Company , akg:Plant ."),
    "all disjoint classes": (
        "[] a owl:AllDisjointClasses ; owl:members ( akg:Company akg:Plant akg:Brand ) .",
        ":a a akg:Plant , akg:Brand . :b a akg:Company .",
    ),
    "asymmetric": (
        "akg:directParent a owl:AsymmetricProperty .",
        ":a akg:directParent :b . :b akg:directParent :a .",
    ),
    "irreflexive": ("akg:directParent a owl:IrreflexiveProperty .", ":a akg:directParent :a ."),
    "a literal where a thing should be": (
        "akg:builds owl:inverseOf akg:builder ; rdfs:domain akg:Carmaker .",
        ":a akg:builder 5 .",
    ),
}


@settings(max_examples=12, deadline=None, derandomize=True)
@given(graphs())
def test_generated_graphs_close_alike(graph: set[Triple]) -> None:
    referee = infer(BUNDLED, graph, reasoner="owlrl")
    closure = infer(BUNDLED, graph, reasoner="memory")
    assert closure.inferred == referee.inferred
    assert bool(closure.inconsistencies) == bool(referee.inconsistencies)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(graphs())
def test_a_store_closes_generated_graphs_as_memory_does(graph: set[Triple]) -> None:
    assert infer(BUNDLED, graph, reasoner="store") == infer(BUNDLED, graph, reasoner="memory")


def test_the_curated_deal_closes_alike() -> None:
    corpus = load_corpus([find_resource("data", "facts", "polestar-4-busan.jsonl")])
    resolver = Resolver(load_gazetteer(), DEFAULT_BASE)
    claims, things = map_corpus(corpus, resolver, DEFAULT_BASE)
    accepted = judge(claims, BUNDLED, Decisions(base=DEFAULT_BASE)).accepted
    spoken_of = {term for triple in accepted for term in (triple.subject, triple.object)}
    reference = {quad.triple for quad in reference_quads(resolver, things) if quad.subject in spoken_of}
    referee = infer(BUNDLED, accepted | reference, reasoner="owlrl")
    closure = infer(BUNDLED, accepted | reference, reasoner="memory")
    assert len(closure.inferred) > 40
    assert closure == referee
    assert infer(BUNDLED, accepted | reference, reasoner="store") == closure


@pytest.mark.parametrize(("axioms", "graph"), KINDS.values(), ids=KINDS)
def test_each_kind_of_axiom_means_the_same(axioms: str, graph: str) -> None:
    given = triples(graph)
    reasoner = MemoryReasoner(compile_rulebook(ontology(axioms), queries=()))
    reasoner.load(given)
    reasoner.close()
    closed, faults = close(ontology(axioms).axioms(), given)
    assert {*reasoner.derived(), *given} == closed | given
    assert bool(list(reasoner.inconsistencies())) == bool(faults)


# What owlrl does and the compiled rules do not, as the docstring of reasoning/owl.py lists it.


def expanded(axioms: str, graph: str) -> rdflib.Graph:
    expanded = to_rdflib([*ontology(axioms).triples, *triples(graph)])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(expanded)
    return expanded


def test_owlrl_makes_triples_out_of_nothing() -> None:
    assert len(expanded("", "")) > 100


def test_owlrl_says_that_each_thing_is_itself() -> None:
    a = rdflib.URIRef(thing("a").value)
    assert (a, rdflib.OWL.sameAs, a) in expanded("", ":a akg:builder :b .")


def test_owlrl_has_literals_as_subjects() -> None:
    assert any(isinstance(subject, rdflib.Literal) for subject in expanded("", ":a akg:employees 5 .").subjects())


def test_owlrl_puts_things_into_unnamed_classes() -> None:
    axioms = "[] owl:onProperty akg:builds ; owl:someValuesFrom akg:Product ; rdfs:subClassOf akg:Carmaker ."
    classes = expanded(axioms, ":a akg:builds :b . :b a akg:Product .").objects(
        rdflib.URIRef(thing("a").value), rdflib.RDF.type
    )
    assert any(isinstance(class_, rdflib.BNode) for class_ in classes)


def test_owlrl_tells_an_inconsistency_by_a_stray_node() -> None:
    graph = expanded("akg:directParent a owl:IrreflexiveProperty .", ":a akg:directParent :a .")
    assert [str(words) for _, predicate, words in graph if str(predicate).endswith("#error")] == [
        f"Irreflexive property used on {thing('a').value} with {AKG.directParent.value}"
    ]


def test_owlrl_takes_two_values_of_a_functional_property_for_one() -> None:
    graph = expanded("akg:opened a owl:FunctionalProperty .", ":a akg:opened :spring , :autumn .")
    spring, autumn = rdflib.URIRef(thing("spring").value), rdflib.URIRef(thing("autumn").value)
    assert (spring, rdflib.URIRef(OWL.sameAs.value), autumn) in graph
