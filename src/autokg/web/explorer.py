"""The pages for people: parse requests, let a worker write the page, respond."""

from __future__ import annotations

import datetime as dt
import mimetypes
from collections.abc import Sequence
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autokg.api.page_serving import LANGUAGES, Links, Wish, list_assets, show_page
from autokg.web.negotiation import choose_language
from autokg.web.server import PATIENCE_FOR_PAST, respond, server_of

_MOST_CHARACTERS = 1_000  # of a parameter
_KEPT = ("lang", "as_of")
_DAY_SECONDS = 86_400


async def show_start(request: Request) -> Response:
    """Return the start page."""
    return await respond_with_page(request, "start")


async def respond_with_page(request: Request, name: str, wish: Wish | None = None, **arguments: object) -> Response:
    """Return a page by its name in `page_serving.PAGES`."""
    wish = wish or wish_of(request)
    parts = ("page", name, str(request.url.path), request.url.query, wish.language, wish.today, str(arguments))
    patience = PATIENCE_FOR_PAST if wish.as_of else 1
    response = await respond(request, parts, show_page, name, wish, arguments, patience=patience)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


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


ROUTES = [Route("/", show_start), Route("/assets/{name}", serve_asset)]
