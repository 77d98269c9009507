"""The invented corpus, in Oxigraph and in rdflib."""

from __future__ import annotations

import pytest
import rdflib

from autokg.names.lookup import Names
from autokg.stores import OxigraphStore
from autokg.stores.rdflib_bridge import to_dataset
from corpus import build_example


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    return build_example().store


@pytest.fixture(scope="session")
def names(store: OxigraphStore) -> Names:
    return Names(store)


@pytest.fixture(scope="session")
def dataset(store: OxigraphStore) -> rdflib.Dataset:
    return to_dataset(store.quads())
