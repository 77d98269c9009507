"""Measure the server: time to its start, requests a second, times of responses, and memory.

    python benchmarks/web/run.py [--store STORE] [--requests N]

The client shares the machine with the server and takes about a fifth of its work.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

CONNECTIONS = 32
WHO_BUILDS = quote(
    """SELECT ?builder ?plant ?start WHERE {
  ?production akg:ofModel model:polestar-4 ; akg:productionBuilder/rdfs:label ?builder ; akg:atPlant/rdfs:label ?plant
  OPTIONAL { ?production akg:productionStart ?start }
} #"""
)
PATHS = {  # `{N}` becomes the number of the request: the cache of responses does not help
    "/sparql, who builds a model, each query new": f"/sparql?query={WHO_BUILDS}{{N}}",
    "/sparql, who builds a model, asked again": f"/sparql?query={WHO_BUILDS}",
    "/api/entity, asked again": "/api/entity/model/polestar-4",
    "/api/search, asked again": "/api/search?q=polest",
    "/data, asked again": "/data/model/polestar-4.ttl",
    "page of a model, asked again": "/thing/model/polestar-4",
    "page of a company, asked again": "/thing/organization/volvo-cars",
}


def main() -> None:
    """Run the server, and print what is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", help="the bundled base if omitted")
    parser.add_argument("--requests", type=int, default=2_000, help="of each kind")
    options = parser.parse_args()
    begin = time.perf_counter()
    with running(options.store) as (server, host, port):
        asyncio.run(load(host, port, "/health", 1, 1))
        sys.stdout.write(f"start to first answer: {time.perf_counter() - begin:.2f} s\n")
        for title, path in PATHS.items():
            asyncio.run(load(host, port, path, 1, 1))  # what is asked again was asked before
            before = memory(server.pid)
            seconds, times = asyncio.run(load(host, port, path, options.requests, CONNECTIONS))
            report(title, seconds, times, before, memory(server.pid))


@contextmanager
def running(store: str | None) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """Run a server, and yield its process, host and port."""
    which = ["-s", store] if store else []
    command = [sys.executable, "-m", "autokg", "serve", *which, "--port", "0", "--rate", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 (our own command)
        lines = server.stderr or ()
        host, port = re.findall(r"http://([\d.]+):(\d+)/", next(iter(lines)))[0]
        threading.Thread(target=list, args=(lines,), daemon=True).start()  # the access log
        try:
            yield server, host, int(port)
        finally:
            server.terminate()


async def load(host: str, port: int, path: str, requests: int, connections: int) -> tuple[float, list[float]]:
    """Send requests over some connections; return the seconds for all, and for each, sorted."""
    waiting = iter(range(requests))
    times: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection(host, port)
        for number in waiting:
            start = time.perf_counter()
            writer.write(f"GET {path.replace('{N}', str(number))} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            await reader.readexactly(int(re.findall(rb"content-length: (\d+)", head)[0]))
            times.append(time.perf_counter() - start)
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    return time.perf_counter() - begin, sorted(times)


def report(title: str, seconds: float, times: list[float], before: int, after: int) -> None:
    """Print the figures of one path."""
    median, last = times[len(times) // 2], times[int(len(times) * 0.99)]
    rate = f"{len(times) / seconds:,.0f} requests/s, median {median * 1000:.0f} ms, p99 {last * 1000:.0f} ms"
    sys.stdout.write(f"{title}: {rate}, memory {before} to {after} MB\n")


def memory(pid: int) -> int:
    """Return the memory of a process and its children in megabytes."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in [str(pid), *children])
    return pages * 4096 // 1_000_000


if __name__ == "__main__":
    main()
