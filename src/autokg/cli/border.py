"""Turn whatever ends a command into one message and an exit code. A traceback is printed with `--debug` only.

Exit codes: those of `autokg.errors`; 70 for a mistake of this package, 130 and 143 after Ctrl-C and SIGTERM.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from autokg.cli.wording import in_options
from autokg.core.foreign_errors import translate
from autokg.core.visible import visible
from autokg.errors import AutokgError, StoreError

DEBUG = "--debug"
UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130
_LONGEST = 2_000  # characters of a message: what a user passes may be of any length


@contextmanager
def border(*, debug: bool = False) -> Iterator[None]:
    """Print the error that ends the block, and exit with its code."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # typer exits with 1, though the reader only has enough
            sys.exit(0)
        raise
    except Exception as error:
        if debug:
            traceback.print_exc()
        sys.exit(report(error))


def report(error: BaseException) -> int:
    """Print an error on standard error and return its exit code."""
    known = translate(error)
    if known is None:
        message = f"unexpected error: {type(error).__name__}: {error}"
        advice = f"please report it with the output of the same command with {DEBUG}"
    else:
        message, advice = in_options(str(known)), _repair(known)
    with suppress(OSError, ValueError):  # standard error may be closed or full
        sys.stderr.write(f"autokg: {_printable(message)}{f'; {advice}' if advice else ''}\n")
    if isinstance(error, OSError):
        _forget_standard_output()
    return UNEXPECTED if known is None else known.exit_code


def _repair(error: AutokgError) -> str:
    """Remove the bundled base if it is damaged, so that it is built again; return what was done."""
    if not isinstance(error, StoreError):
        return ""
    from autokg import api

    with suppress(OSError):
        if api.forget_damaged(str(error)):
            return "it was the bundled one in the cache and has been removed: run the command again"
    return ""


def _printable(text: str) -> str:
    """Return a message without control characters, and cut where it is long."""
    text = visible(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def _forget_standard_output() -> None:
    """Let Python not write again at exit what could not be written."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
