"""The page of a relation begins with its state in one sentence; that of anything else is told by its sections."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from autokg.building.build import build
from autokg.core.terms import AKG, RDF
from autokg.entities.description import describe_itself
from autokg.pages.frame import Frame
from autokg.pages.links import Links
from autokg.pages.state_sentence import tell_state
from autokg.stores import Store
from builders import corpus, document, fact


@pytest.fixture(scope="module")
def store() -> Store:
    records = (
        document(),
        fact("production", model="Polestar 4", plant="Busan plant", country="KR", start="2025-09"),
        fact("production", product="electric cars", plant="Busan plant", country="KR"),
        fact("stake", owner="Geely Holding", owned="Renault Korea", share_percent=34),
    )
    return build(corpus(*records)).store


def told(store: Store, kind: NamedNode, language: str = "en") -> list[str]:
    frame = Frame(Links("https://w3id.org/autokg/id/"), language, "2024-06-30")
    nodes = (quad.subject for quad in store.match(None, RDF.type, kind, None) if isinstance(quad.subject, NamedNode))
    return sorted(tell_state(thing, store, frame) for node in nodes if (thing := describe_itself(store, node)))


def test_a_relation_is_told_in_the_language_of_the_page(store: Store) -> None:
    assert told(store, AKG.Stake) == ["Geely Holding holds 34 % of Renault Korea."]
    assert told(store, AKG.Stake, "fr") == ["Geely Holding détient 34 % de Renault Korea."]


def test_the_production_of_a_model_is_told_and_that_of_another_product_is_not(store: Store) -> None:
    first, second = told(store, AKG.Production)
    assert first == ""
    assert second.startswith("Polestar 4 ")
    assert "September 2025" in second


def test_a_thing_that_is_no_relation_is_not_told(store: Store) -> None:
    assert set(told(store, AKG.VehicleModel)) == {""}
