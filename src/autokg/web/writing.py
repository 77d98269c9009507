"""Who may change the store: the holder of the token of a server that was started as writable."""

from __future__ import annotations

import hmac
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.exceptions import HTTPException
from starlette.requests import Request

from autokg.web.server import server_of


@asynccontextmanager
async def require_writer(request: Request) -> AsyncIterator[str]:
    """Yield the folder of the store to a client that may change it, one client at a time; refuse any other."""
    server = server_of(request)
    if server.settings.token is None:
        raise HTTPException(403, "this server only reads; start it with --writable and a token to change the store")
    if not is_writer(request):
        challenge = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "changing the store needs the header `Authorization: Bearer TOKEN`", challenge)
    async with server.writing:
        yield os.fspath(server.settings.store)


def is_writer(request: Request) -> bool:
    """Return whether a client sends the token of those who may change the store."""
    token = server_of(request).settings.token
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    return (
        token is not None and scheme.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), token.encode())
    )
