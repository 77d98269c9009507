"""Work in Python ends at its time limit."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from autokg.core.time_limit import time_limit
from autokg.errors import DocumentError


def _work(seconds: float) -> None:
    """Use processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_work_that_takes_longer_is_ended() -> None:
    before = signal.getsignal(signal.SIGPROF)
    start = time.process_time()
    message = r"a.txt: reading the article took more than 0.1 s of processor time"
    with pytest.raises(DocumentError, match=message), time_limit(0.1, "the article", "a.txt"):
        _work(20)
    assert time.process_time() < start + 10
    assert signal.getsignal(signal.SIGPROF) == before


def test_work_in_time_is_not() -> None:
    with time_limit(0.1, "the article", "a.txt"):
        time.sleep(0.15)  # as on a busy machine, or while a service answers
    _work(0.15)
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_another_thread_has_no_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.01, "the article", "a.txt"):
            _work(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
