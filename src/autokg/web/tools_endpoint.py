"""The tools for language models at `/mcp`, loaded when first asked for: a server starts faster without them."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autokg.core.extras import require_extra
from autokg.errors import UsageError
from autokg.web.bodies import read_body
from autokg.web.server import Server


class ToolsEndpoint:
    """An ASGI application for the tools, stateless: each request stands for itself."""

    def __init__(self, server: Server) -> None:
        """Serve the tools over the workers of a server."""
        self._server = server
        self._app: asyncio.Future[ASGIApp] | None = None
        self._stopping = asyncio.Event()
        self._hosting: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request of the protocol."""
        if self._app is None:
            self._app = asyncio.get_running_loop().create_future()
            self._hosting = asyncio.create_task(self._host(self._app))
        app = await asyncio.shield(self._app)
        body = await read_body(Request(scope, receive))
        await app(scope, _replay(body, receive), send)

    async def stop(self) -> None:
        """End all sessions."""
        self._stopping.set()
        if self._hosting:
            await self._hosting

    async def _host(self, made: asyncio.Future[ASGIApp]) -> None:
        """Make the application and keep it running; its sessions must end in the task that began them."""
        try:
            await asyncio.to_thread(require_extra, "mcp", extra="mcp", purpose="the tools for language models")
        except UsageError as error:
            made.set_result(PlainTextResponse(f"{error}\n", 501))
            return
        from autokg.web.tools import create_tools  # noqa: PLC0415 (it takes most of a second)

        tools = create_tools(self._server.workers, self._server.settings.base)
        app = tools.streamable_http_app(
            streamable_http_path="/mcp", json_response=True, stateless_http=True, host=self._server.settings.host
        )
        async with tools.session_manager.run():
            made.set_result(app)
            await self._stopping.wait()


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that has been read, and then what else the client does."""
    read = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def give() -> Message:
        return next(read, None) or await receive()

    return give
