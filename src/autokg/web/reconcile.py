"""The Reconciliation Service API 0.2 at `/reconcile`, for OpenRefine and others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from autokg.api import table_matching
from autokg.core.terms import AKG
from autokg.core.version import __version__
from autokg.web.bodies import read_form
from autokg.web.server import run_job, server_of

_MOST_SUGGESTED = 100
_PREVIEW_SIZE = {"width": 420, "height": 320}  # pixels
# A preview is shown inside the page of another program.
_FRAMED = {"Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"}


async def serve(request: Request) -> Response:
    """Match a batch of names, extend a table, or return the manifest."""
    fields = request.query_params.multi_items()
    if request.method == "POST":
        fields = [*fields, *await read_form(request)]
    asked = dict(fields)
    base = server_of(request).settings.base
    if "queries" in asked:
        return await _respond(request, table_matching.match_names, asked["queries"], base)
    if "extend" in asked:
        return await _respond(request, table_matching.extend_things, asked["extend"], base)
    if asked:
        raise HTTPException(400, f"no parameter {min(asked)!r}; known: queries, extend")
    return await _describe(request)


async def _describe(request: Request) -> Response:
    """Return the manifest."""
    address = str(request.base_url).rstrip("/")
    service = {"service_url": address}
    types = (await run_job(request, table_matching.list_types)).value
    return JSONResponse(
        {
            "versions": ["0.2"],
            "name": "autokg: who builds whose cars",
            "identifierSpace": server_of(request).settings.base,
            "schemaSpace": AKG.namespace,
            "serviceVersion": __version__,
            "view": {"url": f"{address}/id/{{{{id}}}}"},
            "defaultTypes": types,
            "preview": {"url": f"{address}/reconcile/preview?id={{{{id}}}}", **_PREVIEW_SIZE},
            "suggest": {
                kind: {**service, "service_path": f"/reconcile/suggest/{kind}"}
                for kind in ("entity", "property", "type")
            },
            "extend": {
                "propose_properties": {**service, "service_path": "/reconcile/properties"},
                "property_settings": [],
            },
        }
    )


async def suggest_entity(request: Request) -> Response:
    """Return things whose names begin with a text."""
    base = server_of(request).settings.base
    return await _respond(request, table_matching.suggest_things, _prefix(request), _limit(request, 10), base)


async def suggest_property(request: Request) -> Response:
    """Return properties whose labels begin with a text."""
    base = server_of(request).settings.base
    return await _respond(request, table_matching.suggest_properties, _prefix(request), _limit(request, 20), base)


async def suggest_type(request: Request) -> Response:
    """Return classes whose labels begin with a text."""
    return await _respond(request, table_matching.suggest_types, _prefix(request), _limit(request, 20))


async def propose(request: Request) -> Response:
    """Return the properties of a class."""
    kind = request.query_params.get("type") or None
    limit = _limit(request, 0) or None
    base = server_of(request).settings.base
    return await _respond(request, table_matching.propose_properties, kind, limit, base)


async def preview(request: Request) -> Response:
    """Return a small page on a thing."""
    base = server_of(request).settings.base
    reply = await run_job(request, table_matching.preview_thing, request.query_params.get("id", ""), base)
    return HTMLResponse(reply.value, headers=_FRAMED)


async def _respond(request: Request, function: Callable[..., Any], *arguments: Any) -> Response:
    return JSONResponse((await run_job(request, function, *arguments)).value)


def _prefix(request: Request) -> str:
    return request.query_params.get("prefix", "")


def _limit(request: Request, default: int) -> int:
    text = request.query_params.get("limit", "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()):
        raise HTTPException(400, f"limit is {text!r}; expected a whole number")
    return min(int(text[:6]), _MOST_SUGGESTED)


ROUTES = [
    *(Route(path, serve, methods=["GET", "POST"]) for path in ("/reconcile", "/reconcile/")),
    Route("/reconcile/suggest/entity", suggest_entity),
    Route("/reconcile/suggest/property", suggest_property),
    Route("/reconcile/suggest/type", suggest_type),
    Route("/reconcile/properties", propose),
    Route("/reconcile/preview", preview),
]
