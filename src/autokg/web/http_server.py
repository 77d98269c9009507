"""Run the application on a socket, until a signal ends it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from autokg.errors import UsageError
from autokg.web.app import create_app
from autokg.web.guard import log_to_stderr
from autokg.web.server import Settings

HEAD_SECONDS = 10  # in which the head of a request must arrive
_IDLE_SECONDS = 15  # for which a connection without a request stays open
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
    with _bind(settings.host, port) as listener:
        ready(_address(listener))
        config = uvicorn.Config(
            create_app(settings, log),
            http=_ImpatientProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; raise `UsageError` if the address is taken or unknown."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        problem = getattr(error, "strerror", None) or error
        message = f"{host}:{port}: cannot be listened on ({problem}); choose another `port` or `host`"
        raise UsageError(message) from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _ImpatientProtocol(H11Protocol):
    """HTTP/1.1 that leaves a client whose request does not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        self._unset_deadline()

    def _watch(self) -> None:
        """Set a deadline while the head of a request is awaited."""
        is_awaited = self.cycle is None or self.cycle.response_complete
        if not is_awaited:
            self._unset_deadline()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _unset_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
