"""Open the bundled knowledge base: built once from `data/` and cached for the user.

The cache key is a hash of the data, the ontology and the code, so a stale cache is impossible. If the cache cannot be
written, the base is built in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.core.files import Progress
from autokg.core.ids import DEFAULT_BASE
from autokg.core.resources import find_resource
from autokg.errors import StoreError, UnknownNameError
from autokg.stores import OxigraphStore, open_store, replacing_store
from autokg.stores.folder import drop_oldest

if TYPE_CHECKING:
    from autokg.building.build import KnowledgeBuild
    from autokg.claims.decisions import Decisions
    from autokg.facts.corpus import Corpus

_KEPT = 3
_MADE_OF = ("data", "ontology")
LAYERS = ("facts", "filings")


def bundled_corpus(without: Collection[str] = ()) -> Corpus:
    """Return the bundled documents and facts, without the layers named."""
    from autokg.facts.corpus import load_corpus  # noqa: PLC0415 (a base in the cache does without the record form)

    return load_corpus(bundled_files(without))


def bundled_files(without: Collection[str] = ()) -> list[Path]:
    """Return the folders of the bundled documents and facts, without those of the layers named."""
    for layer in without:
        if layer not in LAYERS:
            raise UnknownNameError("layer of the bundled data", layer, LAYERS)
    return [find_resource("data", layer) for layer in LAYERS if layer not in without]


def bundled_decisions(base: str = DEFAULT_BASE) -> Decisions:
    """Return the bundled decisions."""
    from autokg.claims.decisions import read_decisions  # noqa: PLC0415
    from autokg.facts.corpus import read_lines  # noqa: PLC0415

    path = find_resource("data", "decisions.jsonl")
    return read_decisions(read_lines(path), str(path), base)


def open_bundled(progress: Progress = lambda _: None) -> OxigraphStore:
    """Open the bundled knowledge base; build it if the cache lacks it."""
    folder = bundled_folder()
    if (store := _open(folder)) is not None:
        return store
    try:
        with _sole_builder(folder.parent):
            if (store := _open(folder)) is None:  # else another process built it meanwhile
                _build_in(folder, progress)
        return store or open_store(folder)
    except (StoreError, OSError):
        return _build(progress).store


def _open(folder: Path) -> OxigraphStore | None:
    """Open a base in the cache; None if it is missing, unfinished or broken."""
    try:
        return open_store(folder)
    except StoreError:
        return None


@contextmanager
def _sole_builder(folder: Path) -> Iterator[None]:
    """Wait until no other process builds in a folder of bases, which is made if it is missing."""
    from filelock import FileLock  # noqa: PLC0415 (a base in the cache does without)

    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        yield


def _build_in(folder: Path, progress: Progress) -> None:
    """Build the base in the cache; the oldest of the others make room."""
    with replacing_store(folder) as store:
        _build(progress, store)
    drop_oldest(folder.parent, _KEPT)


def _build(progress: Progress, store: OxigraphStore | None = None) -> KnowledgeBuild:
    """Build the base in an empty store if one is given, else in memory."""
    from autokg.building.build import build  # noqa: PLC0415 (0.3 s that a base in the cache does without)

    progress("building the bundled knowledge base, once")
    return build(bundled_corpus(), decisions=bundled_decisions(), progress=progress, store=store, is_checked=False)


@cache
def fingerprint() -> str:
    """Return the hash of the data, ontology and code of the bundled base."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    files = [path for part in _MADE_OF for path in find_resource(*part.split("/")).rglob("*") if path.is_file()]
    for path in [*sorted(files), *sorted(package.rglob("*.py"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def bundled_folder() -> Path:
    """Return where the base is kept once it is built."""
    return cache_folder() / fingerprint()


def cache_folder() -> Path:
    """Return where built bases are kept."""
    from platformdirs import user_cache_path  # noqa: PLC0415 (only where no store is given)

    return Path(user_cache_path("autokg")) / "bases"


def kept_pasts(base: Path) -> Path | None:
    """Return where pasts of a base in the cache are kept: how the names of their folders begin; None for any other."""
    return cache_folder().with_name("pasts") / base.name if base.parent == cache_folder() else None
