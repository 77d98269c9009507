"""A limit of processor time for work in Python, by a signal: only in the main thread, and where timers exist.

A busy machine takes longer by the clock, and would lose what it reads at other times.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from autokg.errors import DocumentError


@contextmanager
def time_limit(seconds: float, what: str, source: str) -> Iterator[None]:
    """Raise `DocumentError` in the block once the process has worked on it for so many seconds."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> NoReturn:
        hint = "split it, or end its sentences with full stops"
        raise DocumentError(f"reading {what} took more than {seconds:g} s of processor time", source=source, hint=hint)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
