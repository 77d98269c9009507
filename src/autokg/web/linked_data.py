"""Linked data: the IRI of each thing leads to a document on it, and those of ontology and layers to their triples.

    https://w3id.org/autokg/id/model/polestar-4  →  /id/model/polestar-4  →  303  →  /data/model/polestar-4.ttl

The first step is the business of whoever owns the name (a redirect), the others are served here. Who likes HTML best is
led to the page of the thing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autokg.api.sparql_serving import read_graph
from autokg.api.thing_documents import describe_data, document_of
from autokg.core.terms import GRAPH
from autokg.web.negotiation import choose
from autokg.web.server import respond, server_of

ENDINGS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
_HTML = "text/html"
SAFE = "/@+:~!$&'()*,;="  # in a path, beside letters and digits


async def lead_to_thing(request: Request) -> Response:
    """Redirect from a thing to the page or the document on it."""
    name = quote(request.path_params["name"], safe=SAFE)
    return _see_other(request, f"/data/{name}", page=f"/thing/{name}")


async def lead_to_ontology(request: Request) -> Response:
    """Redirect from the ontology to its triples."""
    return _see_other(request, "/ontology")


async def lead_to_layer(request: Request) -> Response:
    """Redirect from a layer to its triples."""
    name = f"{GRAPH.namespace}{request.path_params['name']}"
    return Response(status_code=303, headers={"Location": f"/store?graph={quote(name, safe='')}"})


async def serve_document(request: Request) -> Response:
    """Return what is said of a thing."""
    name, media = _split(request.path_params["file"])
    return await _respond(request, document_of, f"{server_of(request).settings.base}{name}", media)


async def serve_ontology(request: Request) -> Response:
    """Return the ontology."""
    _, media = _split(f"ontology.{request.path_params['ending']}")
    return await _respond(request, read_graph, GRAPH.ontology.value, media)


async def describe(request: Request) -> Response:
    """Return the description of the data set."""
    media = choose(request.headers.get("accept"), [*ENDINGS.values()]) or ENDINGS["ttl"]
    return await _respond(request, describe_data, str(request.base_url).rstrip("/"), media)


def _see_other(request: Request, path: str, page: str = "") -> Response:
    """Redirect to a document, or to a page if there is one and the client likes it best."""
    offered = [*ENDINGS.values(), *([_HTML] if page else [])]
    media = choose(request.headers.get("accept"), offered) or ENDINGS["ttl"]
    endings = {known: ending for ending, known in ENDINGS.items()}
    target = page if media == _HTML else f"{path}.{endings[media]}"
    return Response(status_code=303, headers={"Location": target, "Vary": "Accept"})


def _split(file: str) -> tuple[str, str]:
    """Return the name and the media type of a file."""
    name, _, ending = file.rpartition(".")
    if ending not in ENDINGS:
        raise HTTPException(404, f"no document {file!r}; its name ends with one of {', '.join(ENDINGS)}")
    return name, ENDINGS[ending]


async def _respond(request: Request, function: Callable[..., Any], subject: str, media: str) -> Response:
    return await respond(request, (function.__name__, subject, media), function, subject, media)


ROUTES = [
    Route("/id/{name:path}", lead_to_thing),
    Route("/data/{file:path}", serve_document),
    Route("/ontology", lead_to_ontology),
    Route("/ontology.{ending}", serve_ontology),
    Route("/graph/{name}", lead_to_layer),
    Route("/graph/", describe),
    Route("/.well-known/void", describe),
]
