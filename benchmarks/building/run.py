"""Build, ask and compare at several sizes, and print Markdown tables: `python benchmarks/building/run.py 1k 10k 100k`.

A size counts claims, of which a generated fact makes about eight and a claim about ten quads: `100k` is 12,500
lines of facts and a million quads. Everything at one size is measured in one run, each in a process of its own; what
is too slow for a size is left out, and said.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generate import generate_lines  # the files beside this one
from measured import Lap, in_own_process

_HERE = Path(__file__).parent
_CLAIMS_A_FACT = 8
_UNITS = {"k": 1_000, "m": 1_000_000}
_DEFAULT = ("1k", "10k", "100k")
_MOST_CLAIMS = {"oxigraph": None, "reasonable": 100_000, "rdflib": 10_000, "pyshacl": 10_000, "owlrl": 10_000}
_PACKAGES = ("autokg", "pyoxigraph", "pydantic", "rdflib", "owlrl", "reasonable", "pyshacl")
_HEAD = "| | s | CPU s | quads | quads/s | peak MiB | |\n|---|--:|--:|--:|--:|--:|---|\n"


def parse_size(text: str) -> int:
    """Read a number of claims such as `10k` or `1M`."""
    return int(text.rstrip("kKmM")) * _UNITS.get(text[-1].lower(), 1)


def measure(claims: int, folder: Path) -> Iterator[str]:
    """Yield the lines of the table of a size, each as soon as it is known."""
    facts, store = folder / "facts.jsonl", folder / "store"
    with facts.open("w", encoding="utf-8") as file:
        file.writelines(generate_lines(claims // _CLAIMS_A_FACT))
    *stages, counted = in_own_process(_HERE / "ours.py", "build", str(facts), str(store))
    yield f"\n### {claims:,} claims\n\n{claims // _CLAIMS_A_FACT:,} facts, {counted.note}\n\n{_HEAD}"
    yield from (_row(stage) for stage in stages)
    build = _total("build, all of the above", stages, counted.quads)
    yield _row(build)
    in_own_process(_HERE / "ours.py", "dump", str(store), str(folder))
    for name, most in _MOST_CLAIMS.items():
        yield from _theirs(name, most, claims, folder, build)
    for where in ("disk", "memory"):
        yield _questions(in_own_process(_HERE / "ours.py", "ask", str(store), where))


def _theirs(name: str, most: int | None, claims: int, folder: Path, build: Lap) -> Iterator[str]:
    if importlib.util.find_spec("pyoxigraph" if name == "oxigraph" else name) is None:
        yield f"| {name} | | | | | | left out: not installed |\n"
    elif most is not None and claims > most:
        yield f"| {name} | | | | | | left out above {most:,} claims: too slow |\n"
    else:
        laps = in_own_process(_HERE / "theirs.py", name, str(folder))
        done = [lap for lap in laps if lap.quads is not None]
        yield from (_row(lap) for lap in done)
        if name == "oxigraph":
            yield f"| build ÷ bulk_load | {build.wall / done[0].wall:.2f} | {build.cpu / done[0].cpu:.2f} | | | | |\n"
        if questions := [lap for lap in laps if lap.quads is None]:
            yield _questions(questions)


def _total(stage: str, laps: Sequence[Lap], quads: int | None) -> Lap:
    wall, cpu = sum(lap.wall for lap in laps), sum(lap.cpu for lap in laps)
    return Lap(stage, wall, cpu, max(lap.peak_mib for lap in laps), quads)


def _row(lap: Lap) -> str:
    speed = f"{lap.quads / lap.wall:,.0f}" if lap.quads else ""
    quads = f"{lap.quads:,}" if lap.quads else ""
    return f"| {lap.stage} | {lap.wall:.2f} | {lap.cpu:.2f} | {quads} | {speed} | {lap.peak_mib:,} | {lap.note} |\n"


def _questions(laps: Sequence[Lap]) -> str:
    """Return a row on questions: the middle of their times, and what one in twenty exceeds, in milliseconds."""
    wall, cpu = sorted(lap.wall for lap in laps), sorted(lap.cpu for lap in laps)
    half, most = len(laps) // 2, len(laps) * 19 // 20
    times = f"p50 {1e3 * wall[half]:.1f} ms, p95 {1e3 * wall[most]:.1f} ms by the clock"
    times += f"; p50 {1e3 * cpu[half]:.1f} ms, p95 {1e3 * cpu[most]:.1f} ms of CPU"
    return f"| {laps[0].stage} | | | | | {laps[-1].peak_mib:,} | {len(laps)} asked: {times} |\n"


def describe_machine() -> str:
    """Say what the figures were taken on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown CPU")
    versions = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    return f"{cpu}, {os.cpu_count()} cores; Python {platform.python_version()}, {versions}\n"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("sizes", nargs="*", default=_DEFAULT, help="numbers of claims: 1k 10k 100k 1M")
    parser.add_argument("--folder", type=Path, help="where to keep files meanwhile: 1M needs 10 GB")
    given = parser.parse_args()
    sys.stdout.write(describe_machine())
    for size in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            for line in measure(parse_size(size), Path(folder)):
                sys.stdout.write(line)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
