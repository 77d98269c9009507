"""Add documents to a store on disk and remove them; a change is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from autokg.building.updating.delta import touched_nodes
from autokg.building.updating.update import Maintainer, Maintenance
from autokg.core.files import Progress
from autokg.facts.corpus import Corpus
from autokg.stores import changing_store, open_store
from autokg.validation import validate


def add_to_store(
    path: Path, corpus: Corpus, *, replace: bool = False, progress: Progress = lambda _: None
) -> Maintenance:
    """Add documents with their facts to a store.

    Raise `InputError` for a document that is there with other content, unless it is to be replaced, and `StoreError`
    if the store cannot be written or another process is writing to it.
    """
    return _change(path, lambda maintainer: maintainer.add(corpus, replace=replace), progress)


def remove_from_store(path: Path, documents: Collection[str], *, progress: Progress = lambda _: None) -> Maintenance:
    """Remove documents, by their ids, and the facts that only they support from a store.

    Raise `UnknownNameError` for one that is not there, and `StoreError` if the store cannot be written or another
    process is writing to it.
    """
    return _change(path, lambda maintainer: maintainer.remove(documents), progress)


def _change(path: Path, change: Callable[[Maintainer], Maintenance], progress: Progress) -> Maintenance:
    with changing_store(path) as opened:
        progress("looking up what is touched")
        made = change(Maintainer(opened.store))
        if made.delta:
            progress("writing")
            opened.amend(made.delta.dropped, made.delta.gained)
            progress("validating what is touched")
            made.findings = validate(open_store(path), focus=touched_nodes(made.delta))
    return made
