"""A time limit for work in Python, by a signal: only in the main thread, and where the system has timers."""

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
    """Raise `DocumentError` in the block once it has taken so many seconds."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> NoReturn:
        hint = "split it, or end its sentences with full stops"
        raise DocumentError(f"reading {what} took longer than {seconds:g} s", source=source, hint=hint)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
