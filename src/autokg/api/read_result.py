"""The result of reading articles: documents, facts, rejected facts and unresolved names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autokg.api.path_arguments import StrPath, to_path
from autokg.core.checked import checked
from autokg.core.counting import count_of
from autokg.core.files import write_output
from autokg.facts import Document, Fact, parse_record, to_jsonl

if TYPE_CHECKING:
    from autokg.reading.files import Taken


@dataclass(frozen=True, slots=True)
class Rejected:
    """A fact that the gate turned away, as a JSON record, with the reason."""

    record: dict[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What was read in one or more articles.

    Attributes:
        documents: a record for each article that could be read.
        facts: the facts of all articles, in order.
        rejects: facts that do not stand up to their text, each with the reason.
        unresolved: names in the facts that the reference data does not know, sorted.
        errors: articles that could not be read, each with the reason.
        notes: remarks, for example that there are no rules for a language.

    """

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    rejects: tuple[Rejected, ...]
    unresolved: tuple[str, ...]
    errors: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, readings: Iterable[Taken], notes: Iterable[str] = ()) -> ReadResult:
        """Gather the readings of single articles, after notes on all of them."""
        taken = list(readings)
        records = [parse_record(line) for one in taken for line in one.records]
        rejects = (json.loads(line) for one in taken for line in one.rejects)
        return cls(
            documents=tuple(record for record in records if isinstance(record, Document)),
            facts=tuple(record for record in records if isinstance(record, Fact)),
            rejects=tuple(Rejected(reject.get("fact") or reject["record"], reject["reason"]) for reject in rejects),
            unresolved=tuple(sorted({name for one in taken for name in one.unresolved})),
            errors=tuple(one.error for one in taken if one.error),
            notes=(*notes, *(note for one in taken for note in one.notes)),
        )

    def records(self) -> Iterator[Document | Fact]:
        """Yield the documents, then the facts, in the form that `autokg.build` takes."""
        yield from self.documents
        yield from self.facts

    @checked()
    def write(self, path: StrPath) -> None:
        """Write the records to a JSONL file; raise `OutputError` if it cannot be written."""
        write_output("".join(f"{to_jsonl(record)}\n" for record in self.records()), to_path(path))

    def __str__(self) -> str:
        failed = f", {len(self.errors)} unreadable" if self.errors else ""
        read = f"{count_of(len(self.documents), 'document')}, {count_of(len(self.facts), 'fact')}"
        return f"{read}, {len(self.rejects)} rejected{failed}"
