from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from autokg.web.shared_work import SharedWork


class Work:
    """Work that ends when it is told to; it counts how often it began and was stopped."""

    def __init__(self) -> None:
        self.begun = self.stopped = 0
        self.end = asyncio.Event()

    async def run(self) -> int:
        self.begun += 1
        try:
            await self.end.wait()
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        if self.begun > 1:
            raise ValueError("again")
        return self.begun


def scenario(play: Callable[[Work, SharedWork[int]], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        await play(Work(), SharedWork())

    asyncio.run(run())


def test_who_asks_at_the_same_time_gets_the_same() -> None:
    async def play(work: Work, shared: SharedWork[int]) -> None:
        clients = [asyncio.create_task(shared.join("a", work.run)) for _ in range(3)]
        await asyncio.sleep(0)
        work.end.set()
        assert await asyncio.gather(*clients) == [1, 1, 1]

    scenario(play)


def test_who_asks_later_starts_it_again_and_an_error_reaches_all() -> None:
    async def play(work: Work, shared: SharedWork[int]) -> None:
        work.end.set()
        assert await shared.join("a", work.run) == 1
        clients = [asyncio.create_task(shared.join("a", work.run)) for _ in range(2)]
        errors = await asyncio.gather(*clients, return_exceptions=True)
        assert [type(error) for error in errors] == [ValueError, ValueError]

    scenario(play)


@pytest.mark.parametrize(("leaving", "stopped"), [(1, 0), (2, 1)])
def test_it_goes_on_until_the_last_client_leaves(leaving: int, stopped: int) -> None:
    async def play(work: Work, shared: SharedWork[int]) -> None:
        clients = [asyncio.create_task(shared.join("a", work.run)) for _ in range(2)]
        await asyncio.sleep(0.01)
        for client in clients[:leaving]:
            client.cancel()
        await asyncio.sleep(0.01)
        assert work.stopped == stopped
        work.end.set()
        assert await asyncio.gather(*clients[leaving:]) == [1] * (2 - leaving)

    scenario(play)


def test_other_keys_are_other_work() -> None:
    async def play(work: Work, shared: SharedWork[int]) -> None:
        clients = [asyncio.create_task(shared.join(key, work.run)) for key in "ab"]
        await asyncio.sleep(0.01)
        assert work.begun == 2
        for client in clients:
            client.cancel()

    scenario(play)
