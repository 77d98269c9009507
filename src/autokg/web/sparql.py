"""The SPARQL 1.1 protocol at `/sparql`: queries, updates with a token, and the description of the service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autokg.api.sparql_serving import (
    BOOLEAN_MEDIA,
    GRAPH_MEDIA,
    ROW_MEDIA,
    Wanted,
    describe_service,
    run_query,
    run_update,
)
from autokg.web.bodies import MOST_BYTES, media_type_of, read_form, read_text
from autokg.web.negotiation import choose
from autokg.web.server import respond, run_job, server_of
from autokg.web.writing import is_writer, require_writer

_MOST_TO_WRITE = 64_000_000  # bytes of an update by a client that may change the store: 300,000 quads
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_VOLATILE = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)  # another value each time
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update, with the graphs that the request names."""

    text: str
    is_update: bool
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()

    @classmethod
    def of(cls, fields: Fields, text: str | None = None, *, is_update: bool = False) -> Operation:
        """Return the operation in the fields of a request; `text` is the body of a request that is its operation."""
        if text is None:
            is_update, text = _only_text(fields)
        prefix = "using-" if is_update else "default-"
        named = "using-named-graph-uri" if is_update else "named-graph-uri"
        return cls(text, is_update, _values(fields, f"{prefix}graph-uri"), _values(fields, named))


def _only_text(fields: Fields) -> tuple[bool, str]:
    """Return whether a request is an update, and its text; refuse a request with several, or with none."""
    texts = [(name == "update", value) for name, value in fields if name in ("query", "update")]
    if len(texts) != 1:
        raise HTTPException(400, f"the request has {len(texts)} queries or updates; send one")
    return texts[0]


def _values(fields: Fields, wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in fields if name == wanted)


async def answer(request: Request) -> Response:
    """Run the query or update of a request; describe the service if it has neither."""
    fields = request.query_params.multi_items()
    if request.method != "POST":
        if not any(name in ("query", "update") for name, _ in fields):
            return await _describe(request)
        operation = Operation.of(fields)
        if operation.is_update:
            raise HTTPException(405, "an update changes the store; send it by POST", {"Allow": "POST"})
        return await _query(request, operation)
    operation = await _read_post(request, fields)
    return await (_update if operation.is_update else _query)(request, operation)


async def _read_post(request: Request, fields: Fields) -> Operation:
    media, _ = media_type_of(request)
    if media == _FORM:
        return Operation.of([*fields, *await read_form(request)])
    if media in (_QUERY, _UPDATE):
        most = _MOST_TO_WRITE if media == _UPDATE and is_writer(request) else MOST_BYTES
        return Operation.of(fields, await read_text(request, most), is_update=media == _UPDATE)
    raise HTTPException(415, f"Content-Type is {media or 'missing'}; send {_FORM}, {_QUERY} or {_UPDATE}")


async def _query(request: Request, operation: Operation) -> Response:
    accept = request.headers.get("accept")
    wanted = Wanted(choose(accept, ROW_MEDIA), choose(accept, BOOLEAN_MEDIA), choose(accept, GRAPH_MEDIA))
    base = _address(request)
    options: dict[str, Any] = {
        "wanted": wanted,
        "limit": server_of(request).settings.limit,
        "default_graphs": operation.default_graphs,
        "named_graphs": operation.named_graphs,
        "base": base,
    }
    if request.method != "POST" and not _VOLATILE.search(operation.text):
        return await respond(
            request, ("sparql", str(operation), str(wanted), base), run_query, operation.text, **options
        )
    content = (await run_job(request, run_query, operation.text, **options)).value
    return Response(content.body, media_type=content.media, headers={"Vary": "Accept"})


async def _update(request: Request, operation: Operation) -> Response:
    async with require_writer(request) as store:
        await run_job(
            request,
            run_update,
            store,
            operation.text,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            base=_address(request),
        )
    return Response(status_code=204)


async def _describe(request: Request) -> Response:
    media = choose(request.headers.get("accept"), GRAPH_MEDIA) or GRAPH_MEDIA[0]
    is_writable = server_of(request).settings.token is not None
    parts = ("service", _address(request), media)
    return await respond(request, parts, describe_service, _address(request), media, is_writable=is_writable)


def _address(request: Request) -> str:
    """Return the URL of the service as the client knows it, without a query."""
    return str(request.url.replace(query="", fragment=""))


ROUTES = [Route(path, answer, methods=["GET", "POST"]) for path in ("/sparql", "/sparql/")]
