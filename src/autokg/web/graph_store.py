"""The SPARQL 1.1 graph store protocol at `/store`: whole graphs by `?graph=IRI`, `?default`, or their own URL."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autokg.api.sparql_serving import GRAPH_MEDIA, Content, drop_graph, new_graph_name, put_graph, read_graph
from autokg.web.bodies import media_type_of, read_body, split_parts
from autokg.web.negotiation import choose
from autokg.web.server import respond, run_job
from autokg.web.writing import require_writer

PATH = "/store"
_MOST_BYTES = 64_000_000  # of a graph


async def serve_graph(request: Request) -> Response:
    """Read, replace, extend or remove a graph."""
    if request.method == "POST" and not request.query_params and not request.path_params.get("rest"):
        return await _create(request)
    name = _name_of(request)
    if request.method in ("GET", "HEAD"):
        return await _read(request, name)
    if request.method == "DELETE":
        async with require_writer(request) as store:
            reply = await run_job(request, drop_graph, store, name)
        if not reply.value:
            raise HTTPException(404, f"there is no graph {name}")
        return Response(status_code=204)
    is_new = await _write(request, name, replace=request.method == "PUT")
    return Response(status_code=201 if is_new else 204)


def _name_of(request: Request) -> str | None:
    """Return the IRI of the graph that a request is about, None for the default graph."""
    if request.path_params.get("rest"):
        return str(request.url.replace(query="", fragment=""))
    names = request.query_params.getlist("graph")
    is_default = "default" in request.query_params
    if len(names) + is_default != 1:
        raise HTTPException(400, "name one graph: ?graph=IRI, or ?default")
    return None if is_default else names[0]


async def _read(request: Request, name: str | None) -> Response:
    media = choose(request.headers.get("accept"), GRAPH_MEDIA)
    if media is None:
        raise HTTPException(406, f"a graph comes as one of {', '.join(GRAPH_MEDIA)}")
    return await respond(request, ("graph", str(name), media), read_graph, name, media)


async def _create(request: Request) -> Response:
    """Write a graph under a new name."""
    name = new_graph_name(f"{str(request.url).rstrip('/')}/")
    await _write(request, name, replace=True)
    return Response(status_code=201, headers={"Location": name})


async def _write(request: Request, name: str | None, *, replace: bool) -> bool:
    async with require_writer(request) as store:
        body = await read_body(request, _MOST_BYTES)
        media, _ = media_type_of(request)
        whole = request.headers.get("content-type", "")
        parts = split_parts(whole, body) if media == "multipart/form-data" else [(media or GRAPH_MEDIA[0], body)]
        contents = [Content(content, media) for media, content in parts]
        reply = await run_job(request, put_graph, store, name, contents, replace=replace)
    return bool(reply.value)


_METHODS = ["GET", "PUT", "POST", "DELETE"]
ROUTES = [Route(path, serve_graph, methods=_METHODS) for path in (PATH, f"{PATH}/{{rest:path}}")]
