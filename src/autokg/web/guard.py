"""What stands before every handler: limits, security headers, the access log and the count of requests."""

from __future__ import annotations

import sys
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autokg.web.metrics import Metrics

MOST_URL_BYTES = 16_000
_BURST_SECONDS = 2  # requests of so many seconds may come at once
_MOST_CLIENTS = 10_000  # remembered; the longest silent are forgotten first
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class RateLimit:
    """A bucket of tokens for each client, filled at a rate.

    >>> limit = RateLimit(1.0, clock=iter([0.0, 0.0, 0.0, 1.0]).__next__)
    >>> [limit.admits("a") for _ in range(4)]
    [True, True, False, True]
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Admit a number of requests a second, any number if it is 0."""
        self._rate, self._clock = rate, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, client: str) -> bool:
        """Count a request; return whether it is within the limit."""
        if not self._rate:
            return True
        now, most = self._clock(), self._rate * _BURST_SECONDS
        tokens, before = self._buckets.pop(client, (most, now))
        tokens = min(most, tokens + (now - before) * self._rate)
        is_admitted = tokens >= 1
        self._buckets[client] = tokens - is_admitted, now
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return is_admitted


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, rate: float, metrics: Metrics, log: Callable[[str], object]) -> None:
        """Guard an application; `log` takes the lines of the access log."""
        self._app, self._limit, self._metrics, self._log = app, RateLimit(rate), metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(send)
        app = self._refusal(scope) or self._app
        try:
            await app(scope, receive, exchange.send)
        except ClientDisconnect:
            pass  # nobody is there to be told
        finally:
            seconds = time.monotonic() - exchange.start
            self._metrics.count(_method(scope), exchange.status, seconds)
            self._log(_line(scope, exchange, seconds))

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """Return the response to a request that no handler sees, None if a handler may."""
        if len(scope["raw_path"]) + len(scope["query_string"]) > MOST_URL_BYTES:
            return PlainTextResponse(f"the URL has more than {MOST_URL_BYTES:,} bytes; send the query by POST\n", 414)
        if not self._limit.admits(_client(scope)):
            return PlainTextResponse("too many requests; try again in a second\n", 429, {"Retry-After": "1"})
        return None


class _Exchange:
    """A response as it is sent: its status and size, with headers added."""

    def __init__(self, send: Send) -> None:
        self._send, self.start = send, time.monotonic()
        self.status, self.size = 500, 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        self.size += len(message.get("body", b""))
        await self._send(message)


def _client(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else "-"


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "other"


def _line(scope: Scope, exchange: _Exchange, seconds: float) -> str:
    """Return a line in the common log format, and the milliseconds; what the client sent is percent-encoded."""
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    target = f"{scope['raw_path'].decode('latin-1')}{query}"
    moment = time.strftime("%d/%b/%Y:%H:%M:%S %z")
    request = f"{_method(scope)} {target} HTTP/{scope['http_version']}"
    return f'{_client(scope)} - - [{moment}] "{request}" {exchange.status} {exchange.size} {seconds * 1000:.0f}ms\n'


def log_to_stderr(line: str) -> None:
    """Write a line of the access log."""
    sys.stderr.write(line)
