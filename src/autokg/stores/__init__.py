"""Where the graph lives: a protocol, and the stores that keep it."""

from autokg.stores.addresses import StoreAddress, as_url, describe_address, require_folder, to_address
from autokg.stores.base import Dataset, Result, Store, Triples
from autokg.stores.folder import (
    OpenForChange,
    changing_store,
    current_generation,
    examine_store,
    open_store,
    replace_store,
    replacing_store,
)
from autokg.stores.opening import open_any
from autokg.stores.oxigraph import OxigraphStore

__all__ = [
    "Dataset",
    "OpenForChange",
    "OxigraphStore",
    "Result",
    "Store",
    "StoreAddress",
    "Triples",
    "as_url",
    "changing_store",
    "current_generation",
    "describe_address",
    "examine_store",
    "open_any",
    "open_store",
    "replace_store",
    "replacing_store",
    "require_folder",
    "to_address",
]
