"""Work in Python ends at its time limit."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from autokg.core.time_limit import time_limit
from autokg.errors import DocumentError


def test_work_that_takes_longer_is_ended() -> None:
    before = signal.getsignal(signal.SIGALRM)
    start = time.monotonic()
    message = r"a.txt: reading the article took longer than 0.1 s"
    with pytest.raises(DocumentError, match=message), time_limit(0.1, "the article", "a.txt"):
        time.sleep(30)
    assert time.monotonic() < start + 20
    assert signal.getsignal(signal.SIGALRM) == before


def test_work_in_time_is_not() -> None:
    with time_limit(0.1, "the article", "a.txt"):
        pass
    time.sleep(0.15)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_another_thread_has_no_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.01, "the article", "a.txt"):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
