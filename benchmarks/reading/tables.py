"""Read annotated texts and print Markdown tables: precision, recall and the share of facts wholly right.

    python benchmarks/reading/tables.py              the passages beside this file
    python benchmarks/reading/tables.py FOLDER       texts and sentences of a folder, by thirds (annotated.py)
    python benchmarks/reading/tables.py FOLDER 0     one third of them

The passages are texts in the style of the press, half of them on invented firms: for measuring, never data.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotated import THIRDS, Annotated, load_folder, load_lines, measure  # the file beside this one

from autokg.reading.base import Reader
from autokg.reading.scoring import Evaluation, Score

PASSAGES = Path(__file__).parent / "passages"
_SETS = ("first", "second", "third", "fourth")
_HEAD = "claims | P, R | strict P, R | wholly right | misquotes |"


def load_parts(folder: Path | None = None, thirds: Sequence[int] = range(THIRDS)) -> dict[str, list[Annotated]]:
    """Return the sets to measure by their names."""
    if folder is None:
        return {f"passages, {name} set": list(load_lines(PASSAGES / f"{name}.jsonl")) for name in _SETS}
    return {
        f"{kind}, third {third}": [item for item in items if item.third == third]
        for kind, items in load_folder(folder).items()
        for third in thirds
    }


def print_tables(parts: Mapping[str, Sequence[Annotated]], readers: Sequence[Reader] | None = None) -> None:
    """Measure sets of texts and print a table of all, one by language and one by kind."""
    found = {name: measure(items, readers) for name, items in parts.items()}
    _print([f"| texts | {_HEAD}", "|---|--:|---|---|--:|--:|", *map(_row, found, found.values())])
    for heading, scores in (("language", "by_language"), ("kind", "by_kind")):
        columns = {name: getattr(lenient, scores) for name, (lenient, _) in found.items()}
        labels = sorted({label for column in columns.values() for label in column})
        _print(
            [
                f"| {heading} | {' | '.join(columns)} |",
                f"|---|{'---|' * len(columns)}",
                *(f"| {label} | {' | '.join(_cell(c.get(label)) for c in columns.values())} |" for label in labels),
            ]
        )


def _row(name: str, found: Sequence[Evaluation]) -> str:
    lenient, strict = found
    right = lenient.wholly_right / lenient.facts if lenient.facts else 0
    cells = (f"{lenient.all.gold:,}", _pair(lenient.all), _pair(strict.all), _two(right), str(lenient.misquoted))
    return f"| {name} | {' | '.join(cells)} |"


def _cell(score: Score | None) -> str:
    """Return precision and recall of a language or kind; of one that is annotated nowhere nothing."""
    return f"{_pair(score)} ({score.gold:,})" if score and score.gold else ""


def _pair(score: Score) -> str:
    return f"{_two(score.precision)}, {_two(score.recall)}"


def _two(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")


def _print(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()


def main(folder: str | None = None, *thirds: str) -> None:
    """Measure what is named, all without it."""
    chosen = [int(third) for third in thirds] or range(THIRDS)
    print_tables(load_parts(Path(folder) if folder else None, chosen))


if __name__ == "__main__":
    main(*sys.argv[1:])
