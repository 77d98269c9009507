"""Every term is whole, used and known to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, OWL, RDF, RDFS, SKOS
from autokg.query.saved import load_queries
from autokg.reasoning.sparql_rules import load_rules

ONTOLOGY = load_ontology()
TERMS = sorted(
    {
        t.subject.value
        for t in ONTOLOGY.triples
        if isinstance(t.subject, NamedNode) and t.subject.value.startswith(AKG.namespace)
    }
)
USE = re.compile(r"\bakg:(\w+)")


def objects(term: str, predicate: NamedNode) -> Iterator[object]:
    return (t.object for t in ONTOLOGY.triples if t.subject == NamedNode(term) and t.predicate == predicate)


def test_the_code_knows_just_the_terms_of_the_ontology() -> None:
    assert sorted(AKG.namespace + name for name in AKG) == TERMS


def test_the_ontology_has_a_version_iri() -> None:
    version = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
    assert [t.object for t in ONTOLOGY.triples if t.predicate == version] == [
        NamedNode("https://w3id.org/autokg/ontology/0.2.0")
    ]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_labels_and_definitions_in_both_languages(term: str) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        assert sorted(str(o.language) for o in objects(term, predicate) if isinstance(o, Literal)) == ["en", "fr"]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_names_a_question_that_needs_it(term: str) -> None:
    questions = [o.value for o in objects(term, AKG.competencyQuestion) if isinstance(o, Literal)]
    assert questions
    assert set(questions) <= set(load_queries())


def test_labels_tell_terms_of_one_sort_apart() -> None:
    by_sort: dict[tuple[str, str], list[str]] = {}
    for term in TERMS:
        for sort in objects(term, RDF.type):
            for label in objects(term, RDFS.label):
                by_sort.setdefault((str(sort), str(label)), []).append(term)
    assert {key: terms for key, terms in by_sort.items() if len(terms) > 1} == {}


def sparql_texts() -> dict[str, str]:
    return {q.name: q.text for q in (*load_queries().values(), *load_rules())}


@pytest.mark.parametrize("name", sorted(sparql_texts()))
def test_every_term_that_a_query_or_rule_uses_exists(name: str) -> None:
    assert {AKG.namespace + local for local in USE.findall(sparql_texts()[name])} <= set(TERMS)


@pytest.mark.parametrize("file", ["shapes.ttl", "value-shapes.ttl", "alignments.ttl", "dataset.ttl"])
def test_every_term_that_shapes_and_alignments_use_exists(file: str, root: Path) -> None:
    text = (root / "ontology" / file).read_text(encoding="utf-8")
    assert {AKG.namespace + local for local in USE.findall(text)} <= set(TERMS)


def test_alignments_say_nothing_that_a_reasoner_would_act_on(root: Path) -> None:
    predicates = {q.predicate for q in parse(path=str(root / "ontology" / "alignments.ttl"), format=RdfFormat.TURTLE)}
    assert all(predicate.value.startswith(SKOS.namespace) for predicate in predicates)


# What owlrl implements of OWL 2 RL and this ontology may use; anything else would be ignored in silence.
UNDERSTOOD = {
    *(RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf),
    *(OWL.inverseOf, OWL.propertyChainAxiom, OWL.someValuesFrom, OWL.onProperty, OWL.disjointWith),
    *(RDF.type, RDF.first, RDF.rest),
}
CHARACTERISTICS = {OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
DECLARATIONS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.Ontology,
    OWL.Restriction,
}


def test_no_construct_that_owlrl_ignores() -> None:
    axioms = ONTOLOGY.axioms()
    assert {t.predicate for t in axioms} <= UNDERSTOOD
    types = {t.object for t in axioms if t.predicate == RDF.type and isinstance(t.object, NamedNode)}
    assert {kind for kind in types if kind not in AKG} <= CHARACTERISTICS | DECLARATIONS


def test_single_valued_properties_are_not_functional() -> None:
    functional = NamedNode("http://www.w3.org/2002/07/owl#FunctionalProperty")
    assert functional not in {t.object for t in ONTOLOGY.triples}
    assert ONTOLOGY.is_single_valued(AKG.productionStart)


def test_blank_nodes_stand_only_where_owl_needs_them() -> None:
    predicates = {t.predicate for t in ONTOLOGY.triples if isinstance(t.subject, BlankNode)}
    assert predicates <= {RDF.first, RDF.rest, RDF.type, OWL.onProperty, OWL.someValuesFrom, RDFS.subClassOf}


def test_the_readme_lists_every_question_with_the_terms_that_need_it(root: Path) -> None:
    text = (root / "ontology" / "README.md").read_text(encoding="utf-8")
    listed = {
        name: set(terms.split(", "))
        for name, terms in re.findall(r"^\| `([\w-]+)` \| .+? \| (.+?) \|$", text, re.MULTILINE)
    }
    needed: dict[str, set[str]] = {}
    for term in TERMS:
        for question in objects(term, AKG.competencyQuestion):
            assert isinstance(question, Literal)
            needed.setdefault(question.value, set()).add(term.removeprefix(AKG.namespace))
    assert listed == needed
