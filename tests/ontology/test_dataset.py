"""The data set and each of its layers are described, in every store."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from autokg.building.as_of import recall
from autokg.building.moment import Moment
from autokg.core.ontology import description_quads
from autokg.core.terms import GRAPH, PREFIXES
from autokg.stores import OxigraphStore
from corpus import build_example

DATASET = NamedNode(GRAPH.namespace)
LAYERS = {NamedNode(GRAPH.namespace + name) for name in GRAPH}
VOID, DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"


def values(subject: NamedNode, predicate: str) -> set[object]:
    return {quad.object for quad in description_quads() if (quad.subject, quad.predicate.value) == (subject, predicate)}


def test_every_layer_is_a_part_of_the_data_set_and_told_in_both_languages() -> None:
    assert values(DATASET, f"{VOID}subset") == LAYERS
    for node in (DATASET, *LAYERS):
        for predicate in ("title", "description"):
            told = values(node, f"http://purl.org/dc/terms/{predicate}")
            assert {one.language for one in told if isinstance(one, Literal)} == {"en", "fr"}


def test_the_data_set_names_its_licence_ontology_and_vocabularies() -> None:
    for predicate in (f"{VOID}uriSpace", f"{VOID}vocabulary", f"{VOID}exampleResource", f"{DCAT}keyword"):
        assert values(DATASET, predicate)
    for predicate in ("license", "creator", "conformsTo"):
        assert values(DATASET, f"http://purl.org/dc/terms/{predicate}")


def test_every_store_carries_the_description() -> None:
    built = build_example().store
    for store in (built, recall(built, Moment.of("2024")).store):
        assert set(store.quads(GRAPH.description)) == set(description_quads())


def test_each_layer_of_a_store_is_described() -> None:
    assert {quad.graph_name for quad in build_example().store.quads()} <= LAYERS


def test_alignments_name_what_is_current(root: object) -> None:
    store = OxigraphStore()
    store.load(parse(path=f"{root}/ontology/alignments.ttl", format=RdfFormat.TURTLE))
    matched = {quad.object.value for quad in store.quads() if isinstance(quad.object, NamedNode)}
    assert f"{PREFIXES['wd']}Q1377654" not in matched
    assert not any(iri.startswith("https://spec.edmcouncil.org/fibo/ontology/FND/Organizations/") for iri in matched)
    wanted = {"P571", "P580", "P582", "P1071", "P169", "P176", "P355", "P1830"}
    assert {f"http://www.wikidata.org/prop/direct/{name}" for name in wanted} <= matched
    for namespace in (
        "https://www.omg.org/spec/Commons/",
        "https://spec.edmcouncil.org/auto/",
        "http://www.w3.org/2006/time#",
        "http://wikiba.se/ontology#Statement",
    ):
        assert any(iri.startswith(namespace) for iri in matched)
