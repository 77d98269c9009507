"""The application: routes with their layers, and its start and end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from autokg.web import (
    explorer,
    failures,
    graph_store,
    json_api,
    linked_data,
    operations,
    query_editor,
    reconcile,
    sparql,
)
from autokg.web.guard import Guard, log_to_stderr
from autokg.web.server import Server, Settings
from autokg.web.tools_endpoint import ToolsEndpoint

ROUTES = [
    *sparql.ROUTES,
    *graph_store.ROUTES,
    *json_api.ROUTES,
    *linked_data.ROUTES,
    *reconcile.ROUTES,
    *operations.ROUTES,
    *explorer.ROUTES,
    *query_editor.ROUTES,
]
_LEAST_COMPRESSED = 1_000  # bytes
_COMPRESSION = 5  # of 9: more costs time and gains little
_SHARED_HEADERS = ("ETag", "Retry-After")


def create_app(settings: Settings, log: Callable[[str], object] = log_to_stderr) -> Guard:
    """Return the application that serves a store."""
    server = Server(settings)
    tools = ToolsEndpoint(server)

    @asynccontextmanager
    async def run_workers(_: Starlette) -> AsyncIterator[None]:
        await server.workers.start()
        try:
            yield
        finally:
            await tools.stop()
            await server.workers.stop()

    app = Starlette(
        routes=[*ROUTES, Route("/mcp", tools, methods=["POST"])],
        middleware=[
            # Other sites may read. They may not write: no preflight lets them send a token, PUT or DELETE.
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["Accept", "Content-Type"],
                expose_headers=_SHARED_HEADERS,
            ),
            Middleware(GZipMiddleware, minimum_size=_LEAST_COMPRESSED, compresslevel=_COMPRESSION),
        ],
        exception_handlers=failures.HANDLERS,
        lifespan=run_workers,
    )
    app.router.redirect_slashes = False
    app.state.server = server
    return Guard(app, rate=settings.rate, metrics=server.metrics, log=log)
