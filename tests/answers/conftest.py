"""The invented corpus, to be asked."""

from __future__ import annotations

import pytest

from autokg.stores import OxigraphStore
from corpus import build_example


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    return build_example().store
