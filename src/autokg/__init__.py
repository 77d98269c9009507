"""Press facts on who builds whose cars, as an RDF knowledge graph with evidence.

    import autokg

    kb = autokg.open()
    kb.ask("Who builds the Polestar 4?")

`open` gives a `KnowledgeBase`; what it is made of is in the modules that docs/design.md lists. Importing the package
loads none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from autokg.api import Conflicts, KnowledgeBase, Reasons, Rows

__all__ = ["Conflicts", "KnowledgeBase", "Reasons", "Rows", "open"]


def open(store: str | PathLike[str] | None = None) -> KnowledgeBase:  # noqa: A001 (as in gzip.open, read with its module)
    """Open the knowledge base that ships, or the store in a folder.

    Parameters
    ----------
    store : str or os.PathLike, optional
        A folder that `autokg build -s` made; by default the base that ships, which is built at its first use and then
        kept in the user's cache.

    Returns
    -------
    KnowledgeBase
        Open for reading.

    Raises
    ------
    StoreError
        Where there is no store, or one of another version.

    Examples
    --------
    >>> import autokg
    >>> autokg.open("no-such-folder")
    Traceback (most recent call last):
    autokg.errors.StoreError: no-such-folder: there is no store here; make one with autokg build -s no-such-folder

    """
    from pathlib import Path

    from autokg.api import open_knowledge_base

    return open_knowledge_base(None if store is None else Path(store))


def __getattr__(name: str) -> object:
    """Load a class of the public API when it is first named."""
    if name in __all__:
        from autokg import api

        return getattr(api, name)
    raise AttributeError(f"module 'autokg' has no attribute {name!r}")
