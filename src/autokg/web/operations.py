"""Pages for those who run the server: health and metrics."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from autokg.api.sparql_serving import Wanted, run_query
from autokg.core.version import __version__
from autokg.web.server import run_job, server_of


async def check_health(request: Request) -> Response:
    """Answer with the versions of program and data if a worker answers a query."""
    reply = await run_job(request, run_query, "ASK { ?s ?p ?o }", wanted=Wanted(), limit=1)
    return JSONResponse({"status": "ok", "autokg": __version__, "data": reply.version})


async def write_metrics(request: Request) -> Response:
    """Return the numbers that Prometheus collects."""
    server = server_of(request)
    workers = server.workers
    gauges = {
        "jobs_running": float(workers.running),
        "jobs_waiting": float(workers.waiting),
        "workers_stopped": float(workers.stopped),
    }
    text = server.metrics.write(gauges, server.version())
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4; charset=utf-8")


ROUTES = [Route("/health", check_health), Route("/metrics", write_metrics)]
