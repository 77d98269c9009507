"""Stop a query that takes too long or too much memory, on Ctrl-C, or if nobody waits for it any more."""

from __future__ import annotations

import mmap
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autokg.errors import OutOfTimeError

DEFAULT_SECONDS = 30.0
_PART_OF_MEMORY = 0.8  # of what is available when a query starts
_BETWEEN_LOOKS = 0.1  # seconds
_PAGE = mmap.PAGESIZE


@contextmanager
def stoppable(seconds: float | None = None) -> Iterator[None]:
    """End the process on Ctrl-C, at a time limit if there is one, and before memory is exhausted.

    The engine cannot be interrupted: nothing of the process may be worth keeping in the block.
    """
    done = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()  # the only one that may set what a signal does
    if is_main:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(seconds, done), daemon=True).start()
    try:
        yield
    finally:
        done.set()
        if is_main:
            signal.signal(signal.SIGINT, before)


def _watch(seconds: float | None, done: threading.Event) -> None:
    """End the process when a limit is passed; return when the work is done."""
    start, parent = time.monotonic(), os.getppid()
    most = _memory_in_use() + _PART_OF_MEMORY * _memory_available()
    while not done.wait(_BETWEEN_LOOKS):
        if seconds is not None and time.monotonic() - start >= seconds:
            _give_up(f"the query took longer than {seconds:g} s; ask for less, or raise --timeout")
        if _memory_in_use() > most:
            _give_up("the query needs more memory than there is; ask for less, or set a --limit")
        if os.getppid() != parent:
            os._exit(OutOfTimeError.exit_code)


def _memory_in_use() -> float:
    """Return the bytes of memory that this process holds; 0 if the system does not tell."""
    try:
        return float(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0.0


def _memory_available() -> float:
    """Return the bytes of memory that are free or can be freed; infinite if the system does not tell."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines() if Path("/proc/meminfo").exists() else []
    available = [float(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")]
    return available[0] if available else float("inf")


def _give_up(message: str) -> None:
    sys.stderr.write(f"autokg: {message}\n")
    sys.stderr.flush()
    os._exit(OutOfTimeError.exit_code)
