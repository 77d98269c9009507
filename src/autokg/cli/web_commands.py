"""Commands that serve a store or write it as pages: serve, mcp, site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from autokg.cli.options import QuietOption, StoreOption, TodayOption, command
from autokg.core.ids import DEFAULT_BASE
from autokg.errors import UsageError

_FEWEST_WORKERS, _MOST_WORKERS = 2, 8


@command("autokg serve", "autokg serve -s my-store --port 8080 --writable --token secret")
def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = 8000,
    writable: Annotated[
        bool, typer.Option("--writable", help="Let the holder of the token change the store; needs --store.")
    ] = False,
    token: Annotated[
        str | None, typer.Option(envvar="AUTOKG_TOKEN", help="Secret that a client must send to change the store.")
    ] = None,
    base: Annotated[str, typer.Option(help="Start of the IRIs that are served under /id/.")] = DEFAULT_BASE,
    timeout: Annotated[float, typer.Option(min=0.1, help="Maximum run time of a query in seconds.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of rows or triples of a result.")] = 100_000,
    rate: Annotated[float, typer.Option(min=0, help="Requests a second that a client may send; 0 for any.")] = 100.0,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read the store; by default one a core, 2 to 8.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Serve a store over HTTP: SPARQL, linked data, a JSON API, reconciliation, and tools for language models."""
    from autokg.api.serving import locate_store
    from autokg.cli import display
    from autokg.core.extras import require_extra

    for package in ("uvicorn", "starlette", "jinja2"):
        require_extra(package, extra="web", purpose="the server")
    if writable and (store is None or not token):
        raise UsageError("--writable needs --store and --token: the bundled base is never changed")
    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        address = locate_store(store, progress, to_change=writable)
    from autokg.web.http_server import serve as serve_http
    from autokg.web.server import Settings

    settings = Settings(
        store=address,
        host=host,
        base=base,
        token=token if writable else None,
        timeout=timeout,
        limit=limit,
        rate=rate,
        workers=workers or min(max(os.cpu_count() or 1, _FEWEST_WORKERS), _MOST_WORKERS),
    )
    try:
        serve_http(
            settings,
            port,
            ready=lambda address: display.show_notes([f"serving {address}/ (Ctrl-C stops)"]),
            **({"log": lambda _: None} if quiet else {}),
        )
    except KeyboardInterrupt:  # raised again by the server, after it has stopped as asked
        return


@command("autokg mcp", "autokg mcp -s my-store")
def mcp(
    store: StoreOption = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Maximum run time of a query in seconds.")] = 30.0,
) -> None:
    """Serve tools for language models over standard input and output (Model Context Protocol)."""
    from autokg.api.serving import locate_store
    from autokg.core.extras import require_extra

    require_extra("mcp", extra="mcp", purpose="the server of tools")
    address = locate_store(store)
    from autokg.web.server import Settings
    from autokg.web.tools import serve_standard_streams

    serve_standard_streams(Settings(store=address, timeout=timeout, workers=1))


@command("autokg site -o pages", "autokg site -s my-store -o pages --language de")
def site(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write; a site that is there is replaced.")],
    store: StoreOption = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Language of the pages: en (default), fr or de; repeat it for several.")
    ] = None,
    today: TodayOption = None,
    base: Annotated[str, typer.Option(help="Start of the IRIs of things that have pages.")] = DEFAULT_BASE,
    quiet: QuietOption = False,
) -> None:
    """Write the explorer as a folder of pages that need no server."""
    from autokg.api.serving import locate_store
    from autokg.cli import display
    from autokg.core.extras import require_extra

    require_extra("jinja2", extra="web", purpose="the site")
    from autokg.api.site_writing import SitePlan, require_free, write_site

    require_free(output)
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        plan = SitePlan.of(locate_store(store, progress), today, language or ["en"], base)
        written = write_site(plan, output, progress)
    display.show_notes([f"{output}: {written.pages:,} pages, {written.bytes / 1e6:.0f} MB"], quiet=quiet)
