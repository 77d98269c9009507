"""Articles in, press facts out: files found, read one by one or by several processes, what is left open counted.

A file that cannot be read does not stop the others: it is told at the end.
"""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from autokg.corpus import Corpus
from autokg.documents import read_article
from autokg.errors import DocumentError, InputError
from autokg.facts import to_jsonl
from autokg.ids import DEFAULT_BASE
from autokg.mapping import map_corpus
from autokg.reading.base import Reader, Reading, read_facts
from autokg.reading.rules.reader import RulesReader
from autokg.reference import Gazetteer, load_gazetteer
from autokg.resolution import Resolver
from autokg.things import Resolution

READERS: dict[str, Callable[[Gazetteer], Reader]] = {"rules": RulesReader}
_ENDINGS = frozenset({".txt", ".md", ".markdown", ".htm", ".html", ".pdf", ".text"})
_WORTH_A_POOL = 8  # articles; below, starting processes takes longer than reading

Source = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file gave: a reading, or why there is none.

    Attributes:
        unresolved: the names in its facts that the reference data does not know, sorted.

    """

    path: Path
    reading: Reading | None = None
    unresolved: tuple[str, ...] = ()
    error: str | None = None

    def facts_jsonl(self) -> str:
        """Return the document and its facts, a line each."""
        return "".join(f"{to_jsonl(record)}\n" for record in self.reading.records()) if self.reading else ""

    def rejects_jsonl(self) -> str:
        """Return what the gate turned away, a line each with its reason."""
        return "".join(
            json.dumps({"reason": reject.reason, "fact": json.loads(to_jsonl(reject.fact))}, ensure_ascii=False) + "\n"
            for reject in (self.reading.rejects if self.reading else ())
        )


@dataclass(slots=True)
class Tally:
    """How much was read, file by file."""

    documents: int = 0
    facts: int = 0
    rejects: int = 0
    skipped: int = 0
    unresolved: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def add(self, taken: Taken) -> None:
        """Count what a file gave."""
        if taken.error:
            self.errors.append(taken.error)
        elif taken.reading:
            self.documents += 1
            self.facts += len(taken.reading.facts)
            self.rejects += len(taken.reading.rejects)
            self.unresolved.update(taken.unresolved)

    def summary(self) -> str:
        """Say how much was read."""
        skipped = f", {self.skipped} read before" if self.skipped else ""
        failed = f", {len(self.errors)} not readable" if self.errors else ""
        return f"{self.documents} documents, {self.facts} facts, {self.rejects} rejected by the gate{skipped}{failed}"


def find_articles(paths: Iterable[Path]) -> list[Path]:
    """Return the files that paths stand for: folders are searched, patterns expanded; each once, in order."""
    found = [file for path in paths for file in _expand(path)]
    return list(dict.fromkeys(found))


def _expand(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in _ENDINGS and file.is_file())
        if not files:
            raise InputError("the folder holds no articles", source=str(path), expected=", ".join(sorted(_ENDINGS)))
        return files
    if glob.has_magic(str(path)) and not path.exists():
        files = sorted(Path(name) for name in glob.glob(str(path), recursive=True))  # noqa: PTH207 (absolute patterns)
        if not files:
            raise InputError("the pattern fits no file", source=str(path))
        return files
    return [path]


def read_articles(
    paths: Sequence[Path], source: Source, readers: Sequence[str] = ("rules",), jobs: int = 1
) -> Iterator[Taken]:
    """Read articles, several at a time where that pays; yield what each gave, in order."""
    tasks = [(path, dict(source), tuple(readers)) for path in paths]
    if jobs < 2 or len(paths) < _WORTH_A_POOL:  # noqa: PLR2004 (one process is this one)
        yield from map(_read, tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_read, tasks, chunksize=4)


def _read(task: tuple[Path, Source, tuple[str, ...]]) -> Taken:
    path, source, readers = task
    gazetteer = load_gazetteer()
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path
        article = read_article(content, name=str(path), **source)
        reading = read_facts(article, [_reader(name) for name in readers], gazetteer)
    except DocumentError as error:
        return Taken(path, error=str(error))
    return Taken(path, reading, tuple(_unresolved(reading, Resolver(gazetteer))))


@cache
def _reader(name: str) -> Reader:
    """Make a reader once a process: its tables take longer to compile than an article to read."""
    return READERS[name](load_gazetteer())


def _unresolved(reading: Reading, resolver: Resolver) -> list[str]:
    corpus = Corpus()
    for record in reading.records():
        corpus.add(record, reading.document.id)
    _, things = map_corpus(corpus, resolver, DEFAULT_BASE)
    return sorted({thing.label for thing in things if thing.resolution is Resolution.UNRESOLVED})
