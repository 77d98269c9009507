"""The pages for people: parse requests, let a worker write the page, respond."""

from __future__ import annotations

import datetime as dt
import mimetypes
import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autokg.api.page_serving import ENDINGS, LANGUAGES, PICTURES, Links, Wish, draw_picture, list_assets, show_page
from autokg.web.linked_data import SAFE
from autokg.web.negotiation import choose, choose_language
from autokg.web.server import PATIENCE_FOR_PAST, respond, server_of

_MOST_CHARACTERS = 1_000  # of a parameter
_PATIENCE_FOR_PAGE = 2  # the first page of a worker reads all facts
_KEPT = ("lang", "as_of")
_TURTLE = ".ttl"
_LISTS = ("sources", "conflicts", "changes", "gaps", "revisions")
_PARAMETERS = {"changes": ("since",), "revisions": ("since", "page")}  # of pages, beside those of all
_SOURCES = "document/"  # how the IRIs of sources begin, after the base
_DAY_SECONDS = 86_400
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


async def show_start(request: Request) -> Response:
    """Return the start page."""
    return await respond_with_page(request, "start")


async def show_thing(request: Request) -> Response:
    """Return the page of a thing, or its data by the ending; RDF is served as a document of linked data."""
    path, ending = _split(request, request.path_params["path"], _TURTLE)
    if ending == _TURTLE:
        return Response(status_code=303, headers={"Location": f"/data/{quote(path, safe=SAFE)}{_TURTLE}"})
    name = "source" if path.startswith(_SOURCES) else "thing"
    return await respond_with_page(request, name, ending=ending, iri=_iri(request, path))


async def show_list(request: Request) -> Response:
    """Return the things of a kind."""
    kind, ending = _split(request, request.path_params["kind"])
    return await respond_with_page(request, "list", ending=ending, kind=kind)


async def show_page_of_name(request: Request) -> Response:
    """Return one of the pages that list."""
    name, ending = _split(request, request.url.path.removeprefix("/"))
    return await respond_with_page(request, name, ending=ending, **_arguments(request, _PARAMETERS.get(name, ())))


async def answer(request: Request) -> Response:
    """Return the answer to a question, or the things of a name."""
    _, ending = _split(request, request.url.path)
    return await respond_with_page(request, "search", ending=ending, question=request.query_params.get("q", "").strip())


def _arguments(request: Request, allowed: Collection[str]) -> dict[str, Any]:
    """Return the parameters of a page that are given."""
    return {name: value for name, value in request.query_params.items() if name in allowed and value}


async def show_picture(request: Request) -> Response:
    """Return a chart of a thing as SVG."""
    chart, iri = request.path_params["chart"], _iri(request, request.path_params["path"])
    if chart not in PICTURES:
        raise HTTPException(404, f"no picture {chart!r}; known: {', '.join(PICTURES)}")
    wish = wish_of(request)
    return await respond(request, _parts(request, wish), draw_picture, chart, iri, wish, patience=_patience(wish))


async def respond_with_page(
    request: Request, name: str, wish: Wish | None = None, ending: str = "", **arguments: object
) -> Response:
    """Return a page by its name in `page_serving.PAGES`, or its data by the ending."""
    wish = wish or wish_of(request)
    parts = (*_parts(request, wish), ending, str(arguments))
    # The editor's page runs a user's query, which has the limit that the user was told.
    patience = 1 if name == "query" else _patience(wish) + (PATIENCE_FOR_PAST if name == "revisions" else 0)
    response = await respond(request, parts, show_page, name, wish, arguments, ending, patience=patience)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _parts(request: Request, wish: Wish) -> tuple[str, ...]:
    return ("page", request.url.path, request.url.query, wish.language, wish.today)


def _patience(wish: Wish) -> int:
    return PATIENCE_FOR_PAST if wish.as_of else _PATIENCE_FOR_PAGE


def _split(request: Request, path: str, *more: str) -> tuple[str, str]:
    """Return the path of a page without its ending, and the ending, else the one that the client likes best."""
    offered = {**ENDINGS, **dict.fromkeys(more, "text/turtle")}
    ending = next((ending for ending in offered if ending and path.endswith(ending)), "")
    if ending:
        return path.removesuffix(ending), ending
    media = choose(request.headers.get("accept"), [*offered.values()])
    return path, next((ending for ending, known in offered.items() if known == media), "")


def _iri(request: Request, path: str) -> str:
    """Return the IRI of a thing; refuse characters that none has."""
    if not path or _NOT_IN_IRI.search(path):
        raise HTTPException(404, f"no thing {path!r}")
    return f"{server_of(request).settings.base}{path}"


def wish_of(request: Request, fields: Sequence[tuple[str, str]] | None = None, most: int = _MOST_CHARACTERS) -> Wish:
    """Return how a page is asked for; refuse repeated and overlong parameters, and what is no day or language.

    `fields` are those of a form, by default the parameters of the address.
    """
    fields = request.query_params.multi_items() if fields is None else fields
    sent = dict(fields)
    if len(sent) < len(fields):
        raise HTTPException(400, "a parameter is repeated; give each once")
    if long := [name for name, value in sent.items() if len(value) > most]:
        raise HTTPException(400, f"{long[0][:20]} has more than {most:,} characters")
    language = sent.get("lang", "")
    if language and language not in LANGUAGES:
        raise HTTPException(400, f"lang is {language!r}; expected one of {', '.join(LANGUAGES)}")
    day = _day(sent.get("as_of", ""))
    kept = {name: sent[name] for name in _KEPT if sent.get(name) and (name != "as_of" or day)}
    parameters = {name: value for name, value in sent.items() if name not in _KEPT}
    server = server_of(request)
    return Wish(
        Links(server.settings.base, kept, request.url.path, parameters),
        language or choose_language(request.headers.get("accept-language"), list(LANGUAGES)),
        dt.date.today().isoformat(),
        day,
        server.version().removeprefix("data-"),
    )


def _day(text: str) -> str:
    """Return a past day as ISO 8601; today and later days limit nothing."""
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise HTTPException(400, f"as_of is {text!r}; expected a day, such as 2024-06-30") from None
    return day.isoformat() if day and day < dt.date.today() else ""


async def serve_asset(request: Request) -> Response:
    """Return a style sheet, script or picture of the pages."""
    name = request.path_params["name"]
    content = _assets().get(name)
    if content is None:
        raise HTTPException(404, f"no file {name!r}")
    media = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(content, media_type=media, headers={"Cache-Control": f"public, max-age={_DAY_SECONDS}"})


@cache
def _assets() -> dict[str, bytes]:
    return list_assets()


def _list_routes() -> list[Route]:
    return [Route(f"/{name}{ending}", show_page_of_name) for name in _LISTS for ending in ENDINGS]


ROUTES = [
    Route("/", show_start),
    *_list_routes(),
    Route("/thing/{path:path}", show_thing),
    Route("/picture/{chart}/{path:path}.svg", show_picture),
    Route("/list/{kind}", show_list),
    *(Route(f"/search{ending}", answer) for ending in ENDINGS),
    Route("/assets/{name}", serve_asset),
]
