"""A process that reads a store for the server. It runs one job at a time and may be ended at any moment.

    python -m autokg.web.worker STORE

The engine cannot be interrupted, but a process can: so queries that take too long are ended. Jobs arrive on standard
input and replies leave on standard output, each after its length in four bytes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from autokg.api.page_serving import prepare_pages
from autokg.api.serving import StoreAddress, open_served, to_address, version_of
from autokg.errors import AutokgError
from autokg.web.jobs import LENGTH_BYTES, Failure, Job, Reply, frame, unframe

_IDLE_SECONDS = 0.5
_LONG_SECONDS = 0.2  # of a job; short ones leave little behind
_MOST_MEMORY = 4 << 30  # bytes; a query that needs more ends this process, not the machine's others


class Session:
    """The state of a store that counts, opened again after another has taken its place."""

    def __init__(self, store: StoreAddress) -> None:
        """Serve a store, which is opened when the first job needs it."""
        self._store, self._version = store, ""
        self._preparation: Iterator[None] = iter(())

    def prepare(self) -> bool:
        """Read a part of what pages are made from; return whether there is more of it."""
        try:
            return next(self._preparation, self) is None
        except Exception:  # who asks for the page is told of it
            return False

    def run(self, job: Job) -> Reply:
        """Run a job; once more if the store was replaced meanwhile and its old files are gone."""
        version = ""
        try:
            version = self._refresh()
            try:
                return Reply(version, job.function(self._kb, *job.arguments, **job.options))
            except (OSError, RuntimeError):
                if version == version_of(self._store):
                    raise
                version = self._refresh()
                return Reply(version, job.function(self._kb, *job.arguments, **job.options))
        except Exception as error:  # whatever it is, the server must get a reply
            return Reply(version, failure=Failure.of(error))

    def _refresh(self) -> str:
        version = version_of(self._store)
        if version != self._version:
            self._kb = open_served(self._store)
            if isinstance(self._store, Path):  # another server is not asked for what nobody wants yet
                self._preparation = prepare_pages(self._kb)
            self._version = version
        return version


def main() -> None:
    """Run the jobs that arrive, until there are no more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the server ends its workers, after their last jobs
    _limit_memory()
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints does not get between the replies
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    session = Session(to_address(sys.argv[1]))
    while True:
        job = _wait_for(jobs, session)
        begin = time.monotonic()
        replies.write(frame(session.run(job)))
        replies.flush()
        if time.monotonic() - begin > _LONG_SECONDS:
            _return_memory()


def _wait_for(jobs: queue.SimpleQueue[Job], session: Session) -> Job:
    """Return the next job; if there is none for a while, prepare pages until there is."""
    with contextlib.suppress(queue.Empty):
        return jobs.get(timeout=_IDLE_SECONDS)
    while jobs.empty() and session.prepare():
        pass
    return jobs.get()


def _listen(source: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    """Put arriving jobs into a queue; end the process, even amid a query, when the server is gone."""
    while length := source.read(LENGTH_BYTES):
        jobs.put(unframe(source.read(int.from_bytes(length, "big"))))
    os._exit(0)


def _return_memory() -> None:
    """Give the memory that a large query took back to the system, which the allocator would keep for the next."""
    with contextlib.suppress(OSError, AttributeError):  # of the GNU C library only
        ctypes.CDLL(None).malloc_trim(0)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # systems without such limits, or with lower ones
        import resource  # noqa: PLC0415 (Unix only)

        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    with contextlib.suppress(AutokgError, BrokenPipeError):
        main()
