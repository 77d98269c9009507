"""The invented corpus, in Oxigraph and in rdflib."""

from __future__ import annotations

import pytest
import rdflib

from autokg.names.lookup import Names
from autokg.stores import OxigraphStore
from corpus import as_dataset, build_example


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    return build_example().store


@pytest.fixture(scope="session")
def names(store: OxigraphStore) -> Names:
    return Names(store)


@pytest.fixture(scope="session")
def dataset(store: OxigraphStore) -> rdflib.Dataset:
    return as_dataset(store)
