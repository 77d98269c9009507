"""Check generated graphs of several sizes by the compiled shapes and by pySHACL, and print a Markdown table.

    python benchmarks/validation/run.py                    all, at their usual sizes
    python benchmarks/validation/run.py compiled=1000000   one of them, at a size

Each measurement runs in a process of its own and starts from a store in memory. `load` is from there into the checker's
own form, which the compiled shapes do without; `check` goes from there to what is found. `core` is the shapes without
their SPARQL constraints, each of which pySHACL asks anew for every node.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import logging
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generate import generate_quads  # the file beside this one
from pyoxigraph import Triple

from autokg.core.terms import SH
from autokg.stores import OxigraphStore
from autokg.validation import Breach, CompiledShapes, compile_shapes, find_breaches, load_shapes
from autokg.validation.breaches import CHECKED
from autokg.validation.pyshacl_fallback import check_graph

USUAL = {
    "compiled": (20_000, 100_000, 1_000_000),
    "pyshacl": (20_000,),
    "compiled, core": (20_000, 100_000, 1_000_000),
    "pyshacl, core": (20_000, 100_000, 1_000_000),
}
_PACKAGES = ("pyoxigraph", "rdflib", "pyshacl")

Checked = tuple[list[Breach], float, float]


def check_compiled(store: OxigraphStore, shapes: CompiledShapes) -> Checked:
    """Time the compiled shapes; what they read of the store counts as checking."""
    start = time.process_time()
    found = find_breaches(store, shapes)
    return found, 0.0, time.process_time() - start


def check_by_pyshacl(store: OxigraphStore, shapes: CompiledShapes) -> Checked:
    """Time pySHACL on an rdflib graph."""
    from autokg.stores.rdflib_bridge import to_rdflib  # noqa: PLC0415

    start = time.process_time()
    data = to_rdflib(_triples(store))
    loaded = time.process_time()
    found = list(check_graph(shapes.graph, shapes.graph.triples, data))
    return found, loaded - start, time.process_time() - loaded


_CHECKERS: dict[str, Callable[[OxigraphStore, CompiledShapes], Checked]] = {
    "compiled": check_compiled,
    "pyshacl": check_by_pyshacl,
}


def _triples(store: OxigraphStore) -> set[Triple]:
    return {quad.triple for layer in CHECKED for quad in store.quads(layer)}


def _shapes(part: str) -> CompiledShapes:
    """Return the bundled shapes, without their SPARQL for `core`."""
    bundled = load_shapes()
    core = (triple for triple in bundled.graph.triples if triple.predicate != SH.sparql)
    return compile_shapes(core) if part == "core" else bundled


def measure(checker: str, size: int) -> dict[str, object]:
    """Run one checker on one graph, in this process."""
    logging.disable()  # pySHACL tells of each constraint it meets
    store = OxigraphStore()
    store.load(generate_quads(size))
    name, _, part = checker.partition(", ")
    shapes = _shapes(part)
    triples = len(_triples(store))
    found, load, check = _CHECKERS[name](store, shapes)
    lines = {_line(breach) for breach in found}
    digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:8]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"triples": triples, "found": len(lines), "load": load, "check": check, "peak": peak, "digest": digest}


def _line(breach: Breach) -> str:
    """Return all of a breach that must be the same, as text."""
    said = sorted(message.value for message in breach.messages)
    what = (breach.focus, breach.component, breach.path, breach.value, breach.shape, breach.severity)
    return "\t".join(map(str, (*what, *said)))


def describe_machine() -> str:
    """Say what the figures were taken on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    cpu = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
    return f"{cpu}, {os.cpu_count()} cores; Python {platform.python_version()}, {versions}"


def _wanted(arguments: Iterable[str]) -> Iterator[tuple[str, int]]:
    asked = [argument.split("=") for argument in arguments]
    usual = [(name, size) for name, sizes in USUAL.items() for size in sizes]
    yield from ((name, int(size)) for name, size in asked) if asked else usual


def main(arguments: list[str]) -> None:
    """Measure what is asked for, one process each."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(json.dumps(measure(arguments[1], int(arguments[2]))))
        return
    sys.stdout.write(f"{describe_machine()}\n\n")
    sys.stdout.write("| shapes | triples | findings | load s | check s | peak MiB | what is found |\n")
    sys.stdout.write("|---|--:|--:|--:|--:|--:|---|\n")
    for name, size in _wanted(arguments):
        command = [sys.executable, __file__, "--one", name, str(size)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        row = "| {triples:,} | {found:,} | {load:.2f} | {check:.2f} | {peak:,} | {digest} |"
        sys.stdout.write(f"| {name} {row.format(**json.loads(answer.stdout))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
