"""The worker processes of a server: each runs one job at a time and is replaced if its job must be stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process

from autokg.api.serving import StoreAddress
from autokg.web.jobs import LENGTH_BYTES, Failure, Job, JobError, Reply, frame, unframe

_MOST_WAITING = 128  # jobs; more would wait longer than clients do


class Workers:
    """A fixed number of processes over one store."""

    def __init__(self, store: StoreAddress, number: int, seconds: float) -> None:
        """Serve a store by a number of processes; a job may take some seconds."""
        self._store, self._number, self._seconds = store, number, seconds
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._all: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.waiting = self.running = self.stopped = 0

    async def start(self) -> None:
        """Start all processes; they accept jobs at once."""
        await asyncio.gather(*(self._spawn() for _ in range(self._number)))

    async def stop(self) -> None:
        """End all processes."""
        for task in self._tasks:
            task.cancel()
        for process in self._all:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await asyncio.gather(*(process.wait() for process in self._all))

    async def run(self, job: Job) -> Reply:
        """Return what a job returns; raise `JobError` if it fails, takes too long, or too many others wait.

        If the caller is cancelled, the job is stopped.
        """
        process = await self._take()
        self.running += 1
        is_done = False
        try:
            async with asyncio.timeout(self._seconds * job.patience):
                reply = await _call(process, job)
            is_done = True
        except TimeoutError:
            problem = f"the query took longer than {self._seconds * job.patience:g} s; ask for less"
            raise JobError(Failure(("OutOfTimeError",), problem)) from None
        except (EOFError, ConnectionError):
            problem = "the query ended its worker process, perhaps because it ran out of memory; ask for less"
            raise JobError(Failure(("OutOfTimeError",), problem)) from None
        finally:
            self.running -= 1
            if is_done:
                self._idle.put_nowait(process)
            else:
                self._replace(process)
        if reply.failure:
            raise JobError(reply.failure)
        return reply

    async def _take(self) -> Process:
        """Return an idle process, if need be after waiting as long as a job may take."""
        if self.waiting >= _MOST_WAITING:
            raise JobError(Failure(("BusyError",), "the server is busy; try again later"))
        self.waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                return await self._idle.get()
        except TimeoutError:
            raise JobError(Failure(("BusyError",), "the server is busy; try again later")) from None
        finally:
            self.waiting -= 1

    def _replace(self, process: Process) -> None:
        """End a process amid its job, and start another."""
        self.stopped += 1
        self._all.discard(process)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        task = asyncio.create_task(self._spawn())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _spawn(self) -> None:
        command = (sys.executable, "-m", "autokg.web.worker", os.fspath(self._store))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, start_new_session=True)
        self._all.add(process)
        self._idle.put_nowait(process)


async def _call(process: Process, job: Job) -> Reply:
    assert process.stdin is not None  # noqa: S101 (both are pipes)
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(frame(job))
    await process.stdin.drain()
    length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES), "big")
    reply: Reply = unframe(await process.stdout.readexactly(length))
    return reply
