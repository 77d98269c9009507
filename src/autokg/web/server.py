"""How a server is set up, and what its handlers share."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from starlette.requests import ClientDisconnect, Request

from autokg.api.serving import version_of
from autokg.core.ids import DEFAULT_BASE
from autokg.web.jobs import Job, Reply
from autokg.web.metrics import Metrics
from autokg.web.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is set up.

    Attributes:
        store: folder of the store.
        host: address that is listened on.
        base: start of the IRIs of things that are dereferenced.
        token: what a client must know to change the store; None if nobody may.
        timeout: seconds that a query may take.
        limit: most rows or triples of a result.
        rate: most requests a second of one client, over some seconds; 0 for any number.
        workers: number of processes that read the store.

    """

    store: Path
    host: str = "127.0.0.1"
    base: str = DEFAULT_BASE
    token: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    limit: int = 100_000
    rate: float = 100.0
    workers: int = 2


class Server:
    """What the handlers of one server share."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the workers, which the start of the application starts."""
        self.settings = settings
        self.workers = Workers(settings.store, settings.workers, settings.timeout)
        self.metrics = Metrics()
        self.writing = asyncio.Lock()

    def version(self) -> str:
        """Return the version of the data that counts now."""
        return version_of(self.settings.store)


def server_of(request: Request) -> Server:
    """Return what handlers share."""
    return cast("Server", request.app.state.server)


PATIENCE_FOR_PAST = 4  # computing a base as of a day takes longer than a query


async def run_job(
    request: Request, function: Callable[..., Any], *arguments: Any, patience: int = 1, **options: Any
) -> Reply:
    """Return the reply of a worker; stop the job when the client leaves."""
    work = asyncio.ensure_future(server_of(request).workers.run(Job(function, arguments, options, patience)))
    gone = asyncio.ensure_future(_wait_until_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ClientDisconnect
        return work.result()
    finally:
        gone.cancel()
        work.cancel()


async def _wait_until_gone(request: Request) -> None:
    """Wait for the message that the client has left; a body that nobody read comes before it."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def tag_of(version: str, *parts: str) -> str:
    """Return the entity tag of what is made of a version of the data in a way that parts name.

    It is weak, because compression changes the bytes.
    """
    digest = hashlib.sha256("\n".join((version, *parts)).encode()).hexdigest()
    return f'W/"{digest[:20]}"'


def is_unchanged(request: Request, tag: str) -> bool:
    """Return whether the client has what a tag stands for."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag in (part.strip() for part in known.split(","))
