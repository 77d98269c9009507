"""A base as an rdflib graph or dataset, copied into memory or read from the store when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autokg.core.extras import require_extra
from autokg.errors import UnknownNameError, UsageError
from autokg.exports.store_data import PARTS
from autokg.stores import OxigraphStore, Store
from autokg.stores.copying import embedded
from autokg.stores.rdflib_bridge import to_dataset, to_rdflib

if TYPE_CHECKING:
    import rdflib


def to_graph(store: Store, part: str, *, layers: bool, lazy: bool) -> rdflib.Graph:
    """Return a part of a store as a graph, with layers as a dataset."""
    if part not in PARTS:
        raise UnknownNameError("part", part, PARTS)
    if lazy:
        if part != "all":
            raise UsageError("`lazy` reads the whole store; give part='all'")
        return _wrap(store, layers=layers)
    with embedded(store) as near:
        quads = (quad for batch in PARTS[part](near) for quad in batch)
        return to_dataset(quads) if layers else to_rdflib(quads)


def _wrap(store: Store, *, layers: bool) -> rdflib.Graph:
    """Return a dataset that asks the store; without layers its default graph is the union of them."""
    if not isinstance(store, OxigraphStore):
        raise UsageError("`lazy` reads a store in a folder; this base is on a server: leave `lazy` out to copy it")
    oxrdflib = require_extra("oxrdflib", extra="rdflib", purpose="a lazy rdflib graph")
    import rdflib  # noqa: PLC0415 (0.3 s)

    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.engine), default_union=not layers)
