"""How a server is set up, and what its handlers share."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from autokg.api.serving import StoreAddress, version_of
from autokg.core.ids import DEFAULT_BASE
from autokg.web.jobs import Job, Reply
from autokg.web.metrics import Metrics
from autokg.web.response_cache import Cache
from autokg.web.shared_work import SharedWork
from autokg.web.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is set up.

    Attributes:
        store: where the store is.
        host: address that is listened on.
        base: start of the IRIs of things that are dereferenced.
        token: what a client must know to change the store; None if nobody may.
        timeout: seconds that a query may take.
        limit: most rows or triples of a result.
        rate: most requests a second of one client, over some seconds; 0 for any number.
        workers: number of processes that read the store.

    """

    store: StoreAddress
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
        self.cache = Cache()
        self.shared = SharedWork[Reply]()
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
    return await _wait_for(request, server_of(request).workers.run(Job(function, arguments, options, patience)))


async def _wait_for(request: Request, running: Coroutine[Any, Any, Reply]) -> Reply:
    """Return a reply that is awaited; leave it when the client leaves."""
    work = asyncio.ensure_future(running)
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


async def respond(
    request: Request,
    parts: Sequence[str],
    function: Callable[..., Any],
    *arguments: Any,
    patience: int = 1,
    **options: Any,
) -> Response:
    """Return what a function of the API makes of the data, as `Content`; nothing if the client has it.

    `parts` name all that the content depends on beside the data. It comes from the cache if it was made before, and is
    made once for all who ask at the same time.
    """
    server = server_of(request)
    tag = _tag(server.version(), parts)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
    if _is_unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    content = server.cache.get(tag)
    if content is None:
        job = Job(function, arguments, options, patience)
        reply = await _wait_for(request, server.shared.join(tag, lambda: server.workers.run(job)))
        content = reply.value
        headers["ETag"] = _tag(reply.version, parts)
        server.cache.put(headers["ETag"], content)
    return Response(content.body, media_type=content.media, headers=headers)


def _tag(version: str, parts: Sequence[str]) -> str:
    """Return the entity tag of what is made of a version of the data in a way that parts name.

    It is weak, because compression changes the bytes.
    """
    digest = hashlib.sha256("\n".join((version, *parts)).encode()).hexdigest()
    return f'W/"{digest[:20]}"'


def _is_unchanged(request: Request, tag: str) -> bool:
    """Return whether the client has what a tag stands for."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag in (part.strip() for part in known.split(","))
