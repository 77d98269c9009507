"""What was found in a store that does not change, kept for the next who asks: pages ask for one thing after another.

In a store that may change it is kept for one question alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from autokg.stores.base import Store

_Key = TypeVar("_Key", bound=Hashable)
_Found = TypeVar("_Found")
_Results = dict[Hashable, dict[Any, Any]]
_KEPT: WeakKeyDictionary[Store, _Results] = WeakKeyDictionary()
_MEANWHILE: ContextVar[tuple[Store, _Results] | None] = ContextVar("meanwhile", default=None)


def keep_results(store: Store) -> None:
    """Keep what is found in a store from now on, because it does not change any more."""
    _KEPT.setdefault(store, {})


def is_kept(store: Store) -> bool:
    """Return whether what is found in a store is kept."""
    return store in _KEPT


def kept_of(store: Store, kinds: Collection[Hashable]) -> dict[Hashable, dict[Any, Any]]:
    """Return what is kept of some kinds, for another process that has opened the same store."""
    return {kind: results for kind, results in _KEPT[store].items() if kind in kinds}


def keep_found(store: Store, found: Mapping[Hashable, Mapping[Any, Any]]) -> None:
    """Keep what another process has found in a store that this one keeps results of."""
    for kind, results in found.items():
        _KEPT[store].setdefault(kind, {}).update(results)


@contextmanager
def keeping_meanwhile(store: Store) -> Iterator[None]:
    """Keep what is found in a store until the end of a block, in which nothing changes it."""
    token = _MEANWHILE.set((store, {}))
    try:
        yield
    finally:
        _MEANWHILE.reset(token)


def _results_of(store: Store) -> _Results | None:
    if store in _KEPT:
        return _KEPT[store]
    meanwhile = _MEANWHILE.get()
    return meanwhile[1] if meanwhile and meanwhile[0] is store else None


def kept(store: Store, kind: Hashable, key: Hashable, find: Callable[[], _Found], most: int) -> _Found:
    """Return what a function finds; what it found before if the results of the store are kept.

    Of each kind of results the last ones that were asked for are kept, `most` of them.
    """
    return kept_each(store, kind, (key,), lambda _: {key: find()}, most)[key]


def kept_each(
    store: Store, kind: Hashable, keys: Iterable[_Key], find: Callable[[list[_Key]], Mapping[_Key, _Found]], most: int
) -> dict[_Key, _Found]:
    """Return what a function finds for each of some keys, of which it gets those that are not kept."""
    wanted = list(dict.fromkeys(keys))
    every = _results_of(store)
    if every is None:
        return dict(find(wanted))
    results: dict[_Key, _Found] = every.setdefault(kind, {})
    found = {key: results.pop(key) for key in wanted if key in results}
    if missing := [key for key in wanted if key not in found]:
        found |= find(missing)
    results |= found  # behind those that were asked for before
    for key in list(results)[: max(0, len(results) - most)]:
        del results[key]
    return found
