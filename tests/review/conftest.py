from __future__ import annotations

from pathlib import Path

import pytest

from autokg.stores import OxigraphStore

from .bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    """The base as it stands before any decision; nobody writes to it."""
    return Bench(tmp_path_factory.mktemp("review")).build().store
