"""Open the pasts of a base in the cache: read from its history, or recomputed once and kept.

What is kept is named by the hash of its base, and a store also by its moment, so none can be stale.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.building.moment import Moment
from autokg.errors import StoreError
from autokg.stores import OxigraphStore, open_store, replacing_store
from autokg.stores.folder import MARKER

if TYPE_CHECKING:
    from autokg.building.past import Past

_KEPT = 4
_NOTES = "notes.json"
_HISTORY = ".history"
Opened = tuple[OxigraphStore, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pasts:
    """Where the pasts of a base are kept.

    Attributes:
        prefix: the path of a past without its moment.
        spares_memory: whether every past is kept on disk; that takes longer than reading its history into memory.

    """

    prefix: Path
    spares_memory: bool = False

    def stored(self, moment: Moment) -> Path:
        """Return the folder of a past."""
        name = f"{self.prefix.name}-{moment.public}-{moment.read}"
        return self.prefix.with_name(name if moment.filings else f"{name}-without-filings")

    @property
    def history(self) -> Path:
        """The file with the history of the base."""
        return self.prefix.with_name(f"{self.prefix.name}{_HISTORY}")


def recall_once(store: OxigraphStore, moment: Moment, pasts: Pasts | None) -> Opened:
    """Return a store as of a moment, and notes on it."""
    if pasts:
        with suppress(StoreError, OSError):  # without a place for it, or while another process keeps it
            if opened := _open(pasts.stored(moment)):
                return opened
            if not pasts.spares_memory and (past := _retrace(store, moment, pasts, OxigraphStore())):
                return past.store, tuple(past.notes())
            return _keep(store, moment, pasts)
    past = _recompute(store, moment, OxigraphStore())
    return past.store, tuple(past.notes())


def _open(folder: Path) -> tuple[OxigraphStore, tuple[str, ...]] | None:
    """Open a past that is kept; None if it is missing, unfinished or broken."""
    try:
        return open_store(folder), tuple(json.loads((folder / _NOTES).read_text(encoding="utf-8")))
    except (StoreError, OSError, ValueError):
        return None


def _keep(store: OxigraphStore, moment: Moment, pasts: Pasts) -> Opened:
    """Put a past in a folder, its notes last, and open it; the oldest ones make room."""
    folder = pasts.stored(moment)
    with replacing_store(folder) as target:
        past = _retrace(store, moment, pasts, target) or _recompute(store, moment, target)
        notes = tuple(past.notes())
    (folder / _NOTES).write_text(json.dumps(notes), encoding="utf-8")
    drop_oldest(stores_in(folder.parent), _KEPT)
    return open_store(folder), notes


def _recompute(store: OxigraphStore, moment: Moment, target: OxigraphStore) -> Past:
    from autokg.building.as_of import recall  # noqa: PLC0415 (0.3 s that a past of the history does without)

    return recall(store, moment, into=target)


def _retrace(store: OxigraphStore, moment: Moment, pasts: Pasts, target: OxigraphStore) -> Past | None:
    """Read a past from the history, which is recorded first if it is missing; None for what it does not tell."""
    if moment.public is None or moment.read or not moment.filings:
        return None
    from autokg.building.history_file import History  # noqa: PLC0415 (0.3 s that a past on disk does without)
    from autokg.building.retracing import retrace  # noqa: PLC0415 (as above)

    history = History(pasts.history)
    with suppress(StoreError):  # a store with decisions on claims has no history
        if not history.is_there:
            from autokg.building.history import record  # noqa: PLC0415 (as in _recompute)

            record(store, history)
            drop_oldest(pasts.history.parent.glob(f"*{_HISTORY}"), _KEPT)
        return retrace(store, history, moment.public, target)
    return None


def stores_in(folder: Path) -> list[Path]:
    """Return the stores in a folder."""
    return [entry for entry in folder.iterdir() if (entry / MARKER).is_file()]


def drop_oldest(entries: Iterable[Path], kept: int) -> None:
    """Remove all but the newest of a cache; other installations of the package may use theirs."""
    for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime, reverse=True)[kept:]:
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
