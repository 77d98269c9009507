"""Copy a store from a server, for work that looks at each node of it: a request for each would take hours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from autokg.stores.addresses import StoreAddress
from autokg.stores.base import Store
from autokg.stores.folder import open_store, replace_store
from autokg.stores.opening import open_any
from autokg.stores.oxigraph import OxigraphStore


@contextmanager
def embedded(store: Store) -> Iterator[OxigraphStore]:
    """Yield an embedded store as it is, and of any other a copy on disk, which is removed at the end."""
    if isinstance(store, OxigraphStore):
        yield store
    else:
        with _copied(store) as folder:
            yield open_store(folder)


@contextmanager
def kept_near(store: StoreAddress) -> Iterator[Path]:
    """Yield the folder of a store; of one on a server the folder of a copy, which is removed at the end."""
    if isinstance(store, Path):
        yield store
    else:
        with _copied(open_any(store)) as folder:
            yield folder


@contextmanager
def _copied(store: Store) -> Iterator[Path]:
    with TemporaryDirectory(prefix="autokg-") as folder:
        replace_store(Path(folder) / "copy", store.quads())
        yield Path(folder) / "copy"
