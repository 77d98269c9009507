"""What was found in a store that does not change, kept for the next who asks: pages ask for one thing after another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from autokg.stores.base import Store

_Found = TypeVar("_Found")
_KEPT: WeakKeyDictionary[Store, dict[Hashable, Any]] = WeakKeyDictionary()


def keep_results(store: Store) -> None:
    """Keep what is found in a store from now on, because it does not change any more."""
    _KEPT.setdefault(store, {})


def is_kept(store: Store) -> bool:
    """Return whether what is found in a store is kept."""
    return store in _KEPT


def kept(store: Store, key: Hashable, find: Callable[[], _Found]) -> _Found:
    """Return what a function finds; what it found before if the results of the store are kept."""
    if store not in _KEPT:
        return find()
    results = _KEPT[store]
    if key not in results:
        results[key] = find()
    found: _Found = results[key]
    return found
