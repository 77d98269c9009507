"""Read the annotated passages beside this file and print precision, recall and the share of facts wholly right.

    python benchmarks/reading/passages.py           all sets
    python benchmarks/reading/passages.py second    one of them

Each line of `passages/*.jsonl` is a text in the style of the press with the facts that it states, half of them on
invented firms: for measuring, never data.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autokg.reading.files import read_articles
from autokg.reading.scoring import Evaluation, evaluate

PASSAGES = Path(__file__).parent / "passages"


def write_passages(passages: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write texts, annotated facts and read facts to folders of these names."""
    for name in ("texts", "gold", "read"):
        (folder / name).mkdir()
    for number, passage in enumerate(passages):
        text = folder / "texts" / f"{number:03}.txt"
        text.write_text(passage["text"], encoding="utf-8")
        head = {"kind": "document", "id": text.stem, "language": passage["language"], "exhaustive": True}
        _write(folder / "gold" / f"{text.stem}.jsonl", [json.dumps(record) for record in (head, *passage["facts"])])
        for taken in read_articles([text], {"language": passage["language"]}):
            _write(folder / "read" / f"{text.stem}.jsonl", taken.records)


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def measure(path: Path) -> Evaluation:
    """Read one set of passages and compare."""
    passages = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    with tempfile.TemporaryDirectory() as folder:
        write_passages(passages, Path(folder))
        return evaluate(Path(folder, "gold"), Path(folder, "read"), Path(folder, "texts"))


def main(*names: str) -> None:
    """Measure the sets of these names, all without one."""
    for path in [PASSAGES / f"{name}.jsonl" for name in names] or sorted(PASSAGES.glob("*.jsonl")):
        found = measure(path)
        share = found.wholly_right / found.facts if found.facts else 0
        sys.stdout.write(
            f"{path.stem}: P {found.all.precision:.2f} R {found.all.recall:.2f} wholly right {share:.2f}\n"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
