"""Run the application on a socket, until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from autokg.errors import UsageError
from autokg.web.app import create_app
from autokg.web.guard import log_to_stderr
from autokg.web.server import Settings

HEAD_SECONDS = 10  # in which the head of a request must arrive, also the next one of a connection
READ_SECONDS = 30  # in which a client must read some of a response that waits for it
_LEAST_READ = 30_000  # bytes
_STOP_SECONDS = 15  # that running requests get when the server stops
_MOST_CONNECTIONS = 1_000


def serve(
    settings: Settings,
    port: int,
    *,
    ready: Callable[[str], object] = lambda _: None,
    log: Callable[[str], object] = log_to_stderr,
) -> None:
    """Serve a store until SIGINT or SIGTERM, then let running requests end; port 0 is any free one.

    `ready` takes the address of the server, and is called before the first request.
    """
    with bind(settings.host, port) as listener:
        # The server ends by the signal itself once requests have ended, so that a supervisor sees a wanted end.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ready(address_of(listener))
        prepare(settings, log).run(sockets=[listener])


def prepare(settings: Settings, log: Callable[[str], object] = log_to_stderr) -> uvicorn.Server:
    """Return a server that runs once it is given a socket."""
    config = uvicorn.Config(
        create_app(settings, log),
        http=_ImpatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=HEAD_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    return uvicorn.Server(config)


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; raise `UsageError` if the address is taken or unknown."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        problem = getattr(error, "strerror", None) or error
        message = f"{host}:{port}: cannot be listened on ({problem}); choose another `port` or `host`"
        raise UsageError(message) from error


def address_of(listener: socket.socket) -> str:
    """Return the URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _ImpatientProtocol(H11Protocol):
    """HTTP/1.1 that leaves a client whose request does not arrive in time, or who does not read the response."""

    _deadline: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        super().data_received(data)
        self._watch_head()

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._watch_reading(None)

    def resume_writing(self) -> None:
        """Go on once the client has read."""
        super().resume_writing()
        self._reading = _cancel(self._reading)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        self._deadline, self._reading = _cancel(self._deadline), _cancel(self._reading)

    def _watch_head(self) -> None:
        """Set a deadline while the head of a request is awaited."""
        is_awaited = self.cycle is None or self.cycle.response_complete
        if not is_awaited:
            self._deadline = _cancel(self._deadline)
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _watch_reading(self, before: int | None) -> None:
        """Leave a client that has not read enough of what waited before; look again later."""
        waiting = self.transport.get_write_buffer_size()
        if before is not None and before - waiting < _LEAST_READ:
            self.transport.abort()
        else:
            self._reading = self.loop.call_later(READ_SECONDS, self._watch_reading, waiting)


def _cancel(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """Cancel a timer if there is one; return what takes its place: none."""
    if timer is not None:
        timer.cancel()
    return None
