"""Cache past stores in a folder: recomputing the bundled base takes seconds, opening it does not.

A cached store is named by the hash of its base and by its moment, so none can be stale.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from autokg.building.moment import Moment
from autokg.errors import StoreError
from autokg.stores import OxigraphStore, Store, open_store, replacing_store
from autokg.stores.folder import drop_oldest

_KEPT = 4
_NOTES = "notes.json"


def recall_once(store: Store, moment: Moment, kept: Path | None) -> tuple[OxigraphStore, tuple[str, ...]]:
    """Return a store as of a moment, and notes on it; `kept` is the cache path, None for no cache."""
    if kept:
        name = f"{kept.name}-{moment.public}-{moment.read}"
        folder = kept.with_name(name if moment.filings else f"{name}-without-filings")
        with suppress(StoreError, OSError):  # without a place for it, or while another process keeps it
            return _open(folder) or _keep(folder, store, moment)
    from autokg.building.as_of import recall  # noqa: PLC0415 (0.3 s that a past in the cache does without)

    past = recall(store, moment)
    return past.store, tuple(past.notes())


def _open(folder: Path) -> tuple[OxigraphStore, tuple[str, ...]] | None:
    """Open a past that is kept; None if it is missing, unfinished or broken."""
    try:
        return open_store(folder), tuple(json.loads((folder / _NOTES).read_text(encoding="utf-8")))
    except (StoreError, OSError, ValueError):
        return None


def _keep(folder: Path, store: Store, moment: Moment) -> tuple[OxigraphStore, tuple[str, ...]]:
    """Recompute a past in a folder, its notes last, and open it; the oldest ones make room."""
    from autokg.building.as_of import recall  # noqa: PLC0415 (as above)

    with replacing_store(folder) as target:
        notes = tuple(recall(store, moment, into=target).notes())
    (folder / _NOTES).write_text(json.dumps(notes), encoding="utf-8")
    drop_oldest(folder.parent, _KEPT)
    return open_store(folder), notes
