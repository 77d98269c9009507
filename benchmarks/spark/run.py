"""Build the same facts by one process, two processes and Spark local[2], one after the other: `run.py 12500`.

Two processes build half of the documents each, at the same time and without bringing the halves together: what two
cores could do at best. Memory is the most that a process and its children held at one time, CPU time that of all
together. The time of Spark is without its start.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_BUILDING = Path(__file__).parent.parent / "building"
_MIB = 1 << 20
_BETWEEN_LOOKS = 0.5  # seconds
_TICKS = os.sysconf("SC_CLK_TCK")
_SPARK = """
import json, sys, time
from pathlib import Path
from autokg.claims.decisions import Decisions
from autokg.spark.distributed_build import build_shards
from autokg.spark.fact_lines import find_inputs
from autokg.spark.session import spark_session
with spark_session("local[2]") as session:
    begin = time.perf_counter()
    built = build_shards(session, find_inputs([sys.argv[1]]), Path(sys.argv[2]), decisions=Decisions())
    print(json.dumps({"seconds": time.perf_counter() - begin, "claims": built.counts["claims"]}))
"""


@dataclass(slots=True)
class Run:
    """What some processes and their children took together, as far as looks at them tell."""

    seconds: float = 0.0
    peak: int = 0
    cpu: dict[int, float] = field(default_factory=dict)
    out: str = ""

    def __str__(self) -> str:
        return f"{self.seconds:.1f} | {sum(self.cpu.values()):.1f} | {self.peak / _MIB:,.0f}"

    def look(self, roots: list[int]) -> None:
        """Note what the processes hold now, and the time of the processor that each has had so far."""
        parents: dict[int, int] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has ended
                pid, fields = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
                parents[pid] = int(fields[1])
                self.cpu |= {pid: sum(map(int, fields[11:13])) / _TICKS} if pid in self.cpu else {}
        family = set(roots)
        while more := {pid for pid, parent in parents.items() if parent in family} - family:
            family |= more
        self.cpu = dict.fromkeys(family, 0.0) | self.cpu
        self.peak = max(self.peak, sum(map(_pss, family)))


def run(commands: list[list[str]], **environment: str) -> Run:
    """Run commands at the same time, and watch them and their children."""
    begin, taken = time.perf_counter(), Run()
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | environment)  # noqa: S603
        for command in commands
    ]
    while any(process.poll() is None for process in processes):
        taken.look([process.pid for process in processes])
        time.sleep(_BETWEEN_LOOKS)
    if any(process.returncode for process in processes):
        sys.exit("a build failed")
    taken.seconds, taken.out = time.perf_counter() - begin, "".join(process.communicate()[0] for process in processes)
    return taken


def _pss(pid: int) -> int:
    """Return the memory of a process, each page that several share divided by their number."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _shuffled(folder: Path) -> int:
    """Return the bytes that tasks wrote for shuffles, by the event log of Spark."""
    events = (json.loads(line) for path in folder.rglob("events_*") for line in path.open(encoding="utf-8"))
    metrics = (event.get("Task Metrics") or {} for event in events if event.get("Event") == "SparkListenerTaskEnd")
    return sum(each.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0) for each in metrics)


def measure(facts: int, folder: Path) -> Iterator[str]:
    """Yield a line of the table for each way to build."""
    generated = subprocess.run(  # noqa: S603
        [sys.executable, str(_BUILDING / "generate.py"), str(facts)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.split("\n")[:-1]
    middle = next(n for n, line in enumerate(generated) if n >= len(generated) // 2 and '"kind": "document"' in line)
    files = {"all": generated, "first": generated[:middle], "second": generated[middle:]}
    for name, lines in files.items():
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    yield "| | s | CPU s | peak MiB | shuffled MiB |\n|---|--:|--:|--:|--:|\n"
    one = run([_local(folder, "all")])
    yield f"| one process | {one} | |\n"
    two = run([_local(folder, "first"), _local(folder, "second")])
    yield f"| two processes, half each | {two} | |\n"
    log = folder / "events"
    log.mkdir()
    settings = f"--conf spark.eventLog.enabled=true --conf spark.eventLog.dir={log.as_uri()} "
    settings += "--conf spark.eventLog.compress=false pyspark-shell"
    command = [sys.executable, "-c", _SPARK, str(folder / "all.jsonl"), str(folder / "shards")]
    spark = run([command], PYSPARK_SUBMIT_ARGS=settings)
    told = json.loads(spark.out.strip().split("\n")[-1])
    spark.seconds = told["seconds"]
    yield f"| Spark local[2] | {spark} | {_shuffled(log) / _MIB:,.0f} |\n"
    yield f"\nSpark ÷ two processes: {spark.seconds / two.seconds:.2f}; {told['claims']:,} claims\n"


def _local(folder: Path, name: str) -> list[str]:
    store, facts = str(folder / f"{name}-store"), str(folder / f"{name}.jsonl")
    return [sys.executable, "-m", "autokg", "build", facts, "-s", store, "--quiet"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("facts", type=int, nargs="?", default=12_500)
    with tempfile.TemporaryDirectory() as aside:
        for line in measure(parser.parse_args().facts, Path(aside)):
            sys.stdout.write(line)
            sys.stdout.flush()
