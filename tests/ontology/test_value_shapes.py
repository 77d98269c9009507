"""Each class has a shape of its values, which a case breaks and the graphs that are built do not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from autokg.core.ontology import load_ontology
from autokg.core.resources import find_resource
from autokg.core.terms import AKG, GRAPH, OWL, PREFIXES, RDF, SH
from autokg.stores import OxigraphStore
from autokg.validation import CompiledShapes, compile_shapes, find_breaches
from autokg.validation.pyshacl_fallback import check_by_pyshacl
from autokg.validation.shapes import read_shapes
from corpus import build_example

PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + "PREFIX : <https://e.org/>\n"
BROKEN = {
    "OrganizationValues": ':q a akg:Organization ; akg:shareholder "a text" .',
    "CompanyValues": ":q a akg:Company ; rdfs:label :m .",
    "GroupValues": ":q a akg:Group ; rdfs:label :m .",
    "JointVentureValues": ':q a akg:JointVenture ; akg:until "2020" .',
    "CarmakerValues": ":q a akg:Carmaker ; rdfs:label :m .",
    "BrandValues": ':q a akg:Brand ; akg:until "2020" .',
    "PlantValues": ':q a akg:Plant ; akg:status "a text" ; akg:inCountry :c .',
    "VehicleModelValues": ':q a akg:VehicleModel ; akg:sharesPlatformWith "a text" .',
    "ProductValues": ":q a akg:Product ; rdfs:label :m .",
    "PlatformValues": ":q a akg:Platform ; rdfs:label :m .",
    "PlaceValues": ':q a akg:Place ; akg:locatedIn "a text" .',
    "CountryValues": ":q a akg:Country ; rdfs:label :m .",
    "RegionValues": ":q a akg:Region ; rdfs:label :m .",
    "PersonValues": ":q a akg:Person ; rdfs:label :m .",
    "ProductionValues": ":q a akg:Production ; akg:volumePerYear -1 .",
    "AgreementValues": ':q a akg:Agreement ; akg:until "2020" ; akg:party :o , :g .',
    "StakeValues": ':q a akg:Stake ; akg:until "2020" .',
    "AppointmentValues": ':q a akg:Appointment ; akg:until "2020" ; akg:jobTitle "CEO" .',
    "SupplyValues": ':q a akg:Supply ; akg:until "2020" .',
    "InvestmentValues": ':q a akg:Investment ; akg:status "a text" .',
    "DocumentValues": ":q a akg:Document ; rdfs:label :m .",
    "PressFactValues": ":q a akg:PressFact ; rdfs:label :m .",
    "ClaimValues": ':q a akg:Claim ; akg:status "a text" .',
    "SayingValues": ':q a akg:Saying ; akg:status "a text" .',
    "HeadPostValues": ':q a akg:HeadPost ; akg:holder "A. Person" .',
    "OrganizationOfKnownOwnersValues": ':q a akg:OrganizationOfKnownOwners ; akg:shareholder "A. Person" .',
    "EvidenceValues": ":q a akg:Evidence ; akg:summary 5 .",
    "ReadingValues": ":q a akg:Reading ; rdfs:label :m .",
    "ConflictValues": ":q a akg:Conflict ; akg:slot 5 .",
    "DecisionValues": ":q a akg:Decision ; akg:verdict 5 .",
    "StatusValues": ":q a akg:Status ; rdfs:label :m .",
    "OutcomeValues": ":q a akg:Outcome ; rdfs:label :m .",
    "SettlingRuleValues": ":q a akg:SettlingRule ; rdfs:label :m .",
    "AgreementTypeValues": ":q a akg:AgreementType ; rdfs:label :m .",
    "ProductionMethodValues": ":q a akg:ProductionMethod ; rdfs:label :m .",
    "ComparatorValues": ":q a akg:Comparator ; rdfs:label :m .",
}


@cache
def shapes() -> CompiledShapes:
    return compile_shapes(read_shapes(Path(find_resource("ontology", "value-shapes.ttl"))))


def triples_of(name: str) -> set[Triple]:
    return {quad.triple for quad in parse(PREAMBLE + BROKEN[name], format=RdfFormat.TURTLE)}


def store_of(triples: set[Triple]) -> OxigraphStore:
    store = OxigraphStore()
    store.load(Quad(triple.subject, triple.predicate, triple.object, GRAPH.accepted) for triple in triples)
    return store


def test_every_class_has_a_shape_and_every_shape_a_case() -> None:
    classes = {t.subject for t in load_ontology().triples if t.predicate == RDF.type and t.object == OWL.Class}
    targets = {t.object for t in shapes().graph.triples if t.predicate == SH.targetClass}
    assert targets == {node for node in classes if isinstance(node, NamedNode) and node in AKG}
    assert {f"{node.value.rpartition('#')[2]}Values" for node in targets if isinstance(node, NamedNode)} == set(BROKEN)


def test_datatypes_and_kinds_of_nodes_are_told() -> None:
    predicates = [t.predicate for t in shapes().graph.triples]
    assert predicates.count(SH.datatype) > 30
    assert predicates.count(SH.nodeKind) > 50


@pytest.mark.parametrize("name", BROKEN)
def test_a_case_breaks_its_shape_and_no_other(name: str) -> None:
    assert {breach.shape for breach in find_breaches(store_of(triples_of(name)), shapes())} == {name}


@pytest.mark.parametrize("name", BROKEN)
def test_pyshacl_finds_the_same(name: str) -> None:
    theirs = check_by_pyshacl(shapes().graph, shapes().graph.triples, triples_of(name))
    assert {breach.shape for breach in theirs} == {name}


def test_all_layers_of_a_build_keep_to_them() -> None:
    assert find_breaches(store_of({quad.triple for quad in build_example().store.quads()}), shapes()) == []
