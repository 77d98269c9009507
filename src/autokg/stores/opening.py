"""Open a store for reading, or to be replaced, in a folder or on a server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.stores.addresses import as_url
from autokg.stores.folder import open_store, replacing_store

if TYPE_CHECKING:
    from autokg.stores.oxigraph import OxigraphStore
    from autokg.stores.remote import RemoteStore


def open_any(store: str | PathLike[str]) -> OxigraphStore | RemoteStore:
    """Open the store in a folder, or behind a SPARQL endpoint, for reading; raise `StoreError` if that fails."""
    url = as_url(store)
    if url is None:
        return open_store(Path(store))
    from autokg.stores.remote import open_remote  # noqa: PLC0415 (HTTP takes 0.1 s, and most stores are folders)

    return open_remote(url)


def replacing_any(store: str | PathLike[str]) -> AbstractContextManager[OxigraphStore]:
    """Yield an empty store that becomes the content of a folder, or of a server, if the block ends well."""
    url = as_url(store)
    if url is None:
        return replacing_store(Path(store))
    from autokg.stores.remote_writing import replacing_remote  # noqa: PLC0415 (as above)

    return replacing_remote(url)
