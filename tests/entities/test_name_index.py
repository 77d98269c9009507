"""Names are found as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from autokg.core.terms import AKG
from autokg.entities.name_index import WHOLE, NameIndex, index_of
from autokg.names.entity import Thing
from autokg.stores import OxigraphStore

NAMES = {
    "one": (AKG.VehicleModel, "Acme One"),
    "one-plus": (AKG.VehicleModel, "Acme One Plus"),
    "acme": (AKG.Brand, "Acme"),
    "acme-motors": (AKG.Company, "Acme Motors"),
    "borealis": (AKG.Company, "Borealis"),
    "made": (AKG.Production, "Acme One at Borealis plant"),
}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    store = OxigraphStore()
    for local, (kind, label) in NAMES.items():
        store.load(Thing(NamedNode(f"https://e.org/{local}"), kind, label).quads())
    return index_of(store)


def labels(index: NameIndex, text: str, *kinds: NamedNode, limit: int = 10) -> list[str]:
    return [found.label for found in index.search(text, kinds, limit)]


def test_whole_names_come_before_beginnings_and_words(index: NameIndex) -> None:
    assert labels(index, "acme") == ["Acme", "Acme One", "Acme Motors", "Acme One Plus"]
    assert labels(index, "ÁCME-one")[:2] == ["Acme One", "Acme One Plus"]
    assert labels(index, "mot") == ["Acme Motors"]
    assert labels(index, "otors") == []  # amid a word


@pytest.mark.parametrize(
    ("text", "found"),
    [("borelis", ["Borealis"]), ("borlis", ["Borealis"]), ("brlis", []), ("x", []), ("", []), (" - ", [])],
)
def test_slips_are_found_if_they_are_near(text: str, found: list[str], index: NameIndex) -> None:
    assert labels(index, text) == found


def test_a_search_keeps_to_classes_and_a_number(index: NameIndex) -> None:
    assert labels(index, "acme", AKG.VehicleModel) == ["Acme One", "Acme One Plus"]
    assert labels(index, "acme", limit=2) == ["Acme", "Acme One"]


def test_relations_are_not_named_things(index: NameIndex) -> None:
    assert "Acme One at Borealis plant" not in labels(index, "Acme One at Borealis plant")


@given(text=st.text(max_size=20))
def test_any_text_may_be_sought(text: str, index: NameIndex) -> None:
    found = index.search(text)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= WHOLE for one in found)
    assert len({one.iri for one in found}) == len(found)


def test_an_index_is_made_once() -> None:
    store = OxigraphStore()
    assert index_of(store) is index_of(store)
