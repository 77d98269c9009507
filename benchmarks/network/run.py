"""Measure generated networks with each engine that is installed, and print a Markdown table.

    python benchmarks/network/run.py                    1,000, 10,000 and 100,000 nodes, five times as many edges
    python benchmarks/network/run.py 1000 50000         other numbers of nodes

Each measurement runs in a process of its own, in CPU seconds: `all` is the whole call, with the engine's copy of the
graph and the ranking of all nodes; `ties` is that part of it which turns edges into weighted ties, the same for all
engines. Equal digests are equal scores.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import networkx as nx
from generate import generate_network  # the file beside this one

from autokg.network.centrality import rank
from autokg.network.communities import find_communities
from autokg.network.engines import installed_engines
from autokg.network.ties import flatten

SIZES = (1_000, 10_000, 100_000)
PIVOTS = 50
_DENSITY = 5
_TOP = 100
_PACKAGES = ("networkx", "numpy", "igraph", "nx-rustworkx", "rustworkx")

TASKS = {
    "pagerank": ("networkx", "igraph", "rustworkx"),
    "constraint": ("networkx", "igraph"),
    f"betweenness, {PIVOTS} pivots": ("networkx", "igraph"),
    f"weighted betweenness, {PIVOTS} pivots": ("networkx", "igraph"),
    "louvain": ("networkx", "igraph"),
    "leiden": ("igraph",),
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one engine took for one task on one network."""

    task: str
    engine: str
    nodes: int
    edges: int
    ties: float
    whole: float
    peak_mib: int
    found: str


def measure(task: str, engine: str, nodes: int) -> Measurement:
    """Run one task by one engine, in this process."""
    find(task, engine, nx.MultiDiGraph([("a", "b"), ("b", "c")], sources=1))  # loads the libraries
    network = generate_network(nodes, _DENSITY * nodes)
    start = time.process_time()
    flatten(network, None if task.startswith("betweenness") else "sources")
    ties = time.process_time() - start
    start = time.process_time()
    found = find(task, engine, network)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Measurement(task, engine, nodes, network.number_of_edges(), ties, took, peak, found)


def find(task: str, engine: str, network: nx.MultiDiGraph) -> str:
    """Carry out a task, and say what came of it: communities and their modularity, or a digest of the first scores."""
    weight = None if task.startswith("betweenness") else "sources"
    if task in ("louvain", "leiden"):
        parts = find_communities(network, weight=weight, method=task, engine=engine)
        return f"{len(parts.communities):,} communities, modularity {parts.modularity:.4f}"
    name = "betweenness" if "betweenness" in task else task
    rows = rank(network, name, weight=weight, pivots=PIVOTS, engine=engine).rows[:_TOP]
    said = "\n".join(f"{row.node} {row.value:.4g}" for row in rows)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def describe_machine() -> str:
    """Say what the figures were taken on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{cpu or platform.processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, {_versions()}"


def _versions() -> str:
    return ", ".join(f"{name} {number}" for name in _PACKAGES if (number := _version(name)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _row(result: Measurement) -> str:
    numbers = f"{result.nodes:,} | {result.edges:,} | {result.ties:.2f} | {result.whole:.2f} | {result.peak_mib:,}"
    return f"| {result.task} | {result.engine} | {numbers} | {result.found} |\n"


def main(sizes: Sequence[int]) -> None:
    """Measure and print, one process each, so that a stopped run has shown what it had."""
    sys.stdout.write(f"{describe_machine()}\n\n")
    sys.stdout.write("| measure | engine | nodes | edges | ties s | all s | peak MiB | found |\n")
    sys.stdout.write("|---|---|--:|--:|--:|--:|--:|---|\n")
    for task, engines in TASKS.items():
        for nodes in sizes:
            for engine in sorted(set(engines) & set(installed_engines()), key=engines.index):
                command = [sys.executable, __file__, "--one", task, engine, str(nodes)]
                answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
                sys.stdout.write(_row(Measurement(**json.loads(answer.stdout))))
                sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(asdict(measure(sys.argv[2], sys.argv[3], int(sys.argv[4])))))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
