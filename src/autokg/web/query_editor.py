"""The query editor at `/query`, and results as files: `/query.csv`, `/query.ttl`, `/query.svg` and so on."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autokg.api.page_serving import DOWNLOADS, write_result
from autokg.web.bodies import read_form
from autokg.web.explorer import respond_with_page, wish_of
from autokg.web.failures import status_of
from autokg.web.jobs import JobError
from autokg.web.server import respond, server_of

_MOST_CHARACTERS = 100_000  # of a query


async def show_editor(request: Request) -> Response:
    """Return the editor, with the result of the query that its form holds."""
    fields = await _read_fields(request)
    wish = wish_of(request, fields, most=_MOST_CHARACTERS)
    try:
        return await respond_with_page(request, "query", wish, fields=dict(fields))
    except JobError as error:  # the query took too long, or needed too much memory
        response = await respond_with_page(request, "query", wish, fields=dict(fields), problem=str(error))
        response.status_code = status_of(error.failure)
        return response


async def download(request: Request) -> Response:
    """Return the result of a query as a file."""
    ending = request.path_params["ending"]
    if ending not in DOWNLOADS:
        raise HTTPException(404, f"no format {ending!r}; expected one of {', '.join(DOWNLOADS)}")
    fields = await _read_fields(request)
    wish = wish_of(request, fields, most=_MOST_CHARACTERS)
    text, view = (dict(fields).get(name, "") for name in ("query", "view"))
    limit = server_of(request).settings.limit
    parts = ("download", ending, text, view, wish.as_of, wish.language)
    response = await respond(request, parts, write_result, text, ending, view, wish, limit=limit)
    response.headers["Content-Disposition"] = f'attachment; filename="result.{ending}"'
    return response


async def _read_fields(request: Request) -> Sequence[tuple[str, str]]:
    """Return the fields of the form; a query that is too long for an address arrives by POST."""
    sent = request.query_params.multi_items()
    return [*sent, *await read_form(request)] if request.method == "POST" else sent


ROUTES = [
    Route("/query", show_editor, methods=["GET", "POST"]),
    Route("/query.{ending}", download, methods=["GET", "POST"]),
]
