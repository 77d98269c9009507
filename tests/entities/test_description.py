"""A thing is described by what holds of it and by its relations."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg import api
from autokg.core.terms import AKG, GRAPH, RDF, RDFS
from autokg.entities.description import MOST_RELATIONS, describe, triples_about
from autokg.stores import OxigraphStore, Store
from builders import document, fact

MODEL = NamedNode("https://w3id.org/autokg/id/model/polestar-4")


@pytest.fixture(scope="module")
def store() -> Store:
    facts = (
        document("d1", published="2025-09-01"),
        fact(
            "production",
            model="Polestar 4",
            builder="Renault Korea",
            plant="Busan plant",
            country="KR",
            start="2025-08",
        ),
        fact(
            "production",
            model="Polestar 4",
            builder="Geely",
            plant="Hangzhou Bay plant",
            country="CN",
            status="planned",
        ),
    )
    return api.build(facts).store


def test_a_description_has_names_statements_and_relations(store: Store) -> None:
    described = describe(store, MODEL)
    assert described is not None
    assert (described.label, described.kinds, described.others) == ("Polestar 4", ("VehicleModel",), 0)
    assert ("폴스타 4", "ko") in {(name.text, name.language) for name in described.names}
    builders = next(said for said in described.statements if said.property == "builder")
    assert [(value.text, value.iri) for value in builders.values] == [
        ("Renault Korea", "https://w3id.org/autokg/id/organization/renault-korea")
    ]
    started = next(relation for relation in described.relations if "busan" in relation.iri)
    assert (started.property, started.kind) == ("ofModel", "Production")
    start = next(said for said in started.statements if said.property == "productionStart")
    assert [(value.text, value.value) for value in start.values] == [("August 2025", "2025-08")]


def test_json_leaves_out_what_is_unknown(store: Store) -> None:
    described = describe(store, MODEL)
    assert described
    name = next(name for name in described.to_json()["names"] if name["text"] == "Polestar 4")
    assert name == {"text": "Polestar 4", "language": "en"}


def test_claims_that_lost_are_not_part_of_it(store: Store) -> None:
    subjects = {triple.subject for triple in triples_about(store, MODEL)}
    assert not any("/claim/" in str(subject) for subject in subjects)


def test_what_the_store_does_not_know_has_no_description(store: Store) -> None:
    unknown = NamedNode("https://w3id.org/autokg/id/model/none")
    assert describe(store, unknown) is None
    assert triples_about(store, unknown) == []


def test_every_thing_in_the_triples_has_its_label(store: Store) -> None:
    triples = triples_about(store, MODEL)
    labelled = {triple.subject for triple in triples if triple.predicate == RDFS.label}
    things = {triple.object for triple in triples if "/autokg/id/" in str(triple.object)}
    assert things - labelled == set()
    assert triples == sorted(triples, key=str)


@pytest.mark.parametrize(("number", "others"), [(MOST_RELATIONS, 0), (MOST_RELATIONS + 1, 1)])
def test_relations_beyond_a_number_are_counted(number: int, others: int) -> None:
    store, country = OxigraphStore(), NamedNode("https://e.org/country")
    store.load([Quad(country, RDFS.label, Literal("Land"), GRAPH.reference)])
    for place in range(number):
        production = NamedNode(f"https://e.org/production/{place}")
        store.load(
            [
                Quad(production, RDF.type, AKG.Production, GRAPH.reference),
                Quad(production, AKG.forMarket, country, GRAPH.accepted),
            ]
        )
    described = describe(store, country)
    assert described
    assert (len(described.relations), described.others) == (MOST_RELATIONS, others)
