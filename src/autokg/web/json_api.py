"""The JSON API under `/api/`: questions, names, things, saved queries and exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from autokg.api import serving
from autokg.web.openapi import describe_api
from autokg.web.server import PATIENCE_FOR_PAST, respond, run_job, server_of

MOST_NAMES = 100
_MOST_CHARACTERS = 1_000  # of a parameter


async def ask(request: Request) -> Response:
    """Answer a question."""
    asked = _parameters(request, required=("question",), optional=("today", "language"))
    day = asked.get("today") or dt.date.today().isoformat()
    return await _respond(
        request, serving.ask_question, asked["question"], today=day, language=asked.get("language"), varies=day
    )


async def search(request: Request) -> Response:
    """Return things by the beginning of a name."""
    asked = _parameters(request, required=("q",), optional=("type", "limit"))
    limit = _whole(asked, "limit", MOST_NAMES, 10)
    return await _respond(request, serving.search_names, asked["q"], kind=asked.get("type"), limit=limit)


async def describe(request: Request) -> Response:
    """Return what holds of a thing."""
    asked = _parameters(request, optional=("as_of",))
    name = _text("the name", request.path_params["name"])
    base = server_of(request).settings.base
    day = asked.get("as_of")
    patience = PATIENCE_FOR_PAST if day else 1
    return await _respond(request, serving.describe_entity, name, base=base, as_of=day, patience=patience)


async def list_queries(request: Request) -> Response:
    """Return the saved queries."""
    return await _respond(request, serving.list_saved_queries)


async def run_query(request: Request) -> Response:
    """Run a saved query."""
    arguments = {name: _text(name, value) for name, value in request.query_params.items()}
    most = server_of(request).settings.limit
    limit = _whole(arguments, "limit", most, most)
    arguments.pop("limit", None)
    name = _text("the name", request.path_params["name"])
    base = server_of(request).settings.base
    return await _respond(request, serving.run_saved_query, name, arguments, base=base, limit=limit)


_MOST_HOPS = 10


async def export(request: Request) -> Response:
    """Write a view or a chart."""
    view, _, ending = _text("the name", request.path_params["file"]).partition(".")
    asked = _parameters(request, optional=("around", "hops", "weight"))
    options: dict[str, Any] = {name: asked[name] for name in ("around", "weight") if name in asked}
    if "hops" in asked:
        options["hops"] = _whole(asked, "hops", _MOST_HOPS, 1)
    response = await respond(request, _parts(request), serving.write_export, view, ending, **options)
    file = request.path_params["file"] + ".zip" * (response.media_type == "application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'  # it is not part of this site
    return response


async def describe_itself(request: Request) -> Response:
    """Return the OpenAPI description."""
    choices = (await run_job(request, serving.list_choices)).value
    return JSONResponse(describe_api(server_of(request).settings.limit, choices))


async def _respond(
    request: Request, function: Callable[..., Any], *arguments: Any, varies: str = "", **options: Any
) -> Response:
    """Return what a function of the API returns, as JSON."""
    return await respond(request, _parts(request, varies), serving.answer_in_json, function, *arguments, **options)


def _parts(request: Request, *others: str) -> tuple[str, ...]:
    return (request.url.path, request.url.query, *others)


def _parameters(request: Request, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the parameters of a request; refuse unknown, repeated and missing ones."""
    sent = request.query_params.multi_items()
    known = (*required, *optional)
    if unknown := sorted({name for name, _ in sent} - set(known)):
        raise HTTPException(400, f"no parameter {unknown[0]!r}; known: {', '.join(known) or 'none'}")
    values = {name: _text(name, value) for name, value in sent}
    if len(values) < len(sent):
        raise HTTPException(400, "a parameter is repeated; give each once")
    if missing := [name for name in required if not values.get(name, "").strip()]:
        raise HTTPException(400, f"the parameter {missing[0]!r} is missing")
    return values


def _text(name: str, value: str) -> str:
    if len(value) > _MOST_CHARACTERS:
        raise HTTPException(400, f"{name} has more than {_MOST_CHARACTERS:,} characters")
    return value


def _whole(values: Mapping[str, str], name: str, most: int, default: int) -> int:
    """Return a parameter that is a whole number from 1 to some most, or its default."""
    text = values.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:10]) <= most):
        raise HTTPException(400, f"{name} is {text!r}; expected a whole number from 1 to {most:,}")
    return int(text)


ROUTES = [
    Route("/api/ask", ask),
    Route("/api/search", search),
    Route("/api/entity/{name:path}", describe),
    Route("/api/query", list_queries),
    Route("/api/query/{name}", run_query),
    Route("/api/export/{file}", export),
    Route("/api/openapi.json", describe_itself),
]
