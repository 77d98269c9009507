"""Close generated graphs of several sizes with each reasoner, and print a Markdown table.

    python benchmarks/reasoning/run.py                        all that are installed, at their usual sizes
    python benchmarks/reasoning/run.py "memory, all=1000000"   one of them, at a size

Each measurement runs in a process of its own. `load` is from pyoxigraph triples into the reasoner's own form, `close`
the reasoning alone, `write` back into pyoxigraph triples. `axioms` are the ontology's alone, which is what owlrl and
`reasonable` know; `all` adds the SPARQL rules.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from json import dumps, loads
from pathlib import Path

import pyoxigraph
from generate import generate_triples  # the file beside this one
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from autokg.core.ontology import load_ontology
from autokg.core.terms import GRAPH, OWL
from autokg.reasoning.in_store import close_in_store
from autokg.reasoning.memory import MemoryReasoner, collection_paused
from autokg.reasoning.owl import is_about_things, is_declaration
from autokg.reasoning.rulebook import compile_rulebook
from autokg.stores import OxigraphStore
from autokg.stores.rdflib_bridge import from_rdflib, to_rdflib

USUAL = {
    "memory, all": (1_000, 10_000, 100_000, 1_000_000),
    "memory, axioms": (1_000, 10_000, 100_000, 1_000_000),
    "pyoxigraph, all": (1_000, 10_000, 100_000, 1_000_000),
    "reasonable, axioms": (1_000, 10_000, 100_000, 1_000_000),
    "owlrl, axioms": (1_000, 10_000, 100_000),
}
_PACKAGES = ("pyoxigraph", "rdflib", "owlrl", "reasonable")


class Watch:
    """CPU seconds from one lap to the next: what else the machine does weighs less in them."""

    def __init__(self) -> None:
        self._last = time.process_time()

    def lap(self) -> float:
        """Return the seconds since the last lap."""
        before, self._last = self._last, time.process_time()
        return self._last - before


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one reasoner took for one graph."""

    reasoner: str
    given: int
    derived: int
    load: float
    close: float
    write: float
    peak_mib: int
    digest: str


def close_in_memory(given: list[Triple], *, axioms_only: bool) -> tuple[list[Triple], float, float, float]:
    """Time the compiled rules in memory; compiling them counts as loading."""
    watch = Watch()
    reasoner = MemoryReasoner(compile_rulebook(load_ontology(), queries=() if axioms_only else None))
    with collection_paused():  # as infer() has it
        reasoner.load(given)
        load = watch.lap()
        reasoner.close()
        close = watch.lap()
        return list(reasoner.derived()), load, close, watch.lap()


def close_in_oxigraph(given: list[Triple]) -> tuple[list[Triple], float, float, float]:
    """Time the rules as updates of a pyoxigraph store in memory."""
    watch = Watch()
    book, store = compile_rulebook(load_ontology()), pyoxigraph.Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, GRAPH.accepted) for t in (*book.assertions, *given))
    load = watch.lap()
    close_in_store(book, OxigraphStore(store).query, store.update)
    close = watch.lap()
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH.inferred)], load, close, watch.lap()


def close_by_owlrl(given: list[Triple]) -> tuple[list[Triple], float, float, float]:
    """Time one expansion by owlrl, without the declarations that give it half of its work."""
    import owlrl  # noqa: PLC0415

    watch = Watch()
    axioms = [axiom for axiom in load_ontology().axioms() if not is_declaration(axiom)]
    graph = to_rdflib([*axioms, *given])
    load = watch.lap()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    close = watch.lap()
    return list(_news(from_rdflib(graph), given)), load, close, watch.lap()


def close_by_reasonable(given: list[Triple]) -> tuple[list[Triple], float, float, float]:
    """Time `reasonable` without the disjointness that takes it most of its time and yields no triple.

    It hands back rdflib terms, which is part of its `reason()`.
    """
    import rdflib  # noqa: PLC0415
    import reasonable  # type: ignore[import-not-found]  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(suffix=".ttl") as file:
        axioms = [axiom for axiom in load_ontology().axioms() if axiom.predicate != OWL.disjointWith]
        serialize([*axioms, *given], file.name, RdfFormat.TURTLE)
        watch = Watch()
        reasoner = reasonable.PyReasoner()
        reasoner.load_file(file.name)
        load = watch.lap()
    found = reasoner.reason()
    close = watch.lap()
    graph = rdflib.Graph()
    for triple in found:
        graph.add(triple)
    return list(_news(from_rdflib(graph), given)), load, close, watch.lap()


def _news(found: Iterable[Triple], given: list[Triple]) -> set[Triple]:
    return {triple for triple in found if is_about_things(triple)}.difference(given)


_REASONERS: dict[str, Callable[[list[Triple]], tuple[list[Triple], float, float, float]]] = {
    "memory, all": lambda given: close_in_memory(given, axioms_only=False),
    "memory, axioms": lambda given: close_in_memory(given, axioms_only=True),
    "pyoxigraph, all": close_in_oxigraph,
    "reasonable, axioms": close_by_reasonable,
    "owlrl, axioms": close_by_owlrl,
}


def measure(reasoner: str, size: int) -> Measurement:
    """Run one reasoner on one graph, in this process."""
    given = list(generate_triples(size))
    derived, load, close, write = _REASONERS[reasoner](given)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    lines = "\n".join(sorted(map(str, derived)))
    digest = hashlib.sha256(lines.encode()).hexdigest()[:8]
    return Measurement(reasoner, len(given), len(derived), load, close, write, peak, digest)


def describe_machine() -> str:
    """Say what the figures were taken on."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES if _is_installed(name))
    return f"{cpu or platform.processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, {versions}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def _is_installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _row(result: Measurement) -> str:
    seconds = " | ".join(f"{value:.2f}" for value in (result.load, result.close, result.write))
    return (
        f"| {result.reasoner} | {result.given:,} | {result.derived:,} | {seconds} "
        f"| {result.peak_mib:,} | {result.digest} |\n"
    )


def main(arguments: list[str]) -> None:
    """Measure what is asked for, one process each."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(dumps(asdict(measure(arguments[1], int(arguments[2])))))
        return
    asked = [argument.split("=") for argument in arguments]
    wanted = [(f"{name}", int(size)) for name, size in asked] or [(n, size) for n in USUAL for size in USUAL[n]]
    sys.stdout.write(f"{describe_machine()}\n\n")
    sys.stdout.write("| reasoner | given | derived | load s | close s | write s | peak MiB | derived triples |\n")
    sys.stdout.write("|---|--:|--:|--:|--:|--:|--:|---|\n")
    for name, size in wanted:
        if _is_installed(name.split(",")[0]) or name.startswith("memory"):
            command = [sys.executable, __file__, "--one", name, str(size)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
            sys.stdout.write(_row(Measurement(**loads(answer.stdout))))
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
