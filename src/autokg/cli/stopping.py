"""Stop a query that runs for too long: on Ctrl-C, or at a time limit."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from autokg.errors import OutOfTimeError


@contextmanager
def stoppable(seconds: float | None = None) -> Iterator[None]:
    """End the process on Ctrl-C, and at a time limit if there is one, while the engine works.

    The engine cannot be interrupted: nothing of the process may be worth keeping in the block.
    """
    watch = threading.Timer(min(seconds, threading.TIMEOUT_MAX), _give_up, [seconds]) if seconds is not None else None
    before = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()  # the only one that may set what a signal does
    if is_main:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if watch:
        watch.daemon = True
        watch.start()
    try:
        yield
    finally:
        if watch:
            watch.cancel()
        if is_main:
            signal.signal(signal.SIGINT, before)


def _give_up(seconds: float) -> None:
    error = OutOfTimeError(f"the query took longer than {seconds:g} s; ask for less, or raise --timeout")
    sys.stderr.write(f"autokg: {error}\n")
    sys.stderr.flush()
    os._exit(error.exit_code)
