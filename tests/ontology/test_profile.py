"""The ontology lies in OWL 2 RL, and each of its terms is told in full."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, GRAPH, OWL, RDF, RDFS, SCHEMA, XSD
from autokg.reasoning import infer
from corpus import build_example

ONTOLOGY = load_ontology()
IRI = NamedNode("https://w3id.org/autokg/ontology")
DOMAINS = (RDFS.domain, NamedNode(f"{SCHEMA.namespace}domainIncludes"))
RANGES = (RDFS.range, NamedNode(f"{SCHEMA.namespace}rangeIncludes"))
RESERVED = (RDF.namespace, RDFS.namespace, OWL.namespace)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
OWL_API = Path("/usr/share/java/owlapi-distribution.jar")


def subjects(predicate: NamedNode, value: NamedNode) -> set[str]:
    return {
        t.subject.value
        for t in ONTOLOGY.triples
        if t.predicate == predicate and t.object == value and isinstance(t.subject, NamedNode)
    }


def values(subject: str, *predicates: NamedNode) -> list[object]:
    return [t.object for t in ONTOLOGY.triples if t.subject == NamedNode(subject) and t.predicate in predicates]


TERMS = sorted(AKG.namespace + name for name in AKG)
RELATIONS = sorted(subjects(RDF.type, OWL.ObjectProperty) | subjects(RDF.type, OWL.DatatypeProperty))


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("javac") and OWL_API.exists()),
    reason="the OWL API is not installed (Debian packages libowlapi-java, default-jdk-headless)",
)
def test_the_owl_api_finds_nothing_outside_owl_2_rl(root: Path) -> None:
    command = ["java", "-cp", "/usr/share/java/*", "tests/ontology/Profile.java", "ontology/autokg.ttl"]
    run = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, timeout=120)
    *violations, axioms = run.stdout.splitlines()
    assert violations == []
    assert int(axioms.removeprefix("axioms ")) > 1000


def test_every_property_used_is_declared_once_or_built_in() -> None:
    declared = [subjects(RDF.type, kind) for kind in PROPERTIES]
    assert not declared[0] & declared[1]
    assert not (declared[0] | declared[1]) & declared[2]
    used = {t.predicate.value for t in ONTOLOGY.triples if not t.predicate.value.startswith(RESERVED)}
    assert used <= set().union(*declared)


def test_every_class_and_datatype_that_axioms_name_is_declared() -> None:
    named = {
        t.object.value
        for t in ONTOLOGY.triples
        if t.predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, OWL.disjointWith, OWL.someValuesFrom)
        and isinstance(t.object, NamedNode)
    }
    assert named <= subjects(RDF.type, OWL.Class)


def test_every_datatype_that_is_told_is_declared_or_of_owl() -> None:
    told = {
        t.object
        for t in ONTOLOGY.triples
        if t.predicate == RANGES[1] and isinstance(t.object, NamedNode) and t.object not in AKG
    }
    of_owl = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, OWL.Thing, RDF.Property}
    assert {node.value for node in told - of_owl} <= subjects(RDF.type, RDFS.Datatype)


@pytest.mark.parametrize("term", TERMS)
def test_a_term_says_where_it_is_defined(term: str) -> None:
    assert values(term, RDFS.isDefinedBy) == [IRI]


@pytest.mark.parametrize("term", RELATIONS)
def test_a_property_says_what_it_is_used_of_and_with(term: str) -> None:
    assert values(term, *DOMAINS)
    assert values(term, *RANGES)


def test_examples_and_notes_are_of_many_terms_and_in_english() -> None:
    for name in ("example", "scopeNote"):
        told = [t for t in ONTOLOGY.triples if t.predicate.value.endswith(f"core#{name}")]
        assert len(told) >= 15
        assert {t.object.language for t in told if isinstance(t.object, Literal)} == {"en"}


def test_the_header_says_who_when_and_what_came_before() -> None:
    head = {t.predicate.value.rpartition("/")[2].rpartition("#")[2] for t in ONTOLOGY.triples if t.subject == IRI}
    assert head >= {
        *("type", "versionIRI", "versionInfo", "priorVersion", "title", "description", "license"),
        *("creator", "issued", "modified", "bibliographicCitation"),
        *("preferredNamespacePrefix", "preferredNamespaceUri"),
    }


def test_restrictions_stand_where_owl_2_rl_allows_them() -> None:
    objects = {t.object for t in ONTOLOGY.triples if t.predicate == RDFS.subClassOf}
    assert not any(isinstance(node, BlankNode) for node in objects)


@pytest.mark.slow
def test_owlrl_finds_no_contradiction_in_the_invented_corpus() -> None:
    store = build_example().store
    triples = [quad.triple for layer in (GRAPH.reference, GRAPH.accepted) for quad in store.quads(layer)]
    closure = infer(ONTOLOGY, triples, reasoner="owlrl")
    assert closure.inferred
    assert closure.inconsistencies == ()
