"""A store on disk: a folder whose marker file names the generation of data that counts.

    STORE/autokg.json          {"format": 2, "data": "data-1f0c…"}
    STORE/data-1f0c…/          an Oxigraph database

A writer makes a new generation beside the old one and then renames the marker into place, so that whoever opens the
folder, at any moment, finds the state before or the state after. A build fills an empty one; a change starts from the
old one's files, linked. There is one writer at a time, and the next one clears what a killed one left.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from autokg.core.files import sync_file
from autokg.errors import StoreError
from autokg.stores.examination import CHECKSUMS, Check, find_damaged, read_checksums, write_checksums
from autokg.stores.lock import LOCK, sole_writer
from autokg.stores.oxigraph import OxigraphStore

MARKER = "autokg.json"
_FORMAT = 2
_PREFIX = "data-"
_GENERATION = re.compile(rf"{_PREFIX}[a-z0-9_]{{8}}(\.tmp)?")  # as tempfile names it; .tmp: a copy being made
_DRAFT = f".{MARKER}."


def open_store(path: Path) -> OxigraphStore:
    """Open a store for reading; any number of readers may, and each keeps the state that it opened."""
    generation = current_generation(path)
    while True:
        try:
            return OxigraphStore(pyoxigraph.Store.read_only(str(path / generation)))
        except (OSError, RuntimeError) as error:  # what is missing is an OSError, what is half there a RuntimeError
            now = current_generation(path)
            if now == generation:
                raise StoreError(f"{path}: the store cannot be read ({error}); build it again") from error
            generation = now  # a writer put another in its place since the marker was read


def replace_store(path: Path, quads: Iterable[Quad]) -> None:
    """Make `quads` the whole content of the store at `path`, or leave it as it was and raise `StoreError`."""
    with replacing_store(path) as store:
        store.load(quads)


@contextmanager
def replacing_store(path: Path) -> Iterator[OxigraphStore]:
    """Yield an empty store that becomes the content of `path` where the block ends well, and leaves no trace else.

    It is on disk while it is filled, so that what is built may be larger than memory. Raise `StoreError` where it
    cannot be written, or another process is writing there.
    """
    if path.exists():
        _generation(path, to_replace=True)  # what is no store is not written to
    with _reporting(path):
        path.mkdir(parents=True, exist_ok=True)
    with sole_writer(path):
        old = _generation(path, to_replace=True)
        _clear(path, old)
        with _new_generation(path) as new:
            store = OxigraphStore(pyoxigraph.Store(str(new)))
            yield store
            store.compact()
            _finish(store)
        _clear(path, new.name)


class OpenForChange:
    """A store held against other writers: to be read, and changed in one step."""

    def __init__(self, path: Path) -> None:
        """Open the state that counts."""
        self._path, self._generation = path, current_generation(path)
        self._source = pyoxigraph.Store.read_only(str(path / self._generation))
        self.store = OxigraphStore(self._source)

    def amend(self, dropped: Iterable[Quad], gained: Iterable[Quad]) -> None:
        """Take quads out and put others in, all or none."""
        with self.next_state() as store:
            store.amend(dropped, gained)

    @contextmanager
    def next_state(self) -> Iterator[OxigraphStore]:
        """Yield a copy to change, which counts if the block ends well; unchanged data files are shared, not copied."""
        with _new_generation(self._path, self._path / self._generation) as new:
            new.rmdir()  # a backup wants to make its folder itself
            self._source.backup(str(new))
            store = OxigraphStore(pyoxigraph.Store(str(new)))
            yield store
            _finish(store)
        _clear(self._path, new.name)


@contextmanager
def changing_store(path: Path) -> Iterator[OpenForChange]:
    """Open a store for a change; raise `StoreError` where there is none, or another process is writing to it."""
    current_generation(path)
    with sole_writer(path), _reporting(path):
        _clear(path, current_generation(path))
        yield OpenForChange(path)


def examine_store(path: Path) -> Iterator[Check]:
    """Yield what is found of a store, the outermost part first; the rest is left out after what cannot be read."""
    again = f"build it again from its facts: autokg build FACTS -s {path}"
    try:
        generation = path / current_generation(path)
        yield Check("marker", f"form {_FORMAT}, data in {generation.name}")
        yield from _examine_files(path, generation, again)
        store = open_store(path)
        counts = {graph.value.rsplit("/", 1)[-1]: sum(1 for _ in store.quads(graph)) for graph in store.graphs()}
    except (StoreError, OSError, RuntimeError) as error:
        yield Check("data", str(error).removesuffix(f"; {again}"), again)
        return
    layers = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    yield Check("layers", layers or "none", "" if counts else again)


def _examine_files(path: Path, generation: Path, again: str) -> Iterator[Check]:
    damaged = list(find_damaged(generation))
    known = len(read_checksums(generation))
    if not (generation / CHECKSUMS).exists():
        yield Check("checksums", "none; an earlier version wrote the store")
    elif not known:
        yield Check("checksums", f"{CHECKSUMS} is damaged", again)
    else:
        yield Check("checksums", "; ".join(damaged) or f"{known} files as they were written", again if damaged else "")
    left = [name for entry in path.iterdir() if _GENERATION.fullmatch(name := entry.name) and name != generation.name]
    yield Check("leftovers", f"{', '.join(left)}; the next change removes them" if left else "none")


def _finish(store: OxigraphStore) -> None:
    """Close a store before the marker names it: while it is open for writing, files may vanish under its readers."""
    store.flush()
    store.close()


@contextmanager
def _new_generation(path: Path, before: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder that the marker names where the block ends well, and that is gone else.

    `before` is the generation that it starts from.
    """
    with _reporting(path):
        new = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=path))
        new.chmod(stat.S_IMODE(path.stat().st_mode))  # who may enter the store may read it; mkdtemp lets its owner only
        try:
            yield new
            write_checksums(new, before)
            _point_to(path, new.name)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    """Word what the system says against writing."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be written ({error.strerror or error})") from error


def _clear(path: Path, generation: str | None) -> None:
    """Remove all generations but one: those of before, and what killed processes left."""
    for entry in path.iterdir():
        if entry.name != generation and _GENERATION.fullmatch(entry.name):
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name.startswith(_DRAFT):
            entry.unlink(missing_ok=True)


def current_generation(path: Path) -> str:
    """Return the name of the generation of data that counts; raise `StoreError` if there is none."""
    generation = _generation(path)
    if generation is None:
        raise StoreError(f"{path}: an empty folder, not a store; make one with autokg build -s {path}")
    return generation


def _generation(path: Path, *, to_replace: bool = False) -> str | None:
    """Return the name of the generation that counts, None for an empty folder; raise `StoreError` for any other.

    A store of an earlier form cannot be read, only replaced.
    """
    if not path.exists():
        raise StoreError(f"{path}: there is no store here; make one with autokg build -s {path}")
    try:
        marker = json.loads((path / MARKER).read_text(encoding="utf-8"))
        form = int(marker["format"])
        data = str(marker["data"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        if _is_empty(path):
            return None
        raise StoreError(f"{path}: not an autokg store; expected a folder with {MARKER} in it") from error
    if form > _FORMAT:
        raise StoreError(
            f"{path}: the store was built by a later version of autokg; upgrade autokg, or build another store"
        )
    if form < _FORMAT and not to_replace:
        raise StoreError(
            f"{path}: the store was built by an earlier version of autokg; build it again from its facts: "
            f"autokg build FACTS -s {path}"
        )
    if not to_replace and not (data.startswith(_PREFIX) and Path(data).name == data):
        raise StoreError(f"{path}: {MARKER} names no folder of this store; build it again from its facts")
    return data


def _is_empty(path: Path) -> bool:
    """Whether a folder holds nothing, or only what a first build that never ended left."""
    if not path.is_dir():
        return False
    names = {entry.name for entry in path.iterdir()}
    ours = {name for name in names if name == LOCK or name.startswith(_DRAFT) or _GENERATION.fullmatch(name)}
    return not names or (LOCK in names and names == ours)


def _point_to(path: Path, data: str) -> None:
    """Let the marker name a generation, in one rename."""
    draft = path / f"{_DRAFT}{data}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"format": _FORMAT, "data": data}, file)
        file.flush()
        os.fsync(file.fileno())
    for folder in (path / data, path):  # the names of the files are on disk before the marker names them
        sync_file(folder)
    draft.replace(path / MARKER)
    sync_file(path)


def drop_oldest(folder: Path, kept: int) -> None:
    """Remove all but the newest stores of a cache; other installations of the package may use theirs."""
    stores = [entry for entry in folder.iterdir() if (entry / MARKER).is_file()]
    for entry in sorted(stores, key=lambda store: store.stat().st_mtime, reverse=True)[kept:]:
        shutil.rmtree(entry, ignore_errors=True)
