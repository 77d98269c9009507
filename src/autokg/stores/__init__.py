"""Where the graph lives: a protocol, and the stores that keep it."""

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
from autokg.stores.oxigraph import OxigraphStore

__all__ = [
    "Dataset",
    "OpenForChange",
    "OxigraphStore",
    "Result",
    "Store",
    "Triples",
    "changing_store",
    "current_generation",
    "examine_store",
    "open_store",
    "replace_store",
    "replacing_store",
]
