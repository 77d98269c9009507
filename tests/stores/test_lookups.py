"""Looking up nodes: the indexes of the embedded store and SPARQL tell the same."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from autokg.core.terms import AKG, GRAPH, RDFS
from autokg.stores import OxigraphStore, Store
from autokg.stores.base import Result
from autokg.stores.lookups import describe, find_subjects

CAR, MAKER, OTHER = (NamedNode(f"https://e.org/{name}") for name in ("car", "maker", "other"))


@dataclass
class Foreign:
    """A store of which only SPARQL is known."""

    embedded: OxigraphStore

    def query(self, text: str, *, allow_service: bool = False) -> Result:
        return self.embedded.query(text, allow_service=allow_service)


@pytest.fixture(params=["embedded", "foreign"])
def store(request: pytest.FixtureRequest) -> Store:
    embedded = OxigraphStore()
    embedded.load([
        Quad(CAR, AKG.builder, MAKER, GRAPH.accepted),
        Quad(CAR, AKG.builder, OTHER, GRAPH.accepted),
        Quad(CAR, RDFS.label, Literal("Car", language="en"), GRAPH.reference),
        Quad(OTHER, AKG.builder, MAKER, GRAPH.inferred),
        Quad(BlankNode("b"), AKG.employees, Literal("5"), GRAPH.accepted),
    ])  # fmt: skip
    return embedded if request.param == "embedded" else Foreign(embedded)  # type: ignore[return-value]


def test_nodes_are_described_over_all_layers(store: Store) -> None:
    said = describe(store, [CAR.value, MAKER.value, CAR.value])
    assert said.keys() == {CAR.value}
    assert sorted(said[CAR.value][AKG.builder.value]) == [MAKER.value, OTHER.value]
    assert said[CAR.value][RDFS.label.value] == ["Car"]


def test_subjects_are_found_by_their_values(store: Store) -> None:
    pairs = [(MAKER.value, CAR.value), (MAKER.value, OTHER.value), (OTHER.value, CAR.value)]
    assert find_subjects(store, AKG.builder, [OTHER.value, MAKER.value]) == pairs
    assert find_subjects(store, AKG.builder, [CAR.value]) == []


def test_nothing_is_asked_about_no_node(store: Store) -> None:
    assert describe(store, []) == {}
    assert find_subjects(store, AKG.builder, []) == []
