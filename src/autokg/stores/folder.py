"""A store on disk: a folder whose marker file names the generation of data that counts.

    STORE/autokg.json          {"format": 1, "data": "data-1f0c…"}
    STORE/data-1f0c…/          an Oxigraph database

A build writes a new generation beside the old one and then renames the marker into place, so that whoever opens the
folder, at any moment, finds the state before or the state after.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from autokg.errors import StoreError
from autokg.stores.oxigraph import OxigraphStore

MARKER = "autokg.json"
_FORMAT = 1
_PREFIX = "data-"


def open_store(path: Path) -> OxigraphStore:
    """Open a store for reading; any number of readers may."""
    generation = _generation(path)
    if generation is None:
        raise StoreError(f"{path}: an empty folder, not a store; make one with autokg build -s {path}")
    try:
        return OxigraphStore(pyoxigraph.Store.read_only(str(path / generation)))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be read ({error}); build it again") from error


def replace_store(path: Path, quads: Iterable[Quad]) -> None:
    """Make `quads` the whole content of the store at `path`, or leave it as it was and raise `StoreError`."""
    with replacing_store(path) as store:
        store.load(quads)


@contextmanager
def replacing_store(path: Path) -> Iterator[OxigraphStore]:
    """Yield an empty store that becomes the content of `path` where the block ends well, and leaves no trace else.

    It is on disk while it is filled, so that what is built may be larger than memory. Raise `StoreError` where it
    cannot be written.
    """
    old = _generation(path) if path.exists() else None
    try:
        path.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=path))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be written ({error.strerror})") from error
    try:
        store = pyoxigraph.Store(str(new))
        yield OxigraphStore(store)
        store.optimize()
        store.flush()
        _point_to(path, new.name)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise StoreError(f"{path}: the store cannot be written ({error})") from error
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if old:
        shutil.rmtree(path / old, ignore_errors=True)


def _generation(path: Path) -> str | None:
    """Return the name of the generation that counts, None for an empty folder; raise `StoreError` for any other."""
    if not path.exists():
        raise StoreError(f"{path}: there is no store here; make one with autokg build -s {path}")
    try:
        marker = json.loads((path / MARKER).read_text(encoding="utf-8"))
        known = marker["format"] == _FORMAT
        data = str(marker["data"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        if path.is_dir() and not any(path.iterdir()):
            return None
        raise StoreError(f"{path}: not an autokg store; expected a folder with {MARKER} in it") from error
    if not known:
        raise StoreError(f"{path}: a store of another version of autokg; build it again")
    return data


def _point_to(path: Path, data: str) -> None:
    """Let the marker name a generation, in one rename."""
    draft = path / f".{MARKER}.{data}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"format": _FORMAT, "data": data}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path / MARKER)
