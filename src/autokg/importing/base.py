"""Define the protocol of importers: a file and its source in; facts, documents and rejects out.

An importer yields one outcome or more for each row: a `Take` (a fact and the document it cites) or a `Reject` (the
reason). Every row is accounted for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from autokg.core.ids import digest, slugify
from autokg.errors import FactError, InputError, UsageError
from autokg.facts import Document, Fact, Status, parse_record
from autokg.facts.messages import describe_finding
from autokg.importing.cells import Cell

if TYPE_CHECKING:
    from autokg.importing.mapping_file import TableMapping

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Source:
    """Metadata of the source of a file or of one row, under the names of the document record."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    sha256: str | None = None

    def over(self, other: Source) -> Source:
        """Return this source, its missing metadata taken from another."""
        mine = {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}
        return replace(other, **mine)

    def document(self, stem: str | None = None) -> Document:
        """Return the document record; its id is a readable stem and a hash of the metadata.

        Two retrievals of one page are two documents, distinct from any bundled one.
        """
        return _make_document(self, stem)


@lru_cache(maxsize=4096)
def _make_document(source: Source, stem: str | None) -> Document:
    values = {item.name: getattr(source, item.name) for item in fields(source)}
    readable = stem or slugify(source.publisher or source.title or "")[:_LONGEST_SLUG].strip("-") or "import"
    try:
        return Document(kind="document", id=f"{readable}-{digest(*values.values(), length=10)}", **values)
    except ValidationError as error:
        finding = error.errors(include_url=False)[0]
        slot, message = finding["loc"][0], describe_finding(finding)
        hint = "expected a day as 2025-07-01" if slot == "retrieved" else None
        raise UsageError(f"{slot} {values[str(slot)]!r}: {hint or message}") from error


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column, and where it stands (`file:line`)."""

    where: str
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Return a cell as text, a list joined by `; `; empty if the column is missing."""
        cell = self.cells.get(column, "")
        return cell if isinstance(cell, str) else "; ".join(cell)


@dataclass(frozen=True, slots=True)
class Take:
    """A fact of a row, and the document that it cites."""

    where: str
    fact: Fact
    document: Document


@dataclass(frozen=True, slots=True)
class Reject:
    """A rejected row, or one rejected fact or cell of it."""

    where: str
    reason: str
    cells: Mapping[str, Cell]

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


Outcome = Take | Reject


@dataclass(frozen=True, slots=True)
class Options:
    """Options of an importer.

    Attributes:
        source: metadata given by the user; it overrides the importer's own.
        mapping: how the columns of a table become slots; only the importer of tables takes one.
        model_year: of label filings whose rows do not say it.

    """

    source: Source = Source()
    mapping: TableMapping | None = None
    model_year: int | None = None


class Importer(Protocol):
    """Reads one kind of file."""

    def __call__(self, path: Path, options: Options, /) -> Iterable[Outcome]:
        """Yield an outcome or more for each row; raise `InputError` if the file as a whole cannot be read."""
        ...


def take_fact(row: Row, document: Document, summary: str, slots: Mapping[str, Any]) -> Outcome:
    """Build a fact from its slots, `kind` and `status` among them; a record that the form refuses is a reject."""
    record = {
        "status": Status.ACTUAL.value,
        **{slot: value for slot, value in slots.items() if value not in (None, "", [], (), {})},
        "evidence": [{"document": document.id, "summary": summary}],
    }
    try:
        return Take(row.where, parse_record(json.dumps(record, ensure_ascii=False)), document)
    except FactError as error:
        return Reject(row.where, word_problem(error), row.cells)


def word_problem(error: InputError) -> str:
    """Return the problem and the expected value, without the position."""
    return f"{error.problem}; expected {error.expected}" if error.expected else error.problem
