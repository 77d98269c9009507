"""A process that waits for a query says what ended it."""

from __future__ import annotations

import os
import signal

import pytest

from autokg.cli.supervision import _wait_for


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGABRT, 4), (signal.SIGSEGV, 4), (signal.SIGKILL, 4), (signal.SIGINT, 130), (signal.SIGTERM, 143)],
)
def test_the_end_of_a_child_is_an_exit_code(
    number: signal.Signals, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    before = {kind: signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    child = os.fork()
    if not child:
        signal.signal(number, signal.SIG_DFL) if number != signal.SIGKILL else None
        os.kill(os.getpid(), number)
        os._exit(99)
    try:
        assert _wait_for(child) == code
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
    assert ("the query needs more memory" in capfd.readouterr().err) == (code == 4)


def test_the_code_of_a_child_is_passed_on() -> None:
    before = {kind: signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    child = os.fork()
    if not child:
        os._exit(3)
    try:
        assert _wait_for(child) == 3
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
