"""Add documents to a store in a folder or on a server, and remove them; a change is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.building.updating.delta import touched_nodes
from autokg.building.updating.update import Maintainer, Maintenance
from autokg.core.files import Progress
from autokg.facts.corpus import Corpus
from autokg.stores import OpenForChange, StoreAddress, changing_store, open_store
from autokg.validation import validate

if TYPE_CHECKING:
    from autokg.stores.remote_writing import RemoteForChange


def add_to_store(
    store: StoreAddress, corpus: Corpus, *, replace: bool = False, progress: Progress = lambda _: None
) -> Maintenance:
    """Add documents with their facts to a store.

    Raise `InputError` for a document that is there with other content, unless it is to be replaced, and `StoreError`
    if the store cannot be written or another process is writing to it.
    """
    return _change(store, lambda maintainer: maintainer.add(corpus, replace=replace), progress)


def remove_from_store(
    store: StoreAddress, documents: Collection[str], *, progress: Progress = lambda _: None
) -> Maintenance:
    """Remove documents, by their ids, and the facts that only they support from a store.

    Raise `UnknownNameError` for one that is not there, and `StoreError` if the store cannot be written or another
    process is writing to it.
    """
    return _change(store, lambda maintainer: maintainer.remove(documents), progress)


def _change(address: StoreAddress, change: Callable[[Maintainer], Maintenance], progress: Progress) -> Maintenance:
    with _opened(address) as opened:
        progress("looking up what is touched")
        made = change(Maintainer(opened.store))
        if made.delta:
            progress("writing")
            opened.amend(made.delta.dropped, made.delta.gained)
            progress("validating what is touched")
            changed = open_store(address) if isinstance(address, Path) else opened.store
            made.findings = validate(changed, focus=touched_nodes(made.delta))
    return made


def _opened(address: StoreAddress) -> AbstractContextManager[OpenForChange | RemoteForChange]:
    if isinstance(address, Path):
        return changing_store(address)
    from autokg.stores.remote_writing import changing_remote  # noqa: PLC0415 (HTTP, for a server only)

    return changing_remote(address)
