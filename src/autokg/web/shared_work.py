"""Work that several clients wait for at once is done once: the first one starts it, the last one to leave stops it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class SharedWork(Generic[T]):
    """Running work by keys that name all it depends on."""

    def __init__(self) -> None:
        """Begin with no work."""
        self._tasks: dict[str, asyncio.Task[T]] = {}
        self._waiting: Counter[str] = Counter()

    async def join(self, key: str, start: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what the work of a key returns, or raise what it raises; start it unless it runs."""
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(start())
        task = self._tasks[key]
        self._waiting[key] += 1
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting[key] -= 1
            if task.done() or not self._waiting[key]:
                task.cancel()  # of no effect if it is done
                if self._tasks.get(key) is task:
                    del self._tasks[key]
            if not self._waiting[key]:
                del self._waiting[key]
