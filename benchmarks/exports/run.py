"""Export a base of any size and print time and memory as a Markdown table: `python benchmarks/exports/run.py 100k`.

The base is built from the generated facts of `benchmarks/building`; a folder of a store may be named instead of a size.
Each export runs in a process of its own, which is measured from outside.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE.parent / "building"))

from generate import generate_lines  # noqa: E402 (the files of the other benchmark)
from run import parse_size  # noqa: E402

_CLAIMS_A_FACT = 8
_EXPORTS = (
    *((part, ending) for part in ("claims", "facts", "all") for ending in ("nt", "ttl", "rdf", "jsonld")),
    *(("all", ending) for ending in ("nq", "trig")),
    ("claims", "reifiers.ttl"), ("claims", "nanopub.trig"), ("facts", "qs"),
    *(("sources", ending) for ending in ("bib", "ris", "csl.json", "csv")),
    *(("all", ending) for ending in ("graphml", "gexf", "csv", "neo4j.csv", "cypher", "xlsx", "parquet")),
)  # fmt: skip


def run(*arguments: str) -> tuple[float, int]:
    """Run autokg; return the seconds of CPU that it took, and the most memory it held, in MiB."""
    process = subprocess.Popen([sys.executable, "-m", "autokg", *arguments, "--quiet"])  # noqa: S603 (ourselves)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"autokg {' '.join(arguments)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def measure(store: Path, folder: Path) -> Iterator[str]:
    """Yield the rows of the table, each as soon as it is known."""
    for part, ending in _EXPORTS:
        file = folder / f"{part}.{ending}"
        seconds, peak = run("export", part, "-s", str(store), "-o", str(file))
        size = sum(path.stat().st_size for path in folder.glob(f"{part}.*") if path.name.endswith(ending))
        yield f"| {part} | {ending} | {seconds:.1f} | {peak:,} | {size / 1e6:.1f} |\n"
        for path in folder.glob(f"{part}.*"):
            path.unlink()


def main() -> None:
    """Measure the exports of a base."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "100k"
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name), Path(wanted)
        if not store.is_dir():
            facts, store = folder / "facts.jsonl", folder / "store"
            with facts.open("w", encoding="utf-8") as file:
                file.writelines(generate_lines(parse_size(wanted) // _CLAIMS_A_FACT))
            run("build", str(facts), "-s", str(store))
        sys.stdout.write("| part | format | CPU s | peak MiB | MB |\n|---|---|--:|--:|--:|\n")
        for row in measure(store, folder):
            sys.stdout.write(row)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
