"""Articles in, press facts out: files read one by one, their records written as JSONL, what is left open counted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autokg.corpus import Corpus
from autokg.documents import read_article
from autokg.facts import to_jsonl
from autokg.ids import DEFAULT_BASE
from autokg.mapping import map_corpus
from autokg.output import Progress
from autokg.reading.base import Reader, Reading, read_facts
from autokg.reading.rules.reader import RulesReader
from autokg.reference import Gazetteer, load_gazetteer
from autokg.resolution import Resolver
from autokg.things import Resolution

READERS: dict[str, Callable[[Gazetteer], Reader]] = {"rules": RulesReader}


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read in some articles.

    Attributes:
        unresolved: the names in the facts that the reference data does not know, sorted.

    """

    readings: tuple[Reading, ...]
    unresolved: tuple[str, ...]

    def facts_jsonl(self) -> str:
        """Return all records, a line each."""
        return "".join(f"{to_jsonl(record)}\n" for reading in self.readings for record in reading.records())

    def rejects_jsonl(self) -> str:
        """Return what the gate turned away, a line each with its reason."""
        return "".join(
            json.dumps({"reason": reject.reason, "fact": json.loads(to_jsonl(reject.fact))}, ensure_ascii=False) + "\n"
            for reading in self.readings
            for reject in reading.rejects
        )

    def summary(self) -> str:
        """Say how much was read."""
        facts = sum(len(reading.facts) for reading in self.readings)
        rejects = sum(len(reading.rejects) for reading in self.readings)
        return f"{len(self.readings)} documents, {facts} facts, {rejects} rejected by the gate"


def read_files(
    paths: Iterable[Path],
    source: Mapping[str, str | None],
    *,
    reader: str = "rules",
    progress: Progress = lambda _: None,
) -> Intake:
    """Read articles; `source` holds what is known of where they come from (title, publisher, published, …)."""
    gazetteer = load_gazetteer()
    readers = [READERS[reader](gazetteer)]
    readings = []
    for path in paths:
        progress(f"reading {path}")
        content = sys.stdin.buffer.read() if str(path) == "-" else path
        readings.append(read_facts(read_article(content, name=str(path), **source), readers, gazetteer))
    return Intake(tuple(readings), tuple(_unresolved(readings, Resolver(gazetteer))))


def _unresolved(readings: Iterable[Reading], resolver: Resolver) -> list[str]:
    corpus = Corpus()
    for reading in readings:
        for record in reading.records():
            corpus.add(record, reading.document.id)
    _, things = map_corpus(corpus, resolver, DEFAULT_BASE)
    return sorted({thing.label for thing in things if thing.resolution is Resolution.UNRESOLVED})
