"""Facts as a user gives them: files, folders, results of reading and importing, or records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from autokg.api.path_arguments import StrPath
from autokg.errors import UsageError
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus, load_corpus


@runtime_checkable
class Records(Protocol):
    """A result that holds documents and facts, as `read` and `import_table` return it."""

    def records(self) -> Iterable[Document | Fact]:
        """Yield documents, then facts."""


Facts: TypeAlias = StrPath | Records | Iterable[StrPath | Records | Document | Fact]


def gather_facts(facts: Facts) -> Corpus:
    """Read files and add records to one corpus; raise `FactError` if a fact cites an unknown document."""
    paths, records = [], []
    for item in _flatten(facts):
        if isinstance(item, Path):
            paths.append(item)
        else:
            records.append(item)
    corpus = load_corpus(paths)
    for record in records:
        corpus.add(record, "records")
    corpus.check_citations()
    return corpus


def _flatten(facts: Facts | Document | Fact) -> Iterator[Path | Document | Fact]:
    if isinstance(facts, Document | Fact):
        yield facts
    elif isinstance(facts, str | PathLike):
        yield Path(facts)
    elif isinstance(facts, Iterable):
        for item in facts:
            yield from _flatten(item)
    elif isinstance(facts, Records):
        yield from facts.records()
    else:
        raise UsageError(f"facts: {facts!r} is neither a path, nor a record, nor a result of read or import_table")
