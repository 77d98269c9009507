"""The command line: parse arguments, call `autokg.api`, print."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence
from copy import copy
from typing import Annotated

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

from autokg.cli import (  # noqa: F401 (they register their commands)
    build_commands,
    doctor_commands,
    history_commands,
    network_commands,
    store_commands,
    update_commands,
    web_commands,
)
from autokg.cli.border import DEBUG, border
from autokg.cli.options import app

__all__ = ["app", "main"]

_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the versions of autokg and the base, and exit.")
    ] = False,
    debug: Annotated[  # noqa: ARG001 (`main` takes it out of the arguments, wherever it stands)
        bool, typer.Option(DEBUG, help="Print the traceback of an error; goes with any command.")
    ] = False,
) -> None:
    if version:
        from autokg.core.bundled_base import describe_base
        from autokg.core.version import __version__

        typer.echo(f"autokg {__version__}\n{describe_base()}")
        raise typer.Exit


def main() -> None:
    """Run the command line; an error for users becomes one message and an exit code."""
    # A command makes few cycles; looking for them while modules load takes a tenth of the time of a short command.
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        _escape_what_the_encoding_lacks(stream)
    arguments, debug = _without_debug(sys.argv[1:])
    with border(debug=debug):
        _narrowed(arguments)(arguments)
        sys.stdout.flush()


def _without_debug(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """Return the arguments without `--debug`, which may stand anywhere before `--`, and whether it was there."""
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    kept = [argument for argument in options if argument != DEBUG]
    return [*kept, *arguments[len(options) :]], len(kept) < len(options)


def _escape_what_the_encoding_lacks(stream: object) -> None:
    r"""Print characters that a terminal of another encoding lacks as `\u….`; files and pipes of data get UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _narrowed(arguments: Sequence[str]) -> typer.Typer:
    """Return the application with only the command in the arguments: typer builds the options of all to run one."""
    asked = [command for command in app.registered_commands if arguments[:1] == [_name(command)]]
    if not asked:
        return app
    narrow = copy(app)
    narrow.registered_commands, narrow.registered_groups = asked, []
    return narrow


def _name(command: CommandInfo) -> str:
    """Return the name of a command; by default typer makes it from the name of its function."""
    return command.name or get_command_name(command.callback.__name__ if command.callback else "")
