"""Responses that the current version of the data has led to, kept in memory: the longest unused go first.

>>> cache = Cache(most_bytes=3 * 601)
>>> for tag in ("a", "b", "a", "c"):
...     if cache.get(tag) is None:
...         cache.put(tag, Content(b"1", "text/plain"))
>>> cache.put("d", Content(b"2", "text/plain"))
>>> [tag for tag in "abcd" if cache.get(tag)]
['a', 'c', 'd']
"""

from __future__ import annotations

from collections import OrderedDict

from autokg.api.sparql_serving import Content

_LARGEST_PART = 8  # a response that takes more than this part of the cache is not kept
_BESIDE_BODY = 600  # bytes that an entry takes: answers to small queries are mostly this


class Cache:
    """Contents by entity tags, which name a version of the data: what is kept is never stale."""

    def __init__(self, most_bytes: int = 32_000_000) -> None:
        """Keep at most some bytes."""
        self._most, self._bytes = most_bytes, 0
        self._contents: OrderedDict[str, Content] = OrderedDict()

    def get(self, tag: str) -> Content | None:
        """Return what is kept for a tag, None if nothing is."""
        if tag in self._contents:
            self._contents.move_to_end(tag)
        return self._contents.get(tag)

    def put(self, tag: str, content: Content) -> None:
        """Keep a content, unless it is large."""
        if tag in self._contents or len(content.body) > max(self._most // _LARGEST_PART, 1):
            return
        self._contents[tag] = content
        self._bytes += _size(content)
        while self._bytes > self._most:
            self._bytes -= _size(self._contents.popitem(last=False)[1])


def _size(content: Content) -> int:
    return len(content.body) + _BESIDE_BODY
