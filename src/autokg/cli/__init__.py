"""The command line: parse, call, print. A file holds commands of one sort; `options.py` what they share."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from autokg.cli import asking, looking_back, making, network  # noqa: F401 (they register their commands)
from autokg.cli.options import app
from autokg.errors import AutokgError

__all__ = ["app", "main"]


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"autokg {version_of('autokg')}")
        raise typer.Exit


def main() -> None:
    """Run the command line; errors that are a user's to see become one message and their exit code."""
    try:
        app()
    except AutokgError as error:
        typer.echo(f"autokg: {error}", err=True)
        sys.exit(error.exit_code)
