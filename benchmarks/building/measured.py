"""What a piece of work took: seconds by the clock and by the processor, and the most memory its process held."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lap:
    """One stage.

    Attributes:
        quads: how many it made or took; None where none are counted.
        peak_mib: the most that its process has held until its end.
        note: what a reader of the figure has to know.

    """

    stage: str
    wall: float
    cpu: float
    peak_mib: int
    quads: int | None = None
    note: str = ""


class Watch:
    """Parts the time of a process into laps."""

    def __init__(self) -> None:
        self.laps: list[Lap] = []
        self._last = time.perf_counter(), time.process_time()

    def skip(self) -> None:
        """Leave out the time since the last lap."""
        self._last = time.perf_counter(), time.process_time()

    def lap(self, stage: str, quads: int | None = None, note: str = "") -> None:
        """End a stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.laps.append(Lap(stage, wall - self._last[0], cpu - self._last[1], peak, quads, note))
        self.skip()


def in_own_process(script: Path, *arguments: str) -> list[Lap]:
    """Run a script that ends in `tell` and return the laps it tells: no measurement weighs on another."""
    command = [sys.executable, str(script), *arguments]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return [Lap(**lap) for lap in json.loads(answer.stdout)]


def tell(watch: Watch) -> None:
    """Write the laps of this process to standard output."""
    json.dump([asdict(lap) for lap in watch.laps], sys.stdout)
