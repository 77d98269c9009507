"""Keep the small replies of a server, so that nothing is asked twice while a store is open.

>>> import io
>>> from autokg.stores.endpoint import Response
>>> replies = Replies()
>>> for _ in range(2):
...     replies.get("key", lambda: print("asked") or Response("text/plain", {}, io.BytesIO(b"a reply"))).body.read()
asked
b'a reply'
b'a reply'
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from autokg.stores.endpoint import Response

_MOST = 256  # replies
_LARGEST = 1_000_000  # bytes of a reply that is kept


class Replies:
    """The last small replies by what was asked."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, tuple[Response, bytes]] = {}

    def get(self, key: str, ask: Callable[[], Response]) -> Response:
        """Return the reply that is kept for a key, else the one that a function gets."""
        if key not in self._kept:
            response = ask()
            if response.body.seek(0, io.SEEK_END) > _LARGEST:
                response.body.seek(0)
                return response
            response.body.seek(0)
            self._kept[key] = response, response.body.read()
            if len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]
        response, content = self._kept[key]
        return replace(response, body=io.BytesIO(content))
