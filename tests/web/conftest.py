"""What tests of the server share: a small store, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.served import TOKEN, Served, build_small, serving


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_small(tmp_path_factory.mktemp("served") / "store")


@pytest.fixture(scope="module")
def server(small_store: Path) -> Iterator[Served]:
    with serving(small_store) as served:
        yield served


@pytest.fixture(scope="module")
def writable(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = tmp_path_factory.mktemp("writable") / "store"
    shutil.copytree(small_store, store)
    with serving(store, "--writable", "--token", TOKEN) as served:
        yield served
