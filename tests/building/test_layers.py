"""A triple stands in one layer, so that queries over all of them count right, whatever an engine's union is."""

from __future__ import annotations

from collections import Counter

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, Triple

from autokg.building.as_of import recall
from autokg.building.build import build
from autokg.building.bundled import open_bundled
from autokg.building.moment import Moment
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import AKG, GRAPH, RDFS
from autokg.facts import Fact
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from autokg.stores.rdflib_bridge import to_rdflib
from builders import GAZETTEER, corpus, document, fact
from bundled_part import part_store
from corpus import build_example

pytestmark = pytest.mark.slow  # the bundled base is built for it


@pytest.fixture(scope="module")
def bundled() -> OxigraphStore:
    return open_bundled()


def repeated(store: OxigraphStore) -> list[Triple]:
    """Return the triples that stand in more than one layer."""
    return [triple for triple, times in Counter(quad.triple for quad in store.quads()).items() if times > 1]


def numbers(store: OxigraphStore, text: str) -> dict[str, int]:
    """Return the number of each thing counted."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    return {row["of"].value: int(row["n"].value) for row in result}


COUNTS = {
    "SELECT ?of (COUNT(*) AS ?n) { ?s ?of ?o } GROUP BY ?of": "SELECT ?of (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?of ?o } } GROUP BY ?of",
    "SELECT ?of (COUNT(?s) AS ?n) { ?s a ?of } GROUP BY ?of": "SELECT ?of (COUNT(DISTINCT ?s) AS ?n) { ?s a ?of } GROUP BY ?of",
}
PROPERTIES, CLASSES = COUNTS


def test_the_layers_of_the_bundled_base_are_disjoint(bundled: OxigraphStore) -> None:
    assert repeated(bundled) == []


def test_the_layers_of_a_past_are_disjoint() -> None:
    for day in ("2019", "2024-06-30", "2026"):
        past = recall(part_store(), Moment.of(day)).store
        assert len(past) > 40_000
        assert repeated(past) == []


def test_what_is_claimed_and_listed_stands_in_the_reference_data() -> None:
    listed = fact("plant", plant="Example Northport plant", operator="EM", country="KR", place="Northport")
    made = build(corpus(document(), listed), gazetteer=GAZETTEER)
    shared = made.judgement.accepted & {quad.triple for quad in made.store.quads(GRAPH.reference)}
    assert {triple.predicate.value.rpartition("#")[2] for triple in shared} == {"type", "inCountry", "locatedIn"}
    assert not any(_in(triple, made.store) for triple in shared)
    assert all(_in(triple, made.store) for triple in made.judgement.accepted - shared)


def _in(triple: Triple, store: OxigraphStore) -> bool:
    return Quad(triple.subject, triple.predicate, triple.object, GRAPH.accepted) in store


def test_the_reference_data_lists_who_runs_a_plant_whatever_sources_claim() -> None:
    claimed = fact("plant", plant="Example Northport plant", operator="Zenith Wagons", country="KR")
    store = build(corpus(document(), claimed), gazetteer=GAZETTEER).store
    plant = NamedNode(f"{DEFAULT_BASE}plant/example-northport")
    (listed,) = store.match(plant, AKG.listedOperator, None, None)
    (operated,) = store.match(plant, AKG.operatedBy, None, None)
    assert listed == Quad(
        plant, AKG.listedOperator, NamedNode(f"{DEFAULT_BASE}organization/example-motors"), GRAPH.reference
    )
    assert operated.graph_name == GRAPH.accepted
    assert operated.object != listed.object


@pytest.mark.parametrize("type_", [EntityType.PLANT, EntityType.MODEL])
def test_nobody_is_listed_for_what_the_reference_data_lists_under_nobody(type_: EntityType) -> None:
    entry = Entry(id="lone", type=type_, name="Lone", brand="sample" if type_ is EntityType.MODEL else None)
    store = build(corpus(document()), gazetteer=Gazetteer([*GAZETTEER.entries, entry])).store
    told = {quad.predicate for quad in store.match(NamedNode(f"{DEFAULT_BASE}{type_.value}/lone"), None, None, None)}
    assert RDFS.label in told
    assert not told & {AKG.listedOperator, AKG.listedOwner}


KINDS: list[Fact] = [
    fact("plant", plant="Example Northport plant", operator="EM", country="KR", place="Northport"),
    fact("plant", plant="Southport works", operator="Zenith Wagons", country="US", place="Southport"),
    fact("production", model="Sample 4", brand="Sample", builder="EM", plant="Northport", country="KR", start="2024"),
    fact("production", status="denied", model="Sample 3", builder="Zenith Wagons", country="US"),
    fact("model", model="Sample 4", brand="Sample", platform="S1"),
    fact("brand", brand="Sample", owner="Sample Group"),
    fact("joint_venture", name="Sample Zenith", parents=["Sample Group", "Zenith Wagons"], country="KR"),
    fact("stake", owner="Sample Group", owned="Example Motors", share_percent=60),
    fact("alias", alias="S4", of="Sample 4"),
    fact("alias", alias="Exemple Automobile", of="Example Motors"),
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(KINDS), min_size=1, unique_by=id))
def test_the_layers_of_generated_facts_are_disjoint(facts: list[Fact]) -> None:
    assert repeated(build(corpus(document(), *facts), gazetteer=GAZETTEER).store) == []


@pytest.mark.parametrize(("all_", "distinct"), COUNTS.items(), ids=["properties", "classes"])
def test_each_triple_is_counted_once(all_: str, distinct: str, bundled: OxigraphStore) -> None:
    counts = numbers(bundled, all_)
    assert len(counts) > 20
    assert counts == numbers(bundled, distinct)


@pytest.mark.parametrize("base", ["bundled part", "example"])
def test_rdflib_counts_the_same(base: str) -> None:
    store = part_store() if base == "bundled part" else build_example().store
    graph = to_rdflib(store.quads())
    assert len(graph) == len(store)
    assert numbers(store, PROPERTIES) == Counter(str(predicate) for predicate in graph.predicates(unique=False))
    assert numbers(store, CLASSES) == Counter(str(kind) for kind in graph.objects(None, rdflib.RDF.type, unique=False))
