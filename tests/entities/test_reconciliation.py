"""Cells of an extended table, and the names of things as values."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg import api
from autokg.core.terms import AKG, EDTF, GRAPH, RDF, RDFS, XSD
from autokg.entities.reconciliation import Extension, Query, Reconciler
from autokg.stores import OxigraphStore
from builders import document, fact

BASE = "https://e.org/"
PLANT = NamedNode(f"{BASE}plant/one")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Literal("12", datatype=XSD.integer), {"int": 12}),
        (Literal("12.5", datatype=XSD.decimal), {"float": 12.5}),
        (Literal("2024-02-29", datatype=EDTF.EDTF), {"date": "2024-02-29T00:00:00"}),
        (Literal("2024-02", datatype=EDTF.EDTF), {"str": "2024-02"}),
        (Literal("no date", datatype=EDTF.EDTF), {"str": "no date"}),
        (Literal("text", language="en"), {"str": "text"}),
        (NamedNode(f"{BASE}country/x"), {"id": "country/x", "name": "Land"}),
        (NamedNode("http://www.wikidata.org/entity/Q1"), {"str": "http://www.wikidata.org/entity/Q1"}),
        (AKG.planned, {"str": "planned"}),
    ],
)
def test_a_value_becomes_a_cell_of_its_kind(value: Literal | NamedNode, cell: object) -> None:
    store = OxigraphStore()
    store.load(
        [
            Quad(NamedNode(f"{BASE}country/x"), RDFS.label, Literal("Land"), GRAPH.reference),
            Quad(PLANT, RDF.type, AKG.Plant, GRAPH.reference),
            Quad(PLANT, AKG.employees, value, GRAPH.accepted),
        ]
    )
    extended = Reconciler(store, BASE).extend(
        Extension.model_validate({"ids": ["plant/one"], "properties": [{"id": "employees"}]})
    )
    assert extended["rows"] == {"plant/one": {"employees": [cell]}}


def test_properties_are_proposed_that_the_things_of_a_class_have() -> None:
    facts = (document(), fact("model", model="Polestar 4", brand="Polestar", powertrain="electric"))
    store = api.build(facts).store
    reconciler = Reconciler(store, "https://w3id.org/autokg/id/")
    proposed = {found["id"] for found in reconciler.propose("VehicleModel", None)["properties"]}
    assert "modelBrand" in proposed
    assert "employees" not in proposed
    assert len(reconciler.propose("VehicleModel", 1)["properties"]) == 1


def test_a_query_of_nothing_has_no_candidates() -> None:
    reconciler = Reconciler(OxigraphStore(), BASE)
    assert reconciler.match(Query()) == []
    assert reconciler.match(Query(query="anything")) == []
