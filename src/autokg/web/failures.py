"""Errors as responses: JSON where JSON is served, elsewhere a page for browsers and plain text for programs."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from autokg.api.page_serving import LANGUAGES, Links, show_error
from autokg.errors import AutokgError
from autokg.web.jobs import Failure, JobError
from autokg.web.negotiation import choose, choose_language
from autokg.web.server import server_of

_JSON_PATHS = ("/api/", "/reconcile")
_CLIENT_GONE = 499  # nobody sees it but the access log
# The nearest class of an error decides.
_STATUS = {
    "NotAcceptableError": 406,
    "UnknownNameError": 404,
    "UsageError": 400,
    "InputError": 400,
    "NoAnswerError": 422,
    "OutOfTimeError": 503,
    "BusyError": 503,
    "StoreError": 503,
    "AutokgError": 400,
}


async def respond_to_failure(request: Request, error: Exception) -> Response:
    """Return what a failed job tells the client."""
    assert isinstance(error, JobError)  # noqa: S101 (registered for this class)
    status = status_of(error.failure)
    headers = {"Retry-After": "5"} if error.failure.kinds[0] == "BusyError" else {}
    return _respond(request, status, _details(error.failure), headers)


async def respond_to_error(request: Request, error: Exception) -> Response:
    """Return what an error outside a job tells the client, for example that the store is gone."""
    return await respond_to_failure(request, JobError(Failure.of(error)))


async def respond_to_refusal(request: Request, error: Exception) -> Response:
    """Return what a refused request tells the client."""
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for this class)
    return _respond(request, error.status_code, {"error": error.detail}, dict(error.headers or {}))


async def respond_to_nobody(_: Request, __: Exception) -> Response:
    """Return a response for the log: the client has left."""
    return Response(status_code=_CLIENT_GONE)


async def respond_to_fault(request: Request, _: Exception) -> Response:
    """Return what an error in the server tells the client: no details."""
    return _respond(request, 500, {"error": "an error in the server; its log has the details"}, {})


def status_of(failure: Failure) -> int:
    """Return the HTTP status of a failure."""
    return next((_STATUS[kind] for kind in failure.kinds if kind in _STATUS), 500)


HANDLERS: dict[Any, Any] = {
    JobError: respond_to_failure,
    AutokgError: respond_to_error,
    HTTPException: respond_to_refusal,
    ClientDisconnect: respond_to_nobody,
    Exception: respond_to_fault,
}


def _details(failure: Failure) -> dict[str, Any]:
    known = {"line": failure.line, "column": failure.column, "reason": failure.reason, "language": failure.language}
    return {"error": failure.message, **{key: value for key, value in known.items() if value is not None}}


def _respond(request: Request, status: int, details: dict[str, Any], headers: dict[str, str]) -> Response:
    if request.url.path.startswith(_JSON_PATHS):
        return JSONResponse(details, status, headers)
    if choose(request.headers.get("accept"), ["text/plain", "text/html"]) == "text/html":
        language = choose_language(request.headers.get("accept-language"), list(LANGUAGES))
        page = show_error(details["error"], Links(server_of(request).settings.base), language)
        return HTMLResponse(page, status, headers)
    return PlainTextResponse(f"{details['error']}\n", status, headers)
