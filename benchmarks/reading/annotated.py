"""Annotated texts: load them, read them with given readers, and compare.

A file of JSON lines has a text a line, with its `language` and `facts`. A folder has `texts/LANGUAGE/NAME.txt` with
`gold/NAME.jsonl` beside them, and `sentences/LANGUAGE.jsonl`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autokg.reading.base import Reader
from autokg.reading.files import read_articles
from autokg.reading.scoring import Evaluation, evaluate

THIRDS = 3


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its annotation: the document and its facts, a line of JSON each.

    Attributes:
        third: 0, 1 or 2, by its place among the texts of its language.
        language: given to the reader, None where the reader is to detect it.

    """

    text: str
    gold: tuple[str, ...]
    third: int
    language: str | None


def load_lines(path: Path) -> Iterator[Annotated]:
    """Yield the texts of a file of JSON lines."""
    lines = filter(str.strip, path.read_text(encoding="utf-8").split("\n"))
    for number, line in enumerate(map(json.loads, lines)):
        language = line.get("language") or path.stem
        head = {"kind": "document", "id": str(number), "language": language, "exhaustive": True}
        yield Annotated(line["text"], tuple(map(json.dumps, (head, *line["facts"]))), number % THIRDS, language)


def load_texts(folder: Path) -> Iterator[Annotated]:
    """Yield the texts of a folder `texts/LANGUAGE`."""
    for number, path in enumerate(sorted(folder.glob("*.txt"))):
        gold = (folder / "gold" / f"{path.stem}.jsonl").read_text(encoding="utf-8")
        yield Annotated(path.read_text(encoding="utf-8"), tuple(gold.split("\n")), number % THIRDS, None)


def load_folder(folder: Path) -> dict[str, list[Annotated]]:
    """Return the texts and the sentences of a folder."""
    texts = [item for part in sorted((folder / "texts").glob("*/")) for item in load_texts(part)]
    sentences = [item for part in sorted((folder / "sentences").glob("*.jsonl")) for item in load_lines(part)]
    return {name: items for name, items in (("texts", texts), ("sentences", sentences)) if items}


def measure(
    items: Sequence[Annotated], readers: Sequence[Reader] | None = None, *, strict: Sequence[bool] = (False, True)
) -> list[Evaluation]:
    """Read texts once and compare what was read with the annotation, leniently and strictly."""
    with tempfile.TemporaryDirectory() as name:
        texts, gold, read = (Path(name, part) for part in ("texts", "gold", "read"))
        for folder in (texts, gold, read):
            folder.mkdir()
        for number, item in enumerate(items):
            text = texts / f"{number:04}.txt"
            text.write_text(item.text, encoding="utf-8", newline="")
            _write(gold / f"{text.stem}.jsonl", item.gold)
            for taken in read_articles([text], {"language": item.language}, readers):
                _write(read / f"{text.stem}.jsonl", taken.records)
                sys.stderr.write(f"{taken.error}\n" if taken.error else "")
        return [evaluate(gold, read, texts, strict=mode) for mode in strict]


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines if line), encoding="utf-8")
