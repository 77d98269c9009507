"""The command line: parse, call, print. A file holds commands of one sort; `options.py` what they share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from copy import copy
from typing import Annotated

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

from autokg.cli import build_commands, history_commands, network_commands, store_commands, update_commands  # noqa: F401 (they register their commands)
from autokg.cli.options import app
from autokg.errors import AutokgError

__all__ = ["app", "main"]

_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


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
    # A command makes few cycles, and looking for them while modules load takes a tenth of the time of a short one.
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    try:
        _narrowed(sys.argv[1:])()
    except AutokgError as error:
        typer.echo(f"autokg: {error}", err=True)
        sys.exit(error.exit_code)


def _narrowed(arguments: Sequence[str]) -> typer.Typer:
    """Return the application without the commands not asked for: typer builds the options of all to run one."""
    asked = [command for command in app.registered_commands if arguments[:1] == [_name(command)]]
    if not asked:
        return app
    narrow = copy(app)
    narrow.registered_commands, narrow.registered_groups = asked, []
    return narrow


def _name(command: CommandInfo) -> str:
    """Return what a command is called; typer names it after its function where nothing else is said."""
    return command.name or get_command_name(command.callback.__name__ if command.callback else "")
