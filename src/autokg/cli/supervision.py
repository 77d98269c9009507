"""Run the command line as a process: end on signals with the code of the shell, and survive a crash of the engine.

A query can ask the engine for more memory or stack than there is, which ends its process. So `query` and `validate`
work in a child process, and this one waits, and says what happened.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from autokg.cli import main
from autokg.errors import OutOfTimeError

_RISKY = ("query", "validate")
_CRASHES = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)
_OF_SHELL = 128


def run() -> None:
    """Run the command in the arguments of the process."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _end)
    if any(argument in _RISKY for argument in sys.argv[1:3]) and hasattr(os, "fork") and (child := os.fork()):
        sys.exit(_wait_for(child))
    main()


def _end(number: int, _: FrameType | None) -> NoReturn:
    """Leave as after an error, so that what is half written is removed."""
    raise SystemExit(_OF_SHELL + number)


def _wait_for(child: int) -> int:
    """Return the exit code of a child process, to which signals are passed on."""

    def forward(number: int, _: FrameType | None) -> None:
        os.kill(child, number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    if -code in (*_CRASHES, signal.SIGKILL):
        sys.stderr.write("autokg: the query needs more memory than there is; ask for less, or nest it less deep\n")
        return OutOfTimeError.exit_code
    return _OF_SHELL - code
