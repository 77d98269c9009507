"""Read generated articles as `autokg read` does, and print Markdown tables: articles a second, and memory.

    python benchmarks/reading/run.py              200 articles a process for speed, 10,000 for memory
    python benchmarks/reading/run.py 100 2000     fewer of them

Speed is taken once the processes have started and their tables are compiled: the clock starts at the 100th article.
Memory is the resident size of one process that reads all the articles, at each tenth.
"""

from __future__ import annotations

import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from generate import generate_article  # the file beside this one

from autokg.reading.files import read_articles

SPEED, MEMORY = 200, 10_000
_STARTED = 100  # articles until all tables of all languages are compiled in each process
_TENTHS = 10


@contextmanager
def written(count: int) -> Iterator[list[Path]]:
    """Write articles to a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number:06}.txt") for number in range(count)]
        for number, path in enumerate(paths):
            path.write_text(generate_article(number), encoding="utf-8")
        yield paths


def measure_speed(count: int, jobs: int) -> tuple[float, float]:
    """Return articles a second by the clock, and by the CPU time that this process took."""
    with written(_STARTED + count * jobs) as paths:
        wall = cpu = 0.0
        for number, _ in enumerate(read_articles(paths, {}, jobs=jobs), 1):
            if number == _STARTED:
                wall, cpu = time.perf_counter(), time.process_time()
        read = len(paths) - _STARTED
        return read / (time.perf_counter() - wall), read / (time.process_time() - cpu)


def measure_memory(count: int) -> list[tuple[int, int]]:
    """Return (articles read, MiB that the process holds) at each tenth of the way."""
    held = []
    with written(count) as paths:
        for number, _ in enumerate(read_articles(paths, {}), 1):
            if number % (count // _TENTHS) == 0:
                held.append((number, resident()))
    return held


def resident() -> int:
    """Return the MiB of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def machine() -> str:
    """Return what the figures were taken on."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next(line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name"))
    packages = ", ".join(f"{name} {version(name)}" for name in ("autokg", "pydantic", "rapidfuzz"))
    return f"{model}, {len(os.sched_getaffinity(0))} cores; Python {platform.python_version()}, {packages}"


def say(line: str) -> None:
    """Print a line at once, so that a stopped run has shown what it had."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(speed: int = SPEED, memory: int = MEMORY) -> None:
    """Measure and print."""
    say(f"{machine()}\n\n| processes | articles/s | articles/CPU s |\n|--:|--:|--:|")
    for jobs in (1, 2):
        wall, cpu = measure_speed(speed, jobs)
        say(f"| {jobs} | {wall:.1f} | {f'{cpu:.1f}' if jobs == 1 else ''} |")
    if memory:
        say("\n| articles read | MiB held |\n|--:|--:|")
        for read, held in measure_memory(memory):
            say(f"| {read:,} | {held} |")


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    main(*map(int, sys.argv[1:]))
