"""The facts and names of the checkout, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autokg.facts import Document, Fact, read_jsonl
from autokg.names.gazetteer import load_gazetteer

DATA = Path(__file__).resolve().parents[2] / "data"
FACT_FILES = tuple(sorted((DATA / "facts").glob("*.jsonl")))
FILING_FILES = tuple(sorted((DATA / "filings").glob("*.jsonl")))
FILES = (*FACT_FILES, *FILING_FILES)
GAZETTEER = load_gazetteer(DATA / "reference")


@dataclass(frozen=True, slots=True)
class Located:
    """A fact and where it stands."""

    fact: Fact
    where: str


def records(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        yield from read_jsonl(lines, path.name)


def _facts(paths: tuple[Path, ...]) -> Iterator[Located]:
    for path in paths:
        for number, record in enumerate(records(path), 1):
            if isinstance(record, Fact):
                yield Located(record, f"{path.name}:{number}")


FACTS = tuple(_facts(FACT_FILES))
FILINGS = tuple(_facts(FILING_FILES))
DOCUMENTS = {record.id: record for path in FILES for record in records(path) if isinstance(record, Document)}
