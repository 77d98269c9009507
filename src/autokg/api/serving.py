"""What a server needs of a store: where it is, its version, and its base."""

from __future__ import annotations

from pathlib import Path

from autokg.api.knowledge_base import KnowledgeBase
from autokg.core.files import Progress
from autokg.errors import StoreError
from autokg.stores import current_generation, open_store


def locate_store(store: Path | None, progress: Progress = lambda _: None) -> Path:
    """Return the folder of a store; of the bundled base, built first if need be, if none is given.

    Raise `StoreError` if there is no store in the folder, or the bundled base cannot be kept in one.
    """
    if store is not None:
        current_generation(store)
        return store
    from autokg.building.bundled import bundled_folder, open_bundled  # noqa: PLC0415 (only if no store is given)

    open_bundled(progress)
    folder = bundled_folder()
    try:
        current_generation(folder)
    except StoreError as error:
        raise StoreError(f"{folder}: the bundled base cannot be kept there; build a store, and serve it") from error
    return folder


def version_of(store: Path) -> str:
    """Return the version of the data in the folder of a store: another one after each build or change."""
    return current_generation(store)


def open_served(store: Path) -> KnowledgeBase:
    """Open the store in a folder; of the bundled base, its cached pasts serve too."""
    from autokg.building.bundled import kept_pasts  # noqa: PLC0415 (it is loaded once the server runs)

    return KnowledgeBase(open_store(store), store.name, pasts=kept_pasts(store))
